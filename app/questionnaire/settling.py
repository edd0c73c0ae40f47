# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works out what follows from an answer: what is relevant, required, calculated and wrong.

An answer is evaluated by rank along the graph of `app.questionnaire.compile`: only what follows from it is
touched, and each of those once.

**An answer that is no longer relevant** is kept, here and on record, and no expression sees it: they read
nothing. It counts in no progress, breaks no constraint, and is not among the open points. Its section names
it (`set_aside`), so that the hearing room shows it greyed in its place; it is not among the section's items.
When its question becomes relevant again, so does the answer. The same holds for what stands in an instance
that was taken out, except that this is not named: it comes back with the instance.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

from app.questionnaire.acting import Acting
from app.questionnaire.beginning import PROBLEM, REQUIRED, SHOWN, WARNED, Beginning
from app.questionnaire.cell_scope import CellScope
from app.questionnaire.cells import Cell, Cells, Instances
from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.graph import Aspect
from app.questionnaire.model import Group, Question, Repeat
from app.questionnaire.programs import Program
from app.questionnaire.standing import Settled
from app.questionnaire.totals import Row
from app.questionnaire.values import Address, Value

MOST_COUNTED = 1000
"""A repeat with a count never gets more instances than this."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that was answered, to come back to.

    Attributes:
        answers: the answers that are there, and those of instances that were taken out.
        order: the same of the instances of each repeat, by its name and the instances around it.
    """

    answers: Mapping[Address, Value]
    order: Mapping[tuple[str, Instances], tuple[str, ...]]


class Settling:
    """The cells of one filling in, and what must still be worked out about them."""

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
        self._graph = compiled.graph
        self._cells = Cells(compiled.placed)
        self._scope = self._make_scope(today.isoformat(), outside)
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
        self._answered = dict.fromkeys((section.name for section in compiled.questionnaire.children), 0)
        self._total = dict(self._answered)
        self._aside: dict[str, set[Address]] = {name: set() for name in self._answered}
        """By section, the questions that have an answer and are not relevant."""
        if compiled.beginning is not None:
            self._begin(compiled.beginning)
        else:
            for section in compiled.questionnaire.children:
                self._create(section, (), fresh=True)
        self.begun = self._settled()
        """What was filled in when it began."""
        self._acting.end()

    def _make_scope(self, today: str, outside: Outside | None) -> CellScope:
        return CellScope(self._cells, self._compiled.totals, today, outside)

    def _begin(self, beginning: Beginning) -> None:
        """Let everything stand as it is known to stand before anything is answered."""
        plans = self._compiled.totals
        for placed in self._compiled.order:
            if not placed.repeats:
                cell = Cell(placed, ())
                flags = beginning.flags[placed.order]
                cell.shown = flags & SHOWN != 0
                cell.required = flags & REQUIRED != 0
                cell.problem = flags & PROBLEM != 0
                cell.warned = flags & WARNED != 0
                cell.sensed = cell.shown
                self._cells.put(cell)
                self._recount(cell)
        for order, text in beginning.texts.items():
            cell = self._cells.alone[self._compiled.order[order].item.name]
            cell.take(text)
            cell.seen = cell.own if cell.shown else ""
            cell.sensed = cell.seen or cell.shown
        for (order, slot), numbers in beginning.rows.items():
            cell = self._cells.alone[self._compiled.order[order].item.name]
            plan = plans[slot]
            if isinstance(plan, Row):
                total = plan.start()
                total.begin(numbers)
                cell.totals = (cell.totals or {}) | {slot: total}
        for name in self._compiled.acts.defaults:
            if (born := self._cells.alone.get(name)) is not None:
                self._acting.born(born)
        for rank in beginning.waiting:
            self._put(rank, ())

    @property
    def compiled(self) -> CompiledQuestionnaire:
        """The questionnaire that is being filled in."""
        return self._compiled

    @property
    def acting(self) -> bool:
        """Whether the questionnaire fills in anything by itself; not while what is on record is read back."""
        return self._acting.on

    @acting.setter
    def acting(self, on: bool) -> None:
        self._acting.on = on

    def keep(self, address: Address, value: Value) -> None:
        """Keep an answer in an instance that is not there now, for when it comes."""
        self._kept[address] = value

    def has(self, address: Address) -> bool:
        """Whether there is such a question, in an instance that is there."""
        cell = self._cells.find(address.name, address.instances)
        return cell is not None and isinstance(cell.placed.item, Question)

    def _cell(self, address: Address) -> Cell:
        return self._cells.at(address.name, address.instances)

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
        self._cells.put(cell)
        if isinstance(item, Question):
            cell.take(self._kept.pop(Address(item.name, instances), None))
            if cell.value is not None:
                self._recount(cell)
            elif fresh:
                self._acting.born(cell)
        for rank in self._graph.ranks(cell.placed.order):
            if fresh or self._graph.aspects[rank] != Aspect.FILLED:
                self._put(rank, instances)
        if isinstance(item, Group):
            for child in item.children:
                self._create(child, instances, fresh=fresh)
        elif isinstance(item, Repeat):
            for instance_id in self._kept_order.pop((item.name, instances), ()):
                self._add(item, instance_id, instances)

    def _order(self, repeat: str, parents: Instances) -> list[str]:
        """Give a repeat's instances in order, also where it is not there now; change it to change them."""
        if self._cells.find(repeat, parents) is not None:
            return self._cells.of_repeat(repeat, parents)
        return self._kept_order.setdefault((repeat, parents), [])

    def _add(self, repeat: Repeat, instance_id: str, parents: Instances) -> None:
        present = self._order(repeat.name, parents)
        if instance_id in present:
            raise ValueError(f"{repeat.name} already has {instance_id}")
        present.append(instance_id)
        if self._cells.find(repeat.name, parents) is not None:
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
        if self._cells.find(repeat, parents) is None:
            return
        inside = (*parents, instance_id)
        for key, order in self._cells.order().items():
            if repeat in self._compiled.placed[key[0]].repeats and key[1][: len(inside)] == inside:
                self._kept_order[key] = list(order)
        for cell in self._cells.drop(repeat, inside):
            item = cell.placed.item
            if isinstance(item, Question):
                if is_remembered(cell):
                    self._kept[Address(item.name, cell.instances)] = cell.value
                cell.shown = False
                self._recount(cell)
                self._aside[cell.placed.section].discard(Address(item.name, cell.instances))
                self._follow(self._graph.rank(cell.placed.order, Aspect.SEEN), cell)
            elif isinstance(item, Repeat):
                self._follow(self._graph.rank(cell.placed.order, Aspect.INSTANCES), cell)
        self._reorder(repeat, parents)

    def _move(self, repeat: str, instance_id: str, index: int, parents: Instances) -> None:
        present = self._order(repeat, parents)
        present.remove(instance_id)
        present.insert(index, instance_id)
        if self._cells.find(repeat, parents) is not None:
            self._reorder(repeat, parents)

    def _reorder(self, repeat: str, parents: Instances) -> None:
        self._push(repeat, Aspect.INSTANCES, parents)
        self._reshaped.add(self._compiled.placed[repeat].section)

    def _restore(self, snapshot: Snapshot) -> None:
        self._cells.clear()
        self._kept = dict(snapshot.answers)
        self._kept_order = {key: list(order) for key, order in snapshot.order.items()}
        self._answered = dict.fromkeys(self._answered, 0)
        self._total = dict.fromkeys(self._total, 0)
        self._aside = {name: set() for name in self._aside}
        for section in self._compiled.questionnaire.children:
            self._create(section, (), fresh=False)
            self._reshaped.add(section.name)

    def _push(self, name: str, aspect: Aspect, instances: Instances) -> None:
        rank = self._graph.rank(self._compiled.placed[name].order, aspect)
        if rank >= 0:
            self._put(rank, instances)

    def _put(self, rank: int, instances: Instances) -> None:
        entry = (rank, instances)
        if entry not in self._known:
            self._known.add(entry)
            heappush(self._waiting, entry)

    def _follow(self, rank: int, cell: Cell) -> None:
        """Let all that follows from a node of a cell be evaluated."""
        graph = self._graph
        for edge in range(graph.firsts[rank], graph.firsts[rank + 1]):
            target, depth = graph.targets[edge], graph.depths[edge]
            shared = cell.instances[: depth >> 1]
            if depth & 1:
                self._put(target, shared)
                if edge in graph.totals:
                    self._tell_totals(graph.totals[edge], self._at(target, shared), cell)
            else:
                name = self._compiled.order[graph.items[target]].item.name
                for one in self._cells.cells(name, shared):
                    self._put(target, one.instances)
                    if edge in graph.totals:
                        self._tell_totals(graph.totals[edge], one, cell)

    def _at(self, rank: int, instances: Instances) -> Cell | None:
        return self._cells.find(self._compiled.order[self._graph.items[rank]].item.name, instances)

    def _tell_totals(self, slots: tuple[int, ...], target: Cell | None, changed: Cell) -> None:
        """Tell the totals of a cell what they must read again; those never asked for will read it all."""
        if target is not None and target.totals:
            for slot in slots:
                if slot in target.totals:
                    plan = self._compiled.totals[slot]
                    target.totals[slot].stale.update(plan.stale(changed.placed.item.name, changed.instances))

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
        waiting, known, programs = self._waiting, self._known, self._graph.programs
        while waiting:
            entry = heappop(waiting)
            known.discard(entry)
            rank, instances = entry
            cell = self._at(rank, instances)
            if cell is None:
                continue
            at = programs[rank]
            program = self._compiled.programs[at] if at >= 0 else None
            if self._evaluate(self._graph.aspects[rank], program, cell):
                self._follow(rank, cell)

    def _evaluate(self, aspect: int, program: Program | None, cell: Cell) -> bool:
        """Evaluate one aspect of one cell, and tell whether what follows from it may have changed."""
        if aspect == Aspect.SEEN:
            return self._evaluate_seen(program, cell)
        if aspect == Aspect.SHOWN:
            return self._evaluate_shown(program, cell)
        if aspect in (Aspect.COUNT, Aspect.FILLED):
            return program is not None and self._evaluate_own_act(aspect, program, cell)
        if aspect == Aspect.LOOK:
            self._mark(cell)
        elif program is not None:
            self._evaluate_judgement(aspect, program, cell)
        return aspect == Aspect.INSTANCES

    def _evaluate_judgement(self, aspect: int, program: Program, cell: Cell) -> None:
        """Evaluate whether an answer is required, breaks its constraint, or is to be asked about again."""
        self._scope.enter(cell)
        if aspect == Aspect.REQUIRED:
            before, cell.required = cell.required, program.truth(self._scope)
            changed = cell.required is not before
        elif aspect == Aspect.PROBLEM:
            before, cell.problem = cell.problem, cell.seen != "" and not program.truth(self._scope)
            changed = cell.problem is not before
        else:
            before, cell.warned = cell.warned, cell.seen != "" and program.truth(self._scope)
            changed = cell.warned is not before
        if changed:
            self._mark(cell)

    def _evaluate_shown(self, program: Program | None, cell: Cell) -> bool:
        shown = self._is_parent_shown(cell)
        if shown and program is not None:
            self._scope.enter(cell)
            shown = program.truth(self._scope)
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
        return self._cells.at(parent, cell.instances[:depth]).shown

    def _evaluate_seen(self, program: Program | None, cell: Cell) -> bool:
        if program is not None:
            self._scope.enter(cell)
            cell.take(program.text(self._scope) if cell.shown else None)
        cell.seen = cell.own if cell.shown else ""
        sensed: object = cell.seen or cell.shown
        if cell.non_answer:
            sensed = (cell.non_answer,)  # which no text is
        if sensed == cell.sensed:
            return False
        cell.sensed = sensed
        self._mark(cell)
        return True

    def _evaluate_own_act(self, aspect: int, program: Program, cell: Cell) -> bool:
        """Evaluate what the questionnaire does by itself: fill in an answer, give a repeat its instances."""
        self._scope.enter(cell)
        if aspect == Aspect.COUNT:
            return self._evaluate_count(program, cell)
        if self._acting.on and (value := self._acting.calculated(cell, program.code)) != cell.value:
            self._fill_in(cell, value)
        return False

    def _evaluate_count(self, program: Program, cell: Cell) -> bool:
        repeat = self._compiled.repeat(cell.placed.item.name)
        wanted = program.number(self._scope)
        count = int(min(max(wanted, 0), MOST_COUNTED)) if math.isfinite(wanted) else 0
        present = self._cells.of_repeat(repeat.name, cell.instances)
        before = len(present)
        for index in range(before, count):
            self._add(repeat, str(index + 1), cell.instances)
        for instance_id in present[count:]:
            self._remove(repeat.name, instance_id, cell.instances)
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
        if not cell.shown and cell.value is not None:
            self._aside[section].add(Address(question.name, cell.instances))
        elif aside := self._aside[section]:
            aside.discard(Address(question.name, cell.instances))


def is_remembered(cell: Cell) -> bool:
    """Whether a cell holds what cannot be worked out from the rest: an answer, or what `once()` gave."""
    item = cell.placed.item
    if cell.value is None or not isinstance(item, Question):
        return False
    computed = item.computed
    return computed is None or "once" in computed.text
