# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work that takes long: it tells how far it is, and can be stopped from another thread."""

from collections.abc import Callable
from typing import Generic, TypeVar

from app.errors import Message, UserError
from app.vault.progress import Progress, Told

__all__ = ["Job", "Progress", "Stopped", "Told"]

T = TypeVar("T")


class Stopped(UserError):  # noqa: N818 - nothing is wrong
    """Somebody stopped it; the sentence says how things are left."""


class Job(Generic[T]):
    """Work that takes long, prepared on the vault's thread, to be run once on whichever.

    Args:
        work: does it, and tells how far it is; what telling raises stops it, with nothing left behind.
        stopped: says that it was stopped, and how things are then.
        close: drops what it is done with, such as keys; called when it has run, and more often.
        undo: takes back what was done, where somebody stopped it when it was just done; without it, that
            stays.
    """

    def __init__(
        self,
        work: Callable[[Told], T],
        stopped: Message,
        close: Callable[[], object] = lambda: None,
        undo: Callable[[], object] | None = None,
    ) -> None:
        self._work, self._said, self._close, self._undo = work, stopped, close, undo
        self._stopped = False
        self._done = False

    def run(self, told: Told = lambda _: None) -> T:
        """Do it.

        Args:
            told: is told how far it is, on the thread that runs.

        Raises:
            Stopped: `stop` was called.
        """

        def go_on(progress: Progress) -> None:
            if self._stopped:
                raise Stopped(self._said)
            told(progress)

        try:
            result = self._work(go_on)
        finally:
            self._close()
        self._done = True
        if self._stopped and self._undo is not None:
            self.take_back()
            raise Stopped(self._said)
        return result

    def close(self) -> None:
        """Drop what it was to be done with, also where it never ran."""
        self._close()

    def stop(self) -> None:
        """Stop soon: from another thread, when somebody asks or the vault is locked."""
        self._stopped = True

    def take_back(self) -> None:
        """Take back what was done, where nobody will go on with it; nothing where nothing was done."""
        if self._done and self._undo is not None:
            self._done = False
            self._undo()
