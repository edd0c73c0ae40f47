# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The question that is being asked: the largest thing on the screen, with the editor of its answer."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout

from app.desktop.actions import keys_shown
from app.desktop.display import Display, Words
from app.desktop.hearing_room.composer import Composer
from app.desktop.hearing_room.editors.confirm import ConfirmEditor
from app.desktop.hearing_room.editors.file import FileEditor
from app.desktop.hearing_room.editors.make import make_editor
from app.desktop.hearing_room.wording import answer_words, hindrance_words, warning_words
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import clear, row, set_look
from app.errors import Message, says
from app.i18n import Translator
from app.names import clock_time
from app.questionnaire.explain import Explanation, in_words
from app.questionnaire.values import NonAnswer, Value
from app.services.views import DraftPart, FollowUp, QuestionView

NON_ANSWER_ACTIONS = (
    ("does_not_know", NonAnswer.UNKNOWN),
    ("declines", NonAnswer.REFUSED),
    ("not_applicable", NonAnswer.NOT_APPLICABLE),
    ("not_asked", NonAnswer.NOT_ASKED),
    ("interpreter_trouble", NonAnswer.INTERPRETER_TROUBLE),
)


class CurrentCard(Card):
    """The current question.

    Signals:
        edited: the user changed the answer.
        ready: the user is done with this question.
        composed: what is written below it changed; carries the composer.
        kept: the user wants what is written below kept; carries the composer.
        export_wanted: the user wants the file that was given; carries the question and the place for it.
    """

    edited = Signal()
    ready = Signal()
    composed = Signal(object)
    kept = Signal(object)
    export_wanted = Signal(object, str)

    def __init__(self, display: Display, registry: Registry, view: QuestionView) -> None:
        super().__init__(margins=(16, 20), spacing=10)
        self.set_current(True)
        self._display = display
        self._registry = registry
        self._words = Words(display, self)
        self.view = view
        self.composer: Composer | None = None
        self.is_edited = False
        self._number = QLabel()
        self._required = Chip("", "accent")
        self._sensitive = Chip("", "amber")
        self._time = Chip()
        self._guidance_button = QPushButton()
        self._label = Label(look="question")
        self._beside = Label(look="quiet")
        self._hint = Label(look="quiet")
        self._guidance = Label(look="guidance")
        self._non_answer = Label(look="quiet")
        self._problem = Label(look="error")
        self._warning = Label(look="guidance")
        self._hindrance = Label(look="guidance")
        self._why = Label(look="guidance")
        self._explanations: tuple[Explanation, ...] = ()
        self._let_stand = ActionButton(registry, display, "let_stand")
        self._below = QVBoxLayout()
        self._below.setSpacing(6)
        self.editor = make_editor(view, display)
        self._lay_out()
        display.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        set_look(self._number, "small")
        set_look(self._guidance_button, "link")
        self._guidance_button.clicked.connect(self.toggle_guidance)
        heading = row(spacing=8)
        for widget in (self._number, self._required, self._sensitive, self._time):
            heading.addWidget(widget)
        heading.addStretch(1)
        heading.addWidget(self._guidance_button)
        self.inside.addLayout(heading)
        for label in (self._label, self._beside, self._hint, self._guidance, self._non_answer):
            self.inside.addWidget(label)
        if self.editor is not None:
            self.inside.addWidget(self.editor)
            self.editor.edited.connect(self._changed)
            self.editor.done.connect(self.ready)
        if isinstance(self.editor, FileEditor):
            self.editor.export_wanted.connect(lambda place: self.export_wanted.emit(self.view.address, place))
        self.inside.addWidget(self._problem)
        self.inside.addWidget(self._warning)
        self.inside.addWidget(self._hindrance)
        self.inside.addWidget(self._why)
        self.inside.addLayout(self._below)
        self.inside.addLayout(self._buttons())

    def _buttons(self) -> Flow:
        line = Flow()
        for action, code in NON_ANSWER_ACTIONS:
            if code in self.view.non_answers:
                line.addWidget(ActionButton(self._registry, self._display, action))
        line.split()
        line.addWidget(self._let_stand)
        line.addWidget(ActionButton(self._registry, self._display, "follow_up"))
        title = says("Uitgelegd") if isinstance(self.editor, ConfirmEditor) else None
        line.addWidget(
            ActionButton(self._registry, self._display, "next_question", look="primary", title=title)
        )
        return line

    # The answer

    def value(self) -> Value:
        """Give the answer that is filled in.

        Raises:
            UserError: it is no answer.
        """
        return self.editor.value() if self.editor is not None else None

    def confirm_if_not_yet(self) -> None:
        """Mark an instruction as given: going on from it says that it was."""
        if isinstance(self.editor, ConfirmEditor) and self.view.answered_at is None and not self.is_edited:
            self.editor.confirm()
            self.is_edited = True

    def take_focus(self) -> None:
        """Put the cursor where writing begins."""
        if self.composer is not None:
            self.composer.take_focus()
        elif self.editor is not None:
            self.editor.take_focus()
        else:
            self.setFocus()

    def update_view(self, view: QuestionView) -> None:
        """Show the question as it stands now; what is being typed stays as it is."""
        answered_elsewhere = view.value != self.view.value and not self.is_edited
        choices_changed = view.choices != self.view.choices
        self.view = view
        if self.editor is not None and (answered_elsewhere or choices_changed):
            typed = self.editor.draft()
            self.editor.put(view)
            if self.is_edited:
                self.editor.restore(typed)
        self._show()

    def show_problem(self, message: Message | None) -> None:
        """Show why the answer cannot be taken, close to it."""
        words = self._display.text(message) if message is not None else ""
        if not words and self.view.problem is not None:
            words = self._display.show(self.view.problem)
        self._problem.setText(words)
        self._problem.setVisible(bool(words))

    def problem(self) -> str:
        """Give why the answer cannot be taken, or nothing."""
        return "" if self._problem.isHidden() else self._problem.text()

    def toggle_guidance(self) -> None:
        """Unfold or fold the guidance."""
        if self._guidance.text():
            self._guidance.setVisible(self._guidance.isHidden())

    def show_explanation(self, explanations: tuple[Explanation, ...]) -> None:
        """Show why the question stands as it does."""
        self._explanations = explanations
        self._show_why()

    def hide_explanation(self) -> bool:
        """Put the explanation away, and tell whether there was one."""
        shown = bool(self._explanations)
        self.show_explanation(())
        return shown

    def _show_why(self) -> None:
        self._why.setText(in_words(self._explanations, Translator(self._display.language)))
        self._why.setVisible(bool(self._explanations))

    # What stands below

    def compose(self, part: DraftPart, follow_up: FollowUp | None = None) -> Composer:
        """Open room for a follow-up or a remark, or go to what is open."""
        if self.composer is None:
            composer = Composer(self._display, part, follow_up.turn_id if follow_up else None)
            if follow_up is not None:
                composer.fill(follow_up.question, follow_up.answer)
            composer.edited.connect(lambda: self.composed.emit(composer))
            composer.ready.connect(lambda: self.kept.emit(composer))
            composer.dismissed.connect(self.put_composer_away)
            self.composer = composer
            self.inside.insertWidget(self.inside.count() - 1, composer)
        self.composer.show()
        self.composer.take_focus()
        return self.composer

    def restore_composers(self) -> None:
        """Open again what was being written below this question."""
        for part, text in self.view.below:
            if self.composer is None and text.strip():
                self.compose(part).restore(text)

    def put_composer_away(self) -> None:
        """Close the room for a follow-up or remark."""
        if self.composer is not None:
            self.composer.hide()
            self.composer.deleteLater()
            self.composer = None
            self.take_focus()

    def _changed(self) -> None:
        self.is_edited = True
        self.show_problem(None)
        self.edited.emit()

    # Showing

    def _show(self) -> None:
        view, display = self.view, self._display
        self._number.setText(view.number)
        self._number.setVisible(bool(view.number))
        self._words(self._required.setText, says("verplicht"))
        self._required.setVisible(view.required)
        self._words(self._sensitive.setText, says("bijzonder persoonsgegeven"))
        self._sensitive.setVisible(view.sensitive)
        answered = clock_time(view.answered_at) if view.answered_at else ""
        filled_in = display.text(says("ingevuld door de vragenlijst")) if view.filled_in else ""
        self._time.setText(" · ".join(filter(None, (filled_in, answered))))
        self._time.setVisible(view.answered_at is not None)
        self._label.setText(display.show(view.label))
        self._beside.setText(display.beside(view.label))
        self._beside.setVisible(bool(self._beside.text()))
        self._hint.setText(display.show(view.hint))
        self._hint.setVisible(bool(self._hint.text()))
        folded = self._guidance.isHidden() and bool(self._guidance.text())
        self._guidance.setText(display.show(view.guidance))
        self._guidance.setVisible(bool(self._guidance.text()) and not folded)
        keys = keys_shown(self._registry.action("guidance").shortcut, display)
        self._guidance_button.setText(display.text(says("Toelichting {keys}", keys=keys)))
        self._guidance_button.setVisible(bool(self._guidance.text()))
        is_non_answer = isinstance(view.value, NonAnswer)
        self._non_answer.setText(answer_words(view, display) if is_non_answer else "")
        self._non_answer.setVisible(is_non_answer)
        self.setAccessibleName(f"{view.number} {display.show(view.label)}")
        self.show_problem(None)
        warning = warning_words(view, display)
        self._warning.setText(warning)
        self._warning.setVisible(bool(warning))
        hindrance = hindrance_words(view.hindrance, display)
        self._hindrance.setText(hindrance)
        self._hindrance.setVisible(bool(hindrance))
        self._show_why()
        self._let_stand.setVisible(view.warning is not None and not view.reason and not view.read_only)
        self._show_below()

    def _show_below(self) -> None:
        clear(self._below)
        for asked in self.view.follow_ups:
            self._below.addLayout(self._follow_up(asked))
        for remark in self.view.remarks:
            message = (
                says("Opmerking van de tolk: {words}", words=remark.text)
                if remark.by_interpreter
                else says("Opmerking van de rapporteur: {words}", words=remark.text)
            )
            self._below.addWidget(Label(self._display.text(message), "quiet"))

    def _follow_up(self, asked: FollowUp) -> QVBoxLayout:
        line = row(spacing=8)
        line.addWidget(Label(self._display.text(says("V: {words}", words=asked.question)), "asked"), 1)
        change = button("link")
        change.setText(self._display.text(says("Wijzig")))
        change.clicked.connect(lambda: self.compose(DraftPart.FOLLOW_UP, asked))
        line.addWidget(change)
        both = QVBoxLayout()
        both.setSpacing(2)
        both.addLayout(line)
        both.addWidget(Label(self._display.text(says("A: {words}", words=asked.answer)), "answer"))
        return both
