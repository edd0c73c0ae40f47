# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A vault of every schema that was released opens in this version, with all that was in it.

The vaults here are never made anew; `tools/golden_vault.py` makes the one of a schema when it is released.
"""

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text

from app.clock import SystemClock
from app.errors import EnvironmentFault
from app.services.restore_vault import RestoreVault
from app.vault import schema
from app.vault.backup import Backup, Source, all_backups, make_backup, verify_backup
from app.vault.backup_manifest import read_manifest
from app.vault.backup_policy import Reason
from app.vault.compartments import CREATED, DOSSIERS
from app.vault.migrate import REVISIONS
from app.vault.open_vault import OpenVault, open_vault
from tests.vault.making import database, make, unlock
from tests.vault.test_schema import ours
from tools.golden_vault import GOLDEN, NAME, PASSPHRASE, ROWS, rows_of

GOLD = sorted(path.name for path in GOLDEN.iterdir() if (path / ROWS).exists())


@dataclass
class Golden:
    """A copy of a golden vault, opened."""

    folder: Path
    revisions: dict[str, str]
    rows: dict[str, dict[str, list[dict[str, object]]]]
    vault: OpenVault
    backups: Path


@pytest.fixture(params=GOLD)
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Golden]:
    source = GOLDEN / request.param
    folder = Path(shutil.copytree(source / "kluis", tmp_path / "kluis"))
    told = told_of(request.param)
    vault = enter(folder, tmp_path / "reservekopieen")
    yield Golden(folder, told["revisions"], told["rows"], vault, tmp_path / "reservekopieen")
    vault.close()


def told_of(name: str) -> dict[str, Any]:
    """Give what stands beside a golden vault: its schemas, and all that is in it."""
    return dict(json.loads((GOLDEN / name / ROWS).read_text(encoding="utf-8")))


def enter(folder: Path, backups: Path) -> OpenVault:
    def save(source: Source) -> Backup:
        return make_backup(source, backups, Reason.MIGRATION, SystemClock().now())

    return open_vault(folder, NAME, PASSPHRASE, SystemClock(), before_migration=save)


def shape(vault: OpenVault, compartment: str) -> list[tuple[str, ...]]:
    """Give all that a file declares: its tables, indexes and triggers, in their own words."""
    with database(vault, compartment).connect() as connection:
        rows = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"))
        return [tuple(map(str, row)) for row in rows]


def test_there_is_one_of_every_schema() -> None:
    there = {(name, revision) for gold in GOLD for name, revision in told_of(gold)["revisions"].items()}
    assert there == {(name, one) for name, revisions in REVISIONS.items() for one in revisions}


def holds_all(vault: OpenVault, rows: Mapping[str, Mapping[str, list[dict[str, object]]]]) -> None:
    """See that all that was in a vault is there, whatever columns its tables have got since."""
    for compartment, before in rows.items():
        with database(vault, compartment).connect() as connection:
            after = rows_of(connection)
        for table, there in before.items():
            columns = set(there[0]) if there else set()
            found = [{name: row[name] for name in columns} for row in after[table]]
            assert all(row in found for row in there), f"{compartment}.{table}"
            if table != "audit":
                assert len(after[table]) == len(there), f"{compartment}.{table}"


def test_everything_that_was_in_it_is_there(golden: Golden) -> None:
    holds_all(golden.vault, golden.rows)


def test_it_is_whole_and_its_trail_goes_on(golden: Golden) -> None:
    assert golden.vault.compartments == tuple(sorted(CREATED))
    assert [str(one.message) for one in golden.vault.verify() if not one.ok] == []


def test_it_has_the_shape_of_a_new_one(golden: Golden, tmp_path: Path) -> None:
    new = unlock(make(tmp_path / "nieuw", "administrator", "interviewer", "trainer"))
    try:
        for compartment in CREATED:
            assert shape(golden.vault, compartment) == shape(new, compartment)
            with database(golden.vault, compartment).connect() as connection:
                context = MigrationContext.configure(
                    connection, opts={"include_object": ours, "compare_type": True}
                )
                assert compare_metadata(context, schema.METADATA[compartment]) == []
    finally:
        new.close()


def test_its_keys_can_be_changed(golden: Golden) -> None:
    golden.vault.rekeying.want([DOSSIERS])
    golden.vault.rotate(DOSSIERS, lambda _progress: None)
    holds_all(golden.vault, golden.rows)
    assert [str(one.message) for one in golden.vault.verify() if not one.ok] == []


def test_a_backup_was_made_before_and_opens_as_well(golden: Golden, tmp_path: Path) -> None:
    newest = {compartment: revisions[-1] for compartment, revisions in REVISIONS.items()}
    made = all_backups(golden.backups, "")
    if golden.revisions == newest:
        assert made == ()
        return
    (one,) = made
    assert one.reason is Reason.MIGRATION
    assert read_manifest(golden.backups / one.name).schemas == golden.revisions
    source = golden.vault.backup_source()
    found = verify_backup(golden.backups / one.name, source.header_key, source.keys)
    assert [str(finding.message) for finding in found if not finding.ok] == []
    restoring = RestoreVault(golden.backups / one.name, SystemClock())
    restoring.into(tmp_path / "terug", NAME, PASSPHRASE)
    again = enter(tmp_path / "terug", tmp_path / "andere")
    assert all(finding.ok for finding in again.verify())
    again.close()


def test_nothing_is_migrated_where_no_backup_can_be_made(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(GOLDEN / GOLD[0] / "kluis", tmp_path / "kluis"))
    before = {path.name: path.read_bytes() for path in folder.glob("*.db")}
    (tmp_path / "vol").write_text("geen map", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="reservekopie"):
        enter(folder, tmp_path / "vol")
    assert {path.name: path.read_bytes() for path in folder.glob("*.db")} == before
    enter(folder, tmp_path / "reservekopieen").close()
