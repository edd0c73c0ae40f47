# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of the audit trail, and the model behind it."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from app.desktop.display import Display
from app.desktop.widgets.table import NO_INDEX, HeadedModel, Index, RowTable
from app.errors import Message, says
from app.names import OFFICE_ZONE
from app.services.read_audit import TrailRow, act_words, object_words

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


def compartment_words(compartment: str) -> Message:
    """Say which part of the vault it is."""
    return COMPARTMENTS.get(compartment) or says("{name}", name=compartment)


class TrailModel(HeadedModel):
    """Rows of the trail."""

    def __init__(self, display: Display, parent: QObject | None = None) -> None:
        super().__init__(display, HEADINGS, parent)
        self._rows: tuple[TrailRow, ...] = ()

    def show_rows(self, rows: tuple[TrailRow, ...]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def retranslate(self) -> None:
        """Show the same rows in the language shown now."""
        self.show_rows(self._rows)

    def rowCount(self, parent: Index = NO_INDEX) -> int:
        """Give the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

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


class TrailTable(RowTable):
    """The table; a long cell does not push the others out of sight."""

    def __init__(self, display: Display) -> None:
        super().__init__(display)
        self.setWordWrap(False)

    def fit(self) -> None:
        """Give every column the room that its words need, within bounds."""
        self.verticalHeader().setDefaultSectionSize(self._display.pixels(38))
        self.widen(14, most=330)
