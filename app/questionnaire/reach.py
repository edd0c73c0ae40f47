# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where a path over a questionnaire may lead, whatever will be answered: so what it depends on is known."""

from collections.abc import Mapping

from app.questionnaire.answer_tree import DATA
from app.questionnaire.expressions.syntax import NameTest, Step, TypeTest
from app.questionnaire.naming import own_name
from app.questionnaire.placing import Placed, children_of, written_around, written_at_top

Places = frozenset[str]
"""Items by name; ``/`` is the root, and nothing the element around the sections."""


class Reach:
    """The shape of a questionnaire."""

    top = "/"
    root: Places = frozenset({"/"})

    def __init__(self, placed: Mapping[str, Placed]) -> None:
        self._placed = placed

    def inside(self, place: str) -> tuple[str, ...]:
        """Give the repeats around what a place holds."""
        known = self._placed.get(place)
        return known.inside if known is not None else ()

    def step(self, places: Places, step: Step) -> Places:
        """Give where a step may lead from any of some places; nowhere is an empty set."""
        found = frozenset(one for place in places for one in self._along(place, step.axis))
        match step.test:
            case NameTest("*"):
                return found - self.root
            case NameTest(name):
                return frozenset(one for one in found if (own_name(one) or DATA) == name)
            case TypeTest("node"):
                return found
            case _:
                return frozenset()

    def _along(self, place: str, axis: str) -> Places:
        match axis:
            case "self":
                return frozenset({place})
            case "child":
                return self._children(place)
            case "parent":
                return self._parent(place)
            case "ancestor":
                return self._ancestors(place)
            case "ancestor-or-self":
                return self._ancestors(place) | {place}
            case "descendant":
                return self._descendants(place)
            case "descendant-or-self":
                return self._descendants(place) | {place}
            case "following-sibling" | "preceding-sibling":
                return frozenset(one for parent in self._parent(place) for one in self._children(parent))
            case "following" | "preceding":
                return self._descendants(self.top)
            case _:
                return frozenset()

    def _children(self, place: str) -> Places:
        if place == self.top:
            return frozenset({""})
        if not place:
            return frozenset(one.item.name for one in written_at_top(self._placed))
        return frozenset(child.item.name for child in children_of(self._placed, place))

    def _parent(self, place: str) -> Places:
        if place == self.top:
            return frozenset()
        if not place:
            return self.root
        return frozenset({written_around(self._placed, self._placed[place]) or ""})

    def _ancestors(self, place: str) -> Places:
        found: set[str] = set()
        while parents := self._parent(place):
            (place,) = parents
            found.add(place)
        return frozenset(found)

    def _descendants(self, place: str) -> Places:
        found: set[str] = set()
        waiting = [place]
        while waiting:
            children = self._children(waiting.pop())
            found |= children
            waiting += children
        return frozenset(found)
