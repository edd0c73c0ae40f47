# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A note of this hearing, in the drawer's list."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLabel

from app.desktop.display import Display
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import row, set_look
from app.errors import says
from app.names import clock_time
from app.services.signal_views import NoteView
from app.services.words import BASES


class NoteCard(Card):
    """A note. Enter or a click asks to go on with it.

    Signals:
        wanted: the user wants to go on with this note; carries its view.
    """

    wanted = Signal(object)

    def __init__(self, display: Display, note: NoteView) -> None:
        super().__init__(margins=(10, 12), spacing=6)
        self._display = display
        self._note = note
        self._quote = Label()
        number = QLabel(note.question_number)
        set_look(number, "small")
        heading = row(spacing=6)
        heading.addWidget(Label(note.fields.indicator or "–", "strong"), 1)
        heading.addWidget(number)
        self._basis, self._state = Chip(), Chip()
        time = QLabel(clock_time(note.noted_at))
        set_look(time, "small")
        foot = row(spacing=6)
        foot.addWidget(self._basis)
        foot.addWidget(self._state)
        foot.addStretch(1)
        foot.addWidget(time)
        self.inside.addLayout(heading)
        self.inside.addWidget(self._quote)
        self.inside.addLayout(foot)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        display.changed.connect(self._show)
        self._show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go on with the note."""
        super().mouseReleaseEvent(event)
        self.wanted.emit(self._note)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with the note at Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.wanted.emit(self._note)
            return
        super().keyPressEvent(event)

    def _show(self) -> None:
        fields = self._note.fields
        self._quote.setText(self._display.quote(fields.quote))
        self._basis.setText(self._display.text(BASES[fields.basis]))
        state = says("concept") if self._note.report_id is None else says("in een melding")
        self._state.setText(self._display.text(state))
        self.setAccessibleName(f"{self._note.question_number} {fields.indicator} {fields.quote}")
