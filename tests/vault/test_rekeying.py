# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys are changed after somebody left who knew them: the old ones open nothing, and all else stays."""

import errno
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import EnvironmentFault, IntegrityError, UserError, says
from app.services.long_work import Stopped
from app.vault import rekeying
from app.vault.anchor import AnchorFolder
from app.vault.compartments import ADMINISTRATION, AUTHORITY, CREATED, DOSSIERS, LIBRARY, PRACTICE, SIGNALS
from app.vault.database import Database
from app.vault.grants import granted
from app.vault.header import HEADER, HEADER_KEY, NEXT, Header, NewPerson, write_header
from app.vault.open_vault import OpenVault, open_vault
from app.vault.progress import Progress
from app.vault.sealing import authority_of
from app.vault.slots import decided
from app.vault.trail import TrailQuery
from tests.fakes import SteppingClock
from tests.vault.making import (
    ACT,
    CHEAP,
    NAME,
    PASSPHRASE,
    answer,
    header_of,
    line,
    make,
    opened,
    turn,
    unlock,
)

SECOND, THIRD = "collega 0388", "beheer"
OTHER = "de lange zin van een ander"
EVERYTHING = ("administrator", "interviewer", "team_lead", "trainer")
RECORDS = (opened(), turn(1), answer(1, "Aleppo"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("rekeying") / "kluis", *EVERYTHING)
    vault = unlock(folder)
    vault.people.add(NewPerson(SECOND, frozenset({"interviewer"}), OTHER), CHEAP)
    vault.people.add(NewPerson(THIRD, frozenset({"administrator"}), OTHER), CHEAP)
    with vault.dossiers(ACT) as work:
        work.append(*RECORDS)
        work.list_hearing(line())
        work.commit()
    vault.close()
    vault = unlock(folder, SECOND, OTHER)
    vault.half_typed.keep({DOSSIERS: {"naam": "half getypt"}})
    vault.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "kluis"))


def keys_of(folder: Path, name: str = NAME) -> dict[str, bytes]:
    vault = unlock(folder) if name == NAME else unlock(folder, name, OTHER)
    held = vault._held()
    vault.close()
    return held


def keys_of_open(vault: OpenVault) -> dict[str, bytes]:
    return vault._held()


def nothing(_progress: Progress) -> None:
    pass


def is_whole(vault: OpenVault) -> bool:
    with vault.dossiers(ACT) as work:
        there = work.hearing("g1") == RECORDS
        listed = len(work.listed("aleppo", frozenset(), 10, 0)) == 1
    return there and listed and all(finding.ok for finding in vault.verify()) and vault.notices() == ()


def test_another_key_opens_the_same_and_the_old_one_nothing(folder: Path) -> None:
    before = keys_of(folder)
    told: list[Progress] = []
    vault = unlock(folder)
    vault.rekeying.want(CREATED)
    assert vault.rekeying.due() == set(CREATED)
    practice = vault.practice()
    for compartment in CREATED:
        vault.rotate(compartment, told.append)
    assert vault.rekeying.due() == frozenset()
    assert is_whole(vault), "and it goes on in the same session"
    with practice.practice(ACT) as work:
        work.commit()
    rows, _ = vault.evidence.trail(ACT, TrailQuery(action="rotate_key"))
    assert [row.detail for row in rows] == [{}] * len(CREATED), "the key of before is shown to nobody"
    vault.close()
    after = keys_of(folder)
    for compartment in CREATED:
        assert after[compartment] != before[compartment]
        with pytest.raises(IntegrityError):
            Database(folder / f"{compartment}.db", before[compartment]).check()
    assert told[-1].done == told[-1].total > 0
    vault = unlock(folder)
    assert is_whole(vault)
    vault.close()
    vault = unlock(folder, SECOND, OTHER)
    assert vault.compartments == (DOSSIERS, SIGNALS)
    assert vault.half_typed.take() == {DOSSIERS: {"naam": "half getypt"}}
    vault.close()
    assert not [path.name for path in folder.iterdir() if ".next" in path.name]


def test_keys_are_changed_more_than_once(folder: Path) -> None:
    for _ in range(3):
        vault = unlock(folder)
        vault.rekeying.want([DOSSIERS])
        vault.rotate(DOSSIERS, nothing)
        vault.close()
    vault = unlock(folder, SECOND, OTHER)
    assert is_whole(vault)
    vault.close()


def test_who_left_opens_neither_the_header_nor_a_compartment_with_what_they_kept(folder: Path) -> None:
    kept = keys_of(folder, SECOND)
    vault = unlock(folder)
    vault.people.remove(SECOND)
    vault.rekeying.want([DOSSIERS, SIGNALS])
    for compartment in (DOSSIERS, SIGNALS):
        vault.rotate(compartment, nothing)
    vault.close()
    for compartment in (DOSSIERS, SIGNALS):
        with pytest.raises(IntegrityError):
            Database(folder / f"{compartment}.db", kept[compartment]).check()


def test_an_administrator_asks_and_whoever_holds_the_key_changes_it(folder: Path) -> None:
    vault = unlock(folder, SECOND, OTHER)
    with pytest.raises(UserError, match="geen beheerder"):
        vault.rekeying.want([DOSSIERS])
    vault.close()
    vault = unlock(folder, THIRD, OTHER)
    vault.rekeying.want([DOSSIERS, PRACTICE])
    with pytest.raises(UserError, match="geen toegang"):
        vault.rotate(DOSSIERS, nothing)
    vault.close()
    vault = unlock(folder, SECOND, OTHER)
    vault.rotate(DOSSIERS, nothing)
    assert vault.rekeying.due() == {PRACTICE}
    vault.close()
    vault = unlock(folder)
    assert is_whole(vault)
    vault.close()


def test_somebody_who_waits_goes_on_waiting_and_gets_the_new_key(folder: Path) -> None:
    vault = unlock(folder, THIRD, OTHER)
    vault.people.add(NewPerson("nieuw", frozenset({"interviewer"}), OTHER), CHEAP)
    vault.close()
    vault = unlock(folder, SECOND, OTHER)
    vault.rotate(DOSSIERS, nothing)
    vault.people.let_in()
    vault.close()
    vault = unlock(folder, "nieuw", OTHER)
    assert is_whole(vault)
    vault.close()


class Killed(BaseException):
    """The program ended here."""


def killed_at(vault: OpenVault, monkeypatch: pytest.MonkeyPatch, place: str, compartment: str) -> None:
    def die(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(rekeying, place, die) if hasattr(rekeying, place) else patch.setattr(
            rekeying.Rekeying, place, die
        )
        with pytest.raises(Killed):
            vault.rotate(compartment, nothing)
    vault.close()


@pytest.mark.parametrize(
    ("place", "new"),
    [("_copied", False), ("_safe", False), ("sync_folder", True), ("finish", True)],
)
@pytest.mark.parametrize("next_one", [NAME, SECOND])
def test_a_change_that_was_cut_off_is_taken_back_or_finished_by_who_opens_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch, place: str, new: bool, next_one: str
) -> None:
    before = keys_of(folder)
    vault = unlock(folder)
    vault.rekeying.want([DOSSIERS])
    killed_at(vault, monkeypatch, place, DOSSIERS)
    assert any(NEXT + DOSSIERS in slot.sealed for slot in header_of(folder).slots)
    vault = unlock(folder) if next_one == NAME else unlock(folder, next_one, OTHER)
    assert is_whole(vault)
    assert (DOSSIERS not in vault.rekeying.due()) == new
    vault.close()
    assert (keys_of(folder)[DOSSIERS] != before[DOSSIERS]) == new
    assert not any(NEXT + DOSSIERS in slot.sealed for slot in header_of(folder).slots)
    assert not [path.name for path in folder.iterdir() if ".next" in path.name]
    vault = unlock(folder, SECOND, OTHER)
    assert vault.half_typed.take() == {DOSSIERS: {"naam": "half getypt"}}
    if not new:
        vault.rotate(DOSSIERS, nothing)
    assert is_whole(vault)
    vault.close()
    vault = unlock(folder)
    assert is_whole(vault)
    vault.close()


def test_a_header_that_cannot_be_written_after_the_file_leaves_all_open_and_is_written_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlock(folder)
    vault.rekeying.want([DOSSIERS])
    with monkeypatch.context() as patch:

        def full(*_arguments: object) -> None:
            raise EnvironmentFault(says("De schijf is vol."))

        patch.setattr(rekeying.Rekeying, "finish", full)
        with pytest.raises(EnvironmentFault):
            vault.rotate(DOSSIERS, nothing)
    with vault.dossiers(ACT) as work:
        assert work.hearing("g1") == RECORDS
    vault.people.change_roles(THIRD, frozenset({"administrator", "interviewer"}))
    vault.rotate(DOSSIERS, nothing)
    assert is_whole(vault)
    vault.close()
    for name in (SECOND, THIRD):
        vault = unlock(folder, name, OTHER)
        assert is_whole(vault)
        vault.close()


def test_a_change_that_somebody_stops_leaves_the_old_key_and_is_still_due(folder: Path) -> None:
    vault = unlock(folder)
    vault.rekeying.want([DOSSIERS])
    before = keys_of_open(vault)

    def stop(_progress: Progress) -> None:
        raise Stopped(says("Gestopt."))

    with pytest.raises(Stopped):
        vault.rotate(DOSSIERS, stop)
    assert keys_of_open(vault) == before
    assert not any(NEXT + DOSSIERS in slot.sealed for slot in header_of(folder).slots)
    assert not [path.name for path in folder.iterdir() if ".next" in path.name]
    assert vault.rekeying.due() == {DOSSIERS}
    assert is_whole(vault)
    vault.rotate(DOSSIERS, nothing)
    assert is_whole(vault)
    vault.close()


def test_a_folder_that_cannot_be_made_safe_after_the_exchange_leaves_both_keys_until_it_can(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlock(folder)
    vault.rekeying.want([DOSSIERS])
    with monkeypatch.context() as patch:

        def broken(*_arguments: object) -> None:
            raise OSError(errno.EIO, "Input/output error")

        patch.setattr(rekeying, "sync_folder", broken)
        with pytest.raises(EnvironmentFault):
            vault.rotate(DOSSIERS, nothing)
    vault.close()
    for name, passphrase in ((SECOND, OTHER), (NAME, PASSPHRASE)):
        vault = unlock(folder, name, passphrase)
        assert is_whole(vault)
        vault.close()


# The authority


def test_another_authority_lets_in_the_same_people_with_the_same_roles(folder: Path) -> None:
    before = keys_of(folder)
    vault = unlock(folder, THIRD, OTHER)
    vault.renew_authority()
    vault.people.add(NewPerson("nieuw", frozenset({"interviewer"}), OTHER), CHEAP)
    vault.close()
    header = header_of(folder)
    assert header.authority != authority_of(before[AUTHORITY])
    assert header.due == set(CREATED)
    vault = unlock(folder)
    assert vault.compartments == tuple(sorted(CREATED))
    vault.people.let_in()
    for compartment in (LIBRARY, DOSSIERS, SIGNALS, PRACTICE, ADMINISTRATION):
        vault.rotate(compartment, nothing)
    assert is_whole(vault)
    vault.close()
    for name in (SECOND, "nieuw"):
        vault = unlock(folder, name, OTHER)
        assert is_whole(vault)
        vault.close()


def test_another_authority_twice_before_any_key_was_changed(folder: Path) -> None:
    for name in (THIRD, NAME):
        vault = unlock(folder) if name == NAME else unlock(folder, name, OTHER)
        vault.renew_authority()
        vault.close()
    vault = unlock(folder, SECOND, OTHER)
    assert is_whole(vault)
    vault.close()


def forged(folder: Path, header: Header, authority: bytes, key: bytes) -> None:
    """Write a header that lets in the second colleague as an administrator, signed by an authority."""
    slot = header.slot(SECOND)
    assert slot is not None
    more = replace(slot, person=replace(slot.person, roles=frozenset({"interviewer", "administrator"})))
    header = header.with_slot(granted(header, more, authority))
    write_header(folder, decided(header, authority), key)


def test_who_kept_the_old_authority_decides_nothing_any_more(folder: Path) -> None:
    old = keys_of(folder, THIRD)
    vault = unlock(folder)
    vault.renew_authority()
    key = vault._held()[HEADER_KEY]
    vault.close()
    before = (folder / HEADER).read_bytes()
    now = header_of(folder)
    forged(folder, now, old[AUTHORITY], key)
    for name in (NAME, SECOND):
        with pytest.raises(IntegrityError):
            unlock(folder) if name == NAME else unlock(folder, name, OTHER)
    forged(folder, replace(now, authority=authority_of(old[AUTHORITY]), former=()), old[AUTHORITY], key)
    for name in (NAME, SECOND):
        with pytest.raises(IntegrityError):
            unlock(folder) if name == NAME else unlock(folder, name, OTHER)
    (folder / HEADER).write_bytes(before)
    unlock(folder).close()


def test_what_was_sealed_under_an_old_authority_is_refused_once_its_key_was_changed(folder: Path) -> None:
    sealed = {slot.person.name: slot.sealed for slot in header_of(folder).slots}
    vault = unlock(folder)
    vault.renew_authority()
    vault.rotate(DOSSIERS, nothing)
    key = vault._held()[HEADER_KEY]
    vault.close()
    header = header_of(folder)
    slot = header.slot(SECOND)
    assert slot is not None
    put_back = replace(slot, sealed={**slot.sealed, DOSSIERS: sealed[SECOND][DOSSIERS]})
    write_header(folder, header.with_slot(put_back), key)
    with pytest.raises(IntegrityError, match="dossiers"):
        unlock(folder, SECOND, OTHER)


# The header and its anchor


def seen(folder: Path, anchors: Path, name: str = NAME, *, accept: bool = False) -> str:
    passphrase = PASSPHRASE if name == NAME else OTHER
    store = AnchorFolder(anchors)
    vault = open_vault(folder, name, passphrase, SteppingClock(), CHEAP, anchors=[store])
    if accept:
        vault.evidence.accept_trails()
    notices = " ".join(str(one) for one in vault.notices())
    wrong = " ".join(str(one.message) for one in vault.verify() if not one.ok)
    with vault.dossiers(ACT) as work:
        work.commit()
    vault.close()
    assert bool(notices) == bool(wrong)
    return notices


def test_an_old_header_that_was_put_back_is_told_until_it_is_accepted(folder: Path, tmp_path: Path) -> None:
    anchors = tmp_path / "ankers"
    old = (folder / HEADER).read_bytes()
    assert seen(folder, anchors) == ""
    vault = open_vault(folder, NAME, PASSPHRASE, SteppingClock(), CHEAP, anchors=[AnchorFolder(anchors)])
    vault.people.change_roles(SECOND, frozenset({"signal_coordinator"}))
    vault.close()
    assert seen(folder, anchors) == ""
    (folder / HEADER).write_bytes(old)
    for _ in range(2):
        assert "vault.json is een oudere kopie" in seen(folder, anchors)
    assert seen(folder, anchors, accept=True) == ""
    assert seen(folder, anchors) == ""


def test_a_header_of_the_same_count_that_is_another_is_told(folder: Path, tmp_path: Path) -> None:
    anchors = tmp_path / "ankers"
    other = Path(shutil.copytree(folder, tmp_path / "ander"))
    for one, label in ((folder, "kamer 3"), (other, "kamer 4")):
        vault = unlock(one)
        vault.people.set_label(SECOND, label)
        vault.close()
    assert seen(folder, anchors) == ""
    shutil.copy(other / HEADER, folder / HEADER)
    assert "vault.json is een andere" in seen(folder, anchors)


def test_an_insider_who_counts_on_with_an_old_decision_is_told(folder: Path, tmp_path: Path) -> None:
    """With the key of the header, an old header can be given a new number; what was decided in it cannot."""
    anchors = tmp_path / "ankers"
    old = header_of(folder)
    vault = open_vault(folder, NAME, PASSPHRASE, SteppingClock(), CHEAP, anchors=[AnchorFolder(anchors)])
    vault.people.change_roles(SECOND, frozenset({"signal_coordinator"}))
    key = vault._held()[HEADER_KEY]
    vault.close()
    write_header(folder, replace(old, generation=99), key)
    assert "vault.json is een oudere kopie" in seen(folder, anchors)


def test_an_old_header_is_told_by_the_trail_where_no_anchor_is(folder: Path, tmp_path: Path) -> None:
    old = (folder / HEADER).read_bytes()
    vault = unlock(folder)
    vault.people.set_label(SECOND, "kamer 3")
    vault.close()
    assert seen(folder, tmp_path / "ankers") == ""
    (folder / HEADER).write_bytes(old)
    vault = unlock(folder)
    wrong = [str(finding.message) for finding in vault.verify() if not finding.ok]
    vault.close()
    assert wrong
    assert all("oudere kopie dan het logboek" in one for one in wrong)
