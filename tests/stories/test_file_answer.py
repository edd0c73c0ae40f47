# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file is given as an answer in the window: kept in the vault, shown, exported, and taken back."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.desktop.hearing_room.editors.file import FileEditor
from app.questionnaire.values import Attachment
from tests.stories.conftest import QUESTIONNAIRE, Office, Program, Start

CONTENT = b"\x89PNG a picture of a document"


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Office:
    """Give an office whose questionnaire asks for a picture first."""
    folder = tmp_path / "vragenlijsten" / "proef"
    folder.mkdir(parents=True)
    asked = QUESTIONNAIRE.replace("{type: text, name: place,", "{type: image, name: place,")
    (folder / "1.0.0.yaml").write_text(asked, encoding="utf-8")
    return Office(tmp_path, qapp)


def answer(program: Program, chosen: Path, place: Path | None = None) -> FileEditor:
    """Give the editor of the question that is current, with what the user will choose."""
    card = program.room.transcript.current
    assert card is not None
    editor = card.editor
    assert isinstance(editor, FileEditor)
    editor.ask_file = lambda *_asked: (str(chosen), "")
    editor.ask_place = lambda *_asked: (str(place or ""), "")
    return editor


def press(program: Program, button: str) -> None:
    program.typist.tab_to(button)
    program.typist.press("Space")


def test_a_picture_is_given_kept_shown_exported_and_taken_back(
    at_work: Program, start: Start, office: Office, tmp_path: Path
) -> None:
    original, copy = tmp_path / "paspoort.png", tmp_path / "uit" / "kopie.png"
    copy.parent.mkdir()
    original.write_bytes(CONTENT)
    answer(at_work, original)
    press(at_work, "Bestand kiezen …")
    assert "paspoort.png (wordt bewaard met het antwoord)" in at_work.words()
    at_work.typist.press("F5")
    original.unlink()
    at_work.close()
    kept = office.kept("place").value
    assert isinstance(kept, Attachment)
    assert (kept.name, kept.size) == ("paspoort.png", len(CONTENT))
    again = start()
    again.unlock()
    again.go_on()
    again.go_to("A1.1")
    assert "paspoort.png (1 kB)" in again.words()
    answer(again, original)
    press(again, "Opslaan als …")
    assert list(copy.parent.iterdir()) == [], "nothing goes anywhere that nobody chose"
    answer(again, original, copy)
    press(again, "Opslaan als …")
    again.typist.settle()
    assert copy.read_bytes() == CONTENT
    press(again, "Weghalen")
    assert "Nog geen bestand" in again.words()
    again.typist.press("F5", "Shift+F5")
    assert again.question.value is None
    again.close()
    after = office.kept("place")
    assert (after.value, after.revisions) == (None, 2)


def test_a_file_that_is_gone_when_it_is_given_is_told_and_nothing_else_changes(
    at_work: Program, tmp_path: Path
) -> None:
    original = tmp_path / "paspoort.png"
    original.write_bytes(CONTENT)
    answer(at_work, original)
    press(at_work, "Bestand kiezen …")
    original.unlink()
    at_work.typist.press("F5")
    assert at_work.question.number == "A1.1"
    assert "paspoort.png" in at_work.problem()
    assert at_work.question.value is None
