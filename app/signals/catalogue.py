# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: words for what an interviewer may notice, each resting on conduct and never on background.

A catalogue is a memory aid. It is read in the order its authors wrote it; nothing in it is counted, weighed
or put forward by the program.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.errors import Message, says
from app.i18n import Texts
from app.signals.records import Basis


class CatalogueStatus(StrEnum):
    """Whether an office adopted a catalogue, or it only shows what one looks like."""

    ILLUSTRATIVE = "illustrative"
    ADOPTED = "adopted"


@dataclass(frozen=True, slots=True)
class BasisLabel:
    """How a basis is called."""

    id: Basis
    label: Texts


@dataclass(frozen=True, slots=True)
class Route:
    """Where a report can go; the author chooses, a catalogue only names."""

    id: str
    label: Texts


@dataclass(frozen=True, slots=True)
class BannedGround:
    """What no indicator may rest on.

    Attributes:
        words: words and phrases, in any language, that name the ground itself.
    """

    id: str
    label: Texts
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """Something that may be said, done or shown, and how to note it well.

    Attributes:
        basis: what an observation of this kind can rest on.
        note: what to write down.
        is_not: what it may look like and is not.
        follow_ups: open questions that let the person explain.
        routes: the routes, by id, that the catalogue names for it.
    """

    id: str
    basis: tuple[Basis, ...]
    label: Texts
    explanation: Texts
    note: Texts
    is_not: Texts
    follow_ups: tuple[Texts, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Category:
    """Indicators that belong together."""

    id: str
    label: Texts
    indicators: tuple[Indicator, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One version of a catalogue, whole.

    Attributes:
        notice: what everybody should know who reads the catalogue or a report made with it.
        note_standard: what a good note holds, whatever it is about.
        never: the banned grounds.
    """

    id: str
    version: str
    status: CatalogueStatus
    notice: Texts
    note_standard: Texts
    bases: tuple[BasisLabel, ...]
    routes: tuple[Route, ...]
    never: tuple[BannedGround, ...]
    categories: tuple[Category, ...]

    def indicators(self) -> Iterator[Indicator]:
        """Go through all indicators in the catalogue's order."""
        for category in self.categories:
            yield from category.indicators

    def indicator(self, indicator_id: str) -> Indicator | None:
        """Give the indicator with this id, or nothing where the catalogue has none."""
        return next((found for found in self.indicators() if found.id == indicator_id), None)

    def route(self, route_id: str) -> Route | None:
        """Give the route with this id, or nothing where the catalogue has none."""
        return next((route for route in self.routes if route.id == route_id), None)

    def basis(self, basis: Basis) -> Texts:
        """Give how a basis is called; empty where the catalogue does not name it."""
        return next((named.label for named in self.bases if named.id is basis), Texts())

    def search(self, text: str, language: str) -> tuple[Indicator, ...]:
        """Find the indicators in which every word of `text` stands, in the catalogue's own order.

        Case does not matter and parts of words count. An empty `text` gives all of them.
        """
        words = text.casefold().split()
        return tuple(
            indicator
            for category in self.categories
            for indicator in category.indicators
            if _holds(words, _readable(category, indicator, language))
        )


def _readable(category: Category, indicator: Indicator, language: str) -> str:
    texts = (category.label, indicator.label, indicator.explanation, indicator.note)
    return "\n".join((indicator.id, *(text.show(language) for text in texts))).casefold()


def _holds(words: list[str], readable: str) -> bool:
    return all(word in readable for word in words)


@dataclass(frozen=True, slots=True)
class Objection:
    """An indicator that names a banned ground, and where."""

    indicator: str
    ground: str
    word: str

    def message(self) -> Message:
        """Say what is wrong and what to do."""
        return says(
            "{indicator} noemt „{word}”. Dat is achtergrond en geen gedrag ({ground}). "
            "Beschrijf wat iemand zegt, doet of laat zien.",
            indicator=self.indicator,
            word=self.word,
            ground=self.ground,
        )


def check_catalogue(catalogue: Catalogue) -> tuple[Objection, ...]:
    """Find indicators whose label or explanation, in any language, names a banned ground.

    What an indicator is not (`is_not`) and what to note about it may name one: they guard against it.
    """
    return tuple(
        Objection(indicator.id, ground.id, word)
        for indicator in catalogue.indicators()
        for ground, word in _named_grounds(indicator, catalogue.never)
    )


def _named_grounds(
    indicator: Indicator, never: tuple[BannedGround, ...]
) -> Iterator[tuple[BannedGround, str]]:
    readable = "\n".join(text for texts in (indicator.label, indicator.explanation) for _, text in texts)
    for ground in never:
        for word in ground.words:
            if names_word(readable, word):
                yield ground, word


def names_word(text: str, word: str) -> bool:
    """Tell whether `word`, or a phrase of several, stands in `text` as a whole, whatever its case."""
    pattern = r"\s+".join(re.escape(part) for part in word.split())
    return bool(pattern) and re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) is not None
