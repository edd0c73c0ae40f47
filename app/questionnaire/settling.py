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
from datetime import date
from heapq import heappop

from app.errors import Message, says
from app.questionnaire.beginning import PROBLEM, REQUIRED, SHOWN, WARNED, Beginning
from app.questionnaire.cells import Cell
from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.expressions.conversions import text_of_number
from app.questionnaire.expressions.scope import EvaluationError, Outside
from app.questionnaire.graph import Aspect
from app.questionnaire.hindrances import IN_DOUBT
from app.questionnaire.model import Question
from app.questionnaire.programs import Program
from app.questionnaire.shaping import Shaping
from app.questionnaire.standing import Settled
from app.questionnaire.totals import Row
from app.questionnaire.values import Address, Value

MOST_COUNTED = 1000
"""A repeat with a count never gets more instances than this."""

MOST_CELLS = 20_000
"""No repeat gets more instances by its count when so much stands in repeats already."""


class Settling(Shaping):
    """What must still be worked out about the cells of one filling in, and working it out."""

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
        self._recounts: dict[Cell, int] = {}
        super().__init__(compiled, today, outside)
        self._acting.on = acting
        if compiled.beginning is not None:
            self._begin(compiled.beginning)
        else:
            for section in compiled.questionnaire.children:
                self._create(section, (), fresh=True)
        self.begun = self._settled()
        """What was filled in when it began."""
        self._acting.end()

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
                self._counts.recount(cell)
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

    def _fill_in(self, cell: Cell, value: Value) -> None:
        """Let the questionnaire itself fill in an answer."""
        address = Address(cell.placed.item.name, cell.instances)
        self._acting.note(address, cell.value)
        self._set(address, value)

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
        self._recounts.clear()

    def _evaluate(self, aspect: int, program: Program | None, cell: Cell) -> bool:
        """Evaluate one aspect of one cell, and tell whether what follows from it may have changed."""
        if self._hindrances and self._hindrances.forget(cell, aspect):
            self._mark(cell)
        try:
            return self._evaluate_as_written(aspect, program, cell)
        except EvaluationError as error:
            self._hindrances.note(cell, aspect, error.message)
            self._mark(cell)
            return aspect in IN_DOUBT and self._evaluate_as_written(aspect, IN_DOUBT[aspect], cell)

    def _evaluate_as_written(self, aspect: int, program: Program | None, cell: Cell) -> bool:
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
        self._counts.recount(cell)
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
        times = self._recounts[cell] = self._recounts.get(cell, 0) + 1
        if times > MOST_COUNTED + 1:
            raise EvaluationError(
                says("het aantal delen blijft veranderen. Laat repeat_count niet heen en weer gaan.")
            )
        wanted = program.number(self._scope)
        count = int(min(max(wanted, 0), MOST_COUNTED)) if math.isfinite(wanted) else 0
        present = self._cells.of_repeat(repeat.name, cell.instances)
        before = len(present)
        for index in range(before, count):
            if self._cells.in_repeats >= MOST_CELLS:
                break
            self._add(repeat, str(index + 1), cell.instances)
        for instance_id in present[count:]:
            self._remove(repeat.name, instance_id, cell.instances)
        if len(present) < wanted:
            self._hindrances.note(cell, Aspect.COUNT, _cut(wanted, len(present)))
        return before != len(present)

    def _mark(self, cell: Cell) -> None:
        if isinstance(cell.placed.item, Question):
            self._changed.add(Address(cell.placed.item.name, cell.instances))
        else:
            self._reshaped.add(cell.placed.section)


def _cut(wanted: float, count: int) -> Message:
    return says(
        "er horen {wanted} delen te staan, en meer dan {count} passen er niet. Maak het aantal kleiner.",
        wanted=text_of_number(wanted),
        count=count,
    )
