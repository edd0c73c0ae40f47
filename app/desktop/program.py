# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Opens the window. What is heavy is loaded after the unlock room is on the screen."""

import logging
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from app.clock import Clock, SystemClock
from app.desktop.action_list import ACTIONS
from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.display import Display
from app.desktop.faults import RecentLines
from app.desktop.idle import IdleWatch
from app.desktop.platform_ports import capture, session_watch
from app.desktop.room import Room
from app.desktop.room_names import UNLOCK
from app.desktop.shell import Window
from app.desktop.unlock.room import UnlockRoom
from app.errors import EnvironmentFault
from app.i18n import LANGUAGES
from app.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from app.desktop.saving import AskPlace
    from app.services.access import Access
    from app.services.desk import Desk

CLASSIFICATION = "DEPARTEMENTAAL VERTROUWELIJK"
"""The lowest level of VIRBI 2013, where the office hands in no other."""


LONGEST_IDLE = 60
"""Minutes; no setting lets the program stand open and untouched for longer."""


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
    session.away.connect(window.lock)
    session.listen()
    capture().exclude(window, excluded=not settings.load().settings.capture)
    hook = sys.excepthook
    sys.excepthook = lambda _kind, error, _trace: window.tell(error)
    if full:
        window.showMaximized()
    else:
        window.show()
    try:
        return application.exec()
    finally:
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
    ask_place: "AskPlace | None" = None,
    ask_file: "AskPlace | None" = None,
) -> Window:
    """Make the window with the unlock room in front, not yet shown.

    Args:
        application: Qt's application.
        access: the way into the vault.
        settings: where the user's settings are kept.
        clock: tells the time.
        language: shown instead of the one in the settings.
        classification: stands at the foot of the window.
        ask_place: asks where a report goes; a file dialog when absent.
        ask_file: asks which file is taken in; a file dialog when absent.
    """
    application.setStyle("Fusion")
    loaded = settings.load()
    kept = loaded.settings
    wanted = language or kept.language
    display = Display(
        wanted if wanted in LANGUAGES else LANGUAGES[0], kept.theme, kept.scale, both=kept.both_languages
    )
    registry = ActionRegistry(ACTIONS, display)
    bridge = VaultThread()
    window = Window(
        application,
        display,
        registry,
        bridge,
        clock,
        rooms=partial(make_rooms, ask_place=ask_place, ask_file=ask_file),
        classification=classification,
    )
    for owned in (display, registry, bridge):
        owned.setParent(window)
    keeper = _Keeper(settings, kept, display, window)
    unlock = UnlockRoom(
        display, registry, bridge, window, access, last_person=kept.last_person, unlocked=keeper.unlocked
    )
    unlock.show_classification(classification)
    window.add_room(unlock)
    display.changed.connect(keeper.keep)
    window.go(UNLOCK)
    IdleWatch(window.lock, min(max(kept.idle_minutes, 1), LONGEST_IDLE), window)
    if loaded.problem is not None:
        window.say(loaded.problem)
    window.resize(1440, 900)
    return window


def make_rooms(
    window: Window, ask_place: "AskPlace | None" = None, ask_file: "AskPlace | None" = None
) -> Iterable[Room]:
    """Make the rooms behind the unlock room."""
    from app.desktop.closing.room import ClosingRoom
    from app.desktop.hand_over.room import HandOverRoom
    from app.desktop.hearing_room.room import HearingRoom
    from app.desktop.library.room import LibraryRoom
    from app.desktop.library.trial import TrialRoom
    from app.desktop.people.room import PeopleRoom
    from app.desktop.practice_room.hearing import PracticeHearingRoom
    from app.desktop.practice_room.room import PracticeRoom
    from app.desktop.signal_desk.room import SignalDeskRoom
    from app.desktop.worklist.room import WorklistRoom

    around = (window.display, window.registry, window.bridge, window)
    yield WorklistRoom(*around, clock=window.clock)
    yield HandOverRoom(*around, ask_place=ask_place, ask_file=ask_file)
    yield HearingRoom(*around)
    yield ClosingRoom(*around, ask_place=ask_place)
    yield SignalDeskRoom(*around, clock=window.clock)
    yield PeopleRoom(*around)
    yield LibraryRoom(*around, ask_place=ask_place, ask_file=ask_file)
    yield TrialRoom(*around)
    yield PracticeRoom(*around, ask_place=ask_place)
    yield PracticeHearingRoom(*around)


class _Keeper:
    """Keeps the settings when the user changes them."""

    def __init__(self, store: SettingsStore, kept: Settings, display: Display, window: Window) -> None:
        self._store = store
        self._kept = kept
        self._display = display
        self._window = window

    def unlocked(self, desk: "Desk") -> None:
        """Remember who unlocked, and let them in."""
        self._kept = replace(self._kept, last_person=desk.person_name)
        self.keep()
        self._window.open_desk(desk)

    def keep(self) -> None:
        """Keep how the program is shown."""
        display = self._display
        self._kept = replace(
            self._kept,
            language=display.language,
            theme=display.theme,
            scale=display.scale,
            both_languages=display.both,
        )
        try:
            self._store.save(self._kept)
        except EnvironmentFault as fault:
            self._window.tell(fault)
