# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Widgets beside each other, on as many lines as they need."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class Flow(QLayout):
    """A layout from left to right that goes on below; what comes after `split` stands at the right side."""

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 8) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right: list[QLayoutItem] = []
        self._splitted = False
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def split(self) -> None:
        """Put what is added from now on at the right side."""
        self._splitted = True

    def addItem(self, item: QLayoutItem) -> None:
        """Take in an item."""
        (self._right if self._splitted else self._items).append(item)

    def count(self) -> int:
        """Give the number of items."""
        return len(self._items) + len(self._right)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item; nothing beyond the end."""
        both = self._items + self._right
        return both[index] if 0 <= index < len(both) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Take an item out."""
        if 0 <= index < len(self._items):
            return self._items.pop(index)
        at = index - len(self._items)
        return self._right.pop(at) if 0 <= at < len(self._right) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Take all the width there is."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows from the width: always."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at a width."""
        return self._arranged(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put the items in their places."""
        super().setGeometry(rect)
        self._arranged(rect, move=True)

    def sizeHint(self) -> QSize:
        """Give the size of everything on one line."""
        shown = self._shown(self._items) + self._shown(self._right)
        width = sum(item.sizeHint().width() + self.spacing() for item in shown)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        """Give the size of the widest item."""
        shown = self._shown(self._items) + self._shown(self._right)
        return QSize(
            max((item.sizeHint().width() for item in shown), default=0),
            max((item.sizeHint().height() for item in shown), default=0),
        )

    def _shown(self, items: list[QLayoutItem]) -> list[QLayoutItem]:
        return [item for item in items if not item.isEmpty()]

    def _arranged(self, rect: QRect, *, move: bool) -> int:
        lines = self._lines(self._shown(self._items), rect.width())
        right = self._lines(self._shown(self._right), rect.width())
        beside = (
            len(lines) == len(right) == 1
            and self._width(lines[0]) + self.spacing() + self._width(right[0]) <= rect.width()
        )
        top = rect.top()
        least = max(self._height(lines[0]), self._height(right[0])) if beside else 0
        for line in lines:
            height = self._place(line, rect.left(), top, least, move=move)
            top += 0 if beside else height + self.spacing()
        for line in right:
            left = rect.left() + max(rect.width() - self._width(line), 0)
            top += self._place(line, left, top, least, move=move) + self.spacing()
        return max(top - self.spacing() - rect.top(), 0)

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        for item in items:
            if lines and self._width([*lines[-1], item]) <= width:
                lines[-1].append(item)
            else:
                lines.append([item])
        return lines

    def _width(self, line: list[QLayoutItem]) -> int:
        return sum(item.sizeHint().width() for item in line) + self.spacing() * (len(line) - 1)

    def _height(self, line: list[QLayoutItem]) -> int:
        return max(item.sizeHint().height() for item in line)

    def _place(self, line: list[QLayoutItem], left: int, top: int, least: int, *, move: bool) -> int:
        height = max(self._height(line), least)
        for item in line:
            size = item.sizeHint()
            if move:
                item.setGeometry(QRect(QPoint(left, top), QSize(size.width(), height)))
            left += size.width() + self.spacing()
        return height
