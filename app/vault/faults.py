# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the disk does wrong, in a sentence."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DatabaseError, OperationalError

from app.errors import EnvironmentFault, IntegrityError, Message, says

_FULL = says("De schijf is vol. Maak ruimte vrij; wat u typte staat nog in het scherm.")
_READ_ONLY = says("De kluis kan niet worden beschreven. Controleer de rechten van de map.")
_BUSY = says("De kluis is in gebruik door een ander programma. Sluit dat en probeer het opnieuw.")
_OTHER = says(
    "De schijf geeft een fout bij het bewaren. Controleer de schijf; wat u typte staat in het scherm."
)
_DAMAGED = says("Een bestand van de kluis is beschadigd of hoort er niet bij. Zet een reservekopie terug.")

_SENTENCES: tuple[tuple[str, Message], ...] = (
    ("disk is full", _FULL),
    ("readonly", _READ_ONLY),
    ("locked", _BUSY),
    ("busy", _BUSY),
)
_OF_DAMAGE = ("malformed", "not a database", "file is encrypted")


@contextmanager
def machine_faults() -> Iterator[None]:
    """Turn what the database says of the disk into a fault with a sentence.

    Raises:
        EnvironmentFault: the disk is full, cannot be written, or fails.
        IntegrityError: the file is damaged or another vault's.
    """
    try:
        yield
    except DatabaseError as error:
        words = str(error.orig).lower()
        if any(sign in words for sign in _OF_DAMAGE):
            raise IntegrityError(_DAMAGED) from error
        if not isinstance(error, OperationalError):
            raise
        raise EnvironmentFault(next((said for sign, said in _SENTENCES if sign in words), _OTHER)) from error
