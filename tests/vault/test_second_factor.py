# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who has a key file opens the vault with the passphrase and the file, and with neither alone."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import IntegrityError, UserError
from app.vault.compartments import DOSSIERS, SIGNALS
from app.vault.header import NewPerson, read_status, write_header
from app.vault.open_vault import OpenVault, open_vault
from app.vault.roster import Factor
from app.vault.second_factor import KEY_FILE, KeyFile, SecondFactor
from tests.fakes import SteppingClock
from tests.vault.making import CHEAP, NAME, PASSPHRASE, header_of, make, unlock

NEW = "een geheel nieuwe zin"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "kluis", "administrator", "interviewer", "team_lead", "trainer")


@pytest.fixture
def key_file(folder: Path) -> KeyFile:
    made = KeyFile.new()
    vault = unlock(folder)
    vault.people.add_second_factor(PASSPHRASE, made)
    vault.close()
    return made


def entered(folder: Path, factor: SecondFactor | None, passphrase: str = PASSPHRASE) -> OpenVault:
    return open_vault(folder, NAME, passphrase, SteppingClock(), CHEAP, factor=factor)


def test_passphrase_and_file_open_the_vault_and_neither_alone(folder: Path, key_file: KeyFile) -> None:
    assert read_status(folder).factors == ((NAME, KEY_FILE),)
    with pytest.raises(UserError, match="met een sleutelbestand erbij"):
        entered(folder, None)
    with pytest.raises(UserError, match="hoort niet bij"):
        entered(folder, KeyFile.new())
    with pytest.raises(UserError, match="klopt niet"):
        entered(folder, replace(key_file, secret=bytes(32)))
    with pytest.raises(UserError, match="klopt niet"):
        entered(folder, key_file, "niet de goede")
    vault = entered(folder, KeyFile.read(key_file.written()))
    assert {DOSSIERS, SIGNALS} < set(vault.compartments)
    vault.close()


def test_a_missing_file_is_no_wrong_try(folder: Path, key_file: KeyFile) -> None:
    for _ in range(6):
        with pytest.raises(UserError, match="sleutelbestand"):
            entered(folder, None)
    entered(folder, key_file).close()


def test_a_new_passphrase_goes_with_the_same_file(folder: Path, key_file: KeyFile) -> None:
    vault = entered(folder, key_file)
    with pytest.raises(UserError, match="sleutelbestand"):
        vault.people.change_passphrase(PASSPHRASE, NEW, CHEAP)
    vault.people.change_passphrase(PASSPHRASE, NEW, CHEAP, factor=key_file)
    vault.close()
    with pytest.raises(UserError, match="met een sleutelbestand erbij"):
        entered(folder, None, NEW)
    entered(folder, key_file, NEW).close()


def test_it_is_taken_away_by_who_has_both(folder: Path, key_file: KeyFile) -> None:
    vault = entered(folder, key_file)
    with pytest.raises(UserError, match="huidige wachtzin klopt niet"):
        vault.people.remove_second_factor("niet de goede", key_file)
    with pytest.raises(UserError, match="hoort niet bij"):
        vault.people.remove_second_factor(PASSPHRASE, KeyFile.new())
    with pytest.raises(UserError, match="al een sleutelbestand"):
        vault.people.add_second_factor(PASSPHRASE, KeyFile.new())
    vault.people.remove_second_factor(PASSPHRASE, key_file)
    with pytest.raises(UserError, match="geen sleutelbestand"):
        vault.people.remove_second_factor(PASSPHRASE, key_file)
    vault.close()
    entered(folder, None).close()


def test_an_administrator_gives_who_lost_the_file_a_new_way_in(folder: Path, key_file: KeyFile) -> None:
    vault = entered(folder, key_file)
    vault.people.add(
        NewPerson("beheer", frozenset({"administrator", "interviewer", "team_lead", "trainer"}), NEW), CHEAP
    )
    vault.close()
    vault = unlock(folder, "beheer", NEW)
    vault.people.reset(NAME, NEW, CHEAP)
    vault.close()
    entered(folder, None, NEW).close()


@pytest.mark.parametrize("change", [None, Factor(KEY_FILE, "00" * 8), Factor("pkcs11", "x")])
def test_what_a_slot_asks_for_cannot_be_changed_by_an_insider(
    folder: Path, key_file: KeyFile, change: Factor | None
) -> None:
    """With the key of the header in hand: the secret is bound to the factor."""
    vault = entered(folder, key_file)
    key = vault._held()["header"]
    vault.close()
    header = header_of(folder)
    write_header(folder, header.with_slot(replace(header.slots[0], factor=change)), key)

    @dataclass
    class Any:
        factor: Factor

        def answer(self, challenge: bytes) -> bytes:
            return key_file.answer(challenge)

    factor = Any(change) if change is not None else None
    with pytest.raises((UserError, IntegrityError), match="klopt niet"):
        entered(folder, factor)


def test_a_token_is_another_adapter_of_the_same_port(folder: Path) -> None:
    """It gives answers to challenges and never its secret, as PKCS#11 does."""

    @dataclass
    class Token:
        challenges: list[bytes]
        factor: Factor

        def answer(self, challenge: bytes) -> bytes:
            self.challenges.append(challenge)
            return hashlib.sha256(b"in the token" + challenge).digest()

    token = Token([], Factor("pkcs11", "token 7"))
    vault = unlock(folder)
    vault.people.add_second_factor(PASSPHRASE, token)
    vault.close()
    entered(folder, token).close()
    assert token.challenges[-1] == header_of(folder).slots[0].salt
    with pytest.raises(UserError):
        entered(folder, KeyFile.new())


@given(st.data())
def test_a_key_file_that_was_changed_is_none(data: st.DataObject) -> None:
    whole = KeyFile("ab" * 8, bytes(range(32))).written()
    assert KeyFile.read(whole).written() == whole
    at = data.draw(st.integers(0, len(whole) - 1))
    change: Callable[[bytes], bytes] = data.draw(
        st.sampled_from(
            [
                lambda old: old[:at],
                lambda old: old[:at] + b"x" + old[at:],
                lambda old: old[:at] + old[at + 1 :],
            ]
        )
    )
    with pytest.raises(UserError, match="geen sleutelbestand"):
        KeyFile.read(change(whole))


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"[" * 5000, b"\xff", b" " * 10_000])
def test_what_is_no_key_file_is_told(content: bytes) -> None:
    with pytest.raises(UserError, match="geen sleutelbestand"):
        KeyFile.read(content)
