# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The manifest of a backup: what is in it, byte for byte, under a key that every slot of its vault holds."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from app.errors import IntegrityError, Message, UserError, says
from app.vault.backup_policy import Reason
from app.vault.keys import subkey

MANIFEST = "manifest.json"
MAGIC = "gehoorwijzer-backup"
FORMAT = 1
_MOST_BYTES = 4_000_000
_DIGEST = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[0-9a-f]{32}")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file of a backup: its name below the folder with forward slashes, its bytes and their SHA-256.

    `raw` is said of a compartment that was copied by somebody without its key.
    """

    name: str
    size: int
    sha256: str
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds.

    Attributes:
        vault_id: of the vault.
        made: when (UTC).
        reason: why.
        by: who had the vault open.
        schemas: the schema of each compartment that was opened, by its name.
        files: all of them but the manifest.
        mac: over all the rest, under a key derived from that of the header.
    """

    vault_id: str
    made: datetime
    reason: Reason
    by: str
    schemas: Mapping[str, str]
    files: tuple[KeptFile, ...]
    mac: str = ""

    def signed(self, header_key: bytes | bytearray) -> "Manifest":
        """Give the manifest with its MAC."""
        return replace(self, mac=self._mac(header_key))

    def is_signed(self, header_key: bytes | bytearray) -> bool:
        """Tell whether somebody with the key of the header wrote it as it is."""
        return hmac.compare_digest(self.mac, self._mac(header_key))

    def written(self) -> bytes:
        """Give its bytes in the file."""
        return json.dumps(_plain(self) | {"mac": self.mac}, ensure_ascii=False, indent=1).encode()

    def _mac(self, header_key: bytes | bytearray) -> str:
        plain = json.dumps(_plain(self), ensure_ascii=False, sort_keys=True).encode()
        return hmac.digest(subkey(header_key, "backup"), plain, hashlib.sha256).hex()


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the backup in a folder, strictly.

    Raises:
        IntegrityError: it is damaged, or it is no backup.
        UserError: it was made by a newer version of the program.
        OSError: it cannot be read.
    """
    path = folder / MANIFEST
    try:
        raw = path.read_bytes() if path.stat().st_size <= _MOST_BYTES else b""
        data = json.loads(raw)
        newer = data["magic"] == MAGIC and type(data["format"]) is int and data["format"] > FORMAT
        found = None if newer else _manifest(data)
    except (
        FileNotFoundError,
        NotADirectoryError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ) as error:
        raise IntegrityError(damaged_backup(folder.name)) from error
    if found is None:
        raise UserError(
            says(
                "De reservekopie {name} is gemaakt met een nieuwere versie van Gehoorwijzer. "
                "Werk het programma bij.",
                name=folder.name,
            )
        )
    if found.written() != raw:  # said in another way than we say it, such as with a field twice
        raise IntegrityError(damaged_backup(folder.name))
    return found


def damaged_backup(name: str) -> Message:
    """Say that a backup is not as it was made."""
    return says("De reservekopie {name} is beschadigd of onvolledig. Kies een andere.", name=name)


def digest_of(path: Path) -> tuple[int, str]:
    """Give the size of a file and its SHA-256."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return size, digest.hexdigest()


def _plain(manifest: Manifest) -> dict[str, Any]:
    return {
        "magic": MAGIC,
        "format": FORMAT,
        "vault_id": manifest.vault_id,
        "made": manifest.made.isoformat(),
        "reason": manifest.reason.value,
        "by": manifest.by,
        "schemas": dict(sorted(manifest.schemas.items())),
        "files": [[one.name, one.size, one.sha256, one.raw] for one in manifest.files],
    }


def _manifest(data: Any) -> Manifest:
    files = tuple(_file(*one) for one in data["files"])
    made = datetime.fromisoformat(data["made"])
    if made.tzinfo is None or len({one.name for one in files}) < len(files):
        raise ValueError("files")
    if not all(isinstance(part, str) for part in (data["by"], data["mac"], *data["schemas"].values())):
        raise TypeError("text")
    if not _ID.fullmatch(data["vault_id"]) or not data["mac"].isascii():
        raise ValueError("id")
    return Manifest(
        data["vault_id"], made, Reason(data["reason"]), data["by"], data["schemas"], files, data["mac"]
    )


def _file(name: str, size: int, sha256: str, raw: bool) -> KeptFile:
    if type(size) is not int or type(raw) is not bool or not _DIGEST.fullmatch(sha256):
        raise TypeError("file")
    parts = PurePosixPath(name).parts
    if not parts or "\\" in name or ":" in name or name.startswith("/") or ".." in parts:
        raise ValueError("name")  # whoever wrote this would have us write elsewhere
    return KeptFile(name, size, sha256, raw)
