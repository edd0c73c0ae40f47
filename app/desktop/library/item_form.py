# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of one section or question: its kind, its texts side by side, and its logic."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from app.desktop.display import Display, Words
from app.desktop.library.kind_field import KindField
from app.desktop.library.text_pairs import Labelled, TextPairs
from app.desktop.library.wording import PROPERTIES
from app.desktop.widgets.card import Card
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column
from app.desktop.widgets.text_area import GrowingTextArea
from app.i18n import Texts
from app.questionnaire.values import NonAnswer
from app.services.library_views import FLAGS, LOGIC, TEXTS, ItemView
from app.services.words import NON_ANSWERS

Changes = tuple[tuple[str, str | Texts | tuple[str, ...]], ...]

_OF_ALL = ("label", "hint", "relevant")
_OF_REPEAT = (*_OF_ALL, "item_label", "repeat_count")
_OF_QUESTION = tuple(what for what in (*TEXTS, *LOGIC) if what not in ("item_label", "repeat_count"))


class ItemForm(Card):
    """Everything about one item that an author can change.

    Signals:
        edited: something was typed or chosen in it.
        renamed: the item should have another name; carries it.
    """

    edited = Signal()
    renamed = Signal(str)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._words = Words(display, self)
        self._item: ItemView | None = None
        self._title = Label(look="title")
        self._kind = KindField(display)
        self._number, self._name = LineField(), LineField()
        self._texts = TextPairs(display, TEXTS)
        self._logic = {what: GrowingTextArea(least=1, most=8, look="") for what in LOGIC}
        self._lines = {what: Labelled(display, what, field, word=what) for what, field in self._logic.items()}
        self._flags = {what: QCheckBox() for what in FLAGS}
        self._non_answers = {one: QCheckBox() for one in NonAnswer}
        self._of_question = QWidget()
        self._lay_out(display)
        self._connect()

    @property
    def place(self) -> str:
        """The place of the item shown; empty for none."""
        return self._item.place if self._item else ""

    def take_base(self, item: ItemView) -> None:
        """Know an item as it is kept now, and leave what is being typed as it is."""
        self._item = item

    def show_languages(self, languages: tuple[str, ...]) -> None:
        """Have fields for texts in these languages."""
        self._texts.show_languages(languages)

    def show_item(self, item: ItemView | None, lists: tuple[str, ...] = ()) -> None:
        """Show an item; what stands there already and is the same is not touched.

        Args:
            item: the item; nothing empties the form.
            lists: the lists of choices there are.
        """
        self._item = item
        self.setVisible(item is not None)
        if item is None:
            return
        self._title.setText(f"{item.number} {item.name}".strip())
        self._kind.show_kind(item.kind, lists)
        _fill(self._number, item.number)
        _fill(self._name, item.name)
        self._texts.show_texts(item.texts)
        for what, text in item.logic:
            self._logic[what].fill(text)
        for what, so in item.flags:
            self._flags[what].setChecked(so)
        for one, box in self._non_answers.items():
            box.setChecked(one.value in item.non_answers)
        shown = _OF_REPEAT if item.kind == "repeat" else _OF_ALL if item.holds else _OF_QUESTION
        self._texts.show_properties(shown)
        for what, line in self._lines.items():
            line.setVisible(what in shown)
        self._of_question.setVisible(not item.holds)
        self._kind.setEnabled(not item.holds)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._texts.take_focus()

    def changes(self) -> Changes:
        """Give the properties that are other than in the item shown, with their new values."""
        item = self._item
        if item is None:
            return ()
        typed: list[tuple[str, str, str]] = [("number", item.number, self._number.text())]
        if not item.holds:
            typed.append(("type", item.kind, self._kind.text()))
        typed += [(what, was, self._logic[what].toPlainText()) for what, was in item.logic]
        typed += [(what, _so(was), _so(self._flags[what].isChecked())) for what, was in item.flags]
        found: list[tuple[str, str | Texts | tuple[str, ...]]] = [
            (what, now) for what, was, now in typed if now != was
        ]
        found += self._texts.changes(item.texts)
        allowed = {one.value for one, box in self._non_answers.items() if box.isChecked()}
        if not item.holds and allowed != item.non_answers:
            found.append(("non_answers", tuple(one.value for one in NonAnswer if one.value in allowed)))
        return tuple(found)

    def _lay_out(self, display: Display) -> None:
        short = QGridLayout()
        short.addWidget(Labelled(display, "type", self._kind), 0, 0, 1, 2)
        short.addWidget(Labelled(display, "number", self._number), 1, 0)
        short.addWidget(Labelled(display, "name", self._name), 1, 1)
        self.inside.addWidget(self._title)
        self.inside.addLayout(short)
        self.inside.addWidget(self._texts)
        for line in self._lines.values():
            self.inside.addWidget(line)
        flags, allowed = QWidget(), QWidget()
        for around, boxes in ((flags, self._flags), (allowed, self._non_answers)):
            beside = Flow(around, spacing=14)
            for box in boxes.values():
                beside.addWidget(box)
        for what, box in self._flags.items():
            self._words(box.setText, PROPERTIES[what])
        for one, box in self._non_answers.items():
            self._words(box.setText, NON_ANSWERS[one])
        last = column(self._of_question, spacing=10)
        last.addWidget(Labelled(display, "non_answers", allowed))
        last.addWidget(flags)
        self.inside.addWidget(self._of_question)

    def _connect(self) -> None:
        self._number.textEdited.connect(lambda _text: self.edited.emit())
        for field in self._logic.values():
            field.edited.connect(self.edited)
        for box in (*self._flags.values(), *self._non_answers.values()):
            box.clicked.connect(lambda _so: self.edited.emit())
        self._kind.edited.connect(self.edited)
        self._texts.edited.connect(self.edited)
        self._name.editingFinished.connect(self._rename)

    def _rename(self) -> None:
        new = self._name.text().strip()
        if self._item is not None and new != self._item.name:
            self.renamed.emit(new)


def _fill(field: LineField, text: str) -> None:
    if field.text() != text:
        field.setText(text)


def _so(value: bool) -> str:
    return "true" if value else ""
