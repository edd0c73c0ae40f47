# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An administrator at the keyboard, and colleagues who see the rooms of their roles and no others."""

from PySide6.QtWidgets import QPushButton

from app.desktop.room_names import PEOPLE, SIGNAL_DESK, UNLOCK, WORKLIST
from tests.stories.conftest import Office, Program, Start
from tests.workplace import NAME, PASSPHRASE

SECOND = "collega 0388"
THEIRS = "de zin van een collega"


def tabs(program: Program) -> list[str]:
    """Give the doors that the bar shows."""
    doors = {"Werklijst", "Signalen", "Medewerkers", "Oefenen"}
    found = program.typist.window.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible() and one.text() in doors]


def add(program: Program, *roles: str, name: str = SECOND) -> None:
    """Add somebody from the room of the people, by keys."""
    program.typist.press("Ctrl+N")
    program.typist.type(name)
    program.typist.tab_to("Wachtzin")
    program.typist.type(THEIRS)
    program.typist.tab_to("Wachtzin nog een keer")
    program.typist.type(THEIRS)
    for role in roles:
        program.typist.tab_to(role)
        program.typist.press("Space")
    program.typist.tab_to("Voeg toe")
    program.typist.press("Space")


def people(start: Start) -> Program:
    program = start()
    program.unlock()
    program.typist.press("Ctrl+3")
    program.typist.wait_for(PEOPLE)
    return program


def test_who_made_the_vault_sees_every_room(start: Start) -> None:
    program = people(start)
    assert tabs(program) == ["Werklijst", "Signalen", "Medewerkers", "Oefenen"]
    assert NAME in program.words()


def test_somebody_is_added_and_sees_the_rooms_of_the_role(start: Start, office: Office) -> None:
    program = people(start)
    add(program, "signaalcoördinator")
    assert f"{SECOND}\nsignaalcoördinator" in program.words()
    program.typist.press("Ctrl+L")
    program.enter_as(SECOND, THEIRS, SIGNAL_DESK)
    assert tabs(program) == ["Signalen"]
    program.typist.press("Ctrl+1")
    assert program.typist.window.front() is program.typist.window.room(SIGNAL_DESK)


def test_an_administrator_alone_opens_no_content(start: Start) -> None:
    program = people(start)
    add(program, "beheerder")
    program.typist.press("Ctrl+L")
    program.enter_as(SECOND, THEIRS, PEOPLE)
    assert tabs(program) == ["Medewerkers"]
    add(program, "hoormedewerker", name="collega 0399")
    assert "wacht op een sleutel" in program.words()


def test_a_colleague_with_the_key_lets_in_who_waits(start: Start) -> None:
    program = people(start)
    add(program, "beheerder")
    program.typist.press("Ctrl+L")
    program.enter_as(SECOND, THEIRS, PEOPLE)
    add(program, "hoormedewerker", name="collega 0399")
    program.typist.press("Ctrl+L")
    program.typist.wait_for(UNLOCK)
    program.enter_as(NAME, PASSPHRASE, WORKLIST)
    assert "collega 0399 heeft nu toegang." in program.typist.window.banner_sentence()
    program.typist.press("Ctrl+L")
    program.enter_as("collega 0399", THEIRS, WORKLIST)
    assert tabs(program) == ["Werklijst", "Signalen"]


def test_passphrases_that_differ_are_told_and_nobody_is_added(start: Start) -> None:
    program = people(start)
    program.typist.press("Ctrl+N")
    program.typist.type(SECOND)
    program.typist.tab_to("Wachtzin")
    program.typist.type(THEIRS)
    program.typist.tab_to("Voeg toe")
    program.typist.press("Space")
    assert "De twee wachtzinnen zijn niet gelijk." in program.words()
    assert SECOND not in program.words()


def test_the_last_administrator_is_told_why_nothing_happens(start: Start) -> None:
    program = people(start)
    program.typist.tab_to(f"{NAME}, beheerder, hoormedewerker, signaalcoördinator, teamleider, trainer")
    program.typist.press("Return")
    program.typist.tab_to("Verwijder")
    program.typist.press("Space", "Tab", "Return")
    assert "is de laatste beheerder. Maak eerst iemand anders beheerder." in program.words()
    assert NAME in program.words()
