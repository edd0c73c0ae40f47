# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A compartment's file: SQLCipher behind SQLAlchemy, one connection, in the thread that first uses it."""

import os
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from app.errors import IntegrityError, says
from app.vault.faults import damaged, machine_faults
from app.vault.keys import new_key

PRAGMAS = (
    "PRAGMA cipher_memory_security = ON",  # pages are wiped when they are freed; it costs nothing to be seen
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # or REPLACE would delete rows without asking the triggers
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA busy_timeout = 2000",
)


class Database:
    """One compartment's file under its key. `key` is 32 bytes and is used raw, without derivation."""

    def __init__(self, path: Path, key: bytes | bytearray, *, make: bool = False) -> None:
        if make:
            # Made here, because SQLite would make it readable for others; its -wal and -shm follow it.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        elif not path.exists():
            raise IntegrityError(
                says("Het bestand {file} van de kluis ontbreekt. Zet een reservekopie terug.", file=path.name)
            )
        self._path = path
        self._key = key
        self._engine = self._made()

    @classmethod
    def in_memory(cls) -> "Database":
        """Make one that is nowhere but in memory, and gone when it is closed."""
        made = cls.__new__(cls)
        made._path, made._key = Path(":memory:"), new_key()  # noqa: SLF001 - its own parts
        made._engine = made._made()  # noqa: SLF001 - as above
        return made

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine."""
        return self._engine

    def check(self) -> str:
        """Read the schema's revision, before anything is written.

        Raises:
            IntegrityError: the file does not open with this key, or is empty; it is left as it was.
            EnvironmentFault: it cannot be read.
        """
        # Where there is no log beside the file, it holds everything, and SQLite needs to make no log either.
        log = self._path.with_name(f"{self._path.name}-wal")
        how = "mode=ro" if log.exists() else "immutable=1"
        with machine_faults(self._path.name):
            raw: Any = dbapi2.connect(f"{self._path.absolute().as_uri()}?{how}", uri=True)
            try:
                raw.execute(self._key_pragma())
                found = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
                if found:
                    found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            finally:
                raw.close()
        if not found:  # SQLite takes an empty file for a new database
            raise IntegrityError(damaged(self._path.name))
        return str(found[0])

    def connect(self) -> Connection:
        """Begin a transaction that may write."""
        with machine_faults(self._path.name):
            connection = self._engine.connect()
            connection.begin()
            return connection

    def compact(self) -> None:
        """Write the file anew without what was deleted, and empty the log beside it."""
        with machine_faults(self._path.name):
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                for step in ("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                    cursor.execute(step)
                    cursor.fetchall()
            finally:
                raw.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _key_pragma(self) -> str:
        return f"PRAGMA key = \"x'{self._key.hex()}'\""

    def _made(self) -> Engine:
        def creator() -> Any:
            # Without its own transactions: BEGIN is ours to say, see below.
            connection = dbapi2.connect(str(self._path), isolation_level=None)
            try:
                connection.execute(self._key_pragma())
                for pragma in PRAGMAS:
                    connection.execute(pragma).fetchall()
            except dbapi2.Error:
                connection.close()
                raise
            return connection

        engine = create_engine("sqlite://", creator=creator, module=dbapi2, poolclass=StaticPool)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine
