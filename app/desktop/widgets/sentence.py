# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A sentence from a widget that knows no room, for the window that it stands in."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

from app.errors import Message


class Sentence(QEvent):
    """What a window should say; it travels as Qt's own events do."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, message: Message) -> None:
        super().__init__(self.KIND)
        self.message = message


def tell(widget: QWidget, message: Message) -> None:
    """Have the window of a widget say a sentence."""
    QCoreApplication.sendEvent(widget.window(), Sentence(message))
