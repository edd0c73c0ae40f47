# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts in every language side by side, and what was changed in them."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.display import Display, Words
from app.desktop.library.wording import PROPERTIES, property_name
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import clear, column
from app.desktop.widgets.text_area import GrowingTextArea
from app.i18n import LANGUAGES, Texts

PropertyTexts = Iterable[tuple[str, Texts]]


class TextPairs(QWidget):
    """A line for each property, with a field for each language, two beside each other.

    Signals:
        edited: a key was pressed in it.
    """

    edited = Signal()

    def __init__(self, display: Display, properties: tuple[str, ...]) -> None:
        super().__init__()
        self._display = display
        self._properties = properties
        self._languages: tuple[str, ...] = ()
        self._areas: dict[tuple[str, str], GrowingTextArea] = {}
        self._rows: dict[str, list[QWidget]] = {}
        self._pairs = QGridLayout(self)
        self._pairs.setContentsMargins(0, 0, 0, 0)
        self.show_languages(LANGUAGES)

    def show_languages(self, languages: tuple[str, ...]) -> None:
        """Have a field for each of these languages; what was typed in others goes."""
        if languages == self._languages:
            return
        self._languages = languages
        clear(self._pairs)
        self._areas.clear()
        self._rows = {what: [] for what in self._properties}
        high = -(-len(languages) // 2)
        for line, what in enumerate(self._properties):
            for place, language in enumerate(languages):
                area = GrowingTextArea(least=1, most=8, look="")
                area.edited.connect(self.edited)
                self._areas[what, language] = area
                widget = Labelled(self._display, what, area, language)
                self._rows[what].append(widget)
                self._pairs.addWidget(widget, line * high + place // 2, place % 2)

    def show_texts(self, texts: PropertyTexts) -> None:
        """Show texts; what stands there already and is the same is not touched."""
        for what, words in texts:
            for language in self._languages:
                self._areas[what, language].fill(words.get(language) or "")

    def show_properties(self, shown: Iterable[str]) -> None:
        """Show these lines and no others."""
        wanted = frozenset(shown)
        for what, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(what in wanted)

    def changes(self, texts: PropertyTexts) -> tuple[tuple[str, Texts], ...]:
        """Give the properties that are other than these, with their new texts; other languages stay."""
        found = []
        for what, words in texts:
            typed = {language: self._areas[what, language].toPlainText() for language in self._languages}
            if typed != {language: words.get(language) or "" for language in self._languages}:
                whole = dict(words) | typed
                found.append((what, Texts.of({code: text for code, text in whole.items() if text})))
        return tuple(found)

    def take_focus(self) -> None:
        """Put the focus on the first field."""
        next(iter(self._areas.values())).setFocus()


class Labelled(QWidget):
    """A field for one property, with the property's name above it.

    Args:
        display: gives the language.
        what: the property.
        field: the field.
        language: that of the text in it, where it is one.
        word: what the file calls the property, which problems call it too; behind its name.
    """

    def __init__(
        self, display: Display, what: str, field: QWidget, language: str = "", *, word: str = ""
    ) -> None:
        super().__init__()
        words = Words(display, self)
        inside = column(self, spacing=3)
        label = Label(look="small")
        inside.addWidget(label)
        inside.addWidget(field)
        inside.addStretch(1)

        def name(_text: str) -> None:
            named = property_name(what, language, display)
            label.setText(f"{named} · {word}" if word else named)
            field.setAccessibleName(named)

        words(name, PROPERTIES[what])
