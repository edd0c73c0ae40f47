# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Headings between the cards: groups, repeats and their instances."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from app.desktop.display import Display, Words
from app.desktop.hearing_room.wording import hindrance_words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import column, row
from app.errors import Message, says
from app.services.views import GroupHeading, InstanceHeading, RepeatHeading


class GroupHeadingRow(QFrame):
    """The heading of a group."""

    def __init__(self, display: Display, heading: GroupHeading) -> None:
        super().__init__()
        self._display = display
        self._heading = heading
        self._label = SectionLabel()
        self._hindrance = Label(look="guidance")
        inside = column(self, margins=(6, 2), spacing=2)
        inside.addWidget(self._label)
        inside.addWidget(self._hindrance)
        display.changed.connect(self._show)
        self._show()

    def update_view(self, heading: GroupHeading) -> None:
        """Show the group as it stands now."""
        self._heading = heading
        self._show()

    def _show(self) -> None:
        self._label.setText(self._display.show(self._heading.label))
        _show_hindrance(self._hindrance, self._heading.hindrance, self._display)


class RepeatHeadingRow(QFrame):
    """The heading of a repeat, with the button that adds one.

    Signals:
        add: the user wants one more.
    """

    add = Signal(object)

    def __init__(self, display: Display, heading: RepeatHeading) -> None:
        super().__init__()
        self._display = display
        self.heading = heading
        self._label = Label(look="asked")
        self._hint = Label(look="small")
        self._hindrance = Label(look="guidance")
        self._add = button()
        words = Words(display, self)
        words(self._add.setText, says("Voeg toe  Ctrl++"))
        words(self._add.setAccessibleName, says("Voeg toe"))
        self._add.clicked.connect(lambda: self.add.emit(self.heading))
        line = row(spacing=12)
        line.addWidget(self._label, 1)
        line.addWidget(self._add)
        inside = column(self, margins=(4, 2), spacing=2)
        inside.addLayout(line)
        inside.addWidget(self._hint)
        inside.addWidget(self._hindrance)
        display.changed.connect(self._show)
        self._show()

    def update_view(self, heading: RepeatHeading) -> None:
        """Show the repeat as it stands now."""
        self.heading = heading
        self._show()

    def take_focus(self) -> None:
        """Put the focus on the button that adds one."""
        self._add.setFocus()

    def _show(self) -> None:
        heading = self.heading
        label = self._display.show(heading.label)
        self._label.setText(f"{heading.number}  {label}".strip())
        hint = self._display.show(heading.hint)
        if not heading.count and heading.may_add:
            nothing = self._display.text(says("Nog niets toegevoegd. Voeg toe met Ctrl en +."))
            hint = f"{hint} {nothing}".strip()
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        _show_hindrance(self._hindrance, heading.hindrance, self._display)
        self._add.setVisible(heading.may_add)


class InstanceHeadingRow(QFrame):
    """The heading of one instance, with the button that takes it out.

    Signals:
        remove: the user wants it out.
    """

    remove = Signal(object)

    def __init__(self, display: Display, heading: InstanceHeading) -> None:
        super().__init__()
        self._display = display
        self.heading = heading
        self._label = Label(look="strong")
        self._remove = button("link")
        words = Words(display, self)
        words(self._remove.setText, says("Verwijder"))
        self._remove.clicked.connect(lambda: self.remove.emit(self.heading))
        inside = row(self, margins=(4, 2), spacing=12)
        inside.addWidget(self._label, 1)
        inside.addWidget(self._remove)
        display.changed.connect(self._show)
        self._show()

    def update_view(self, heading: InstanceHeading) -> None:
        """Show the instance as it stands now."""
        self.heading = heading
        self._show()

    def _show(self) -> None:
        title = self._display.show(self.heading.title).strip()
        self._label.setText(f"{self.heading.index}  {title}")
        self._remove.setVisible(self.heading.may_remove)


def _show_hindrance(label: Label, hindrance: Message | None, display: Display) -> None:
    words = hindrance_words(hindrance, display)
    label.setText(words)
    label.setVisible(bool(words))
