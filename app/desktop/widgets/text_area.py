# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Room to write, that grows with the words."""

from math import ceil

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from app.desktop.widgets.looks import set_look

_NEXT_PARAGRAPH = "\u2029"


class GrowingTextArea(QPlainTextEdit):
    """Plain text of several lines. Tab goes to the next field; the area grows from `least` to `most` lines.

    Signals:
        edited: the user changed the words (not: the program put them there).
        left: the focus went elsewhere.
    """

    edited = Signal()
    left = Signal()

    def __init__(
        self, parent: QWidget | None = None, *, least: int = 3, most: int = 24, look: str = "answer"
    ) -> None:
        super().__init__(parent)
        self._least = least
        self._most = most
        self._filling = False
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self.textChanged.connect(self._changed)
        if look:
            set_look(self, look)
        self._fit()

    def toPlainText(self) -> str:
        """Give the words; Qt would give an ordinary space for one at which a line may not end."""
        return self.document().toRawText().replace(_NEXT_PARAGRAPH, "\n")

    def fill(self, text: str) -> None:
        """Put words there without `edited`; the cursor stays where it was as far as it can."""
        if text == self.toPlainText():
            return
        at = self.textCursor().position()
        self._filling = True
        self.setPlainText(text)
        self._filling = False
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(text.encode("utf-16-le")) // 2))
        self.setTextCursor(cursor)

    def sizeHint(self) -> QSize:
        """Give the size for the least number of lines."""
        return QSize(300, self._height(self._least))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the words at the new width."""
        super().resizeEvent(event)
        self._fit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the focus went elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit the height to the words in another font or style."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit()

    def _changed(self) -> None:
        if not self._filling:
            self.edited.emit()

    def _height(self, lines: int) -> int:
        edge = self.height() - self.maximumViewportSize().height()
        margin = ceil(self.document().documentMargin() * 2)
        return ceil(lines * QFontMetricsF(self.font()).lineSpacing()) + margin + edge

    def _fit(self) -> None:
        # For plain text the layout's height is a number of lines, not of pixels.
        lines = max(1, round(self.document().documentLayout().documentSize().height()))
        whole = lines <= self._most
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        )
        height = self._height(min(max(lines, self._least), self._most))
        if height != self.height() or height != self.minimumHeight():
            self.setFixedHeight(height)
