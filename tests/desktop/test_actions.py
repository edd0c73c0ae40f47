# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections import Counter
from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.action_list import ACTIONS
from app.desktop.actions import Action, ActionRegistry, KeyGuard, keys_shown
from app.desktop.display import Display
from app.desktop.room_names import CLOSING, HEARING_ROOM, SIGNAL_DESK, UNLOCK, WORKLIST
from app.desktop.widgets.buttons import ActionButton
from app.errors import says

ROOMS = (UNLOCK, WORKLIST, HEARING_ROOM, CLOSING, SIGNAL_DESK)


def test_names_of_actions_differ() -> None:
    assert len({action.id for action in ACTIONS}) == len(ACTIONS)


@pytest.mark.parametrize("room", ROOMS)
def test_a_key_does_one_thing_in_a_room(room: str) -> None:
    keys = Counter(action.shortcut for action in ACTIONS if action.shortcut and action.works_in(room))
    assert [key for key, times in keys.items() if times > 1] == []


def test_qt_understands_every_key() -> None:
    for action in ACTIONS:
        sequence = QKeySequence.fromString(action.shortcut)
        assert sequence.count() == bool(action.shortcut)
        assert sequence.toString() == action.shortcut


def test_every_key_has_words(display: Display) -> None:
    for action in ACTIONS:
        assert keys_shown(action.shortcut, display).strip("+") == keys_shown(action.shortcut, display)
    assert keys_shown("Ctrl+Return", display) == "Ctrl+Enter"
    assert keys_shown("Ctrl++", display) == "Ctrl+plus"


def test_only_what_the_unlock_room_needs_works_while_locked() -> None:
    assert {action.id for action in ACTIONS if action.works_in(UNLOCK)} == {
        "language",
        "text_larger",
        "text_smaller",
        "theme",
        "help",
        "quit",
    }


def test_an_action_is_enabled_in_the_rooms_that_can_carry_it_out(registry: ActionRegistry) -> None:
    done: list[str] = []
    registry.bind("export", lambda: done.append("closing"), CLOSING)
    for room, action in product((HEARING_ROOM, CLOSING), ("export", "next_question")):
        registry.enter(room)
        assert registry.qaction(action).isEnabled() == (room == CLOSING and action == "export")
    registry.qaction("export").trigger()
    registry.enter(HEARING_ROOM)
    registry.carry_out("export")
    assert done == ["closing"]


def test_a_room_may_pause_its_action(registry: ActionRegistry) -> None:
    registry.bind("export", list, CLOSING)
    registry.enter(CLOSING)
    registry.set_enabled("export", CLOSING, enabled=False)
    assert not registry.qaction("export").isEnabled()
    registry.set_enabled("export", CLOSING, enabled=True)
    assert registry.qaction("export").isEnabled()


def test_a_room_of_its_own_goes_before_the_program(registry: ActionRegistry) -> None:
    done: list[str] = []
    registry.bind("help", lambda: done.append("program"))
    registry.bind("help", lambda: done.append("worklist"), WORKLIST)
    for room in (WORKLIST, CLOSING):
        registry.enter(room)
        registry.carry_out("help")
    assert done == ["worklist", "program"]


def test_an_action_cannot_be_bound_where_it_is_not_declared(registry: ActionRegistry) -> None:
    with pytest.raises(ValueError, match="next_question"):
        registry.bind("next_question", list, WORKLIST)


def test_a_button_shows_the_title_and_the_keys(
    qtbot: QtBot, registry: ActionRegistry, display: Display
) -> None:
    done: list[str] = []
    button = ActionButton(registry, display, "next_question", look="primary")
    qtbot.addWidget(button)
    assert button.text() == "Volgende  F5"
    assert button.accessibleName() == "Volgende"
    assert not button.isEnabled()
    registry.bind("next_question", lambda: done.append("next"), HEARING_ROOM)
    registry.enter(HEARING_ROOM)
    assert button.isEnabled()
    button.click()
    assert done == ["next"]


def test_a_key_of_the_program_wins_over_the_field_with_the_focus(
    qtbot: QtBot, qapp: QApplication, display: Display
) -> None:
    claimed_by_fields = Action("again", says("Nog eens"), "Ctrl+Z", says("Programma"))
    registry = ActionRegistry([claimed_by_fields], display)
    window = QWidget()
    qtbot.addWidget(window)
    field = QLineEdit(window)
    window.addActions(registry.qactions())
    guard = KeyGuard(registry, qapp)
    assert guard.parent() is registry
    done: list[str] = []
    registry.bind("again", lambda: done.append("again"))
    registry.enter(WORKLIST)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    field.setFocus()
    QTest.keyClicks(field, "woorden")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["again"]
    assert field.text() == "woorden"
