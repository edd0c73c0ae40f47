# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The line below: whether all words are safe, and how the page is classified."""

from datetime import datetime

from PySide6.QtWidgets import QFrame, QLabel

from app.desktop.display import Display, Words
from app.desktop.widgets.looks import row, set_look
from app.errors import Message, says

_SAVING = says("Wordt opgeslagen …")
_ALL_SAVED = says("Alles opgeslagen")


class StatusLine(QFrame):
    """The line at the foot of the window."""

    def __init__(self, display: Display, classification: str) -> None:
        super().__init__()
        self._words = Words(display, self)
        self._saved = QLabel()
        self._questionnaire = QLabel()
        self._classification = QLabel(classification)
        self._usual = classification
        encrypted = QLabel()
        set_look(self._classification, "classification")
        inside = row(self, margins=(5, 18), spacing=16)
        for widget in (self._saved, encrypted, self._questionnaire):
            inside.addWidget(widget)
        inside.addStretch(1)
        inside.addWidget(self._classification)
        set_look(self, "status")
        self._words(encrypted.setText, says("versleuteld"))
        self.forget()

    def saving(self) -> None:
        """Tell that words are on their way."""
        self._show_saved("○", _SAVING)

    def saved(self, at: datetime) -> None:
        """Tell when the last words were safe (any zone; shown in the office's)."""
        from app.names import OFFICE_ZONE

        self._show_saved("●", says("Opgeslagen {time}", time=f"{at.astimezone(OFFICE_ZONE):%H:%M:%S}"))

    def show_questionnaire(self, name: str, classification: str) -> None:
        """Show the questionnaire of the open hearing and the hearing's own classification."""
        self._questionnaire.setText(name)
        self._classification.setText(classification or self._usual)

    def forget(self) -> None:
        """Show nothing of a hearing."""
        self._show_saved("●", _ALL_SAVED)
        self.show_questionnaire("", "")

    def _show_saved(self, dot: str, message: Message) -> None:
        self._words(self._saved.setText, Message("{dot} {state}", {"dot": dot, "state": message}))
