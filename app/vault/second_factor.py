# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a slot may ask for beside a passphrase: something that one has.

A factor answers a challenge, as a token does that never gives its secret away; a key file does the same with
the secret in it. The answer goes with the key of the passphrase through HKDF; neither opens a slot alone.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import UserError, says
from app.vault.keys import KEY_BYTES
from app.vault.roster import Factor, Slot

KEY_FILE = "keyfile"
"""The kind of factor that a file is."""

_MAGIC = "gehoorwijzer-key-file"
_VERSION = 1
_ID_BYTES = 8
MOST_BYTES = 4096
"""Bytes; no key file is longer."""


_NO_KEY_FILE = says("Dit is geen sleutelbestand, of het is beschadigd. Kies het bestand dat u hebt gekregen.")


class SecondFactor(Protocol):
    """Something that one has; a token on PKCS#11 is another adapter of this."""

    @property
    def factor(self) -> Factor:
        """Which one it is; this is no secret."""
        ...

    def answer(self, challenge: bytes) -> bytes:
        """Give the 32 bytes that this factor alone can give for a challenge."""
        ...


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A secret of 256 bits in a file, on a stick that its owner keeps apart from the computer."""

    file_id: str
    secret: bytes

    @classmethod
    def new(cls) -> "KeyFile":
        """Make another."""
        return cls(secrets.token_hex(_ID_BYTES), secrets.token_bytes(KEY_BYTES))

    @classmethod
    def read(cls, data: bytes) -> "KeyFile":
        """Read a key file.

        Raises:
            UserError: it is none, or it is damaged.
        """
        try:
            plain = json.loads(data if len(data) <= MOST_BYTES else b"")
            made = cls(bytes.fromhex(plain["id"]).hex(), bytes.fromhex(plain["secret"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UserError(_NO_KEY_FILE) from error
        if made.written() != data:
            raise UserError(_NO_KEY_FILE)
        return made

    @property
    def factor(self) -> Factor:
        """Which file it is."""
        return Factor(KEY_FILE, self.file_id)

    def answer(self, challenge: bytes) -> bytes:
        """Give what this file alone can give for a challenge."""
        return hmac.digest(self.secret, challenge, hashlib.sha256)

    def written(self) -> bytes:
        """Write it, with a check sum."""
        plain = {"magic": _MAGIC, "version": _VERSION, "id": self.file_id, "secret": self.secret.hex()}
        total = hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()
        return json.dumps(plain | {"sum": total}, indent=1).encode() + b"\n"


def with_factor(slot: Slot, under: bytes, factor: SecondFactor | None) -> bytes:
    """Give the key that opens a slot, from the key of its passphrase and the factor that it asks for.

    Raises:
        UserError: the factor is missing, or it is another.
    """
    if slot.factor is None or factor is None:
        must_have(slot, factor)
        return under
    must_have(slot, factor)
    together = HKDF(SHA256(), KEY_BYTES, slot.salt, b"gehoorwijzer/second-factor")
    return together.derive(under + factor.answer(slot.salt))


def must_have(slot: Slot, factor: SecondFactor | None) -> None:
    """Refuse to try without the factor that a slot asks for; it costs nothing to see.

    Raises:
        UserError: the factor is missing, or it is another.
    """
    if slot.factor is None:
        return
    if factor is None:
        raise UserError(
            says(
                "{name} opent de kluis met een sleutelbestand erbij. Kies dat bestand.", name=slot.person.name
            )
        )
    if factor.factor != slot.factor:
        raise UserError(
            says("Dit sleutelbestand hoort niet bij {name}. Kies het goede bestand.", name=slot.person.name)
        )
