# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing a follow-up or a remark below the current question."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.labels import SectionLabel
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row, set_look
from app.desktop.widgets.text_area import GrowingTextArea
from app.errors import Message, says
from app.services.views import DraftPart

_TITLES: dict[DraftPart, Message] = {
    DraftPart.FOLLOW_UP: says("Vervolgvraag"),
    DraftPart.REMARK: says("Opmerking van de rapporteur"),
    DraftPart.INTERPRETER_REMARK: says("Opmerking van de tolk"),
    DraftPart.REASON: says("Waarom dit antwoord klopt"),
}
_PLACEHOLDERS: dict[DraftPart, Message] = {
    DraftPart.FOLLOW_UP: says("Het antwoord"),
    DraftPart.REASON: says("Wat er bij navraag is gezegd"),
}


class Composer(QFrame):
    """Room for a question with its answer, or for a remark.

    Args:
        part: what is written.
        turn_id: the follow-up whose answer is revised, or nothing for a new one.

    Signals:
        edited: the user typed.
        ready: the user wants it kept.
        dismissed: the user wants it gone; only while nothing is written.
    """

    edited = Signal()
    ready = Signal()
    dismissed = Signal()

    def __init__(self, display: Display, part: DraftPart, turn_id: str | None = None) -> None:
        super().__init__()
        self.part = part
        self.turn_id = turn_id
        self._question = LineField()
        self._answer = GrowingTextArea(least=2)
        self._title = SectionLabel()
        self._keep = button()
        words = Words(display, self)
        words(self._title.setText, _TITLES[part])
        words(self._question.setPlaceholderText, says("De vraag die u stelde"))
        words(self._question.setAccessibleName, says("Vervolgvraag"))
        is_follow_up = part is DraftPart.FOLLOW_UP
        words(
            self._answer.setAccessibleName,
            says("Antwoord op de vervolgvraag") if is_follow_up else _TITLES[part],
        )
        words(
            self._answer.setPlaceholderText,
            _PLACEHOLDERS.get(part, says("Wat is opgemerkt")),
        )
        words(self._keep.setText, says("Bewaar"))
        self._question.setReadOnly(turn_id is not None)
        line = row(spacing=8)
        line.addStretch(1)
        line.addWidget(self._keep)
        inside = column(self, margins=(10, 12), spacing=6)
        inside.addWidget(self._title)
        inside.addWidget(self._question)
        inside.addWidget(self._answer)
        inside.addLayout(line)
        # Only now: a widget without a parent that is made visible becomes a window.
        self._question.setVisible(is_follow_up)
        set_look(self, "confirm")
        self._question.textEdited.connect(lambda _text: self.edited.emit())
        self._answer.edited.connect(self.edited)
        self._keep.clicked.connect(self.ready)
        self._question.returnPressed.connect(self._answer.setFocus)
        for field in (self._question, self._answer):
            field.installEventFilter(self)

    @property
    def question(self) -> str:
        """The question asked."""
        return self._question.text()

    @property
    def answer(self) -> str:
        """The answer, or the remark."""
        return self._answer.toPlainText()

    def fill(self, question: str, answer: str) -> None:
        """Put words there."""
        self._question.setText(question)
        self._answer.fill(answer)

    def draft(self) -> str:
        """Give what is written, the question on the first line."""
        return f"{self.question}\n{self.answer}" if self.part is DraftPart.FOLLOW_UP else self.answer

    def restore(self, text: str) -> None:
        """Put back what `draft` gave."""
        if self.part is DraftPart.FOLLOW_UP:
            question, _, answer = text.partition("\n")
            self.fill(question, answer)
        else:
            self.fill("", text)

    def is_empty(self) -> bool:
        """Whether nothing is written."""
        return not self.draft().strip()

    def take_focus(self) -> None:
        """Put the cursor where writing begins."""
        first = self._question if self.part is DraftPart.FOLLOW_UP and self.turn_id is None else self._answer
        first.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc put away what is empty."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Escape
            and (self.is_empty() or self.turn_id is not None)
        ):
            self.dismissed.emit()
            return True
        return super().eventFilter(watched, event)
