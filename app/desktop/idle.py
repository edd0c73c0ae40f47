# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""When the window locks by itself: after a while in which nobody touched it."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Calls `lock` when no key, mouse or finger touched the program for some minutes.

    It listens at the program's top-level windows, where keys arrive before any widget gets them: a dialog,
    a menu or a widget that swallows keys makes no difference. A machine that slept counts as untouched: the
    first touch after it locks.

    Args:
        lock: locks the window.
        minutes: how long nobody may touch it.
        seconds: tells the time, sleep of the machine included (s).
    """

    def __init__(
        self,
        lock: Callable[[], object],
        minutes: int,
        parent: QObject,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._lock = lock
        self._now = seconds
        self._touched = seconds()
        self._limit = minutes * 60
        self._watched: set[QWindow] = set()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)  # a coarse one may be 5 % late
        self._timer.timeout.connect(self._over)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.focusWindowChanged.connect(self._watch)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        """Wait for another while, counted from now."""
        self._limit = minutes * 60
        self._touched = self._now()
        self._timer.start(self._limit * 1000)

    def touch(self) -> None:
        """Note that somebody is there; whoever comes back too late finds the window locked."""
        now = self._now()
        if now - self._touched >= self._limit:
            self._over()
            return
        self._touched = now
        self._timer.start(self._limit * 1000)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hear of keys and mouse on their way in, and let them pass."""
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None and window not in self._watched:
            self._watched.add(window)
            window.destroyed.connect(lambda: self._watched.discard(window))
            window.installEventFilter(self)

    def _over(self) -> None:
        self._touched = self._now()
        self._timer.start(self._limit * 1000)
        self._lock()
