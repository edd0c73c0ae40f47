# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The blue bar on top: the rooms, or the hearing that is open."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QWidget

from app.clock import Clock
from app.desktop.display import Display, Words
from app.desktop.ports import Registry
from app.desktop.room_names import LIBRARY, MANAGE, PEOPLE, PRACTICE, SIGNAL_DESK, WORKLIST
from app.desktop.widgets.buttons import ActionButton
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row, set_look
from app.errors import Message, says

if TYPE_CHECKING:
    from app.services.views import HearingView

PRODUCT = "Gehoorwijzer"

_WITH_EVERY_ROOM, _WITH_PERSON = 1150, 900
"""Pixels at 100 %, in which the doors of all rooms fit with the product's name, or with the person."""

_GO_ON = says("Ga verder")
_BREAK = says("Pauze")


class Bar(QFrame):
    """The bar. `show_hearing` puts the open hearing in the place of the rooms."""

    def __init__(self, display: Display, registry: Registry, clock: Clock) -> None:
        super().__init__()
        self._display = display
        self._clock = clock
        self._hearing: HearingView | None = None
        self._person = QLabel()
        self._words = Words(display, self)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._tick)
        self._rooms = {
            room: ActionButton(registry, display, room, keys=False)
            for room in (WORKLIST, SIGNAL_DESK, PEOPLE, PRACTICE, LIBRARY, MANAGE)
        }
        self._title = Label()
        self._number = Label()
        self._who = Label()
        self._time = QLabel()
        self._break = ActionButton(registry, display, "break")
        self._backs = {room: ActionButton(registry, display, room) for room in (WORKLIST, PRACTICE, LIBRARY)}
        self._of_room: QWidget | None = None
        self._may_enter: frozenset[str] = frozenset()
        self._lock = ActionButton(registry, display, "lock")
        self._lay_out()
        set_look(self, "bar")
        display.changed.connect(self._show_words)
        self.show_hearing(None)

    def _lay_out(self) -> None:
        self._product = QLabel(PRODUCT)
        set_look(self._product, "brand")
        line = QFrame()
        set_look(line, "bar_line")
        line.setFixedHeight(22)
        set_look(self._title, "strong")
        for quiet in (self._number, self._who, self._person):
            set_look(quiet, "quiet")
        set_look(self._time, "clock")
        for label in (self._title, self._number, self._who, self._person):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._line = line
        inside = row(self, margins=(11, 18), spacing=12)
        inside.addWidget(self._product)
        inside.addWidget(line)
        for tab in self._rooms.values():
            tab.setCheckable(True)
            inside.addWidget(tab)
        self._block = row(spacing=12)
        for label, stretch in ((self._title, 0), (self._number, 0), (self._who, 1)):
            self._block.addWidget(label, stretch)
        inside.addLayout(self._block, 1)
        self._place = inside.count()
        for widget in (self._person, self._time, *self._backs.values(), self._break, self._lock):
            inside.addWidget(widget)
        self._inside = inside

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit what the bar shows to its width."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Put the hearing's particulars below each other, and leave names and keys out, in little room."""
        hearing = self._hearing is not None
        width, pixels = self.width(), self._display.pixels
        narrow = width < pixels(1100 if hearing else _WITH_EVERY_ROOM)
        self._block.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow and hearing else QBoxLayout.Direction.LeftToRight
        )
        self._block.setSpacing(0 if narrow else 12)
        self._product.setVisible(not narrow)
        self._person.setVisible(not hearing and width >= pixels(_WITH_PERSON))
        self._line.setVisible(hearing and not narrow)
        for shown in (*self._backs.values(), self._break, self._lock):
            shown.show_keys(shown=not narrow)

    def show_room(self, room: str, of_room: QWidget | None) -> None:
        """Mark the room in front, and show what it brings for the bar."""
        for name, tab in self._rooms.items():
            tab.setChecked(name == room)
        if self._of_room is not None and self._of_room is not of_room:
            self._inside.removeWidget(self._of_room)
            self._of_room.setParent(None)
        self._of_room = of_room
        if of_room is not None:
            self._inside.insertWidget(self._place, of_room)
            of_room.show()

    def show_person(self, name: str, rooms: frozenset[str] = frozenset()) -> None:
        """Show who works here, and the rooms that this person may enter."""
        self._person.setText(name)
        self._may_enter = rooms
        for room, tab in self._rooms.items():
            tab.setVisible(self._hearing is None and room in rooms)

    def show_hearing(self, hearing: "HearingView | None", way_back: str = WORKLIST) -> None:
        """Show the open hearing with the room it goes back to, or the rooms again."""
        self._hearing = hearing
        running = hearing is not None and hearing.session_ended is None
        shown: list[tuple[QWidget, bool]] = [
            *((tab, hearing is None and room in self._may_enter) for room, tab in self._rooms.items()),
            *((widget, hearing is not None) for widget in (self._title, self._number, self._time)),
            *((back, hearing is not None and room == way_back) for room, back in self._backs.items()),
            (self._break, running),
        ]
        # What goes goes first: all of it together is wider than many a window, which would grow with it.
        for widget, is_shown in sorted(shown, key=lambda one: one[1]):
            widget.setVisible(is_shown)
        self._show_words()
        self._tick()
        self._arrange()
        if running:
            self._timer.start()
        else:
            self._timer.stop()

    def _show_words(self) -> None:
        self._arrange()
        hearing = self._hearing
        if hearing is None:
            for label in (self._title, self._number, self._who, self._time):
                label.setText("")
            return
        from app.names import language_name

        header = hearing.header
        self._title.setText(self._display.show(hearing.title))
        self._number.setText(self._display.text(says("V-nummer {number}", number=header.v_number)))
        interpreter: Message | None = None
        if header.interpreter_number:
            interpreter = says("tolk {number}", number=header.interpreter_number)
        parts = (
            header.name,
            language_name(header.language, self._display.language),
            self._display.text(interpreter) if interpreter else "",
        )
        self._who.setText(" · ".join(part for part in parts if part))
        self._break.set_title(_GO_ON if hearing.on_break else _BREAK)

    def _tick(self) -> None:
        if self._hearing is not None:
            worked = time_worked(self._hearing, self._clock.now())
            hours, rest = divmod(int(worked.total_seconds()), 3600)
            self._time.setText(f"{hours:02}:{rest // 60:02}:{rest % 60:02}")


def time_worked(hearing: "HearingView", now: datetime) -> timedelta:
    """Give how long the session has lasted, without its breaks."""
    end = hearing.session_ended or now
    breaks = ((one.ended or end) - one.started for one in hearing.breaks)
    return max(end - hearing.session_started - sum(breaks, timedelta()), timedelta())
