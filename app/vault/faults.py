# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the disk does wrong, in a sentence."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import TracebackType

from sqlalchemy.exc import DatabaseError
from sqlcipher3 import dbapi2

from app.errors import EnvironmentFault, IntegrityError, Message, says

_OTHER = says(
    "De schijf geeft een fout bij het bewaren. Controleer de schijf; wat u typte staat in het scherm."
)
_BUSY = says("De kluis is in gebruik door een ander programma. Sluit dat en probeer het opnieuw.")
_READ_ONLY = says("De kluis kan niet worden beschreven. Controleer de rechten van de map.")

_OF_THE_MACHINE: dict[int, Message] = {
    dbapi2.SQLITE_FULL: says("De schijf is vol. Maak ruimte vrij; wat u typte staat nog in het scherm."),
    dbapi2.SQLITE_READONLY: _READ_ONLY,
    dbapi2.SQLITE_PERM: _READ_ONLY,
    dbapi2.SQLITE_CANTOPEN: says("De kluis kan niet worden gelezen. Controleer de rechten van de map."),
    dbapi2.SQLITE_BUSY: _BUSY,
    dbapi2.SQLITE_LOCKED: _BUSY,
    dbapi2.SQLITE_IOERR: _OTHER,
    dbapi2.SQLITE_PROTOCOL: _OTHER,
    dbapi2.SQLITE_INTERRUPT: says("Het werk in de kluis is gestopt. Er is niets veranderd."),
    dbapi2.SQLITE_NOMEM: says("De computer heeft te weinig geheugen vrij. Sluit andere programma's."),
}
_OF_DAMAGE = frozenset({dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB})
_PRIMARY = 0xFF
"""SQLite's extended result codes carry the primary code in their lowest byte."""


_WORDS: dict[str, int] = {
    "database or disk is full": dbapi2.SQLITE_FULL,
    "disk I/O error": dbapi2.SQLITE_IOERR,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
    "database is locked": dbapi2.SQLITE_BUSY,
    "database disk image is malformed": dbapi2.SQLITE_CORRUPT,
    "file is not a database": dbapi2.SQLITE_NOTADB,
}
"""What SQLite calls these codes (sqlite3_errstr), for an online copy, whose errors carry no code."""


_NO_TEXT = "Could not decode to UTF-8"
"""What the client says of text that is none, without a code: the database keeps whatever it was given."""


def _code_of(words: str) -> int:
    return dbapi2.SQLITE_CORRUPT if words.startswith(_NO_TEXT) else _WORDS.get(words, 0)


class _MachineFaults:
    """What `machine_faults` gives: written out, since it stands around every act."""

    __slots__ = ("_file",)

    def __init__(self, file: str) -> None:
        self._file = file

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Say what the database says of the disk in a sentence."""
        if not isinstance(error, (DatabaseError, dbapi2.DatabaseError)):
            return
        told = error.orig if isinstance(error, DatabaseError) else error
        code = getattr(told, "sqlite_errorcode", 0) & _PRIMARY or _code_of(str(told))
        if code in _OF_DAMAGE:
            raise IntegrityError(damaged(self._file)) from error
        if code in _OF_THE_MACHINE:
            raise EnvironmentFault(_OF_THE_MACHINE[code]) from error


def machine_faults(file: str = "") -> AbstractContextManager[None]:
    """Turn what the database says of the disk into a fault with a sentence; all else is a bug and passes.

    Args:
        file: the name of the file, where it is known.

    Raises:
        EnvironmentFault: the disk is full, cannot be written, or fails.
        IntegrityError: the file is damaged or another vault's.
    """
    return _MachineFaults(file)


@contextmanager
def file_faults(folder: Path) -> Iterator[None]:
    """Turn what the system says of a file of the vault into a fault with a sentence.

    Raises:
        EnvironmentFault: the folder cannot be read or written.
    """
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            says(
                "De kluis in {folder} kan niet worden gelezen of beschreven: {reason}. Controleer de rechten "
                "en de ruimte op de schijf.",
                folder=str(folder),
                reason=error.strerror or str(error),
            )
        ) from error


def damaged(file: str) -> Message:
    """Say that a file is not what was written."""
    if not file:
        return says("Een bestand van de kluis is beschadigd. Zet een reservekopie terug.")
    return says(
        "Het bestand {file} is beschadigd of hoort bij een andere kluis. "
        "Er is niets aan veranderd. Zet een reservekopie terug.",
        file=file,
    )
