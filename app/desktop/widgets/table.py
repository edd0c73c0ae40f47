# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A table of rows under headings: whole rows are chosen, and columns are as wide as their words."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.desktop.display import Display
from app.errors import Message

Index = QModelIndex | QPersistentModelIndex

NO_INDEX = QModelIndex()


class HeadedModel(QAbstractTableModel):
    """Rows under headings.

    Args:
        display: gives the language of the headings.
        headings: one for each column.
        parent: owns the model.
    """

    def __init__(self, display: Display, headings: Sequence[Message], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._headings = headings

    def columnCount(self, parent: Index = NO_INDEX) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(self._headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give a column's heading."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._display.text(self._headings[section]).upper()


class RowTable(QTableView):
    """The table; its last column takes the room that is left."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def widen(self, more: int, most: int | None = None) -> None:
        """Give every column but the last the room that its words need.

        Args:
            more: beyond their words, in pixels at 100 %.
            most: the widest that a column becomes, in pixels at 100 %.
        """
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for column in range(header.count() - 1):
            wanted = header.sectionSize(column) + self._display.pixels(more)
            header.resizeSection(column, wanted if most is None else min(wanted, self._display.pixels(most)))
