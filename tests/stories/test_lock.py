# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The lock: at any moment, whatever is open, nothing stays readable and no character is lost."""

import os
import random
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from app.desktop.file_dialogs import file_dialogs
from app.desktop.hearing_room.composer import Composer
from app.desktop.room_names import CLOSING, HEARING_ROOM, UNLOCK, WORKLIST
from app.services.signal_views import NoteView
from app.services.views import DraftPart
from tests.stories.conftest import Office, Program
from tests.workplace import NAME, PASSPHRASE

LOCKS = int(os.environ.get("LOCKS", "25"))
PERSON = ("Y. A.", "280.123.4567")


def readable(root: QWidget) -> Iterator[str]:
    """Give every text that a widget tree shows, offers to a screen reader, or can bring back with Ctrl+Z."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for widget in (root, *root.findChildren(QObject)):
        about = widget.metaObject()
        for at in range(about.propertyCount()):
            value = widget.property(str(about.property(at).name()))
            if isinstance(value, str):
                yield value
        if isinstance(widget, QLineEdit):
            while widget.isUndoAvailable():
                widget.undo()
                yield widget.text()
        elif isinstance(widget, QPlainTextEdit):
            while widget.document().isUndoAvailable():
                widget.undo()
                yield widget.toPlainText()
        elif isinstance(widget, (QAbstractItemView, QComboBox)):
            model = widget.model()
            for row in range(model.rowCount() if model is not None else 0):
                for one in range(model.columnCount()):
                    for role in (
                        Qt.ItemDataRole.DisplayRole,
                        Qt.ItemDataRole.ToolTipRole,
                        Qt.ItemDataRole.AccessibleTextRole,
                    ):
                        yield str(model.index(row, one).data(role))


def found(program: Program, *words: str) -> list[str]:
    """Give the words that stand anywhere in the window."""
    everything = "\n".join(readable(program.typist.window))
    return [one for one in words if one in everything]


def strike(program: Program, text: str) -> None:
    """Type without waiting for anything."""
    for letter in text:
        receiver = QApplication.focusWidget() or program.typist.window
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
        QApplication.sendEvent(receiver, event)


def composer_of(program: Program) -> Composer:
    card = program.room.transcript.current
    assert card is not None
    assert card.composer is not None
    return card.composer


def begin_at(program: Program, where: str) -> None:
    """Put the cursor where words are going to be typed."""
    program.go_to("A1.1")
    match where:
        case "answer":
            program.typist.press("Ctrl+A")
        case "follow-up":
            program.typist.press("Ctrl+Return")
        case "remark":
            program.typist.press("Ctrl+Shift+R")
        case "note":
            program.typist.press("F9")
            program.typist.type("eigen woorden")
            program.typist.press("Return")
            program.typist.tab_to("Andere verklaring overwogen?")


def came_back(program: Program, where: str) -> str:
    """Give what stands there after unlocking, and put it away as its author would."""
    match where:
        case "answer":
            editor = program.room.transcript.current
            assert editor is not None
            assert editor.editor is not None
            return editor.editor.draft()
        case "follow-up" | "remark":
            composer = composer_of(program)
            words = composer.draft().rstrip("\n")
            composer.fill("Vraag?" if composer.part is DraftPart.FOLLOW_UP else "", words)
            composer.ready.emit()
            program.typist.settle()
            return words
        case _:
            program.typist.press("F9")
            drawer = program.room.drawer
            form = drawer._form
            if not form.isVisible():  # the words said were there, so that it was a note already
                assert drawer._notes is not None
                assert drawer._hearing is not None
                asked, hearing = drawer._notes, drawer._hearing.hearing_id
                kept: list[tuple[NoteView, ...]] = []
                program.typist.window.bridge.ask(lambda: asked.notes(hearing), kept.append)
                program.typist.press("F9")
                return kept[0][-1].fields.innocent
            words = form.fields().innocent
            form._quote.fill("Dat zei hij.")
            form.edited.emit()
            form.ready.emit()
            program.typist.press("F9")
            return words


def test_locks_at_random_moments_lose_no_character_and_leave_no_word(at_work: Program) -> None:
    chance = random.Random(20261124)  # noqa: S311 - moments, not secrets
    for number in range(LOCKS):
        where = chance.choice(["answer", "follow-up", "remark", "note"])
        typed = f"kanarie{number} " + "".join(chance.choices("abcdéöş عبق", k=chance.randint(1, 60))) + "."
        begin_at(at_work, where)
        strike(at_work, typed)
        if chance.random() < 0.5:
            QApplication.processEvents()
        at_work.typist.window.lock()
        assert found(at_work, f"kanarie{number}", *PERSON) == [], where
        at_work.typist.wait_for(UNLOCK)
        assert found(at_work, f"kanarie{number}", *PERSON) == [], where
        at_work.unlock()
        at_work.go_on()
        assert came_back(at_work, where) == typed, (number, where)


def test_an_answer_on_its_way_that_is_refused_is_not_lost_by_a_lock(at_work: Program) -> None:
    at_work.go_to("A1.2")
    strike(at_work, "dertig")
    at_work.room.go_on(1)
    at_work.typist.window.lock()
    at_work.unlock()
    at_work.go_on()
    at_work.go_to("A1.2")
    assert at_work.question.draft == "dertig"


def test_a_form_for_a_new_hearing_comes_back(start: Callable[[], Program]) -> None:
    program = start()
    program.unlock()
    program.typist.press("Ctrl+N")
    program.typist.tab_to("V-nummer")
    program.typist.type("280.123.4567")
    program.typist.press("Ctrl+L")
    program.typist.wait_for(UNLOCK)
    assert found(program, *PERSON) == []
    program.unlock()
    program.typist.tab_to("V-nummer")
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.text() == "280.123.4567"


def test_what_was_half_typed_is_sealed_on_the_disk_and_for_its_author_alone(
    at_work: Program, office: object
) -> None:
    begin_at(at_work, "note")
    strike(at_work, "kanarie")
    at_work.typist.press("Ctrl+L")
    at_work.typist.wait_for(UNLOCK)
    folder = at_work.typist.window.room(UNLOCK)._access._folder  # type: ignore[attr-defined]
    sheets = list(folder.glob("*.half"))
    assert [one.name.split("-")[0] for one in sheets] == ["signals"]
    assert all(b"kanarie" not in one.read_bytes() for one in folder.iterdir() if one.is_file())


@pytest.mark.parametrize("kind", ["file dialog", "menu", "palette", "list"])
def test_nothing_that_is_open_keeps_the_window_from_locking(at_work: Program, kind: str) -> None:
    window = at_work.typist.window
    shown: list[QWidget] = []
    if kind == "file dialog":
        QTimer.singleShot(0, window, lambda: shown.extend(QApplication.topLevelWidgets()))
        QTimer.singleShot(50, window, window.lock)
        chosen, _ = file_dialogs(window.display).place(window, "", "kanarie.pdf", "")
        assert chosen == ""
    elif kind == "menu":
        menu = QMenu(window)
        menu.addAction("kanarie")
        QTimer.singleShot(50, window, window.lock)
        menu.exec()
        menu.deleteLater()
    elif kind == "palette":
        at_work.typist.press("Ctrl+K")
        window.lock()
        assert window.overlay() is None
    else:
        at_work.go_to("A1.4")
        box = at_work.room.findChildren(QComboBox)[0]
        box.showPopup()
        window.lock()
    assert QApplication.activePopupWidget() is None
    assert QApplication.activeModalWidget() is None
    at_work.typist.wait_for(UNLOCK)
    assert found(at_work, *PERSON) == []


def test_the_clipboard_is_marked_and_taken_back_unless_another_program_used_it(at_work: Program) -> None:
    at_work.typist.type("kanarie")
    at_work.typist.press("Ctrl+A", "Ctrl+C")
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == "kanarie"
    assert clipboard.mimeData().data("x-kde-passwordManagerHint").data() == b"secret"
    at_work.typist.press("Ctrl+L")
    assert clipboard.text() == ""
    clipboard.blockSignals(True)
    clipboard.setText("van een ander programma")
    clipboard.blockSignals(False)
    at_work.unlock()
    at_work.typist.window.lock()
    assert clipboard.text() == "van een ander programma"


def test_the_room_is_still_the_hearing_room_after_coming_back(at_work: Program) -> None:
    at_work.typist.press("Ctrl+L")
    at_work.unlock()
    at_work.go_on()
    front = at_work.typist.window.front()
    assert front is not None
    assert front.name == HEARING_ROOM


def test_the_key_that_locks_works_in_a_dialog(at_work: Program) -> None:
    window = at_work.typist.window

    def strike_in_dialog() -> None:
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        handle = dialog.windowHandle()
        window._lock_key._watch(handle)  # off screen, no window of a dialog is told to have the focus
        QTest.keyClick(handle, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)

    QTimer.singleShot(50, window, strike_in_dialog)
    chosen, _ = file_dialogs(window.display).place(window, "", "kanarie.pdf", "")
    assert chosen == ""
    at_work.typist.wait_for(UNLOCK)
    assert found(at_work, *PERSON) == []


def test_after_a_lock_one_is_back_at_the_question_of_the_hearing(at_work: Program) -> None:
    at_work.go_to("A1.3")
    at_work.typist.press("Ctrl+L")
    at_work.unlock()
    front = at_work.typist.window.front()
    assert front is not None
    assert front.name == HEARING_ROOM
    assert at_work.question.number == "A1.3"


def test_nobody_else_is_led_to_the_hearing(at_work: Program, office: Office) -> None:
    at_work.close()
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add("collega 0388", PASSPHRASE, ["interviewer"])
    desk.lock()
    program = office.start()
    program.unlock()
    program.go_on()
    program.typist.press("Ctrl+L")
    program.enter_as("collega 0388", PASSPHRASE, WORKLIST)
    front = program.typist.window.front()
    assert front is not None
    assert front.name == WORKLIST
    program.close()
    program.typist.window.deleteLater()


def text_of(program: Program, name: str) -> str:
    """Go to a field with Tab and give what stands in it."""
    program.typist.tab_to(name)
    field = QApplication.focusWidget()
    assert isinstance(field, (QLineEdit, QPlainTextEdit))
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_the_reason_for_what_stays_open_comes_back_on_closing(at_work: Program) -> None:
    at_work.typist.press("Ctrl+Shift+W")
    at_work.typist.wait_for(CLOSING)
    at_work.typist.tab_to("Waarom blijft dit open?")
    at_work.typist.type("kanarie wil rusten")
    at_work.typist.press("Ctrl+L")
    assert found(at_work, "kanarie") == []
    at_work.unlock()
    at_work.typist.wait_for(CLOSING)
    at_work.typist.settle()
    assert text_of(at_work, "Waarom blijft dit open?") == "kanarie wil rusten"


def test_the_reason_for_withdrawing_a_note_comes_back(at_work: Program) -> None:
    at_work.typist.type("Idlib")
    at_work.typist.press("F9")
    at_work.typist.type("eigen woorden")
    at_work.typist.press("Return")
    drawer = at_work.room.drawer
    drawer._form._quote.fill("Dat zei hij.")
    drawer._form.edited.emit()
    drawer._autosave.now()
    at_work.typist.settle()
    at_work.typist.tab_to("Trek in")
    at_work.typist.press("Space")
    at_work.typist.type("kanarie vergist")
    at_work.typist.press("Ctrl+L")
    assert found(at_work, "kanarie") == []
    at_work.unlock()
    at_work.typist.press("F9")
    at_work.typist.settle()
    assert drawer._form.reason == "kanarie vergist"


def test_a_colleague_half_filled_in_comes_back_without_the_passphrase(start: Callable[[], Program]) -> None:
    program = start()
    program.unlock()
    program.typist.press("Ctrl+3", "Ctrl+N")
    program.typist.type("kanarie 0388")
    program.typist.tab_to("Wachtzin")
    program.typist.type("geheim geheim geheim")
    program.typist.press("Ctrl+L")
    assert found(program, "kanarie", "geheim") == []
    program.unlock()
    program.typist.press("Ctrl+3")
    program.typist.settle()
    assert text_of(program, "Naam of nummer") == "kanarie 0388"
    assert text_of(program, "Wachtzin") == ""


def test_the_window_keeps_its_size(at_work: Program) -> None:
    window = at_work.typist.window
    window.resize(1280, 800)
    at_work.typist.settle()
    at_work.typist.press("Ctrl+L")
    at_work.typist.wait_for(UNLOCK)
    assert (window.width(), window.height()) == (1280, 800)
    at_work.unlock()
    at_work.go_on()
    assert (window.width(), window.height()) == (1280, 800)
