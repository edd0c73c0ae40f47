# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A field with its label close above it, and room for one sentence below."""

from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column, set_look
from app.errors import Message

_NOTHING = Message("")


class Field(QWidget):
    """A label, the widget to fill in, and a hint or a problem below it."""

    def __init__(
        self, display: Display, label: Message, widget: QWidget, hint: Message | None = None
    ) -> None:
        super().__init__()
        self.widget = widget
        self._words = Words(display, self)
        self._hint = hint
        self._label = Label(look="small")
        self._below = Label(look="small")
        self._label.setBuddy(widget)
        inside = column(self, spacing=4)
        inside.addWidget(self._label)
        inside.addWidget(widget)
        inside.addWidget(self._below)
        inside.addStretch(1)
        self._words(self._label.setText, label)
        self._words(widget.setAccessibleName, label)
        self.setFocusProxy(widget)
        self.show_problem(None)

    def rename(self, label: Message) -> None:
        """Ask for something else in the same field."""
        self._words(self._label.setText, label)
        self._words(self.widget.setAccessibleName, label)

    def hide_label(self) -> None:
        """Show no label above: the widget says itself what it is."""
        self._label.hide()

    def show_problem(self, problem: Message | None, *, error: bool = True) -> None:
        """Show what is wrong with the field, or its hint again. A mere warning is not in red."""
        shown = problem or self._hint
        set_look(self._below, "error" if problem and error else "small")
        self._words(self._below.setText, shown or _NOTHING)
        self._words(self.widget.setAccessibleDescription, shown or _NOTHING)
        self._below.setVisible(shown is not None)
