# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Passphrases change and get lost, wrong ones are tried, and the recovery words open what is left."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.errors import IntegrityError, UserError
from app.vault.compartments import ADMINISTRATION, CREATED, DOSSIERS, SIGNALS
from app.vault.header import HEADER, HEADER_KEY, RECOVERY, NewPerson, read_header, read_status, write_header
from app.vault.open_vault import OpenVault, open_vault
from app.vault.recovery_words import (
    COUNT,
    SECRET_BYTES,
    WORDS,
    as_passphrase,
    new_words,
    read_words,
    words_of,
)
from app.vault.trail import TrailQuery
from app.vault.tries import TRIES
from tests.fakes import SteppingClock
from tests.vault.making import (
    ACT,
    CHEAP,
    NAME,
    PASSPHRASE,
    database,
    header_of,
    make,
    unlock,
    write_without_key,
)

SECOND = "collega 0388"
WRONG = "mis"
OTHER = "de lange zin van een ander"
EVERYTHING = ("administrator", "interviewer", "team_lead", "trainer")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make(tmp_path / "kluis", *EVERYTHING)


def added(folder: Path, name: str, *roles: str) -> None:
    vault = unlock(folder)
    vault.people.add(NewPerson(name, frozenset(roles), OTHER), CHEAP)
    vault.close()


def entered(folder: Path, name: str, passphrase: str = OTHER) -> OpenVault:
    return unlock(folder, name, passphrase)


# A new passphrase


def test_a_new_passphrase_opens_what_the_old_one_opened_and_the_old_one_nothing(folder: Path) -> None:
    vault = unlock(folder)
    vault.people.change_passphrase(PASSPHRASE, "vier heel andere woorden", CHEAP)
    vault.close()
    with pytest.raises(UserError, match="klopt niet"):
        unlock(folder)
    vault = unlock(folder, passphrase="vier heel andere woorden")
    assert vault.compartments == tuple(sorted(CREATED))
    vault.people.add(NewPerson(SECOND, frozenset({"trainee"}), OTHER), CHEAP)
    vault.close()


def test_a_new_passphrase_asks_for_the_old_one(folder: Path) -> None:
    before = (folder / HEADER).read_bytes()
    vault = unlock(folder)
    with pytest.raises(UserError, match="huidige wachtzin klopt niet"):
        vault.people.change_passphrase("niet de goede", "vier heel andere woorden", CHEAP)
    vault.close()
    assert (folder / HEADER).read_bytes() == before


def test_two_names_that_sound_the_same_are_one_name(folder: Path) -> None:
    added(folder, "Jan de Vries", "trainee")
    vault = unlock(folder)
    for name in ("jan de vries", "Jan  de Vries ", "JAN DE VRIES", "Ｊan de Vries"):
        with pytest.raises(UserError, match="staat al in de kluis"):
            vault.people.add(NewPerson(name, frozenset({"trainee"}), OTHER), CHEAP)
    vault.close()
    entered(folder, "jan de  vries").close()


def test_the_name_of_the_recovery_words_is_nobodys(folder: Path) -> None:
    vault = unlock(folder)
    vault.people.make_recovery("woorden", CHEAP)
    with pytest.raises(UserError):
        vault.people.add(NewPerson(RECOVERY, frozenset({"trainee"}), OTHER), CHEAP)
    for act in (vault.people.remove, lambda name: vault.people.change_roles(name, frozenset({"trainee"}))):
        with pytest.raises(UserError, match="staat niet in de kluis"):
            act(RECOVERY)
    vault.close()


# A lost one


def test_who_lost_the_passphrase_gets_a_new_way_in(folder: Path) -> None:
    added(folder, SECOND, "interviewer")
    vault = unlock(folder)
    vault.people.reset(SECOND, "een geheel nieuwe zin", CHEAP)
    vault.close()
    with pytest.raises(UserError, match="klopt niet"):
        entered(folder, SECOND)
    vault = entered(folder, SECOND, "een geheel nieuwe zin")
    assert vault.compartments == (DOSSIERS, SIGNALS)
    vault.close()


def test_a_new_way_in_waits_for_keys_that_the_administrator_does_not_hold(folder: Path) -> None:
    added(folder, "beheer", "administrator")
    added(folder, SECOND, "interviewer")
    vault = entered(folder, "beheer")
    vault.people.reset(SECOND, "een geheel nieuwe zin", CHEAP)
    vault.close()
    vault = entered(folder, SECOND, "een geheel nieuwe zin")
    assert vault.compartments == ()
    vault.close()
    vault = unlock(folder)
    assert [person.name for person in vault.people.let_in()] == [SECOND]
    vault.close()
    vault = entered(folder, SECOND, "een geheel nieuwe zin")
    assert vault.compartments == (DOSSIERS, SIGNALS)
    vault.close()


def test_a_new_way_in_never_throws_the_last_key_away(folder: Path) -> None:
    added(folder, "beheer", "administrator")
    vault = entered(folder, "beheer")
    with pytest.raises(UserError, match="de laatste met toegang"):
        vault.people.reset(NAME, "een geheel nieuwe zin", CHEAP)
    vault.close()
    vault = unlock(folder)
    with pytest.raises(UserError, match="uw eigen wachtzin"):
        vault.people.reset(NAME, "een geheel nieuwe zin", CHEAP)
    vault.close()


# Somebody who left


def test_who_was_removed_cannot_write_themself_into_the_header_again(folder: Path) -> None:
    """With the key of the header and the old file in hand, as any colleague has had them."""
    added(folder, SECOND, "interviewer")
    added(folder, "derde", "interviewer")
    old = read_header(folder)
    assert old is not None
    vault = entered(folder, SECOND)
    key = vault._held()[HEADER_KEY]
    vault.close()
    vault = unlock(folder)
    vault.people.remove(SECOND)
    vault.people.add(NewPerson("vierde", frozenset({"trainee"}), OTHER), CHEAP)
    vault.close()
    for name in ("derde", "vierde"):
        entered(folder, name).close()
    now = read_header(folder)
    slot = old.slot(SECOND)
    assert now is not None
    assert slot is not None
    write_header(folder, now.with_slot(slot), key)
    with pytest.raises(IntegrityError):
        unlock(folder)
    write_header(folder, replace(now, slots=(*now.slots, slot)), key)
    with pytest.raises(IntegrityError):
        entered(folder, "derde")


# Wrong tries


class Hand:
    """Somebody at the keyboard, with a clock."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = SteppingClock(step=timedelta())

    def tries(self, name: str = NAME, passphrase: str = WRONG) -> str:
        try:
            open_vault(self.folder, name, passphrase, self.clock, CHEAP).close()
        except UserError as error:
            return str(error)
        return "open"

    def waits(self, seconds: float) -> None:
        self.clock.moment += timedelta(seconds=seconds)


def test_wrong_tries_make_the_next_one_wait_longer_and_never_for_good(folder: Path) -> None:
    hand = Hand(folder)
    for _ in range(3):
        assert "klopt niet" in hand.tries()
    for seconds in (5, 10, 20, 40, 80, 160, 300, 300, 300):
        assert f"over {seconds + 1} seconden" in hand.tries()
        hand.waits(seconds - 1)
        assert "over 2 seconden" in hand.tries(passphrase=PASSPHRASE), "the right one waits as well"
        hand.waits(1)
        assert "klopt niet" in hand.tries()
    hand.waits(300)
    assert hand.tries(passphrase=PASSPHRASE) == "open"
    assert "klopt niet" in hand.tries()


def test_one_persons_wrong_tries_let_another_in_at_once(folder: Path) -> None:
    added(folder, SECOND, "trainee")
    hand = Hand(folder)
    for _ in range(4):
        hand.tries(SECOND)
    assert "seconden" in hand.tries(SECOND)
    assert hand.tries(NAME, PASSPHRASE) == "open"


def test_names_that_are_not_there_wait_together(folder: Path) -> None:
    hand = Hand(folder)
    for number in range(3):
        assert "klopt niet" in hand.tries(f"naam {number}")
    assert "seconden" in hand.tries("nog een naam")


def test_a_clock_that_was_set_back_makes_nobody_wait_for_years(folder: Path) -> None:
    hand = Hand(folder)
    for _ in range(3):
        hand.tries()
    hand.waits(-60 * 60 * 24 * 365)
    assert "over 6 seconden" in hand.tries()
    assert "over 6 seconden" in hand.tries(passphrase=PASSPHRASE), "and the tries are not forgotten"
    hand.waits(5)
    assert hand.tries(passphrase=PASSPHRASE) == "open"


def test_wrong_tries_are_on_record_in_every_trail_of_who_gets_in(folder: Path) -> None:
    hand = Hand(folder)
    for _ in range(2):
        hand.tries()
    hand.tries("iemand")
    vault = unlock(folder)
    rows, _ = vault.evidence.trail(ACT, TrailQuery(action="wrong_try", compartments=frozenset({DOSSIERS})))
    assert [(row.who, row.object_id, row.detail["count"]) for row in rows] == [
        (NAME, NAME, "2"),
        (NAME, "", "1"),
    ]
    assert vault.evidence.trail(ACT, TrailQuery(action="wrong_try"))[1] == 2 * len(CREATED)
    vault.close()
    vault = unlock(folder)
    assert vault.evidence.trail(ACT, TrailQuery(action="wrong_try"))[1] == 2 * len(CREATED), "and once"
    vault.close()


def test_a_header_that_is_damaged_is_no_wrong_try(folder: Path) -> None:
    write_without_key(folder, replace(header_of(folder), mac=bytes(32)))
    for _ in range(6):
        with pytest.raises(IntegrityError):
            unlock(folder)


def counted(count: str, first: str, last: str) -> bytes:
    """Give a count of tries at the one person of a vault, as somebody could write it by hand."""
    return f'{{"{NAME}": {{"count": {count}, "first": "{first}", "last": "{last}"}}}}'.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{",
        b'{"a": 1}',
        b'{"": {"count": "x"}}',
        b"\xff",
        b"[" * 9999,
        b'{"a": {}}',
        counted("Infinity", "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00"),
        counted("-5", "2026-01-01T00:00:00+00:00", "2026-01-01T00:00:00+00:00"),
        counted("9", "2026-01-01T00:00:00", "2026-01-01T00:00:00"),
        counted("9", "2026-01-01T00:00:00", "2026-01-01T00:00:00+00:00"),
        counted("9", "2026-01-01T00:00:00+00:00", "9999-12-31T23:59:59+00:00"),
        counted("9", "2026-01-01T00:00:00+00:00", "9999-12-31T23:59:59-23:59"),
    ],
)
def test_a_spoiled_count_locks_nobody_out(folder: Path, content: bytes) -> None:
    (folder / TRIES).write_bytes(content)
    unlock(folder).close()


def test_only_tries_at_somebody_who_is_there_go_on_record(folder: Path) -> None:
    """Whoever can write the folder could else put anything in every trail, in a hundred thousand rows."""
    moment = "2026-01-01T00:00:00+00:00"
    one = {"count": 2, "first": moment, "last": moment}
    (folder / TRIES).write_text(json.dumps({"": one, NAME: one, "niemand": one, "\ud800": one}))
    vault = unlock(folder)
    with database(vault, DOSSIERS).connect() as connection:
        rows = connection.execute(text("SELECT object_id FROM audit WHERE action = 'wrong_try'"))
        assert sorted(rows.scalars()) == ["", NAME]
    vault.close()


# Recovery words


def test_recovery_words_open_everything_and_give_a_new_passphrase(folder: Path) -> None:
    words = new_words()
    vault = unlock(folder)
    vault.people.make_recovery(as_passphrase(words), CHEAP)
    assert vault.people.has_recovery()
    assert [person.name for person in vault.people.all()] == [NAME]
    vault.close()
    assert [person.name for person in read_status(folder).people] == [NAME]
    vault = unlock(folder, RECOVERY, as_passphrase(read_words("\n".join(words).upper())))
    assert vault.compartments == tuple(sorted(CREATED))
    vault.people.reset(NAME, "een geheel nieuwe zin", CHEAP)
    vault.close()
    vault = unlock(folder, passphrase="een geheel nieuwe zin")
    assert vault.compartments == tuple(sorted(CREATED))
    vault.close()


def test_new_recovery_words_make_the_old_ones_void(folder: Path) -> None:
    vault = unlock(folder)
    vault.people.make_recovery("de eerste woorden", CHEAP)
    vault.people.make_recovery("de tweede woorden", CHEAP)
    vault.close()
    with pytest.raises(UserError, match="klopt niet"):
        unlock(folder, RECOVERY, "de eerste woorden")
    unlock(folder, RECOVERY, "de tweede woorden").close()


def test_recovery_words_wait_for_keys_that_their_maker_does_not_hold(folder: Path) -> None:
    added(folder, "beheer", "administrator")
    vault = entered(folder, "beheer")
    vault.people.make_recovery("woorden", CHEAP)
    vault.close()
    vault = unlock(folder, RECOVERY, "woorden")
    assert vault.compartments == (ADMINISTRATION,)
    vault.close()
    vault = unlock(folder)
    vault.people.let_in()
    vault.close()
    vault = unlock(folder, RECOVERY, "woorden")
    assert vault.compartments == tuple(sorted(CREATED))
    vault.close()


def test_no_two_words_of_the_list_are_easily_taken_for_each_other() -> None:
    assert len(WORDS) == 256
    assert len({word[:4] for word in WORDS}) == 256
    assert all(word.isascii() and word.isalpha() and word.islower() for word in WORDS)
    assert [
        (one, other)
        for one in WORDS
        for other in WORDS
        if one < other and len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) < 2
    ] == []


@given(st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES), st.data())
def test_words_are_read_however_they_are_typed(secret: bytes, data: st.DataObject) -> None:
    words = words_of(secret)
    between = data.draw(st.sampled_from([" ", "\n", ", ", "  1. ", " - "]))
    typed = between.join(word.upper() if data.draw(st.booleans()) else word for word in words)
    assert read_words(f" 1 {typed} ") == words


@given(st.binary(min_size=SECRET_BYTES, max_size=SECRET_BYTES), st.data())
def test_a_letter_that_is_wrong_is_told_with_its_place(secret: bytes, data: st.DataObject) -> None:
    words = list(words_of(secret))
    at = data.draw(st.integers(0, COUNT - 1))
    letter = data.draw(st.integers(0, len(words[at]) - 1))
    new = data.draw(
        st.sampled_from("abcdefghijklmnopqrstuvwxyz").filter(lambda one: one != words[at][letter])
    )
    words[at] = words[at][:letter] + new + words[at][letter + 1 :]
    with pytest.raises(UserError, match=f"Woord {at + 1}, "):
        read_words(" ".join(words))


def test_words_that_changed_places_or_are_missing_are_told() -> None:
    words = words_of(bytes(range(16)))
    with pytest.raises(UserError, match="horen niet bij elkaar"):
        read_words(" ".join((words[1], words[0], *words[2:])))
    with pytest.raises(UserError, match="alle 18 herstelwoorden; het zijn er nu 17"):
        read_words(" ".join(words[:-1]))
    with pytest.raises(UserError, match="nu 0"):
        read_words("")
