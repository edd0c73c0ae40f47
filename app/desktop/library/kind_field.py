# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Choosing what kind of answer a question takes, and from which list of choices."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from app.desktop.display import Display
from app.desktop.library.wording import KINDS, LIST_OF_CHOICES
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import row
from app.errors import Message
from app.questionnaire.model import QuestionKind

_WITH_LIST = ("select_one", "select_multiple", "rank")


class KindField(QWidget):
    """A kind and, for kinds that take one, a list; together they are the `type` of the file.

    Signals:
        edited: somebody chose another.
    """

    edited = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._kind, self._list = QComboBox(), QComboBox()
        self._line = LineField()
        self._list.setLineEdit(self._line)
        for combo in (self._kind, self._list):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(6)
        inside = row(self, spacing=8)
        inside.addWidget(self._kind, 1)
        inside.addWidget(self._list, 1)
        self.setFocusProxy(self._kind)
        self._kind.activated.connect(self._chosen)
        self._list.activated.connect(lambda _at: self.edited.emit())
        self._line.textEdited.connect(lambda _text: self.edited.emit())
        display.changed.connect(self._name_kinds)
        self._name_kinds()

    def show_kind(self, text: str, lists: tuple[str, ...]) -> None:
        """Show the kind of a question, or that a section or repeat has none to choose.

        Args:
            text: as in the file, such as ``select_one yes_no``.
            lists: the lists of choices there are.
        """
        kind, _, rest = text.partition(" ")
        if [self._list.itemText(at) for at in range(self._list.count())] != list(lists):
            self._list.clear()
            self._list.addItems(lists)
        if text != self.text():
            if self._kind.findData(kind) < 0:
                self._kind.addItem(self._word(kind), kind)
            self._kind.setCurrentIndex(self._kind.findData(kind))
            self._list.setCurrentText(rest.strip())
        self._list.setVisible(kind in _WITH_LIST)

    def text(self) -> str:
        """Give the kind as the file has it."""
        kind = str(self._kind.currentData() or "")
        return f"{kind} {self._line.text().strip()}".strip() if kind in _WITH_LIST else kind

    def setAccessibleName(self, name: str) -> None:
        """Name the field for whoever does not see it."""
        super().setAccessibleName(name)
        self._kind.setAccessibleName(name)
        self._list.setAccessibleName(self._display.text(LIST_OF_CHOICES))

    def _chosen(self, _at: int) -> None:
        self._list.setVisible(self._kind.currentData() in _WITH_LIST)
        self.edited.emit()

    def _name_kinds(self) -> None:
        chosen = self._kind.currentData()
        self._kind.clear()
        for kind in (one for one in QuestionKind if one.value in KINDS):
            self._kind.addItem(self._word(kind.value), kind.value)
        at = self._kind.findData(chosen)
        if chosen and at < 0:
            self._kind.addItem(self._word(chosen), chosen)
            at = self._kind.count() - 1
        self._kind.setCurrentIndex(max(at, 0))

    def _word(self, kind: str) -> str:
        return self._display.text(KINDS.get(kind, Message(kind)))
