# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channel.drop_folder import DropFolder
from app.channel.outbox import BACK_OFF, Attempt, Result, Waiting, next_try, send_waiting
from app.channel.package import Package, Receipt
from app.errors import EnvironmentFault, UserError, says

START = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


@dataclass
class FakeClock:
    at: datetime = START

    def now(self) -> datetime:
        return self.at


@dataclass
class MemoryStore:
    packages: dict[str, Package] = field(default_factory=dict)
    record: list[Attempt] = field(default_factory=list)
    receipts: dict[str, Receipt] = field(default_factory=dict)
    forgets_done: bool = False

    def add(self, package: Package) -> None:
        self.packages[package.key] = package

    def waiting(self) -> Sequence[Waiting]:
        return [self._waiting(package) for key, package in self.packages.items() if key not in self.receipts]

    def _waiting(self, package: Package) -> Waiting:
        started = [a for a in self.record if a.key == package.key and a.result is Result.STARTED]
        return Waiting(package, len(started), started[-1].at if started else None)

    def attempt(self, attempt: Attempt) -> None:
        self.record.append(attempt)

    def done(self, key: str, receipt: Receipt, at: datetime) -> None:
        if self.forgets_done:
            raise KeyboardInterrupt
        self.receipts[key] = receipt


@dataclass
class FakeWay:
    """Fails as planned, one plan an attempt; then takes everything, each key once."""

    plans: list[Exception | None] = field(default_factory=list)
    arrived: dict[str, bytes] = field(default_factory=dict)
    asked: int = 0
    name: str = "fake"

    def deliver(self, package: Package) -> Receipt:
        self.asked += 1
        plan = self.plans.pop(0) if self.plans else None
        if plan is not None:
            raise plan
        was_there = package.key in self.arrived
        self.arrived.setdefault(package.key, package.data)
        return Receipt(package.key, self.name, "elders", package.digest, was_there)


def package(number: int = 1) -> Package:
    return Package(f"melding-{number}.pdf", b"inhoud %d" % number, f"sleutel-{number}")


def broken() -> EnvironmentFault:
    return EnvironmentFault(says("De schijf is vol."))


def test_what_waits_is_sent_once_and_waits_no_more() -> None:
    store, way = MemoryStore(), FakeWay()
    store.add(package())
    first = send_waiting(store, way, FakeClock())
    assert [outcome.result for outcome in first] == [Result.DELIVERED]
    assert send_waiting(store, way, FakeClock()) == ()
    assert way.asked == 1
    assert [attempt.result for attempt in store.record] == [Result.STARTED, Result.DELIVERED]


def test_a_failure_is_on_record_and_tried_again_only_when_it_is_time() -> None:
    store, way, clock = MemoryStore(), FakeWay([broken()]), FakeClock()
    store.add(package())
    (failed,) = send_waiting(store, way, clock)
    assert failed.result is Result.FAILED
    assert failed.next_try == START + BACK_OFF[0]
    assert str(failed.problem) == "De schijf is vol."
    clock.at = START + BACK_OFF[0] - timedelta(seconds=1)
    (later,) = send_waiting(store, way, clock)
    assert (later.result, way.asked) == (Result.LATER, 1)
    clock.at = START + BACK_OFF[0]
    (sent,) = send_waiting(store, way, clock)
    assert sent.result is Result.DELIVERED
    assert [(a.number, a.result) for a in store.record] == [
        (1, Result.STARTED),
        (1, Result.FAILED),
        (2, Result.STARTED),
        (2, Result.DELIVERED),
    ]


def test_a_person_may_ask_for_it_at_once() -> None:
    store, way, clock = MemoryStore(), FakeWay([broken()]), FakeClock()
    store.add(package())
    send_waiting(store, way, clock)
    (sent,) = send_waiting(store, way, clock, at_once=True)
    assert sent.result is Result.DELIVERED


def test_a_clock_put_back_holds_nothing_up() -> None:
    store, way, clock = MemoryStore(), FakeWay([broken()]), FakeClock()
    store.add(package())
    send_waiting(store, way, clock)
    clock.at = START - timedelta(days=300)
    (sent,) = send_waiting(store, way, clock)
    assert sent.result is Result.DELIVERED


def test_one_that_fails_holds_up_no_other() -> None:
    refused = UserError(says("Er staat al een ander bestand."))
    store, way = MemoryStore(), FakeWay([broken(), refused, None])
    for number in range(3):
        store.add(package(number))
    outcomes = send_waiting(store, way, FakeClock())
    assert [outcome.result for outcome in outcomes] == [Result.FAILED, Result.REFUSED, Result.DELIVERED]
    assert len(store.waiting()) == 2


def test_a_bug_in_a_way_out_is_not_taken_for_trouble_of_the_disk() -> None:
    store = MemoryStore()
    store.add(package())
    with pytest.raises(ZeroDivisionError):
        send_waiting(store, FakeWay([ZeroDivisionError()]), FakeClock())
    assert [attempt.result for attempt in store.record] == [Result.STARTED]


def test_stopped_between_delivery_and_done_it_arrives_once() -> None:
    store, way, clock = MemoryStore(forgets_done=True), FakeWay(), FakeClock()
    store.add(package())
    with pytest.raises(KeyboardInterrupt):
        send_waiting(store, way, clock)
    store.forgets_done = False
    clock.at += timedelta(hours=1)
    (again,) = send_waiting(store, way, clock)
    assert again.receipt is not None
    assert again.receipt.was_there
    assert way.arrived == {package().key: package().data}


@given(st.integers(1, 40))
def test_the_waits_never_get_shorter(attempts: int) -> None:
    earlier, later = next_try(attempts, START), next_try(attempts + 1, START)
    assert earlier is not None
    assert later is not None
    assert START < earlier <= later <= START + BACK_OFF[-1]


@given(st.lists(st.sampled_from(["well", "fails", "refused"]), max_size=12), st.integers(1, 4))
def test_whatever_fails_everything_arrives_once_in_the_end(plans: list[str], count: int) -> None:
    made = {"well": None, "fails": broken(), "refused": UserError(says("Bezet."))}
    store, way, clock = MemoryStore(), FakeWay([made[plan] for plan in plans]), FakeClock()
    for number in range(count):
        store.add(package(number))
    for _ in range(len(plans) + 1):
        send_waiting(store, way, clock)
        clock.at += BACK_OFF[-1]
    assert store.waiting() == []
    assert way.arrived == {package(number).key: package(number).data for number in range(count)}
    ends = [a for a in store.record if a.result is not Result.STARTED]
    assert len(store.record) == 2 * way.asked == 2 * len(ends)


_KILLED_BEFORE_DONE = """
import os, signal, sys
from datetime import UTC, datetime
from pathlib import Path
from app.channel.drop_folder import DropFolder
from app.channel.outbox import Waiting, send_waiting
from app.channel.package import Package
class Store:
    def waiting(self): return [Waiting(Package("melding.pdf", b"inhoud", "sleutel"))]
    def attempt(self, attempt): Path(sys.argv[2]).open("a").write(attempt.result + "\\n")
    def done(self, key, receipt, at): os.kill(os.getpid(), signal.SIGKILL)
class Clock:
    def now(self): return datetime(2026, 11, 23, tzinfo=UTC)
send_waiting(Store(), DropFolder(Path(sys.argv[1])), Clock())
"""


def test_killed_before_done_is_on_record_the_second_delivery_changes_nothing(tmp_path: Path) -> None:
    folder, log = tmp_path / "map", tmp_path / "log"
    folder.mkdir()
    killed = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", _KILLED_BEFORE_DONE, str(folder), str(log)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert log.read_text().split() == ["started", "delivered"]
    store = MemoryStore()
    store.add(Package("melding.pdf", b"inhoud", "sleutel"))
    (again,) = send_waiting(store, DropFolder(folder), FakeClock())
    assert again.receipt is not None
    assert again.receipt.was_there
    assert [entry.name for entry in folder.iterdir()] == ["melding.pdf"]
