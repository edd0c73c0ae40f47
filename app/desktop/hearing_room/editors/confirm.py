# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Instructions and acknowledgements: done, with the time, or not yet."""

from PySide6.QtWidgets import QCheckBox

from app.desktop.display import Display, Words
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.widgets.looks import column
from app.errors import says
from app.names import clock_time
from app.questionnaire.check_value import CONFIRMED
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import Value
from app.services.views import QuestionView


class ConfirmEditor(Editor):
    """A mark that something was done. Going on with F5 sets it: the interviewer has just done it."""

    def __init__(self, display: Display, kind: QuestionKind) -> None:
        super().__init__(display)
        self._kind = kind
        self._view: QuestionView | None = None
        self._box = QCheckBox()
        column(self).addWidget(self._box)
        self.setFocusProxy(self._box)
        self._words = Words(display, self)
        self._box.clicked.connect(lambda _checked: self._show())
        self._box.clicked.connect(lambda _checked: self.edited.emit())
        self._show()

    def put(self, view: QuestionView) -> None:
        """Show whether it was done, and when."""
        self._view = view
        self._box.setChecked(view.value == CONFIRMED)
        self._show()

    def confirm(self) -> None:
        """Set the mark."""
        self._box.setChecked(True)

    def value(self) -> Value:
        """Give whether it was done."""
        return CONFIRMED if self._box.isChecked() else None

    def draft(self) -> str:
        """Give the mark."""
        return CONFIRMED if self._box.isChecked() else ""

    def restore(self, text: str) -> None:
        """Put back the mark."""
        self._box.setChecked(text == CONFIRMED)

    def _show(self) -> None:
        at = self._view.answered_at if self._view else None
        if self._box.isChecked() and at is not None:
            message = (
                says("Uitgelegd om {time}", time=clock_time(at))
                if self._kind is QuestionKind.INSTRUCTION
                else says("Bevestigd om {time}", time=clock_time(at))
            )
        else:
            message = says("Uitgelegd") if self._kind is QuestionKind.INSTRUCTION else says("Bevestigd")
        self._words(self._box.setText, message)
