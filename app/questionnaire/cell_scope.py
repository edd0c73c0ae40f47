# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a formula of a hearing is evaluated: at a cell, among the other cells."""

from collections.abc import Mapping
from types import MappingProxyType

from app.questionnaire.cells import Cell, Cells, Instances
from app.questionnaire.model import Repeat
from app.questionnaire.totals import Plan

NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


class CellScope:
    """Where a formula is evaluated; see `app.questionnaire.closures.Scope`."""

    def __init__(self, cells: Cells, plans: tuple[Plan, ...], today: str) -> None:
        self._cells = cells
        self._plans = plans
        self._cell: Cell | None = None
        self.cells: Mapping[str, Mapping[Instances, Cell]] = cells.by_name
        self.instances: Instances = ()
        self.own = ""
        self.columns = NO_COLUMNS
        self.today = today

    def enter(self, cell: Cell) -> None:
        """Go and stand at a cell."""
        self._cell = cell
        self.instances = cell.instances
        self.own = cell.own

    def total(self, slot: int) -> float:
        """Give a total that is kept up for the cell."""
        if self._cell is None:
            raise AssertionError("a formula is evaluated at a cell")
        if self._cell.totals is None:
            self._cell.totals = {}
        total = self._cell.totals.get(slot)
        if total is None:
            total = self._cell.totals[slot] = self._plans[slot].start()
        return total.number(self, self._cells)

    def many(self, name: str, depth: int) -> list[str]:
        """Give the texts of all cells of `name` below the first `depth` instances, those that are shown."""
        placed = self._cells.placed[name]
        prefix = self.instances[:depth]
        if isinstance(placed.item, Repeat):
            return [
                instance
                for cell in self._cells.cells(name, prefix)
                if cell.shown
                for instance in self._cells.of_repeat(name, cell.instances)
            ]
        return [cell.seen for cell in self._cells.cells(name, prefix) if cell.shown]

    def non_answer(self, name: str, instances: Instances) -> str:
        """Give the code of the non-answer to a question, or nothing."""
        return self._cells.by_name[name][instances].non_answer

    def position(self) -> float:
        """Give the place of the innermost instance in its repeat, from 1."""
        if self._cell is None:
            return 1.0
        repeat, parents = self._cell.placed.repeats[-1], self.instances[:-1]
        return self._cells.of_repeat(repeat, parents).index(self.instances[-1]) + 1.0
