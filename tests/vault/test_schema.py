# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The migrations make what the code expects, and reading a hearing stays quick however many there are."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.schema import SchemaItem

from app.hearing.records import HearingRecord
from app.library.records import LibraryRecord
from app.signals.records import SignalRecord
from app.training.records import PracticeRecord
from app.vault import migrate, schema
from app.vault.compartments import CREATED, DOSSIERS, LIBRARY, PRACTICE, SIGNALS
from app.vault.open_vault import OpenVault
from tests.vault.making import database, make, unlock


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    opened = unlock(make(tmp_path / "kluis", "interviewer", "trainer", "administrator"))
    yield opened
    opened.close()


def ours(item: SchemaItem, name: str | None, kind: str, _reflected: bool, _other: SchemaItem | None) -> bool:
    """Leave out what the full-text index keeps for itself."""
    return not (kind == "table" and str(name).startswith("hearing_words"))


@pytest.mark.parametrize("compartment", CREATED)
def test_the_migrations_make_the_tables_that_the_code_uses(vault: OpenVault, compartment: str) -> None:
    with database(vault, compartment).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, schema.METADATA[compartment]) == []


@pytest.mark.parametrize("compartment", CREATED)
def test_the_revisions_that_the_program_knows_are_those_that_are_there(compartment: str) -> None:
    scripts = ScriptDirectory(str(Path(migrate.__file__).parent / "migrations" / compartment))
    there = [script.revision for script in scripts.walk_revisions()]
    assert tuple(reversed(there)) == migrate.REVISIONS[compartment]


@pytest.mark.parametrize(
    ("compartment", "union"),
    [
        (DOSSIERS, HearingRecord),
        (SIGNALS, SignalRecord),
        (LIBRARY, LibraryRecord),
        (PRACTICE, PracticeRecord),
        (PRACTICE, HearingRecord),
        (PRACTICE, SignalRecord),
    ],
)
def test_every_field_of_every_record_has_its_column(vault: OpenVault, compartment: str, union: Any) -> None:
    tables = schema.HEARING_TABLES | schema.SIGNAL_TABLES | schema.LIBRARY_TABLES | schema.PRACTICE_TABLES
    with database(vault, compartment).connect() as connection:
        found = inspect(connection)
        for record in get_args(union):
            columns = [column["name"] for column in found.get_columns(tables[record].table.name)]
            assert columns == ["seq", *(field.name for field in fields(record))]


def test_reading_a_hearing_never_walks_through_a_whole_table(vault: OpenVault) -> None:
    with database(vault, DOSSIERS).connect() as connection:
        for kind in schema.HEARING_TABLES.values():
            plan = connection.execute(
                text(f"EXPLAIN QUERY PLAN SELECT * FROM {kind.table.name} WHERE hearing_id = 'g1'")  # noqa: S608 - our names
            ).all()
            assert all("USING INDEX" in row.detail for row in plan), kind.table.name
        plan = connection.execute(
            text("EXPLAIN QUERY PLAN SELECT * FROM listing ORDER BY last_at DESC, hearing_id LIMIT 200")
        ).all()
        assert "ix_listing_in_order" in plan[0].detail


@pytest.mark.parametrize("compartment", CREATED)
def test_the_file_is_kept_as_safely_as_it_was_asked(vault: OpenVault, compartment: str) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "secure_delete": 1,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "temp_store": 2,
        "trusted_schema": 0,
        "cipher_memory_security": "1",
    }
    with database(vault, compartment).connect() as connection:
        found = {name: connection.execute(text(f"PRAGMA {name}")).scalar() for name in wanted}
    assert found == wanted
