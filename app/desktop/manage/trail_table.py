# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of the audit trail, and the model behind it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QHeaderView, QTableView

from app.desktop.display import Display
from app.errors import Message, says
from app.names import OFFICE_ZONE
from app.services.read_audit import TrailRow, act_words, object_words

Index = QModelIndex | QPersistentModelIndex

HEADINGS = (
    says("Moment"),
    says("Deel"),
    says("Wie"),
    says("Handeling"),
    says("Waarover"),
    says("Bijzonderheden"),
)

COMPARTMENTS = {
    "dossiers": says("gehoren"),
    "signals": says("signalen"),
    "library": says("vragenlijsten"),
    "practice": says("oefenen"),
    "administration": says("wie met de kluis werkt"),
}
"""What the parts of the vault are called."""

_NO_INDEX = QModelIndex()


def compartment_words(compartment: str) -> Message:
    """Say which part of the vault it is."""
    return COMPARTMENTS.get(compartment) or says("{name}", name=compartment)


class TrailModel(QAbstractTableModel):
    """Rows of the trail."""

    def __init__(self, display: Display, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._rows: tuple[TrailRow, ...] = ()

    def show_rows(self, rows: tuple[TrailRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def retranslate(self) -> None:
        """Show the same rows in the language shown now."""
        self.show_rows(self._rows)

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Give the number of columns."""
        return 0 if parent.isValid() else len(HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a cell."""
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        row = self._rows[index.row()]
        return (
            f"{row.at.astimezone(OFFICE_ZONE):%d-%m-%Y %H:%M:%S}",
            self._display.text(compartment_words(row.compartment)),
            row.who,
            self._display.text(act_words(row.action)),
            self._display.text(object_words(row)),
            ", ".join(f"{name}={value}" for name, value in row.detail.items()),
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Give a column's heading."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._display.text(HEADINGS[section]).upper()


class TrailTable(QTableView):
    """The table; whole rows are chosen."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def fit(self) -> None:
        """Give every column the room that its words need, within bounds."""
        self.verticalHeader().setDefaultSectionSize(self._display.pixels(38))
        self.resizeColumnsToContents()
        header = self.horizontalHeader()
        for at in range(header.count() - 1):
            wanted = header.sectionSize(at) + self._display.pixels(14)
            header.resizeSection(at, min(wanted, self._display.pixels(330)))
