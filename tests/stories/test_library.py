# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Team lead A changes a questionnaire and B approves it, by keys alone; hearings keep their version."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPushButton

from app.desktop.room_names import LIBRARY, TRIAL, WORKLIST
from app.questionnaire.formats.markdown import read_markdown
from app.workbooks import write_excel
from tests.stories.conftest import Office, Program, Start
from tests.workplace import NAME, PASSPHRASE

LEAD, OTHER_LEAD = "teamleider A", "teamleider B"
THEIRS = "de zin van een teamleider"
NEW_WORDS = "Waar kwam u vandaan?"


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Office:
    """Give an office with two team leads."""
    office = Office(tmp_path, qapp)
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    for lead in (LEAD, OTHER_LEAD):
        desk.people.add(lead, THEIRS, ["team_lead"])
    desk.lock()
    return office


def lead(program: Program, name: str) -> None:
    program.enter_as(name, THEIRS, LIBRARY)


def drafted(program: Program) -> None:
    """Begin a draft and give the first question other words."""
    typist = program.typist
    typist.press("Ctrl+N")
    typist.press("Down")
    typist.tab_to("Vraag (nl)")
    typist.press("Ctrl+A")
    typist.type(NEW_WORDS)
    typist.rest()


def offered(program: Program) -> None:
    typist = program.typist
    typist.tab_to("Eerste dag")
    typist.type("2026-11-23")
    typist.press("Ctrl+Return")


def locked(program: Program) -> None:
    program.typist.press("Ctrl+L")


def questionnaires(program: Program) -> str:
    """Give what the status line says of the questionnaire."""
    found = (one.text() for one in program.typist.window.findChildren(QLabel) if one.isVisible())
    return next(text for text in found if text.startswith("proef "))


def test_one_hearing_stays_on_the_old_version_and_the_next_takes_the_new_one(start: Start) -> None:
    program = start()
    program.unlock()
    program.begin()
    assert questionnaires(program) == "proef 1.0.0"
    locked(program)
    lead(program, LEAD)
    drafted(program)
    offered(program)
    assert "ter beoordeling" in program.words()
    locked(program)
    lead(program, OTHER_LEAD)
    program.typist.tab_to_beginning_with("Proef 1.1.0")
    program.typist.press("Return")
    words = program.words()
    assert "Waar woonde u?" in words
    assert NEW_WORDS in words
    assert "Lopende gehoren houden de versie waarmee zij begonnen." in words
    assert "Andere woorden: in nieuwe gehoren is het anders gevraagd" in words
    assert "Eerste dag: 23 november 2026." in words
    program.typist.press("Ctrl+Shift+G")
    assert "proef versie 1.1.0 is gepubliceerd" in program.typist.window.banner_sentence()
    locked(program)
    program.enter_as(NAME, PASSPHRASE, WORKLIST)
    program.go_on()
    assert questionnaires(program) == "proef 1.0.0"
    program.typist.press("Ctrl+1")
    program.typist.wait_for(WORKLIST)
    program.begin()
    assert questionnaires(program) == "proef 1.1.0"
    assert NEW_WORDS in program.words()


def test_an_author_sees_what_is_wrong_while_typing(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    program.typist.press("Ctrl+N")
    program.typist.press("Down", "Down")
    program.typist.tab_to("Alleen vragen als")
    program.typist.type("${nergens} = 1")
    program.typist.rest()
    assert "nergens" in program.words()
    assert "Problemen (1)" in buttons(program)


def buttons(program: Program) -> list[str]:
    found = program.typist.window.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible()]


def test_nobody_approves_alone(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    drafted(program)
    offered(program)
    program.typist.press("Ctrl+Shift+G")
    assert "U kunt uw eigen werk niet goedkeuren." in program.typist.window.banner_sentence()


def test_a_draft_is_tried_in_the_hearing_room_and_nothing_of_it_is_kept(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    drafted(program)
    program.typist.press("Ctrl+Shift+P")
    program.typist.wait_for(TRIAL)
    assert NEW_WORDS in program.words()
    assert "VOORBEELD" in program.words()
    program.typist.type("een antwoord")
    program.typist.press("F5", "Ctrl+5")
    program.typist.wait_for(LIBRARY)
    locked(program)
    program.enter_as(NAME, PASSPHRASE, WORKLIST)
    assert "000.000.0000" not in program.words()


def test_a_question_is_added_moved_and_taken_out(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    typist = program.typist
    typist.press("Ctrl+N", "Down")
    for press, differences in (("Vraag erbij", 2), ("Omhoog", 2), ("Haal weg", 1)):
        typist.tab_to(press)
        typist.press("Space")
        assert f"Verschillen ({differences})" in buttons(program)


def test_a_choice_is_added_and_named_in_both_languages(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    typist = program.typist
    typist.press("Ctrl+N", *["Down"] * 5)
    assert "Keuzelijst yes_no" in program.words()
    assert "Deze lijst hoort bij: A1.5." in program.words()
    typist.tab_to("Keuze erbij")
    typist.press("Space")
    typist.type("Weet ik niet")
    typist.press("Return")
    typist.rest()
    assert "Weet ik niet" in differences(program)
    assert "Nieuwe keuze" not in differences(program)


def test_the_kind_of_a_question_is_chosen_by_its_name(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    typist = program.typist
    typist.press("Ctrl+N", "Down")
    typist.tab_to("Soort")
    typist.press("Down")
    typist.rest()
    assert "narrative" in differences(program)


def test_a_question_gets_another_name_wherever_it_is_named(start: Start, office: Office) -> None:
    program = start()
    lead(program, LEAD)
    typist = program.typist
    typist.press("Ctrl+N", *["Down"] * 5)
    typist.tab_to("Naam in expressies")
    typist.press("Ctrl+A")
    typist.type("has_offspring")
    typist.press("Return")
    typist.rest()
    assert "Problemen (0)" in buttons(program)
    assert "${has_offspring} = 'yes'" in differences(program)


def test_the_title_is_changed_in_both_languages(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    typist = program.typist
    typist.press("Ctrl+N")
    typist.tab_to("Algemeen")
    typist.press("Space")
    typist.tab_to("Titel (nl)")
    typist.press("Ctrl+A")
    typist.type("Tweede proef")
    typist.rest()
    assert "Tweede proef" in differences(program)


def test_a_catalogue_is_read_whole_and_says_that_it_is_illustrative(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    program.typist.tab_to_beginning_with("ILL-VS")
    program.typist.press("Return")
    words = program.words()
    assert "Illustratief" in words
    assert "Gaf leiding bij gewapende acties" in words


def test_days_half_filled_in_come_back_after_a_lock(start: Start) -> None:
    program = start()
    lead(program, LEAD)
    drafted(program)
    program.typist.tab_to("Eerste dag")
    program.typist.type("2026-12")
    locked(program)
    lead(program, LEAD)
    program.typist.settle()
    program.typist.tab_to_beginning_with("Proef 1.1.0")
    program.typist.press("Return")
    program.typist.tab_to("Eerste dag")
    field = QApplication.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == "2026-12"


def differences(program: Program) -> str:
    """Give the words of the tab with differences."""
    program.typist.tab_to_beginning_with("Verschillen (")
    program.typist.press("Space")
    return program.words()


def test_a_file_that_is_no_version_is_refused_at_the_door(start: Start, office: Office) -> None:
    (office.folder / "gekozen.json").write_bytes(b"{}")
    program = start()
    lead(program, LEAD)
    program.typist.press("Ctrl+O")
    assert "is beschadigd" in program.typist.window.banner_sentence()


BOOK = """| survey |
| | type | name | label::Nederlands (nl) | label::English (en) |
| | begin_group | s | Deel | Part |
| | select_one_from_file plaatsen.csv | place | In welke plaats? | In which place? |
| | end_group | | | |
| settings |
| | form_id | version | form_title | default_language |
| | plaatsen | 1.0.0 | Plaatsenlijst | Nederlands (nl) |
"""


def test_a_workbook_with_a_file_of_choices_is_taken_in_and_tried(start: Start, office: Office) -> None:
    office.chosen = "plaatsen.xlsx"
    grid = {sheet.name: sheet.rows for sheet in read_markdown(BOOK)}
    (office.folder / office.chosen).write_bytes(write_excel(grid))
    program = start()
    lead(program, LEAD)
    program.typist.press("Ctrl+O")
    assert "neemt keuzes uit plaatsen.csv" in program.typist.window.banner_sentence()
    (office.folder / "plaatsen.csv").write_text("name,label\nasm,Asmara\nkhr,Khartoem\n", encoding="utf-8")
    program.typist.press("Ctrl+O")
    program.typist.settle()
    assert "plaatsen versie 1.0.0 staat klaar als concept" in program.typist.window.banner_sentence()
    (office.folder / "plaatsen.csv").unlink()
    program.typist.press("Ctrl+Shift+P")
    program.typist.wait_for(TRIAL)
    program.typist.settle()
    offered = [one.text() for one in program.typist.window.findChildren(QAbstractButton) if one.isVisible()]
    assert any("Khartoem" in text for text in offered)
