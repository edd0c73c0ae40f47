# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A numbered field of the report, with what belongs in it beside its heading."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column
from app.desktop.widgets.text_area import GrowingTextArea
from app.errors import Message


class NumberedField(QWidget):
    """A heading with a number, room to write, and one line below.

    Signals:
        edited: the user changed the words.
    """

    edited = Signal()

    def __init__(
        self, display: Display, number: int, heading: Message, asks: Message, *, lines: int = 2
    ) -> None:
        super().__init__()
        self._words = Words(display, self)
        self.area = GrowingTextArea(least=lines, most=16, look="")
        self._heading = Label(look="strong")
        self._heading.setBuddy(self.area)
        self._asks = Label(look="small")
        self._below = Label(look="guidance")
        inside = column(self, spacing=4)
        for widget in (self._heading, self._asks, self.area, self._below):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._words(self._heading.setText, Message(f"{number}  {{heading}}", {"heading": heading}))
        self._words(self._asks.setText, asks)
        self._words(self.area.setAccessibleName, heading)
        self._words(self.area.setAccessibleDescription, asks)
        self._below.hide()
        self.setFocusProxy(self.area)
        self.area.edited.connect(self.edited)

    def text(self) -> str:
        """Give what was written, without the blanks around it."""
        return self.area.toPlainText().strip()

    def fill(self, text: str) -> None:
        """Put words there that were kept."""
        self.area.fill(text)
        self.area.moveCursor(QTextCursor.MoveOperation.End)

    def set_fixed(self, fixed: bool) -> None:
        """Let the words be read and not changed."""
        self.area.setReadOnly(fixed)

    def show_below(self, text: str) -> None:
        """Show a hint below, or none."""
        self._below.setText(text)
        self._below.setVisible(bool(text))
