# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must be worked out again, in the order in which it can be: by rank along the graph of what follows."""

from heapq import heappush

from app.questionnaire.cells import Cell, Cells, Instances
from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.graph import Aspect


class Following:
    """The cells of one filling in, and those that wait to be worked out."""

    def __init__(self, compiled: CompiledQuestionnaire) -> None:
        self._compiled = compiled
        self._graph = compiled.graph
        self._cells = Cells(compiled.placed)
        self._waiting: list[tuple[int, Instances]] = []
        self._known: set[tuple[int, Instances]] = set()

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
            name = changed.placed.item.name
            for slot in slots:
                if slot in target.totals:
                    stale = self._compiled.totals[slot].stale(name, changed.instances, target.instances)
                    target.totals[slot].stale.update(stale)
