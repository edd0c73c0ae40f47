# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire being filled in: what is relevant, required, calculated and wrong, after every answer.

An answer is evaluated by rank along the graph of `app.questionnaire.compile`: only what follows from it is
touched, and each of those once.

**An answer that is no longer relevant** is kept, here and on record, and nothing sees it. Expressions read
nothing; it counts in no progress and breaks no constraint; it stands in no list of items, so in no report and
in no list of open points. When its question becomes relevant again, so does the answer. The same holds for
what stands in an instance that was taken out: it comes back with the instance.
"""

import math
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from app.i18n import Texts
from app.questionnaire import codec
from app.questionnaire.acting import Acting
from app.questionnaire.cell_scope import CellScope
from app.questionnaire.cells import Cell, Cells, Instances
from app.questionnaire.compile import CompiledQuestionnaire, Node
from app.questionnaire.expressions.code import Code
from app.questionnaire.expressions.scope import Outside, Scope
from app.questionnaire.graph import Aspect, Edge
from app.questionnaire.model import Choice, Group, Question, QuestionKind, Repeat
from app.questionnaire.offering import offered
from app.questionnaire.standing import (
    GroupHeader,
    InstanceHeader,
    QuestionItem,
    RepeatHeader,
    SectionItem,
    SectionProgress,
    Settled,
    Status,
)
from app.questionnaire.values import Address, Value

MOST_COUNTED = 1000
"""A repeat with a count never gets more instances than this."""

MOST_UNDONE = 1000
"""So many of the last acts can be undone."""

_UNFIT = Texts(
    (("nl", "Dit antwoord past niet bij de vraag."), ("en", "This answer does not fit the question."))
)
"""Why an answer is wrong where the author of its constraint did not say so."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that was answered, to come back to.

    Attributes:
        answers: the answers that are there, and those of instances that were taken out.
        order: the same of the instances of each repeat, by its name and the instances around it.
    """

    answers: Mapping[Address, Value]
    order: Mapping[tuple[str, Instances], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """Undoes an answer."""

    address: Address
    value: Value


@dataclass(frozen=True, slots=True)
class _Instance:
    """Undoes what was done to an instance: puts it at `index`, or takes it out where there is none."""

    repeat: str
    instance_id: str
    parents: Instances
    index: int | None


_Undo = _Answer | _Instance | Snapshot


@dataclass(frozen=True, slots=True)
class _Filled:
    """Undoes an act after which the questionnaire filled in something by itself."""

    act: _Undo
    before: Mapping[Address, Value]
    born: frozenset[tuple[str, Instances]]


class Evaluation:
    """The state of one filling in. Names that do not exist are bugs and raise `KeyError`."""

    def __init__(
        self,
        compiled: CompiledQuestionnaire,
        today: date,
        outside: Outside | None = None,
        *,
        acting: bool = True,
    ) -> None:
        """Begin a filling in.

        Args:
            compiled: the questionnaire.
            today: the day.
            outside: what expressions may ask of the world.
            acting: whether the questionnaire fills in anything by itself; see `acting`.
        """
        self._compiled = compiled
        self._cells = Cells(compiled.placed)
        self._scope = CellScope(self._cells, compiled.totals, today.isoformat(), outside)
        self._acting = Acting(compiled.acts, compiled.placed, self._cells, self._scope)
        self._acting.on = acting
        self._born: set[tuple[str, Instances]] = set()
        self._newly_born: set[tuple[str, Instances]] = set()
        self._waiting: list[tuple[int, Instances]] = []
        self._known: set[tuple[int, Instances]] = set()
        self._changed: set[Address] = set()
        self._reshaped: set[str] = set()
        self._kept: dict[Address, Value] = {}
        self._kept_order: dict[tuple[str, Instances], list[str]] = {}
        self._undo: deque[_Undo | _Filled] = deque(maxlen=MOST_UNDONE)
        self._answered = dict.fromkeys((section.name for section in compiled.questionnaire.children), 0)
        self._total = dict(self._answered)
        for section in compiled.questionnaire.children:
            self._create(section, (), fresh=True)
        self.begun = self._settled()
        """What was filled in when it began."""
        self._acting.end()

    # Acting

    @property
    def acting(self) -> bool:
        """Whether the questionnaire fills in anything by itself; not while what is on record is read back."""
        return self._acting.on

    @acting.setter
    def acting(self, on: bool) -> None:
        self._acting.on = on

    def set(self, address: Address, value: Value) -> Settled:
        """Give a question its answer; ``None`` takes it back."""
        self._undo.append(_Answer(address, self._cell(address).value))
        self._set(address, value)
        return self._end_act()

    def add_instance(self, repeat: str, instance_id: str, parents: Instances = ()) -> Settled:
        """Add an instance at the end of a repeat.

        Where the repeat itself is not there now, as it stands in an instance that was taken out, the new
        instance waits for it.

        Raises:
            ValueError: the repeat already has it.
        """
        self._add(self._compiled.repeat(repeat), instance_id, parents)
        self._undo.append(_Instance(repeat, instance_id, parents, None))
        return self._end_act()

    def remove_instance(self, repeat: str, instance_id: str, parents: Instances = ()) -> Settled:
        """Take an instance out of a repeat, with everything in it.

        Raises:
            ValueError: the repeat does not have it.
        """
        index = self._order(repeat, parents).index(instance_id)
        self._remove(repeat, instance_id, parents)
        self._undo.append(_Instance(repeat, instance_id, parents, index))
        return self._end_act()

    def move_instance(self, repeat: str, instance_id: str, index: int, parents: Instances = ()) -> Settled:
        """Put an instance elsewhere in its repeat; `index` counts from 0, when it is already out.

        Raises:
            ValueError: the repeat does not have it.
        """
        present = self._order(repeat, parents)
        before = present.index(instance_id)
        self._undo.append(_Instance(repeat, instance_id, parents, before))
        self._move(repeat, instance_id, index, parents)
        return self._end_act()

    def undo(self) -> Settled:
        """Take back the last act that was not taken back; without one, nothing happens.

        Everything is as it was before that act, but for `once()`, which is there to remember.
        """
        acting, self._acting.on = self._acting.on, False
        match self._undo.pop() if self._undo else None:
            case None:
                pass
            case _Filled(act, before, born):
                self._take_back(act)
                settled = self._settle()
                self._born -= born
                for address, value in before.items():
                    self._put_back(address, value)
                self._changed |= settled.changed
                self._reshaped |= settled.sections
            case act:
                self._take_back(act)
        settled = self._settle()
        self._acting.on = acting
        return settled

    def _take_back(self, act: _Undo) -> None:
        match act:
            case _Answer(address, value):
                self._set(address, value)
            case _Instance(repeat, instance_id, parents, None):
                self._remove(repeat, instance_id, parents)
            case _Instance(repeat, instance_id, parents, int(index)):
                if instance_id not in self._order(repeat, parents):
                    self._add(self._compiled.repeat(repeat), instance_id, parents)
                self._move(repeat, instance_id, index, parents)
            case Snapshot():
                self._restore(act)

    def _put_back(self, address: Address, value: Value) -> None:
        """Put back what was there before something was filled in, also where that is not there now."""
        if self.has(address):
            self._set(address, value)
        elif value is None:
            self._kept.pop(address, None)
        else:
            self._kept[address] = value

    def keep(self, address: Address, value: Value) -> None:
        """Keep an answer in an instance that is not there now, for when it comes."""
        self._kept[address] = value

    def snapshot(self) -> Snapshot:
        """Give everything that was answered."""
        answers = dict(self._kept)
        for name, cells in self._cells.by_name.items():
            for instances, cell in cells.items():
                if _is_remembered(cell):
                    answers[Address(name, instances)] = cell.value
        kept = {key: tuple(order) for key, order in self._kept_order.items()}
        return Snapshot(answers, kept | self._cells.order())

    def restore(self, snapshot: Snapshot) -> Settled:
        """Come back to a snapshot; everything is evaluated anew."""
        self._undo.append(self.snapshot())
        acting, self._acting.on = self._acting.on, False
        self._restore(snapshot)
        settled = self._settle()
        self._acting.on = acting
        return settled

    # Looking

    @property
    def compiled(self) -> CompiledQuestionnaire:
        """The questionnaire that is being filled in."""
        return self._compiled

    def at(self, address: Address) -> Scope:
        """Give the place of an item to evaluate a formula at; it holds until the next act."""
        self._scope.enter(self._cell(address))
        return self._scope

    def is_relevant(self, address: Address) -> bool:
        """Whether an item, which may be a group, is relevant."""
        return self._cell(address).shown

    def instances(self, repeat: str, parents: Instances = ()) -> tuple[str, ...]:
        """Give the instances of a repeat, in order."""
        return tuple(self._cells.of_repeat(repeat, parents))

    def addresses(self) -> Iterator[Address]:
        """Give every question that is there, also those that are not relevant, in order."""
        for section in self._compiled.questionnaire.children:
            yield from self._addresses_in(section, ())

    def _addresses_in(self, group: Group | Repeat, instances: Instances) -> Iterator[Address]:
        for child in group.children:
            match child:
                case Question():
                    yield Address(child.name, instances)
                case Group():
                    yield from self._addresses_in(child, instances)
                case Repeat():
                    for instance_id in self.instances(child.name, instances):
                        yield from self._addresses_in(child, (*instances, instance_id))

    def has(self, address: Address) -> bool:
        """Whether there is such a question, in an instance that is there."""
        cell = self._cells.by_name.get(address.name, {}).get(address.instances)
        return cell is not None and isinstance(cell.placed.item, Question)

    def question(self, address: Address) -> Question:
        """Give a question as it was written."""
        item = self._compiled.placed[address.name].item
        if not isinstance(item, Question):
            raise KeyError(address.name)
        return item

    def status(self, address: Address) -> Status:
        """Tell how a question stands; a calculated one has its text as its value."""
        cell = self._cell(address)
        question = self.question(address)
        return Status(
            relevant=cell.shown,
            required=cell.required,
            value=cell.seen if question.kind is QuestionKind.CALCULATE else cell.value,
            problem=(question.constraint_message or _UNFIT) if cell.problem else None,
            warning=question.warning_message if cell.warned else None,
            answered=cell.value is not None,
        )

    def value(self, address: Address) -> Value:
        """Give the answer to a question, whether or not it is relevant."""
        return self._cell(address).value

    def label(self, address: Address) -> Texts:
        """Give a question's label, with answers filled in."""
        return self._filled(address.name, address.instances)

    def choices(self, address: Address) -> tuple[Choice, ...]:
        """Give the choices that a question has now."""
        offer = self._compiled.offers.get(address.name)
        return offered(offer, self._cell(address), self._cells, self._scope) if offer is not None else ()

    def is_locked(self, address: Address) -> bool:
        """Whether a question can now only be read."""
        lock = self._compiled.locks.get(address.name)
        if lock is None:
            return self.question(address).read_only
        self._scope.enter(self._cell(address))
        return lock.truth(self._scope)

    def sections(self) -> tuple[SectionProgress, ...]:
        """Give the sections with their progress; nothing is counted anew."""
        return tuple(
            SectionProgress(
                name=section.name,
                number=section.number,
                label=section.label,
                hint=section.hint,
                answered=self._answered[section.name],
                total=self._total[section.name],
                relevant=self._cells.by_name[section.name][()].shown,
            )
            for section in self._compiled.questionnaire.children
        )

    def items(self, section: str) -> tuple[SectionItem, ...]:
        """Give what stands in a section and is relevant, in order."""
        item = self._compiled.placed[section].item
        if not isinstance(item, Group) or not self._cells.by_name[section][()].shown:
            return ()
        return tuple(self._items_in(item, ()))

    def open_required(self) -> tuple[Address, ...]:
        """Give the required questions without an answer, in order."""
        return tuple(
            address
            for address, cell in self._questions()
            if cell.required and cell.counted and cell.value is None
        )

    def problems(self) -> tuple[tuple[Address, Texts], ...]:
        """Give the answers that break a constraint, in order, with what their authors say about it."""
        return tuple(
            (address, self.question(address).constraint_message or _UNFIT)
            for address, cell in self._questions()
            if cell.problem
        )

    def warnings(self) -> tuple[tuple[Address, Texts], ...]:
        """Give the answers that the questionnaire warns about, in order, with what its authors say."""
        return tuple(
            (address, self.question(address).warning_message)
            for address, cell in self._questions()
            if cell.warned
        )

    def _questions(self) -> Iterator[tuple[Address, Cell]]:
        for section in self._compiled.questionnaire.children:
            for item in self.items(section.name):
                if isinstance(item, QuestionItem):
                    yield item.address, self._cell(item.address)

    def _items_in(self, group: Group | Repeat, instances: Instances) -> Iterator[SectionItem]:
        for child in group.children:
            if not self._cells.by_name[child.name][instances].shown:
                continue
            match child:
                case Question():
                    yield from self._question_items(child, instances)
                case Group():
                    yield GroupHeader(child.name, child.label)
                    yield from self._items_in(child, instances)
                case Repeat():
                    yield from self._instances_of(child, instances)

    def _question_items(self, question: Question, instances: Instances) -> Iterator[SectionItem]:
        unseen = question.kind in (QuestionKind.CALCULATE, QuestionKind.HIDDEN, QuestionKind.METADATA)
        if not unseen or question.label:
            yield QuestionItem(Address(question.name, instances))

    def _instances_of(self, repeat: Repeat, instances: Instances) -> Iterator[SectionItem]:
        present = self._cells.of_repeat(repeat.name, instances)
        yield RepeatHeader(repeat.name, instances, len(present))
        for index, instance_id in enumerate(present, 1):
            inside = (*instances, instance_id)
            yield InstanceHeader(
                repeat.name, instance_id, instances, index, self._filled(repeat.name, inside)
            )
            yield from self._items_in(repeat, inside)

    def _filled(self, name: str, instances: Instances) -> Texts:
        return self._compiled.labels[name].fill(
            lambda read, language: self._readable(
                Address(read, instances[: len(self._compiled.placed[read].repeats)]), language
            )
        )

    def _readable(self, address: Address, language: str) -> str:
        question, cell = self.question(address), self._cell(address)
        if question.kind is QuestionKind.CALCULATE or not cell.seen:
            return cell.seen
        offer = self._compiled.offers.get(address.name)
        choices = offer.choices if offer is not None else ()
        return codec.plain(cell.value, question.kind, choices, language)

    # Settling

    def _cell(self, address: Address) -> Cell:
        return self._cells.by_name[address.name][address.instances]

    def _set(self, address: Address, value: Value) -> None:
        cell = self._cell(address)
        before = cell.value
        cell.take(value)
        self._recount(cell)
        for aspect in (Aspect.SEEN, Aspect.PROBLEM, Aspect.WARNING):
            self._push(address.name, aspect, address.instances)
        self._changed.add(address)
        if cell.value != before:
            self._acting.changed(cell)

    def _fill_in(self, cell: Cell, value: Value) -> None:
        """Let the questionnaire itself fill in an answer."""
        address = Address(cell.placed.item.name, cell.instances)
        self._acting.note(address, cell.value)
        self._set(address, value)

    def _create(self, item: Question | Group | Repeat, instances: Instances, *, fresh: bool) -> None:
        """Make the cells of an item and of what stands in it, with what was answered there before.

        What is `fresh` was never there before, and begins with its default.
        """
        cell = Cell(self._compiled.placed[item.name], instances)
        self._cells.by_name[item.name][instances] = cell
        if isinstance(item, Question):
            cell.take(self._kept.pop(Address(item.name, instances), None))
            if fresh and cell.value is None:
                self._acting.born(cell)
        for aspect, rank in self._compiled.ranks[item.name].items():
            if fresh or aspect is not Aspect.FILLED:
                self._put(rank, instances)
        if isinstance(item, Group):
            for child in item.children:
                self._create(child, instances, fresh=fresh)
        elif isinstance(item, Repeat):
            for instance_id in self._kept_order.pop((item.name, instances), ()):
                self._add(item, instance_id, instances)

    def _order(self, repeat: str, parents: Instances) -> list[str]:
        """Give a repeat's instances in order, also where it is not there now; change it to change them."""
        if parents in self._cells.by_name[repeat]:
            return self._cells.of_repeat(repeat, parents)
        return self._kept_order.setdefault((repeat, parents), [])

    def _add(self, repeat: Repeat, instance_id: str, parents: Instances) -> None:
        present = self._order(repeat.name, parents)
        if instance_id in present:
            raise ValueError(f"{repeat.name} already has {instance_id}")
        present.append(instance_id)
        if parents in self._cells.by_name[repeat.name]:
            inside = (*parents, instance_id)
            born = (repeat.name, inside)
            fresh = self._acting.on and born not in self._born
            self._born.add(born)
            if fresh:
                self._newly_born.add(born)
            for child in repeat.children:
                self._create(child, inside, fresh=fresh)
            self._reorder(repeat.name, parents)

    def _remove(self, repeat: str, instance_id: str, parents: Instances) -> None:
        self._order(repeat, parents).remove(instance_id)
        if parents not in self._cells.by_name[repeat]:
            return
        inside = (*parents, instance_id)
        for key, order in self._cells.order().items():
            if repeat in self._compiled.placed[key[0]].repeats and key[1][: len(inside)] == inside:
                self._kept_order[key] = list(order)
        for cell in self._cells.drop(repeat, inside):
            item = cell.placed.item
            if isinstance(item, Question):
                if _is_remembered(cell):
                    self._kept[Address(item.name, cell.instances)] = cell.value
                cell.shown = False
                self._recount(cell)
                self._follow(self._node(item.name, Aspect.SEEN), cell.instances)
            elif isinstance(item, Repeat):
                self._follow(self._node(item.name, Aspect.INSTANCES), cell.instances)
        self._reorder(repeat, parents)

    def _move(self, repeat: str, instance_id: str, index: int, parents: Instances) -> None:
        present = self._order(repeat, parents)
        present.remove(instance_id)
        present.insert(index, instance_id)
        if parents in self._cells.by_name[repeat]:
            self._reorder(repeat, parents)

    def _reorder(self, repeat: str, parents: Instances) -> None:
        self._push(repeat, Aspect.INSTANCES, parents)
        self._reshaped.add(self._compiled.placed[repeat].section)

    def _restore(self, snapshot: Snapshot) -> None:
        for cells in self._cells.by_name.values():
            cells.clear()
        self._cells.forget_order()
        self._kept = dict(snapshot.answers)
        self._kept_order = {key: list(order) for key, order in snapshot.order.items()}
        self._answered = dict.fromkeys(self._answered, 0)
        self._total = dict.fromkeys(self._total, 0)
        for section in self._compiled.questionnaire.children:
            self._create(section, (), fresh=False)
            self._reshaped.add(section.name)

    def _node(self, name: str, aspect: Aspect) -> Node:
        return self._compiled.nodes[self._compiled.ranks[name][aspect]]

    def _push(self, name: str, aspect: Aspect, instances: Instances) -> None:
        rank = self._compiled.ranks[name].get(aspect)
        if rank is not None:
            self._put(rank, instances)

    def _put(self, rank: int, instances: Instances) -> None:
        entry = (rank, instances)
        if entry not in self._known:
            self._known.add(entry)
            heappush(self._waiting, entry)

    def _follow(self, node: Node, instances: Instances) -> None:
        for edge in node.edges:
            shared = instances[: edge.depth]
            if edge.exact:
                self._put(edge.rank, shared)
                if edge.totals:
                    self._tell_totals(edge, shared, node.name, instances)
            else:
                for cell in self._cells.cells(self._compiled.nodes[edge.rank].name, shared):
                    self._put(edge.rank, cell.instances)
                    if edge.totals:
                        self._tell_totals(edge, cell.instances, node.name, instances)

    def _tell_totals(self, edge: Edge, target: Instances, name: str, instances: Instances) -> None:
        """Tell the totals of a cell what they must read again; those never asked for will read it all."""
        cell = self._cells.by_name[self._compiled.nodes[edge.rank].name].get(target)
        if cell is not None and cell.totals:
            for slot in edge.totals:
                if slot in cell.totals:
                    cell.totals[slot].stale.update(self._compiled.totals[slot].stale(name, instances))

    def _end_act(self) -> Settled:
        """Settle what a person did, and what the questionnaire fills in after it."""
        settled = self._settled()
        if before := self._acting.end():
            act = self._undo.pop()
            if isinstance(act, _Filled):
                raise AssertionError("an act ends once")
            self._undo.append(_Filled(act, before, frozenset(self._newly_born)))
        self._newly_born.clear()
        return settled

    def _settled(self) -> Settled:
        """Settle until nothing is left to fill in."""
        self._evaluate_waiting()
        while (filled := self._acting.next()) is not None:
            self._fill_in(*filled)
            self._evaluate_waiting()
        return self._told(frozenset(self._acting.before))

    def _settle(self) -> Settled:
        self._evaluate_waiting()
        return self._told(frozenset())

    def _told(self, filled: frozenset[Address]) -> Settled:
        settled = Settled(frozenset(self._changed), frozenset(self._reshaped), filled)
        self._changed, self._reshaped = set(), set()
        return settled

    def _evaluate_waiting(self) -> None:
        while self._waiting:
            entry = heappop(self._waiting)
            self._known.discard(entry)
            rank, instances = entry
            node = self._compiled.nodes[rank]
            cell = self._cells.by_name[node.name].get(instances)
            if cell is not None and self._evaluate(node, cell):
                self._follow(node, instances)

    def _evaluate(self, node: Node, cell: Cell) -> bool:
        """Evaluate one aspect of one cell, and tell whether what follows from it may have changed."""
        self._scope.enter(cell)
        match node.aspect:
            case Aspect.SHOWN:
                return self._evaluate_shown(node, cell)
            case Aspect.SEEN:
                return self._evaluate_seen(node, cell)
            case Aspect.REQUIRED:
                required = node.code is None or node.code.truth(self._scope)
                if required is not cell.required:
                    cell.required = required
                    self._mark(cell)
            case Aspect.PROBLEM:
                problem = bool(cell.seen) and node.code is not None and not node.code.truth(self._scope)
                if problem is not cell.problem:
                    cell.problem = problem
                    self._mark(cell)
            case Aspect.WARNING:
                warned = bool(cell.seen) and node.code is not None and node.code.truth(self._scope)
                if warned is not cell.warned:
                    cell.warned = warned
                    self._mark(cell)
            case Aspect.LOOK:
                self._mark(cell)
            case Aspect.COUNT | Aspect.FILLED:
                return self._evaluate_own_act(node, cell)
            case Aspect.INSTANCES:
                return True
        return False

    def _evaluate_shown(self, node: Node, cell: Cell) -> bool:
        shown = self._is_parent_shown(cell) and (node.code is None or node.code.truth(self._scope))
        if shown is cell.shown:
            return False
        cell.shown = shown
        self._recount(cell)
        self._reshaped.add(cell.placed.section)
        self._mark(cell)
        return True

    def _is_parent_shown(self, cell: Cell) -> bool:
        parent = cell.placed.parent
        if parent is None:
            return True
        depth = len(self._compiled.placed[parent].repeats)
        return self._cells.by_name[parent][cell.instances[:depth]].shown

    def _evaluate_seen(self, node: Node, cell: Cell) -> bool:
        if node.code is not None:
            cell.take(node.code.text(self._scope) if cell.shown else None)
        cell.seen = cell.own if cell.shown else ""
        sensed = (cell.shown, cell.seen, cell.non_answer)
        if sensed == cell.sensed:
            return False
        cell.sensed = sensed
        self._mark(cell)
        return True

    def _evaluate_own_act(self, node: Node, cell: Cell) -> bool:
        """Evaluate what the questionnaire does by itself: fill in an answer, give a repeat its instances."""
        if node.code is None:
            return False
        if node.aspect is Aspect.COUNT:
            return self._evaluate_count(node, node.code, cell)
        if self._acting.on and (value := self._acting.calculated(cell, node.code)) != cell.value:
            self._fill_in(cell, value)
        return False

    def _evaluate_count(self, node: Node, code: Code, cell: Cell) -> bool:
        repeat = self._compiled.repeat(node.name)
        wanted = code.number(self._scope)
        count = int(min(max(wanted, 0), MOST_COUNTED)) if math.isfinite(wanted) else 0
        present = self._cells.of_repeat(node.name, cell.instances)
        before = len(present)
        for index in range(before, count):
            self._add(repeat, str(index + 1), cell.instances)
        for instance_id in present[count:]:
            self._remove(node.name, instance_id, cell.instances)
        return before != count

    def _mark(self, cell: Cell) -> None:
        if isinstance(cell.placed.item, Question):
            self._changed.add(Address(cell.placed.item.name, cell.instances))
        else:
            self._reshaped.add(cell.placed.section)

    def _recount(self, cell: Cell) -> None:
        question = cell.placed.item
        if not isinstance(question, Question) or not question.answerable:
            return
        section = cell.placed.section
        done = cell.shown and cell.value is not None
        self._total[section] += cell.shown - cell.counted
        self._answered[section] += done - cell.done
        cell.counted, cell.done = cell.shown, done


def _is_remembered(cell: Cell) -> bool:
    """Whether a cell holds what cannot be worked out from the rest: an answer, or what `once()` gave."""
    item = cell.placed.item
    if cell.value is None or not isinstance(item, Question):
        return False
    computed = item.computed
    return computed is None or "once" in computed.text
