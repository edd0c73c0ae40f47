# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works on a disk that fails at every point in turn, and sees that nothing is lost and nothing half done.

Arguments: how the disk fails, an empty folder, what is worked at. It is run with `failing_disk.c`, and says
of each work how many points there were.
"""

import json
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from app.clock import SystemClock
from app.errors import EnvironmentFault, GehoorwijzerError, UserError
from app.questionnaire.values import Address
from app.services.access import Access
from app.services.desk import Desk
from app.services.restore_vault import RestoreVault
from app.services.signal_views import QuotablePlace
from app.signals.records import ReportState
from app.vault.backup import Backup, Source, all_backups, make_backup, verify_backup
from app.vault.backup_manifest import read_manifest
from app.vault.backup_policy import Reason
from app.vault.compartments import file_of
from app.vault.create import create_vault
from app.vault.database import Database
from app.vault.header import HEADER_KEY, NewPerson
from app.vault.keys import FLOOR, derive_key
from app.vault.migrate import REVISIONS
from app.vault.open_vault import OpenVault, open_vault
from app.vault.opening import enter as enter_vault
from tests.faults.failing import POINTS, Disk, at_every_point, told_and_done_again
from tests.golden.test_golden import GOLD, holds_all
from tests.services.test_close_and_report import FILLED_IN, HEADER, HOME, NOTE, QUESTIONNAIRE, WORK
from tests.workplace import BACKUPS, CHEAP, NAME, PASSPHRASE, workplace
from tools.golden_vault import GOLDEN, ROWS
from tools.golden_vault import NAME as GOLDEN_NAME
from tools.golden_vault import PASSPHRASE as GOLDEN_PASSPHRASE

NEW = "nog een zin voor de proef"


derived_once = cache(derive_key)
"""Deriving a key costs as much as in a vault of today, and the vault is opened time and again."""


def office(folder: Path) -> Access:
    """Make a vault with a hearing in it, and give the way in."""
    shelf = folder / "vragenlijsten" / "proef"
    shelf.mkdir(parents=True)
    (shelf / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    entrance = workplace(folder, questionnaires=shelf.parent)
    desk = entrance.unlock(NAME, PASSPHRASE)
    desk.conduct.start(HEADER, "proef", "1.0.0")
    desk.lock()
    return entrance


def enter(entrance: Access) -> Desk:
    return entrance.unlock(NAME, PASSPHRASE)


def whole(desk: Desk) -> None:
    """See that everything is as it should be, whatever happened before."""
    wrong = [str(one.message) for one in desk.vault.verify() if not one.ok]
    assert wrong == [], wrong


def resumed(desk: Desk) -> str:
    (hearing,) = desk.worklist.hearings()
    desk.conduct.resume(hearing.hearing_id)
    return hearing.hearing_id


def hearing(folder: Path, disk: Disk, code: str) -> int:
    """Unlock, answer, draft, note, pause and lock: what was called safe is there the next time."""
    entrance = office(folder)
    safe: dict[Address, str] = {}

    def one(point: int) -> None:
        desk = told_and_done_again(disk, lambda: enter(entrance))
        hearing_id = told_and_done_again(disk, lambda: resumed(desk))
        for address, text in safe.items():
            view = desk.conduct.question(address)
            assert text in {view.value, view.draft}, f"{text} became {view.value!r}, {view.draft!r}"
        quoted = QuotablePlace(hearing_id, HOME, "P1.1", desk.conduct.question(HOME).label, "")
        for act in _acts(desk, quoted, point):
            told_and_done_again(disk, act)
        safe.update({HOME: f"antwoord {point}", WORK: f"getypt {point}"})
        if point % 8 == 0:
            whole(desk)
        desk.lock()

    points = at_every_point(disk, code, one, once=code == "broken")
    desk = enter(entrance)
    whole(desk)
    desk.lock()
    return points


def _acts(desk: Desk, quoted: QuotablePlace, point: int) -> tuple[Callable[[], object], ...]:
    conduct = desk.conduct
    return (
        lambda: conduct.answer(HOME, f"antwoord {point}"),
        lambda: conduct.keep_draft(WORK, f"getypt {point}"),
        lambda: conduct.go_on() if conduct.hearing().on_break else conduct.pause(),
        lambda: desk.notes.note(quoted, NOTE),
    )


def ten_passes(folder: Path, disk: Disk, code: str) -> int:
    """Try ten times on a disk that stays full: each try is told, and afterwards all of it can be done."""
    entrance = office(folder)
    desk = enter(entrance)
    hearing_id = resumed(desk)
    quoted = QuotablePlace(hearing_id, HOME, "P1.1", desk.conduct.question(HOME).label, "")
    for first in (1, 2, 3, 5, 8):
        with disk.failing(code, first):
            told = 0
            for number in range(10):
                for act in _acts(desk, quoted, 100 * first + number):
                    try:
                        act()
                    except EnvironmentFault:
                        told += 1
            assert told >= 36, f"{told} of 40 were told"
        for act in _acts(desk, quoted, first):
            act()
        whole(desk)
    desk.lock()
    desk = enter(entrance)
    resumed(desk)
    assert desk.conduct.question(HOME).value == "antwoord 8"
    assert desk.conduct.question(WORK).draft == "getypt 8"
    desk.lock()
    return 5


def backup(folder: Path, disk: Disk, code: str) -> int:
    """A backup is there and whole, or it is not there; and what was there before stays."""
    entrance = office(folder)
    desk = enter(entrance)
    first = desk.backups.make()

    def one(point: int) -> None:
        with suppress(EnvironmentFault):
            desk.backups.make()
        disk.heal()
        names = {one.name for one in desk.backups.all()}
        assert first.name in names
        there = {path.name for path in (folder / BACKUPS).iterdir() if not path.name.startswith(".")}
        assert there == names, "half a backup has the name of a whole one"
        for name in names - {first.name}:
            if point % 4 == 0:
                assert all(finding.ok for finding in desk.backups.verify(name))
            shutil.rmtree(folder / BACKUPS / name)

    points = at_every_point(disk, code, one)
    desk.backups.make()
    assert not any(path.name.startswith(".") for path in (folder / BACKUPS).iterdir())
    whole(desk)
    desk.lock()
    return points


def restore(folder: Path, disk: Disk, code: str) -> int:
    """Putting a backup back leaves the old vault or the new one, and the next start finishes it."""
    entrance = office(folder)
    desk = enter(entrance)
    made = desk.backups.make()
    desk.lock()
    restoring = RestoreVault(folder / BACKUPS / made.name, SystemClock(), CHEAP)

    def one(point: int) -> None:
        with suppress(EnvironmentFault):
            restoring.in_place(folder / "kluis", NAME, PASSPHRASE)
        disk.heal()
        assert entrance.status().people, entrance.status().problem
        desk = enter(entrance)
        resumed(desk)
        if point % 4 == 0:
            whole(desk)
        desk.lock()
        for aside in folder.glob("kluis-voor-*"):
            shutil.rmtree(aside)

    return at_every_point(disk, code, one)


def slots(folder: Path, disk: Disk, code: str) -> int:
    """Changing a passphrase or the people leaves the header of before or the new one."""
    entrance = office(folder)
    words = [PASSPHRASE, NEW]

    def one(point: int) -> None:
        desk = told_and_done_again(disk, lambda: entrance.unlock(NAME, words[0]))
        changed = _succeeds(lambda: desk.vault.people.change_passphrase(words[0], words[1], CHEAP))
        colleague = NewPerson(f"collega {point}", frozenset({"interviewer"}), NEW)
        added = _succeeds(lambda: desk.vault.people.add(colleague, CHEAP))
        disk.heal()
        desk.lock()
        try:
            desk = entrance.unlock(NAME, words[1])
            words.reverse()
        except UserError:
            assert not changed
            desk = entrance.unlock(NAME, words[0])
        people = {person.name for person in desk.people.people()}
        assert not added or f"collega {point}" in people
        if f"collega {point}" in people:
            desk.people.remove(f"collega {point}")
        desk.lock()

    return at_every_point(disk, code, one)


def export(folder: Path, disk: Disk, code: str) -> int:
    """A report leaves once, whole, or waits safely; a file of the user's is whole or not there."""
    from app.desktop.saving import save_file

    entrance = office(folder)
    desk = enter(entrance)
    hearing_id = resumed(desk)
    desk.conduct.answer(HOME, "Ik woonde in een dorp.")
    data = desk.close.report_json(hearing_id, "nl")
    quoted = QuotablePlace(hearing_id, HOME, "P1.1", desk.conduct.question(HOME).label, "")

    def one(point: int) -> None:
        with disk.at_rest():
            note = desk.notes.note(quoted, NOTE).notes[-1]
            report_id = desk.reports.open_report(note.observation_id).report_id
            desk.reports.fill_in(report_id, NOTE, FILLED_IN)
        _succeeds(lambda: desk.reports.export(report_id, "nl"))
        saved = _succeeds(lambda: save_file(folder / f"verslag-{point}.json", data))
        disk.heal()
        desk.reports.send_waiting()
        report = desk.reports.report(report_id)
        if report.state not in {ReportState.SEALED, ReportState.SENT}:
            desk.reports.export(report_id, "nl")
            report = desk.reports.report(report_id)
        assert report.state is ReportState.SENT, report.state
        left = sorted(path.name for path in (folder / "uitgaand").iterdir())
        assert left == sorted(f"signaal-{report.number}.{kind}" for kind in ("json", "pdf")), left
        place = folder / f"verslag-{point}.json"
        assert place.exists() or not saved
        assert not place.exists() or place.read_bytes() == data
        assert not list(folder.glob(".gehoorwijzer-*"))
        for name in left:
            (folder / "uitgaand" / name).unlink()

    points = at_every_point(disk, code, one)
    whole(desk)
    desk.lock()
    return points


def making(folder: Path, disk: Disk, code: str) -> int:
    """A new vault is there as a whole, or not at all."""
    person = NewPerson(NAME, frozenset({"interviewer"}), PASSPHRASE)

    def one(point: int) -> None:
        place = folder / "nieuw" / f"kluis-{point}"
        made = _succeeds(lambda: create_vault(place, person, SystemClock(), CHEAP))
        disk.heal()
        assert not list(place.parent.glob(".kluis*")), "half a vault is left"
        assert place.exists() or not made
        if place.exists():  # where the disk failed at the very last step, it is there and whole
            open_vault(place, NAME, PASSPHRASE, SystemClock(), CHEAP).close()
        shutil.rmtree(place.parent, ignore_errors=True)

    return at_every_point(disk, code, one)


def migration(folder: Path, disk: Disk, code: str) -> int:
    """A vault of an older version that is brought up to date is of the old schema or the new, and whole."""
    return sum(
        _migrated(gold, folder, disk.below("kluis"), code) for gold in (GOLD if POINTS == 0 else GOLD[:1])
    )


def backup_before_migration(folder: Path, disk: Disk, code: str) -> int:
    """Where the backup before it cannot be made, nothing is brought up to date."""
    return _migrated(GOLD[0], folder, disk.below(BACKUPS), code)


def _migrated(gold: str, folder: Path, disk: Disk, code: str) -> int:
    golden = json.loads((GOLDEN / gold / ROWS).read_text(encoding="utf-8"))
    old: dict[str, str] = golden["revisions"]
    kluis, backups = folder / "kluis", folder / BACKUPS

    def opened() -> OpenVault:
        return open_vault(
            kluis, GOLDEN_NAME, GOLDEN_PASSPHRASE, SystemClock(), derive=derived_once, before_migration=save
        )

    def save(source: Source) -> Backup:
        return make_backup(source, backups, Reason.MIGRATION, SystemClock().now())

    def one(_point: int) -> None:
        with disk.at_rest():
            for place in (kluis, backups):
                shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(GOLDEN / gold / "kluis", kluis)
            backups.mkdir()
        told = told_of(lambda: opened().close())
        assert not told or (told.endswith(".") and "{" not in told), told
        disk.heal()
        entered = enter_vault(kluis, GOLDEN_NAME, GOLDEN_PASSPHRASE, SystemClock(), FLOOR, derived_once, None)
        assert not entered.damaged, entered.damaged
        now = {name: Database(kluis / file_of(name), entered.keys[name]).check() for name in old}
        assert all(now[name] in {old[name], REVISIONS[name][-1]} for name in old), now
        kept = all_backups(backups, "")
        assert now == old or kept, "it was brought up to date without a backup"
        for backup in kept:
            found = verify_backup(backups / backup.name, entered.keys[HEADER_KEY], entered.keys)
            assert all(finding.ok for finding in found), [str(finding.message) for finding in found]
        assert not kept or read_manifest(backups / kept[-1].name).schemas == old, "the first one is of before"
        vault = opened()
        holds_all(vault, golden["rows"])
        wrong = [str(finding.message) for finding in vault.verify() if not finding.ok]
        assert wrong == [], wrong
        vault.close()

    return at_every_point(disk, code, one, once=code == "broken")


def told_of(act: Callable[[], object]) -> str:
    """Give what somebody is told of a fault; nothing where all goes well."""
    try:
        act()
    except EnvironmentFault as fault:
        return str(fault)
    return ""


def _succeeds(act: Callable[[], object]) -> bool:
    return not told_of(act)


WORKS = {
    work.__name__: work
    for work in (
        hearing,
        ten_passes,
        backup,
        restore,
        slots,
        export,
        making,
        migration,
        backup_before_migration,
    )
}

if __name__ == "__main__":
    how, place, *names = sys.argv[1:]
    for name in names:
        folder = Path(place) / name
        folder.mkdir()
        try:
            points = WORKS[name](folder, Disk(folder), how)
        except GehoorwijzerError as error:
            raise AssertionError(f"{name}: {error}") from error
        sys.stdout.write(f"{name} {points}\n")
        sys.stdout.flush()
