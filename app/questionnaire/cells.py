# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The state of a hearing's questions: one cell for each item in each instance it stands in."""

from collections.abc import Iterator, Mapping

from app.questionnaire.conversions import text_of
from app.questionnaire.model import Question
from app.questionnaire.placing import Placed
from app.questionnaire.values import NonAnswer, Value

Instances = tuple[str, ...]


class Cell:
    """One item in one place.

    Attributes:
        value: the answer given, whether or not the question is still relevant.
        own: that answer as expressions write it.
        seen: the same, but nothing while the question is not relevant.
        sensed: what expressions were last told; it tells whether anything changed for them.
        problem: the answer breaks the constraint.
        warned: the answer is one that the questionnaire warns about.
        counted: it counts in its section's total.
        done: and it is answered.
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
        "value",
        "warned",
    )

    def __init__(self, placed: Placed, instances: Instances) -> None:
        self.placed = placed
        self.instances = instances
        self.value: Value = None
        self.own = ""
        self.seen = ""
        self.sensed: tuple[bool, str, str] | None = None
        self.shown = False
        self.required = isinstance(placed.item, Question) and placed.item.required is not None
        self.problem = False
        self.warned = False
        self.counted = False
        self.done = False

    def take(self, value: Value) -> None:
        """Take an answer; an empty one is none."""
        self.value = None if value in ("", ()) else value
        self.own = text_of(self.value)

    @property
    def non_answer(self) -> str:
        """The code of the non-answer given, or nothing."""
        return self.value.value if self.shown and isinstance(self.value, NonAnswer) else ""


class Cells:
    """All cells, and the instances that repeats have."""

    def __init__(self, placed: Mapping[str, Placed]) -> None:
        self.placed = placed
        self.by_name: dict[str, dict[Instances, Cell]] = {name: {} for name in placed}
        self._instances: dict[tuple[str, Instances], list[str]] = {}

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
        mine = self.by_name[name]
        for instances in self.below(self.placed[name].repeats, prefix):
            if (cell := mine.get(instances)) is not None:
                yield cell

    def drop(self, repeat: str, instance: Instances) -> Iterator[Cell]:
        """Take out everything in an instance, and give it."""
        for name, placed in self.placed.items():
            if repeat in placed.repeats:
                for found in [key for key in self.by_name[name] if key[: len(instance)] == instance]:
                    yield self.by_name[name].pop(found)
        for key in [key for key in self._instances if key[1][: len(instance)] == instance]:
            del self._instances[key]
