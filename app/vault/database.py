# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A compartment's file: SQLCipher behind SQLAlchemy, one connection, in the thread that first uses it."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Executable, create_engine, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from app.errors import EnvironmentFault, IntegrityError, Message, says
from app.vault.cipher_file import Key, keyed, log_of, page_size_of, read_only
from app.vault.faults import damaged, machine_faults
from app.vault.keys import new_key
from app.vault.statement_memory import set_aside

set_aside()  # this room alone opens connections, and none is open before it is imported

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
    "PRAGMA cache_size = -16000",  # KiB, so that a search need not decrypt its pages anew
    "PRAGMA wal_autocheckpoint = 2000",  # pages
)

_PAGES_AT_ONCE = 256
"""Pages that are copied between two looks at whether to go on: about a megabyte."""

_STEPS_AT_ONCE = 1_000_000
"""Steps of the database's own machine between two looks at whether to go on: some hundredths of a second."""

_LAST_ROW = "SELECT COALESCE(MAX(seq), 0) FROM audit"

_NAMED = sqlite.dialect(paramstyle="named")


@cache
def prepared(statement: Executable) -> str:
    """Write a statement as this database reads it, with its values by name.

    SQLAlchemy takes longer over one that is run than SQLite does, and words that are being typed are written
    many times a minute. So what is written goes without it, and what is read goes with it.
    """
    return str(statement.compile(dialect=_NAMED))  # type: ignore[attr-defined]  # every statement has it


class Transaction:
    """A transaction that may write. Closing it without `commit` takes everything back."""

    def __init__(self, engine: Engine, raw: Any) -> None:
        self._engine = engine
        self._raw = raw
        self._connection: Connection | None = None
        raw.execute("BEGIN IMMEDIATE")

    @property
    def connection(self) -> Connection:
        """The same transaction for SQLAlchemy, for whatever reads."""
        if self._connection is None:
            self._connection = self._engine.connect()
        return self._connection

    def run(self, statement: str, values: Mapping[str, Any]) -> Any:
        """Run a statement that was `prepared`; give the cursor of the database's own client.

        Args:
            statement: as `prepared` gives it.
            values: by name, as the database keeps them: text, numbers, bytes.
        """
        return self._raw.execute(statement, values)

    def commit(self) -> None:
        """Make everything safe."""
        self._raw.execute("COMMIT")

    def close(self) -> None:
        """End; what was not committed is taken back."""
        if self._connection is not None:
            self._connection.close()
        if self._raw.in_transaction:
            self._raw.rollback()


class Database:
    """One compartment's file under its key. `key` is 32 bytes and is used raw, without derivation."""

    def __init__(self, path: Path, key: Key, *, make: bool = False) -> None:
        if make:
            # Made here, because SQLite would make it readable for others; its -wal and -shm follow it.
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        elif not path.exists():
            raise IntegrityError(_missing(path))
        self._path = path
        self._place, self._name = str(path), path.name
        self._key = key
        self._engine = self._made()
        self._raw: Any = None
        self._file: tuple[int, int] | None = None

    @classmethod
    def in_memory(cls) -> "Database":
        """Make one that is nowhere but in memory, and gone when it is closed."""
        made = cls.__new__(cls)
        made._path, made._key = Path(":memory:"), new_key()  # noqa: SLF001 - its own parts
        made._place = made._name = ":memory:"  # noqa: SLF001 - as above
        made._engine, made._raw, made._file = made._made(), None, None  # noqa: SLF001 - as above
        return made

    @property
    def name(self) -> str:
        """The name of the file."""
        return self._name

    @property
    def engine(self) -> Engine:
        """SQLAlchemy's engine."""
        return self._engine

    def check(self) -> str:
        """Read the schema's revision, before anything is written.

        Raises:
            IntegrityError: the file does not open with this key, or is empty; or the log beside it is older
                than the file. They are left as they were.
            EnvironmentFault: it cannot be read.
        """
        with machine_faults(self._name):
            raw = read_only(self._path, self._key, self._page_size)
            try:
                found = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
                if found:
                    found = raw.execute("SELECT version_num FROM alembic_version").fetchone()
                    if self._is_log_older(raw):
                        raise IntegrityError(_older_log(self._path))
            finally:
                raw.close()
        if not found:  # SQLite takes an empty file for a new database
            raise IntegrityError(damaged(self._name))
        return str(found[0])

    def _is_log_older(self, both: Any) -> bool:
        """Tell whether the file alone goes further than with the log beside it, which would undo the rest.

        Args:
            both: a connection to the file with its log.
        """
        log = log_of(self._path)
        if not log.exists() or not log.stat().st_size:
            return False
        raw = read_only(self._path, self._key, self._page_size, alone=True)
        try:
            (alone,) = raw.execute(_LAST_ROW).fetchone()
        except dbapi2.DatabaseError:  # it stopped halfway through taking in the log, which has the rest
            return False
        finally:
            raw.close()
        (together,) = both.execute(_LAST_ROW).fetchone()
        return int(alone) > int(together)

    def begin(self) -> Transaction:
        """Begin a transaction that may write, for a unit of work."""
        with machine_faults(self._name):
            if self._raw is None:
                pooled = self._engine.raw_connection()
                self._raw = pooled.driver_connection  # the pool has one connection, which stays open
                pooled.close()
                self._file = self._which_file()
            elif self._file != self._which_file():
                # An open file that was removed can still be written, and is gone when it is closed.
                raise EnvironmentFault(_gone(self._path))
            return Transaction(self._engine, self._raw)

    def _which_file(self) -> tuple[int, int] | None:
        """Tell which file stands under the name now; nothing where none does, or for one in memory."""
        try:
            found = os.stat(self._place)  # noqa: PTH116 - at every act, and a path takes as long again
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def connect(self) -> Connection:
        """Begin a transaction that may write, for SQLAlchemy alone."""
        with machine_faults(self._name):
            connection = self._engine.connect()
            connection.begin()
            return connection

    def compact(self) -> None:
        """Write the file anew without what was deleted, and empty the log beside it."""
        self._steps("VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)")

    def empty_log(self) -> None:
        """Have everything in the file itself, and nothing in the log beside it."""
        self._steps("PRAGMA wal_checkpoint(TRUNCATE)")

    def _steps(self, *steps: str) -> None:
        with machine_faults(self._name):
            raw = self._engine.raw_connection()
            try:
                cursor = raw.cursor()
                for step in steps:
                    cursor.execute(step)
                    cursor.fetchall()
            finally:
                raw.close()

    def close(self) -> None:
        """Let go of the file."""
        self._raw = None
        self._engine.dispose()

    def turn(self, key: Key) -> None:
        """Use another key from now on: the file was written anew under it."""
        self.close()
        self._key = key

    @cached_property
    def _page_size(self) -> int:
        return page_size_of(self._path, self._key)

    def _made(self) -> Engine:
        def creator() -> Any:
            # Without its own transactions: BEGIN is ours to say, see below.
            connection = keyed(self._place, self._key, self._page_size)
            try:
                for pragma in PRAGMAS:
                    connection.execute(pragma).fetchall()
            except dbapi2.Error:
                connection.close()
                raise
            return connection

        engine = create_engine("sqlite://", creator=creator, module=dbapi2, poolclass=StaticPool)

        @event.listens_for(engine, "begin")
        def _begin(connection: Connection) -> None:
            raw: Any = connection.connection.driver_connection
            if not raw.in_transaction:  # or it is that of a `Transaction`, which goes on
                connection.exec_driver_sql("BEGIN IMMEDIATE")

        return engine


def _missing(path: Path) -> Message:
    return says("Het bestand {file} van de kluis ontbreekt. Zet een reservekopie terug.", file=path.name)


def _older_log(path: Path) -> Message:
    return says(
        "Naast {file} ligt {log} van een eerder moment, dat later werk ongedaan zou maken. Er is niets aan "
        "veranderd. Zet {log} ergens anders, open de kluis opnieuw en waarschuw de beveiliging.",
        file=path.name,
        log=log_of(path).name,
    )


def _gone(path: Path) -> Message:
    return says(
        "De kluis staat niet meer in {folder}. Zet de map terug of sluit de schijf weer aan en probeer het "
        "opnieuw; wat u typte staat nog in het scherm.",
        folder=str(path.parent),
    )


def copy_database(source: Path, target: Path, key: Key, copied: Callable[[int], object]) -> str:
    """Copy a compartment's file as it is at one moment, under the same key, and give its schema's revision.

    Others may go on writing meanwhile. The copy is one file, without a log beside it, and is on the disk.

    Args:
        source: of the file; it is read alone.
        target: of the copy, which is made.
        key: of both.
        copied: is told of each number of bytes that were copied; what it raises stops the copy.

    Raises:
        OSError: the copy cannot be made.
        EnvironmentFault: the disk is full or fails.
        IntegrityError: the file is damaged.
    """
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    size = page_size_of(source, key)
    with machine_faults(source.name), _copying(source, key, size) as old, _copying(target, key, size) as new:
        # A transaction that reads keeps the moment, however long the copy takes.
        old.execute("BEGIN")
        (revision,) = old.execute("SELECT version_num FROM alembic_version").fetchone()
        done = 0

        def told(_status: int, remaining: int, total: int) -> None:
            nonlocal done
            now = (total - remaining) * size
            copied(now - done)
            done = now

        new.execute("PRAGMA journal_mode = OFF").fetchall()  # there is nothing to go back to
        old.backup(new, pages=_PAGES_AT_ONCE, progress=told)
        old.execute("ROLLBACK")
        new.execute(
            "PRAGMA journal_mode = DELETE"
        ).fetchall()  # the original says that it has a log beside it
    handle = os.open(target, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
    return str(revision)


@contextmanager
def opened_copy(path: Path, key: Key) -> Iterator[Connection]:
    """Open a file that nobody writes, to read it; nothing is made beside it.

    Raises:
        EnvironmentFault: it cannot be read.
        IntegrityError: it is damaged, or does not open with this key.
    """

    def creator() -> Any:
        name = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        return keyed(name, key, page_size_of(path, key), uri=True, check_same_thread=False)

    engine = create_engine("sqlite://", creator=creator, module=dbapi2, poolclass=StaticPool)
    try:
        with machine_faults(path.name), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


@contextmanager
def opened_aside(path: Path, key: Key, going_on: Callable[[], bool]) -> Iterator[Connection]:
    """Open a file that others may go on writing, to read how it is at one moment.

    Args:
        path: of the file.
        key: of the file.
        going_on: is asked again and again while the database is at work; it stops where the answer is no.

    Raises:
        EnvironmentFault: it cannot be read, or was stopped.
        IntegrityError: it is damaged or gone, or does not open with this key.
    """
    if not path.exists():
        raise IntegrityError(_missing(path))

    def creator() -> Any:
        name = f"{path.absolute().as_uri()}?mode=rw"
        connection = keyed(name, key, page_size_of(path, key), uri=True)
        for pragma in ("cipher_memory_security = ON", "temp_store = MEMORY", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.set_progress_handler(lambda: not going_on(), _STEPS_AT_ONCE)
        return connection

    engine = create_engine("sqlite://", creator=creator, module=dbapi2, poolclass=StaticPool)
    try:
        with machine_faults(path.name), engine.connect() as connection:
            connection.exec_driver_sql("BEGIN")
            yield connection
    finally:
        engine.dispose()


@contextmanager
def _copying(path: Path, key: Key, page_size: int) -> Iterator[Any]:
    raw = keyed(str(path), key, page_size)
    try:
        raw.execute("PRAGMA busy_timeout = 2000").fetchall()
        raw.execute("PRAGMA temp_store = MEMORY").fetchall()
        yield raw
    finally:
        raw.close()
