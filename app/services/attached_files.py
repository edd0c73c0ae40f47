# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files that become answers: read from where they are, within bounds, into the vault and nowhere else."""

import hashlib
from pathlib import Path

from app.errors import UserError, says

MOST_BYTES = 10_000_000
"""The largest file that is taken: a photo or a scan fits, a film of an hour does not."""

MOST_BYTES_OF_HEARING = 50_000_000
"""What the files of a hearing take together, so that it can still be handed over."""

_MEGABYTE = 1_000_000
_LONGEST_NAME = 200


def read_file(path: Path) -> bytes:
    """Read a file that is to become an answer.

    Raises:
        UserError: it cannot be read, is empty or too large, or has too long a name; the sentence says which.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UserError(
            says("{file} kan niet worden gelezen. Kies een ander bestand.", file=path.name)
        ) from error
    if not content:
        raise UserError(says("{file} is leeg. Kies een ander bestand.", file=path.name))
    if len(content) > MOST_BYTES:
        raise UserError(
            says(
                "{file} is groter dan {most} MB. Maak het kleiner en kies het opnieuw.",
                file=path.name,
                most=MOST_BYTES // _MEGABYTE,
            )
        )
    if len(path.name) > _LONGEST_NAME:
        raise UserError(says("De naam van dit bestand is te lang. Geef het een kortere naam."))
    return content


def must_fit(size: int) -> None:
    """Refuse what makes the files of a hearing too large together.

    Raises:
        UserError: they are.
    """
    if size > MOST_BYTES_OF_HEARING:
        raise UserError(
            says(
                "De bestanden van dit gehoor zijn samen groter dan {most} MB. Maak dit bestand kleiner.",
                most=MOST_BYTES_OF_HEARING // _MEGABYTE,
            )
        )


def matching(content: bytes, sha256: str) -> bytes:
    """Give the content of a file, which must be the one that the answer speaks of.

    Raises:
        UserError: it is not.
    """
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UserError(says("Kies het bestand opnieuw: de inhoud hoort niet bij dit antwoord."))
    return content
