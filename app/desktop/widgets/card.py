# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sheet of paper on the ground, for things that belong together."""

from PySide6.QtWidgets import QFrame, QWidget

from app.desktop.widgets.looks import column, set_look, set_mark


class Card(QFrame):
    """A sheet with a thin edge; the current one has an accent edge. Fill `inside`."""

    def __init__(
        self, parent: QWidget | None = None, *, margins: tuple[int, ...] = (14, 18), spacing: int = 8
    ) -> None:
        super().__init__(parent)
        self.inside = column(self, margins=margins, spacing=spacing)
        set_look(self, "card")

    def set_current(self, current: bool) -> None:
        """Mark the card as the one being worked on."""
        set_mark(self, "current", "true" if current else "false")


class Pane(QFrame):
    """A plain sheet at the window's side, from top to bottom. Fill `inside`."""

    def __init__(
        self, parent: QWidget | None = None, *, margins: tuple[int, ...] = (16, 12), spacing: int = 8
    ) -> None:
        super().__init__(parent)
        self.inside = column(self, margins=margins, spacing=spacing)
        set_look(self, "pane")
