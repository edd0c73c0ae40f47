# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Withdrawing a report: a reason, in the room itself; Esc changes nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.field import Field
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.errors import says

_WHY = says("Schrijf kort op waarom u deze melding intrekt.")


class Withdrawal(QWidget):
    """The question why.

    Signals:
        given: the reason, filled in.
        given_up: nothing is withdrawn.
    """

    given = Signal(str)
    given_up = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__()
        words = Words(display, self)
        self._reason = LineField()
        self._field = Field(display, says("Waarom trekt u deze melding in?"), self._reason)
        yes, no = button(), button()
        words(yes.setText, says("Trek in"))
        words(no.setText, says("Annuleer  Esc"))
        acts = row()
        acts.addWidget(yes, 1)
        acts.addWidget(no, 1)
        inside = column(self, spacing=8)
        inside.addWidget(self._field)
        inside.addLayout(acts)
        self._reason.returnPressed.connect(self._submit)
        yes.clicked.connect(self._submit)
        no.clicked.connect(self.dismiss)
        self.hide()

    def ask(self) -> None:
        """Ask for the reason."""
        self._field.show_problem(None)
        self.show()
        self._reason.setFocus()

    @property
    def reason(self) -> str:
        """The reason that is being typed."""
        return self._reason.text()

    def go_on(self, reason: str) -> None:
        """Ask for the reason, of which this was typed already."""
        self.ask()
        self._reason.setText(reason)

    def dismiss(self) -> None:
        """Put the question away; nothing is withdrawn."""
        self.forget()
        self.given_up.emit()

    def forget(self) -> None:
        """Put the question and its words away."""
        self._reason.clear()
        self.hide()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc change nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
            return
        super().keyPressEvent(event)

    def _submit(self) -> None:
        reason = self._reason.text().strip()
        if not reason:
            self._field.show_problem(_WHY)
            self._reason.setFocus()
            return
        self.forget()
        self.given.emit(reason)
