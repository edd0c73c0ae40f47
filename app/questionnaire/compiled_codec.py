# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A compiled questionnaire as text and back: what the cache holds, and what makes a start fast.

The text is lines of JSON, and nothing in it can be executed. It holds what was written (`model_codec`),
what follows from what, and how it stands before anything is answered; formulas are compiled again, each when
it is first run. What is read is checked, so that it can name nothing that is not there.
"""

import json
from array import array
from base64 import b64decode, b64encode
from binascii import Error as BinaryError
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from types import MappingProxyType
from typing import Any

from app.errors import Message
from app.questionnaire.begin import beginning_of
from app.questionnaire.beginning import Beginning
from app.questionnaire.coder import Coder, Place
from app.questionnaire.compile import DOUBTLESS, CompiledQuestionnaire, formula_of
from app.questionnaire.compile_acts import ActsCompiler
from app.questionnaire.expressions.code import Code, LazyCode, ToNumber, without_doubt
from app.questionnaire.expressions.parser import LONGEST_ROW
from app.questionnaire.graph import Aspect, Graph
from app.questionnaire.model import Group, Question, QuestionKind, Questionnaire, Repeat
from app.questionnaire.model_codec import dump, load
from app.questionnaire.offering import Offer, coded_offer
from app.questionnaire.placing import Placed, place
from app.questionnaire.programs import Program
from app.questionnaire.templates import Template, template
from app.questionnaire.totals import Over, Plan, Row

_ARRAYS = ("items", "programs", "firsts", "targets")


def dump_compiled(compiled: CompiledQuestionnaire) -> str:
    """Write a compiled questionnaire; what its reader remarked is left out."""
    graph, beginning = compiled.graph, compiled.beginning or beginning_of(compiled)
    around = _repeats_by_slot(compiled)
    logic = {
        **{name: _text_of(getattr(graph, name).tobytes()) for name in _ARRAYS},
        "aspects": _text_of(graph.aspects),
        "depths": _text_of(graph.depths),
        "totals": [[edge, *slots] for edge, slots in graph.totals.items()],
        "plans": [_plan_row(plan, around[slot]) for slot, plan in enumerate(compiled.totals)],
        "slots": [
            [
                text,
                own,
                repeats,
                None if columns is None else sorted(columns),
                where,
                at.start,
                at.stop,
                whole,
            ]
            for (text, own, repeats, columns, where), (at, whole) in compiled.slots.items()
        ],
        "flags": _text_of(beginning.flags),
        "texts": list(beginning.texts.items()),
        "rows": [[*key, _numbers_row(numbers)] for key, numbers in beginning.rows.items()],
        "waiting": beginning.waiting,
    }
    return f"{json.dumps(logic, separators=(',', ':'))}\n{dump(compiled.questionnaire)}"


def load_compiled(text: str) -> CompiledQuestionnaire:
    """Read what `dump_compiled` wrote.

    Raises:
        ValueError: it is something else.
    """
    logic, _, written = text.partition("\n")
    try:
        return _Restoring(load(written), json.loads(logic)).compiled()
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError, BinaryError) as error:
        raise ValueError("not a compiled questionnaire") from error


class _Restoring:
    """The making of a compiled questionnaire from what was kept of it."""

    def __init__(self, questionnaire: Questionnaire, logic: Any) -> None:
        self._questionnaire = questionnaire
        self._logic = logic
        self._order = place(questionnaire)
        self._placed = {one.item.name: one for one in self._order}
        self._plans: list[Plan] = []
        self._coder = Coder(
            self._placed,
            questionnaire.choices,
            _object,
            earlier={key: (slots, whole) for key, slots, whole in map(_slots_of, logic["slots"])},
            totals=self._plans,
        )

    def compiled(self) -> CompiledQuestionnaire:
        graph = self._graph()
        self._plans += map(self._plan, self._logic["plans"])
        acting = ActsCompiler(self._questionnaire, self._coder)
        labels: dict[str, Template] = {}
        offers: dict[str, Offer] = {}
        locks: dict[str, Code] = {}
        for one in self._order:
            item = one.item
            if isinstance(item, Question):
                if item.default or item.trigger:
                    acting.take(item, one)
                if item.kind.selects:
                    offers[item.name], _ = coded_offer(self._questionnaire, self._placed, one, self._coder)
                if item.read_only_when is not None:
                    lock = self._coder.code(item.read_only_when, one, one.repeats).code
                    locks[item.name] = LazyCode(partial(without_doubt, lock))
            if not isinstance(item, Group):
                made = template(item.item_label if isinstance(item, Repeat) else item.label)
                if made.pieces:
                    labels[item.name] = made
        programs = tuple(self._programs(graph))
        self._coder.forget()
        return CompiledQuestionnaire(
            questionnaire=self._questionnaire,
            placed=MappingProxyType(self._placed),
            order=self._order,
            graph=graph,
            programs=programs,
            labels=MappingProxyType(labels),
            offers=MappingProxyType(offers),
            locks=MappingProxyType(locks),
            acts=acting.acts(),
            totals=self._plans,
            slots=MappingProxyType({}),
            beginning=self._beginning(graph),
        )

    def _graph(self) -> Graph:
        logic = self._logic
        items, programs, firsts, targets = (_array_of(logic[name]) for name in _ARRAYS)
        aspects, depths = _bytes_of(logic["aspects"]), _bytes_of(logic["depths"])
        size, plans = len(items), len(logic["plans"])
        totals = {edge: tuple(slots) for edge, *slots in logic["totals"]}
        _must(
            size == len(aspects) == len(programs) == len(firsts) - 1
            and len(targets) == len(depths) == firsts[-1]
            and all(one <= other for one, other in pairwise(firsts))
            and firsts[0] == 0
            and _within(items, len(self._order))
            and _within(targets, size)
            and _within(programs, size, least=-1)
            and _within(aspects, max(Aspect) + 1, least=1)
            and all(0 <= slot < plans for slots in totals.values() for slot in slots)
        )
        return Graph(items, aspects, programs, firsts, targets, depths, totals)

    def _programs(self, graph: Graph) -> Iterator[Program]:
        """Give the programs in the order in which nodes first need them, as they were numbered."""
        count = 0
        for rank, at in enumerate(graph.programs):
            if at == count:
                count += 1
                yield Program(self._code(self._order[graph.items[rank]], Aspect(graph.aspects[rank])))
            _must(at < count)

    def _code(self, placed: Placed, aspect: Aspect) -> Code:
        formula = formula_of(placed.item, aspect)
        if formula is None:
            raise ValueError("a node without a formula")
        code = self._coder.code(formula, placed, placed.repeats).code
        return LazyCode(partial(without_doubt, code)) if aspect in DOUBTLESS else code

    def _plan(self, row: Any) -> Plan:
        match row:
            case ["over", str() as function, str() as name, int() as depth]:
                self._placed[name]
                return Over(function, name, depth)
            case ["row", list() as repeats, list() as terms, list() as readers, int() as inside]:
                # Its terms read answers alone, so that it makes no difference whose formula it is in.
                made = _Terms(self._coder, self._order[0], tuple(repeats), terms)
                return Row(made, {one: tuple(places) for one, *places in readers}, inside=inside)
            case _:
                raise ValueError("no plan of a total")

    def _beginning(self, graph: Graph) -> Beginning:
        logic = self._logic
        flags, waiting = _bytes_of(logic["flags"]), tuple(logic["waiting"])
        texts = {order: str(text) for order, text in logic["texts"]}
        rows = {(order, slot): _numbers_of(numbers) for order, slot, numbers in logic["rows"]}
        _must(
            len(flags) == len(self._order)
            and _within(waiting, len(graph))
            and all(not self._order[order].repeats for order in texts)
            and all(not self._order[order].repeats for order, _ in rows)
            and all(
                isinstance(plan := self._plans[slot], Row) and len(plan.terms) == len(numbers)
                for (_, slot), numbers in rows.items()
            )
        )
        return Beginning(flags, texts, rows, waiting)


class _Terms(Sequence[tuple[float, ToNumber]]):
    """The terms of a row that is kept up, each compiled when it is first read."""

    def __init__(self, coder: Coder, placed: Placed, repeats: tuple[str, ...], rows: Sequence[Any]) -> None:
        self._coder = coder
        self._placed = placed
        self._repeats = repeats
        self._terms: list[tuple[float, str, int] | tuple[float, ToNumber]] = [
            (float(sign), str(text), int(slot)) for sign, text, slot in rows
        ]

    def __len__(self) -> int:
        return len(self._terms)

    def __getitem__(self, at: Any) -> Any:
        match self._terms[at]:
            case sign, str() as text, slot:
                made = (sign, self._coder.term(text, self._placed, self._repeats, slot))
                self._terms[at] = made
                return made
            case made:
                return made


def _repeats_by_slot(compiled: CompiledQuestionnaire) -> Mapping[int, tuple[str, ...]]:
    """Give for each total the repeats around the formula that it stands in."""
    return {slot: repeats for (_, _, repeats, _, _), (slots, _) in compiled.slots.items() for slot in slots}


def _plan_row(plan: Plan, repeats: tuple[str, ...]) -> list[Any]:
    if isinstance(plan, Over):
        return ["over", plan.function, plan.name, plan.depth]
    terms = [[sign, text, slot] for (sign, _), (text, slot) in zip(plan.terms, plan.texts, strict=True)]
    return ["row", list(repeats), terms, [[one, *at] for one, at in plan.readers.items()], plan.inside]


def _slots_of(row: Any) -> tuple[Place, range, bool]:
    text, own, repeats, columns, where, start, stop, whole = row
    kind = None if own is None else (QuestionKind(own[0]), str(own[1]))
    known = None if columns is None else frozenset(columns)
    return (str(text), kind, tuple(repeats), known, str(where)), range(start, stop), bool(whole)


def _numbers_row(numbers: Sequence[float]) -> Any:
    return len(numbers) if not any(numbers) else list(numbers)


def _numbers_of(row: Any) -> tuple[float, ...]:
    return (0.0,) * min(row, LONGEST_ROW + 1) if isinstance(row, int) else tuple(map(float, row))


def _text_of(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes_of(text: Any) -> bytes:
    return b64decode(text, validate=True)


def _array_of(text: Any) -> "array[int]":
    found = array("i")
    found.frombytes(_bytes_of(text))
    return found


def _within(numbers: Sequence[int], end: int, least: int = 0) -> bool:
    return not numbers or (min(numbers) >= least and max(numbers) < end)


def _must(holds: bool) -> None:
    if not holds:
        raise ValueError("not a compiled questionnaire")


def _object(_line: int, message: Message) -> None:
    raise AssertionError(f"what was found right before is wrong now: {message}")
