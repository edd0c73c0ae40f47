# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A team lead who writes no code makes questions in the window, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QPushButton

from app.i18n import Texts
from app.questionnaire.model import Question, Questionnaire, Repeat, walk
from app.questionnaire.read_yaml import read_questionnaire
from app.services.library_views import DraftView
from tests.stories.conftest import QUESTIONNAIRE, Office, Program, Start
from tests.workplace import NAME, PASSPHRASE

LEAD, THEIRS = "teamleider A", "de zin van een teamleider"
LIBRARY = "library"


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Office:
    """Give an office with a team lead."""
    office = Office(tmp_path, qapp)
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add(LEAD, THEIRS, ["team_lead"])
    desk.lock()
    return office


@pytest.fixture
def program(start: Start) -> Program:
    """Give the program with a draft of the questionnaire open."""
    program = start()
    program.enter_as(LEAD, THEIRS, LIBRARY)
    program.typist.press("Ctrl+N")
    return program


def fill(program: Program, field: str, words: str) -> None:
    program.typist.tab_to(field)
    program.typist.press("Ctrl+A")
    program.typist.type(words)
    program.typist.rest()


def press(program: Program, button: str) -> None:
    program.typist.tab_to(button)
    program.typist.press("Space")


def draft(program: Program, office: Office) -> DraftView:
    program.close()
    desk = office.entrance().unlock(LEAD, THEIRS)
    try:
        assert desk.library is not None
        (one,) = desk.library.drafts()
        return desk.library.draft(one.draft_id)
    finally:
        desk.lock()


def source(program: Program, office: Office) -> str:
    program.close()
    desk = office.entrance().unlock(LEAD, THEIRS)
    try:
        assert desk.library is not None
        (one,) = desk.library.drafts()
        return desk.library._draft(one.draft_id).latest.source
    finally:
        desk.lock()


def compiled(program: Program, office: Office) -> Questionnaire:
    return read_questionnaire(source(program, office), "proef")


def named(questionnaire: Questionnaire, name: str) -> Question | Repeat:
    found = next(one for one in walk(questionnaire.children) if one.name == name)
    assert isinstance(found, (Question, Repeat))
    return found


def tabs(program: Program) -> list[str]:
    found = program.typist.window.findChildren(QPushButton)
    return [one.text() for one in found if one.isVisible()]


def test_a_question_with_a_condition_a_soft_check_and_its_sentence(program: Program, office: Office) -> None:
    program.typist.press("Down", "Down")
    press(program, "Vraag erbij")
    fill(program, "Vraag (nl)", "Hoe lang woonde u daar?")
    fill(program, "Vraag (en)", "How long did you live there?")
    fill(program, "Alleen vragen als", "${age} > 3\nand ${place} != ''")
    fill(program, "Waarschuw als", "string-length(.) > 40")
    assert "Problemen (1)" in tabs(program), "a warning without a sentence is told"
    fill(program, "Vraag bij een onwaarschijnlijk antwoord (nl)", "Klopt dat?")
    fill(program, "Vraag bij een onwaarschijnlijk antwoord (en)", "Is that right?")
    assert "Problemen (0)" in tabs(program)
    made = named(compiled(program, office), "vraag_1")
    assert isinstance(made, Question)
    assert made.number == "A1.2a"
    assert made.relevant is not None
    assert made.relevant.text == "${age} > 3\nand ${place} != ''"


def test_a_repeat_as_often_as_an_answer_says_with_a_calculation(program: Program, office: Office) -> None:
    program.typist.press("Down", "Down")
    press(program, "Herhaling erbij")
    fill(program, "Hoe vaak", "${age}")
    press(program, "Vraag erbij")
    program.typist.tab_to("Soort")
    program.typist.type("Berek")
    fill(program, "Berekening", "position(..) + 1")
    assert "Problemen (0)" in tabs(program)
    whole = compiled(program, office)
    repeat = named(whole, "herhaling_1")
    assert isinstance(repeat, Repeat)
    assert [one.name for one in repeat.children] == ["vraag_1"]
    assert repeat.repeat_count is not None
    assert repeat.repeat_count.text == "${age}"


def test_choices_that_depend_on_an_earlier_choice(program: Program, office: Office) -> None:
    program.typist.press(*["Down"] * 5)
    press(program, "Vraag erbij")
    program.typist.tab_to("Soort")
    program.typist.type("Eén")
    program.typist.tab_to("Keuzelijst")
    program.typist.press("Ctrl+A")
    program.typist.type("reden")
    program.typist.rest()
    press(program, "Keuze erbij")
    program.typist.tab_to("Naam van een kolom")
    program.typist.type("bij")
    program.typist.press("Return")
    program.typist.type("yes")
    program.typist.press("Return")
    fill(program, "Alleen keuzes waarvoor", "bij = ${has_children}")
    assert "Problemen (0)" in tabs(program)
    (choice,) = compiled(program, office).choices["reden"]
    assert (dict(choice.columns), choice.label.get("nl")) == ({"bij": "yes"}, "Nieuwe keuze")


def test_a_third_language_is_added_and_every_text_has_a_field_for_it(
    program: Program, office: Office
) -> None:
    press(program, "Algemeen")
    fill(program, "Talen van de vragen", "nl, en, ti")
    program.typist.press("Return")
    program.typist.settle()
    assert any(one.startswith("Problemen (") and one != "Problemen (0)" for one in tabs(program))
    fill(program, "Titel (ti)", "ፈተነ")
    program.typist.tab_to_beginning_with("Vragen (")
    program.typist.press("Space")
    fill(program, "Vraag (ti)", "ውልቀሰብ")
    fill(program, "Vraag (nl)", "De persoon")
    kept = draft(program, office)
    assert kept.languages == ("nl", "en", "ti")
    label = dict(kept.items[0].texts)["label"]
    assert dict(label) == {"nl": "De persoon", "en": "Person", "ti": "ውልቀሰብ"}
    assert dict(kept.head)["title"] == Texts.of({"nl": "Proef", "en": "Trial", "ti": "ፈተነ"})


def test_a_problem_leads_to_its_question(program: Program) -> None:
    program.typist.press(*["Down"] * 3)
    fill(program, "Berekening", "1 +")
    fill(program, "Verplicht als", "${nergens}")
    program.typist.tab_to("Vragen")
    program.typist.press("Home")
    program.typist.tab_to_beginning_with("Problemen (")
    program.typist.press("Space")
    program.typist.tab_to_beginning_with("A1.3 Wanneer vertrok u?")
    program.typist.press("Return")
    program.typist.tab_to("Verplicht als")
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    assert field.toPlainText() == "${nergens}"


def test_of_two_questions_with_one_name_the_one_shown_is_changed(start: Start, office: Office) -> None:
    twins = QUESTIONNAIRE.replace("name: rest,", "name: place,").replace("id: proef", "id: dubbel")
    office.chosen = "dubbel.yaml"
    (office.folder / office.chosen).write_text(twins, encoding="utf-8")
    program = start()
    program.enter_as(LEAD, THEIRS, LIBRARY)
    program.typist.press("Ctrl+O")
    program.typist.settle()
    program.typist.press("End")
    fill(program, "Vraag (nl)", "Nog iets?")
    fill(program, "Alleen vragen als", "${place} != ''")
    assert "„${place}” kan meer vragen zijn: /end/place, /person/place." in program.words()
    fill(program, "Naam in expressies", "slot")
    program.typist.press("Return")
    program.typist.settle()
    assert "Problemen (0)" in tabs(program)
    whole = compiled(program, office)
    texts = {one.name: one.label.get("nl") for one in walk(whole.children)}
    assert (texts["place"], texts["slot"]) == ("Waar woonde u?", "Nog iets?")
    relevant = named(whole, "slot").relevant
    assert relevant is not None
    assert relevant.text == "${place} != ''"


def test_a_name_that_is_there_already_is_refused_with_a_sentence(program: Program) -> None:
    program.typist.press("Down")
    fill(program, "Naam in expressies", "rest")
    program.typist.press("Return")
    program.typist.settle()
    assert "De naam „rest” is al in gebruik (A3.1)." in program.typist.window.banner_sentence()
