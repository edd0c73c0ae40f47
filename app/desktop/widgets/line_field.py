# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A field of one line that loses nothing of what is typed or pasted into it."""

import re

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.desktop.widgets.sentence import tell
from app.desktop.widgets.table import Index
from app.errors import says
from app.questionnaire.check_value import MOST_CHARACTERS

_MOST_OF_QT = 2**31 - 1
_BREAK = re.compile("\r\n|[\t\n\v\f\r\x85\u2028\u2029]")


class LineField(QLineEdit):
    """One line. Whatever is too long for it is refused whole; lines pasted into it are parted by spaces."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt by itself cuts at 32,767 characters and says nothing.
        self.setMaxLength(_MOST_OF_QT)
        self.setValidator(_NotTooLong(self))
        self.inputRejected.connect(self._tell)

    def text(self) -> str:
        """Give the words, with a space wherever a line ended in what was pasted, as it is shown."""
        return one_line(super().text())

    def selectedText(self) -> str:
        """Give the words that are selected, as `text` does."""
        return one_line(super().selectedText())

    def _tell(self) -> None:
        tell(
            self,
            says(
                "Dit zijn meer dan {most} tekens; zoveel past niet op één regel. Er is niets veranderd: "
                "plak een kleiner deel.",
                most=MOST_CHARACTERS,
            ),
        )


class LineDelegate(QStyledItemDelegate):
    """Lets cells of a table be typed in as `LineField` does."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Give the field for a cell."""
        del option, index
        return LineField(parent)


class _NotTooLong(QValidator):
    """Refuses what would be too long; the line is then as it was before."""

    def validate(self, text: str, at: int) -> object:
        """Say whether a line may be so."""
        fits = len(text) <= MOST_CHARACTERS
        return QValidator.State.Acceptable if fits else QValidator.State.Invalid, text, at


def one_line(words: str) -> str:
    """Give words with a space for every end of a line and every tab."""
    return _BREAK.sub(" ", words)
