# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program is killed inside a work: afterwards there is the old state or the new one, never a third."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.services.desk import Desk
from app.signals.records import ReportState
from tests.crash.hearing_child import office
from tests.crash.lives import KILLS, Lives, lives, moments
from tests.crash.works_child import EXPORTED, furnish
from tests.golden.test_golden import GOLD, enter, holds_all, told_of
from tests.workplace import BACKUPS, NAME, PASSPHRASE
from tools.golden_vault import GOLDEN

TIMES = min(KILLS or 10, 50)
KINDS = ("pdf", "json")

pytestmark = [pytest.mark.crash, pytest.mark.timeout(max(600, TIMES * 20))]


@pytest.fixture(scope="module")
def living() -> Iterator[Lives]:
    with lives(Path(__file__).with_name("works_child.py")) as found:
        yield found


def unlocked(folder: Path) -> Desk:
    return office(folder).unlock(NAME, PASSPHRASE)


def test_a_migration(living: Lives, tmp_path: Path) -> None:
    rows = told_of(GOLD[0])["rows"]
    for number, moment in zip(range(TIMES), moments(0.6), strict=False):
        folder = tmp_path / str(number)
        shutil.copytree(GOLDEN / GOLD[0] / "kluis", folder / "kluis")
        living.live_and_die(moment, "migration", folder, number)
        vault = enter(folder / "kluis", folder / "reservekopieen")
        assert [str(one.message) for one in vault.verify() if not one.ok] == []
        holds_all(vault, rows)
        vault.close()
        shutil.rmtree(folder)


def test_a_backup(living: Lives, tmp_path: Path) -> None:
    furnish(tmp_path)
    for number, moment in zip(range(TIMES), moments(0.3), strict=False):
        said = living.live_and_die(moment, "backup", tmp_path, number)
        desk = unlocked(tmp_path)
        there = {path.name for path in (tmp_path / BACKUPS).glob("[!.]*")} if said else set()
        names = {one.name for one in desk.backups.all()}
        assert there <= names
        assert {line.partition(" ")[2] for line in said} <= names
        for name in sorted(names)[-1:]:
            assert all(finding.ok for finding in desk.backups.verify(name))
        assert all(finding.ok for finding in desk.vault.verify())
        desk.lock()
    desk = unlocked(tmp_path)
    desk.backups.make()
    assert not list((tmp_path / BACKUPS).glob(".*")), "what was cut off is left lying about"
    desk.lock()


def test_an_export(living: Lives, tmp_path: Path) -> None:
    for number, moment in zip(range(TIMES), moments(0.02), strict=False):
        living.live_and_die(moment, "export", tmp_path, number)
        place = tmp_path / f"verslag-{number}"
        assert not place.exists() or place.read_bytes() == EXPORTED


def test_sending(living: Lives, tmp_path: Path) -> None:
    furnish(tmp_path)
    for number, moment in zip(range(TIMES), moments(0.8), strict=False):
        living.live_and_die(moment, "send", tmp_path, number)
    desk = unlocked(tmp_path)
    desk.reports.send_waiting()
    states = {report.number: report.state for report in desk.reports.reports()}
    assert len(states) == TIMES
    assert set(states.values()) <= {ReportState.NOTE, ReportState.READY, ReportState.SENT}
    sent = {
        f"signaal-{name}.{kind}" for name, one in states.items() if one is ReportState.SENT for kind in KINDS
    }
    assert {path.name for path in (tmp_path / "uitgaand").glob("[!.]*")} == sent
    assert all(finding.ok for finding in desk.vault.verify())
    desk.lock()
