# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choices put in order: Alt and an arrow key move one, and so does dragging it."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget

from app.desktop.display import Display, Words
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.widgets.looks import column, set_look
from app.errors import says
from app.questionnaire.model import Choice
from app.questionnaire.values import Value
from app.services.views import QuestionView


class RankEditor(Editor):
    """All choices of a question, the first of them on top; no answer until one was moved or Enter given."""

    def __init__(self, display: Display) -> None:
        super().__init__(display)
        self._choices: tuple[Choice, ...] = ()
        self._order: tuple[str, ...] = ()
        self._ranked = False
        self._list = QListWidget()
        set_look(self._list, "answer")
        self._list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        Words(display, self)(
            self._list.setAccessibleName, says("Volgorde; verplaats met Alt en een pijltjestoets")
        )
        column(self).addWidget(self._list)
        self.setFocusProxy(self._list)
        self._list.installEventFilter(self)
        self._list.model().rowsMoved.connect(self._moved)
        display.changed.connect(self._show)

    def put(self, view: QuestionView) -> None:
        """Show the choices of a question in the order answered, else as they stand in its list."""
        self._choices = view.choices
        self._ranked = isinstance(view.value, tuple)
        self._take(view.value if isinstance(view.value, tuple) else ())

    def value(self) -> Value:
        """Give the choices in order."""
        return self._order if self._ranked else None

    def draft(self) -> str:
        """Give the names in order."""
        return " ".join(self._order) if self._ranked else ""

    def restore(self, text: str) -> None:
        """Put in an order by name."""
        self._ranked = bool(text)
        self._take(tuple(text.split()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter, and Alt with an arrow key."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._ranked = True
                self.done.emit()
                return True
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(step)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        at = self._list.currentRow()
        if 0 <= at + step < self._list.count():
            order = list(self._order)
            order[at], order[at + step] = order[at + step], order[at]
            self._take(tuple(order))
            self._list.setCurrentRow(at + step)
            self._ranked = True
            self.edited.emit()

    def _moved(self) -> None:
        self._order = tuple(
            str(self._list.item(at).data(Qt.ItemDataRole.UserRole)) for at in range(self._list.count())
        )
        self._ranked = True
        self.edited.emit()

    def _take(self, names: tuple[str, ...]) -> None:
        known = [choice.name for choice in self._choices]
        self._order = (
            *(name for name in names if name in known),
            *(name for name in known if name not in names),
        )
        self._show()

    def _show(self) -> None:
        at = self._list.currentRow()
        self._list.clear()
        labels = {choice.name: choice.label for choice in self._choices}
        for place, name in enumerate(self._order, 1):
            self._list.addItem(f"{place}  {self.display.show(labels[name])}")
            self._list.item(place - 1).setData(Qt.ItemDataRole.UserRole, name)
        self._list.setCurrentRow(max(at, 0))
