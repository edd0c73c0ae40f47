# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Giving a key to somebody who is not there, and signing for it (X25519, AES-256-GCM; Ed25519).

A key is sealed to a person's public key: whoever holds it can give it on, and only that person can take it.
The sender's half of the exchange is used once and thrown away (as in RFC 9180's base mode, with our parts).
"""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.vault.keys import KEY_BYTES, NONCE_BYTES, TAG_BYTES, unwrap, wrap

PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True)
class Sealed:
    """Secret bytes that one person alone can open: the sender's public half, a nonce and a ciphertext.

    The giver is the public key of who signed for it; nobody did before there were such signatures.
    """

    sender: bytes
    nonce: bytes
    ciphertext: bytes
    giver: bytes = b""
    signature: bytes = b""

    @classmethod
    def parts(cls, length: int, *parts: bytes) -> "Sealed":
        """Put stored parts together; `length` is that of what was sealed.

        Raises:
            ValueError: a part is missing, or does not have its length.
        """
        unsigned = (PUBLIC_BYTES, NONCE_BYTES, length + TAG_BYTES)
        if tuple(map(len, parts)) not in {unsigned, (*unsigned, PUBLIC_BYTES, SIGNATURE_BYTES)}:
            raise ValueError("length")
        return cls(*parts)

    def stored(self) -> tuple[bytes, ...]:
        """Take the parts that are stored."""
        unsigned = (self.sender, self.nonce, self.ciphertext)
        return (*unsigned, self.giver, self.signature) if self.giver else unsigned


def new_secret() -> bytes:
    """Make a person's secret key."""
    return secrets.token_bytes(KEY_BYTES)


def public_of(secret: bytes | bytearray) -> bytes:
    """Give the public key that belongs to a person's secret key."""
    return X25519PrivateKey.from_private_bytes(bytes(secret)).public_key().public_bytes_raw()


def seal(content: bytes, to: bytes, about: bytes) -> Sealed:
    """Encrypt `content` for the holder of a public key; `about` is authenticated with it."""
    sender = X25519PrivateKey.generate()
    own = sender.public_key().public_bytes_raw()
    shared = sender.exchange(X25519PublicKey.from_public_bytes(to))
    return Sealed(own, *wrap(content, _under(shared, own, to), about))


def unseal(sealed: Sealed, secret: bytes | bytearray, about: bytes) -> bytearray | None:
    """Decrypt what was sealed for this secret key, or give nothing where it or `about` is another."""
    try:
        shared = X25519PrivateKey.from_private_bytes(bytes(secret)).exchange(
            X25519PublicKey.from_public_bytes(sealed.sender)
        )
    except ValueError:  # the sender's half is a point that would make every secret the same
        return None
    under = _under(shared, sealed.sender, public_of(secret))
    return unwrap(sealed.nonce, sealed.ciphertext, under, about)


def authority_of(seed: bytes | bytearray) -> bytes:
    """Give the public key with which the signatures of a seed are checked."""
    return Ed25519PrivateKey.from_private_bytes(bytes(seed)).public_key().public_bytes_raw()


def sign(seed: bytes | bytearray, message: bytes) -> bytes:
    """Sign a message."""
    return Ed25519PrivateKey.from_private_bytes(bytes(seed)).sign(message)


def is_signed(authority: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a signature is that of the authority over this message."""
    try:
        Ed25519PublicKey.from_public_bytes(authority).verify(signature, message)
    except InvalidSignature:
        return False
    return True


def _under(shared: bytes, sender: bytes, to: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, sender + to, b"gehoorwijzer/seal").derive(shared)
