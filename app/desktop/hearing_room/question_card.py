# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A question that is not the current one: what was asked and answered, read at a glance."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout

from app.desktop.display import Display
from app.desktop.hearing_room.wording import answer_words, hindrance_words, is_asked, warning_words
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import clear, row, set_look
from app.errors import says
from app.i18n import Translator
from app.names import clock_time
from app.questionnaire.explain import in_words
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import NonAnswer
from app.services.views import QuestionView


class QuestionCard(Card):
    """A quiet card. A click on it asks to go there.

    Signals:
        wanted: the user wants to go to this question; carries its address.
    """

    wanted = Signal(object)

    def __init__(self, display: Display, view: QuestionView) -> None:
        super().__init__(margins=(12, 18), spacing=6)
        self._display = display
        self.view = view
        self._number = QLabel()
        self._label = Label(look="asked")
        self._beside = Label(look="quiet")
        self._answer = Label(look="answer")
        self._below = QVBoxLayout()
        self._chips = row(spacing=6)
        set_look(self._number, "small")
        self._number.setAlignment(Qt.AlignmentFlag.AlignTop)
        heading = row(spacing=10)
        heading.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._label, 1)
        self.inside.addLayout(heading)
        self.inside.addWidget(self._beside)
        self.inside.addWidget(self._answer)
        self.inside.addLayout(self._below)
        self.inside.addLayout(self._chips)
        self._below.setSpacing(4)
        if is_asked(view):
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        display.changed.connect(self._show)
        self._show()

    def update_view(self, view: QuestionView) -> None:
        """Show the question as it stands now."""
        if view != self.view:
            self.view = view
            self._show()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to the question."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and is_asked(self.view):
            self.wanted.emit(self.view.address)

    def _show(self) -> None:
        view = self.view
        self._number.setText(view.number)
        self._number.setVisible(bool(view.number))
        self._label.setText(self._display.show(view.label))
        self._beside.setText(self._display.beside(view.label))
        self._beside.setVisible(bool(self._beside.text()))
        set_look(self._label, "asked" if is_asked(view) else "quiet")
        answer = answer_words(view, self._display) if is_asked(view) or view.is_aside else ""
        set_look(self._answer, "quiet" if isinstance(view.value, NonAnswer) or view.is_aside else "answer")
        self._answer.setText(answer or (view.draft or ""))
        self._answer.setVisible(bool(self._answer.text()))
        self._show_below()
        self._show_chips()

    def _show_below(self) -> None:
        clear(self._below)
        for asked in self.view.follow_ups:
            self._below.addWidget(
                Label(self._display.text(says("V: {words}", words=asked.question)), "asked")
            )
            answer = self._display.text(says("A: {words}", words=asked.answer))
            self._below.addWidget(Label(answer, "answer"))
        for remark in self.view.remarks:
            message = (
                says("Opmerking van de tolk: {words}", words=remark.text)
                if remark.by_interpreter
                else says("Opmerking van de rapporteur: {words}", words=remark.text)
            )
            self._below.addWidget(Label(self._display.text(message), "quiet"))

    def _show_chips(self) -> None:
        clear(self._chips)
        view = self.view
        chips = []
        if view.required and view.answered_at is None and not view.read_only:
            chips.append(Chip(self._display.text(says("verplicht")), "accent"))
        if view.draft is not None or view.below:
            chips.append(Chip(self._display.text(says("nog niet afgerond")), "amber"))
        if view.answered_at is not None:
            chips.append(Chip(self._confirmed(view)))
        if view.filled_in:
            chips.append(Chip(self._display.text(says("ingevuld door de vragenlijst"))))
        elif view.revisions > 1:
            chips.append(Chip(self._display.text(says("herzien"))))
        for chip in chips:
            self._chips.addWidget(chip)
        self._chips.addStretch(1)
        if view.problem is not None:
            problem = Label(self._display.show(view.problem), "error")
            self._chips.insertWidget(0, problem, 1)

        if view.is_aside:
            kept = self._display.text(
                says("Nu niet gevraagd. Het antwoord blijft bewaard en staat niet in het rapport.")
            )
            why = in_words(view.aside_because, Translator(self._display.language))
            self._below.addWidget(Label(f"{kept}\n{why}", "guidance"))
        if warning := warning_words(view, self._display):
            self._below.addWidget(Label(warning, "quiet" if view.reason else "guidance"))
        if hindrance := hindrance_words(view.hindrance, self._display):
            self._below.addWidget(Label(hindrance, "guidance"))

    def _confirmed(self, view: QuestionView) -> str:
        time = clock_time(view.answered_at) if view.answered_at else ""
        if view.kind is QuestionKind.INSTRUCTION:
            return self._display.text(says("Uitgelegd om {time}", time=time))
        return time
