# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking after the program and the vault from the window, with keys alone."""

from PySide6.QtWidgets import QApplication, QSpinBox

from app.desktop.manage.room import ManageRoom
from app.desktop.manage.settings_page import SettingsPage
from app.desktop.room_names import MANAGE
from app.settings import SettingsFile
from app.settings.policy import read_policy
from tests.stories.conftest import Office, Program, Start


def manage(program: Program) -> ManageRoom:
    room = program.typist.window.room(MANAGE)
    assert isinstance(room, ManageRoom)
    return room


def settings_page(program: Program) -> SettingsPage:
    program.typist.press("Ctrl+,")
    program.typist.wait_for(MANAGE)
    page = manage(program).page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_settings_change_at_once_and_are_kept(start: Start, office: Office) -> None:
    program = start()
    program.unlock()
    settings_page(program)
    program.typist.tab_to("Thema")
    program.typist.press("Down")
    program.typist.tab_to("Vergrendel na")
    program.typist.press("Ctrl+A")
    program.typist.type("12")
    program.typist.tab_to("Venster mag in schermafbeeldingen en opnamen")
    program.typist.press("Space")
    assert program.typist.window.display.theme == "dark"
    kept = SettingsFile(office.folder / "settings.json").load().settings
    assert (kept.theme, kept.idle_minutes, kept.capture) == ("dark", 12, True)


def test_what_the_office_locks_is_seen_and_cannot_be_changed(start: Start, office: Office) -> None:
    file = office.folder / "policy.yaml"
    file.write_text("by: Functioneel beheer\nlocked: {idle_minutes: 3, theme: contrast}\n", encoding="utf-8")
    office.policy = read_policy(file)
    program = start()
    program.unlock()
    page = settings_page(program)
    assert "Niet te wijzigen: vastgezet door Functioneel beheer." in program.words()
    number = page.field("idle_minutes").widget
    assert isinstance(number, QSpinBox)
    assert (number.value(), number.isEnabled()) == (3, False)
    program.typist.press("Ctrl+Shift+D")
    assert program.typist.window.display.theme == "contrast"
    program.typist.press("Ctrl+Shift+L")
    assert "Cannot be changed: locked by Functioneel beheer." in program.words()
    assert QApplication.focusWidget() is not number
