# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a formula of a hearing is evaluated: at a cell, among the other cells."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from types import MappingProxyType

from app.questionnaire.answer_tree import AnswerNode, node_of, root_node
from app.questionnaire.cells import Cell, Cells, Instances
from app.questionnaire.expressions.nodes import Node, Nodes
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.model import Repeat
from app.questionnaire.totals import Plan

MOST_WORK = 250_000
"""One evaluation in a hearing visits no more nodes: somebody waits for it."""

NO_COLUMNS: Mapping[str, str] = MappingProxyType({})


def nothing_outside(today: str) -> Outside:
    """Give an outside without chance: noon of the day, in UTC. Whoever knows the moment hands in another."""
    noon = datetime.fromisoformat(today).replace(hour=12, tzinfo=UTC)
    return Outside(noon, lambda: 0.0, lambda: "00000000-0000-4000-8000-000000000000")


class CellScope:
    """Where a formula is evaluated; see `app.questionnaire.expressions.code.Scope`."""

    def __init__(
        self, cells: Cells, plans: Sequence[Plan], today: str, outside: Outside | None = None
    ) -> None:
        self._cells = cells
        self._plans = plans
        self._cell: Cell | None = None
        self.alone: Mapping[str, Cell] = cells.alone
        self.repeated: Mapping[str, Mapping[Instances, Cell]] = cells.repeated
        self.instances: Instances = ()
        self.own = ""
        self.columns = NO_COLUMNS
        self.today = today
        self.outside = outside or nothing_outside(today)
        self.place = self.size = 1
        self.work = MOST_WORK
        self._node: Node | None = None

    def enter(self, cell: Cell) -> None:
        """Go and stand at a cell."""
        self._cell = cell
        self._node = None
        self.place = self.size = 1
        self.work = MOST_WORK
        self.instances = cell.instances
        self.own = cell.own

    @property
    def current(self) -> Node:
        """The node of the cell."""
        if self._cell is None:
            return root_node(self._cells)
        return node_of(self._cells, self._cell.placed, self._cell.instances)

    @property
    def node(self) -> Node:
        """The node that stands central: that of the cell, or in a predicate the one that is looked at."""
        if self._node is None:
            self._node = self.current
        return self._node

    @node.setter
    def node(self, node: Node) -> None:
        self._node = node
        if isinstance(node, AnswerNode):
            self.instances = node.instances

    def instance(self, name: str) -> Nodes:
        """Give nothing: lists of choices are known when a questionnaire is compiled."""
        raise KeyError(name)

    def node_of(self, name: str, depth: int) -> Nodes:
        """Give the node of an item around or beside the one that stands central, if it is relevant."""
        instances = self.instances[:depth]
        cell = self._cells.find(name, instances)
        if cell is None or not cell.shown:
            return []
        return [node_of(self._cells, self._cells.placed[name], instances)]

    def nodes_of(self, name: str, depth: int) -> Nodes:
        """Give the nodes of all cells of `name` below the first `depth` instances, those that are shown."""
        placed = self._cells.placed[name]
        found: Nodes = []
        for cell in self._cells.cells(name, self.instances[:depth]):
            if not cell.shown:
                continue
            if isinstance(placed.item, Repeat):
                inside = self._cells.of_repeat(name, cell.instances)
                found += [node_of(self._cells, placed, (*cell.instances, one)) for one in inside]
            else:
                found.append(node_of(self._cells, placed, cell.instances))
        return found

    def indexed(self, name: str, indexes: Mapping[str, int]) -> str:
        """Give the answer to a question in the instances with these numbers; elsewhere in its own."""
        instances: Instances = ()
        for repeat in self._cells.placed[name].repeats:
            if (wanted := indexes.get(repeat)) is not None:
                present = self._cells.of_repeat(repeat, instances)
                if not 1 <= wanted <= len(present):
                    return ""
                instances = (*instances, present[wanted - 1])
            else:
                instances = self.instances[: len(instances) + 1]
        cell = self._cells.find(name, instances)
        return cell.seen if cell is not None else ""

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
        return self._cells.at(name, instances).non_answer

    def position(self) -> float:
        """Give the place of the innermost instance in its repeat, from 1."""
        if self._cell is None:
            return 1.0
        repeat, parents = self._cell.placed.repeats[-1], self.instances[:-1]
        return self._cells.of_repeat(repeat, parents).index(self.instances[-1]) + 1.0
