# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a vault and getting in: who may, what it costs to try, and what the files give away."""

import os
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import IntegrityError, UserError
from app.vault.create import create_vault
from app.vault.header import NewPerson, Person, read_status
from app.vault.keys import CEILING, FLOOR, KdfCost, calibrate, check_cost, derive_key
from app.vault.open_vault import Act, OpenVault, open_vault
from tests.fakes import SteppingClock
from tests.vault.making import (
    ACT,
    CHEAP,
    NAME,
    PASSPHRASE,
    answer,
    bytes_of,
    header_of,
    make,
    opened,
    turn,
    unlock,
    write_without_key,
)


class Counted:
    """Derives keys and notes for what cost."""

    def __init__(self) -> None:
        self.costs: list[KdfCost] = []

    def __call__(self, passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
        self.costs.append(cost)
        return derive_key(passphrase, salt, cost)


def test_who_may_open_is_known_before_opening(tmp_path: Path) -> None:
    assert not read_status(tmp_path / "kluis").exists
    make(tmp_path / "kluis", "interviewer", "trainer")
    status = read_status(tmp_path / "kluis")
    assert status.exists
    assert not status.demo
    assert status.format_version == 2
    assert [(person.name, person.roles) for person in status.people] == [
        (NAME, frozenset({"interviewer", "trainer"}))
    ]


def test_a_demo_vault_says_so(tmp_path: Path) -> None:
    person = NewPerson(NAME, frozenset({"interviewer"}), PASSPHRASE)
    create_vault(tmp_path / "kluis", person, SteppingClock(), CHEAP, demo=True)
    assert read_status(tmp_path / "kluis").demo


@pytest.mark.parametrize(("name", "passphrase"), [(NAME, "zeven luide fietsen"), ("iemand", PASSPHRASE)])
def test_a_wrong_try_costs_one_full_derivation_and_tells_nothing(
    tmp_path: Path, name: str, passphrase: str
) -> None:
    folder = make(tmp_path / "kluis")
    before = bytes_of(folder)
    derive = Counted()
    with pytest.raises(UserError) as refused:
        open_vault(folder, name, passphrase, SteppingClock(), CHEAP, derive)
    assert derive.costs == [CHEAP]
    assert str(refused.value) == "De naam of de wachtzin klopt niet. Probeer het opnieuw."
    assert bytes_of(folder) == before


def test_a_passphrase_is_the_same_however_its_letters_are_typed(tmp_path: Path) -> None:
    person = NewPerson(NAME, frozenset({"interviewer"}), "caf\u00e9 op de hoek")
    create_vault(tmp_path / "kluis", person, SteppingClock(), CHEAP)
    unlock(tmp_path / "kluis", passphrase="cafe\u0301 op de hoek").close()


@pytest.mark.parametrize(
    "cost",
    [
        KdfCost(FLOOR.memory_kib - 1, 3),
        KdfCost(FLOOR.memory_kib, 2),
        KdfCost(CEILING.memory_kib + 1, 3),
        KdfCost(FLOOR.memory_kib, 21),
        KdfCost(FLOOR.memory_kib, 3, 0),
        KdfCost(FLOOR.memory_kib, 3, 5),
    ],
)
def test_a_cost_outside_its_bounds_is_refused(cost: KdfCost) -> None:
    with pytest.raises(IntegrityError):
        check_cost(cost)
    check_cost(FLOOR)
    check_cost(CEILING)


def test_a_vault_below_the_floor_is_refused_before_anything_is_derived(tmp_path: Path) -> None:
    folder = make(tmp_path / "kluis")
    derive = Counted()
    with pytest.raises(IntegrityError):
        open_vault(folder, NAME, PASSPHRASE, SteppingClock(), derive=derive)
    assert derive.costs == []


class Machine:
    """A machine with a clock of its own, that takes so many seconds for a pass over 64 MiB."""

    def __init__(self, per_pass: float, slower_with_memory: float = 1.0) -> None:
        self.now = 0.0
        self.per_pass = per_pass
        self.slower = slower_with_memory

    def takes(self, cost: KdfCost) -> float:
        share = cost.memory_kib / FLOOR.memory_kib
        return self.per_pass * cost.passes * share * (self.slower if share > 1 else 1.0)

    def derive(self, _passphrase: str, _salt: bytes, cost: KdfCost) -> bytes:
        self.now += self.takes(cost)
        return bytes(32)

    def clock(self) -> float:
        return self.now


@given(st.floats(0.012, 0.5), st.floats(0.8, 1.3))
def test_calibration_takes_about_a_second_on_any_machine(per_pass: float, slower: float) -> None:
    machine = Machine(per_pass, slower)
    cost = calibrate(timer=machine.clock, derive=machine.derive)
    check_cost(cost)
    assert 0.7 <= machine.takes(cost) <= 1.5


@given(st.floats(1e-6, 0.012) | st.floats(0.5, 1000.0))
def test_calibration_stays_within_the_bounds_where_no_cost_takes_a_second(per_pass: float) -> None:
    machine = Machine(per_pass)
    cost = calibrate(timer=machine.clock, derive=machine.derive)
    check_cost(cost)
    if per_pass >= 0.5:
        assert cost == FLOOR
    else:
        assert cost.memory_kib > FLOOR.memory_kib


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    folder = make(tmp_path / "kluis")
    before = bytes_of(folder)
    with pytest.raises(UserError):
        make(folder)
    assert bytes_of(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["kluis"]


def test_an_empty_folder_and_one_that_is_not_there_will_do(tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    unlock(make(tmp_path / "leeg")).close()
    unlock(make(tmp_path / "a" / "b" / "met spatie #1?%20")).close()


def test_a_vault_that_cannot_be_made_leaves_nothing_behind(tmp_path: Path) -> None:
    class Stumble(Exception):  # noqa: N818 - thrown by this test alone
        pass

    def stumble(_passphrase: str, _salt: bytes, _cost: KdfCost) -> bytes:
        raise Stumble

    person = NewPerson(NAME, frozenset({"interviewer"}), PASSPHRASE)
    with pytest.raises(Stumble):
        create_vault(tmp_path / "kluis", person, SteppingClock(), CHEAP, derive=stumble)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["", "  ", "n" * 201])
def test_a_name_that_could_not_be_read_again_is_refused(tmp_path: Path, name: str) -> None:
    person = NewPerson(name, frozenset({"interviewer"}), PASSPHRASE)
    with pytest.raises(UserError):
        create_vault(tmp_path / "kluis", person, SteppingClock(), CHEAP)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="rights of files are POSIX's")
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o277])
def test_nobody_else_on_the_machine_can_read_the_files(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask & 0o077)
    try:
        vault = unlock(make(tmp_path / "kluis"))
        with vault.dossiers(ACT) as work:
            work.append(opened())
            work.commit()
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "kluis").iterdir()}
        vault.close()
    finally:
        os.umask(before)
    assert "dossiers.db-wal" in modes
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE((tmp_path / "kluis").stat().st_mode) == 0o700


def test_a_vault_opens_once_at_a_time(tmp_path: Path) -> None:
    folder = make(tmp_path / "kluis")
    vault = unlock(folder)
    with pytest.raises(UserError, match="al open"):
        unlock(folder)
    vault.close()
    unlock(folder).close()


def test_after_closing_the_keys_are_gone(tmp_path: Path) -> None:
    vault = unlock(make(tmp_path / "kluis"))
    keys = [*vault._own.values(), *vault._files.keys.values()]
    assert all(any(key) for key in keys)
    vault.close()
    assert not any(any(key) for key in keys)
    with pytest.raises(UserError):
        vault.dossiers(ACT)


def test_no_vault_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="geen kluis"):
        unlock(tmp_path)
    assert list(tmp_path.iterdir()) == []


CANARY = "KanarievogelAleppo"


def test_no_word_stands_readable_in_any_file(tmp_path: Path) -> None:
    folder = make(tmp_path / "kluis")
    vault = unlock(folder)
    with vault.dossiers(Act("open_hearing", "hearing", f"{CANARY}3")) as work:
        work.append(opened(name=f"{CANARY}1"), turn(1), answer(1, f"{CANARY}2"))
        work.commit()
    while_open = bytes_of(folder)
    vault.close()
    for files in (while_open, bytes_of(folder)):
        for name, data in files.items():
            for encoding in ("utf-8", "utf-16-le"):
                assert CANARY.encode(encoding) not in data, name
                assert CANARY.lower().encode(encoding) not in data, name
            assert b"SQLite format 3" not in data, name


# Roles


def reach(vault: OpenVault) -> set[str]:
    ways: dict[str, Callable[[Act], object]] = {
        "dossiers": vault.dossiers,
        "signals": vault.signals,
        "library": vault.library,
        "practice": lambda _act: vault.practice(),
    }
    found = set()
    for name, way in ways.items():
        try:
            way(ACT)
        except UserError:
            continue
        found.add(name)
    return found


ROLES = [
    ("interviewer", {"dossiers", "signals"}),
    ("signal_coordinator", {"signals"}),
    ("team_lead", {"library"}),
    ("trainer", {"library", "practice"}),
    ("trainee", {"practice"}),
    ("administrator", {"administration"}),
]


@pytest.mark.parametrize(("role", "expected"), ROLES)
def test_a_role_opens_its_compartments_and_no_others(tmp_path: Path, role: str, expected: set[str]) -> None:
    folder = make(tmp_path / "kluis", role)
    vault = unlock(folder)
    assert reach(vault) == expected - {"administration"}
    assert {finding.message.values.get("name") for finding in vault.verify()} - {None} == expected
    vault.close()
    (slot,) = header_of(folder).slots
    assert set(slot.sealed) - {"authority"} == {"header", *expected}
    assert ("authority" in slot.sealed) == (role == "administrator")


def test_a_role_taken_by_hand_opens_nothing(tmp_path: Path) -> None:
    """A coordinator who edits the file to be an interviewer still has no key of the hearings."""
    folder = make(tmp_path / "kluis", "signal_coordinator")
    header = header_of(folder)
    (slot,) = header.slots
    person = Person(NAME, frozenset({"interviewer"}))
    sealed = {"dossiers": slot.sealed["signals"], **slot.sealed}
    write_without_key(folder, header.with_slot(replace(slot, person=person, sealed=sealed)))
    with pytest.raises(IntegrityError, match="beschadigd"):
        unlock(folder)
