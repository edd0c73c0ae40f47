# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles a questionnaire: every formula to a closure, every dependency known, every mistake found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from types import MappingProxyType

from app.errors import Message, says
from app.questionnaire.acting import Acts
from app.questionnaire.beginning import Beginning
from app.questionnaire.coder import Coded, Coder, Place
from app.questionnaire.compile_acts import ActsCompiler
from app.questionnaire.compile_checks import faults
from app.questionnaire.expressions.code import Code, without_doubt
from app.questionnaire.form import form_problems
from app.questionnaire.graph import Aspect, CycleError, Edge, Graph, Key, ranked
from app.questionnaire.model import Formula, Group, Item, Question, Questionnaire, Repeat
from app.questionnaire.naming import uniquely_named
from app.questionnaire.offering import Offer, coded_offer
from app.questionnaire.placing import Placed, place, shared_depth
from app.questionnaire.problems import Problem, QuestionnaireError
from app.questionnaire.programs import Program
from app.questionnaire.templates import Template, template
from app.questionnaire.totals import Plan
from app.strict_yaml import MOST_PROBLEMS, with_more

__all__ = ["CompiledQuestionnaire", "Problem", "check", "compile_questionnaire"]

ALWAYS = "true()"
"""The formula of what is required whatever else was answered."""


@dataclass(frozen=True, slots=True)
class CompiledQuestionnaire:
    """A questionnaire that can be evaluated; made once and never changed.

    Attributes:
        placed: every item by its name.
        order: the same, in the order of the questionnaire.
        graph: what can be evaluated, and what follows from what.
        programs: the formulas of its nodes.
        labels: labels with places for answers, by the name of their item; of a repeat, the heading of an
            instance. Those without such a place are left out.
        offers: how the choices of questions come about, by their names.
        locks: what makes a question one that can only be read, by its name.
        acts: what is filled in by itself.
        totals: the totals that are kept up, in the places by which formulas and edges know them.
        slots: which of those each formula has that has any, and whether the first of them is all that it is.
        beginning: how it stands before anything is answered, where that was worked out before.
    """

    questionnaire: Questionnaire
    placed: Mapping[str, Placed]
    order: tuple[Placed, ...]
    graph: Graph
    programs: tuple[Program, ...]
    labels: Mapping[str, Template]
    offers: Mapping[str, Offer]
    locks: Mapping[str, Code]
    acts: Acts
    totals: Sequence[Plan]
    slots: Mapping[Place, tuple[range, bool]]
    beginning: Beginning | None = None

    def repeats_around(self, name: str) -> tuple[str, ...]:
        """Give the repeats around a question, the outermost first."""
        return self.placed[name].repeats

    def repeat(self, name: str) -> Repeat:
        """Give a repeat."""
        item = self.placed[name].item
        if not isinstance(item, Repeat):
            raise KeyError(name)
        return item


def compile_questionnaire(questionnaire: Questionnaire, *, keep_up: bool = True) -> CompiledQuestionnaire:
    """Compile a questionnaire.

    Args:
        questionnaire: what was written.
        keep_up: whether long sums and totals over repeats are kept up; else they read everything again, which
            gives the same and takes longer.

    Raises:
        QuestionnaireError: with everything that is wrong with its names and logic, by line.
    """
    compiler = _Compiler(uniquely_named(questionnaire), keep_up=keep_up)
    compiled = compiler.compile()
    if compiled is None or compiler.problems:
        raise QuestionnaireError(tuple(sorted(compiler.problems, key=lambda problem: problem.line)))
    return compiled


def check(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give everything that is wrong with a questionnaire's names and logic, by line."""
    try:
        compile_questionnaire(questionnaire)
    except QuestionnaireError as error:
        return error.problems
    return ()


@dataclass(slots=True)
class _Draft:
    """A node before it has a rank."""

    code: Code | None = None
    needs: list[Key] = field(default_factory=list)
    """What it follows from."""
    after: list[Key] = field(default_factory=list)
    """What must come before it, without it following from that."""
    totals: range = range(0)
    """The places of the totals that are kept up for it."""
    wide: dict[Key, int] = field(default_factory=dict)
    """What it reads in more instances than those around it, with the number of those that they share."""


def formula_of(item: Item, aspect: Aspect) -> Formula | None:
    """Give what decides an aspect of an item, where anything was written that does."""
    match item, aspect:
        case _, Aspect.SHOWN:
            return item.relevant
        case Question(), Aspect.SEEN:
            return item.computed
        case Question(), Aspect.REQUIRED:
            return item.required
        case Question(), Aspect.PROBLEM:
            return item.constraint
        case Question(), Aspect.WARNING:
            return item.warning
        case Question(), Aspect.FILLED:
            return item.refilled
        case Repeat(), Aspect.COUNT:
            return item.repeat_count
        case _:
            return None


DOUBTLESS = (Aspect.REQUIRED, Aspect.WARNING)
"""Of these, what cannot be told counts as false."""


class _Compiler:
    """The compilation of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire, *, keep_up: bool) -> None:
        self._questionnaire = questionnaire
        self.problems: list[Problem] = []
        self._all = place(questionnaire)
        self._placed = {placed.item.name: placed for placed in reversed(self._all)}
        self._coder = Coder(self._placed, questionnaire.choices, self._object, keep_up=keep_up)
        self._drafts: dict[Key, _Draft] = {}
        self._labels: dict[str, Template] = {}
        self._offers: dict[str, Offer] = {}
        self._locks: dict[str, Code] = {}
        self._acting = ActsCompiler(questionnaire, self._coder)

    def compile(self) -> CompiledQuestionnaire | None:
        for line, message in faults(self._questionnaire, self._all):
            self._object(line, message)
        self.problems += form_problems(self._questionnaire)
        for placed in self._all:
            self._draft(placed)
        if self.problems:
            return None
        try:
            return self._assembled(self._order())
        except CycleError as error:
            self._object_to_cycle(error)
            return None

    def _order(self) -> tuple[Key, ...]:
        """Put all nodes in order.

        The count of a repeat may follow from what is answered in it, as long as a condition is met: then it
        comes last, and what it adds is evaluated after it, until nothing is added any more.

        Raises:
            CycleError: things wait for each other that are no such count.
        """
        needs = {key: [*draft.needs, *draft.after] for key, draft in self._drafts.items()}
        while True:
            try:
                return ranked(needs)
            except CycleError as error:
                after_a_count = [pair for pair in pairwise(error.path) if pair[1][1] is Aspect.COUNT]
                if not after_a_count:
                    raise
                for key, count in after_a_count:
                    needs[key] = [one for one in needs[key] if one != count]

    def _object(self, line: int, message: Message) -> None:
        if len(self.problems) >= MOST_PROBLEMS:
            raise QuestionnaireError(with_more(self.problems))
        self.problems.append(
            Problem(self._questionnaire.file, line, message, sheet=self._questionnaire.sheet)
        )

    def _object_to_cycle(self, error: CycleError) -> None:
        names = list(dict.fromkeys(name for name, _ in error.path))
        line = min(self._placed[name].item.line for name in names)
        self._object(
            line,
            says(
                "deze vragen wachten op elkaar: {names}. Haal er een verwijzing uit.",
                names=" → ".join([*names, names[0]]),
            ),
        )

    # Drafting

    def _draft(self, placed: Placed) -> None:
        item = placed.item
        shown = self._add(placed, Aspect.SHOWN)
        if placed.parent is not None:
            shown.needs.append((placed.parent, Aspect.SHOWN))
            if isinstance(self._placed[placed.parent].item, Repeat):
                shown.after.append((placed.parent, Aspect.COUNT))
        if isinstance(item, Question):
            self._draft_question(item, placed)
        elif isinstance(item, Repeat):
            self._draft_repeat(item, placed)

    def _draft_question(self, question: Question, placed: Placed) -> None:
        name = question.name
        self._add(placed, Aspect.SEEN).needs.append((name, Aspect.SHOWN))
        if question.required is not None and question.required.text != ALWAYS:
            self._add(placed, Aspect.REQUIRED)
        if question.constraint is not None:
            self._add(placed, Aspect.PROBLEM).needs.append((name, Aspect.SEEN))
        if question.warning is not None:
            self._add(placed, Aspect.WARNING).needs.append((name, Aspect.SEEN))
        self._acting.take(question, placed)
        if question.refilled is not None:
            self._add(placed, Aspect.FILLED)
            self._drafts[name, Aspect.SEEN].after.append((name, Aspect.FILLED))
        self._draft_look(question, placed)

    def _draft_look(self, question: Question, placed: Placed) -> None:
        """Draft what makes a question look different: its label, its choices, whether it can be answered."""
        name = question.name
        draft = _Draft()
        coded: tuple[Coded, ...] = ()
        if question.kind.selects:
            self._offers[name], coded = coded_offer(self._questionnaire, self._placed, placed, self._coder)
        if question.read_only_when is not None:
            lock = self._coder.code(question.read_only_when, placed, placed.repeats)
            self._locks[name] = without_doubt(lock.code)
            coded = (*coded, lock)
        look = self._label(name, template(question.label), question.line, placed.repeats)
        look = look.union(*(one.reads for one in coded))
        if look:
            draft.needs = [self._read(read) for read in sorted(look)]
            draft.totals = _together(one.totals for one in coded)
            for one in coded:
                for read, depth in one.wide.items():
                    draft.wide[self._read(read)] = min(depth, draft.wide.get(self._read(read), depth))
            self._drafts[name, Aspect.LOOK] = draft

    def _draft_repeat(self, repeat: Repeat, placed: Placed) -> None:
        name = repeat.name
        self._add(placed, Aspect.COUNT)
        instances = self._drafts[name, Aspect.INSTANCES] = _Draft()
        instances.needs += [(name, Aspect.SHOWN), (name, Aspect.COUNT)]
        look = self._label(name, template(repeat.item_label), repeat.line, placed.inside)
        if look:
            self._drafts[name, Aspect.LOOK] = _Draft(needs=[self._read(read) for read in sorted(look)])

    def _label(self, name: str, made: Template, line: int, repeats: tuple[str, ...]) -> frozenset[str]:
        for read in sorted(made.names):
            self._coder.check_reference(read, line, repeats)
        if made.pieces:
            self._labels[name] = made
        return frozenset(read for read in made.names if read in self._placed)

    def _add(self, placed: Placed, aspect: Aspect) -> _Draft:
        draft = _Draft()
        formula = formula_of(placed.item, aspect)
        if formula is not None:
            coded: Coded = self._coder.code(formula, placed, placed.repeats)
            draft.code = coded.code
            draft.needs += [self._read(read) for read in sorted(coded.reads)]
            draft.totals = coded.totals
            draft.wide = {self._read(read): depth for read, depth in coded.wide.items()}
            if aspect in DOUBTLESS:
                draft.code = without_doubt(coded.code)
        self._drafts[placed.item.name, aspect] = draft
        return draft

    def _read(self, name: str) -> Key:
        match self._placed[name].item:
            case Repeat():
                return (name, Aspect.INSTANCES)
            case Group():
                return (name, Aspect.SHOWN)
            case _:
                return (name, Aspect.SEEN)

    # Assembling

    def _assembled(self, order: tuple[Key, ...]) -> CompiledQuestionnaire:
        rank_of = {key: rank for rank, key in enumerate(order)}
        edges: list[list[Edge]] = [[] for _ in order]
        for rank, key in enumerate(order):
            for needed in dict.fromkeys(self._drafts[key].needs):
                edges[rank_of[needed]].append(self._edge(needed, key, rank))
        programs: dict[int, Program] = {}
        places: dict[int, int] = {}
        nodes = []
        for name, aspect in order:
            code = self._drafts[name, aspect].code
            if code is not None and id(code) not in places:
                places[id(code)] = len(places)
                programs[id(code)] = Program(code)
            nodes.append((self._placed[name].order, aspect, -1 if code is None else places[id(code)]))
        return CompiledQuestionnaire(
            questionnaire=self._questionnaire,
            placed=MappingProxyType({placed.item.name: placed for placed in self._all}),
            order=self._all,
            graph=Graph.of(nodes, edges),
            programs=tuple(programs.values()),
            labels=MappingProxyType(self._labels),
            offers=MappingProxyType(self._offers),
            locks=MappingProxyType(self._locks),
            acts=self._acting.acts(),
            totals=tuple(self._coder.totals),
            slots=MappingProxyType(
                {
                    place: (coded.totals, coded.totals.start in self._coder.whole)
                    for place, coded in self._coder.places()
                    if coded.totals
                }
            ),
        )

    def _edge(self, needed: Key, key: Key, rank: int) -> Edge:
        around, target = self._around(needed), self._around(key)
        shared = shared_depth(around, target)
        depth = min(shared, self._drafts[key].wide.get(needed, shared))
        totals = tuple(slot for slot in self._drafts[key].totals if self._coder.totals[slot].reads(needed[0]))
        return Edge(rank, depth, depth == len(target), totals)

    def _around(self, key: Key) -> tuple[str, ...]:
        return self._placed[key[0]].repeats


def _together(totals: Iterable[range]) -> range:
    """Join the places of totals, which were given out one after another."""
    found = [one for one in totals if one]
    return range(found[0].start, found[-1].stop) if found else range(0)


def names_below(placed: Mapping[str, Placed], repeat: str) -> Iterator[str]:
    """Give the names of everything in a repeat, however deep."""
    for name, one in placed.items():
        if repeat in one.repeats:
            yield name
