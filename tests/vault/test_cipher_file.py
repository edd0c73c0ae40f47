# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file opens whatever the size of its pages, and SQLite sets memory aside for its statements."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from app.errors import IntegrityError
from app.vault.cipher_file import NEW_PAGES, page_size_of
from app.vault.database import Database, copy_database, opened_copy
from app.vault.keys import new_key

SIZES = (2048, 4096)

_SETS_ASIDE = """
import sys
from app.vault import statement_memory
from sqlcipher3 import dbapi2
print(statement_memory.set_aside())
made = dbapi2.connect(sys.argv[1])
made.execute("PRAGMA cipher_memory_security = ON")
made.execute("CREATE TABLE told (it)")
made.execute("INSERT INTO told VALUES (1)")
made.commit()
print(made.execute("SELECT it FROM told").fetchall())
"""


@pytest.fixture(params=SIZES)
def written(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, bytes, int]:
    """Give a file that SQLCipher alone wrote, its key, and the size of its pages."""
    path, key = tmp_path / "file.db", bytes(new_key())
    connection = raw(path, key, request.param)
    connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
    connection.execute("INSERT INTO alembic_version VALUES ('0001')")
    connection.commit()
    connection.close()
    return path, key, request.param


def raw(path: Path, key: bytes, size: int) -> Any:
    connection = dbapi2.connect(str(path))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute(f"PRAGMA cipher_page_size = {size}")
    return connection


def test_a_file_of_either_size_is_read_written_and_copied(
    written: tuple[Path, bytes, int], tmp_path: Path
) -> None:
    path, key, size = written
    assert page_size_of(path, key) == size
    database = Database(path, key)
    assert database.check() == "0001"
    with database.connect() as connection:
        connection.exec_driver_sql("INSERT INTO alembic_version VALUES ('0002')")
        connection.commit()
    copy = tmp_path / "copy.db"
    assert copy_database(path, copy, key, lambda _bytes: None) == "0001"
    database.close()
    assert page_size_of(copy, key) == size
    with opened_copy(copy, key) as connection:
        rows = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars().all()
    assert rows == ["0001", "0002"]


def test_a_file_of_which_all_stands_in_the_log_opens(written: tuple[Path, bytes, int]) -> None:
    path, key, size = written
    old = raw(path, key, size)
    old.execute("PRAGMA journal_mode = WAL").fetchall()
    old.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
    old.execute("UPDATE alembic_version SET version_num = '0003'")
    old.commit()
    try:
        assert page_size_of(path, key) == size
        assert Database(path, key).check() == "0003"
    finally:
        old.close()


def test_another_key_opens_neither_size_and_changes_nothing(written: tuple[Path, bytes, int]) -> None:
    path, _, _ = written
    before = path.read_bytes()
    with pytest.raises(IntegrityError):
        Database(path, new_key()).check()
    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_has_small_pages(tmp_path: Path) -> None:
    path, key = tmp_path / "new.db", new_key()
    database = Database(path, key, make=True)
    with database.connect() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num TEXT)")
        connection.commit()
        assert connection.exec_driver_sql("PRAGMA page_size").scalar() == str(NEW_PAGES)
    database.close()
    assert page_size_of(path, key) == NEW_PAGES


@pytest.mark.skipif(sys.platform == "win32", reason="SQLite's own functions are not to be reached there")
def test_memory_is_set_aside_before_the_first_connection(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", _SETS_ASIDE, str(tmp_path / "made.db")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.splitlines() == ["True", "[(1,)]"]
