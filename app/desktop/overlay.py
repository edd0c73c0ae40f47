# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Sheets that lie over the room: the palette and the list of keys. Neither blocks the lock."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QWidget,
)

from app.desktop.actions import Action, ActionRegistry, keys_shown
from app.desktop.display import Display, Words
from app.desktop.ports import PaletteEntry
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, set_look
from app.errors import Message, says


class Overlay(QFrame):
    """A sheet in the middle of its parent; Esc puts it away and the focus goes back to where it was."""

    def __init__(self, parent: QWidget, display: Display, width: int, height: int) -> None:
        super().__init__(parent)
        self._display = display
        self._over = parent
        self._size = (width, height)
        self._before: QWidget | None = None
        self.inside = column(self, margins=(16,), spacing=8)
        set_look(self, "card")
        parent.installEventFilter(self)
        self.hide()

    def bring(self) -> None:
        """Come to the front."""
        self._before = self.window().focusWidget()
        self._fit()
        self.show()
        self.raise_()

    def put_away(self) -> None:
        """Go, and give the focus back."""
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus()
        self._before = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle when the window changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._fit()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc put the sheet away."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
            return
        super().keyPressEvent(event)

    def _fit(self) -> None:
        room = self._over.rect()
        width = min(self._display.pixels(self._size[0]), room.width() - 40)
        height = min(self._display.pixels(self._size[1]), room.height() - 80)
        self.setGeometry((room.width() - width) // 2, 60, width, height)


class Palette(Overlay):
    """Ctrl+K: type a part of a name, go to a question or carry out an action."""

    def __init__(
        self,
        parent: QWidget,
        display: Display,
        registry: ActionRegistry,
        places: Callable[[str], tuple[PaletteEntry, ...]],
        gather_places: Callable[[Callable[[], object]], object],
    ) -> None:
        super().__init__(parent, display, 620, 420)
        self._gather_places = gather_places
        self._registry = registry
        self._places = places
        self._entries: tuple[PaletteEntry, ...] = ()
        self._field = LineField()
        self._list = QListWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._nothing = Label(look="quiet")
        words = Words(display, self)
        words(self._field.setPlaceholderText, says("Ga naar vraag of opdracht …"))
        words(self._field.setAccessibleName, says("Ga naar vraag of opdracht"))
        words(self._list.setAccessibleName, says("Gevonden"))
        words(self._nothing.setText, says("Niets gevonden. Typ een deel van een naam of nummer."))
        for widget in (self._field, self._nothing, self._list):
            self.inside.addWidget(widget)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._list.itemClicked.connect(lambda _item: self.choose())

    def bring(self) -> None:
        """Come to the front, empty."""
        super().bring()
        self._field.clear()
        self._search("")
        self._field.setFocus()
        self._gather_places(self._search_again)

    def put_away(self) -> None:
        """Go, and keep no words."""
        self._field.blockSignals(True)
        self._field.clear()
        self._field.blockSignals(False)
        self._entries = ()
        self._list.clear()
        super().put_away()

    def entries(self) -> tuple[PaletteEntry, ...]:
        """Give what is offered now."""
        return self._entries

    def choose(self) -> None:
        """Do what the chosen line says."""
        at = self._list.currentRow()
        if 0 <= at < len(self._entries):
            chosen = self._entries[at]
            self.put_away()
            chosen.choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list while the focus stays in the field."""
        if watched is self._field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if event.key() in steps:
                wanted = self._list.currentRow() + steps[Qt.Key(event.key())]
                self._list.setCurrentRow(min(max(wanted, 0), self._list.count() - 1))
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.choose()
                return True
        return super().eventFilter(watched, event)

    def _search_again(self) -> None:
        if self.isVisible():
            self._search(self._field.text())

    def _search(self, text: str) -> None:
        wanted = text.casefold().strip()
        actions = tuple(
            self._entry(action)
            for action in self._registry.available()
            if action.id != "palette" and wanted in self._display.text(action.title).casefold()
        )
        self._entries = self._places(text) + actions
        self._list.clear()
        for entry in self._entries:
            self._list.addItem(QListWidgetItem(f"{entry.title}    {entry.detail}".rstrip()))
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(self._entries))
        self._nothing.setVisible(not self._entries)

    def _entry(self, action: Action) -> PaletteEntry:
        keys = keys_shown(action.shortcut, self._display) if action.shortcut else ""
        return PaletteEntry(
            self._display.text(action.title), keys, lambda: self._registry.carry_out(action.id)
        )


class KeyList(Overlay):
    """F1: every action with its keys, by group."""

    def __init__(self, parent: QWidget, display: Display, registry: ActionRegistry) -> None:
        super().__init__(parent, display, 760, 640)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        words = Words(display, self)
        title = Label(look="title")
        words(title.setText, says("Sneltoetsen"))
        hint = Label(look="small")
        words(hint.setText, says("Esc sluit deze lijst."))
        self.inside.addWidget(title)
        self.inside.addWidget(hint)
        self.inside.addWidget(self._scroll, 1)
        self._registry = registry
        display.changed.connect(self.put_away)

    def bring(self) -> None:
        """Come to the front, ready to scroll."""
        self._fill()
        super().bring()
        self._scroll.setFocus()

    def _fill(self) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(24)
        group: Message | None = None
        for action in self._registry:
            if not action.shortcut:
                continue
            at = grid.rowCount()
            if action.group is not group:
                group = action.group
                grid.addWidget(SectionLabel(self._display.text(group)), at, 0, 1, 2)
                at += 1
            keys = Label(keys_shown(action.shortcut, self._display), "strong")
            grid.addWidget(keys, at, 0)
            grid.addWidget(Label(self._display.text(action.title)), at, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        self._scroll.setWidget(page)
