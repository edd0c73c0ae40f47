# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where each item of a questionnaire stands: in which section, group and repeats."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.questionnaire.model import Group, Item, Question, Questionnaire, Repeat


@dataclass(frozen=True, slots=True)
class Placed:
    """An item in its place.

    Attributes:
        order: its place in the questionnaire, from 0, each before what it holds.
        section: the name of the section it stands in; a section stands in itself.
        parent: the name of the group or repeat around it; nothing for a section.
        repeats: the names of the repeats around it, the outermost first.
    """

    item: Item
    order: int
    section: str
    parent: str | None
    repeats: tuple[str, ...]

    @property
    def inside(self) -> tuple[str, ...]:
        """The repeats around what it holds."""
        return (*self.repeats, self.item.name) if isinstance(self.item, Repeat) else self.repeats


def place(questionnaire: Questionnaire) -> tuple[Placed, ...]:
    """Place every item, in order; a name that stands there twice is placed twice."""
    found: list[Placed] = []
    for section in questionnaire.children:
        _place(section, section.name, None, (), found)
    return tuple(found)


def _place(
    item: Item, section: str, parent: str | None, repeats: tuple[str, ...], found: list[Placed]
) -> None:
    placed = Placed(item, len(found), section, parent, repeats)
    found.append(placed)
    if not isinstance(item, Question):
        for child in item.children:
            _place(child, section, item.name, placed.inside, found)


def shared_depth(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Count the repeats that two places share."""
    depth = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        depth += 1
    return depth


def children_of(placed: Mapping[str, Placed], name: str) -> Iterator[Placed]:
    """Give what stands directly in a group or repeat, in order."""
    item = placed[name].item
    if not isinstance(item, Question):
        for child in item.children:
            yield placed[child.name]


def written_around(placed: Mapping[str, Placed], one: Placed) -> str | None:
    """Give the group or repeat that its author put an item in; a section that was made is none."""
    return None if one.parent is None or _made(placed[one.parent]) else one.parent


def written_at_top(placed: Mapping[str, Placed]) -> Iterator[Placed]:
    """Give what its author put at the top of a questionnaire, in order."""
    for one in placed.values():
        if not _made(one) and written_around(placed, one) is None:
            yield one


def _made(one: Placed) -> bool:
    return isinstance(one.item, Group) and one.item.generated
