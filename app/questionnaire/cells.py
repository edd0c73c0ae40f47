# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of a hearing's questions: one cell for each item in each instance it stands in."""

from collections.abc import Hashable, Iterator, Mapping
from typing import Protocol

from app.questionnaire.expressions.conversions import text_of
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.model import Question
from app.questionnaire.placing import Placed
from app.questionnaire.values import NonAnswer, Value

Instances = tuple[str, ...]


class KeptUp(Protocol):
    """A total that is kept up for a cell, as `app.questionnaire.totals` makes it.

    Attributes:
        stale: what must be read again; add to it to tell.
    """

    stale: set[Hashable]

    def number(self, scope: Scope, cells: "Cells") -> float:
        """Read what must be read again, and give the total."""
        ...


class Cell:
    """One item in one place.

    Attributes:
        value: the answer given, whether or not the question is still relevant.
        own: that answer as expressions write it.
        seen: the same, but nothing while the question is not relevant.
        sensed: what expressions were last told: a text, a non-answer or whether it is relevant; it tells
            whether anything changed for them.
        problem: the answer breaks the constraint.
        warned: the answer is one that the questionnaire warns about.
        counted: it counts in its section's total.
        done: and it is answered.
        totals: the totals that are kept up for its formulas, by their places.
    """

    __slots__ = (
        "counted",
        "done",
        "instances",
        "own",
        "placed",
        "problem",
        "required",
        "seen",
        "sensed",
        "shown",
        "totals",
        "value",
        "warned",
    )

    def __init__(self, placed: Placed, instances: Instances) -> None:
        self.placed = placed
        self.instances = instances
        self.value: Value = None
        self.own = ""
        self.seen = ""
        self.sensed: object = None
        self.shown = False
        self.required = isinstance(placed.item, Question) and placed.item.required is not None
        self.problem = False
        self.warned = False
        self.counted = False
        self.done = False
        self.totals: dict[int, KeptUp] | None = None

    def take(self, value: Value) -> None:
        """Take an answer; an empty one is none."""
        self.value = None if value in ("", ()) else value
        self.own = text_of(self.value)

    @property
    def non_answer(self) -> str:
        """The code of the non-answer given, or nothing."""
        return self.value.value if self.shown and isinstance(self.value, NonAnswer) else ""


class Cells:
    """All cells, and the instances that repeats have.

    Attributes:
        placed: the items, by name.
        alone: the cells of what stands in no repeat, by name.
        repeated: of the rest by name, the cells by the instances that they stand in.
        in_repeats: how many those are together.
    """

    def __init__(self, placed: Mapping[str, Placed]) -> None:
        self.placed = placed
        self.alone: dict[str, Cell] = {}
        self.repeated: dict[str, dict[Instances, Cell]] = {
            name: {} for name, one in placed.items() if one.repeats
        }
        self.in_repeats = 0
        self._instances: dict[tuple[str, Instances], list[str]] = {}

    def put(self, cell: Cell) -> None:
        """Put a cell where it belongs."""
        if cell.instances:
            self.repeated[cell.placed.item.name][cell.instances] = cell
            self.in_repeats += 1
        else:
            self.alone[cell.placed.item.name] = cell

    def at(self, name: str, instances: Instances) -> Cell:
        """Give the cell of an item in these instances.

        Raises:
            KeyError: there is none.
        """
        return self.repeated[name][instances] if instances else self.alone[name]

    def find(self, name: str, instances: Instances) -> Cell | None:
        """Give the cell of an item in these instances; nothing where it is not there now."""
        if not instances:
            return self.alone.get(name)
        mine = self.repeated.get(name)
        return mine.get(instances) if mine is not None else None

    def every(self) -> Iterator[Cell]:
        """Give all cells: those that stand alone first."""
        yield from self.alone.values()
        for mine in self.repeated.values():
            yield from mine.values()

    def of_repeat(self, repeat: str, parents: Instances) -> list[str]:
        """Give the identifiers of a repeat's instances, in order; change the list to change them."""
        return self._instances.setdefault((repeat, parents), [])

    def below(self, repeats: Instances, prefix: Instances) -> Iterator[Instances]:
        """Give the instances of everything that stands in `repeats`, below `prefix`, in order."""
        if len(prefix) == len(repeats):
            yield prefix
            return
        for instance in self._instances.get((repeats[len(prefix)], prefix), ()):
            yield from self.below(repeats, (*prefix, instance))

    def cells(self, name: str, prefix: Instances) -> Iterator[Cell]:
        """Give the cells of an item below `prefix`, in order."""
        for instances in self.below(self.placed[name].repeats, prefix):
            if (cell := self.find(name, instances)) is not None:
                yield cell

    def drop(self, repeat: str, instance: Instances) -> Iterator[Cell]:
        """Take out everything in an instance, and give it."""
        for name, mine in self.repeated.items():
            if repeat in self.placed[name].repeats:
                for found in [key for key in mine if key[: len(instance)] == instance]:
                    self.in_repeats -= 1
                    yield mine.pop(found)
        for key in [key for key in self._instances if self._is_inside(key, repeat, instance)]:
            del self._instances[key]

    def order(self) -> dict[tuple[str, Instances], tuple[str, ...]]:
        """Give the instances of every repeat that has any, in order."""
        return {key: tuple(present) for key, present in self._instances.items() if present}

    def clear(self) -> None:
        """Let nothing be there."""
        self.alone.clear()
        for mine in self.repeated.values():
            mine.clear()
        self.in_repeats = 0
        self._instances.clear()

    def _is_inside(self, key: tuple[str, Instances], repeat: str, instance: Instances) -> bool:
        # Identifiers alone do not tell: counted repeats all count from 1.
        return repeat in self.placed[key[0]].repeats and key[1][: len(instance)] == instance
