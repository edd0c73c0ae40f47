# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names that stand in several groups: each item gets a name of its own, by the path to it.

XLSForm lets a name stand once in each group. ``${name}`` then says too little, and is refused; a path still
says which one is meant. A name that is unique stays as it is.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace

from app.errors import Message, says
from app.questionnaire.model import Group, Item, Question, Questionnaire, walk
from app.questionnaire.problems import did_you_mean

REFERENCE = re.compile(r"\$\{([^\W\d][\w.-]*)\}")
"""A reference to an item, with its name: nothing stands around that."""


LAST_SAVED = "last-saved#"
"""Before the name of a question: its answer in another record. Nothing of one hearing goes into the next."""

_LAST_SAVED = re.compile(rf"\$\{{{LAST_SAVED}([^\W\d][\w.-]*)\}}")


def names_in(text: str) -> tuple[str, ...]:
    """Give the names that a text refers to, each once, also those that mean another record."""
    return tuple(dict.fromkeys((*REFERENCE.findall(text), *_LAST_SAVED.findall(text))))


def without_last_saved(text: str) -> str:
    """Leave out what comes from another record."""
    return _LAST_SAVED.sub("", text)


def last_saved(text: str) -> str:
    """Give the question that a text is the answer to in another record, where it is that and nothing else."""
    found = _LAST_SAVED.fullmatch(text.strip())
    return found[1] if found is not None else ""


def own_name(name: str) -> str:
    """Give an item's name as its author wrote it."""
    return name.rpartition("/")[2]


def uniquely_named(questionnaire: Questionnaire) -> Questionnaire:
    """Name every item whose name stands in several groups by its path, as in ``/site/owner``.

    What stands twice in one group keeps one name, and is refused for it.
    """
    times = Counter(item.name for item in walk(questionnaire.children))
    several = {name for name, count in times.items() if count > 1}
    if not several:
        return questionnaire
    children = tuple(
        one
        for section in questionnaire.children
        for one in (_named(section, "", several),)
        if isinstance(one, Group)
    )
    return replace(questionnaire, children=children)


def _named(item: Item, path: str, several: Collection[str]) -> Item:
    hidden = isinstance(item, Group) and item.generated
    own = f"{path}/{item.name}"
    name = own if item.name in several else item.name
    if isinstance(item, Question):
        return replace(item, name=name) if name != item.name else item
    inside = tuple(_named(child, path if hidden else own, several) for child in item.children)
    return replace(item, name=name, children=inside)


def unknown(name: str, known: Collection[str]) -> Message:
    """Say that a name does not exist, or stands in several places, and which was perhaps meant."""
    places = sorted(_places(name, known))
    if places:
        return says(
            "„${{{name}}}” kan meer vragen zijn: {places}. Geef de bedoelde vraag een eigen naam.",
            name=name,
            places=", ".join(places),
        )
    return says("„${{{name}}}” bestaat niet. {advice}", name=name, advice=did_you_mean(name, known))


def _places(name: str, known: Collection[str]) -> Iterator[str]:
    for one in known:
        if one.startswith("/") and own_name(one) == name:
            yield one
