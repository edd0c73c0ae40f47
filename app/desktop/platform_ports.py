# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What differs between platforms and the window needs: one port, an adapter for each platform."""

import sys
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class SessionWatch(QObject):
    """Hears of the session that the program runs in. This one hears nothing: for platforms that tell nothing.

    Signals:
        away: the screen was locked, or the machine goes to sleep.
    """

    away = Signal()

    def let_go(self) -> None:
        """Let the machine sleep: what was held back until everything was locked goes on."""

    def listen(self) -> bool:
        """Begin to listen; tell whether the platform has anybody to listen to."""
        return False


class Capture(Protocol):
    """Keeping a window out of screenshots and recordings."""

    can_exclude: bool
    """Whether the platform can."""

    def exclude(self, window: QWidget, *, excluded: bool) -> bool:
        """Keep a window out of them, or no longer; tell whether that now is so."""
        ...


class NoCapture:
    """A platform that cannot: on Linux, whatever may read the screen reads this window too."""

    can_exclude = False

    def exclude(self, window: QWidget, *, excluded: bool) -> bool:
        """Do nothing: say that it is not excluded."""
        del window
        return not excluded


def session_watch(parent: QObject) -> SessionWatch:
    """Give the adapter for this machine."""
    kind: str = sys.platform  # mypy would take what is meant for another platform to be unreachable
    if kind == "win32":
        from app.desktop.platform_windows import WindowsSession

        return WindowsSession(parent)
    if kind == "linux":
        from app.desktop.platform_linux import LinuxSession

        return LinuxSession(parent)
    return SessionWatch(parent)


def capture() -> Capture:
    """Give the adapter for this machine."""
    if sys.platform == "win32":
        from app.desktop.platform_windows import WindowsCapture

        return WindowsCapture()
    return NoCapture()
