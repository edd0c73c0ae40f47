# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a golden vault: one of a released schema, with a record of every kind, kept for good in tests/golden.

usage: golden_vault.py NAME [COMPARTMENT=REVISION …]

Without revisions it is of the schema of today: make one when a schema is released, and never make one anew.
Beside the vault stands what is in it (``rows.json``), so that later versions can be held to it. Its
passphrase is known to all: nothing in it is real.
"""

import json
import sys
from dataclasses import fields
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

from sqlalchemy import Connection, text

from app.clock import SystemClock
from app.hearing.records import HearingRecord
from app.library.records import LibraryRecord
from app.signals.records import SignalRecord
from app.training.records import PracticeRecord
from app.vault import schema
from app.vault.audit import Act, Audit
from app.vault.compartments import ADMINISTRATION, CREATED, DOSSIERS, LIBRARY, PRACTICE, SIGNALS, file_of
from app.vault.create import create_vault
from app.vault.database import Database
from app.vault.header import NewPerson, read_header
from app.vault.keys import FLOOR, derive_key
from app.vault.listing import ListedHearing
from app.vault.migrate import REVISIONS, bring_up_to_date, revision_of
from app.vault.slots import open_slot
from app.vault.work import DossierWork, Work

GOLDEN = Path(__file__).parent.parent / "tests" / "golden"
ROWS = "rows.json"
NAME = "hoormedewerker 0412"
PASSPHRASE = "zeven gouden fietsen"  # noqa: S105 - known to all: nothing that it opens is real
ROLES = frozenset({"administrator", "interviewer", "signal_coordinator", "team_lead", "trainer"})
MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

_RECORDS: dict[str, tuple[Any, ...]] = {
    DOSSIERS: (HearingRecord,),
    SIGNALS: (SignalRecord,),
    LIBRARY: (LibraryRecord,),
    PRACTICE: (HearingRecord, SignalRecord, PracticeRecord),
    ADMINISTRATION: (),
}
_SAME = {"hearing_id": "g1", "turn_id": "g1t1", "address": "vraag_1", "v_number": "280.123.4567"}
"""What records of one hearing have in common."""


def main(name: str, revisions: dict[str, str]) -> None:
    """Make a golden vault."""
    folder = GOLDEN / name
    vault = folder / "kluis"
    create_vault(vault, NewPerson(NAME, ROLES, PASSPHRASE), SystemClock(), FLOOR)
    header = read_header(vault)
    slot = header.slot(NAME) if header is not None else None
    if header is None or slot is None:
        raise SystemExit("the vault has no header")
    opened = open_slot(header, slot, PASSPHRASE, derive_key)
    if opened is None:
        raise SystemExit("the vault does not open")
    keys = opened.keys
    rows, made = {}, {}
    for compartment in CREATED:
        path = vault / file_of(compartment)
        path.unlink()
        database = Database(path, keys[compartment], make=True)
        with database.connect() as connection:
            bring_up_to_date(connection, compartment, revisions.get(compartment, "head"))
            made[compartment] = revision_of(connection)
            connection.commit()
        _fill(database, compartment, keys[compartment])
        with database.connect() as connection:
            rows[compartment] = rows_of(connection)
        database.close()
    told = json.dumps({"revisions": made, "rows": rows}, ensure_ascii=False, indent=1, sort_keys=True)
    (folder / ROWS).write_text(told, encoding="utf-8")


def rows_of(connection: Connection) -> dict[str, list[dict[str, Any]]]:
    """Give every row of every table of ours, as plain values by the name of their column."""
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
    found = {}
    for name in sorted(names):
        if name.startswith(("sqlite_", "hearing_words")) or name == "alembic_version":
            continue
        rows = connection.execute(text(f"SELECT * FROM {name}")).mappings()  # noqa: S608 - a table of ours
        found[name] = sorted(
            ({column: _plain(value) for column, value in row.items()} for row in rows), key=repr
        )
    return found


def _fill(database: Database, compartment: str, key: bytearray) -> None:
    """Write one record of each kind that there is a table for."""
    with database.connect() as connection:
        there = connection.execute(text("SELECT name FROM sqlite_master")).scalars().all()
    audit = Audit(schema.AUDIT[compartment], key, NAME)
    tables = schema.HEARING_TABLES | schema.SIGNAL_TABLES | schema.LIBRARY_TABLES | schema.PRACTICE_TABLES
    kinds = [kind for union in _RECORDS[compartment] for kind in get_args(union)]
    kinds.sort(
        key=lambda kind: (kind.__name__ != "HearingOpened", kind.__name__ != "TurnTaken", kind.__name__)
    )
    for kind in kinds:
        if tables[kind].table.name not in there:
            continue
        act = Act("golden", "record", kind.__name__)
        hearing = kind in get_args(HearingRecord)
        work = (DossierWork if hearing else Work)(database, audit, SystemClock(), act, tables)
        with work:
            if isinstance(work, DossierWork):
                work.append(_record(kind))
                work.list_hearing(_record(ListedHearing))
                if schema.attachment.name in there:
                    work.keep_attachment("g1a1", _SAME["hearing_id"], b"\x89 een bestand")
            else:
                work._append(_record(kind))  # noqa: SLF001 - whatever kind it is
            work.commit()


def _record(kind: Any) -> Any:
    hints = get_type_hints(kind)
    return kind(**{field.name: _value(field.name, hints[field.name]) for field in fields(kind)})


def _value(name: str, kind: Any) -> Any:
    if kind is datetime:
        return MORNING
    if kind in {int, bool}:
        return kind(1)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return next(iter(kind))
    return _SAME.get(name, f"{name} één")


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


if __name__ == "__main__":
    chosen = dict(one.split("=", 1) for one in sys.argv[2:])
    for unknown in [one for one, revision in chosen.items() if revision not in REVISIONS[one]]:
        raise SystemExit(f"{unknown} has the revisions {REVISIONS[unknown]}")
    main(sys.argv[1], chosen)
