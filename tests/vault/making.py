# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Vaults for tests, cheap to open, and records to put in them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.hearing.records import AnswerRevised, HearingOpened, TurnKind, TurnTaken
from app.vault import header_one, header_two
from app.vault.compartments import ADMINISTRATION, AUTHORITY, file_of
from app.vault.create import create_vault
from app.vault.database import Database
from app.vault.header import HEADER, HEADER_KEY, Header, NewPerson, read_header, write_header
from app.vault.keys import KdfCost, derive_key
from app.vault.listing import ListedHearing
from app.vault.open_vault import Act, OpenVault, open_vault
from app.vault.slots import make_slot
from app.vault.tries import TRIES
from tests.fakes import SteppingClock

NAME = "hoormedewerker 0412"
PASSPHRASE = "zeven stille fietsen"
CHEAP = KdfCost(memory_kib=64, passes=1)
ACT = Act("proef", "hearing", "g1")
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def make(folder: Path, *roles: str) -> Path:
    """Make a vault of one person in `folder` and give it back."""
    person = NewPerson(NAME, frozenset(roles or ("interviewer",)), PASSPHRASE)
    create_vault(folder, person, SteppingClock(), CHEAP)
    return folder


def unlock(folder: Path, name: str = NAME, passphrase: str = PASSPHRASE) -> OpenVault:
    return open_vault(folder, name, passphrase, SteppingClock(), CHEAP)


def database(vault: OpenVault, compartment: str) -> Database:
    """Give what lies beneath an open vault, for acts that the vault itself does not offer."""
    return vault._files.database(compartment)


def header_of(folder: Path) -> Header:
    """Give the header as it is read, without a key."""
    header = read_header(folder)
    assert header is not None
    return header


def write_without_key(folder: Path, header: Header) -> None:
    """Write a header with its check sums right and its MAC of before, as anybody with the format could."""
    form = header_one.written_one if header.form == 1 else header_two.written_two
    (folder / HEADER).write_bytes(form(header))


def as_format_one(folder: Path) -> Path:
    """Make a vault what it would have been in the first format of the header: without administration.

    Secrets were bound to the name then, so the slots are made anew under `PASSPHRASE`.
    """
    vault = unlock(folder)
    held = vault._held()
    vault.close()
    header = replace(header_of(folder), form=1, slots=())
    keys = {name: key for name, key in held.items() if name != ADMINISTRATION}
    roles = header_of(folder).slots[0].person.roles
    slot = make_slot(header, NewPerson(NAME, roles, PASSPHRASE), keys, held[AUTHORITY], CHEAP, derive_key)
    write_header(folder, header.with_slot(slot), held[HEADER_KEY])
    (folder / file_of(ADMINISTRATION)).unlink()
    return folder


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Give what is in a vault's files, but for the count of wrong tries."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.name != TRIES}


def opened(hearing_id: str = "g1", name: str = "Y. Abdi", v_number: str = "280.123.4567") -> HearingOpened:
    return HearingOpened(
        hearing_id=hearing_id,
        kind="aanmeldgehoor",
        v_number=v_number,
        name=name,
        name_in_script="يوسف",
        birth_date="1990",
        nationality="SY",
        language="ar",
        interpreter_number="4711",
        interviewer_code="0412",
        classification="DEPARTEMENTAAL VERTROUWELIJK",
        questionnaire_id="aanmeldgehoor",
        questionnaire_version="1.0.0",
        questionnaire_hash="ab" * 32,
        at=MORNING,
        by=NAME,
    )


def turn(number: int, hearing_id: str = "g1", text: str = "") -> TurnTaken:
    return TurnTaken(
        turn_id=f"{hearing_id}t{number}",
        hearing_id=hearing_id,
        session_id="z1",
        number=number,
        kind=TurnKind.QUESTION,
        address=f"vraag_{number}",
        text=text,
        at=MORNING + timedelta(minutes=number),
        by=NAME,
    )


def answer(number: int, words: str, revision: int = 1, hearing_id: str = "g1") -> AnswerRevised:
    return AnswerRevised(
        revision_id=f"{hearing_id}t{number}r{revision}",
        hearing_id=hearing_id,
        turn_id=f"{hearing_id}t{number}",
        number=revision,
        value=f'"{words}"',
        plain=words,
        at=MORNING + timedelta(minutes=number, seconds=revision),
        by=NAME,
    )


def line(
    hearing_id: str = "g1", state: str = "under_way", minutes: int = 0, name: str = "Y. A."
) -> ListedHearing:
    return ListedHearing(
        hearing_id=hearing_id,
        kind="aanmeldgehoor",
        v_number="280.123.4567",
        name=name,
        name_in_script="",
        language="ar",
        interpreter_number="4711",
        state=state,
        answered=3,
        total=40,
        where_left="A6.5",
        opened_at=MORNING,
        last_at=MORNING + timedelta(minutes=minutes),
    )
