# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting in and managing with long names, long lists and large text: nothing is out of sight."""

from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton, QWidget

from app.desktop.room_names import UNLOCK
from app.desktop.unlock.room import UnlockRoom
from tests.fakes import SteppingClock
from tests.stories.conftest import Office, Program, Start
from tests.stories.test_manage import backups, manage, open_page
from tests.workplace import NAME, PASSPHRASE

LONG = "hoormedewerker met een bijzonder lange dubbele achternaam 0399"
LOWEST = 768
"""Pixels that the screen of a small laptop is high."""


def button(program: Program, words: str) -> QAbstractButton:
    return next(one for one in program.typist.window.findChildren(QAbstractButton) if one.text() == words)


def all_in_sight(widget: QWidget) -> bool:
    return widget.visibleRegion().boundingRect().size() == widget.size()


def test_what_can_be_done_with_a_backup_is_in_sight_however_many_there_are(
    start: Start, office: Office
) -> None:
    clock = SteppingClock(office.moment)
    desk = office.entrance(clock).unlock(NAME, PASSPHRASE)
    for _ in range(8):
        desk.backups.make()
        clock.moment += timedelta(minutes=1)
    desk.lock()
    office.moment += timedelta(hours=1)
    program = start()
    program.unlock()
    for scale in (100, 200):
        program.typist.window.display.set_scale(scale)
        page = backups(program)
        program.typist.window.resize(1366, LOWEST)
        for one in (page._all[0], page._all[-1]):
            page.choose(one.name)
            program.typist.settle()
            assert all_in_sight(button(program, "Controleer")), f"{scale} %"


def test_the_room_for_managing_fits_a_small_screen_at_the_largest_text(start: Start) -> None:
    program = start()
    program.unlock()
    program.typist.window.display.set_scale(200)
    for page in ("Logboek", "Controle van de kluis"):
        open_page(program, page)
        assert manage(program).minimumSizeHint().height() < LOWEST / 2


def test_a_name_that_is_longer_than_its_field_ends_in_an_ellipsis(start: Start, office: Office) -> None:
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add(LONG, PASSPHRASE, ["interviewer"])
    desk.lock()
    program = start()
    program.typist.wait_for(UNLOCK)
    room = program.typist.window.room(UNLOCK)
    assert isinstance(room, UnlockRoom)
    room._people.setCurrentText(NAME)
    assert room._people.shown() == NAME
    room._people.setCurrentText(LONG)
    assert room._people.shown().endswith("…")
    assert room._people.toolTip() == LONG
