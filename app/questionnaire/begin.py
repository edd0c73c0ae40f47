# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works out how a questionnaire begins; see `app.questionnaire.beginning`."""

from datetime import date

from app.questionnaire.beginning import PROBLEM, REQUIRED, SHOWN, WARNED, Beginning
from app.questionnaire.cell_scope import CellScope
from app.questionnaire.cells import Cell
from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.graph import Aspect
from app.questionnaire.model import Question
from app.questionnaire.programs import Program
from app.questionnaire.settling import Settling
from app.questionnaire.totals import RowTotal

_SOME_DAY = date(2000, 1, 1)


def beginning_of(compiled: CompiledQuestionnaire) -> Beginning:
    """Work out how a questionnaire stands before anything is answered."""
    return _Watched(compiled).beginning()


class _WatchedScope(CellScope):
    """Notes whether anything from outside was asked for: the day, the moment, or chance."""

    asked = False
    _outside: Outside
    _today: str

    @property
    def today(self) -> str:
        self.asked = True
        return self._today

    @today.setter
    def today(self, today: str) -> None:
        self._today = today

    @property
    def outside(self) -> Outside:
        self.asked = True
        return self._outside

    @outside.setter
    def outside(self, outside: Outside) -> None:
        self._outside = outside


class _Watched(Settling):
    """A filling in of which it is noted what depends on the world outside, or is an act of its own."""

    def __init__(self, compiled: CompiledQuestionnaire) -> None:
        self._moved: set[int] = set()
        super().__init__(compiled, _SOME_DAY, acting=False)

    def _make_scope(self, today: str, outside: Outside | None) -> CellScope:
        return _WatchedScope(self._cells, self._compiled.totals, today, outside)

    def _evaluate(self, aspect: int, program: Program | None, cell: Cell) -> bool:
        scope = self._scope
        if isinstance(scope, _WatchedScope):
            scope.asked = False
        changed = super()._evaluate(aspect, program, cell)
        acts = program is not None and aspect in (Aspect.COUNT, Aspect.FILLED)
        hindered = bool(self._hindrances and self._hindrances.of(cell))
        if acts or hindered or (isinstance(scope, _WatchedScope) and scope.asked):
            self._moved.add(self._graph.rank(cell.placed.order, Aspect(aspect)))
        return changed

    def beginning(self) -> Beginning:
        """Tell how it stands."""
        waiting = self._reached()
        flags = bytearray(len(self._compiled.order))
        texts: dict[int, str] = {}
        rows: dict[tuple[int, int], tuple[float, ...]] = {}
        for cell in self._cells.alone.values():
            order = cell.placed.order
            settled = {aspect for aspect in Aspect if self._graph.rank(order, aspect) not in waiting}
            flags[order] = (
                SHOWN * (cell.shown and Aspect.SHOWN in settled)
                + REQUIRED * (cell.required and Aspect.REQUIRED in settled)
                + PROBLEM * (cell.problem and Aspect.PROBLEM in settled)
                + WARNED * (cell.warned and Aspect.WARNING in settled)
            )
            if isinstance(cell.placed.item, Question) and cell.own and Aspect.SEEN in settled:
                texts[order] = cell.own
            if settled == set(Aspect):
                for slot, total in (cell.totals or {}).items():
                    if isinstance(total, RowTotal) and not total.stale:
                        rows[order, slot] = total.numbers
        return Beginning(bytes(flags), texts, rows, tuple(sorted(waiting)))

    def _reached(self) -> set[int]:
        """Give the ranks of what depends on the world outside, and of all that follows from those."""
        graph, order = self._graph, self._compiled.order
        reached: set[int] = set()
        waiting = [
            rank
            for rank in range(len(graph))
            if rank in self._moved
            or (graph.aspects[rank] in (Aspect.COUNT, Aspect.FILLED) and graph.programs[rank] >= 0)
        ]
        while waiting:
            rank = waiting.pop()
            if rank not in reached:
                reached.add(rank)
                waiting += graph.targets[graph.firsts[rank] : graph.firsts[rank + 1]]
        return {rank for rank in reached if not order[graph.items[rank]].repeats}
