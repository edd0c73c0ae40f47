# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of one section or question: Dutch and English side by side, and its logic."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.desktop.display import Display, Words
from app.desktop.library.wording import PROPERTIES, property_name
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column
from app.desktop.widgets.text_area import GrowingTextArea
from app.i18n import LANGUAGES, Texts
from app.services.library_views import ItemView

_TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "warning_message", "item_label")
_LOGIC = (
    "required",
    "relevant",
    "constraint",
    "warning",
    "calculation",
    "choice_filter",
    "repeat_count",
    "default",
    "appearance",
    "topic",
)
_OF_ALL = ("label", "hint", "relevant")
_OF_REPEAT = (*_OF_ALL, "item_label", "repeat_count")
_OF_QUESTION = tuple(what for what in (*_TEXTS, *_LOGIC) if what not in ("item_label", "repeat_count"))


class ItemForm(Card):
    """Everything about one item that an author can change.

    Signals:
        edited: a key was pressed in it.
    """

    edited = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._display = display
        self._words = Words(display, self)
        self._item: ItemView | None = None
        self._title = Label(look="title")
        self._kind = QLineEdit()
        self._number = QLineEdit()
        self._texts = {
            (what, language): GrowingTextArea(least=1, most=8, look="")
            for what in _TEXTS
            for language in LANGUAGES
        }
        self._logic = {what: QLineEdit() for what in _LOGIC}
        self._rows: dict[str, list[QWidget]] = {}
        self._lay_out()

    @property
    def name(self) -> str:
        """The name of the item shown; empty for none."""
        return self._item.name if self._item else ""

    def take_base(self, item: ItemView) -> None:
        """Know an item as it is kept now, and leave what is being typed as it is."""
        self._item = item

    def show_item(self, item: ItemView | None) -> None:
        """Show an item; what stands there already and is the same is not touched."""
        self._item = item
        self.setVisible(item is not None)
        if item is None:
            return
        self._title.setText(f"{item.number} {item.name}".strip())
        self._fill(self._kind, item.kind)
        self._fill(self._number, item.number)
        for what, texts in item.texts:
            for language in LANGUAGES:
                self._texts[what, language].fill(texts.get(language) or "")
        for what, text in item.logic:
            self._fill(self._logic[what], text)
        shown = _OF_REPEAT if item.kind == "repeat" else _OF_ALL if item.holds else _OF_QUESTION
        for what, widgets in self._rows.items():
            for widget in widgets:
                widget.setVisible(what in shown)
        self._kind.setEnabled(not item.holds)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._texts["label", LANGUAGES[0]].setFocus()

    def changes(self) -> tuple[tuple[str, str | Texts], ...]:
        """Give the properties that are other than in the item shown, with their new values."""
        item = self._item
        if item is None:
            return ()
        found: list[tuple[str, str | Texts]] = []
        for what, was, field in (("type", item.kind, self._kind), ("number", item.number, self._number)):
            if field.text() != was:
                found.append((what, field.text()))
        for what, texts in item.texts:
            typed = {language: self._texts[what, language].toPlainText() for language in LANGUAGES}
            if typed != {language: texts.get(language) or "" for language in LANGUAGES}:
                found.append((what, Texts.of({code: words for code, words in typed.items() if words})))
        found += [
            (what, self._logic[what].text()) for what, was in item.logic if self._logic[what].text() != was
        ]
        return tuple(found)

    def _fill(self, field: QLineEdit, text: str) -> None:
        if field.text() != text:
            field.setText(text)

    def _lay_out(self) -> None:
        self.inside.addWidget(self._title)
        short = QGridLayout()
        for place, (what, field) in enumerate((("type", self._kind), ("number", self._number))):
            short.addWidget(self._labelled(what, "", field), 0, place)
        self.inside.addLayout(short)
        pairs = QGridLayout()
        for line, what in enumerate(_TEXTS):
            for place, language in enumerate(LANGUAGES):
                widget = self._labelled(what, language, self._texts[what, language])
                self._rows.setdefault(what, []).append(widget)
                pairs.addWidget(widget, line, place)
        self.inside.addLayout(pairs)
        for what in _LOGIC:
            widget = self._labelled(what, "", self._logic[what])
            self._rows.setdefault(what, []).append(widget)
            self.inside.addWidget(widget)
        for field in (self._kind, self._number, *self._logic.values()):
            field.textEdited.connect(lambda _text: self.edited.emit())
        for area in self._texts.values():
            area.edited.connect(self.edited)

    def _labelled(self, what: str, language: str, field: QWidget) -> QWidget:
        whole = QWidget()
        inside = column(whole, spacing=3)
        label = Label(look="small")
        inside.addWidget(label)
        inside.addWidget(field)
        inside.addStretch(1)

        def name(_text: str) -> None:
            words = property_name(what, language, self._display)
            label.setText(words)
            field.setAccessibleName(words)

        self._words(name, PROPERTIES[what])
        return whole
