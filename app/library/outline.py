# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in a questionnaire's source, whether or not it can be used as it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from app.i18n import Texts
from app.questionnaire.read_yaml import MOST_CHARACTERS
from app.strict_yaml import Fields, Listing, Node, Reading, Scalar


@dataclass(frozen=True, slots=True)
class Written:
    """An item as it is written; also the head, and a choice of a list.

    Attributes:
        place: the names of what it stands in and its own, as in ``/family/children``.
        line: where it begins, from 1.
        depth: 0 for a section.
        holds: whether other items can stand in it.
        texts, values, lists: its properties: those in several languages, single ones, and enumerations.
    """

    name: str
    place: str
    line: int
    depth: int
    holds: bool
    texts: Mapping[str, Texts]
    values: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Outline:
    """The head, all items in order, each before what it holds, and the lists of choices by name."""

    head: Written
    items: tuple[Written, ...]
    choices: Mapping[str, tuple[Written, ...]]


@lru_cache(maxsize=8)
def outline(source: str) -> Outline:
    """Give what a source holds.

    Raises:
        FileRefusedError: it is no YAML of ours at all.
    """
    root = Reading("", MOST_CHARACTERS).document(source).by_key
    head = root.get("questionnaire")
    lists = root.get("choices")
    by_name = lists.by_key if isinstance(lists, Fields) else {}
    return Outline(
        head=_one(head if isinstance(head, Fields) else Fields(1, {}), 0, ""),
        items=tuple(_all(root.get("survey"), 0, "")),
        choices={name: tuple(_all(choices, 0, "")) for name, choices in by_name.items()},
    )


def _all(found: Node | None, depth: int, around: str) -> Iterator[Written]:
    for item in found.items if isinstance(found, Listing) else ():
        if isinstance(item, Fields):
            one = _one(item, depth, around)
            yield one
            yield from _all(item.by_key.get("children"), depth + 1, one.place)


def _one(item: Fields, depth: int, around: str) -> Written:
    plain = {what: node for what, node in item.by_key.items() if what != "children"}
    values = {what: node.text for what, node in plain.items() if isinstance(node, Scalar)}
    return Written(
        name=values.get("name", ""),
        place=f"{around}/{values.get('name', '')}",
        line=item.line,
        depth=depth,
        holds=values.get("type") in ("group", "repeat"),
        texts={what: _texts(node) for what, node in plain.items() if isinstance(node, Fields)},
        values=values,
        lists={what: _listed(node) for what, node in plain.items() if isinstance(node, Listing)},
    )


def _texts(node: Fields) -> Texts:
    return Texts.of(
        {language: words.text for language, words in node.by_key.items() if isinstance(words, Scalar)}
    )


def _listed(node: Listing) -> tuple[str, ...]:
    return tuple(one.text for one in node.items if isinstance(one, Scalar))
