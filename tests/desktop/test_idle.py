# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Locking by itself: after a while, after sleep, and when the platform tells."""

import ctypes
import os
import select
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QObject, Qt
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusUnixFileDescriptor, QDBusVirtualObject
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.desktop.idle import IdleWatch
from app.desktop.platform_linux import LOGIND, LinuxSession, session_path
from app.desktop.platform_ports import NoCapture
from app.desktop.platform_windows import NativeMessage, WindowsSession, means_away


class Hours:
    """A clock that is set by hand (s)."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_key_puts_the_lock_off_and_sleep_does_not(qtbot: QtBot) -> None:
    field, hours, locked = QLineEdit(), Hours(), []
    qtbot.addWidget(field)
    watch = IdleWatch(lambda: locked.append(hours.now), 5, field, hours)
    field.show()
    qtbot.waitExposed(field)
    handle = field.windowHandle()
    watch._watch(handle)
    hours.now = 299
    QTest.keyClick(handle, Qt.Key.Key_A)
    hours.now = 598
    QTest.keyClick(handle, Qt.Key.Key_B)
    assert locked == []
    assert 298_000 < watch._timer.remainingTime() <= 300_000
    hours.now = 598 + 301  # the lid was closed: no timer ran, and the first key finds the window locked
    QTest.keyClick(handle, Qt.Key.Key_C)
    assert locked == [899]


def test_the_timer_locks_when_nobody_comes(qtbot: QtBot) -> None:
    locked: list[bool] = []
    parent = QObject()
    watch = IdleWatch(lambda: locked.append(True), 5, parent)
    watch._timer.start(1)
    qtbot.waitUntil(lambda: bool(locked))
    parent.deleteLater()


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    """Give the address of a bus of our own, on which logind is played."""
    if shutil.which("dbus-daemon") is None:
        pytest.skip("there is no dbus-daemon here to play logind on")
    address = f"unix:path={tmp_path}/bus"
    daemon = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address", f"--address={address}"],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert daemon.stdout is not None
    yield daemon.stdout.readline().strip()
    daemon.terminate()
    daemon.wait()
    daemon.stdout.close()


def test_logind_and_the_screen_saver_are_heard(qtbot: QtBot, bus: str) -> None:
    logind = QDBusConnection.connectToBus(bus, "played")
    ours = QDBusConnection.connectToBus(bus, "ours")
    assert logind.registerService(LOGIND)
    parent = QObject()
    session = LinuxSession(parent, ours, ours, "2")
    heard: list[bool] = []
    session.away.connect(lambda: heard.append(True))
    assert session.listen()
    manager, mine = "/org/freedesktop/login1", session_path("2")
    told: tuple[tuple[str, str, str, list[object], bool], ...] = (
        (manager, f"{LOGIND}.Manager", "PrepareForSleep", [True], True),
        (manager, f"{LOGIND}.Manager", "PrepareForSleep", [False], False),
        (mine, f"{LOGIND}.Session", "Lock", [], True),
        (session_path("c7"), f"{LOGIND}.Session", "Lock", [], False),
        ("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", [True], True),
        ("/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", [False], False),
    )
    for path, interface, name, arguments, means in told:
        heard.clear()
        message = QDBusMessage.createSignal(path, interface, name)
        message.setArguments(arguments)
        assert logind.send(message)
        # A second signal that surely locks tells when the first one must have arrived.
        last = QDBusMessage.createSignal("/x", "org.gnome.ScreenSaver", "ActiveChanged")
        last.setArguments([True])
        logind.send(last)
        qtbot.waitUntil(lambda wanted=1 + means: len(heard) == wanted)  # type: ignore[misc]
    heard.clear()
    session.changing(f"{LOGIND}.Session", {"LockedHint": True}, [])
    session.changing(f"{LOGIND}.Session", {"IdleHint": True}, [])
    assert heard == [True]
    for name in ("played", "ours"):
        QDBusConnection.disconnectFromBus(name)
    parent.deleteLater()


class Inhibiting(QDBusVirtualObject):
    """Plays the part of logind that lets sleep be held back: a pipe, whose other end tells until when."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[object]] = []
        self.pipes: list[int] = []

    def introspect(self, path: str) -> str:
        return ""

    def handleMessage(self, message: QDBusMessage, connection: QDBusConnection) -> bool:
        self.asked.append(message.arguments())
        ours, theirs = os.pipe()
        self.pipes.append(ours)
        connection.send(message.createReply(QDBusUnixFileDescriptor(theirs)))
        os.close(theirs)
        return True

    def let_go(self) -> bool:
        """Tell whether nobody holds sleep back any more."""
        ready, _, _ = select.select([self.pipes[-1]], [], [], 0)
        return bool(ready)


def test_sleep_waits_until_all_is_locked(qtbot: QtBot, bus: str) -> None:
    logind = QDBusConnection.connectToBus(bus, "played-sleep")
    ours = QDBusConnection.connectToBus(bus, "ours-sleep")
    played = Inhibiting()
    assert logind.registerService(LOGIND)
    assert logind.registerVirtualObject("/org/freedesktop/login1", played)
    parent = QObject()
    session = LinuxSession(parent, ours, ours, "2")
    assert session.listen()
    qtbot.waitUntil(lambda: session._held >= 0)
    assert played.asked == [["sleep", "Gehoorwijzer", "Locks the vault first", "delay"]]
    heard: list[bool] = []
    session.away.connect(lambda: heard.append(played.let_go()))
    session.preparing(True)
    assert heard == [False]
    session.let_go()
    qtbot.waitUntil(played.let_go)
    session.preparing(False)
    qtbot.waitUntil(lambda: session._held >= 0)
    session.let_go()
    for pipe in played.pipes:
        os.close(pipe)
    for name in ("played-sleep", "ours-sleep"):
        QDBusConnection.disconnectFromBus(name)
    parent.deleteLater()


def test_a_session_has_the_path_that_logind_gives_it() -> None:
    assert session_path("") == ""
    assert session_path("2") == "/org/freedesktop/login1/session/_32"
    assert session_path("c12") == "/org/freedesktop/login1/session/c12"
    assert session_path("a-b") == "/org/freedesktop/login1/session/a_2db"


def test_a_message_of_windows_is_understood(qtbot: QtBot) -> None:
    assert means_away(0x02B1, 7)
    assert not means_away(0x02B1, 8)
    parent = QObject()
    session = WindowsSession(parent)
    heard: list[bool] = []
    session.away.connect(lambda: heard.append(True))
    for message, wparam in ((0x0218, 4), (0x0218, 7), (0x0100, 65)):
        native = NativeMessage(None, message, wparam, 0, 0, 0, 0)
        kind = QByteArray(b"windows_generic_MSG")
        assert session._listener.nativeEventFilter(kind, ctypes.addressof(native)) == (False, 0)
    assert heard == [True]
    parent.deleteLater()


def test_a_platform_that_cannot_hide_the_window_says_so(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    assert not NoCapture().can_exclude
    assert not NoCapture().exclude(field, excluded=True)
