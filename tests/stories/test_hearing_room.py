# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an interviewer does in the hearing room, and what is in the vault afterwards."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from app.desktop.room_names import CLOSING, HEARING_ROOM, UNLOCK, WORKLIST
from app.hearing.records import AnswerRevised
from app.questionnaire.values import NonAnswer, PartialDate
from app.vault.audit import Act
from tests.stories.conftest import Office, Program

Start = Callable[[], Program]


def test_an_answer_is_kept_and_moves_the_outline(at_work: Program, office: Office) -> None:
    assert "0/5" in at_work.words()
    at_work.typist.type("In Barentu.")
    at_work.typist.press("F5")
    assert at_work.question.number == "A1.2"
    assert "1/5" in at_work.words()
    at_work.close()
    assert office.kept("place").value == "In Barentu."


def test_words_that_were_never_given_as_an_answer_come_back(at_work: Program, start: Start) -> None:
    at_work.typist.type("In Baren")
    at_work.typist.rest()
    at_work.close()
    again = start()
    again.unlock()
    again.go_on()
    assert again.question.number == "A1.1"
    again.typist.type("tu.")
    again.typist.press("F5")
    again.typist.press("Shift+F5")
    assert again.question.value == "In Barentu."


def test_a_lock_takes_the_words_off_the_screen_and_brings_them_back(at_work: Program) -> None:
    at_work.typist.type("Bij mijn oom")
    at_work.typist.press("Ctrl+L")
    at_work.typist.wait_for(UNLOCK)
    assert "Y. A." not in at_work.words()
    at_work.unlock()
    at_work.go_on()
    assert at_work.question.draft == "Bij mijn oom"


@pytest.mark.parametrize(
    ("key", "code", "words"),
    [
        ("Alt+1", NonAnswer.UNKNOWN, "Weet het niet"),
        ("Alt+2", NonAnswer.REFUSED, "Wil het niet zeggen"),
        ("Alt+3", NonAnswer.NOT_APPLICABLE, "Niet van toepassing"),
    ],
)
def test_no_answer_is_an_answer_too(
    at_work: Program, office: Office, key: str, code: NonAnswer, words: str
) -> None:
    at_work.typist.press(key)
    assert at_work.question.number == "A1.2"
    assert words in at_work.words()
    at_work.close()
    assert office.kept("place").value is code


def test_words_in_the_field_are_not_thrown_away_by_a_slip_of_the_key(at_work: Program) -> None:
    at_work.typist.type("Ik woonde")
    at_work.typist.press("Alt+1")
    assert at_work.question.number == "A1.1"
    assert "Maak het veld leeg" in at_work.problem()
    assert at_work.question.value is None


def test_an_answer_that_is_changed_says_so_and_the_first_one_stays_on_record(
    at_work: Program, office: Office
) -> None:
    at_work.typist.type("In Barentu.")
    at_work.typist.press("F5", "Shift+F5", "Ctrl+A")
    at_work.typist.type("In Kassala.")
    at_work.typist.press("F5")
    assert "herzien" in at_work.words()
    at_work.close()
    kept = office.kept("place")
    assert kept.value == "In Kassala."
    assert kept.revisions == 2
    desk = office.desk()
    try:
        hearing = desk.conduct.hearing().hearing_id
        with desk.vault.dossiers(Act("read", "hearing", hearing)) as work:
            said = [record.plain for record in work.hearing(hearing) if isinstance(record, AnswerRevised)]
    finally:
        desk.lock()
    assert said == ["In Barentu.", "In Kassala."]


@pytest.mark.parametrize(
    ("number", "name", "typed", "told"),
    [
        ("A1.2", "age", "dertig", "„dertig” is geen heel getal. Typ alleen cijfers, zoals 12."),
        ("A1.3", "left", "vorig jaar", "„vorig jaar” is geen datum."),
        ("A1.4", "land", "Atlantis", "„Atlantis” is geen land. Kies een land uit de lijst."),
    ],
)
def test_what_is_no_answer_is_told_and_kept_as_it_was_typed(
    at_work: Program, office: Office, number: str, name: str, typed: str, told: str
) -> None:
    at_work.go_to(number)
    at_work.typist.type(typed)
    at_work.typist.press("F5")
    assert at_work.question.number == number
    assert told in at_work.problem()
    at_work.typist.rest()
    at_work.close()
    kept = office.kept(name)
    assert (kept.value, kept.draft) == (None, typed)


def test_an_answer_outside_its_bounds_is_kept_and_told(at_work: Program, office: Office) -> None:
    at_work.go_to("A1.2")
    at_work.typist.type("130")
    at_work.typist.press("F5")
    assert "Vul hoogstens 120 in." in at_work.words()
    at_work.typist.press("Ctrl+Shift+W")
    at_work.typist.wait_for(CLOSING)
    assert "Antwoorden die niet kloppen met de vragenlijst" in at_work.words().replace(
        "ANTWOORDEN", "Antwoorden"
    )
    at_work.close()
    assert office.kept("age").value == 130


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [("2019", "2019"), ("mei 2019", "2019-05"), ("12-3-2019", "2019-03-12"), ("± 2018", "2018~")],
)
def test_a_date_is_taken_as_far_as_it_is_known(at_work: Program, typed: str, edtf: str) -> None:
    at_work.go_to("A1.3")
    at_work.typist.type(typed)
    at_work.typist.press("F5", "Shift+F5")
    assert at_work.question.value == PartialDate(edtf)


def test_a_section_appears_when_an_answer_calls_for_it(at_work: Program) -> None:
    assert "Gezin" not in at_work.words()
    at_work.go_to("A1.5")
    at_work.typist.press("1", "F5")
    assert "Gezin" in at_work.words()
    at_work.go_to("A1.5")
    at_work.typist.press("2", "F5")
    assert "Gezin" not in at_work.words()


def test_one_more_is_added_named_after_its_answer_and_taken_off_the_list(at_work: Program) -> None:
    at_work.go_to("A1.5")
    at_work.typist.press("1", "F5", "Ctrl++")
    at_work.typist.type("Sara")
    at_work.typist.press("Ctrl++")
    at_work.typist.type("Dawit")
    at_work.typist.press("F5")
    at_work.go_to("A2.2")
    assert "Kind Sara" in at_work.words()
    assert "Kind Dawit" in at_work.words()
    at_work.typist.press("Ctrl+Shift+Del")
    assert "Wat is geantwoord blijft in het dossier bewaard." in at_work.words()
    at_work.typist.press("Return")
    assert "1  Kind Sara" in at_work.words(), "Enter alone takes nothing away"
    at_work.typist.press("Ctrl+Shift+Del", "Tab", "Return")
    assert [line for line in at_work.words().splitlines() if "Kind " in line] == ["1  Kind Dawit"]


def test_an_own_question_and_remarks_stand_with_the_answer(at_work: Program, office: Office) -> None:
    at_work.typist.type("In Barentu.")
    at_work.typist.press("Ctrl+Return")
    at_work.typist.type("Met wie?")
    at_work.typist.press("Return")
    at_work.typist.type("Met mijn oom.")
    at_work.typist.press("Ctrl+Shift+T")
    at_work.typist.type("Oom kan ook buurman zijn.")
    at_work.typist.press("Ctrl+Shift+R")
    at_work.typist.type("Vraagt om water.")
    at_work.typist.press("F5")
    at_work.close()
    kept = office.kept("place")
    assert kept.value == "In Barentu."
    assert [(one.question, one.answer) for one in kept.follow_ups] == [("Met wie?", "Met mijn oom.")]
    assert {remark.text for remark in kept.remarks} == {"Oom kan ook buurman zijn.", "Vraagt om water."}


def test_guidance_is_put_away_and_brought_back_with_its_key(at_work: Program) -> None:
    assert "Val niet in de rede." in at_work.words()
    at_work.typist.press("F2")
    assert "Val niet in de rede." not in at_work.words()
    at_work.typist.press("F2")
    assert "Val niet in de rede." in at_work.words()


def test_a_break_is_told_and_ended_on_the_same_key(at_work: Program) -> None:
    at_work.typist.press("F6")
    assert "F6 hervat het gehoor" in at_work.words()
    at_work.typist.press("F6")
    assert "F6 hervat het gehoor" not in at_work.words()


def test_another_language_changes_the_questions_and_not_what_was_typed(at_work: Program) -> None:
    at_work.typist.type("In Barentu.")
    at_work.typist.press("Ctrl+Shift+L")
    assert "Where did you live?" in at_work.words()
    assert "Waar woonde u?" not in at_work.words()
    at_work.typist.press("F5", "Shift+F5")
    assert at_work.question.value == "In Barentu."


def test_a_hearing_that_is_closed_can_be_read_and_not_changed(at_work: Program, office: Office) -> None:
    at_work.typist.type("In Barentu.")
    at_work.typist.press("F5", "Ctrl+Shift+W")
    at_work.typist.wait_for(CLOSING)
    at_work.typist.press("Ctrl+Return")
    assert "Gehoor gesloten" in at_work.words()
    at_work.typist.press("Ctrl+1")
    at_work.typist.wait_for(WORKLIST)
    at_work.typist.press("Return")
    at_work.typist.wait_for(HEARING_ROOM)
    assert "Dit gehoor is gesloten." in at_work.words() + at_work.typist.window.banner_sentence()
    at_work.typist.type("Meer.")
    at_work.typist.press("F5")
    at_work.close()
    assert office.kept("place").value == "In Barentu."


def test_what_is_open_at_the_end_asks_for_a_reason_and_blocks_nothing(at_work: Program) -> None:
    at_work.typist.press("Ctrl+Shift+W")
    at_work.typist.wait_for(CLOSING)
    assert "A1.1  Waar woonde u?" in at_work.words()
    at_work.typist.press("Ctrl+Return")
    assert "Schrijf op waarom het open blijft." in at_work.words() + at_work.typist.window.banner_sentence()
    at_work.typist.tab_to("Waarom blijft dit open?")
    at_work.typist.type("De aanvrager werd ziek.")
    at_work.typist.press("Ctrl+Return")
    assert "Gehoor gesloten" in at_work.words()


def test_a_number_is_kept_as_a_number(at_work: Program) -> None:
    at_work.go_to("A1.2")
    at_work.typist.type("41")
    at_work.typist.press("F5", "Shift+F5")
    assert at_work.question.value == 41
    assert not isinstance(at_work.question.value, Decimal)


def test_a_doubtful_answer_may_stand_with_a_reason(at_work: Program, office: Office) -> None:
    at_work.go_to("A1.2")
    at_work.typist.press("Ctrl+Shift+O")
    assert "Vraag na" not in at_work.words()
    at_work.typist.type("97")
    at_work.typist.press("F5")
    assert at_work.question.number == "A1.3"  # nobody is stopped
    assert "Vraag na: Is dat de leeftijd?" in at_work.words()
    at_work.typist.press("Shift+F5")
    at_work.typist.press("Ctrl+Shift+O")
    at_work.typist.type("Zo staat het in het paspoort.")
    at_work.typist.press("F5")
    assert "Nagevraagd, en blijft staan: Zo staat het in het paspoort." in at_work.words()
    at_work.close()
    assert office.kept("age").reason == "Zo staat het in het paspoort."


def test_that_a_question_was_not_asked_is_one_key(at_work: Program, office: Office) -> None:
    at_work.go_to("A1.2")
    at_work.typist.press("Alt+4")
    assert "Niet gevraagd" in at_work.words()
    at_work.typist.press("Alt+5")
    at_work.close()
    assert office.kept("age").value is NonAnswer.NOT_ASKED
    assert office.kept("left").value is NonAnswer.INTERPRETER_TROUBLE


def test_why_a_question_is_asked_is_one_key_and_goes_away_with_it(at_work: Program) -> None:
    at_work.go_to("A1.5")
    at_work.typist.type("j")
    at_work.typist.press("F5")
    at_work.go_to("A1.2")
    at_work.typist.type("130")
    at_work.typist.press("F5")
    at_work.typist.press("Shift+F5")
    at_work.typist.press("Ctrl+Shift+E")
    assert "het antwoord op A1.2 (age) voldoet niet" in at_work.words()
    assert ". <= 120 → niet waar" in at_work.words()
    at_work.typist.press("Ctrl+Shift+E")
    assert "voldoet niet" not in at_work.words()


def test_questions_stand_in_both_languages_where_that_is_wanted_also_next_time(
    at_work: Program, start: Start
) -> None:
    assert "Where did you live?" not in at_work.words()
    at_work.typist.press("Ctrl+Shift+B")
    assert {"Waar woonde u?", "Where did you live?"} <= set(at_work.words().splitlines())
    at_work.typist.press("Ctrl+Shift+L")
    assert {"Waar woonde u?", "Where did you live?"} <= set(at_work.words().splitlines())
    at_work.typist.press("Ctrl+Shift+L")
    at_work.close()
    again = start()
    again.unlock()
    again.go_on()
    assert "How old are you?" in again.words()
    again.typist.press("Ctrl+Shift+B")
    assert "How old are you?" not in again.words()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_room_is_higher_than_a_small_screen_with_the_largest_text(at_work: Program, language: str) -> None:
    window = at_work.typist.window
    window.display.set_language(language)
    window.display.set_scale(200)
    at_work.typist.settle()
    window.resize(1280, 720)
    at_work.typist.settle()
    assert (window.width(), window.height()) == (1280, 720)
    assert window.minimumSizeHint().height() <= 720
