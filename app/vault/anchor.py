# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Anchors: where the trails of a vault ended, and how its header was, kept outside the vault's folder.

SQLCipher does not notice an old page or an old file put back, and a chain does not notice that its end was
cut off. Who remembers elsewhere where the chain ended does. An anchor holds no secret and needs none: a
forged one raises an alarm, and hides nothing unless somebody can write the vault and the anchor both.
"""

import base64
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from app.errors import EnvironmentFault, IntegrityError, Message, UserError, says

_SLOT = 4096
"""Bytes of each of the two places in the file; one sector or one page is written as a whole or not at all."""

_SHORT = 10
"""Bytes of a MAC on a printed line: nobody finds another trail with the same 80 bits."""

HEADER_HEAD = "header"
"""The name of the head that says how often the header was written, and its MAC."""

DECISIONS = "decisions"
"""The name of the head that says how often administrators decided something."""

_MOST_HEADS = 16
_MOST_ROWS = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Head:
    """Where something ended: the number of the last row, its MAC, and when it was written (ISO 8601).

    A printed line carries the beginning of the MAC alone, and no time.
    """

    number: int
    mac: bytes
    at: str = ""

    def fits(self, mac: bytes) -> bool:
        """Tell whether a row with this MAC is the row that was anchored."""
        return mac[: len(self.mac)] == self.mac


@dataclass(frozen=True, slots=True)
class Anchor:
    """How a vault was when it was last seen: the head of each trail by compartment."""

    vault_id: str
    heads: Mapping[str, Head] = field(default_factory=dict)

    def moved(self, name: str, head: Head) -> "Anchor":
        """Give the anchor with another head."""
        return Anchor(self.vault_id, {**self.heads, name: head})


class AnchorStore(Protocol):
    """Remembers an anchor outside the vault's folder."""

    def prepare(self) -> None:
        """Get ready meanwhile, as when a passphrase is being looked at; `close` undoes it."""
        ...

    def place(self, vault_id: str) -> Message:
        """Say where the anchor of a vault is kept, or why it is not."""
        ...

    def load(self, vault_id: str) -> Anchor | None:
        """Give what is remembered of a vault; nothing where it was never seen here.

        Raises:
            IntegrityError: what was remembered is damaged.
            EnvironmentFault: it cannot be read; nothing is written over then.
        """
        ...

    def save(self, anchor: Anchor, *, safe: bool) -> bool:
        """Remember an anchor; where `safe`, it is kept before this returns. A slow place keeps no others.

        Returns:
            whether it is kept.

        Raises:
            EnvironmentFault: it cannot be written.
        """
        ...

    def close(self) -> None:
        """Let go of what is open; it is taken up again when it is needed."""
        ...


class AnchorFolder:
    """Anchors in a folder of the user's, a file for each vault.

    A file has two places that are written in turn, so that a power cut spoils one of them at most. Writing
    without waiting for the disk costs some microseconds: a killed program loses nothing of it, and a power
    cut what the system had not yet written, some thirty seconds at most on the usual systems.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._counts: dict[str, int] = {}
        self._handles: dict[str, int] = {}

    def prepare(self) -> None:
        """There is nothing to get ready."""

    def place(self, vault_id: str) -> Message:
        """Say in which file it is."""
        return says("In een bestand buiten de kluis: {file}.", file=str(self._path(vault_id)))

    def load(self, vault_id: str) -> Anchor | None:
        """Give what is remembered of a vault."""
        try:
            raw = self._path(vault_id).read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _not_kept(error) from error
        places = (read_anchor_bytes(raw[at : at + _SLOT]) for at in (0, _SLOT))
        found = [place for place in places if place is not None]
        if not found:
            raise IntegrityError(
                says(
                    "Het anker van deze kluis is beschadigd ({file}). Controleer de kluis met een afgedrukt "
                    "anker, of aanvaard het logboek zoals het is.",
                    file=str(self._path(vault_id)),
                )
            )
        self._counts[vault_id], heads = max(found, key=lambda place: place[0])
        return Anchor(vault_id, heads)

    def save(self, anchor: Anchor, *, safe: bool) -> bool:
        """Remember an anchor."""
        try:
            handle = self._handle(anchor.vault_id)
            count = self._counts[anchor.vault_id] = self._counts.get(anchor.vault_id, 0) + 1
            os.lseek(handle, count % 2 * _SLOT, os.SEEK_SET)
            os.write(handle, anchor_bytes(count, anchor.heads).ljust(_SLOT, b"\n"))
            if safe:
                os.fsync(handle)
        except OSError as error:
            raise _not_kept(error) from error
        return True

    def close(self) -> None:
        """Let go of the files."""
        for handle in self._handles.values():
            os.close(handle)
        self._handles.clear()

    def _handle(self, vault_id: str) -> int:
        known = self._handles.get(vault_id)
        if known is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            how = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
            known = self._handles[vault_id] = os.open(self._path(vault_id), how, 0o600)
        return known

    def _path(self, vault_id: str) -> Path:
        return self._folder / f"{vault_id}.anchor"


def anchor_bytes(count: int, heads: Mapping[str, Head]) -> bytes:
    """Give heads as they are kept: a line with a check sum, of some hundreds of bytes.

    Args:
        count: how often they were written; the latest of two places has the most.
        heads: by name.
    """
    plain = {name: [head.number, head.mac.hex(), head.at] for name, head in sorted(heads.items())}
    body = json.dumps([count, plain], separators=(",", ":"))
    whole = f"{hashlib.sha256(body.encode()).hexdigest()} {body}\n".encode()
    if len(whole) > _SLOT:
        raise ValueError("an anchor has a place of its own size")
    return whole


def read_anchor_bytes(place: bytes) -> tuple[int, dict[str, Head]] | None:
    """Read what `anchor_bytes` gave; nothing where it is not whole."""
    digest, _, body = place.rstrip(b"\n").partition(b" ")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    try:
        count, plain = json.loads(body)
        heads = {name: _head(number, bytes.fromhex(mac), at) for name, (number, mac, at) in plain.items()}
        return (count, heads) if type(count) is int else None
    except (ValueError, TypeError, AttributeError, RecursionError):  # whole, and not written by us
        return None


def _head(number: int, mac: bytes, at: str = "") -> Head:
    """Give a head that can be one.

    Raises:
        ValueError, TypeError: it cannot.
    """
    if type(number) is not int or not 0 <= number <= _MOST_ROWS or not mac:
        raise ValueError("number")
    if at and datetime.fromisoformat(at).tzinfo is None:
        raise ValueError("at")
    return Head(number, mac, at)


def _not_kept(error: OSError) -> EnvironmentFault:
    return EnvironmentFault(
        says(
            "Het anker van het logboek kan niet worden bewaard of gelezen: {reason}. "
            "Controleer de rechten van uw eigen map.",
            reason=error.strerror,
        )
    )


_NO_ANCHOR = says("Dit is geen anker, of het is niet goed overgetypt. Typ de regel opnieuw over.")

# On paper --------------------------------------------------------------------------------------------------


def printed(anchor: Anchor) -> str:
    """Give an anchor as one line to print, with a check sum at its end."""
    parts = [
        f"{name}-{head.number}-{_letters(head.mac[:_SHORT])}" for name, head in sorted(anchor.heads.items())
    ]
    line = ":".join(["gw1", anchor.vault_id[:8], *parts])
    return f"{line}:{_check(line)}"


def read_printed(line: str, vault_id: str) -> Anchor:
    """Read a printed line, in capitals or not, with spaces or without.

    Raises:
        UserError: it is no such line, was not typed over rightly, or is of another vault.
    """
    typed = "".join(line.split()).lower()
    body, _, check = typed.rpartition(":")
    magic, *rest = body.split(":")
    if magic != "gw1" or not rest or check != _check(body) or len(rest) > _MOST_HEADS:
        raise UserError(_NO_ANCHOR)
    if not vault_id.startswith(rest[0]):
        raise UserError(says("Dit anker is van een andere kluis. Kies het anker van deze kluis."))
    try:
        parts = (part.split("-") for part in rest[1:])
        heads = {name: _head(int(number), base64.b32decode(mac.upper())) for name, number, mac in parts}
    except ValueError as error:  # its check sum is right, and we never wrote it
        raise UserError(_NO_ANCHOR) from error
    return Anchor(vault_id, heads)


def _letters(data: bytes) -> str:
    return base64.b32encode(data).decode().lower()


def _check(line: str) -> str:
    return _letters(hashlib.sha256(line.encode()).digest()[:5])
