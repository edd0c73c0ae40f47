# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A vault that is damaged, forged or of another time is refused with a sentence, and left as it is."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.errors import EnvironmentFault, IntegrityError, UserError
from app.hearing.records import HearingRecord
from app.vault.compartments import DOSSIERS, SIGNALS
from app.vault.database import Database
from app.vault.header import HEADER, read_status
from app.vault.open_vault import Act, OpenVault
from app.vault.trail import TrailQuery
from tests.vault.making import ACT, answer, bytes_of, database, make, opened, turn, unlock

SAID = (UserError, IntegrityError)


def refused(folder: Path) -> str:
    """Open a vault that must be refused, see that nothing is changed, and give the sentence."""
    before = bytes_of(folder)
    with pytest.raises(SAID) as told:
        unlock(folder)
    after = bytes_of(folder)
    assert {name: data for name, data in after.items() if not name.endswith("-shm")} == {
        name: data for name, data in before.items() if not name.endswith("-shm")
    }
    return str(told.value)


def told_beside(folder: Path, file: str) -> str:
    """Open a vault with one file that does not open, see that it is left as it was, and give what is told."""
    before = bytes_of(folder).get(file)
    vault = unlock(folder)
    said = "\n".join(str(message) for message in vault.notices())
    assert len(vault.compartments) == 1
    vault.close()
    assert bytes_of(folder).get(file) == before
    return said


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"7",
        b"{}",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"magic": "gehoorwijzer-vault"}',
        b'{"magic": "een ander programma", "format": 1}',
        b"9" * 5000,
        b'{"magic": "\\ud800"}',
    ],
)
def test_a_file_that_is_no_header_is_refused(folder: Path, content: bytes) -> None:
    (folder / HEADER).write_bytes(content)
    assert "beschadigd" in refused(folder)


def test_a_header_beyond_all_size_is_refused_unread(folder: Path) -> None:
    with (folder / HEADER).open("ab") as file:
        file.truncate(9_000_000)
    with pytest.raises(IntegrityError, match="size"):
        read_status(folder)


def test_a_compartment_that_is_missing_is_told(folder: Path) -> None:
    (folder / "signals.db").unlink()
    assert "signals.db" in told_beside(folder, "signals.db")


def test_files_that_changed_places_are_refused(folder: Path) -> None:
    (folder / "signals.db").replace(folder / "x")
    (folder / "dossiers.db").replace(folder / "signals.db")
    (folder / "x").replace(folder / "dossiers.db")
    assert "hoort bij een andere kluis" in refused(folder)


def test_a_file_of_another_vault_is_told(folder: Path, tmp_path: Path) -> None:
    other = make(tmp_path / "andere")
    shutil.copy(other / "dossiers.db", folder / "dossiers.db")
    assert "hoort bij een andere kluis" in told_beside(folder, "dossiers.db")


@pytest.mark.parametrize("content", [b"x", b"x" * 4096, b"\0" * 8192])
def test_a_file_that_is_no_database_is_told(folder: Path, content: bytes) -> None:
    (folder / "dossiers.db").write_bytes(content)
    assert "dossiers.db" in told_beside(folder, "dossiers.db")


def test_an_empty_file_in_place_of_a_compartment_is_told(folder: Path) -> None:
    (folder / "dossiers.db").write_bytes(b"")
    assert "dossiers.db" in told_beside(folder, "dossiers.db")


def test_a_page_that_was_changed_is_found_by_verifying(folder: Path) -> None:
    vault = unlock(folder)
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1), answer(1, "Aleppo"))
        work.commit()
    assert [finding.ok for finding in vault.verify()] == [True] * 4
    vault.close()
    whole = (folder / "dossiers.db").read_bytes()
    found = 0
    for place in range(4096 + 50, len(whole), 4096 * 7):
        bad = bytearray(whole)
        bad[place] ^= 1
        (folder / "dossiers.db").write_bytes(bad)
        try:
            vault = unlock(folder)
        except IntegrityError:
            found += 1
            continue
        assert not all(finding.ok for finding in vault.verify())
        vault.close()
        found += 1
    assert found > 3


def test_a_schema_of_a_newer_version_asks_for_a_newer_program(folder: Path) -> None:
    vault = unlock(folder)
    with database(vault, SIGNALS).connect() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        connection.commit()
    vault.close()
    assert "nieuwere versie" in refused(folder)


# The trail


def alone(vault: OpenVault, *statements: str) -> None:
    """Change the trail as somebody with the key of the compartment and without our program could."""
    with database(vault, DOSSIERS).connect() as connection:
        for trigger in ("audit_no_update", "audit_no_delete"):
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        for statement in statements:
            connection.execute(text(statement))
        connection.commit()


@pytest.mark.parametrize(
    "forgery",
    [
        "UPDATE audit SET who = 'een ander' WHERE seq = 2",
        "UPDATE audit SET at = '2020-01-01T00:00:00.000000+00:00' WHERE seq = 2",
        "UPDATE audit SET detail = '{}' WHERE seq = 2",
        "UPDATE audit SET mac = zeroblob(32) WHERE seq = 4",
        "UPDATE audit SET mac = zeroblob(31) WHERE seq = 4",
        "UPDATE audit SET at = 'gisteren' WHERE seq = 2",
        "UPDATE audit SET detail = 'geen JSON' WHERE seq = 2",
        "UPDATE audit SET detail = '[]' WHERE seq = 2",
        "UPDATE audit SET detail = zeroblob(9) WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 1",
        "DELETE FROM audit WHERE seq = 3",
        "UPDATE audit SET seq = CASE seq WHEN 2 THEN -3 WHEN 3 THEN -2 ELSE seq END",
        "INSERT INTO audit SELECT 5, at, who, action, object_kind, object_id, detail, mac FROM audit LIMIT 1",
    ],
)
def test_a_trail_that_was_changed_is_found_by_verifying(vault: OpenVault, forgery: str) -> None:
    for number in range(4):
        with vault.dossiers(Act("proef", "hearing", f"g{number}", {"question": "naam"})) as work:
            work.commit()
    statements = [forgery]
    if "CASE" in forgery:
        statements.append("UPDATE audit SET seq = -seq WHERE seq < 0")
    alone(vault, *statements)
    findings = vault.verify()
    assert [finding.ok for finding in findings] == [True, False, True, True]
    assert "logboek klopt niet" in str(findings[1].message)


UNREADABLE = [
    "UPDATE audit SET detail = 'geen JSON' WHERE seq = 1",
    "UPDATE audit SET detail = '[]' WHERE seq = 1",
    "UPDATE audit SET at = 'gisteren' WHERE seq = 1",
    "UPDATE audit SET at = x'ff' WHERE seq = 1",
    "UPDATE audit SET who = CAST(x'ff' AS TEXT) WHERE seq = 1",
]


@pytest.mark.parametrize("forgery", UNREADABLE)
def test_a_row_that_nobody_can_read_is_told_in_a_sentence(vault: OpenVault, forgery: str) -> None:
    with vault.dossiers(Act("proef", "hearing", "g1")) as work:
        work.commit()
    alone(vault, forgery)
    assert not all(finding.ok for finding in vault.verify())
    with pytest.raises(IntegrityError, match=r"niet door dit programma|beschadigd"):
        vault.evidence.trail(Act("look", "trail", ""), TrailQuery())


@pytest.mark.parametrize("forgery", UNREADABLE)
def test_a_row_that_nobody_can_read_keeps_nobody_out(folder: Path, forgery: str) -> None:
    with closing(unlock(folder)) as vault:
        alone(vault, "INSERT INTO audit SELECT 1, '', '', 'restored', '', '', '{}', x'00'", forgery)
    with closing(unlock(folder)) as vault:
        assert not all(finding.ok for finding in vault.verify())


def test_the_length_of_a_sound_trail_is_told(vault: OpenVault) -> None:
    for _ in range(3):
        with vault.dossiers(ACT) as work:
            work.commit()
    assert "3 regels" in str(vault.verify()[1].message)


# The machine


def add(vault: OpenVault, record: HearingRecord) -> None:
    with vault.dossiers(ACT) as work:
        work.append(record)
        work.commit()


def test_a_full_disk_is_told_and_what_was_safe_stays(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1))
        work.commit()
    with database(vault, DOSSIERS).connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    for number in range(3):
        with pytest.raises(EnvironmentFault, match="schijf is vol"):
            add(vault, answer(1, "lang " * 50_000, number + 1))
    with database(vault, DOSSIERS).connect() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    with vault.dossiers(ACT) as work:
        assert work.hearing("g1") == (opened(), turn(1))
        work.append(answer(1, "Aleppo"))
        work.commit()
    assert all(finding.ok for finding in vault.verify())


def test_a_file_that_somebody_else_holds_is_told(folder: Path) -> None:
    vault = unlock(folder)
    with vault.dossiers(ACT) as work:
        work.commit()
    with database(vault, DOSSIERS).connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    other = Database(folder / "dossiers.db", bytes(vault._files.keys[DOSSIERS]))
    held = other.connect()
    with pytest.raises(EnvironmentFault, match="in gebruik"), vault.dossiers(ACT):
        pass
    held.close()
    other.close()
    with vault.dossiers(ACT) as work:
        work.commit()
    vault.close()


def test_a_mistake_of_ours_is_not_put_on_the_machine(vault: OpenVault) -> None:
    with pytest.raises(OperationalError), vault.dossiers(ACT) as work:
        work._connection.execute(text("SELECT nothing FROM nowhere"))


# The log beside a file


def test_a_log_of_an_earlier_moment_does_not_undo_later_work(folder: Path) -> None:
    """Such as one that came back with an old copy of the folder, or that somebody had kept."""
    log = folder / "dossiers.db-wal"
    with closing(unlock(folder)) as vault:
        with vault.dossiers(ACT) as work:
            work.append(opened(), turn(1))
            work.commit()
        old = log.read_bytes()
    with closing(unlock(folder)) as vault, vault.dossiers(ACT) as work:
        work.append(turn(2))
        work.commit()
    before = (folder / "dossiers.db").read_bytes()
    log.write_bytes(old)
    with closing(unlock(folder)) as vault:
        assert any("van een eerder moment" in str(one) for one in vault.notices())
        with pytest.raises(IntegrityError, match=r"dossiers\.db-wal ergens anders"):
            vault.dossiers(ACT)
        with vault.signals(ACT) as notes:
            notes.commit()
    assert (folder / "dossiers.db").read_bytes() == before
    assert log.read_bytes() == old
    log.unlink()
    with closing(unlock(folder)) as vault, vault.dossiers(ACT) as work:
        assert len(work.hearing("g1")) == 3


def test_a_log_that_a_killed_program_left_is_taken_in(folder: Path, tmp_path: Path) -> None:
    with closing(unlock(folder)) as vault:
        for number in range(1, 4):
            with vault.dossiers(ACT) as work:
                work.append(*([opened()] if number == 1 else []), turn(number))
                work.commit()
        killed = Path(shutil.copytree(folder, tmp_path / "gedood"))
    assert (killed / "dossiers.db-wal").stat().st_size
    with closing(unlock(killed)) as vault, vault.dossiers(ACT) as work:
        assert len(work.hearing("g1")) == 4
