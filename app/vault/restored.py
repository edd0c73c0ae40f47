# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The note in a vault that was put back from a backup: what says so, and which files nobody has opened since.

It explains why trails end earlier than the anchor says, and so it is bound to what it explains: it is under
the key of the header, each compartment must be byte for byte what the backup held, and an anchor that is
later than the note is explained by nothing.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from app.errors import Message, says
from app.vault.anchor import HEADER_HEAD
from app.vault.backup_manifest import digest_of
from app.vault.compartments import file_of
from app.vault.files import write_safely
from app.vault.header import HEADER
from app.vault.keys import subkey

NOTE = "restored.json"

RESTORED = "restored"
"""The act by which a trail says that it goes on from a backup that was put back."""

_MOST_BYTES = 100_000


@dataclass(frozen=True, slots=True)
class Restored:
    """That a vault was put back.

    Attributes:
        vault_id: of the vault.
        backup: the name of the backup.
        made: when that was made.
        at: when it was put back.
        by: who did so.
        pending: the SHA-256 of the file of each compartment that nobody has opened since, and of the header.
        mac: over all the rest.
    """

    vault_id: str
    backup: str
    made: datetime
    at: datetime
    by: str
    pending: Mapping[str, str]
    mac: str = ""

    def is_signed(self, header_key: bytes | bytearray) -> bool:
        """Tell whether somebody with the key of the header wrote it as it is."""
        return hmac.compare_digest(self.mac, _mac(self, header_key))

    def untouched(self, folder: Path, compartment: str) -> bool:
        """Tell whether the file of a compartment is what was put back, without a log of later changes."""
        file = folder / (HEADER if compartment == HEADER_HEAD else file_of(compartment))
        log = folder / f"{file.name}-wal"
        if log.exists() and log.stat().st_size:
            return False
        return file.exists() and self.pending.get(compartment) == digest_of(file)[1]

    def without(self, compartments: frozenset[str]) -> "Restored":
        """Give the note when these were opened."""
        left = {name: digest for name, digest in self.pending.items() if name not in compartments}
        return replace(self, pending=left)

    def says(self) -> Message:
        """Say that the vault was put back."""
        return says(
            "Deze kluis is op {at} UTC teruggezet door {by}, uit de reservekopie van {made} UTC. "
            "Wat daarna is opgeschreven staat er niet in.",
            at=f"{self.at:%Y-%m-%d %H:%M}",
            by=self.by,
            made=f"{self.made:%Y-%m-%d %H:%M}",
        )


def read_note(folder: Path, header_key: bytes | bytearray) -> Restored | None:
    """Read the note; nothing where there is none, or where it was not written with the key of the header.

    Raises:
        OSError: it cannot be read.
    """
    path = folder / NOTE
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        data = json.loads(path.read_bytes())
        found = Restored(
            vault_id=str(data["vault_id"]),
            backup=str(data["backup"]),
            made=datetime.fromisoformat(data["made"]),
            at=datetime.fromisoformat(data["at"]),
            by=str(data["by"]),
            pending={str(name): str(digest) for name, digest in data["pending"].items()},
            mac=str(data["mac"]),
        )
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    if not found.mac.isascii() or None in {found.made.tzinfo, found.at.tzinfo}:
        return None
    return found if found.is_signed(header_key) else None


def write_note(folder: Path, note: Restored, header_key: bytes | bytearray) -> None:
    """Write the note, or take it away when every compartment was opened.

    Raises:
        OSError: it cannot be written.
    """
    if not note.pending:
        (folder / NOTE).unlink(missing_ok=True)
        return
    plain = _plain(note) | {"mac": _mac(note, header_key)}
    write_safely(folder / NOTE, json.dumps(plain, ensure_ascii=False, indent=1).encode())


def _plain(note: Restored) -> dict[str, Any]:
    return {
        "vault_id": note.vault_id,
        "backup": note.backup,
        "made": note.made.isoformat(),
        "at": note.at.isoformat(),
        "by": note.by,
        "pending": dict(sorted(note.pending.items())),
    }


def _mac(note: Restored, header_key: bytes | bytearray) -> str:
    plain = json.dumps(_plain(note), ensure_ascii=False, sort_keys=True).encode()
    return hmac.digest(subkey(header_key, "restored"), plain, hashlib.sha256).hex()
