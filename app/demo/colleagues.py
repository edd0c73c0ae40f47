# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Shows the rooms of the demo's other colleagues, with keys alone."""

from collections.abc import Callable

from app.bootstrap import DEMO_PASSPHRASE
from app.demo.office import TEAM_LEAD, TRAINEE, TRAINER
from app.demo.typist import Typist
from app.desktop.room_names import LIBRARY, PEOPLE, PRACTICE, PRACTICE_HEARING, TRIAL
from app.errors import says

Picture = Callable[[str], None]

_GROUP = says("Groep")
_SHOW_GROUP = says("Toon de groep")
_LITERAL = says("Letterlijke woorden")
_LEADING = says("leiding")
_AT_THE_DOOR = says("Ze stonden bij mij aan de deur.")
_OTHER_VARIANT = says("Zet de andere variant ernaast")


def show_colleagues(typist: Typist, picture: Picture) -> None:
    """Let a team lead, a trainee and a trainer in, one after the other, and picture their rooms."""
    _team_lead(typist, picture)
    _trainee(typist, picture)
    _trainer(typist, picture)


def _team_lead(typist: Typist, picture: Picture) -> None:
    typist.press("Ctrl+L")
    typist.enter_as(TEAM_LEAD, DEMO_PASSPHRASE, LIBRARY)
    picture("vragenlijsten")
    typist.press("Ctrl+N", "Down", "Down")
    picture("concept")
    typist.press("Ctrl+Shift+P")
    typist.wait_for(TRIAL)
    picture("voorbeeld")
    typist.press("Ctrl+5")
    typist.wait_for(LIBRARY)
    typist.tab_to_beginning_with("Nader gehoor 1.2.0")
    typist.press("Down", "Return")
    picture("beoordeling")
    typist.tab_to_beginning_with("Nader gehoor 1.0.0")
    typist.press("Down", "Down", "Return")
    picture("versie")
    typist.tab_to_beginning_with("ILL-VS")
    typist.press("Return")
    picture("catalogus")
    typist.press("Ctrl+3")
    typist.wait_for(PEOPLE)
    picture("medewerkers")


def _trainee(typist: Typist, picture: Picture) -> None:
    typist.press("Ctrl+L")
    typist.enter_as(TRAINEE, DEMO_PASSPHRASE, PRACTICE)
    picture("oefenen")
    typist.press("Ctrl+N")
    typist.wait_for(PRACTICE_HEARING)
    typist.press("Ctrl+PgDown", "Ctrl+PgDown")
    picture("oefengehoor")
    _note(typist, typist.window.display.text(_LEADING))
    typist.press("Ctrl+Shift+W")
    typist.wait_for(PRACTICE)
    picture("oefening-afronden")
    typist.press("Ctrl+Return")
    picture("nabespreking")
    typist.press("Ctrl+E")
    typist.tab_to_beginning_with(f"SC-01 De nachtdienst, {TRAINEE}")
    typist.press("Down", "Return")
    typist.tab_to(typist.window.display.text(_OTHER_VARIANT))
    typist.press("Space")
    picture("paar")


def _note(typist: Typist, indicator: str) -> None:
    """Note what the persona says at the question one is at, under an indicator found by its name."""
    display = typist.window.display
    typist.press("F9")
    typist.type(indicator)
    typist.press("Down", "Down", "Return")
    typist.tab_to(display.text(_LITERAL))
    typist.type(display.text(_AT_THE_DOOR))
    typist.press("Ctrl+S", "F9")


def _trainer(typist: Typist, picture: Picture) -> None:
    typist.press("Ctrl+L")
    typist.enter_as(TRAINER, DEMO_PASSPHRASE, LIBRARY)
    typist.press("Ctrl+4")
    typist.wait_for(PRACTICE)
    typist.tab_to(typist.window.display.text(_GROUP))
    typist.press("Down")
    typist.tab_to(typist.window.display.text(_SHOW_GROUP))
    typist.press("Space")
    picture("groep")
