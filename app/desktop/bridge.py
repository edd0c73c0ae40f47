# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The way to the vault: one thread, in order, with answers delivered on the window's thread."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What happens with the answer to one act."""

    done: Callable[[Any], object] | None
    failed: Callable[[Exception], object] | None
    owner: QObject | None
    era: int
    future: "Future[Any]"


class VaultThread(QObject):
    """Carries acts out one after the other on a thread of its own.

    Signals:
        failed: an act failed and nobody was named to hear of it; carries the exception.
        busy: whether acts are under way.
    """

    failed = Signal(object)
    busy = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1, thread_name_prefix="vault")
        self._era = 0
        self._under_way = 0
        self._arrived.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def ask(
        self,
        act: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out `act` on the vault's thread; `done` or `failed` follows on the window's thread."""
        era = self._era
        self._under_way += 1
        if self._under_way == 1:
            self.busy.emit(True)
        future = self._pool.submit(act)
        # The future itself is the carrier: it is set before the callback runs, on whichever thread.
        future.add_done_callback(lambda over: self._arrived.emit(_Asked(done, failed, owner, era, over)))

    def ask_and_wait(self, act: Callable[[], T]) -> T:
        """Carry out `act` after all that was asked before, and wait for it: for closing the program only."""
        return self._pool.submit(act).result()

    def drop_answers(self) -> None:
        """Deliver no answer to what was asked so far: the vault is being locked and nobody may read them.

        The acts themselves are carried out, and failures still reach `failed`.
        """
        self._era += 1

    def shut_down(self) -> None:
        """Carry out what was asked and end the thread; answers that come now are dropped."""
        self.drop_answers()
        self._pool.shutdown(wait=True)

    def _deliver(self, asked: _Asked) -> None:
        self._under_way -= 1
        if self._under_way == 0:
            self.busy.emit(False)
        stale = asked.era != self._era or (asked.owner is not None and not shiboken6.isValid(asked.owner))
        error = asked.future.exception()
        if error is None:
            if asked.done is not None and not stale:
                asked.done(asked.future.result())
            return
        if not isinstance(error, Exception):
            raise error
        if asked.failed is not None and not stale:
            asked.failed(error)
        else:
            self.failed.emit(error)
