# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work that takes long, one at a time: beside the vault's thread where that can be, and stopped by a lock."""

from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.desktop.bridge import VaultThread
from app.desktop.display import Display, Words
from app.desktop.ports import Bridge
from app.desktop.widgets.buttons import button
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.progress import ThinProgress
from app.errors import Message, says
from app.services.long_work import Job, Progress, Stopped

T = TypeVar("T")

_ONE_AT_A_TIME = says(
    "Er loopt al een controle, een reservekopie of het vernieuwen van sleutels. Wacht tot dat klaar is, "
    "of stop het."
)


class LongWork(QObject):
    """Runs one job at a time for the pages, without holding up the window; ask `refusal` first.

    Signals:
        came_along: how far the job is; arrives on the window's thread.
    """

    came_along = Signal(object)

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._taken = self._stopping = False
        self._prepared: list[Job[Any]] = []
        self._aside: VaultThread | None = None

    def refusal(self) -> Message | None:
        """Say that another job is under way; nothing where one may begin."""
        return _ONE_AT_A_TIME if self._taken else None

    def run(
        self,
        begin: Callable[[], Job[T] | None],
        done: Callable[[T], object],
        failed: Callable[[Exception], object],
        *,
        begun: Callable[[], object] = lambda: None,
        inside: bool = False,
    ) -> None:
        """Begin a job on the vault's thread, run it beside that, and answer on the window's.

        Args:
            begin: gives the job, or nothing where there is nothing to do.
            done: gets what it gave; neither this nor `failed` is called where the vault was locked meanwhile.
            failed: gets what went wrong, or `Stopped`.
            begun: is called when there is a job.
            inside: whether it runs on the vault's own thread: nobody may write to the vault meanwhile.
        """
        self._taken, self._stopping = True, False
        prepared = self._prepared = list[Job[Any]]()

        def prepare() -> Job[T] | None:
            job = begin()
            if job is not None:
                prepared.append(job)
            return job

        def go(job: Job[T] | None) -> None:
            if job is None:
                self._end()
                return
            begun()
            if self._stopping:
                job.stop()
            where: Bridge = self._bridge
            if not inside:
                where = self._aside = VaultThread(self)
            where.ask(lambda: _outcome(job, self.came_along.emit), over, broken, owner=self)

        def over(outcome: T | Stopped) -> None:
            self._end()
            if isinstance(outcome, Stopped):
                failed(outcome)
            else:
                done(outcome)

        def broken(error: Exception) -> None:
            self._end()
            failed(error)

        self._bridge.ask(prepare, go, broken, owner=self)

    def stop(self) -> None:
        """Ask the job to stop; it answers with `Stopped`."""
        self._stopping = True
        for job in self._prepared:
            job.stop()

    def leave(self) -> None:
        """Stop the job, without an answer: the vault is being locked.

        The window goes on at once; the vault's thread waits until the job has let go of the vault.
        """
        taken, jobs, aside = self._taken, self._prepared, self._aside
        self.stop()
        self._taken, self._prepared, self._aside = False, [], None
        if aside is not None:
            aside.drop_answers()
            aside.busy.connect(lambda _busy: aside.deleteLater())

        def let_go() -> None:
            if aside is not None:
                aside.shut_down()
            for job in jobs:
                job.take_back()
                job.close()

        if taken:
            self._bridge.ask(let_go)

    def _end(self) -> None:
        aside = self._aside
        self._taken, self._prepared, self._aside = False, [], None
        if aside is not None:
            aside.shut_down()
            aside.deleteLater()


class WorkLine(QWidget):
    """How far a job is, and a button that stops it; shown only while one is under way."""

    def __init__(self, display: Display, work: LongWork) -> None:
        super().__init__()
        self._line, self._stop = ThinProgress(), button()
        words = Words(display, self)
        words(self._stop.setText, says("Stop"))
        self._stop.clicked.connect(self._ask_to_stop)
        self._work = work
        work.came_along.connect(self._show)
        below = row(spacing=10)
        below.addWidget(self._stop)
        below.addStretch(1)
        inside = column(self, spacing=10)
        inside.addWidget(self._line)
        inside.addLayout(below)
        self.hide()

    def begin(self) -> None:
        """Show that a job of this page begins."""
        self._line.show_part(0, 1)
        self._stop.setEnabled(True)
        self.show()

    def end(self) -> None:
        """Show nothing more, unless a job is still under way."""
        if self._work.refusal() is None:
            self.hide()

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self._work.stop()

    def _show(self, progress: Progress) -> None:
        if not self.isHidden():
            self._line.show_part(round(1000 * progress.done / max(progress.total, 1)), 1000)


def _outcome(job: Job[T], told: Callable[[Progress], object]) -> T | Stopped:
    """Run a job, and give that it was stopped as its outcome: where nobody waits for it, nothing failed."""
    try:
        return job.run(told)
    except Stopped as stopped:
        return stopped
