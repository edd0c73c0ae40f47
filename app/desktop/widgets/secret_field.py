# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A field for a passphrase: it shows dots, and loses nothing of what is typed or pasted into it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from app.desktop.widgets.line_field import LineField, one_line

_ENDS = "\r\n\v\f\x85\u2028\u2029"


class SecretField(LineField):
    """A passphrase. What is too long for it is refused whole, and never cut: that would be another."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)

    def text(self) -> str:
        """Give the passphrase, without the end of the line that is often pasted along with it."""
        return one_line(QLineEdit.text(self).strip(_ENDS))
