# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words from elsewhere are pasted: all of them are kept, or all are refused and told."""

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit

from app.desktop.room_names import UNLOCK
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.secret_field import SecretField
from app.questionnaire.check_value import MOST_CHARACTERS
from tests.stories.conftest import Office, Program
from tests.workplace import PASSPHRASE

LINES = [
    "Ik woonde in Barentu.",
    "Wij vertrokken te voet;",
    "de weg\tliep langs de rivier.",
    "Ruba\N{NO-BREAK SPACE}Lebka.",
]
LONG = ("\n".join(LINES) + "\r\n") * 1_200
assert len(LONG) > 100_000

Start = Callable[[], Program]


def paste(program: Program, words: str) -> None:
    QApplication.clipboard().setText(words)
    program.typist.press("Ctrl+V")


def words_of(text: str) -> list[str]:
    return text.replace("\N{NO-BREAK SPACE}", "~").split()


def test_many_lines_in_a_field_of_one_line_are_all_kept_with_spaces_between(
    at_work: Program, office: Office, start: Start
) -> None:
    paste(at_work, LONG)
    at_work.typist.press("F5")
    assert at_work.question.number == "A1.2"
    at_work.close()
    kept = office.kept("place").value
    assert isinstance(kept, str)
    assert words_of(kept) == words_of(LONG)
    assert not {"\n", "\r", "\t"} & set(kept)
    again = start()
    again.unlock()
    again.go_on()
    again.go_to("A1.1")
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert words_of(field.text()) == words_of(LONG)


def test_many_lines_in_an_account_stay_lines(at_work: Program, office: Office) -> None:
    at_work.go_to("A3.1")
    paste(at_work, LONG)
    at_work.typist.press("F5")
    at_work.close()
    assert office.kept("rest").value == LONG.replace("\r\n", "\n")


def test_a_question_of_several_lines_does_not_run_into_its_answer(at_work: Program, office: Office) -> None:
    at_work.typist.press("Ctrl+Return")
    paste(at_work, "Met wie\nging u?")
    at_work.typist.press("Return")
    paste(at_work, LONG)
    at_work.typist.rest()
    at_work.typist.press("Ctrl+L")
    at_work.unlock()
    at_work.go_on()
    at_work.typist.press("F5")
    at_work.close()
    (asked,) = office.kept("place").follow_ups
    assert asked.question == "Met wie ging u?"
    assert asked.answer == LONG.replace("\r\n", "\n")


def test_what_is_too_long_for_a_line_is_refused_whole_and_told(at_work: Program) -> None:
    at_work.typist.type("In Barentu.")
    paste(at_work, "nog een woord " * MOST_CHARACTERS)
    assert f"meer dan {MOST_CHARACTERS} tekens" in at_work.typist.window.banner_sentence()
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.text() == "In Barentu."
    at_work.typist.press("F5", "Shift+F5")
    assert at_work.question.value == "In Barentu."


def test_lines_pasted_over_words_give_way_to_them_with_undo(at_work: Program) -> None:
    at_work.typist.type("In Barentu.")
    at_work.typist.press("Ctrl+A")
    paste(at_work, "In\nKassala.")
    at_work.typist.press("Ctrl+Z")
    field = QApplication.focusWidget()
    assert isinstance(field, LineField)
    assert field.text() == "In Barentu."


def test_no_field_of_any_room_cuts_what_is_put_in_it(at_work: Program) -> None:
    window = at_work.typist.window
    lines = [one for one in window.findChildren(QLineEdit) if not isinstance(one.parent(), QAbstractSpinBox)]
    secrets = [one for one in lines if one.echoMode() is QLineEdit.EchoMode.Password]
    others = [one for one in lines if one not in secrets]
    assert len(others) > 20
    assert [one.accessibleName() for one in others if not isinstance(one, LineField)] == []
    for field in others:
        before = field.text()
        field.setText("é" * MOST_CHARACTERS)
        assert len(field.text()) == MOST_CHARACTERS
        field.setText(before)
    assert not [one for one in window.findChildren(QPlainTextEdit) if one.maximumBlockCount()]


def test_a_passphrase_that_is_far_too_long_is_refused_whole_and_told(start: Start, office: Office) -> None:
    office.entrance()
    program = start()
    program.typist.wait_for(UNLOCK)
    program.typist.tab_to("Wachtzin")
    field = QApplication.focusWidget()
    assert isinstance(field, SecretField)
    paste(program, "x" * (MOST_CHARACTERS + 1))
    assert field.text() == ""
    assert "zoveel past niet op één regel" in program.typist.window.banner_sentence()
    paste(program, "x" * 40_000)
    assert len(field.text()) == 40_000


def test_a_passphrase_that_is_pasted_with_the_end_of_its_line_opens_the_vault(start: Start) -> None:
    program = start()
    program.typist.wait_for(UNLOCK)
    program.typist.tab_to("Wachtzin")
    paste(program, f"{PASSPHRASE}\r\n")
    program.typist.press("Return")
    program.typist.wait_until_inside()
