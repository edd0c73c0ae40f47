# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A compartment's file: SQLCipher behind SQLAlchemy, one connection, in the thread that first uses it."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from app.errors import IntegrityError, says
from app.vault.faults import machine_faults

PRAGMAS = (
    "PRAGMA cipher_memory_security = OFF",  # see SECURITY.md: what it costs and what it would give
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA busy_timeout = 2000",
)


class Database:
    """One compartment's file under its key. `key` is 32 bytes and is used raw, without derivation."""

    def __init__(self, path: Path, key: bytes, *, make: bool = False) -> None:
        if not make and not path.exists():
            raise IntegrityError(
                says("Het bestand {file} van de kluis ontbreekt. Zet een reservekopie terug.", file=path.name)
            )
        self._path = path
        self._key = key
        self._engine = self._made()

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine."""
        return self._engine

    def check(self) -> None:
        """Read the first page, so that a wrong key or a damaged file is found before anything is written.

        Raises:
            IntegrityError: the file does not open with this key.
        """
        raw: Any = dbapi2.connect(f"file:{self._path}?mode=ro", uri=True)
        try:
            raw.execute(self._key_pragma())
            raw.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError as error:
            raise IntegrityError(
                says(
                    "Het bestand {file} is beschadigd of hoort bij een andere kluis. "
                    "Er is niets aan veranderd. "
                    "Zet een reservekopie terug.",
                    file=self._path.name,
                )
            ) from error
        finally:
            raw.close()

    def connect(self) -> Connection:
        """Begin a transaction that may write."""
        with machine_faults():
            connection = self._engine.connect()
            connection.begin()
            return connection

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def _key_pragma(self) -> str:
        return f"PRAGMA key = \"x'{self._key.hex()}'\""

    def _made(self) -> Engine:
        def creator() -> Any:
            # Without its own transactions: BEGIN is ours to say, see below.
            connection = dbapi2.connect(str(self._path), isolation_level=None)
            connection.execute(self._key_pragma())
            for pragma in PRAGMAS:
                connection.execute(pragma).fetchall()
            return connection

        engine = create_engine("sqlite://", creator=creator, module=dbapi2, poolclass=StaticPool)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine
