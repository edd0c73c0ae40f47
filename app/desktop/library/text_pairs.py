# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts in every language side by side, and what was changed in them."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.desktop.display import Display, Words
from app.desktop.library.wording import PROPERTIES, property_name
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column
from app.desktop.widgets.text_area import GrowingTextArea
from app.i18n import LANGUAGES, Texts

PropertyTexts = Iterable[tuple[str, Texts]]


class TextPairs(QWidget):
    """A line for each property, with a field for each language.

    Signals:
        edited: a key was pressed in it.
    """

    edited = Signal()

    def __init__(self, display: Display, properties: tuple[str, ...]) -> None:
        super().__init__()
        self._areas: dict[tuple[str, str], GrowingTextArea] = {}
        self._rows: dict[str, list[QWidget]] = {what: [] for what in properties}
        pairs = QGridLayout(self)
        pairs.setContentsMargins(0, 0, 0, 0)
        for line, what in enumerate(properties):
            for place, language in enumerate(LANGUAGES):
                area = GrowingTextArea(least=1, most=8, look="")
                area.edited.connect(self.edited)
                self._areas[what, language] = area
                widget = Labelled(display, what, area, language)
                self._rows[what].append(widget)
                pairs.addWidget(widget, line, place)

    def show_texts(self, texts: PropertyTexts) -> None:
        """Show texts; what stands there already and is the same is not touched."""
        for what, words in texts:
            for language in LANGUAGES:
                self._areas[what, language].fill(words.get(language) or "")

    def show_properties(self, shown: Iterable[str]) -> None:
        """Show these lines and no others."""
        wanted = frozenset(shown)
        for what, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(what in wanted)

    def changes(self, texts: PropertyTexts) -> tuple[tuple[str, Texts], ...]:
        """Give the properties that are other than these, with their new texts."""
        found = []
        for what, words in texts:
            typed = {language: self._areas[what, language].toPlainText() for language in LANGUAGES}
            if typed != {language: words.get(language) or "" for language in LANGUAGES}:
                found.append((what, Texts.of({code: text for code, text in typed.items() if text})))
        return tuple(found)

    def take_focus(self) -> None:
        """Put the focus on the first field."""
        next(iter(self._areas.values())).setFocus()


class Labelled(QWidget):
    """A field for one property, with the property's name above it."""

    def __init__(self, display: Display, what: str, field: QWidget, language: str = "") -> None:
        super().__init__()
        words = Words(display, self)
        inside = column(self, spacing=3)
        label = Label(look="small")
        inside.addWidget(label)
        inside.addWidget(field)
        inside.addStretch(1)

        def name(_text: str) -> None:
            named = property_name(what, language, display)
            label.setText(named)
            field.setAccessibleName(named)

        words(name, PROPERTIES[what])
