# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The words of the library for states, properties and differences."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from app.desktop.display import Display
from app.errors import Message, says
from app.library.diff import Difference, Kind
from app.library.records import DraftState
from app.names import day_in_words
from app.services.library_views import VersionState

VERSION_STATES: Mapping[VersionState, Message] = MappingProxyType(
    {
        VersionState.IN_FORCE: says("in gebruik"),
        VersionState.LATER: says("later"),
        VersionState.REPLACED: says("vervangen"),
        VersionState.RETIRED: says("ingetrokken"),
    }
)

DRAFT_STATES: Mapping[DraftState, Message] = MappingProxyType(
    {
        DraftState.DRAFT: says("concept"),
        DraftState.IN_REVIEW: says("ter beoordeling"),
        DraftState.PUBLISHED: says("gepubliceerd"),
        DraftState.DROPPED: says("weggelegd"),
    }
)

PROPERTIES: Mapping[str, Message] = MappingProxyType(
    {
        "type": says("Soort"),
        "kind": says("Soort"),
        "number": says("Nummer"),
        "name": says("Naam in expressies"),
        "label": says("Vraag"),
        "hint": says("Hint"),
        "guidance_hint": says("Toelichting"),
        "guidance": says("Toelichting"),
        "constraint_message": says("Melding bij een fout antwoord"),
        "warning_message": says("Vraag bij een onwaarschijnlijk antwoord"),
        "item_label": says("Kop van elk deel"),
        "required": says("Verplicht als"),
        "relevant": says("Alleen vragen als"),
        "constraint": says("Het antwoord moet voldoen aan"),
        "warning": says("Waarschuw als"),
        "calculation": says("Berekening"),
        "choice_filter": says("Alleen keuzes waarvoor"),
        "repeat_count": says("Hoe vaak"),
        "default": says("Beginwaarde"),
        "trigger": says("Vul opnieuw in na"),
        "parameters": says("Instelling"),
        "settings": says("Instelling"),
        "languages": says("Talen"),
        "required_message": says("Melding als het antwoord ontbreekt"),
        "source": says("Bestand met keuzes"),
        "list_name": says("Keuzelijst"),
        "media": says("Beeld of geluid"),
        "columns": says("Kolom"),
        "other": says("Kolom"),
        "appearance": says("Weergave"),
        "topic": says("Onderwerp"),
        "read_only": says("Alleen lezen"),
        "sensitive": says("Gevoelig"),
        "non_answers": says("Ook mogelijk"),
        "title": says("Titel"),
        "notice": says("Opmerking vooraf"),
        "version": says("Versie"),
    }
)
"""What the properties of the file are called; others are shown by their own name."""

LIST_OF_CHOICES = says("Keuzelijst")

KINDS: Mapping[str, Message] = MappingProxyType(
    {
        "text": says("Korte tekst"),
        "narrative": says("Vrij verhaal"),
        "integer": says("Geheel getal"),
        "decimal": says("Getal met decimalen"),
        "date": says("Datum"),
        "time": says("Tijd"),
        "datetime": says("Datum en tijd"),
        "partial_date": says("Datum, zo ver als bekend"),
        "select_one": says("Eén keuze"),
        "select_multiple": says("Een of meer keuzes"),
        "range": says("Getal op een schaal"),
        "rank": says("Keuzes op volgorde"),
        "barcode": says("Streepjescode"),
        "hidden": says("Verborgen waarde"),
        "country": says("Land"),
        "language": says("Taal"),
        "image": says("Afbeelding"),
        "audio": says("Geluidsopname"),
        "video": says("Video"),
        "file": says("Bestand"),
        "instruction": says("Uitleg die wordt bevestigd"),
        "acknowledge": says("Bevestiging"),
        "note": says("Tekst zonder antwoord"),
        "calculate": says("Berekening zonder vraag"),
        "group": says("Onderdeel"),
        "repeat": says("Onderdeel dat vaker voorkomt"),
    }
)
"""What the kinds of the file are called; others are shown by their own name."""

_DIFFERENCES: Mapping[Kind, Message] = MappingProxyType(
    {
        Kind.ADDED: says("Toegevoegd"),
        Kind.REMOVED: says("Verwijderd"),
        Kind.MOVED: says("Verplaatst"),
        Kind.CHANGED: says("Gewijzigd"),
    }
)


def property_name(what: str, language: str, display: Display) -> str:
    """Give the name of a property, with the language of its text."""
    first, _, key = what.partition(" ")
    name = display.text(PROPERTIES.get(first, Message(first)))
    name = f"{name}: {key}" if key else name
    return f"{name} ({language})" if language else name


def difference_heading(one: Difference, display: Display) -> str:
    """Give what happened to what: the kind of change, then number and words of the item."""
    words = " ".join(part for part in (one.number, display.show(one.label) or one.name) if part)
    return display.text(says("{what}: {item}", what=_DIFFERENCES[one.kind], item=words))


def days_in_words(begins: date | None, ends: date | None, language: str) -> Message:
    """Say on which days a new hearing may take a version; the first of all days is no day at all."""

    def words(day: date | None) -> str:
        return day_in_words(day, language) if day is not None and day.year > 1 else "–"

    return says("Eerste dag: {begins}. Laatste dag: {ends}.", begins=words(begins), ends=words(ends))
