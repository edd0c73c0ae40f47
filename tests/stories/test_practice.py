# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A trainee practises by keys alone, and a trainer sees what a group did."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QComboBox

from app.desktop.practice_room.hearing import PracticeHearingRoom
from app.desktop.room_names import PRACTICE, PRACTICE_HEARING
from app.services.desk import Desk
from tests.stories.conftest import Office, Program, Start
from tests.workplace import NAME, PASSPHRASE

TRAINEE = "cursist 01"
THEIRS = "de zin van een cursist"


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Office:
    """Give an office with the shipped questionnaires and one trainee."""
    office = Office(tmp_path, qapp, with_shipped=True)
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add(TRAINEE, THEIRS, ["trainee"])
    desk.lock()
    return office


def room(program: Program) -> PracticeHearingRoom:
    found = program.typist.window.room(PRACTICE_HEARING)
    assert isinstance(found, PracticeHearingRoom)
    return found


def begun(start: Start) -> Program:
    """Begin the scenario of the night shift."""
    program = start()
    program.enter_as(TRAINEE, THEIRS, PRACTICE)
    program.typist.press("Ctrl+N")
    program.typist.wait_for(PRACTICE_HEARING)
    return program


def note(program: Program, words: str, indicator: str) -> None:
    """Note words at the question one is at, with an indicator found by its name."""
    typist = program.typist
    typist.press("F9")
    typist.type(indicator)
    typist.press("Down", "Down", "Return")
    typist.tab_to("Letterlijke woorden")
    typist.type(words)
    typist.press("Ctrl+S", "F9")


def finished(program: Program, down: int = 0) -> None:
    """Go to the end, choose a route and go to the debrief."""
    typist = program.typist
    typist.press("Ctrl+Shift+W")
    typist.wait_for(PRACTICE)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    typist.press(*["Down"] * down)
    typist.press("Ctrl+Return")


def test_a_trainee_comes_into_the_practice_room_and_sees_no_other(start: Start) -> None:
    program = start()
    program.enter_as(TRAINEE, THEIRS, PRACTICE)
    assert "OEFENING" in program.words()
    assert "SC-01 De nachtdienst" in program.words()
    for keys in ("Ctrl+1", "Ctrl+2", "Ctrl+3"):
        program.typist.press(keys)
        program.typist.wait_for(PRACTICE)


def test_the_persona_answers_the_question_one_is_at(start: Start) -> None:
    program = begun(start)
    assert "OEFENING" in program.words()
    program.go_to("N2.1")
    assert room(program).persona.words().startswith("„Toen de regering viel")
    program.go_to("N1.1")
    assert room(program).persona.words().startswith("„Daar weet ik niets meer over")


def test_what_was_missed_and_what_has_no_ground_stand_in_the_debrief(start: Start, office: Office) -> None:
    program = begun(start)
    program.go_to("N2.1")
    note(program, "ze stonden bij mij aan de deur", "leiding")
    finished(program)
    words = program.words()
    missed, unfounded = words.index("Gemist"), words.index("Zonder grond")
    assert "Hij vertelt over een eigen functie" in words[missed:unfounded]
    assert "Sleutels en een lijst zijn nog geen leiding." in words[unfounded:]
    assert "ze stonden bij mij aan de deur" in words[unfounded:]
    program.typist.press("Ctrl+E")
    assert (office.folder / "bewaard.pdf").read_bytes().startswith(b"%PDF")
    assert not list((office.folder / "uitgaand").iterdir())


def test_a_practice_goes_on_after_the_program_was_closed(start: Start) -> None:
    program = begun(start)
    program.close()
    program = start()
    program.enter_as(TRAINEE, THEIRS, PRACTICE)
    program.typist.tab_to_beginning_with("SC-01 De nachtdienst, cursist 01")
    program.typist.press("Return")
    program.typist.tab_to("Ga verder met het gehoor")
    program.typist.press("Space")
    program.typist.wait_for(PRACTICE_HEARING)
    assert room(program).persona.words()


def test_a_trainer_sees_the_counts_of_a_group(start: Start) -> None:
    program = begun(start)
    finished(program, down=1)
    program.typist.press("Ctrl+L")
    program.enter_as(NAME, PASSPHRASE, "worklist")
    program.typist.press("Ctrl+4")
    program.typist.wait_for(PRACTICE)
    program.typist.tab_to("Toon de groep")
    program.typist.press("Space")
    words = program.words()
    assert "Cursisten: 1." in words
    assert "0 van 1" in words
    assert "EENS" not in words
    assert TRAINEE not in words.split("AANTAL", 1)[-1]


def test_nothing_of_practice_is_in_the_real_rooms(start: Start, office: Office) -> None:
    program = begun(start)
    program.go_to("N2.1")
    note(program, "ze stonden bij mij aan de deur", "leiding")
    program.close()
    desk: Desk = office.entrance().unlock(NAME, PASSPHRASE)
    try:
        assert desk.worklist.hearings() == ()
        assert desk.reports.notes_without_report() == ()
    finally:
        desk.lock()
