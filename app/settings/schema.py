# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""All settings, in one schema: what each is for, what it may be, and its default."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from app.errors import Message, UserError, says
from app.i18n import LANGUAGES

THEMES = ("light", "dark", "contrast")
"""The names of the themes."""

SMALLEST, LARGEST, STEP = 80, 200, 10
"""Text size in per cent of the theme's own."""

LONGEST_IDLE = 60
"""Minutes; no setting lets the program stand open and untouched for longer."""

_LONGEST_TEXT = 1000
"""Characters; paths and names are shorter."""

Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One line of the schema.

    Attributes:
        purpose: what it is for, as a sentence.
        choices: what it may be; empty for a number, a switch or free text.
        bounds: the least and the most, for a number.
        unit: of a number, such as minutes.
        guards: whether it keeps others out, so that it falls back on its default where a policy is damaged.
        office: whether the policy alone sets it.
        remembered: whether the program writes it down by itself, so that no room offers it.
    """

    purpose: Message
    choices: tuple[str, ...] = ()
    bounds: tuple[int, int] | None = None
    unit: Message | None = None
    guards: bool = False
    office: bool = False
    remembered: bool = False


def _one(default: Value, purpose: Message, **more: Any) -> Any:
    return field(default=default, metadata={"setting": Setting(purpose, **more)})


@dataclass(frozen=True, slots=True)
class Settings:
    """The values; each field is a setting, with its default."""

    language: str = _one(LANGUAGES[0], says("De taal van het programma."), choices=LANGUAGES)
    theme: str = _one(THEMES[0], says("De kleuren van het programma."), choices=THEMES)
    scale: int = _one(
        100, says("De grootte van tekst."), bounds=(SMALLEST, LARGEST), unit=says("procent van gewoon")
    )
    both_languages: bool = _one(False, says("Of vragen in twee talen tegelijk staan."))
    idle_minutes: int = _one(
        5,
        says("Na hoeveel minuten zonder toets of muis het programma vergrendelt."),
        bounds=(1, LONGEST_IDLE),
        unit=says("minuten"),
        guards=True,
    )
    capture: bool = _one(
        False, says("Of het venster in schermafbeeldingen en opnamen mag staan."), guards=True
    )
    vault_folder: str = _one("", says("De map van de kluis. Leeg: de gewone plaats."))
    backup_folder: str = _one("", says("De map voor reservekopieën. Leeg: een map naast de kluis."))
    last_person: str = _one("", says("Wie het laatst opende; die naam staat vooraan."), remembered=True)
    backup_hours: int = _one(
        24,
        says("Hoeveel tijd na een reservekopie de volgende wordt gemaakt."),
        bounds=(1, 168),
        unit=says("uren"),
        office=True,
    )
    backup_daily: int = _one(
        7, says("Van hoeveel dagen de laatste reservekopie blijft."), bounds=(1, 366), office=True
    )
    backup_weekly: int = _one(
        4, says("Van hoeveel weken de laatste reservekopie blijft."), bounds=(0, 520), office=True
    )
    backup_monthly: int = _one(
        6, says("Van hoeveel maanden de laatste reservekopie blijft."), bounds=(0, 120), office=True
    )
    drop_folder: str = _one(
        "", says("De map waarin meldingen vertrekken. Leeg: een map naast de kluis."), office=True
    )
    classification: str = _one(
        "DEPARTEMENTAAL VERTROUWELIJK",
        says("De rubricering op het venster en op elke bladzijde."),
        office=True,
    )
    classification_basis: str = _one("", says("Het besluit waarop de rubricering rust."), office=True)


SCHEMA: Mapping[str, Setting] = {one.name: one.metadata["setting"] for one in fields(Settings)}
"""Each setting by its name, in the order in which they are shown."""

DEFAULTS: Mapping[str, Value] = {name: getattr(Settings(), name) for name in SCHEMA}
"""What each setting is when nobody says otherwise."""

_SWITCH = {"true": True, "yes": True, "ja": True, "on": True, "aan": True} | {
    "false": False,
    "no": False,
    "nee": False,
    "off": False,
    "uit": False,
}


def setting(name: str) -> Setting:
    """Give a setting by its name.

    Raises:
        UserError: there is none of that name.
    """
    if name not in SCHEMA:
        raise UserError(
            says("Instelling „{name}” bestaat niet. Kies uit: {known}.", name=name, known=", ".join(SCHEMA))
        )
    return SCHEMA[name]


def from_text(name: str, text: str) -> Value:
    """Read a value as somebody types it.

    Raises:
        UserError: there is no such setting, or it cannot be that.
    """
    setting(name)
    typed = text.strip()
    default = DEFAULTS[name]
    if isinstance(default, bool):
        if typed.casefold() not in _SWITCH:
            raise UserError(refusal(name, text))
        return _SWITCH[typed.casefold()]
    if isinstance(default, int):
        if not (typed.isascii() and typed.removeprefix("-").isdigit() and len(typed) <= len("-100000")):
            raise UserError(refusal(name, text))
        return checked(name, int(typed))
    return checked(name, typed)


def checked(name: str, value: object) -> Value:
    """Give a value that the setting may have.

    Raises:
        UserError: it may not be that.
    """
    one, default = setting(name), DEFAULTS[name]
    fits = type(value) is type(default)
    if fits and isinstance(value, str):
        fits = value in one.choices if one.choices else _plain(value)
    if fits and one.bounds is not None and isinstance(value, int):
        fits = one.bounds[0] <= value <= one.bounds[1]
    if not fits or not isinstance(value, str | int):
        raise UserError(refusal(name, value))
    return value


def refusal(name: str, value: object) -> Message:
    """Say that a setting cannot have a value, and what it can be."""
    shown = str(value)
    return says(
        "„{name}” kan niet „{value}” zijn. {range}",
        name=name,
        value=shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…",
        range=range_of(name),
    )


_SHOWN = 60


def range_of(name: str) -> Message:
    """Say what a setting may be, as a sentence."""
    one = SCHEMA[name]
    if one.choices:
        return says("Kies uit: {known}.", known=", ".join(one.choices))
    if one.bounds is not None:
        low, high = one.bounds
        return says("Een geheel getal van {low} tot en met {high}.", low=low, high=high)
    if isinstance(DEFAULTS[name], bool):
        return says("true (aan) of false (uit).")
    return says("Tekst op één regel, hoogstens {most} tekens.", most=_LONGEST_TEXT)


def _plain(text: str) -> bool:
    return len(text) <= _LONGEST_TEXT and all(letter.isprintable() for letter in text)
