# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sentences and questions in the window itself: nothing pops up and nothing waits."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row, set_look, set_mark
from app.errors import Message, says


class Banner(QFrame):
    """One sentence below the bar, until it is dismissed or another takes its place."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words(display, self)
        self._label = Label()
        self._close = button("link")
        self._words(self._close.setText, says("Sluit"))
        self._close.clicked.connect(self.dismiss)
        inside = row(self, margins=(8, 20), spacing=16)
        inside.addWidget(self._label, 1)
        inside.addWidget(self._close)
        set_look(self, "banner")
        self.hide()

    def show_sentence(self, message: Message, *, error: bool = False) -> None:
        """Show a sentence. It takes no focus: whoever types goes on typing."""
        set_mark(self, "tone", "error" if error else "plain")
        self._words(self._label.setText, message)
        self._words(self.setAccessibleName, message)
        self.show()

    def dismiss(self) -> None:
        """Take the sentence away, and keep nothing of it: it may name somebody."""
        self.hide()
        self._words(self._label.setText, Message(""))
        self._words(self.setAccessibleName, Message(""))

    def sentence(self) -> str:
        """Give the sentence shown, or nothing."""
        return "" if self.isHidden() else self._label.text()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc dismiss the sentence."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)


class ConfirmBar(QFrame):
    """A question with two answers, in the room itself; Esc is *no*, and the focus starts there."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Words(display, self)
        self._question = Label()
        self._yes = button("primary")
        self._no = button()
        self._act: Callable[[], object] | None = None
        self._before: QWidget | None = None
        self._words(self._no.setText, says("Nee"))
        self._yes.clicked.connect(self._confirmed)
        self._no.clicked.connect(self.dismiss)
        inside = row(self, margins=(8, 12))
        inside.addWidget(self._question, 1)
        inside.addWidget(self._no)
        inside.addWidget(self._yes)
        set_look(self, "confirm")
        self.hide()

    def ask(self, question: Message, yes: Message, act: Callable[[], object]) -> None:
        """Ask; `act` is carried out on *yes*, whose button says what will happen."""
        self._words(self._question.setText, question)
        self._words(self._yes.setText, yes)
        self._act = act
        self._before = self.window().focusWidget()
        self.show()
        self._no.setFocus()

    def dismiss(self) -> None:
        """Take the question away; nothing happens."""
        self._act = None
        self.hide()
        self._words(self._question.setText, Message(""))
        before, self._before = self._before, None
        if before is not None and shiboken6.isValid(before) and before.isVisible():
            before.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc be *no*."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _confirmed(self) -> None:
        act = self._act
        self.dismiss()
        if act is not None:
            act()
