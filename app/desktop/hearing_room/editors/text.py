# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers in the person's own words."""

from app.desktop.display import Display, Words
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.widgets.looks import column
from app.desktop.widgets.text_area import GrowingTextArea
from app.errors import says
from app.questionnaire.values import Value
from app.services.views import QuestionView


class TextEditor(Editor):
    """Room to write that grows with the words. Enter begins a new line; Tab goes on to the buttons."""

    def __init__(self, display: Display, least: int = 4) -> None:
        super().__init__(display)
        self._area = GrowingTextArea(least=least)
        Words(display, self)(self._area.setAccessibleName, says("Antwoord"))
        column(self).addWidget(self._area)
        self.setFocusProxy(self._area)
        self._area.edited.connect(self.edited)

    def put(self, view: QuestionView) -> None:
        """Show the answer of a question."""
        self._area.fill(view.value if type(view.value) is str else "")

    def value(self) -> Value:
        """Give the words; blank is no answer."""
        text = self._area.toPlainText()
        return text if text.strip() else None

    def draft(self) -> str:
        """Give the words."""
        return self._area.toPlainText()

    def restore(self, text: str) -> None:
        """Put back words."""
        self._area.fill(text)

    def take_focus(self) -> None:
        """Put the cursor behind the last word."""
        self._area.setFocus()
        cursor = self._area.textCursor()
        if not cursor.hasSelection():
            cursor.movePosition(cursor.MoveOperation.End)
            self._area.setTextCursor(cursor)

    def selected_words(self) -> str:
        """Give the words that are selected; Qt parts their paragraphs with a sign of its own."""
        return self._area.textCursor().selectedText().replace("\u2029", "\n")
