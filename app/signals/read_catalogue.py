# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a catalogue that authors wrote in YAML, and refuses one that is incomplete or rests on background."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from app.errors import Message, says
from app.i18n import Texts
from app.signals.catalogue import (
    BannedGround,
    BasisLabel,
    Catalogue,
    CatalogueStatus,
    Category,
    Indicator,
    Route,
    check_catalogue,
)
from app.signals.records import Basis
from app.strict_yaml import Fields, FileRefusedError, Node, Problem, Reading

__all__ = ["FileRefusedError", "Problem", "read_catalogue"]

_HEAD = ("id", "version", "status", "notice", "note_standard")
_INDICATOR = ("id", "basis", "label", "explanation", "note", "is_not", "follow_ups", "routes")

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_CATALOGUE_ID = re.compile(r"[A-Z][A-Z0-9-]{1,19}")
_CATEGORY_ID = re.compile(r"[A-Z]{2,5}")
_INDICATOR_ID = re.compile(r"[A-Z]{2,5}-\d{2,3}")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")

_Choice = TypeVar("_Choice", bound=StrEnum)


def read_catalogue(text: str, file: str) -> Catalogue:
    """Read a catalogue.

    Args:
        text: the YAML.
        file: what messages call it.

    Raises:
        FileRefusedError: with everything that is wrong, by line.
    """
    reading = Reading(file)
    root = reading.document(text)
    catalogue = _CatalogueReader(reading).read(root)
    reading.finish()
    return catalogue


class _CatalogueReader:
    """Goes through a file once; what is missing becomes empty and is noted as a problem."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lines: dict[str, int] = {}
        self._routes: frozenset[str] = frozenset()
        self._bases: frozenset[Basis] = frozenset()

    def read(self, root: Fields) -> Catalogue:
        reading = self._reading
        top = reading.fields(root, ("catalogue", "bases", "routes", "never", "categories"))
        head = reading.fields(_in(top, "catalogue"), _HEAD)
        bases = tuple(self._basis_label(node) for node in reading.listing(_in(top, "bases")))
        routes = tuple(self._route(node) for node in reading.listing(_in(top, "routes")))
        never = tuple(self._ground(node) for node in reading.listing(_in(top, "never")))
        self._routes = frozenset(route.id for route in routes)
        self._bases = frozenset(named.id for named in bases if named is not None)
        catalogue = Catalogue(
            id=self._shaped(
                _in(head, "id"), _CATALOGUE_ID, says("hoofdletters, cijfers en streepjes, zoals ILL-VS")
            ),
            version=self._shaped(
                _in(head, "version"), _VERSION, says("drie getallen met punten, zoals 1.0.0")
            ),
            status=self._one_of(_in(head, "status"), CatalogueStatus) or CatalogueStatus.ILLUSTRATIVE,
            notice=reading.texts(_in(head, "notice")),
            note_standard=reading.texts(_in(head, "note_standard")),
            bases=tuple(named for named in bases if named is not None),
            routes=routes,
            never=never,
            categories=tuple(self._category(node) for node in reading.listing(_in(top, "categories"))),
        )
        self._once(_in(top, "bases"), (named.id for named in catalogue.bases))
        self._once(_in(top, "routes"), (route.id for route in routes))
        self._once(_in(top, "never"), (ground.id for ground in never))
        self._once(_in(top, "categories"), (category.id for category in catalogue.categories))
        self._once(_in(top, "categories"), (indicator.id for indicator in catalogue.indicators()))
        for objection in check_catalogue(catalogue):
            reading.object(self._lines.get(objection.indicator, root.line), objection.message())
        return catalogue

    def _basis_label(self, node: Node) -> BasisLabel | None:
        fields = self._reading.fields(node, ("id", "label"))
        basis = self._one_of(_in(fields, "id"), Basis)
        label = self._reading.texts(_in(fields, "label"))
        return BasisLabel(basis, label) if basis is not None else None

    def _route(self, node: Node) -> Route:
        fields = self._reading.fields(node, ("id", "label"))
        return Route(self._name(_in(fields, "id")), self._reading.texts(_in(fields, "label")))

    def _ground(self, node: Node) -> BannedGround:
        fields = self._reading.fields(node, ("id", "label", "words"))
        words = tuple(self._reading.text(word) for word in self._reading.listing(_in(fields, "words")))
        return BannedGround(
            self._name(_in(fields, "id")),
            self._reading.texts(_in(fields, "label")),
            tuple(filter(None, words)),
        )

    def _category(self, node: Node) -> Category:
        fields = self._reading.fields(node, ("id", "label", "indicators"))
        category_id = self._shaped(
            _in(fields, "id"), _CATEGORY_ID, says("twee tot vijf hoofdletters, zoals BET")
        )
        return Category(
            category_id,
            self._reading.texts(_in(fields, "label")),
            tuple(
                self._indicator(item, category_id)
                for item in self._reading.listing(_in(fields, "indicators"))
            ),
        )

    def _indicator(self, node: Node, category_id: str) -> Indicator:
        reading = self._reading
        fields = reading.fields(node, _INDICATOR)
        shape = says("de letters van de groep, een streepje en een nummer, zoals BET-01")
        indicator_id = self._shaped(_in(fields, "id"), _INDICATOR_ID, shape)
        if indicator_id and category_id and not indicator_id.startswith(f"{category_id}-"):
            reading.object(
                node.line,
                says(
                    "{indicator} staat in groep {category}. Begin het nummer met {category}-.",
                    indicator=indicator_id,
                    category=category_id,
                ),
            )
        self._lines.setdefault(indicator_id, node.line)
        return Indicator(
            id=indicator_id,
            basis=self._known_bases(_in(fields, "basis")),
            label=reading.texts(_in(fields, "label")),
            explanation=reading.texts(_in(fields, "explanation")),
            note=reading.texts(_in(fields, "note")),
            is_not=reading.texts(_in(fields, "is_not")),
            follow_ups=tuple(self._follow_up(item) for item in reading.listing(_in(fields, "follow_ups"))),
            routes=self._known_routes(_in(fields, "routes")),
        )

    def _follow_up(self, node: Node) -> Texts:
        return self._reading.texts(node)

    def _known_bases(self, node: Node | None) -> tuple[Basis, ...]:
        found: list[Basis] = []
        for item in self._reading.listing(node):
            basis = self._one_of(item, Basis)
            if basis is None:
                continue
            if basis not in self._bases:
                self._reading.object(
                    item.line,
                    says("grond „{name}” staat niet onder „bases”. Voeg hem daar toe.", name=basis.value),
                )
            found.append(basis)
        self._once(node, found)
        return tuple(found)

    def _known_routes(self, node: Node | None) -> tuple[str, ...]:
        found = [(item.line, self._reading.text(item)) for item in self._reading.listing(node)]
        for line, route in found:
            if route and route not in self._routes:
                self._reading.object(
                    line, says("route „{name}” staat niet onder „routes”. Voeg haar daar toe.", name=route)
                )
        self._once(node, (route for _, route in found))
        return tuple(route for _, route in found if route)

    # Small parts -------------------------------------------------------------------------------------

    def _name(self, node: Node | None) -> str:
        return self._shaped(node, _NAME, says("kleine letters, cijfers en _"))

    def _shaped(self, node: Node | None, shape: re.Pattern[str], advice: Message) -> str:
        if node is None:
            return ""
        text = self._reading.text(node)
        if text and not shape.fullmatch(text):
            self._reading.object(
                node.line, says("„{text}” heeft niet de juiste vorm: {advice}.", text=text, advice=advice)
            )
            return ""
        return text

    def _one_of(self, node: Node | None, kind: type[_Choice]) -> _Choice | None:
        if node is None:
            return None
        text = self._reading.text(node)
        if not text:
            return None
        if text in [choice.value for choice in kind]:
            return kind(text)
        names = ", ".join(choice.value for choice in kind)
        self._reading.object(node.line, says("„{text}” is geen van: {names}.", text=text, names=names))
        return None

    def _once(self, node: Node | None, ids: Iterable[str]) -> None:
        line = node.line if node is not None else 1
        for repeated, count in Counter(ids).items():
            if repeated and count > 1:
                self._reading.object(
                    self._lines.get(repeated, line),
                    says(
                        "„{name}” komt {count} keer voor. Elke naam hoort eenmaal.",
                        name=repeated,
                        count=count,
                    ),
                )


def _in(fields: Fields | None, key: str) -> Node | None:
    return fields.by_key.get(key) if fields is not None else None
