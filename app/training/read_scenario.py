# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads scenarios, and refuses what a practice hearing must never be: real, unfair or without an answer.

A file holds one scenario, or a pair: the same words with another surface. In a pair, ``{name}`` in a text
stands for what the variant's surface says of it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from app.errors import Message, says
from app.i18n import LANGUAGES, Texts
from app.names import country_names
from app.strict_yaml import Fields, Node, Reading, Scalar
from app.training.known import Known
from app.training.scenario import Exchange, Expectation, Level, Person, Scenario, Weight

_ID = re.compile(r"[A-Z]{2}-\d{2}")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_PLACE = re.compile(r"\{([a-z_]+)\}")
_V_NUMBER = re.compile(r"000\.\d{3}\.\d{4}")
_SHORT = 3
"""Names of countries of so few letters are words in a sentence, too."""

_TOP = ("scenario", "person", "exchanges", "fallback", "expected", "debrief")
_HEAD = ("id", "version", "title", "notice", "questionnaire", "catalogue", "level", "learning", "persona")
_PERSON = ("name", "v_number", "country", "language", "interpreter_number")

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Variant:
    """One surface: its letter, its person, and the words it puts in the places."""

    letter: str
    person: Person
    surface: dict[str, Texts]


def read_scenarios(text: str, file: str, known: Known) -> tuple[Scenario, ...]:
    """Read the scenario of a file, or the variants of a pair.

    Args:
        text: the YAML.
        file: what messages call it.
        known: what a scenario may name.

    Raises:
        FileRefusedError: with everything that is wrong, by line.
    """
    reading = Reading(file)
    scenarios = _Reader(reading, known).read(reading.document(text))
    reading.finish()
    return scenarios


class _Reader:
    """Goes through a file once; what is missing becomes empty and is noted as a problem."""

    def __init__(self, reading: Reading, known: Known) -> None:
        self._reading = reading
        self._known = known

    def read(self, root: Fields) -> tuple[Scenario, ...]:
        reading = self._reading
        top = reading.fields(
            root, _TOP[:1] + _TOP[2:], (*_TOP[1:2], "variants", "route", "must_note", "follow_ups")
        )
        head = reading.fields(_in(top, "scenario"), _HEAD, ("no_signal",))
        questionnaire_id = self._one_known(_in(head, "questionnaire"), frozenset(self._known.questions))
        catalogue_id = self._one_known(_in(head, "catalogue"), frozenset(self._known.indicators))
        exchanges = tuple(
            self._exchange(node, questionnaire_id) for node in reading.listing(_in(top, "exchanges"))
        )
        base = Scenario(
            id=self._shaped(
                _in(head, "id"), _ID, says("twee hoofdletters, een streepje en een nummer, zoals SC-01")
            ),
            pair="",
            version=self._shaped(
                _in(head, "version"), _VERSION, says("drie getallen met punten, zoals 1.0.0")
            ),
            title=reading.texts(_in(head, "title")),
            notice=reading.texts(_in(head, "notice")),
            questionnaire_id=questionnaire_id,
            catalogue_id=catalogue_id,
            level=self._one_of(_in(head, "level"), Level) or Level.BASIC,
            no_signal=self._truth(_in(head, "no_signal")),
            learning=self._all_texts(_in(head, "learning")),
            persona=reading.texts(_in(head, "persona")),
            person=Person("", "", Texts(), Texts(), ""),
            exchanges=exchanges,
            fallback=reading.texts(_in(top, "fallback")),
            expectations=self._expectations(_in(top, "expected"), catalogue_id, len(exchanges)),
            route=self._route(_in(top, "route"), catalogue_id),
            must_note=self._all_texts(_in(top, "must_note")),
            good_follow_ups=tuple(
                self._question(node, questionnaire_id) for node in reading.listing(_in(top, "follow_ups"))
            ),
            debrief=self._all_texts(_in(top, "debrief")),
        )
        self._outcome(base, root.line)
        self._no_real_country(root)
        return tuple(_with_surface(base, variant) for variant in self._variants(top, root))

    # Parts -------------------------------------------------------------------------------------------

    def _exchange(self, node: Node, questionnaire_id: str) -> Exchange:
        fields = self._reading.fields(node, ("question", "asked", "answer"))
        return Exchange(
            self._question(_in(fields, "question"), questionnaire_id),
            self._reading.texts(_in(fields, "asked")),
            self._reading.texts(_in(fields, "answer")),
        )

    def _question(self, node: Node | None, questionnaire_id: str) -> str:
        number = self._reading.text(node)
        numbers = self._known.questions.get(questionnaire_id, frozenset())
        if node is not None and number and numbers and number not in numbers:
            self._reading.object(
                node.line,
                says(
                    "vraag {number} staat niet in „{name}”. Controleer het nummer.",
                    number=number,
                    name=questionnaire_id,
                ),
            )
        return number

    def _expectations(self, node: Node | None, catalogue_id: str, exchanges: int) -> tuple[Expectation, ...]:
        found: list[Expectation] = []
        for item in self._reading.listing(node):
            fields = self._reading.fields(item, ("indicator", "at", "weight", "why"))
            indicator = self._reading.text(_in(fields, "indicator"))
            indicators = self._known.indicators.get(catalogue_id, frozenset())
            if indicator and indicators and indicator not in indicators:
                self._reading.object(
                    item.line,
                    says(
                        "{indicator} staat niet in catalogus {name}. Kies een ander nummer.",
                        indicator=indicator,
                        name=catalogue_id,
                    ),
                )
            if indicator in [one.indicator for one in found]:
                self._reading.object(
                    item.line, says("„{name}” staat er twee keer. Verwijder er een.", name=indicator)
                )
            found.append(
                Expectation(
                    indicator,
                    tuple(
                        self._exchange_number(at, exchanges)
                        for at in self._reading.listing(_in(fields, "at"))
                    ),
                    self._one_of(_in(fields, "weight"), Weight) or Weight.TRAP,
                    self._reading.texts(_in(fields, "why")),
                )
            )
        return tuple(found)

    def _exchange_number(self, node: Node, exchanges: int) -> int:
        text = self._reading.text(node)
        if text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= exchanges:
            return int(text)
        self._reading.object(
            node.line, says("schrijf hier het nummer van een antwoord, van 1 tot {most}.", most=exchanges)
        )
        return 0

    def _route(self, node: Node | None, catalogue_id: str) -> str:
        return (
            self._one_known(node, self._known.routes.get(catalogue_id, frozenset()))
            if node is not None
            else ""
        )

    def _variants(self, top: Fields | None, root: Fields) -> Iterator[_Variant]:
        person, variants = _in(top, "person"), _in(top, "variants")
        if (person is None) == (variants is None):
            self._reading.object(
                root.line, says("schrijf „person” voor één scenario, of „variants” voor een paar.")
            )
        elif person is not None:
            for place in dict.fromkeys(_places(root)):
                self._reading.object(
                    root.line,
                    says("„{{{name}}}” kan alleen in een paar. Schrijf de woorden uit.", name=place),
                )
            yield _Variant("", self._person(person), {})
        else:
            yield from self._pair(self._reading.listing(variants), root)

    def _pair(self, nodes: tuple[Node, ...], root: Fields) -> Iterator[_Variant]:
        places = set(_places(root))
        letters: set[str] = set()
        for node in nodes:
            fields = self._reading.fields(node, ("letter", "person", "surface"))
            letter = self._shaped(
                _in(fields, "letter"), re.compile("[A-Z]"), says("één hoofdletter, zoals A")
            )
            if letter in letters:
                self._reading.object(
                    node.line, says("„{name}” staat er twee keer. Verwijder er een.", name=letter)
                )
            letters.add(letter)
            person = self._person(_in(fields, "person"))
            names = places - {"name", "country", "language"}
            surface_node = self._reading.fields(_in(fields, "surface"), sorted(names))
            surface = {
                name: self._reading.texts(value)
                for name, value in (surface_node.by_key.items() if surface_node else ())
            }
            own = {"name": Texts(tuple((code, person.name) for code in LANGUAGES))}
            own |= {"country": person.country, "language": person.language}
            yield _Variant(letter, person, own | surface)

    def _person(self, node: Node | None) -> Person:
        fields = self._reading.fields(node, _PERSON)
        return Person(
            self._reading.text(_in(fields, "name")),
            self._shaped(
                _in(fields, "v_number"),
                _V_NUMBER,
                says("een V-nummer voor oefening begint met 000, zoals 000.000.0101"),
            ),
            self._reading.texts(_in(fields, "country")),
            self._reading.texts(_in(fields, "language")),
            self._reading.text(_in(fields, "interpreter_number")),
        )

    # What holds of the whole -------------------------------------------------------------------------

    def _outcome(self, scenario: Scenario, line: int) -> None:
        required = any(one.weight is Weight.REQUIRED for one in scenario.expectations)
        if scenario.no_signal and (required or scenario.route):
            self._reading.object(
                line,
                says(
                    "zonder signaal (no_signal) is er geen route en geen verwachte notitie. "
                    "Verwijder die, of no_signal."
                ),
            )
        if not scenario.no_signal and not (required and scenario.route):
            self._reading.object(
                line,
                says(
                    "met een signaal horen een route en een verwachte notitie (weight: required). "
                    "Voeg ze toe."
                ),
            )

    def _no_real_country(self, root: Fields) -> None:
        real = {
            name.casefold(): name
            for language in LANGUAGES
            for _, name in country_names(language)
            if len(name) > _SHORT
        }
        for scalar in _scalars(root):
            words = " ".join(re.findall(r"\w+", scalar.text.casefold()))
            for found in (name for key, name in real.items() if f" {key} " in f" {words} "):
                self._reading.object(
                    scalar.line,
                    says(
                        "{country} bestaat echt. Verzin een land: oefenen gaat nooit over een echt land.",
                        country=found,
                    ),
                )

    # Small parts -------------------------------------------------------------------------------------

    def _all_texts(self, node: Node | None) -> tuple[Texts, ...]:
        return tuple(self._reading.texts(item) for item in self._reading.listing(node))

    def _truth(self, node: Node | None) -> bool:
        if node is None:
            return False
        text = self._reading.text(node)
        if text not in {"true", "false"}:
            self._reading.object(node.line, says("schrijf hier true of false."))
        return text == "true"

    def _shaped(self, node: Node | None, shape: re.Pattern[str], advice: Message) -> str:
        text = self._reading.text(node)
        if node is not None and text and not shape.fullmatch(text):
            self._reading.object(
                node.line, says("„{text}” heeft niet de juiste vorm: {advice}.", text=text, advice=advice)
            )
            return ""
        return text

    def _one_known(self, node: Node | None, names: frozenset[str]) -> str:
        text = self._reading.text(node)
        if node is not None and text and text not in names:
            self._refuse(node, text, sorted(names))
            return ""
        return text

    def _one_of(self, node: Node | None, kind: type[_Choice]) -> _Choice | None:
        text = self._reading.text(node)
        names = [choice.value for choice in kind]
        if node is not None and text and text not in names:
            self._refuse(node, text, names)
        return kind(text) if text in names else None

    def _refuse(self, node: Node, text: str, names: list[str]) -> None:
        self._reading.object(
            node.line, says("„{text}” is geen van: {names}.", text=text, names=", ".join(names))
        )


def _in(fields: Fields | None, key: str) -> Node | None:
    return fields.by_key.get(key) if fields is not None else None


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Fields():
            for value in node.by_key.values():
                yield from _scalars(value)
        case _:
            for item in node.items:
                yield from _scalars(item)


def _places(root: Fields) -> Iterator[str]:
    for key, value in root.by_key.items():
        if key != "variants":
            for scalar in _scalars(value):
                yield from _PLACE.findall(scalar.text)


def _with_surface(base: Scenario, variant: _Variant) -> Scenario:
    """Give a scenario with its person, and the variant's words in the places of the text."""

    def fill(texts: Texts) -> Texts:
        return Texts(tuple((code, _filled(text, variant.surface, code)) for code, text in texts))

    def fill_all(many: tuple[Texts, ...]) -> tuple[Texts, ...]:
        return tuple(fill(texts) for texts in many)

    return replace(
        base,
        id=f"{base.id}{variant.letter}",
        pair=base.id if variant.letter else "",
        person=variant.person,
        title=fill(base.title),
        persona=fill(base.persona),
        learning=fill_all(base.learning),
        exchanges=tuple(Exchange(one.question, fill(one.asked), fill(one.answer)) for one in base.exchanges),
        fallback=fill(base.fallback),
        expectations=tuple(replace(one, why=fill(one.why)) for one in base.expectations),
        must_note=fill_all(base.must_note),
        debrief=fill_all(base.debrief),
    )


def _filled(text: str, surface: Mapping[str, Texts], language: str) -> str:
    return _PLACE.sub(lambda place: surface.get(place[1], Texts()).show(language) or place[0], text)
