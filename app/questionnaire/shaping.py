# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The instances of repeats: how they come, go and move, and what was answered in those that are not there.

What is taken out is kept, and comes back with its instance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.errors import Message
from app.questionnaire.acting import Acting
from app.questionnaire.cell_scope import CellScope
from app.questionnaire.cells import Cell, Instances
from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.following import Following
from app.questionnaire.graph import Aspect
from app.questionnaire.hindrances import Hindrances
from app.questionnaire.model import Group, Question, Repeat
from app.questionnaire.section_counts import SectionCounts
from app.questionnaire.values import Address, Value


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that was answered, to come back to.

    Attributes:
        answers: the answers that are there, and those of instances that were taken out.
        order: the same of the instances of each repeat, by its name and the instances around it.
    """

    answers: Mapping[Address, Value]
    order: Mapping[tuple[str, Instances], tuple[str, ...]]


class Shaping(Following):
    """The cells of one filling in, as questions and instances come and go."""

    def __init__(self, compiled: CompiledQuestionnaire, today: date, outside: Outside | None) -> None:
        super().__init__(compiled)
        self._scope = self._make_scope(today.isoformat(), outside)
        self._hindrances = Hindrances()
        self._acting = Acting(compiled.acts, compiled.placed, self._cells, self._scope, self._hinder)
        self._born: set[tuple[str, Instances]] = set()
        self._newly_born: set[tuple[str, Instances]] = set()
        self._changed: set[Address] = set()
        self._reshaped: set[str] = set()
        self._kept: dict[Address, Value] = {}
        self._kept_order: dict[tuple[str, Instances], list[str]] = {}
        self._counts = SectionCounts(compiled.questionnaire)

    def _make_scope(self, today: str, outside: Outside | None) -> CellScope:
        return CellScope(self._cells, self._compiled.totals, today, outside)

    def _hinder(self, cell: Cell, why: Message) -> None:
        """Take note that the questionnaire could not fill in an answer."""
        self._hindrances.note(cell, Aspect.FILLED, why)
        self._changed.add(Address(cell.placed.item.name, cell.instances))

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
        self._counts.recount(cell)
        if self._hindrances:
            self._hindrances.forget(cell, Aspect.FILLED)
        for aspect in (Aspect.SEEN, Aspect.PROBLEM, Aspect.WARNING):
            self._push(address.name, aspect, address.instances)
        self._changed.add(address)
        if cell.value != before:
            self._acting.changed(cell)

    def _create(self, item: Question | Group | Repeat, instances: Instances, *, fresh: bool) -> None:
        """Make the cells of an item and of what stands in it, with what was answered there before.

        What is `fresh` was never there before, and begins with its default.
        """
        cell = Cell(self._compiled.placed[item.name], instances)
        self._cells.put(cell)
        if isinstance(item, Question):
            cell.take(self._kept.pop(Address(item.name, instances), None))
            if cell.value is not None:
                self._counts.recount(cell)
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
            self._hindrances.leave(cell)
            if isinstance(item, Question):
                if is_remembered(cell):
                    self._kept[Address(item.name, cell.instances)] = cell.value
                self._counts.leave(cell)
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
        self._counts.clear()
        self._hindrances.clear()
        for section in self._compiled.questionnaire.children:
            self._create(section, (), fresh=False)
            self._reshaped.add(section.name)


def is_remembered(cell: Cell) -> bool:
    """Whether a cell holds what cannot be worked out from the rest: an answer, or what `once()` gave."""
    item = cell.placed.item
    if cell.value is None or not isinstance(item, Question):
        return False
    computed = item.computed
    return computed is None or "once" in computed.text
