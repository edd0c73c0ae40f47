# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works the window with keys alone, as somebody at the keyboard does."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from app.desktop.autosave import Autosave
from app.desktop.room_names import UNLOCK
from app.desktop.shell import Window
from app.errors import says

_MOST_TABS = 200
_LONGEST_WAIT = 60.0
_ROUNDS = 4
"""An answer of the vault may make a room ask for more; no room does so oftener than this."""


class StuckError(RuntimeError):
    """The window did not do what the keys should have made it do."""


class Typist:
    """Sends keys to whatever has the focus, and waits until the vault has answered."""

    def __init__(self, application: QApplication, window: Window) -> None:
        self._application = application
        self.window = window

    def press(self, *keys: str) -> None:
        """Press keys, each as Qt writes them portably: ``F5``, ``Ctrl+Return``."""
        for key in keys:
            QTest.keySequence(self._focus(), QKeySequence.fromString(key))
            self.settle()

    def type(self, text: str) -> None:
        """Type words key by key, whatever their script; a line break is the Enter key."""
        for number, line in enumerate(text.split("\n")):
            if number:
                self.press("Return")
            for letter in line:
                for act in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(act, 0, Qt.KeyboardModifier.NoModifier, letter)
                    self._application.sendEvent(self._focus(), event)
        self.settle()

    def tab_to(self, name: str) -> None:
        """Press Tab until the control of that name for screen readers has the focus.

        Raises:
            StuckError: there is no such control to be reached.
        """
        self._tab_until(lambda called: called == name, name)

    def tab_to_beginning_with(self, words: str) -> None:
        """Press Tab until the control whose name begins with these words has the focus.

        Raises:
            StuckError: there is no such control to be reached.
        """
        self._tab_until(lambda called: called.startswith(words), words)

    def _tab_until(self, there: Callable[[str], bool], wanted: str) -> None:
        for _ in range(_MOST_TABS):
            if there(_called(self._focus())):
                return
            self.press("Tab")
        raise StuckError(f"no way to {wanted!r} with Tab")

    def enter_as(self, name: str, passphrase: str, room: str) -> None:
        """Unlock as somebody, chosen from the list, and wait for the room where that person begins.

        Raises:
            StuckError: that room does not come.
        """
        self.wait_for(UNLOCK)
        self.tab_to(self.window.display.text(says("Medewerker")))
        names = self._focus()
        if not isinstance(names, QComboBox):
            raise StuckError("nobody can be chosen")
        self.press("Home", *["Down"] * names.findText(name))
        self.tab_to(self.window.display.text(says("Wachtzin")))
        self.type(passphrase)
        self.press("Return")
        self.wait_for(room)

    def settle(self) -> None:
        """Wait until everything asked of the vault has been answered and shown."""
        for _ in range(_ROUNDS):
            answered: list[bool] = []
            self.window.bridge.ask(lambda: True, answered.append)
            until = time.monotonic() + _LONGEST_WAIT
            while not answered:
                self._application.processEvents()
                if time.monotonic() > until:
                    raise StuckError("the vault does not answer")
                time.sleep(0.0005)
            self._application.processEvents()

    def rest(self) -> None:
        """Take the hands off the keys until the window has kept what was typed."""
        until = time.monotonic() + _LONGEST_WAIT
        while any(one.waiting for one in self.window.findChildren(Autosave)):
            self._application.processEvents()
            if time.monotonic() > until:
                raise StuckError("what was typed is not kept")
            time.sleep(0.002)
        self.settle()

    def wait_until_inside(self) -> None:
        """Wait until the vault is open, and whatever comes back after a lock has come back."""
        until = time.monotonic() + _LONGEST_WAIT
        while (front := self.window.front()) is None or front.name == UNLOCK:
            self._application.processEvents()
            if time.monotonic() > until:
                raise StuckError(f"the vault does not open: {self.window.banner_sentence()}")
            time.sleep(0.0005)
        self.settle()

    def wait_for(self, room: str) -> None:
        """Wait until a room is in front.

        Raises:
            StuckError: it does not come.
        """
        until = time.monotonic() + _LONGEST_WAIT
        while (front := self.window.front()) is None or front.name != room:
            self._application.processEvents()
            if time.monotonic() > until:
                raise StuckError(f"{room} does not come to the front: {self.window.banner_sentence()}")
            time.sleep(0.002)
        self.settle()

    def _focus(self) -> QWidget:
        return self._application.focusWidget() or self.window


def _called(widget: QWidget) -> str:
    """Give what a screen reader calls a widget: its name, or the words on a button without one."""
    words = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or words
