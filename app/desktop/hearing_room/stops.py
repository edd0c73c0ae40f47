# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where one stops in a hearing, and what comes next."""

from collections.abc import Callable
from dataclasses import dataclass

from app.questionnaire.values import Address
from app.services.views import InstanceHeading, QuestionView, RepeatHeading, SectionItem


@dataclass(frozen=True, slots=True)
class RepeatStop:
    """A repeat without instances: one stops there to add the first, or to pass by."""

    repeat: str
    parents: tuple[str, ...]


Stop = Address | RepeatStop


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: a section with its items, and a question or an empty repeat in it."""

    section: str
    items: tuple[SectionItem, ...]
    stop: Stop | None

    @property
    def current(self) -> Address | None:
        """The question one is at."""
        return self.stop if isinstance(self.stop, Address) else None


def stops(items: tuple[SectionItem, ...]) -> list[Stop]:
    """Give where one stops in a section: at its questions, and at repeats that are still empty."""
    found: list[Stop] = []
    for item in items:
        if isinstance(item, QuestionView) and item.kind.answerable and not item.read_only:
            found.append(item.address)
        elif isinstance(item, RepeatHeading) and item.may_add and not item.count:
            found.append(RepeatStop(item.repeat, item.parents))
    return found


def repeat_at(place: Place) -> RepeatHeading | None:
    """Give the repeat that one is in or at, the innermost first; else the first of the section."""
    headings = [item for item in place.items if isinstance(item, RepeatHeading) and item.may_add]
    if isinstance(place.stop, RepeatStop):
        at = place.stop
        return next((one for one in headings if (one.repeat, one.parents) == (at.repeat, at.parents)), None)
    inside = [
        item
        for item in place.items
        if isinstance(item, InstanceHeading)
        and place.current is not None
        and (*item.parents, item.instance_id) == place.current.instances[: len(item.parents) + 1]
    ]
    for instance in reversed(inside):
        for one in headings:
            if (one.repeat, one.parents) == (instance.repeat, instance.parents):
                return one
    return next(iter(headings), None)


def next_place(
    section: Callable[[str], tuple[SectionItem, ...]], names: list[str], here: Place, step: int
) -> Place:
    """Give the place `step` stops from here, in a section of `names`; at an end it is the place itself."""
    items = section(here.section)
    known = stops(items)
    at = known.index(here.stop) + step if here.stop in known else 0
    if 0 <= at < len(known):
        return Place(here.section, items, known[at])
    beside = names.index(here.section) + step if here.section in names else -1
    while 0 <= beside < len(names):
        items = section(names[beside])
        known = stops(items)
        if known:
            return Place(names[beside], items, known[0 if step > 0 else -1])
        beside += step
    return Place(here.section, section(here.section), here.stop)


def first_open(items: tuple[SectionItem, ...]) -> Stop | None:
    """Give where one begins in a section: at its first open question, else at its first."""
    unanswered = {
        item.address for item in items if isinstance(item, QuestionView) and item.answered_at is None
    }
    known = stops(items)
    return next((stop for stop in known if isinstance(stop, RepeatStop) or stop in unanswered), None) or next(
        iter(known), None
    )
