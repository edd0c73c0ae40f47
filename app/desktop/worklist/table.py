# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of hearings: the model behind it, and how a state is drawn."""

from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop.display import Display
from app.desktop.theme import SIZES, tokens_of
from app.desktop.widgets.table import NO_INDEX, HeadedModel, Index, RowTable
from app.desktop.worklist.rows import Row, row_of
from app.errors import says
from app.services.views import HearingSummary

HEADINGS = (
    says("Laatst"),
    says("V-nummer"),
    says("Naam"),
    says("Gehoor"),
    says("Staat"),
    says("Waar gebleven"),
    says("Tolk"),
)
_FIELDS = ("when", "v_number", "name", "hearing", "state", "where_left", "interpreter")
STATE_COLUMN = _FIELDS.index("state")


class WorklistModel(HeadedModel):
    """Hearings as rows; `summary` gives back what a row was made from."""

    def __init__(self, display: Display, parent: QObject | None = None) -> None:
        super().__init__(display, HEADINGS, parent)
        self._summaries: tuple[HearingSummary, ...] = ()
        self._rows: tuple[Row, ...] = ()
        self._now: datetime | None = None

    def show_hearings(self, summaries: tuple[HearingSummary, ...], now: datetime) -> None:
        """Show other hearings."""
        self.beginResetModel()
        self._summaries = summaries
        self._now = now
        self._rows = tuple(row_of(one, now, self._display) for one in summaries)
        self.endResetModel()

    def retranslate(self) -> None:
        """Show the same hearings in the language shown now."""
        if self._now is not None:
            self.show_hearings(self._summaries, self._now)

    def forget(self) -> None:
        """Hold nothing."""
        self.beginResetModel()
        self._summaries, self._rows, self._now = (), (), None
        self.endResetModel()

    def summary(self, row: int) -> HearingSummary:
        """Give the hearing of a row."""
        return self._summaries[row]

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Give the number of hearings."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell; the tone of its chip as `UserRole`."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return getattr(row, _FIELDS[index.column()])
        if role == Qt.ItemDataRole.UserRole and index.column() == STATE_COLUMN:
            return row.tone
        return None


class StateChip(QStyledItemDelegate):
    """Draws a state as a chip in its tone."""

    def __init__(self, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._display = display

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell's ground as usual, and the chip upon it."""
        words = str(index.data() or "")
        self.initStyleOption(option, index)
        option.text = ""
        view = option.widget
        view.style().drawControl(view.style().ControlElement.CE_ItemViewItem, option, painter, view)
        tokens = tokens_of(self._display)
        ground, ink = {
            "accent": (tokens.accent_soft, tokens.accent_soft_ink),
            "green": (tokens.green_soft, tokens.green_ink),
        }.get(str(index.data(Qt.ItemDataRole.UserRole)), (tokens.chip, tokens.chip_ink))
        font = self._font(option.font)
        metrics = QFontMetricsF(font)
        width = metrics.horizontalAdvance(words) + self._display.pixels(24)
        height = metrics.height() + self._display.pixels(6)
        area = QRectF(option.rect)
        chip = QRectF(area.left() + self._display.pixels(8), area.center().y() - height / 2, width, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(QColor(ink))
        painter.setFont(font)
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give the size of the chip with room around it."""
        metrics = QFontMetricsF(self._font(option.font))
        width = metrics.horizontalAdvance(str(index.data() or "")) + self._display.pixels(44)
        return QSize(round(width), round(metrics.height()) + self._display.pixels(20))

    def _font(self, font: QFont) -> QFont:
        small = QFont(font)
        small.setPixelSize(self._display.pixels(SIZES["tiny"]))
        small.setBold(True)
        return small


class WorklistTable(RowTable):
    """The table; words that do not fit go on below."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(display, parent)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setItemDelegateForColumn(STATE_COLUMN, StateChip(display, self))

    def fit(self) -> None:
        """Give every column and row the room that its words need."""
        self.verticalHeader().setDefaultSectionSize(self._display.pixels(42))
        self.widen(18)
