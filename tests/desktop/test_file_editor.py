# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The editor of a file: chosen, shown by name, taken back and exported."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.display import Display
from app.desktop.hearing_room.editors.file import FileEditor
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import Attachment
from app.services.views import ChosenFile

PHOTO = Attachment("a1", "paspoort.jpg", "0" * 64, 2_140_000)


class _View:
    """As much of a question's view as the editor looks at."""

    def __init__(self, value: Attachment | None) -> None:
        self.value = value


@pytest.fixture
def editor(qtbot: QtBot, display: Display) -> FileEditor:
    made = FileEditor(display, QuestionKind.IMAGE)
    qtbot.addWidget(made)
    return made


def put(editor: FileEditor, value: Attachment | None) -> None:
    view: Any = _View(value)
    editor.put(view)


def shown(editor: FileEditor) -> str:
    return editor._name.text()


def test_a_file_is_chosen_and_waits_to_be_given(editor: FileEditor, qtbot: QtBot) -> None:
    editor.ask_file = lambda *_: ("/ergens/paspoort.jpg", "")
    with qtbot.waitSignal(editor.edited):
        editor.choose()
    assert editor.value() == ChosenFile.at("/ergens/paspoort.jpg")
    assert "paspoort.jpg" in shown(editor)
    assert editor.draft() == "/ergens/paspoort.jpg"


def test_to_choose_nothing_changes_nothing(editor: FileEditor) -> None:
    put(editor, PHOTO)
    editor.ask_file = lambda *_: ("", "")
    editor.choose()
    assert editor.value() == PHOTO
    assert editor.draft() == ""


def test_what_was_given_is_shown_with_its_size_and_can_be_exported(editor: FileEditor, qtbot: QtBot) -> None:
    put(editor, PHOTO)
    assert shown(editor) == "paspoort.jpg (2,1 MB)"
    proposed: list[str] = []

    def ask(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return "/elders/kopie.jpg", ""

    editor.ask_place = ask
    with qtbot.waitSignal(editor.export_wanted) as wanted:
        editor.export()
    assert wanted.args == ["/elders/kopie.jpg"]
    assert proposed == ["paspoort.jpg"]


def test_a_file_is_taken_back(editor: FileEditor, qtbot: QtBot) -> None:
    put(editor, PHOTO)
    with qtbot.waitSignal(editor.edited):
        editor.remove()
    assert editor.value() is None
    assert editor.is_empty()
