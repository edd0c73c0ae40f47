# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The window: one room in front at a time, the bar above it and the status line below."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QToolTip,
    QWidget,
)

from app.clock import Clock
from app.desktop import theme
from app.desktop.actions import ActionRegistry, KeyGuard
from app.desktop.bar import PRODUCT, Bar
from app.desktop.bridge import VaultThread
from app.desktop.clipboard import ClipboardGuard
from app.desktop.display import Display
from app.desktop.faults import sentence
from app.desktop.lock_key import LockKey
from app.desktop.overlay import KeyList, Overlay, Palette
from app.desktop.ports import PaletteEntry
from app.desktop.room import Room
from app.desktop.room_names import (
    CLOSING,
    HEARING_ROOM,
    LIBRARY,
    MANAGE,
    PEOPLE,
    PRACTICE,
    PRACTICE_HEARING,
    SIGNAL_DESK,
    TRIAL,
    UNLOCK,
    WORKLIST,
)
from app.desktop.status_line import StatusLine
from app.desktop.widgets.banner import Banner
from app.desktop.widgets.looks import column, set_look
from app.desktop.widgets.sentence import Sentence
from app.errors import Message, says

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.views import HearingView

_WITH_HEARING = frozenset({HEARING_ROOM, CLOSING, PRACTICE_HEARING, TRIAL})

_FRONT_DOORS = (WORKLIST, SIGNAL_DESK, LIBRARY, PRACTICE, PEOPLE)
"""The rooms where work begins; the first that the person may enter comes to the front after unlocking."""

_NO_ROOM = says("Voor uw rol is er nog geen kamer in dit programma. Vraag een beheerder om een andere rol.")
_LET_IN = says("{names} heeft nu toegang. U gaf de sleutel door bij het openen.")


class Window(QWidget):
    """The one window; it is the `Navigator` of its rooms.

    Args:
        application: shows the theme, and tells where the focus goes.
        display: language, theme and text size.
        registry: the actions; the window binds those of the program itself.
        bridge: the vault's thread.
        clock: tells the time.
        rooms: makes the rooms behind the unlock room; called once, at the first unlocking.
        classification: stands at the foot of the window.

    Signals:
        locked: everything readable is gone.
    """

    locked = Signal()

    def __init__(
        self,
        application: QApplication,
        display: Display,
        registry: ActionRegistry,
        bridge: VaultThread,
        clock: Clock,
        *,
        rooms: "Callable[[Window], Iterable[Room]]",
        classification: str = "",
    ) -> None:
        super().__init__()
        self._application = application
        self.display = display
        self.registry = registry
        self.bridge = bridge
        self.clock = clock
        self._make_rooms = rooms
        self._rooms: dict[str, Room] = {}
        self._desk: Desk | None = None
        self._was: tuple[str, Room, dict[str, str]] | None = None
        self._bar = Bar(display, registry, clock)
        self._banner = Banner(display)
        self._stack = QStackedWidget()
        self._status = StatusLine(display, classification)
        self._palette = Palette(self, display, registry, self._places, self._gather_places)
        self._keys = KeyList(self, display, registry)
        inside = column(self)
        for widget, stretch in ((self._bar, 0), (self._banner, 0), (self._stack, 1), (self._status, 0)):
            inside.addWidget(widget, stretch)
        set_look(self, "ground")
        self.setWindowTitle(PRODUCT)
        self.addActions(registry.qactions())
        self._guard = KeyGuard(registry, application)
        self._lock_key = LockKey(registry.qaction("lock"), self.lock, self)
        self._clipboard = ClipboardGuard(self)
        self._bind()
        self._dressed: tuple[str, int] | None = None
        self._redress()
        display.changed.connect(self._redress)
        bridge.failed.connect(self.tell)

    # What rooms ask of the window -----------------------------------------------------------------

    def go(self, room: str, **arguments: Any) -> None:
        """Bring a room to the front; the arguments go to its `enter`."""
        front = self.front()
        wanted = self._rooms[room]
        if front is not None and front is not wanted:
            front.leave()
        self._put_overlays_away()
        behind_lock = room == UNLOCK
        self._bar.setVisible(not behind_lock)
        self._status.setVisible(not behind_lock)
        self._stack.setCurrentWidget(wanted)
        if room not in _WITH_HEARING:
            self.hearing_header(None)
        self.registry.enter(room)
        self._bar.show_room(room, wanted.bar())
        wanted.enter(**arguments)

    def say(self, message: Message, *, error: bool = False) -> None:
        """Show a sentence in the banner until it is dismissed."""
        self._banner.show_sentence(message, error=error)

    def tell(self, error: BaseException) -> None:
        """Show the sentence of an error."""
        self.say(sentence(error), error=True)

    def saving(self) -> None:
        """Tell in the status line that words are on their way."""
        self._status.saving()

    def saved(self, at: datetime) -> None:
        """Tell in the status line when the last words were safe."""
        self._status.saved(at)

    def hearing_header(self, view: "HearingView | None") -> None:
        """Show the open hearing in the bar, or the rooms again."""
        front = self.front()
        self._bar.show_hearing(view, front.way_back if front is not None else WORKLIST)
        if view is None:
            self._status.show_questionnaire("", front.classification if front is not None else "")
        else:
            name = f"{view.questionnaire_id} {view.questionnaire_version}"
            self._status.show_questionnaire(name, view.classification)

    def lock(self) -> None:
        """Put everything away at once: words first, then the keys, then the unlock room."""
        desk = self._desk
        if desk is None:
            return
        self._desk = None
        front = self.front()
        self._was = (desk.person_name, front, front.whereabouts()) if front is not None else None
        sheets = self._half_typed()
        self._close_what_is_open()
        for room in self._rooms.values():
            room.forget()
        self._forget_undone()
        self._clipboard.clear_ours()
        self._bar.show_hearing(None)
        self._bar.show_person("")
        self._status.forget()
        self._banner.dismiss()
        self.bridge.drop_answers()
        self.bridge.ask(lambda: desk.put_by(sheets))
        self.bridge.ask(desk.lock)
        self._show_unlock()
        self.locked.emit()

    # What the program asks of the window ----------------------------------------------------------

    def add_room(self, room: Room) -> None:
        """Take in a room."""
        self._rooms[room.name] = room
        self._stack.addWidget(room)

    def front(self) -> Room | None:
        """Give the room in front."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, Room) else None

    def room(self, name: str) -> Room:
        """Give the room of that name."""
        return self._rooms[name]

    def open_desk(self, desk: "Desk") -> None:
        """Let in the person who unlocked."""
        if WORKLIST not in self._rooms:
            for room in self._make_rooms(self):
                self.add_room(room)
        self._desk = desk
        may_enter = [room for room in self._rooms.values() if not room.roles or room.roles & desk.roles]
        for room in may_enter:
            room.open_desk(desk)
        self.bridge.ask(desk.put_by_before, self._take_back, owner=self)
        names = frozenset(room.name for room in may_enter)
        self._banner.dismiss()
        self._bar.show_person(desk.person_name, names)
        self.registry.forbid(frozenset(_FRONT_DOORS) - names)
        first = next((name for name in _FRONT_DOORS if name in names), None)
        if first is None:
            self.lock()
            self.say(_NO_ROOM, error=True)
            return
        self.go(first)
        if desk.reminder is not None:
            self.say(desk.reminder)
        if desk.let_in:
            self.say(_LET_IN.filled(names=", ".join(desk.let_in)))
        self._come_back(desk)
        for notice in desk.notices[:1]:
            self.say(says("{what} Zie Beheer, Controle van de kluis.", what=notice), error=True)

    def _come_back(self, desk: "Desk") -> None:
        """Go on where this person was when the vault was locked; nobody else is led there."""
        was, self._was = self._was, None
        if was is not None and was[0] == desk.person_name and was[2]:
            was[1].come_back(was[2])

    def banner_sentence(self) -> str:
        """Give the sentence in the banner, or nothing."""
        return self._banner.sentence()

    def dismiss(self) -> None:
        """Take the sentence in the banner away."""
        self._banner.dismiss()

    def overlay(self) -> Overlay | None:
        """Give the sheet that lies over the room, if one does."""
        return next((one for one in (self._palette, self._keys) if not one.isHidden()), None)

    def customEvent(self, event: QEvent) -> None:
        """Say the sentence of a widget that knows no room."""
        if isinstance(event, Sentence):
            self.say(event.message, error=True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock before the window goes, so that nothing typed is lost."""
        self.lock()
        self.bridge.shut_down()
        super().closeEvent(event)

    def _bind(self) -> None:
        for action, handler in (
            ("lock", self.lock),
            ("palette", lambda: self._toggle(self._palette)),
            ("help", lambda: self._toggle(self._keys)),
            ("worklist", lambda: self._go_if_there(WORKLIST)),
            ("signal_desk", lambda: self._go_if_there(SIGNAL_DESK)),
            ("people", lambda: self._go_if_there(PEOPLE)),
            ("practice", lambda: self._go_if_there(PRACTICE)),
            ("library", lambda: self._go_if_there(LIBRARY)),
            ("manage", lambda: self._go_if_there(MANAGE)),
            ("language", self.display.next_language),
            ("text_larger", self.display.larger),
            ("text_smaller", self.display.smaller),
            ("theme", self.display.next_theme),
            ("both_languages", self.display.next_both),
            ("quit", self.close),
        ):
            self.registry.bind(action, handler)

    def _go_if_there(self, room: str) -> None:
        if room in self._rooms:
            self.go(room)

    def _show_unlock(self) -> None:
        # The room in front has forgotten everything: it is not asked to leave once more.
        self._stack.setCurrentWidget(self._rooms[UNLOCK])
        self.go(UNLOCK)

    def _half_typed(self) -> dict[str, dict[str, str]]:
        """Gather what is half typed in all rooms, by compartment."""
        sheets: dict[str, dict[str, str]] = {}
        for room in self._rooms.values():
            for compartment, words in room.half_typed().items():
                sheets.setdefault(compartment, {}).update(words)
        return sheets

    def _take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        for room in self._rooms.values():
            room.take_back(sheets)

    def _close_what_is_open(self) -> None:
        """Close menus, lists and dialogs, file dialogs too: none of them keeps the window from locking."""
        QToolTip.hideText()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for shown in QApplication.topLevelWidgets():
            if isinstance(shown, QDialog) and shown.isVisible():
                shown.reject()

    def _forget_undone(self) -> None:
        """Drop what Ctrl+Z would bring back: emptying a field alone leaves it there."""
        for line in self.findChildren(QLineEdit):
            blocked = line.blockSignals(True)
            line.setText(line.text())
            line.blockSignals(blocked)
        for area in self.findChildren(QPlainTextEdit):
            area.document().clearUndoRedoStacks()

    def _toggle(self, overlay: Overlay) -> None:
        shown = self.overlay()
        self._put_overlays_away()
        if shown is not overlay:
            overlay.bring()

    def _put_overlays_away(self) -> None:
        shown = self.overlay()
        if shown is not None:
            shown.put_away()

    def _places(self, text: str) -> tuple[PaletteEntry, ...]:
        front = self.front()
        return front.places(text) if front is not None else ()

    def _gather_places(self, then: Callable[[], object]) -> None:
        front = self.front()
        if front is not None:
            front.gather_places(then)

    def _redress(self) -> None:
        """Dress everything anew where colours or sizes changed; another language needs none of that."""
        wanted = (self.display.theme, self.display.pixels(100))
        if wanted != self._dressed:
            self._dressed = wanted
            theme.apply(self._application, self.display)
