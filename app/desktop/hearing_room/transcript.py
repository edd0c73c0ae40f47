# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The section in front: its questions in order, the current one open."""

from collections.abc import Hashable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desktop.display import Display
from app.desktop.hearing_room.current_card import CurrentCard
from app.desktop.hearing_room.headings import GroupHeadingRow, InstanceHeadingRow, RepeatHeadingRow
from app.desktop.hearing_room.question_card import QuestionCard
from app.desktop.ports import Registry
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column, row
from app.errors import says
from app.questionnaire.values import Address
from app.services.views import (
    GroupHeading,
    InstanceHeading,
    QuestionView,
    RepeatHeading,
    SectionItem,
    SectionView,
)

WIDEST = 900
"""Lines longer than this are hard to read; the cards grow no wider."""


class Transcript(QScrollArea):
    """A section's cards; only what changed is made anew.

    Signals:
        wanted: the user wants to go to a question; carries its address.
        add: the user wants one more in a repeat; carries its heading.
        remove: the user wants an instance out; carries its heading.
        export_wanted: the user wants a file that was given; carries the question and the place for it.
    """

    wanted = Signal(object)
    add = Signal(object)
    remove = Signal(object)
    export_wanted = Signal(object, str)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__()
        self._display = display
        self._registry = registry
        self._cards: dict[Hashable, QWidget] = {}
        self._section: SectionView | None = None
        self._to_reveal = False
        self.current: CurrentCard | None = None
        self.setWidgetResizable(True)
        self.verticalScrollBar().rangeChanged.connect(self._reveal)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._page = QWidget()
        self._title = Label(look="title")
        self._progress = Label(look="quiet")
        self._hint = Label(look="quiet")
        heading = row(spacing=12)
        heading.addWidget(self._title, 1)
        heading.addWidget(self._progress)
        self._column = QWidget()
        self._list = column(self._column, margins=(20, 0), spacing=12)
        self._list.addLayout(heading)
        self._list.addWidget(self._hint)
        self._first = self._list.count()
        self._list.addStretch(1)
        around = row(self._page, margins=(0, 28), spacing=0)
        around.addStretch(1)
        around.addWidget(self._column, 1000)
        around.addStretch(1)
        self.setWidget(self._page)
        display.changed.connect(self._redress)
        self._redress()

    def show_section(self, section: SectionView) -> None:
        """Show the section's heading."""
        self._section = section
        self._redress()

    def show_items(self, items: tuple[SectionItem, ...], current: Address | None) -> None:
        """Show these items; cards of what was there already stay, and so does what is typed in them."""
        keys = [_key(item, current) for item in items]
        for key in [key for key in self._cards if key not in keys]:
            card = self._cards.pop(key)
            if card is self.current:
                self.current = None
            card.hide()
            card.deleteLater()
        for at, (key, item) in enumerate(zip(keys, items, strict=True)):
            widget = self._cards.get(key)
            if widget is None:
                widget = self._cards[key] = self._made(item, is_current=key[0] == "current")
            else:
                _update(widget, item)
            if self._list.indexOf(widget) != self._first + at:
                self._list.insertWidget(self._first + at, widget)

    def update_question(self, view: QuestionView) -> None:
        """Show one question as it stands now."""
        for kind in ("current", "question"):
            card = self._cards.get((kind, view.address))
            if card is not None:
                _update(card, view)

    def focus_current(self) -> None:
        """Put the cursor in the current card, and bring it in sight once it has its place."""
        if self.current is not None:
            self.current.take_focus()
        self._to_reveal = True
        QTimer.singleShot(0, self, self._reveal)

    def focus_repeat(self, repeat: str) -> None:
        """Put the focus on the button that adds one to a repeat."""
        for widget in self._cards.values():
            if isinstance(widget, RepeatHeadingRow) and widget.heading.repeat == repeat:
                widget.take_focus()
                self.ensureWidgetVisible(widget, 0, 80)

    def forget(self) -> None:
        """Show nothing."""
        self._section = None
        self.show_items((), None)
        self._redress()

    def _made(self, item: SectionItem, *, is_current: bool) -> QWidget:
        match item:
            case QuestionView():
                if is_current:
                    self.current = CurrentCard(self._display, self._registry, item)
                    self.current.export_wanted.connect(self.export_wanted)
                    return self.current
                card = QuestionCard(self._display, item)
                card.wanted.connect(self.wanted)
                return card
            case RepeatHeading():
                repeat = RepeatHeadingRow(self._display, item)
                repeat.add.connect(self.add)
                return repeat
            case InstanceHeading():
                instance = InstanceHeadingRow(self._display, item)
                instance.remove.connect(self.remove)
                return instance
            case GroupHeading():
                return GroupHeadingRow(self._display, item)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the current card in sight when the room for it changes."""
        super().resizeEvent(event)
        self._reveal()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave it to the user, who looks elsewhere."""
        self._to_reveal = False
        super().wheelEvent(event)

    def _reveal(self) -> None:
        if self._to_reveal and self.current is not None:
            self.ensureWidgetVisible(self.current, 0, 24)

    def _redress(self) -> None:
        self._column.setMaximumWidth(self._display.pixels(WIDEST))
        section = self._section
        self._title.setText(f"{section.number} {self._display.show(section.label)}" if section else "")
        self._hint.setText(self._display.show(section.hint) if section else "")
        self._hint.setVisible(bool(self._hint.text()))
        words = (
            says("{answered} van {total} beantwoord", answered=section.answered, total=section.total)
            if section
            else None
        )
        self._progress.setText(self._display.text(words) if words else "")


def _key(item: SectionItem, current: Address | None) -> tuple[str, Hashable]:
    match item:
        case QuestionView():
            return ("current" if item.address == current else "question", item.address)
        case RepeatHeading():
            return ("repeat", (item.repeat, item.parents))
        case InstanceHeading():
            return ("instance", (item.repeat, item.parents, item.instance_id))
        case GroupHeading():
            return ("group", item.name)


def _update(widget: QWidget, item: SectionItem) -> None:
    match widget, item:
        case ((QuestionCard() | CurrentCard()), QuestionView()):
            widget.update_view(item)
        case GroupHeadingRow(), GroupHeading():
            widget.update_view(item)
        case RepeatHeadingRow(), RepeatHeading():
            widget.update_view(item)
        case InstanceHeadingRow(), InstanceHeading():
            widget.update_view(item)
        case _:
            pass
