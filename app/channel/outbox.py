# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox: what waits to leave is never lost and never arrives twice.

It keeps nothing itself. The store behind `OutboxStore` holds the packages and every attempt; here is decided
what is tried, and when it is tried again. Nothing waits or sleeps: whoever calls asks again later.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from app.channel.package import Package, Receipt, WayOut
from app.clock import Clock
from app.errors import EnvironmentFault, Message, UserError

BACK_OFF = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
"""How long to wait after the first, second, ... attempt; after the last of these always as long."""


class Result(StrEnum):
    """How an attempt went, or where a package stands."""

    STARTED = "started"
    DELIVERED = "delivered"
    FAILED = "failed"
    REFUSED = "refused"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A package that is not known to have arrived.

    Attributes:
        attempts: how many attempts were started.
        last_at: when the last of them started; aware.
    """

    package: Package
    attempts: int = 0
    last_at: datetime | None = None

    @property
    def next_try(self) -> datetime | None:
        """Give the moment from which to try again; nothing where it was never tried."""
        return next_try(self.attempts, self.last_at)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One entry of the record of attempts.

    Attributes:
        number: of the attempt, from 1.
        result: `STARTED` before the way out is asked, then how it went.
        detail: why not, where it did not work.
    """

    key: str
    number: int
    way: str
    at: datetime
    result: Result
    detail: Message | None = None


class OutboxStore(Protocol):
    """Where waiting packages and attempts are kept. Each call is on record when it returns."""

    def waiting(self) -> Sequence[Waiting]:
        """Give the packages that are not done, oldest first."""
        ...

    def attempt(self, attempt: Attempt) -> None:
        """Put an entry on record; entries are only ever added."""
        ...

    def done(self, key: str, receipt: Receipt, at: datetime) -> None:
        """Note that a package has arrived; it waits no more."""
        ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one waiting package in a round of sending.

    Attributes:
        result: `DELIVERED`, `FAILED` (it is tried again), `REFUSED` (a person has to look; it is tried again
            as well) or `LATER` (it is not yet time).
        next_try: when it is tried again; nothing once it was delivered.
    """

    key: str
    file_name: str
    result: Result
    receipt: Receipt | None = None
    problem: Message | None = None
    next_try: datetime | None = None


def next_try(attempts: int, last_at: datetime | None) -> datetime | None:
    """Give the moment from which to try again after a number of attempts, the last of them at a moment."""
    if attempts == 0 or last_at is None:
        return None
    return last_at + BACK_OFF[min(attempts, len(BACK_OFF)) - 1]


def send_waiting(
    store: OutboxStore, way_out: WayOut, clock: Clock, *, at_once: bool = False
) -> tuple[Outcome, ...]:
    """Try every package whose time has come, each on its own: one that fails holds up no other.

    An attempt is on record before it is made. Where the program stops between delivery and `done`, the
    package is delivered again with the same key, which the way out takes as the same package.

    Args:
        store: what waits, and the record.
        way_out: where it goes.
        clock: tells when each attempt is made.
        at_once: try also what is not yet due, because a person asked for it.
    """
    return tuple(_send(entry, store, way_out, clock, at_once) for entry in store.waiting())


def _send(entry: Waiting, store: OutboxStore, way_out: WayOut, clock: Clock, at_once: bool) -> Outcome:
    package, at = entry.package, clock.now()
    due = entry.next_try
    set_back = entry.last_at is not None and entry.last_at > at  # a clock put back must not hold up a report
    if due is not None and due > at and not set_back and not at_once:
        return Outcome(package.key, package.file_name, Result.LATER, next_try=due)
    number = entry.attempts + 1
    store.attempt(Attempt(package.key, number, way_out.name, at, Result.STARTED))
    try:
        receipt = way_out.deliver(package)
    except (UserError, EnvironmentFault) as error:
        result = Result.REFUSED if isinstance(error, UserError) else Result.FAILED
        store.attempt(Attempt(package.key, number, way_out.name, clock.now(), result, error.message))
        return Outcome(
            package.key, package.file_name, result, problem=error.message, next_try=next_try(number, at)
        )
    done_at = clock.now()
    store.attempt(Attempt(package.key, number, way_out.name, done_at, Result.DELIVERED))
    store.done(package.key, receipt, done_at)
    return Outcome(package.key, package.file_name, Result.DELIVERED, receipt=receipt)
