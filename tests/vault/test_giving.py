# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gave a key: what somebody makes without the right to it opens for nobody, whoever it is sealed for."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import GehoorwijzerError, IntegrityError
from app.vault.compartments import ADMINISTRATION, CREATED, DOSSIERS, PRACTICE, SIGNALS, file_of
from app.vault.create import make_compartment
from app.vault.giving import is_given
from app.vault.grants import granted
from app.vault.header import HEADER_KEY, RECOVERY, Header, Slot, write_header
from app.vault.keys import derive_key, new_key, unwrap, wrap
from app.vault.roster import GIVEN
from app.vault.sealing import authority_of
from app.vault.slots import SIGNING, _about_secret, decided, with_keys
from tests.vault.making import CHEAP, NAME, PASSPHRASE, header_of, make, unlock
from tests.vault.test_people import EVERYTHING, SECOND, THIRD, added, entered, passphrase, reach_of


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "kluis", *EVERYTHING)


def own_files(folder: Path, *compartments: str) -> dict[str, bytes]:
    """Put an empty file in the place of each of these compartments, and give the keys that open them."""
    keys = {name: new_key() for name in compartments}
    for name, key in keys.items():
        (folder / file_of(name)).unlink()
        make_compartment(folder, name, key)
    return keys


def sealed_to_everybody(header: Header, keys: Mapping[str, bytes], giver: bytes) -> Header:
    """Give a header with these keys in each slot that holds keys of those names."""
    slots = (
        with_keys(header, slot, {name: key for name, key in keys.items() if name in slot.sealed}, giver)
        for slot in header.slots
    )
    return replace(header, slots=tuple(slots))


def without_givers(header: Header) -> Header:
    slots = (
        replace(
            slot,
            sealed={name: replace(one, giver=b"", signature=b"") for name, one in slot.sealed.items()},
        )
        for slot in header.slots
    )
    return replace(header, slots=tuple(slots))


@pytest.mark.parametrize("signed", [True, False])
def test_keys_made_by_somebody_without_any_open_nothing(folder: Path, signed: bool) -> None:
    """Who can write the folder knows the public keys, and nothing else is needed to seal a key."""
    keys = own_files(folder, *CREATED) | {HEADER_KEY: new_key()}
    header = sealed_to_everybody(header_of(folder), keys, new_key())
    write_header(folder, header if signed else without_givers(header), keys[HEADER_KEY])
    with pytest.raises(IntegrityError, match="beschadigd"):
        unlock(folder)


def test_a_whole_header_under_an_authority_of_somebodys_own_opens_nothing(folder: Path) -> None:
    header, seed = header_of(folder), new_key()
    forged = replace(header, authority=authority_of(seed))
    forged = replace(forged, slots=tuple(granted(forged, slot, seed) for slot in forged.slots))
    keys = own_files(folder, *CREATED) | {HEADER_KEY: new_key(), "authority": seed}
    write_header(folder, decided(sealed_to_everybody(forged, keys, seed), seed), keys[HEADER_KEY])
    with pytest.raises(IntegrityError, match="authority"):
        unlock(folder)


def test_an_insider_gives_no_key_of_a_compartment_that_their_role_does_not_open(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    vault = entered(folder, SECOND)
    held = vault._held()
    vault.close()
    for name in (SIGNALS, ADMINISTRATION):
        before = (folder / "vault.json").read_bytes(), (folder / file_of(name)).read_bytes()
        header = sealed_to_everybody(header_of(folder), own_files(folder, name), held[SIGNING])
        write_header(folder, replace(header, generation=header.generation + 1), held[HEADER_KEY])
        with pytest.raises(IntegrityError, match=name):
            unlock(folder)
        (folder / "vault.json").write_bytes(before[0])
        (folder / file_of(name)).write_bytes(before[1])
    unlock(folder).close()


def test_a_slot_does_not_go_back_to_a_version_without_givers(folder: Path) -> None:
    key = unlock(folder)
    held = key._held()
    key.close()
    header = without_givers(header_of(folder))
    older = replace(header, slots=tuple(replace(slot, version=2) for slot in header.slots))
    write_header(folder, older, held[HEADER_KEY])
    with pytest.raises(GehoorwijzerError, match="klopt niet"):
        unlock(folder)


def gives_all(header: Header) -> bool:
    return all(
        is_given(header, slot, name, one) for slot in header.slots for name, one in slot.sealed.items()
    )


def as_version_two(folder: Path) -> Path:
    """Make the first slot of a vault what it would have been before keys had givers."""
    vault = unlock(folder)
    key = vault._held()[HEADER_KEY]
    vault.close()
    header = without_givers(header_of(folder))
    slot = header.slots[0]
    under = derive_key(PASSPHRASE, slot.salt, slot.cost)
    secret = unwrap(*slot.secret, under, _about_secret(header, slot))
    assert secret is not None
    older = replace(slot, version=2, authority=b"")
    older = replace(older, secret=wrap(bytes(secret), under, _about_secret(header, older)))
    write_header(folder, replace(header, slots=(older, *header.slots[1:])), key)
    return folder


def test_a_slot_of_before_opens_and_is_renewed_by_its_owner(folder: Path) -> None:
    as_version_two(folder)
    assert b"authority" in (folder / "vault.json").read_bytes()
    assert header_of(folder).slots[0].version == 2
    unlock(folder).close()
    header = header_of(folder)
    assert (header.slots[0].version, header.slots[0].authority) == (GIVEN, header.authority)
    assert gives_all(header)
    before = (folder / "vault.json").read_bytes()
    unlock(folder).close()
    assert (folder / "vault.json").read_bytes() == before


def test_keys_stay_good_when_their_giver_is_removed(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, "derde", "interviewer")
    added(folder, SECOND, "interviewer", by=THIRD)
    vault = entered(folder, "derde")
    assert [person.name for person in vault.people.let_in()] == [SECOND]
    derde = header_of(folder).slot("derde")
    vault.close()
    second = header_of(folder).slot(SECOND)
    assert derde is not None
    assert second is not None
    assert second.sealed[DOSSIERS].giver == derde.signer
    vault = unlock(folder)
    vault.people.remove("derde")
    vault.close()
    assert gives_all(header_of(folder))
    assert reach_of(folder, SECOND) == {DOSSIERS, SIGNALS}


def test_keys_stay_good_when_their_giver_gets_other_roles_or_a_new_way_in(folder: Path) -> None:
    added(folder, THIRD, "administrator")
    added(folder, "derde", "interviewer")
    added(folder, SECOND, "interviewer", by=THIRD)
    vault = entered(folder, "derde")
    vault.people.let_in()
    vault.close()
    vault = unlock(folder)
    vault.people.change_roles("derde", frozenset({"trainee"}))
    assert gives_all(header_of(folder))
    vault.people.reset("derde", passphrase("derde"), CHEAP)
    vault.close()
    assert reach_of(folder, SECOND) == {DOSSIERS, SIGNALS}
    assert reach_of(folder, "derde") == {PRACTICE}


def test_keys_stay_good_under_another_authority_and_the_owner_then_knows_it(folder: Path) -> None:
    added(folder, SECOND, "interviewer")
    vault = unlock(folder)
    vault.people.make_recovery("woorden om te herstellen", CHEAP)
    for _ in range(2):
        vault.renew_authority()
    vault.close()
    header = header_of(folder)
    assert gives_all(header)
    assert {slot.authority for slot in header.slots} != {header.authority}
    assert reach_of(folder, SECOND) == {DOSSIERS, SIGNALS}
    unlock(folder).close()
    unlock(folder, RECOVERY, "woorden om te herstellen").close()
    header = header_of(folder)
    assert {slot.authority for slot in header.slots} == {header.authority}
    assert gives_all(header)


def test_an_administrator_does_not_make_good_what_nobody_could_give(folder: Path) -> None:
    added(folder, SECOND, "interviewer")
    added(folder, "derde", "trainee")
    vault = entered(folder, "derde")
    held = vault._held()
    vault.close()
    header = header_of(folder)

    def planted(slot: Slot) -> Slot:
        return with_keys(header, slot, {DOSSIERS: new_key()}, held[SIGNING])

    slots = tuple(planted(slot) if slot.person.name == SECOND else slot for slot in header.slots)
    write_header(folder, replace(header, slots=slots, generation=header.generation + 1), held[HEADER_KEY])
    vault = unlock(folder)
    vault.people.remove("derde")
    vault.close()
    with pytest.raises(IntegrityError, match=DOSSIERS):
        entered(folder, SECOND)
    assert unlock(folder).person.name == NAME
