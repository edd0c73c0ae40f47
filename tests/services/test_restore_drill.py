# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drill: an office is furnished, copied, lost and put back, and then everything is there again."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.errors import IntegrityError, UserError
from app.questionnaire.values import Address
from app.services.access import Access
from app.services.desk import Desk
from app.services.keep_backups import Job, Progress, Reason, Stopped
from app.services.restore_vault import RestoreVault
from app.services.views import Header
from app.vault.compartments import CREATED, LIBRARY
from app.vault.instance_lock import InstanceLock
from app.vault.restored import NOTE
from app.vault.trail import TrailQuery
from tests.fakes import SteppingClock
from tests.services.test_close_and_report import QUESTIONNAIRE
from tests.workplace import BACKUPS, CHEAP, NAME, PASSPHRASE, workplace

INTERVIEWER, WORDS = "collega 0388", "de zin van een collega"
Everything = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def office(tmp_path: Path, clock: SteppingClock) -> Access:
    """An office with a hearing, a note, a draft of a questionnaire and a colleague."""
    shelf = tmp_path / "vragenlijsten"
    (shelf / "proef").mkdir(parents=True)
    (shelf / "proef" / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    entrance = workplace(tmp_path, questionnaires=shelf, clock=clock)
    desk = entrance.unlock(NAME, PASSPHRASE)
    desk.people.add(INTERVIEWER, WORDS, ["interviewer"])
    desk.conduct.start(Header("aanmeldgehoor", "280.123.4567", "Y. A."), "proef", "1.0.0")
    desk.conduct.answer(Address("home"), "In een dorp bij de rivier.")
    desk.conduct.keep_draft(Address("work"), "half getypt")
    assert desk.library is not None
    desk.library.begin("proef", "1.0.0")
    desk.lock()
    return entrance


def everything(desk: Desk) -> Everything:
    """Give every row of every table that somebody can open, but for what says that it was read."""
    found: Everything = {}
    for compartment in desk.vault.compartments:
        with desk.vault._files.database(compartment).connect() as connection:
            names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars()
            for name in sorted(names):
                if name not in {"audit", "sqlite_sequence"}:
                    rows = connection.execute(text(f"SELECT * FROM {name} ORDER BY 1"))  # noqa: S608
                    found[f"{compartment}.{name}"] = sorted((tuple(row) for row in rows), key=repr)
    return found


def acts(desk: Desk) -> list[str]:
    return [row.action for row in desk.audit.page(TrailQuery(), 0).rows]


def enter(entrance: Access) -> Desk:
    return entrance.unlock(NAME, PASSPHRASE)


def test_what_is_lost_is_put_back_in_place_and_is_all_there(
    office: Access, tmp_path: Path, clock: SteppingClock
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    before = everything(desk)
    desk.conduct.resume(desk.worklist.hearings()[0].hearing_id)
    desk.conduct.answer(Address("home"), "Dit kwam na de reservekopie.")
    desk.lock()
    shutil.rmtree(tmp_path / "kluis")

    restoring = RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP)
    assert restoring.in_place(tmp_path / "kluis", NAME, PASSPHRASE) is None

    desk = enter(office)
    try:
        assert everything(desk) == before
        assert all(finding.ok for finding in desk.vault.verify())
        (notice,) = map(str, desk.notices)
        assert f"teruggezet door {NAME}, uit de reservekopie van 2026-11-23 08:00 UTC." in notice
        assert acts(desk).count("restored") == len(CREATED)
    finally:
        desk.lock()
    desk = enter(office)
    assert desk.notices == ()
    assert not (tmp_path / "kluis" / NOTE).exists()
    desk.lock()


def test_a_backup_becomes_a_vault_in_a_new_folder(office: Access, tmp_path: Path) -> None:
    desk = enter(office)
    made = desk.backups.make()
    before = everything(desk)
    desk.lock()
    (tmp_path / "elders").mkdir()
    restoring = RestoreVault(tmp_path / BACKUPS / made.name, SteppingClock(made.made), CHEAP)
    assert all(finding.ok for finding in restoring.verify(NAME, PASSPHRASE))
    restoring.into(tmp_path / "elders" / "kluis", NAME, PASSPHRASE)
    desk = enter(workplace(tmp_path / "elders"))
    assert everything(desk) == before
    assert all(finding.ok for finding in desk.vault.verify())
    desk.lock()
    with pytest.raises(UserError, match="staat al iets"):
        restoring.into(tmp_path / "elders" / "kluis", NAME, PASSPHRASE)


def test_two_vaults_of_one_origin_cannot_both_go_on_under_one_anchor(office: Access, tmp_path: Path) -> None:
    """The anchor follows the copy that is opened; the original is told as another trail, until accepted."""
    desk = enter(office)
    made = desk.backups.make()
    desk.lock()
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "ankers").symlink_to(tmp_path / "ankers")
    later = SteppingClock(made.made + timedelta(hours=1))
    RestoreVault(tmp_path / BACKUPS / made.name, later, CHEAP).into(
        tmp_path / "elders" / "kluis", NAME, PASSPHRASE
    )
    desk = enter(workplace(tmp_path / "elders", clock=later))
    assert all("teruggezet door" in str(notice) for notice in desk.notices)
    desk.lock()
    desk = enter(office)
    told = [str(notice) for notice in desk.notices]
    assert sorted(one.split(":")[0] for one in told if "waarschuw de beveiliging" in one) == sorted(CREATED)
    desk.lock()


def test_whoever_opens_a_part_makes_a_backup_of_all_and_each_part_settles_when_it_is_opened(
    office: Access, tmp_path: Path, clock: SteppingClock
) -> None:
    desk = enter(office)
    before = everything(desk)
    desk.lock()
    desk = office.unlock(INTERVIEWER, WORDS)
    made = desk.backups.make()
    desk.lock()
    desk = enter(office)  # goes on, so that every trail ends later than that of the backup
    desk.lock()
    RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP).in_place(
        tmp_path / "kluis", INTERVIEWER, WORDS
    )
    desk = office.unlock(INTERVIEWER, WORDS)
    assert "teruggezet door collega 0388" in str(desk.notices[0])
    desk.lock()
    desk = enter(office)
    try:
        assert "teruggezet door collega 0388" in str(desk.notices[0])
        assert len(desk.notices) == 1
        assert everything(desk) == before
        assert all(finding.ok for finding in desk.vault.verify())
    finally:
        desk.lock()


def test_a_note_of_restoring_explains_no_other_old_file(
    office: Access, tmp_path: Path, clock: SteppingClock
) -> None:
    """Who slips an old file in after a restore, or puts the whole restored vault back later, is told."""
    library = tmp_path / "kluis" / f"{LIBRARY}.db"
    desk = enter(office)
    older = library.read_bytes()
    assert desk.library is not None
    desk.library.drafts()
    made = desk.backups.make()
    desk.lock()
    desk = enter(office)
    desk.lock()
    RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP).in_place(tmp_path / "kluis", NAME, PASSPHRASE)
    restored = shutil.copytree(tmp_path / "kluis", tmp_path / "bewaard")
    library.write_bytes(older)
    desk = enter(office)
    assert any("library" in str(notice) for notice in desk.notices)
    desk.lock()
    shutil.rmtree(tmp_path / "kluis")
    shutil.copytree(restored, tmp_path / "kluis")
    desk = enter(office)
    assert any("oudere kopie" in str(notice) for notice in desk.notices)
    desk.lock()


@pytest.mark.parametrize("since", ["passphrase", "removal", "other roles", "key"])
def test_a_backup_under_an_older_header_is_put_back_without_an_alarm_about_it(
    office: Access, tmp_path: Path, clock: SteppingClock, since: str
) -> None:
    """What was decided after the backup is undone by putting it back, and the notice is about that alone."""
    desk = enter(office)
    made = desk.backups.make()
    match since:
        case "passphrase":
            desk.administer.change_passphrase(PASSPHRASE, "een heel andere lange zin")
        case "removal":
            desk.people.remove(INTERVIEWER)
        case "other roles":
            desk.people.change_roles(INTERVIEWER, ["trainer"])
        case _:
            desk.rotate.ask(CREATED)
            desk.rotate.run()
    desk.lock()
    RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP).in_place(tmp_path / "kluis", NAME, PASSPHRASE)
    for name, passphrase in ((NAME, PASSPHRASE), (INTERVIEWER, WORDS)):
        desk = office.unlock(name, passphrase)
        assert all("teruggezet door" in str(notice) for notice in desk.notices)
        assert len(desk.notices) == (name == NAME)
        assert [str(one.message) for one in desk.vault.verify() if not one.ok] == []
        assert {person.name: person.roles for person in desk.people.people()}[INTERVIEWER] == {"interviewer"}
        desk.lock()


def test_in_place_waits_for_the_next_opening_and_keeps_the_old_vault_aside(
    office: Access, tmp_path: Path
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    desk.conduct.resume(desk.worklist.hearings()[0].hearing_id)
    desk.conduct.answer(Address("home"), "Dit kwam na de reservekopie.")
    later = everything(desk)
    desk.backups.prepare_restore(made.name)
    assert desk.backups.restore_waits()
    assert acts(desk).count("restore") == len(CREATED)
    desk.conduct.answer(Address("home"), "Er wordt nog gewerkt.")
    desk.lock()
    desk = enter(office)
    assert ["teruggezet door" in str(notice) for notice in desk.notices] == [True]
    assert everything(desk) != later
    desk.lock()
    (aside,) = tmp_path.glob("kluis-voor-*")
    shutil.rmtree(tmp_path / "kluis")
    aside.rename(tmp_path / "kluis")
    desk = enter(office)
    assert "Er wordt nog gewerkt." in str(everything(desk)["dossiers.answer_revised"])
    desk.lock()


def test_a_restore_that_waits_can_be_given_up(office: Access, tmp_path: Path) -> None:
    desk = enter(office)
    made = desk.backups.make()
    desk.backups.prepare_restore(made.name)
    desk.backups.give_up_restore()
    before = everything(desk)
    desk.lock()
    desk = enter(office)
    assert everything(desk) == before
    assert not any(path.name.startswith(".kluis") for path in tmp_path.iterdir())
    desk.lock()


@pytest.mark.parametrize("interrupted_after", ["nothing", "old vault aside"])
def test_a_restore_in_place_that_was_interrupted_is_finished_by_the_next_start(
    office: Access, tmp_path: Path, interrupted_after: str
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    before = everything(desk)
    desk.backups.prepare_restore(made.name)
    desk.lock()
    if interrupted_after == "old vault aside":
        (tmp_path / "kluis").rename(tmp_path / "kluis-voor-20261123T080000Z")
    assert office.status().exists
    assert not (tmp_path / ".kluis-terugzetten.json").exists()
    desk = enter(office)
    assert everything(desk) == before
    desk.lock()


def test_an_open_vault_is_not_exchanged(office: Access, tmp_path: Path) -> None:
    desk = enter(office)
    made = desk.backups.make()
    desk.lock()
    held = InstanceLock(tmp_path / "kluis")
    with pytest.raises(UserError, match="al open"):
        RestoreVault(tmp_path / BACKUPS / made.name, SteppingClock(), CHEAP).in_place(
            tmp_path / "kluis", NAME, PASSPHRASE
        )
    held.release()


def test_a_backup_that_is_stopped_leaves_nothing(office: Access, tmp_path: Path) -> None:
    desk = enter(office)
    job = desk.backups.begin(Reason.SCHEDULE)
    with pytest.raises(Stopped):
        job.run(lambda _progress: job.stop())
    assert list((tmp_path / BACKUPS).iterdir()) == []
    assert desk.backups.is_due()
    desk.backups.make(Reason.SCHEDULE)
    assert not desk.backups.is_due()
    desk.lock()


@pytest.mark.parametrize("which", ["verify", "in place", "elsewhere"])
def test_what_is_done_with_a_backup_can_be_stopped_at_every_moment_and_leaves_all_as_it_was(
    office: Access, tmp_path: Path, which: str
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    before = everything(desk)
    there = {path.relative_to(tmp_path) for path in tmp_path.rglob("*")}

    def begun() -> Job[Any]:
        match which:
            case "verify":
                return desk.backups.begin_verifying(made.name)
            case "in place":
                return desk.backups.begin_restore(made.name)
            case _:
                return desk.backups.begin_restore_into(made.name, tmp_path / "nieuw")

    told: list[Progress] = []
    counted = begun()
    counted.run(told.append)
    counted.take_back()
    assert len(told) > 4
    for moment in range(1, len(told) + 1):
        job, so_far = begun(), list[Progress]()

        def stop(progress: Progress, job: Job[Any] = job, so_far: list[Progress] = so_far) -> None:
            so_far.append(progress)
            if len(so_far) == moment:  # noqa: B023 - it is run here
                job.stop()

        with pytest.raises(Stopped):
            job.run(stop)
        assert not desk.backups.restore_waits()
        assert {path.relative_to(tmp_path) for path in tmp_path.rglob("*")} == there
    assert everything(desk) == before
    desk.lock()


def test_every_part_of_a_backup_that_changed_is_told_and_nothing_is_put_back(
    office: Access, tmp_path: Path
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    desk.lock()
    folder = tmp_path / BACKUPS / made.name
    restoring = RestoreVault(folder, SteppingClock(), CHEAP)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole = path.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises((IntegrityError, UserError)):
                restoring.into(tmp_path / "nieuw", NAME, PASSPHRASE)
        path.write_bytes(whole[:-1])
        with pytest.raises((IntegrityError, UserError)):
            restoring.into(tmp_path / "nieuw", NAME, PASSPHRASE)
        path.unlink()
        with pytest.raises((IntegrityError, UserError)):
            restoring.into(tmp_path / "nieuw", NAME, PASSPHRASE)
        path.write_bytes(whole)
    (folder / "erbij").write_bytes(b"")
    with pytest.raises(IntegrityError, match="erbij"):
        restoring.into(tmp_path / "nieuw", NAME, PASSPHRASE)
    assert not (tmp_path / "nieuw").exists()


# More than one anchor


def elsewhere(tmp_path: Path, clock: SteppingClock) -> Access:
    """Give the same vault on another computer, with anchors of its own."""
    (tmp_path / "ander").mkdir(exist_ok=True)
    if not (tmp_path / "ander" / "kluis").is_symlink():
        (tmp_path / "ander" / "kluis").symlink_to(tmp_path / "kluis")
    return workplace(tmp_path / "ander", clock=clock)


@pytest.mark.parametrize("decided", [False, True])
def test_a_restore_is_explained_to_the_anchor_of_another_computer_too(
    office: Access, tmp_path: Path, clock: SteppingClock, decided: bool
) -> None:
    """That anchor went further than the backup, and the vault goes on before it is opened there again."""
    desk = enter(office)
    made = desk.backups.make()
    desk.lock()
    desk = enter(elsewhere(tmp_path, clock))
    acts(desk)  # reading the trails goes on record in each
    if decided:
        desk.people.remove(INTERVIEWER)
    desk.lock()
    RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP).in_place(tmp_path / "kluis", NAME, PASSPHRASE)
    for _ in range(4):
        desk = enter(office)
        acts(desk)
        desk.lock()
    desk = enter(elsewhere(tmp_path, clock))
    (told,) = map(str, desk.notices)
    assert "teruggezet door" in told
    assert "daarna al elders geopend" in told
    assert [str(one.message) for one in desk.vault.verify() if not one.ok] == []
    desk.lock()
    for entrance in (office, elsewhere(tmp_path, clock)):
        desk = enter(entrance)
        assert desk.notices == ()
        desk.lock()


def test_an_old_copy_put_back_later_is_told_although_there_was_a_restore(
    office: Access, tmp_path: Path, clock: SteppingClock
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    desk.lock()
    desk = enter(elsewhere(tmp_path, clock))
    acts(desk)
    desk.lock()
    RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP).in_place(tmp_path / "kluis", NAME, PASSPHRASE)
    desk = enter(office)
    desk.lock()
    kept = shutil.copytree(tmp_path / "kluis", tmp_path / "bewaard")
    desk = enter(elsewhere(tmp_path, clock))  # its anchor is of after the restore now
    acts(desk)
    desk.lock()
    shutil.rmtree(tmp_path / "kluis")
    shutil.copytree(kept, tmp_path / "kluis")
    desk = enter(elsewhere(tmp_path, clock))
    told = [str(one) for one in desk.notices]
    assert sorted(one.split(":")[0] for one in told if "oudere kopie teruggezet" in one) == sorted(CREATED)
    desk.lock()


@pytest.mark.parametrize("damaged", ["dossiers", "practice"])
def test_a_restored_vault_with_a_damaged_compartment_opens_for_the_rest(
    office: Access, tmp_path: Path, clock: SteppingClock, damaged: str
) -> None:
    desk = enter(office)
    made = desk.backups.make()
    desk.lock()
    RestoreVault(tmp_path / BACKUPS / made.name, clock, CHEAP).in_place(tmp_path / "kluis", NAME, PASSPHRASE)
    places = (tmp_path / "kluis", tmp_path / "ankers")
    for place in places:
        shutil.copytree(place, tmp_path / f"{place.name} heel")
    file = tmp_path / "kluis" / f"{damaged}.db"
    whole = file.read_bytes()
    for at in range(4096, len(whole), max(len(whole) // 8 // 4096, 1) * 4096):
        file.write_bytes(whole[: at + 9] + bytes([whole[at + 9] ^ 1]) + whole[at + 10 :])
        desk = enter(office)
        assert set(desk.vault.compartments) >= set(CREATED) - {damaged}
        assert any("teruggezet door" in str(one) for one in desk.notices)
        desk.lock()
        for place in places:
            shutil.rmtree(place)
            shutil.copytree(tmp_path / f"{place.name} heel", place)
