# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What takes long in the room for managing: work goes on beside it, and it can be stopped."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.desktop.manage.backup_page import BackupPage
from app.desktop.manage.long_work import LongWork
from app.desktop.room_names import UNLOCK
from tests.stories.conftest import Office, Program, Start
from tests.stories.test_manage import backups, check_page, manage, open_page, until_done
from tests.workplace import NAME, PASSPHRASE

_LONGEST = 20_000
_WHOLE = "De kluis klopt, voor zover u haar kunt openen."


class Held:
    """Holds a job where it first tells how far it is, on the thread that runs it."""

    def __init__(self, work: LongWork) -> None:
        self._reached, self._released = Event(), Event()
        self._work = work
        work.came_along.connect(self._hold, Qt.ConnectionType.DirectConnection)

    def wait(self, qtbot: QtBot) -> None:
        qtbot.waitUntil(self._reached.is_set, timeout=_LONGEST)

    def release(self) -> None:
        self._released.set()
        self._work.came_along.disconnect(self._hold)

    def _hold(self, _progress: object) -> None:
        self._reached.set()
        assert self._released.wait(_LONGEST / 1000)


@contextmanager
def held(program: Program) -> Iterator[Held]:
    holding = Held(manage(program).long_work)
    try:
        yield holding
    finally:
        holding.release()


def stop(program: Program) -> None:
    """Press the button that stops what is under way."""
    (one,) = (
        one
        for one in program.typist.window.findChildren(QPushButton)
        if one.text() == "Stop" and one.isVisible()
    )
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)


def with_backup(program: Program, qtbot: QtBot) -> BackupPage:
    """Make a backup, and choose it."""
    page = backups(program)
    program.typist.press("Ctrl+Shift+K")
    until_done(program, qtbot)
    page._list.focus_on()
    program.typist.press("Return")
    return page


def test_one_answers_while_the_vault_is_checked(at_work: Program, office: Office, qtbot: QtBot) -> None:
    open_page(at_work, "Controle van de kluis")
    with held(at_work) as holding:
        at_work.typist.press("Ctrl+Return")
        holding.wait(qtbot)
        assert "Stop" in at_work.buttons()
        at_work.typist.press("Ctrl+1")
        at_work.go_on()
        at_work.typist.type("Idlib")
        at_work.typist.press("F5")
        assert at_work.typist.window.banner_sentence() == ""
    until_done(at_work, qtbot)
    assert check_page(at_work).outcome() == _WHOLE
    at_work.close()
    assert "Idlib" in str(office.kept("place"))


def test_a_check_that_is_stopped_says_so_and_can_be_done_again(at_work: Program, qtbot: QtBot) -> None:
    open_page(at_work, "Controle van de kluis")
    page = check_page(at_work)
    with held(at_work) as holding:
        at_work.typist.press("Ctrl+Return")
        holding.wait(qtbot)
        at_work.typist.press("Ctrl+Return")
        assert page.outcome().startswith("Er loopt al een controle")
        stop(at_work)
    until_done(at_work, qtbot)
    assert page.outcome() == "De controle is gestopt. Er is niets veranderd."
    assert "Stop" not in at_work.buttons()
    at_work.typist.press("Ctrl+Return")
    until_done(at_work, qtbot)
    assert page.outcome() == _WHOLE


def test_checking_a_backup_and_putting_it_back_can_be_stopped(
    at_work: Program, office: Office, qtbot: QtBot
) -> None:
    at_work.typist.type("Idlib")
    at_work.typist.press("F5")
    page = with_backup(at_work, qtbot)
    at_work.typist.tab_to("Controleer")
    with held(at_work) as holding:
        at_work.typist.press("Space")
        holding.wait(qtbot)
        stop(at_work)
    until_done(at_work, qtbot)
    assert page.outcome() == "Het controleren van de reservekopie is gestopt. Er is niets veranderd."
    at_work.typist.tab_to("Zet terug")
    at_work.typist.press("Space", "Tab")
    with held(at_work) as holding:
        at_work.typist.press("Return")
        holding.wait(qtbot)
        stop(at_work)
    until_done(at_work, qtbot)
    assert page.outcome() == "Het terugzetten is gestopt. De kluis blijft zoals zij is."
    assert "Een reservekopie staat klaar" not in at_work.words()
    assert not list(office.folder.glob(".kluis*"))


def test_a_lock_comes_at_once_while_a_backup_is_being_put_back_and_nothing_comes_of_that(
    at_work: Program, office: Office, qtbot: QtBot
) -> None:
    with_backup(at_work, qtbot)
    at_work.typist.tab_to("Zet terug")
    at_work.typist.press("Space", "Tab")
    with held(at_work) as holding:
        at_work.typist.press("Return")
        holding.wait(qtbot)
        at_work.typist.window.lock()
        front = at_work.typist.window.front()
        assert front is not None
        assert front.name == UNLOCK
    at_work.unlock()
    assert not list(office.folder.glob(".kluis*"))
    page = backups(at_work)
    assert page.outcome() == ""
    assert "Een reservekopie staat klaar" not in at_work.words()


def test_keys_that_were_being_changed_stay_when_it_is_stopped_and_are_changed_later(
    start: Start, office: Office, qtbot: QtBot
) -> None:
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.rotate.ask(["dossiers", "signals"])
    desk.lock()
    program = start()
    program.unlock()
    open_page(program, "Sleutels van de kluis")
    program.typist.tab_to("Vernieuw nu")
    with held(program) as holding:
        # Not through the typist, who waits for the vault: the vault is at work.
        QTest.keyClick(program.typist.window.focusWidget(), Qt.Key.Key_Space)
        holding.wait(qtbot)
        stop(program)
    until_done(program, qtbot)
    assert "Het vernieuwen is gestopt. Wat klaar was, blijft klaar" in program.words()
    assert "Te vernieuwen, en u heeft de sleutel: signalen" in program.words()
    program.typist.press("Ctrl+L")
    program.unlock()
    assert "Er zijn nog sleutels te vernieuwen" in program.typist.window.banner_sentence()
    open_page(program, "Sleutels van de kluis")
    program.typist.tab_to("Vernieuw nu")
    program.typist.press("Space")
    until_done(program, qtbot)
    assert "Alle sleutels zijn vernieuwd." in program.words()
    open_page(program, "Controle van de kluis")
    program.typist.press("Ctrl+Return")
    until_done(program, qtbot)
    assert check_page(program).outcome() == _WHOLE
