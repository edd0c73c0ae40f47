# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list of things to go to, of which each line may wrap. One stop for Tab; arrows go up and down."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QSizePolicy, QWidget

from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import clear, column, row, set_look, set_mark


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one line; `key` tells which thing it is."""

    key: str
    title: str
    aside: str = ""
    below: str = ""
    chip: str = ""
    tone: str = "plain"


class RowList(QWidget):
    """Lines to choose from.

    Signals:
        chosen: somebody pressed Enter on a line or clicked it; carries its key.
    """

    chosen = Signal(str)

    def __init__(self, *, bold: bool = True) -> None:
        super().__init__()
        self._bold = bold
        self._rows: tuple[Row, ...] = ()
        self._buttons: list[RowButton] = []
        self._current = ""
        self._inside = column(self, spacing=2)

    def rows(self) -> tuple[Row, ...]:
        """Give the lines shown."""
        return self._rows

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show other lines; the focus stays on the line it was on, if that is still there."""
        if rows == self._rows:
            return
        focused = next((one.key for one in self._buttons if one.hasFocus()), None)
        clear(self._inside)
        self._rows = rows
        self._buttons = [RowButton(one, bold=self._bold) for one in rows]
        for made in self._buttons:
            made.pressed_at.connect(self.chosen)
            made.step.connect(self._step)
            made.focused.connect(self._arrived)
            self._inside.addWidget(made)
            made.show()  # at once, not when the window next lays out: the focus may go there now
        self.set_current(self._current)
        if focused is not None:
            self.focus_on(focused)

    def set_current(self, key: str) -> None:
        """Mark the line of what is being worked on."""
        self._current = key
        for one in self._buttons:
            one.set_current(one.key == key)
        stop = next((one for one in self._buttons if one.key == key), None)
        self._stop_at(stop.key if stop else self._rows[0].key if self._rows else "")

    def focus_on(self, key: str = "") -> bool:
        """Put the focus on a line, or on the one Tab would stop at; tell whether there is any."""
        wanted = next((one for one in self._buttons if one.key == key), None)
        if wanted is None:
            wanted = next((one for one in self._buttons if one.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if wanted is not None:
            wanted.setFocus(Qt.FocusReason.OtherFocusReason)
        return wanted is not None

    def _arrived(self, key: str) -> None:
        self._stop_at(key)
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        line = next((one for one in self._buttons if one.key == key), None)
        if around is not None and line is not None:
            around.ensureWidgetVisible(line)

    def _stop_at(self, key: str) -> None:
        for one in self._buttons:
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if one.key == key else Qt.FocusPolicy.ClickFocus)

    def _step(self, key: str, by: int) -> None:
        at = next(place for place, one in enumerate(self._rows) if one.key == key)
        to = min(max(at + by, 0), len(self._buttons) - 1)
        self._buttons[to].setFocus(Qt.FocusReason.OtherFocusReason)


class RowButton(QPushButton):
    """One line, pressed with Enter, Space or the mouse."""

    pressed_at = Signal(str)
    step = Signal(str, int)
    focused = Signal(str)

    def __init__(self, shown: Row, *, bold: bool) -> None:
        super().__init__()
        self.key = shown.key
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._inside = column(self, margins=(8, 12), spacing=3)
        top = row(spacing=10)
        top.addWidget(Label(shown.title, "strong" if bold else ""), 1)
        if shown.aside:
            aside = QLabel(shown.aside)
            aside.setTextFormat(Qt.TextFormat.PlainText)
            set_look(aside, "small")
            top.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)
        self._inside.addLayout(top)
        if shown.below:
            self._inside.addWidget(Label(shown.below, "small"))
        if shown.chip:
            self._inside.addWidget(Chip(shown.chip, shown.tone), 0, Qt.AlignmentFlag.AlignLeft)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        said = (shown.title, shown.aside, shown.below, shown.chip)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.clicked.connect(lambda: self.pressed_at.emit(self.key))
        set_look(self, "row")

    def set_current(self, current: bool) -> None:
        """Mark the line, or not."""
        set_mark(self, "current", "true" if current else "false")

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows from the width: always, for the words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height that the words need at a width."""
        return self._inside.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Give the size of what is inside; a button would ask for the size of its own text."""
        return self._inside.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """Give how small the line may become."""
        return self._inside.minimumSize()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus is here, so that it comes back here."""
        super().focusInEvent(event)
        self.focused.emit(self.key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go up and down with arrows, to the ends with Home and End."""
        by = _STEPS.get(Qt.Key(event.key()))
        if by is not None:
            self.step.emit(self.key, by)
            return
        super().keyPressEvent(event)


_FAR = 1_000_000

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -_FAR, Qt.Key.Key_End: _FAR}
