# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Words on the screen. Long words break rather than being cut, at any width and size."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.desktop.widgets.looks import set_look, set_mark

_WIDEST = 100_000
_NARROWEST = 40
"""Pixels; a label may become this narrow before its column must."""


class Label(QLabel):
    """Plain words that wrap between words, and within a word only where it does not fit.

    Each paragraph is set in the direction of its own script.
    """

    def __init__(self, text: str = "", look: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._heights: dict[int, int] = {}
        self.setTextFormat(Qt.TextFormat.PlainText)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        if look:
            set_look(self, look)

    def setText(self, text: str) -> None:
        """Show other words; a screen reader reads the same."""
        if text != self.text():
            self._heights.clear()
            super().setText(text)
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew in another font or style."""
        self._heights.clear()
        super().changeEvent(event)

    def hasHeightForWidth(self) -> bool:
        """Whether the height follows from the width: always."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height that all words need at a width."""
        self.ensurePolished()
        if width not in self._heights:
            extra = self._around()
            height = self._laid_out(max(width - extra.width(), 1))[1]
            self._heights[width] = round(height + 0.5) + extra.height()
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Give the size of the words on as few lines as they have paragraphs."""
        self.ensurePolished()
        extra = self._around()
        layouts, _ = self._laid_out(_WIDEST)
        width = max((layout.lineAt(0).naturalTextWidth() for layout in layouts), default=0)
        whole = ceil(width) + 1 + extra.width()
        return QSize(whole, self.heightForWidth(whole))

    def minimumSizeHint(self) -> QSize:
        """Give how small the label may become."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), _NARROWEST), round(QFontMetricsF(self.font()).height()))

    def _around(self) -> QSize:
        """Give what the style sheet's padding and border take."""
        inner = self._inner(QRect(0, 0, 1000, 1000))
        return QSize(1000 - inner.width(), 1000 - inner.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the background as the style says, then the words."""
        words = self.text()
        painter = QPainter(self)
        self.drawFrame(painter)
        if not words:
            return
        inner = self._inner(self.rect())
        layouts, height = self._laid_out(inner.width())
        top = float(inner.top())
        if self.alignment() & Qt.AlignmentFlag.AlignVCenter:
            top += max(0.0, (inner.height() - height) / 2)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        for layout in layouts:
            layout.draw(painter, QPointF(inner.left(), top))
            top += layout.boundingRect().height()

    def _inner(self, rect: QRect) -> QRect:
        difference = self.contentsRect()
        whole = self.rect()
        return rect.adjusted(
            difference.left() - whole.left(),
            difference.top() - whole.top(),
            difference.right() - whole.right(),
            difference.bottom() - whole.bottom(),
        )

    def _laid_out(self, width: float) -> tuple[list[QTextLayout], float]:
        layouts = []
        height = 0.0
        for paragraph in self.text().split("\n"):
            layout = QTextLayout(paragraph, self.font())
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            option.setAlignment(self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask)
            layout.setTextOption(option)
            layout.beginLayout()
            top = 0.0
            while (line := layout.createLine()).isValid():
                line.setLineWidth(width)
                line.setPosition(QPointF(0, top))
                top += line.height()
            layout.endLayout()
            height += layout.boundingRect().height()
            layouts.append(layout)
        return layouts, height


class SectionLabel(Label):
    """A small grey heading in spaced capitals."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__("", "section", parent)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show the words in capitals; a screen reader reads them as they were given."""
        self.setAccessibleName(text)
        super().setText(text.upper())


class Chip(QLabel):
    """A small rounded label. Tones: plain, accent, amber, green, practice."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        set_mark(self, "tone", tone)
        set_look(self, "chip")

    def set_tone(self, tone: str) -> None:
        """Show the chip in another tone."""
        set_mark(self, "tone", tone)
