# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every editor of an answer can do."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display
from app.questionnaire.values import Value
from app.services.views import QuestionView


class Editor(QWidget):
    """An editor of one kind of answer; a subclass fills in what raises `NotImplementedError`.

    Signals:
        edited: the user changed the answer (not: the program put it there).
        done: the user is ready with this question and wants to go on.
    """

    edited = Signal()
    done = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__()
        self.display = display

    def put(self, view: QuestionView) -> None:
        """Show the answer of a question, and take over its choices."""
        raise NotImplementedError

    def value(self) -> Value:
        """Give the answer.

        Raises:
            UserError: what is filled in is no answer of this kind; the sentence says what to do.
        """
        raise NotImplementedError

    def draft(self) -> str:
        """Give what is filled in as text, whether or not it is an answer yet."""
        raise NotImplementedError

    def restore(self, text: str) -> None:
        """Put back what `draft` gave."""
        raise NotImplementedError

    def take_focus(self) -> None:
        """Put the cursor where filling in begins."""
        self.setFocus()

    def selected_words(self) -> str:
        """Give the words that are selected, or nothing."""
        return ""

    def is_empty(self) -> bool:
        """Whether nothing is filled in."""
        return not self.draft().strip()
