# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far one is, as a thin line."""

from PySide6.QtWidgets import QProgressBar, QWidget


class ThinProgress(QProgressBar):
    """A thin line that fills; it shows no number of its own."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextVisible(False)
        self.setFixedHeight(4)

    def show_part(self, done: int, total: int) -> None:
        """Fill `done` of `total`; nothing of nothing is empty."""
        self.setRange(0, max(total, 1))
        self.setValue(done)
