# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each kind of difference means for running hearings, and for those that begin with the new version."""

from collections.abc import Iterable
from types import MappingProxyType

from app.errors import Message, says
from app.library.diff import Difference, Kind

RUNNING = says("Lopende gehoren houden de versie waarmee zij begonnen.")
"""Holds for every kind: a hearing names its version by the hash of its content."""

_TYPE, _REQUIRED, _LOGIC, _WORDS, _REST = "type", "required", "logic", "words", "rest"

_LOGIC_OF = ("relevant", "constraint", "warning", "calculation", "choice_filter", "repeat_count", "default")
_WORDS_OF = (
    "label",
    "hint",
    "guidance",
    "constraint_message",
    "warning_message",
    "required_message",
    "notice",
)
_GROUPS = MappingProxyType(
    {
        _TYPE: frozenset({"type", "kind", "type_name", "list_name", "source", "or_other", "external"}),
        _REQUIRED: frozenset({"required", "non_answers"}),
        _LOGIC: frozenset({*_LOGIC_OF, "trigger", "read_only", "columns"}),
        _WORDS: frozenset({*_WORDS_OF, "item_label", "title", "media", "number"}),
    }
)

_MEANINGS = MappingProxyType(
    {
        "demanded": says(
            "Nieuwe verplichte vraag: bij het afsluiten van een nieuw gehoor wordt om dit antwoord gevraagd, "
            "bij een lopend gehoor niet."
        ),
        Kind.ADDED: says("Toegevoegd: alleen nieuwe gehoren hebben deze vraag, dit onderdeel of deze keuze."),
        Kind.REMOVED: says(
            "Verwijderd: in een lopend gehoor kunt u dit nog invullen en wat er staat blijft; in een nieuw "
            "gehoor is het er niet."
        ),
        Kind.MOVED: says(
            "Verplaatst: nieuwe gehoren volgen de nieuwe volgorde; de antwoorden zijn dezelfde."
        ),
        _TYPE: says(
            "Andere soort of keuzelijst: antwoorden uit oude en nieuwe gehoren kunt u niet zonder meer "
            "vergelijken."
        ),
        _REQUIRED: says(
            "Andere verplichting: in nieuwe gehoren kan een antwoord verplicht zijn dat het in lopende "
            "gehoren niet is, of andersom."
        ),
        _LOGIC: says(
            "Andere logica: bij dezelfde antwoorden kan een nieuw gehoor andere vragen stellen, weigeren of "
            "uitrekenen dan een lopend gehoor."
        ),
        _WORDS: says(
            "Andere woorden: in nieuwe gehoren is het anders gevraagd; lees bij vergelijken de woorden die "
            "toen golden."
        ),
        _REST: says("Andere kenmerken: zij gelden alleen in nieuwe gehoren."),
    }
)
"""In the order in which they are told."""


def meanings(differences: Iterable[Difference]) -> tuple[Message, ...]:
    """Give a sentence for each kind of difference that is there, after the one that holds for all."""
    all_of_them = tuple(differences)
    found = {_meaning(one) for one in all_of_them if one.what != "version"}
    told = (sentence for kind, sentence in _MEANINGS.items() if kind in found)
    return (RUNNING, *told) if all_of_them else ()


def _meaning(one: Difference) -> str:
    if one.kind is not Kind.CHANGED:
        return "demanded" if one.demanded else one.kind
    first = one.what.partition(" ")[0]
    return next((group for group, properties in _GROUPS.items() if first in properties), _REST)
