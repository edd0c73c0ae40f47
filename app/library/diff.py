# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What differs between two versions of a questionnaire, item by item, for people to read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from app.i18n import Texts
from app.questionnaire.model import Formula, Group, Item, Question, Questionnaire, Repeat
from app.questionnaire.naming import uniquely_named


class Kind(StrEnum):
    """What happened to an item."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference.

    Attributes:
        number: of the question or section, as colleagues know it; empty for the questionnaire's own head.
        name: of the item, or of a list of choices.
        label: the words by which the item is known.
        what: the property that changed, as in the file; empty where the whole item came, went or moved.
        language: of the text that changed; empty for what is the same in all.
        before, after: the old and the new text.
        demanded: whether it is a new question that must be answered, always or under some condition.
    """

    kind: Kind
    number: str
    name: str
    label: Texts
    what: str = ""
    language: str = ""
    before: str = ""
    after: str = ""
    demanded: bool = False


_NOT_SHOWN = frozenset({"line", "name", "children", "generated", "dynamic_default"})
"""What follows from the rest: a default that is worked out stands in `default` too."""

_CALLED = {"read_only_when": "read_only"}
_HEAD = ("id", "version", "title", "notice", "valid_from", "hearing_kind", "languages", "settings")


def differences(before: Questionnaire, after: Questionnaire) -> tuple[Difference, ...]:
    """Give all differences: of the head first, then item by item in the new order, removed ones last."""
    return tuple(_all(uniquely_named(before), uniquely_named(after)))


def _all(before: Questionnaire, after: Questionnaire) -> Iterator[Difference]:
    for what in _HEAD:
        head = ("", after.id, after.title)
        yield from _changed(head, what, getattr(before, what), getattr(after, what))
    for name in sorted({*before.choices, *after.choices}):
        yield from _choices(name, before, after)
    old, new = _placed(before), _placed(after)
    moved = _moved(old, new)
    for name, (item, _parent) in new.items():
        if name not in old:
            demanded = isinstance(item, Question) and item.required is not None
            yield Difference(Kind.ADDED, item.number, name, item.label, demanded=demanded)
            continue
        if name in moved:
            yield Difference(Kind.MOVED, item.number, name, item.label)
        yield from _of_item(old[name][0], item)
    for name, (item, _parent) in old.items():
        if name not in new:
            yield Difference(Kind.REMOVED, item.number, name, item.label)


def _placed(questionnaire: Questionnaire) -> dict[str, tuple[Item, str]]:
    """Give every item by its name, with the name of what holds it, in order."""
    placed: dict[str, tuple[Item, str]] = {}

    def put(items: tuple[Item, ...] | tuple[Group, ...], parent: str) -> None:
        for item in items:
            placed[item.name] = (item, parent)
            if isinstance(item, (Group, Repeat)):
                put(item.children, item.name)

    put(questionnaire.children, "")
    return placed


def _moved(old: dict[str, tuple[Item, str]], new: dict[str, tuple[Item, str]]) -> set[str]:
    """Give what stands elsewhere: as few items as explain the new order."""
    moved: set[str] = set()
    both = [name for name in new if name in old]
    for parent in {parent for _item, parent in new.values()}:
        now = [name for name in both if new[name][1] == parent]
        here = [name for name in old if name in now and old[name][1] == parent]
        moved |= {name for name in now if old[name][1] != parent}
        stayed = [name for name in now if name not in moved]
        same = SequenceMatcher(None, here, stayed, autojunk=False).get_matching_blocks()
        kept = {stayed[place] for block in same for place in range(block.b, block.b + block.size)}
        moved |= set(stayed) - kept
    return moved


def _of_item(before: Item, after: Item) -> Iterator[Difference]:
    head = (after.number, after.name, after.label)
    if type(before) is not type(after):
        yield Difference(Kind.CHANGED, *head, "type", "", _kind(before), _kind(after))
        return
    for field in fields(after):
        if field.name not in _NOT_SHOWN:
            what = _CALLED.get(field.name, field.name)
            yield from _changed(head, what, getattr(before, field.name), getattr(after, field.name))


def _kind(item: Item) -> str:
    return item.kind.value if isinstance(item, Question) else type(item).__name__.lower()


def _choices(name: str, before: Questionnaire, after: Questionnaire) -> Iterator[Difference]:
    old, new = ({one.name: one for one in each.choices.get(name, ())} for each in (before, after))
    for choice in (*new, *(one for one in old if one not in new)):
        what = f"{name}: {choice}"
        if choice not in old:
            yield Difference(Kind.ADDED, "", what, new[choice].label)
        elif choice not in new:
            yield Difference(Kind.REMOVED, "", what, old[choice].label)
        else:
            head = ("", what, new[choice].label)
            yield from _changed(head, "label", old[choice].label, new[choice].label)
            yield from _changed(head, "columns", old[choice].columns, new[choice].columns)
            yield from _changed(head, "media", old[choice].media, new[choice].media)
    if list(old) != list(new) and set(old) == set(new):
        yield Difference(Kind.MOVED, "", name, Texts())


def _changed(head: tuple[str, str, Texts], what: str, before: Any, after: Any) -> Iterator[Difference]:
    if isinstance(before, Texts) and isinstance(after, Texts):
        for language in dict.fromkeys(code for code, _text in (*before, *after)):
            one, other = before.get(language) or "", after.get(language) or ""
            if one != other:
                yield Difference(Kind.CHANGED, *head, what, language, one, other)
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        for key in dict.fromkeys((*before, *after)):
            empty = Texts() if isinstance(before.get(key, after.get(key)), Texts) else ""
            yield from _changed(head, f"{what} {key}", before.get(key, empty), after.get(key, empty))
    elif _plain(before) != _plain(after):
        yield Difference(Kind.CHANGED, *head, what, "", _plain(before), _plain(after))


def _plain(value: Any) -> str:
    match value:
        case None | False:
            return ""
        case Formula():
            return value.text
        case frozenset():
            return ", ".join(sorted(value))
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)
