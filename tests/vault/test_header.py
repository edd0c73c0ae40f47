# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A header that was damaged lets in whom it still can; one that was changed without the keys is told."""

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import GehoorwijzerError, IntegrityError, UserError
from app.vault.compartments import ADMINISTRATION, CREATED, DOSSIERS, SIGNALS
from app.vault.grants import granted
from app.vault.header import HEADER, Header, NewPerson, Person, Slot, read_header, read_status, write_header
from app.vault.keys import FLOOR, KdfCost
from app.vault.open_vault import OpenVault, open_vault
from app.vault.slots import decided
from app.vault.trail import TrailQuery
from tests.fakes import SteppingClock
from tests.vault.making import (
    ACT,
    CHEAP,
    NAME,
    answer,
    as_format_one,
    bytes_of,
    header_of,
    make,
    opened,
    turn,
    unlock,
    write_without_key,
)

SECOND, THIRD = "collega 0388", "coördinator „één”"
OTHER = "de lange zin van een ander"
SAID = (UserError, IntegrityError)
LINES_BEFORE_SLOTS = 2


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = make(tmp_path_factory.mktemp("header") / "kluis", "administrator", "interviewer", "team_lead")
    vault = unlock(folder)
    vault.people.add(NewPerson(SECOND, frozenset({"interviewer"}), OTHER), CHEAP)
    vault.people.add(NewPerson(THIRD, frozenset({"signal_coordinator"}), OTHER), CHEAP)
    vault.close()
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "kluis"))


def entered(folder: Path, name: str) -> OpenVault:
    return unlock(folder) if name == NAME else unlock(folder, name, OTHER)


def gets_in(folder: Path, name: str) -> bool:
    try:
        vault = entered(folder, name)
    except GehoorwijzerError:
        return False
    vault.close()
    return True


def told(folder: Path, name: str = NAME) -> str:
    vault = entered(folder, name)
    notices = " ".join(str(notice) for notice in vault.notices())
    assert (not notices) == all(finding.ok for finding in vault.verify())
    vault.close()
    return notices


def break_slot(folder: Path, number: int) -> bytes:
    """Flip a bit in the slot of this number, and give the line as it stands then."""
    lines = (folder / HEADER).read_bytes().split(b"\n")
    line = bytearray(lines[LINES_BEFORE_SLOTS + number])
    line[len(line) // 2] ^= 1
    lines[LINES_BEFORE_SLOTS + number] = bytes(line)
    (folder / HEADER).write_bytes(b"\n".join(lines))
    return bytes(line)


# Damage


def test_a_header_comes_back_as_it_was_written(folder: Path) -> None:
    header = header_of(folder)
    assert not header.flawed
    assert (header.form, header.damaged, header.strays) == (2, (), ())
    assert [slot.person.name for slot in header.slots] == [NAME, SECOND, THIRD]
    json.loads((folder / HEADER).read_bytes())


def test_every_flipped_bit_is_told_and_keeps_out_one_person_at_most(folder: Path) -> None:
    """Of every few bytes one bit, in turn; who is kept out is told by name, and the file stays as it is."""
    whole = (folder / HEADER).read_bytes()
    for place in range(0, len(whole), 11):
        bad = bytearray(whole)
        bad[place] ^= 1 << place % 8
        (folder / HEADER).write_bytes(bad)
        header = header_of(folder)
        assert header.flawed or header.damaged
        assert [slot.person for slot in header.slots] == [
            Person(NAME, frozenset({"administrator", "interviewer", "team_lead"})),
            Person(SECOND, frozenset({"interviewer"})),
            Person(THIRD, frozenset({"signal_coordinator"})),
        ]
        assert len(header.damaged) <= 1
        if place % 990 == 0:
            out = [slot.person.name for slot in header.damaged]
            assert [name for name in (NAME, SECOND, THIRD) if not gets_in(folder, name)] == out
            inside = next(name for name in (NAME, SECOND) if name not in out)
            notices = told(folder, inside)
            assert all(name in notices for name in out)
            assert "vault.json" in notices
            assert (folder / HEADER).read_bytes() == bad


def test_a_header_that_is_cut_off_is_refused_or_lets_in_whose_way_in_is_left(folder: Path) -> None:
    whole = (folder / HEADER).read_bytes()
    most = 0
    for length in range(0, len(whole), 13):
        (folder / HEADER).write_bytes(whole[:length])
        try:
            header = header_of(folder)
        except IntegrityError:
            assert most == 0, "what could be read can be read with more of it"
            continue
        assert header.flawed or header.damaged
        left = len(header.slots) - len(header.damaged)
        assert left >= most
        most = left
        assert (folder / HEADER).read_bytes() == whole[:length]
    assert most == len((NAME, SECOND, THIRD))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_whatever_stands_in_the_file_it_is_refused_or_told(folder: Path, data: st.DataObject) -> None:
    kept = folder.with_name("vault.kept")
    if not kept.exists():
        shutil.copy(folder / HEADER, kept)
    whole = kept.read_bytes()
    at = data.draw(st.integers(0, len(whole)))
    instead = data.draw(st.binary(max_size=60) | st.sampled_from([b"\n", b"{", b"]}", whole[:300]]))
    bad = whole[:at] + instead + whole[at + data.draw(st.integers(0, 400)) :]
    if bad == whole:
        return
    (folder / HEADER).write_bytes(bad)
    try:
        header = read_header(folder)
    except SAID:
        return
    assert header is not None
    assert header.flawed or header.damaged


def test_who_has_a_damaged_way_in_is_told_so_before_anything_is_derived(folder: Path) -> None:
    break_slot(folder, 1)
    with pytest.raises(IntegrityError, match=f"toegang van {SECOND} tot de kluis is beschadigd"):
        unlock(folder, SECOND, OTHER)
    assert read_status(folder).damaged == (SECOND,)


def test_a_damaged_way_in_is_left_as_it_was_and_opens_again_when_it_is_put_back(folder: Path) -> None:
    whole = (folder / HEADER).read_bytes().split(b"\n")[LINES_BEFORE_SLOTS + 1]
    line = break_slot(folder, 1)
    vault = unlock(folder)
    vault.people.set_label(THIRD, "kamer 3")
    vault.people.add(NewPerson("vierde", frozenset({"trainee"}), OTHER), CHEAP)
    vault.close()
    now = (folder / HEADER).read_bytes()
    assert line in now
    (folder / HEADER).write_bytes(now.replace(line, whole))
    assert told(folder, SECOND) != ""  # it stands in another place
    vault = unlock(folder)
    vault.people.set_label(THIRD, "")
    vault.close()
    assert told(folder, SECOND) == ""


def test_an_administrator_gives_a_new_way_in_in_the_place_of_a_damaged_one(folder: Path) -> None:
    line = break_slot(folder, 1)
    vault = unlock(folder)
    vault.people.reset(SECOND, OTHER, CHEAP)
    vault.close()
    assert line not in (folder / HEADER).read_bytes()
    assert told(folder, SECOND) == ""
    vault = entered(folder, SECOND)
    assert vault.compartments == (DOSSIERS, SIGNALS), "with the roles that the authority signed for"
    vault.close()


def test_an_administrator_removes_a_damaged_way_in(folder: Path) -> None:
    break_slot(folder, 1)
    vault = unlock(folder)
    vault.people.remove(SECOND)
    vault.close()
    assert told(folder) == ""
    assert [person.name for person in read_status(folder).people] == [NAME, THIRD]


def test_nobody_is_removed_while_anothers_way_in_is_damaged(folder: Path) -> None:
    """It would get no key of the new header, and could not be put back."""
    break_slot(folder, 1)
    vault = unlock(folder)
    acts: tuple[Callable[[], object], ...] = (
        lambda: vault.people.remove(THIRD),
        lambda: vault.rotate(DOSSIERS, lambda _progress: None),
        vault.renew_authority,
        lambda: vault.people.change_roles(SECOND, frozenset({"trainee"})),
        lambda: vault.people.rename(SECOND, "een ander"),
    )
    for act in acts:
        with pytest.raises(UserError, match=f"toegang van {SECOND} is beschadigd"):
            act()
    vault.close()
    assert told(folder, THIRD) != ""


def test_the_last_who_opens_a_compartment_is_not_thrown_away_for_being_damaged(folder: Path) -> None:
    vault = unlock(folder)
    vault.people.add(NewPerson("beheer", frozenset({"administrator"}), OTHER), CHEAP)
    vault.close()
    break_slot(folder, 0)
    vault = unlock(folder, "beheer", OTHER)
    acts: tuple[Callable[[], object], ...] = (
        lambda: vault.people.remove(NAME),
        lambda: vault.people.reset(NAME, OTHER, CHEAP),
    )
    for act in acts:
        with pytest.raises(UserError, match="de laatste met toegang tot library"):
            act()
    vault.close()


# Changed by somebody without the keys, who knows how the file is written


def swapped(header: Header) -> Header:
    first, second, third = header.slots
    return replace(header, slots=(first, _way_of(third, second), _way_of(second, third)))


def _way_of(one: Slot, other: Slot) -> Slot:
    return replace(
        other, salt=one.salt, cost=one.cost, secret=one.secret, sealed=dict(list(other.sealed.items())[:1])
    )


CHANGES: dict[str, Callable[[Header], Header]] = {
    "taken away": lambda header: header.without(header.slots[1]),
    "added": lambda header: replace(
        header, slots=(*header.slots, replace(header.slots[1], person=Person("x", frozenset({"trainee"}))))
    ),
    "in another order": lambda header: replace(header, slots=header.slots[::-1]),
    "swapped": swapped,
    "another role": lambda header: header.with_slot(
        replace(header.slots[1], person=Person(SECOND, frozenset({"interviewer", "administrator"})))
    ),
    "a cheaper key": lambda header: header.with_slot(replace(header.slots[1], cost=KdfCost(64, 2))),
    "a key elsewhere": lambda header: header.with_slot(
        replace(
            header.slots[1],
            sealed={
                **header.slots[1].sealed,
                DOSSIERS: header.slots[1].sealed[SIGNALS],
                SIGNALS: header.slots[1].sealed[DOSSIERS],
            },
        )
    ),
    "a label": lambda header: header.with_slot(replace(header.slots[1], label="iets anders")),
    "a demo": lambda header: replace(header, demo=True),
    "an earlier time": lambda header: replace(header, generation=1),
    "a key that was changed": lambda header: replace(header, done={DOSSIERS: 1}),
    "no published file": lambda header: replace(header, published={"x.json": "0" * 64}),
    "the mac": lambda header: replace(header, mac=bytes(32)),
    "what was decided": lambda header: replace(header, decision=bytes(64)),
    "another authority": lambda header: replace(header, authority=bytes(32)),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=list(CHANGES))
def test_what_somebody_without_the_keys_changed_opens_nothing(
    folder: Path, change: Callable[[Header], Header]
) -> None:
    write_without_key(folder, change(header_of(folder)))
    before = bytes_of(folder)
    for name in (NAME, SECOND, THIRD):
        assert not gets_in(folder, name)
    assert bytes_of(folder) == before


def test_a_slot_of_before_is_no_slot_of_now(folder: Path) -> None:
    """The roster stays; the slot of somebody is the one of before the passphrase was changed."""
    old = (folder / HEADER).read_bytes().split(b"\n")[LINES_BEFORE_SLOTS + 1]
    vault = entered(folder, SECOND)
    vault.people.change_passphrase(OTHER, "een geheel nieuwe zin", CHEAP)
    vault.close()
    lines = (folder / HEADER).read_bytes().split(b"\n")
    lines[LINES_BEFORE_SLOTS + 1] = old
    (folder / HEADER).write_bytes(b"\n".join(lines))
    assert not gets_in(folder, SECOND)
    assert SECOND in told(folder)


def test_a_slot_more_that_is_in_no_roster_is_told_and_goes_at_the_next_change(folder: Path) -> None:
    lines = (folder / HEADER).read_bytes().split(b"\n")
    vault = entered(folder, SECOND)
    vault.people.change_passphrase(OTHER, OTHER, CHEAP)
    vault.close()
    now = (folder / HEADER).read_bytes().split(b"\n")
    now.insert(LINES_BEFORE_SLOTS, lines[LINES_BEFORE_SLOTS + 1])
    (folder / HEADER).write_bytes(b"\n".join(now))
    assert "beschadigd of veranderd" in told(folder)
    vault = unlock(folder)
    vault.people.set_label(THIRD, "kamer 3")
    vault.close()
    assert told(folder) == ""


def test_a_header_of_a_newer_version_asks_for_a_newer_program(folder: Path) -> None:
    (folder / HEADER).write_bytes(b'{"magic": "gehoorwijzer-vault", "format": 3, "what": "ever"}')
    with pytest.raises(UserError, match="nieuwere versie"):
        unlock(folder)


def test_a_cost_of_one_slot_out_of_bounds_refuses_that_person_alone(folder: Path) -> None:
    """As an insider with the key of the header could write it, to make guessing a colleague's easier."""
    vault = entered(folder, THIRD)
    key = vault._held()["header"]
    vault.close()
    header = header_of(folder)
    costly = replace(header.slots[1], cost=KdfCost(FLOOR.memory_kib * 100, 3))
    write_header(folder, header.with_slot(costly), key)
    derived: list[KdfCost] = []

    def derive(_passphrase: str, _salt: bytes, cost: KdfCost) -> bytes:
        derived.append(cost)
        return bytes(32)

    with pytest.raises(IntegrityError, match="niet veilig"):
        open_vault(folder, SECOND, OTHER, SteppingClock(), CHEAP, derive)
    assert derived == []
    assert gets_in(folder, NAME)


# Names and labels


def test_two_names_that_a_typed_one_may_mean_are_told(folder: Path) -> None:
    """The program lets no two such names in; a vault of before may have them."""
    vault = unlock(folder)
    vault.people.add(NewPerson("Jan de Vries", frozenset({"trainee"}), OTHER), CHEAP)
    held = vault._held()
    header = vault.people.header()
    twin = granted(
        header,
        replace(header.slots[1], person=Person("jan de vries", frozenset({"interviewer"}))),
        held["authority"],
    )
    renamed = tuple(twin if slot is header.slots[1] else slot for slot in header.slots)
    vault.close()
    write_header(folder, decided(replace(header, slots=renamed), held["authority"]), held["header"])
    vault = unlock(folder)
    with pytest.raises(UserError, match="kan meer mensen zijn: jan de vries / Jan de Vries"):
        vault.people.remove("JAN DE VRIES")
    vault.close()
    with pytest.raises(UserError, match="kan meer mensen zijn"):
        unlock(folder, "JAN DE VRIES", OTHER)
    unlock(folder, "jan de vries", OTHER).close()
    unlock(folder, "Jan de Vries", OTHER).close()


def test_a_renamed_person_opens_the_same_with_the_same_passphrase(folder: Path) -> None:
    vault = unlock(folder)
    vault.people.rename(SECOND, "collega 0401")
    with pytest.raises(UserError, match="staat al in de kluis"):
        vault.people.rename("collega 0401", NAME.upper())
    with pytest.raises(UserError, match="Kies een naam"):
        vault.people.rename("collega 0401", " ")
    rows, _ = vault.evidence.trail(
        ACT, TrailQuery(action="rename_person", compartments=frozenset({ADMINISTRATION}))
    )
    assert [(row.object_id, row.detail["new"]) for row in rows] == [(SECOND, "collega 0401")]
    vault.close()
    with pytest.raises(UserError, match="klopt niet"):
        unlock(folder, SECOND, OTHER)
    vault = unlock(folder, "collega 0401", OTHER)
    assert vault.compartments == (DOSSIERS, SIGNALS)
    vault.close()


def test_nobody_is_renamed_who_has_something_half_typed(folder: Path) -> None:
    vault = entered(folder, SECOND)
    vault.half_typed.keep({DOSSIERS: {"naam": "half"}})
    vault.close()
    vault = unlock(folder)
    with pytest.raises(UserError, match="eerst een keer ontgrendelen"):
        vault.people.rename(SECOND, "collega 0401")
    vault.close()
    vault = entered(folder, SECOND)
    vault.half_typed.keep({})
    vault.close()
    vault = unlock(folder)
    vault.people.rename(SECOND, "collega 0401")
    vault.close()


def test_a_label_is_kept_and_is_no_name(folder: Path) -> None:
    vault = unlock(folder)
    vault.people.set_label(SECOND, " laptop 14 ")
    with pytest.raises(UserError, match="korter"):
        vault.people.set_label(SECOND, "x" * 201)
    vault.close()
    assert read_status(folder).labels == ((SECOND, "laptop 14"),)
    assert gets_in(folder, SECOND)
    vault = entered(folder, SECOND)
    with pytest.raises(UserError, match="geen beheerder"):
        vault.people.set_label(SECOND, "")
    vault.close()


# The first format


@pytest.fixture
def old(folder: Path, tmp_path: Path) -> Path:
    return as_format_one(make(tmp_path / "oud", "administrator", "interviewer", "team_lead", "trainer"))


def test_a_vault_of_the_first_format_opens_and_is_renewed_by_an_administrator(old: Path) -> None:
    assert read_status(old).format_version == 1
    vault = unlock(old)
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1), answer(1, "Aleppo"))
        work.commit()
    vault.close()
    header = header_of(old)
    assert (header.form, header.generation) == (2, 1)
    vault = unlock(old)
    assert vault.compartments == tuple(sorted(CREATED))
    assert vault.notices() == ()
    assert all(finding.ok for finding in vault.verify())
    vault.people.rename(NAME, "een andere naam")
    vault.close()
    unlock(old, "een andere naam").close()


def test_every_flipped_bit_of_a_header_of_the_first_format_is_refused(old: Path) -> None:
    whole = (old / HEADER).read_bytes()
    for place in range(0, len(whole), 13):
        bad = bytearray(whole)
        bad[place] ^= 1 << place % 8
        (old / HEADER).write_bytes(bad)
        with pytest.raises(SAID):
            unlock(old)
        assert (old / HEADER).read_bytes() == bad
    for length in range(0, len(whole), 3):
        (old / HEADER).write_bytes(whole[:length])
        with pytest.raises(IntegrityError):
            read_status(old)


def test_what_a_killed_renewal_left_is_made_again(old: Path) -> None:
    (old / "administration.db").write_bytes(b"half a file")
    unlock(old).close()
    vault = unlock(old)
    assert all(finding.ok for finding in vault.verify())
    vault.close()
