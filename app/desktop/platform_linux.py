# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The session on Linux: logind tells of sleep and of the screen lock, desktops tell of their screen saver.

Interfaces: org.freedesktop.login1 (systemd), org.freedesktop.ScreenSaver and org.gnome.ScreenSaver.
"""

import os
from typing import Any

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import (
    QDBusConnection,
    QDBusMessage,
    QDBusPendingCallWatcher,
    QDBusUnixFileDescriptor,
)

from app.desktop.platform_ports import SessionWatch

LOGIND = "org.freedesktop.login1"
_MANAGER_PATH = "/org/freedesktop/login1"
_SCREEN_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver")


class LinuxSession(SessionWatch):
    """Listens on the system's bus and on the user's.

    Args:
        system: the system's bus; the machine's own when absent.
        user: the user's bus; the session's own when absent.
        session: which session of logind (``XDG_SESSION_ID``); any where it is empty.
    """

    def __init__(
        self,
        parent: QObject,
        system: QDBusConnection | None = None,
        user: QDBusConnection | None = None,
        session: str | None = None,
    ) -> None:
        super().__init__(parent)
        self._system = system
        self._user = user
        self._held = -1
        self._session = os.environ.get("XDG_SESSION_ID", "") if session is None else session

    def listen(self) -> bool:
        """Begin to listen; tell whether there is a bus with somebody on it."""
        heard = False
        system = self._system or QDBusConnection.systemBus()
        if system.isConnected():
            path = session_path(self._session)
            asleep = slot("preparing(bool)")
            heard |= system.connect(
                LOGIND, _MANAGER_PATH, f"{LOGIND}.Manager", "PrepareForSleep", self, asleep
            )
            heard |= system.connect(LOGIND, path, f"{LOGIND}.Session", "Lock", self, slot("locking()"))
            heard |= system.connect(
                LOGIND,
                path,
                "org.freedesktop.DBus.Properties",
                "PropertiesChanged",
                self,
                slot("changing(QString,QVariantMap,QStringList)"),
            )
            self._hold_sleep_back()
        user = self._user or QDBusConnection.sessionBus()
        if user.isConnected():
            for interface in _SCREEN_SAVERS:
                heard |= user.connect("", "", interface, "ActiveChanged", self, slot("sleeping(bool)"))
        return heard

    def let_go(self) -> None:
        """Let the machine sleep now, where it waits for that."""
        if self._held >= 0:
            os.close(self._held)
            self._held = -1

    @Slot(bool)
    def preparing(self, begins: bool) -> None:
        """Hear that the machine goes to sleep or wakes; awake, sleep is held back again for the next time."""
        if begins:
            self.away.emit()
        else:
            self._hold_sleep_back()

    @Slot(bool)
    def sleeping(self, begins: bool) -> None:
        """Hear that the screen saver comes or goes."""
        if begins:
            self.away.emit()

    def _hold_sleep_back(self) -> None:
        """Ask logind to wait with sleep until all is locked, as long as it grants (five seconds usually)."""
        system = self._system or QDBusConnection.systemBus()
        if self._held >= 0 or not system.isConnected():
            return
        call = QDBusMessage.createMethodCall(LOGIND, _MANAGER_PATH, f"{LOGIND}.Manager", "Inhibit")
        call.setArguments(["sleep", "Gehoorwijzer", "Locks the vault first", "delay"])
        QDBusPendingCallWatcher(system.asyncCall(call), self).finished.connect(self._take_hold)

    def _take_hold(self, answered: QDBusPendingCallWatcher) -> None:
        given = answered.reply().arguments() if not answered.isError() else []
        if given and isinstance(given[0], QDBusUnixFileDescriptor) and self._held < 0:
            self._held = os.dup(given[0].fileDescriptor())
        answered.deleteLater()

    @Slot()
    def locking(self) -> None:
        """Hear that the session is asked to lock."""
        self.away.emit()

    @Slot(str, "QVariantMap", "QStringList")
    def changing(self, interface: str, changed: dict[str, Any], _gone: list[str]) -> None:
        """Hear that the session says it is locked."""
        if interface == f"{LOGIND}.Session" and changed.get("LockedHint") is True:
            self.away.emit()


def session_path(session: str) -> str:
    """Give the object path of a session of logind, or nothing for any session.

    What may not stand in a path is written as ``_`` and two hexadecimal digits, a leading digit too.
    """
    if not session:
        return ""
    escaped = "".join(
        letter
        if letter.isascii() and (letter.isalpha() or (at and letter.isdigit()))
        else "".join(f"_{byte:02x}" for byte in letter.encode())
        for at, letter in enumerate(session)
    )
    return f"{_MANAGER_PATH}/session/{escaped}"


def slot(signature: str) -> Any:
    """Give a slot as string-based connections take it: as text, though the stubs ask for bytes."""
    return SLOT(signature)
