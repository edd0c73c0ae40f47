# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""When words being typed go to the vault: soon after the last key, and never later than two seconds."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

QUIET = 700
"""Milliseconds without a key after which words are kept."""

LONGEST = 2000
"""Milliseconds after which words are kept though somebody is still typing."""


class Autosave(QObject):
    """Calls `keep` at the right moments."""

    def __init__(self, keep: Callable[[], object], parent: QObject) -> None:
        super().__init__(parent)
        self._keep = keep
        self._quiet = self._timer(QUIET)
        self._longest = self._timer(LONGEST)

    def soon(self) -> None:
        """Note that a key was pressed."""
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    @property
    def waiting(self) -> bool:
        """Whether words were typed that have not been handed over yet."""
        return self._quiet.isActive() or self._longest.isActive()

    def now(self) -> None:
        """Keep what waits at once."""
        waits = self.waiting
        self.stop()
        if waits:
            self._keep()

    def stop(self) -> None:
        """Forget about what waits: it was given as an answer."""
        self._quiet.stop()
        self._longest.stop()

    def _timer(self, milliseconds: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(self._fire)
        return timer

    def _fire(self) -> None:
        # The timer that fired is no longer active: `now` would think that nothing waits.
        self.stop()
        self._keep()
