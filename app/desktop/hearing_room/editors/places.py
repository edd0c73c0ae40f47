# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Countries and languages, by their names in the language shown; their codes are kept."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from app.desktop.display import Display, Words
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, set_look
from app.errors import Message, UserError, says
from app.i18n import LANGUAGES
from app.names import country_names, language_names
from app.questionnaire.values import Value
from app.services.views import QuestionView

Names = Callable[[str], tuple[tuple[str, str], ...]]


class PlaceEditor(Editor):
    """A line that completes names; any beginning that fits one name alone will do."""

    def __init__(self, display: Display, names: Names, unknown: Callable[[str], Message]) -> None:
        super().__init__(display)
        self._names = names
        self._unknown = unknown
        self._line = LineField()
        self._below = Label(look="small")
        self._code = ""
        set_look(self._line, "answer")
        words = Words(display, self)
        words(self._line.setAccessibleName, says("Antwoord"))
        words(self._line.setPlaceholderText, says("Typ de eerste letters"))
        inside = column(self, spacing=4)
        inside.addWidget(self._line)
        inside.addWidget(self._below)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._typed)
        self._line.returnPressed.connect(self.done)
        display.changed.connect(self._renamed)
        self._complete()
        self._show()

    def put(self, view: QuestionView) -> None:
        """Show the answer of a question."""
        self._code = view.value if type(view.value) is str else ""
        self._line.setText(self._name(self._code))
        self._show()

    def value(self) -> Value:
        """Give the code."""
        text = self._line.text().strip()
        if not text:
            return None
        code = self._found(text)
        if not code:
            raise UserError(self._unknown(text))
        return code

    def draft(self) -> str:
        """Give what was typed."""
        return self._line.text()

    def restore(self, text: str) -> None:
        """Put back what was typed."""
        self._line.setText(text)
        self._code = self._found(text.strip())
        self._show()

    def selected_words(self) -> str:
        """Give the words that are selected."""
        return self._line.selectedText()

    def _typed(self, text: str) -> None:
        self._code = self._found(text.strip())
        self._show()
        self.edited.emit()

    def _chosen(self, name: str) -> None:
        self._line.setText(name)
        self._typed(name)

    def _name(self, code: str) -> str:
        return next((name for known, name in self._names(self.display.language) if known == code), code)

    def _found(self, text: str) -> str:
        """Find the code for a name in any language, for the only name that begins so, or for a code."""
        wanted = text.casefold()
        if not wanted:
            return ""
        known = self._names(self.display.language)
        exact = _exact(known, wanted)
        beginning = [code for code, name in known if name.casefold().startswith(wanted)]
        elsewhere = next((code for other in LANGUAGES if (code := _exact(self._names(other), wanted))), "")
        by_code = next((code for code, _ in known if code.casefold() == wanted), "")
        return exact or (beginning[0] if len(beginning) == 1 else "") or elsewhere or by_code

    def _complete(self) -> None:
        completer = QCompleter([name for _, name in self._names(self.display.language)], self._line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        if (popup := completer.popup()) is not None:
            set_look(popup, "popup")
        completer.activated.connect(self._chosen)
        self._line.setCompleter(completer)

    def _renamed(self) -> None:
        self._complete()
        if self._code:
            self._line.setText(self._name(self._code))
        self._show()

    def _show(self) -> None:
        text = self._line.text().strip()
        name = self._name(self._code) if self._code else ""
        self._below.setText(name if name.casefold() != text.casefold() else "")
        self._below.setVisible(bool(self._below.text()))


def _exact(known: tuple[tuple[str, str], ...], wanted: str) -> str:
    return next((code for code, name in known if name.casefold() == wanted), "")


def country_editor(display: Display) -> PlaceEditor:
    """Make the editor for a country."""
    return PlaceEditor(
        display,
        country_names,
        lambda text: says("„{text}” is geen land. Kies een land uit de lijst.", text=text),
    )


def language_editor(display: Display) -> PlaceEditor:
    """Make the editor for a language."""
    return PlaceEditor(
        display,
        language_names,
        lambda text: says("„{text}” is geen taal. Kies een taal uit de lijst.", text=text),
    )
