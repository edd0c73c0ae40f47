# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The header of a vault: who may open it, with which keys; read strictly, written at one stroke.

Everything in it is authenticated: each sealed key with the slot that it stands in, each slot by its check sum
in the roster and by the vault's authority, and the roster with a key that every slot holds.
"""

import hashlib
import hmac
import os
from dataclasses import dataclass, replace
from pathlib import Path

from app.errors import EnvironmentFault, IntegrityError, says
from app.vault import header_one, header_two
from app.vault.header_parts import SEALED_BYTES, damaged_header
from app.vault.roster import (
    FORMAT,
    HEADER_KEY,
    LONGEST_NAME,
    MAGIC,
    NEXT,
    RECOVERY,
    SUITE,
    Factor,
    Former,
    Header,
    NewPerson,
    Office,
    Person,
    Slot,
    Trusted,
    folded,
    new_vault_id,
    people_of,
)

__all__ = [
    "FORMAT",
    "HEADER",
    "HEADER_KEY",
    "LONGEST_NAME",
    "MAGIC",
    "NEXT",
    "RECOVERY",
    "SEALED_BYTES",
    "SUITE",
    "Factor",
    "Former",
    "Header",
    "NewPerson",
    "Office",
    "Person",
    "Slot",
    "Trusted",
    "VaultStatus",
    "damaged_header",
    "folded",
    "mac_of",
    "new_vault_id",
    "people_of",
    "read_header",
    "read_status",
    "sync_folder",
    "write_header",
]

HEADER = "vault.json"
_MOST_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """What is known of a vault without opening it.

    Attributes:
        factors: the kind of second factor by the name of whoever needs one.
        damaged: the names of those whose way in is damaged.
        labels: what administrators call a way in, by name, where they call it something.
    """

    exists: bool
    people: tuple[Person, ...] = ()
    demo: bool = False
    format_version: int = FORMAT
    recovery: bool = False
    factors: tuple[tuple[str, str], ...] = ()
    damaged: tuple[str, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()


def read_status(folder: Path) -> VaultStatus:
    """Tell what is known without opening.

    Raises:
        IntegrityError: there is a vault, and its header is damaged.
        UserError: it was made by a newer version of the program.
        EnvironmentFault: it cannot be read.
    """
    header = read_header(folder)
    if header is None:
        return VaultStatus(exists=False)
    return VaultStatus(
        exists=True,
        people=people_of(header),
        demo=header.demo,
        format_version=header.form,
        recovery=header.slot(RECOVERY) is not None,
        factors=tuple((slot.person.name, slot.factor.kind) for slot in header.slots if slot.factor),
        damaged=tuple(slot.person.name for slot in header.damaged),
        labels=tuple((slot.person.name, slot.label) for slot in header.slots if slot.label),
    )


def write_header(folder: Path, header: Header, key: bytes | bytearray) -> None:
    """Write the header at one stroke: after a power cut there is the old one or the new one.

    Raises:
        OSError: it cannot be written; the old one stands.
    """
    form = header_one.written_one if header.form == header_one.FORM else header_two.written_two
    data = form(replace(header, mac=mac_of(header, key)))
    temporary = folder / f"{HEADER}.new"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / HEADER)
    sync_folder(folder)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder safe against a power cut, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def read_header(folder: Path) -> Header | None:
    """Read the header; nothing where there is no vault in the folder.

    Raises:
        IntegrityError: it is damaged, or no header of ours.
        UserError: it was made by a newer version of the program.
        EnvironmentFault: it cannot be read.
    """
    path = folder / HEADER
    try:
        if not path.exists():
            return None
        if path.stat().st_size > _MOST_BYTES:
            raise IntegrityError(damaged_header("size"))
        raw = path.read_bytes()
    except OSError as error:
        raise EnvironmentFault(
            says(
                "De kluis in {folder} kan niet worden gelezen: {reason}. Controleer de rechten.",
                folder=str(folder),
                reason=error.strerror,
            )
        ) from error
    if header_two.ROSTER.encode() in raw:
        return header_two.read_two(raw)
    return header_one.read_one(raw)


def mac_of(header: Header, key: bytes | bytearray) -> bytes:
    """Give the MAC of a header under the key that every slot holds."""
    covered = header_one.covered_one if header.form == header_one.FORM else header_two.covered_two
    return hmac.digest(key, covered(header), hashlib.sha256)
