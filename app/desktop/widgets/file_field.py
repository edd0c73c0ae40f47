# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A field for a file that the user chooses."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.saving import AskPlace
from app.desktop.widgets.buttons import button
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import row
from app.errors import says


class FileField(QWidget):
    """The path of a file, typed or chosen.

    Signals:
        edited: another file stands there.
    """

    edited = Signal()

    def __init__(self, display: Display, ask_file: AskPlace, kinds: str) -> None:
        super().__init__()
        self._ask_file = ask_file
        self._kinds = kinds
        self._path = LineField()
        choose = button()
        Words(display, self)(choose.setText, says("Kies …"))
        inside = row(self, spacing=8)
        inside.addWidget(self._path, 1)
        inside.addWidget(choose)
        self.setFocusProxy(self._path)
        self._path.textChanged.connect(lambda _text: self.edited.emit())
        choose.clicked.connect(self._choose)

    def path(self) -> Path | None:
        """Give the file; nothing while none is named."""
        text = self._path.text().strip()
        return Path(text) if text else None

    def clear(self) -> None:
        """Name no file."""
        self._path.clear()

    def setAccessibleName(self, name: str) -> None:
        """Name the field for whoever does not see it."""
        super().setAccessibleName(name)
        self._path.setAccessibleName(name)

    def _choose(self) -> None:
        chosen, _kind = self._ask_file(self, self.accessibleName(), "", self._kinds)
        if chosen:
            self._path.setText(chosen)
