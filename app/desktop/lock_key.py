# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The key that locks, where a dialog or a menu keeps the window's own keys from being heard."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication


class LockKey(QObject):
    """Calls `lock` when the action's key is pressed while a dialog or a menu is open.

    It listens at the top-level windows, where keys arrive first. A dialog that the system itself draws tells
    the program of no key.

    Args:
        action: that of the lock; its key counts, also where a dialog keeps the action from being carried out.
        lock: locks the window.
    """

    def __init__(self, action: QAction, lock: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._action = action
        self._lock = lock
        self._watched: set[QWindow] = set()
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of the key, and keep it from the dialog."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            opened = QApplication.activeModalWidget() or QApplication.activePopupWidget()
            if opened is not None and QKeySequence(event.keyCombination()) == self._action.shortcut():
                QTimer.singleShot(0, self, self._lock)  # the dialog is through with this key first
                return True
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.destroyed.connect(lambda: self._watched.discard(window))
            window.installEventFilter(self)
