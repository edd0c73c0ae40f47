# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing one of many by typing a part of its name."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from app.desktop.widgets.line_field import LineField


class CodeCombo(QComboBox):
    """A list of names, each with a code behind it; typing any part of a name offers those that have it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLineEdit(LineField())
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.setCompleter(completer)

    def fill(self, named: tuple[tuple[str, str], ...]) -> None:
        """Offer (code, name) pairs; what was chosen stays chosen, in its new name."""
        kept = self.code()
        self.clear()
        for code, name in named:
            self.addItem(name, code)
        self.set_code(kept or "")

    def code(self) -> str | None:
        """Give the code of the name that stands there: empty for nothing, `None` for a name unknown."""
        typed = self.currentText().strip()
        if not typed:
            return ""
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return None if at < 0 else str(self.itemData(at))

    def set_code(self, code: str) -> None:
        """Choose the name of a code; nothing for an empty one."""
        at = self.findData(code) if code else -1
        self.setCurrentIndex(at)
        if at < 0:
            self.clearEditText()
