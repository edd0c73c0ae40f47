# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens the window. What is heavy is loaded after the unlock room is on the screen."""

import logging
import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.clock import Clock, SystemClock
from app.desktop.action_list import ACTIONS
from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.display import Display
from app.desktop.faults import RecentLines
from app.desktop.file_dialogs import file_dialogs
from app.desktop.idle import IdleWatch
from app.desktop.platform_ports import capture, session_watch
from app.desktop.preferences import Preferences
from app.desktop.room import Room
from app.desktop.room_names import UNLOCK
from app.desktop.saving import AskFiles
from app.desktop.shell import Window
from app.desktop.unlock.room import UnlockRoom
from app.settings import SettingsStore

if TYPE_CHECKING:
    from app.services.access import Access
    from app.services.desk import Desk

CLASSIFICATION = "DEPARTEMENTAAL VERTROUWELIJK"
"""The lowest level of VIRBI 2013, where the office hands in no other."""


def run_window(
    access: "Access",
    settings: SettingsStore,
    *,
    language: str | None = None,
    full: bool = False,
    classification: str = CLASSIFICATION,
) -> int:
    """Open the window and give the exit code when it is closed.

    Args:
        access: the way into the vault.
        settings: where the user's settings are kept.
        language: shown instead of the one in the settings.
        full: fill the screen.
        classification: stands at the foot of the window.
    """
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication(sys.argv[:1])
    recent = RecentLines()
    logging.getLogger("app").addHandler(recent)
    window = build_window(
        application, access, settings, SystemClock(), language=language, classification=classification
    )
    session = session_watch(window)

    def lock_and_sleep() -> None:
        window.lock()
        # The vault's thread answers when the keys are gone.
        window.bridge.ask(lambda: None, lambda _: session.let_go())

    session.away.connect(lock_and_sleep)
    session.listen()
    hook = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: window.tell(error)
    if full:
        window.showMaximized()
    else:
        window.show()
    try:
        return application.exec()
    finally:
        session.let_go()
        sys.excepthook = hook
        logging.getLogger("app").removeHandler(recent)


def build_window(
    application: QApplication,
    access: "Access",
    settings: SettingsStore,
    clock: Clock,
    *,
    language: str | None = None,
    classification: str = CLASSIFICATION,
    ask: AskFiles | None = None,
) -> Window:
    """Make the window with the unlock room in front, not yet shown.

    Args:
        application: Qt's application.
        access: the way into the vault.
        settings: where the user's settings are kept.
        clock: tells the time.
        language: shown instead of the one in the settings.
        classification: stands at the foot of the window.
        ask: asks for files; by file dialogs when absent.
    """
    application.setStyle("Fusion")
    loaded = settings.load()
    kept = loaded.settings
    display = Display(language or kept.language, kept.theme, kept.scale, both=kept.both_languages)
    preferences = Preferences(settings, loaded, display)
    asked = ask or file_dialogs(display)
    registry = ActionRegistry(ACTIONS, display)
    registry.lock_out(preferences.actions_locked())
    bridge = VaultThread()
    window = Window(
        application,
        display,
        registry,
        bridge,
        clock,
        rooms=partial(make_rooms, preferences=preferences, ask=asked),
        classification=classification,
    )
    for owned in (display, registry, bridge, preferences):
        owned.setParent(window)
    preferences.failed.connect(window.tell)

    def let_in(desk: "Desk") -> None:
        preferences.change("last_person", desk.person_name)
        window.open_desk(desk)

    unlock = UnlockRoom(
        display,
        registry,
        bridge,
        window,
        access,
        last_person=kept.last_person,
        ask_file=asked.file,
        unlocked=let_in,
    )
    unlock.show_classification(classification)
    window.add_room(unlock)
    window.go(UNLOCK)
    idle = IdleWatch(window.lock, kept.idle_minutes, window)
    preferences.changed.connect(lambda: idle.set_minutes(preferences.values.idle_minutes))
    screen = capture()
    preferences.changed.connect(lambda: screen.exclude(window, excluded=not preferences.values.capture))
    screen.exclude(window, excluded=not kept.capture)
    if loaded.problems:
        window.say(loaded.problems[0])
    window.resize(1440, 900)
    return window


def make_rooms(
    window: Window,
    preferences: Preferences,
    ask: AskFiles,
) -> Iterable[Room]:
    """Make the rooms behind the unlock room."""
    from app.desktop.closing.room import ClosingRoom
    from app.desktop.hand_over.room import HandOverRoom
    from app.desktop.hearing_room.room import HearingRoom
    from app.desktop.library.room import LibraryRoom
    from app.desktop.library.trial import TrialRoom
    from app.desktop.manage.room import ManageRoom
    from app.desktop.people.room import PeopleRoom
    from app.desktop.practice_room.hearing import PracticeHearingRoom
    from app.desktop.practice_room.room import PracticeRoom
    from app.desktop.signal_desk.room import SignalDeskRoom
    from app.desktop.worklist.room import WorklistRoom

    around = (window.display, window.registry, window.bridge, window)
    yield WorklistRoom(*around, clock=window.clock)
    yield HandOverRoom(*around, ask=ask)
    yield HearingRoom(*around)
    yield ClosingRoom(*around, ask=ask)
    yield SignalDeskRoom(*around, clock=window.clock)
    yield PeopleRoom(*around)
    yield LibraryRoom(*around, ask=ask)
    yield TrialRoom(*around)
    yield PracticeRoom(*around, ask=ask)
    yield PracticeHearingRoom(*around)
    yield ManageRoom(*around, preferences=preferences, ask=ask)
