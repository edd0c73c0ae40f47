# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The session on Windows, and a window that stays out of screenshots. Not yet tried on a Windows machine.

Sources: WTSRegisterSessionNotification, WM_WTSSESSION_CHANGE, WM_POWERBROADCAST and
SetWindowDisplayAffinity in the Windows API. Nothing here is loaded on another platform.
"""

import ctypes
from ctypes import Structure, c_long, c_size_t, c_ssize_t, c_uint32, c_void_p
from typing import Any

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from app.desktop.platform_ports import SessionWatch

_SESSION_CHANGE = 0x02B1
_SESSION_LOCK = 0x7
_POWER = 0x0218
_SUSPEND = 0x4
_THIS_SESSION = 0
_EXCLUDE_FROM_CAPTURE = 0x11
_INCLUDE = 0x0


class NativeMessage(Structure):
    """A window message (``MSG``)."""

    _fields_ = (
        ("window", c_void_p),
        ("message", c_uint32),
        ("wparam", c_size_t),
        ("lparam", c_ssize_t),
        ("time", c_uint32),
        ("x", c_long),
        ("y", c_long),
    )


def means_away(message: int, wparam: int) -> bool:
    """Tell whether a window message says that the screen was locked or the machine goes to sleep."""
    return (message, wparam) in {(_SESSION_CHANGE, _SESSION_LOCK), (_POWER, _SUSPEND)}


class WindowsSession(SessionWatch):
    """Asks Windows to tell of this session, and listens to the window's messages.

    Args:
        parent: the window that is told.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._listener = _Listener(self)

    def listen(self) -> bool:
        """Begin to listen."""
        application, window = QCoreApplication.instance(), self.parent()
        if application is None or not isinstance(window, QWidget):
            return False
        application.installNativeEventFilter(self._listener)
        return bool(_library("wtsapi32").WTSRegisterSessionNotification(_handle(window), _THIS_SESSION))


class _Listener(QAbstractNativeEventFilter):
    def __init__(self, session: WindowsSession) -> None:
        super().__init__()
        self._session = session

    def nativeEventFilter(
        self, kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        """Hear the message and let it pass."""
        if QByteArray(kind).data() == b"windows_generic_MSG":
            told = NativeMessage.from_address(int(message))
            if means_away(told.message, told.wparam):
                self._session.away.emit()
        return False, 0


class WindowsCapture:
    """Leaves the window out of what others read of the screen (Windows 10 2004 and later)."""

    can_exclude = True

    def exclude(self, window: QWidget, *, excluded: bool) -> bool:
        """Leave it out, or no longer; Windows refuses that for some windows, and then this is told."""
        affinity = _EXCLUDE_FROM_CAPTURE if excluded else _INCLUDE
        return bool(_library("user32").SetWindowDisplayAffinity(_handle(window), affinity))


def _handle(window: QWidget) -> c_void_p:
    return c_void_p(window.winId())


def _library(name: str) -> Any:
    return getattr(ctypes, "windll")[name]  # noqa: B009 - there is no such name on other platforms, for mypy too
