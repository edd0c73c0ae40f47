# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may open the vault: what an administrator decides, and what somebody with the files in hand cannot."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app.errors import GehoorwijzerError, IntegrityError, UserError
from app.vault.audit import Act
from app.vault.compartments import DOSSIERS, LIBRARY, PRACTICE, ROLE_COMPARTMENTS, SIGNALS
from app.vault.grants import granted
from app.vault.header import HEADER, HEADER_KEY, NewPerson, Person, read_header, read_status, write_header
from app.vault.keys import KdfCost, derive_key, new_key
from app.vault.open_vault import OpenVault, open_vault
from app.vault.sealing import authority_of
from app.vault.slots import decided
from tests.fakes import SteppingClock
from tests.vault.making import CHEAP, NAME, PASSPHRASE, database, header_of, make, unlock

EVERYTHING = ("administrator", "interviewer", "signal_coordinator", "team_lead", "trainer")
SECOND = "collega 0388"
THIRD = "beheerder 0001"


def passphrase(name: str) -> str:
    return f"de lange zin van {name}"


def newcomer(name: str, *roles: str) -> NewPerson:
    return NewPerson(name, frozenset(roles), passphrase(name))


def added(folder: Path, name: str, *roles: str, by: str = NAME) -> None:
    vault = unlock(folder) if by == NAME else unlock(folder, by, passphrase(by))
    vault.people.add(newcomer(name, *roles), CHEAP)
    vault.close()


def entered(folder: Path, name: str) -> OpenVault:
    return unlock(folder, name, passphrase(name))


def reach(vault: OpenVault) -> set[str]:
    """Give the compartments that an open vault opens."""
    works: dict[str, Callable[[Act], Any]] = {
        DOSSIERS: vault.dossiers,
        SIGNALS: vault.signals,
        LIBRARY: vault.library,
        PRACTICE: lambda act: vault.practice().practice(act),
    }
    found = set()
    for name, work in works.items():
        try:
            with work(Act("look", "person", "")):
                found.add(name)
        except UserError:
            pass
    return found


def reach_of(folder: Path, name: str) -> set[str]:
    vault = entered(folder, name)
    try:
        return reach(vault)
    finally:
        vault.close()


def names(people: tuple[Person, ...]) -> list[str]:
    return [person.name for person in people]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "kluis", *EVERYTHING)


@pytest.mark.parametrize("role", ROLE_COMPARTMENTS)
def test_somebody_who_is_added_opens_what_the_role_opens_and_nothing_else(folder: Path, role: str) -> None:
    added(folder, SECOND, role)
    assert reach_of(folder, SECOND) == ROLE_COMPARTMENTS[role] & {DOSSIERS, SIGNALS, LIBRARY, PRACTICE}
    assert read_status(folder).people[1] == Person(SECOND, frozenset({role}))


@pytest.mark.parametrize("role", [role for role in ROLE_COMPARTMENTS if role != "administrator"])
def test_only_an_administrator_decides(folder: Path, role: str) -> None:
    added(folder, SECOND, role)
    vault = entered(folder, SECOND)
    before = (folder / HEADER).read_bytes()
    acts: tuple[Callable[[], object], ...] = (
        lambda: vault.people.add(newcomer("vierde", "interviewer"), CHEAP),
        lambda: vault.people.change_roles(SECOND, frozenset({"interviewer", "administrator"})),
        lambda: vault.people.remove(NAME),
    )
    for act in acts:
        with pytest.raises(UserError, match="geen beheerder"):
            act()
    vault.close()
    assert (folder / HEADER).read_bytes() == before


def test_an_administrator_lets_in_whom_a_colleague_then_gives_the_key(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, SECOND, "interviewer", by=THIRD)
    assert reach_of(folder, SECOND) == set()
    vault = unlock(folder)
    assert names(vault.people.waiting()) == [SECOND]
    assert names(vault.people.let_in()) == [SECOND]
    assert vault.people.waiting() == ()
    assert vault.people.let_in() == ()
    vault.close()
    assert reach_of(folder, SECOND) == {DOSSIERS, SIGNALS}


def test_an_administrator_without_other_roles_opens_nothing(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    assert reach_of(folder, THIRD) == set()


def test_each_gives_the_keys_that_they_hold(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, "coördinator", "signal_coordinator")
    added(folder, SECOND, "interviewer", by=THIRD)
    vault = entered(folder, "coördinator")
    assert names(vault.people.let_in()) == [SECOND]
    assert names(vault.people.waiting()) == [SECOND]
    vault.close()
    assert reach_of(folder, SECOND) == {SIGNALS}


def test_a_role_that_was_taken_away_takes_its_key_along(folder: Path) -> None:
    added(folder, SECOND, "interviewer")
    vault = unlock(folder)
    vault.people.change_roles(SECOND, frozenset({"signal_coordinator"}))
    vault.close()
    assert reach_of(folder, SECOND) == {SIGNALS}
    assert set(header_of(folder).slots[1].sealed) == {HEADER_KEY, SIGNALS}


def test_somebody_who_was_removed_does_not_get_in(folder: Path) -> None:
    added(folder, SECOND, "interviewer")
    vault = unlock(folder)
    vault.people.remove(SECOND)
    assert names(vault.people.all()) == [NAME]
    vault.close()
    with pytest.raises(UserError, match="De naam of de wachtzin klopt niet"):
        entered(folder, SECOND)


def test_a_name_is_there_once(folder: Path) -> None:
    with pytest.raises(UserError, match="staat al in de kluis"):
        added(folder, NAME, "trainee")


def test_nobody_of_that_name_is_told(folder: Path) -> None:
    vault = unlock(folder)
    with pytest.raises(UserError, match="niemand staat niet in de kluis"):
        vault.people.remove("niemand")
    vault.close()


def test_the_last_administrator_stays(folder: Path) -> None:
    added(folder, SECOND, "interviewer", "trainer")
    vault = unlock(folder)
    with pytest.raises(UserError, match="de laatste beheerder"):
        vault.people.remove(NAME)
    with pytest.raises(UserError, match="de laatste beheerder"):
        vault.people.change_roles(NAME, frozenset({"interviewer"}))
    vault.close()
    added(folder, THIRD, "administrator")
    vault = entered(folder, THIRD)
    vault.people.remove(NAME)
    vault.close()
    assert names(read_status(folder).people) == [SECOND, THIRD]


def test_the_last_who_opens_a_compartment_stays(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    vault = entered(folder, THIRD)
    with pytest.raises(UserError, match="de laatste met toegang tot dossiers"):
        vault.people.remove(NAME)
    vault.close()
    assert len(read_status(folder).people) == 2


def test_somebody_who_waits_for_a_key_is_no_holder_of_it(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, SECOND, "interviewer", by=THIRD)
    vault = entered(folder, THIRD)
    with pytest.raises(UserError, match="de laatste met toegang"):
        vault.people.remove(NAME)
    vault.close()


def test_who_was_let_in_is_on_record_in_the_compartment(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, SECOND, "signal_coordinator", by=THIRD)
    vault = unlock(folder)
    vault.people.let_in()
    rows = text("SELECT action, who FROM audit WHERE object_id = :name")
    found = {}
    for compartment in (DOSSIERS, SIGNALS):
        with database(vault, compartment).connect() as connection:
            found[compartment] = [tuple(row) for row in connection.execute(rows, {"name": SECOND})]
    vault.close()
    assert found == {DOSSIERS: [], SIGNALS: [("let_in", NAME)]}


# With the files in hand, and the key that authenticates the header: what any colleague has ----------------


def forged(folder: Path, insider: str, roles: frozenset[str], *, name: str | None = None) -> None:
    """Write other roles for somebody into the header, as an insider without the authority could."""
    vault = entered(folder, insider)
    key = vault._held()[HEADER_KEY]
    vault.close()
    header = read_header(folder)
    assert header is not None
    slot = header.slot(name or insider)
    assert slot is not None
    write_header(folder, header.with_slot(replace(slot, person=Person(slot.person.name, roles))), key)


def test_roles_that_an_insider_wrote_open_nothing(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    forged(folder, SECOND, frozenset({"interviewer", "trainee"}))
    with pytest.raises(IntegrityError, match="grant"):
        entered(folder, SECOND)


def test_roles_that_an_insider_wrote_get_no_key_from_a_colleague(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    forged(folder, SECOND, frozenset({"interviewer", "trainee"}))
    with pytest.raises(IntegrityError, match="decision"):
        unlock(folder)
    assert set(header_of(folder).slots[1].sealed) == {HEADER_KEY, PRACTICE}


def test_a_role_that_was_taken_away_cannot_be_put_back_by_who_had_it(folder: Path) -> None:
    """With the grant of before, which the authority did sign once, and with the key of the header."""
    added(folder, SECOND, "interviewer")
    before = header_of(folder).slots[1]
    vault = unlock(folder)
    vault.people.change_roles(SECOND, frozenset({"trainee"}))
    key = vault._held()[HEADER_KEY]
    vault.close()
    header = header_of(folder)
    write_header(folder, replace(header.with_slot(before), generation=header.generation + 1), key)
    for name in (NAME, SECOND):
        with pytest.raises(IntegrityError, match="decision"):
            unlock(folder) if name == NAME else entered(folder, name)


def test_an_insider_cannot_put_another_authority_in_its_place(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    vault = entered(folder, SECOND)
    key = vault._held()[HEADER_KEY]
    vault.close()
    header = read_header(folder)
    assert header is not None
    write_header(folder, replace(header, authority=bytes(31) + b"1"), key)
    for name in (NAME, SECOND):
        with pytest.raises(GehoorwijzerError, match="beschadigd"):
            unlock(folder) if name == NAME else entered(folder, name)


def test_a_slot_cannot_be_given_the_keys_of_another(folder: Path) -> None:
    added(folder, SECOND, "interviewer")
    added(folder, "derde", "interviewer")
    vault = entered(folder, SECOND)
    key = vault._held()[HEADER_KEY]
    vault.close()
    header = read_header(folder)
    assert header is not None
    first, second = header.slots[1], header.slots[2]
    write_header(folder, header.with_slot(replace(second, sealed=first.sealed)), key)
    with pytest.raises(IntegrityError, match="beschadigd"):
        entered(folder, "derde")


def under_an_own_authority(folder: Path, insider: str, key: bytes) -> None:
    """Write a header with every role for an insider, signed throughout by an authority of the insider's."""
    header, seed = header_of(folder), new_key()
    forged_header = replace(header, authority=authority_of(seed), generation=header.generation + 1)
    everything = Person(insider, frozenset(EVERYTHING))
    slots = tuple(
        granted(
            forged_header,
            replace(slot, person=everything if slot.person.name == insider else slot.person),
            seed,
        )
        for slot in header.slots
    )
    write_header(folder, decided(replace(forged_header, slots=slots), seed), key)


def test_an_authority_of_an_insiders_own_gets_no_key_while_the_vault_is_open(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    vault = entered(folder, SECOND)
    key = vault._held()[HEADER_KEY]
    vault.close()
    vault = unlock(folder)
    under_an_own_authority(folder, SECOND, key)
    acts: tuple[Callable[[], object], ...] = (
        vault.people.let_in,
        vault.published,
        lambda: vault.people.set_label(SECOND, "kamer 12"),
    )
    for act in acts:
        with pytest.raises(IntegrityError, match="terwijl de kluis open was"):
            act()
    vault.close()
    assert set(header_of(folder).slots[1].sealed) == {HEADER_KEY, PRACTICE}


def test_a_role_that_was_taken_away_does_not_come_back_while_the_vault_is_open(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, SECOND, "interviewer", by=THIRD)
    waiting = (folder / HEADER).read_bytes()
    vault = unlock(folder)
    vault.people.change_roles(SECOND, frozenset({"trainee"}))
    (folder / HEADER).write_bytes(waiting)
    with pytest.raises(IntegrityError, match="terwijl de kluis open was"):
        vault.people.let_in()
    vault.close()


def test_a_header_that_changes_on_unlocking_lets_nobody_in(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    vault = entered(folder, SECOND)
    key = vault._held()[HEADER_KEY]
    vault.close()

    def forged_meanwhile(phrase: str, salt: bytes, cost: KdfCost) -> bytes:
        under_an_own_authority(folder, SECOND, key)
        return derive_key(phrase, salt, cost)

    with pytest.raises(UserError, match="zojuist veranderd"):
        open_vault(folder, NAME, PASSPHRASE, SteppingClock(), CHEAP, forged_meanwhile)
