# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.display import Display
from app.desktop.unlock.room import UnlockRoom
from app.errors import says
from tests.desktop.doubles import PASSPHRASE, FakeAccess, Notebook

Settle = Callable[[], None]


class Unlock:
    """The unlock room as somebody in front of it sees it."""

    def __init__(self, room: UnlockRoom, opened: list[Any], access: Any) -> None:
        self.room = room
        self.opened = opened
        self.access = access

    def visible(self, kind: type[Any]) -> list[Any]:
        return [one for one in self.room.findChildren(kind) if one.isVisibleTo(self.room)]

    def field(self, name: str) -> Any:
        return next(
            one for one in self.visible(QLineEdit) + self.visible(QComboBox) if one.accessibleName() == name
        )

    def words(self) -> str:
        return "\n".join(label.text() for label in self.visible(QLabel))

    def button(self) -> QPushButton:
        (only,) = self.visible(QPushButton)
        assert isinstance(only, QPushButton)
        return only


@pytest.fixture
def make(
    qtbot: QtBot, display: Display, registry: ActionRegistry, bridge: VaultThread, desk: Any, settle: Settle
) -> Callable[..., Unlock]:
    def made(*, last_person: str = "", **access: Any) -> Unlock:
        vault = FakeAccess(desk, **access)
        opened: list[Any] = []
        room = UnlockRoom(
            display,
            registry,
            bridge,
            Notebook(),
            cast("Any", vault),
            last_person=last_person,
            ask_file=lambda *_asked: ("", ""),
            unlocked=opened.append,
        )
        qtbot.addWidget(room)
        room.enter()
        settle()
        return Unlock(room, opened, vault)

    return made


def test_the_person_who_was_here_last_is_offered_first(make: Callable[..., Unlock]) -> None:
    known, unknown = make(last_person="hoormedewerker 0412"), make()
    assert known.field("Medewerker").currentText() == "hoormedewerker 0412"
    assert unknown.field("Medewerker").currentText() == "coördinator 7"


def test_the_right_passphrase_opens_and_is_forgotten(
    make: Callable[..., Unlock], settle: Settle, desk: object
) -> None:
    unlock = make()
    field = unlock.field("Wachtzin")
    field.setText(PASSPHRASE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert unlock.button().text() == "De kluis gaat open …"
    assert not unlock.button().isEnabled()
    settle()
    assert unlock.opened == [desk]
    assert field.text() == ""
    assert unlock.button().isEnabled()


def test_a_wrong_passphrase_is_told_in_one_sentence(make: Callable[..., Unlock], settle: Settle) -> None:
    unlock = make()
    unlock.field("Wachtzin").setText("fout")
    unlock.button().click()
    settle()
    assert unlock.opened == []
    assert "klopt niet" in unlock.words()
    assert unlock.field("Wachtzin").text() == ""
    assert unlock.button().text() == "Ontgrendelen"


def test_a_key_file_is_asked_of_who_needs_one_and_of_nobody_else(
    make: Callable[..., Unlock], settle: Settle
) -> None:
    unlock = make(second_factor="keyfile")
    unlock.field("Sleutelbestand").setText("/stick/sleutel")
    unlock.field("Wachtzin").setText(PASSPHRASE)
    QTest.keyClick(unlock.field("Wachtzin"), Qt.Key.Key_Return)
    settle()
    assert unlock.access.key_files == [Path("/stick/sleutel")]
    unlock.field("Medewerker").setCurrentIndex(1)
    assert "Sleutelbestand" not in unlock.words()
    unlock.field("Wachtzin").setText(PASSPHRASE)
    QTest.keyClick(unlock.field("Wachtzin"), Qt.Key.Key_Return)
    settle()
    assert unlock.access.key_files[-1] is None


def test_pressing_twice_asks_once(make: Callable[..., Unlock], settle: Settle) -> None:
    unlock = make()
    unlock.field("Wachtzin").setText(PASSPHRASE)
    unlock.button().click()
    unlock.button().click()
    settle()
    assert len(unlock.opened) == 1


def test_the_first_start_makes_a_vault(make: Callable[..., Unlock], settle: Settle) -> None:
    unlock = make(exists=False)
    assert "Maak daarna herstelwoorden" in unlock.words()
    unlock.field("Uw naam of nummer").setText("hoormedewerker 0412")
    unlock.field("Wachtzin").setText(PASSPHRASE)
    unlock.field("Wachtzin nog een keer").setText(PASSPHRASE)
    assert unlock.button().text() == "Kluis maken"
    unlock.button().click()
    settle()
    assert unlock.access.created == [("hoormedewerker 0412", PASSPHRASE)]
    assert len(unlock.opened) == 1


def test_two_different_passphrases_make_nothing(make: Callable[..., Unlock], settle: Settle) -> None:
    unlock = make(exists=False)
    unlock.field("Wachtzin").setText(PASSPHRASE)
    unlock.field("Wachtzin nog een keer").setText(PASSPHRASE + "x")
    unlock.button().click()
    settle()
    assert unlock.access.created == []
    assert "niet gelijk" in unlock.words()


def test_a_demo_vault_shows_its_passphrase_and_another_does_not(make: Callable[..., Unlock]) -> None:
    demo, real = make(demo_passphrase="alleen voor de demo"), make()
    assert "alleen voor de demo" in demo.words()
    assert "Demokluis" in demo.words()
    assert "Demokluis" not in real.words()


def test_a_damaged_vault_is_told_and_offers_nothing(make: Callable[..., Unlock]) -> None:
    unlock = make(problem=says("De kluis is beschadigd. Zet een reservekopie terug."))
    assert "Zet een reservekopie terug" in unlock.words()
    assert unlock.visible(QPushButton) == []
    assert unlock.visible(QLineEdit) == []


def test_the_language_can_be_chosen_before_unlocking(make: Callable[..., Unlock], display: Display) -> None:
    unlock = make()
    chooser = unlock.field("Taal van het programma")
    chooser.setCurrentIndex(chooser.findText("English"))
    chooser.activated.emit(chooser.currentIndex())
    assert display.language == "en"
    display.set_language("nl")
    assert chooser.currentText() == "Nederlands"


def test_locking_drops_what_was_typed(make: Callable[..., Unlock]) -> None:
    unlock = make()
    unlock.field("Wachtzin").setText("half getypt")
    unlock.room.forget()
    assert unlock.field("Wachtzin").text() == ""
