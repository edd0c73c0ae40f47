# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Keys: from a passphrase to a key that unwraps others (Argon2id, RFC 9106; AES-256-GCM; HKDF-SHA256)."""

import secrets
import time
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.errors import EnvironmentFault, IntegrityError, says

KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12
TAG_BYTES = 16
WRAPPED_BYTES = KEY_BYTES + TAG_BYTES
"""A wrapped key: its ciphertext and the tag of AES-GCM."""


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What deriving a key from a passphrase costs: memory in KiB, passes over it, lanes."""

    memory_kib: int
    passes: int
    lanes: int = 1


FLOOR = KdfCost(memory_kib=64 * 1024, passes=3)
"""A vault with a lower cost is refused: somebody made guessing cheap."""

CEILING = KdfCost(memory_kib=1024 * 1024, passes=20, lanes=4)
"""A vault with a higher cost is refused before anything is derived: somebody wants to exhaust the machine."""

TARGET_SECONDS = 1.0
"""How long deriving a key shall take, about; 0.7 to 1.5 will do."""

_MOST_CALIBRATED_KIB = 256 * 1024
"""Memory that a laptop has free while the program runs."""

Derive = Callable[[str, bytes, KdfCost], bytes]


def derive_key(passphrase: str, salt: bytes, cost: KdfCost) -> bytes:
    """Derive a key of 32 bytes from a passphrase; the same letters give the same key however typed (NFC).

    Raises:
        EnvironmentFault: the machine has no memory left for it.
    """
    try:
        return hash_secret_raw(
            unicodedata.normalize("NFC", passphrase).encode(),
            salt,
            time_cost=cost.passes,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        raise EnvironmentFault(
            says("De computer heeft te weinig geheugen vrij om de kluis te openen. Sluit andere programma's.")
        ) from error


def check_cost(cost: KdfCost, floor: KdfCost = FLOOR) -> None:
    """Check that a cost lies between the floor and the ceiling.

    Raises:
        IntegrityError: it does not.
    """
    fits = (
        floor.memory_kib <= cost.memory_kib <= CEILING.memory_kib
        and floor.passes <= cost.passes <= CEILING.passes
        and 1 <= cost.lanes <= CEILING.lanes
    )
    if not fits:
        raise IntegrityError(
            says(
                "De instellingen van de sleutel van deze kluis zijn niet veilig. Zet een reservekopie terug."
            )
        )


def calibrate(
    seconds: float = TARGET_SECONDS,
    timer: Callable[[], float] = time.perf_counter,
    derive: "Derive | None" = None,
) -> KdfCost:
    """Find the cost that takes about `seconds` on this machine, between the floor and the ceiling.

    A quick machine gets more memory first, which makes guessing dear (RFC 9106), and then more passes.
    What was chosen is measured, and put right once.

    Args:
        seconds: how long deriving a key shall take.
        timer: gives seconds that only go on.
        derive: derives a key; as it is done otherwise, when absent.
    """

    def took(cost: KdfCost) -> float:
        started = timer()
        (derive or derive_key)("ijking", bytes(SALT_BYTES), cost)
        return max(timer() - started, 1e-6)

    per_pass = took(FLOOR) / FLOOR.passes
    memory = FLOOR.memory_kib
    while memory < _MOST_CALIBRATED_KIB and per_pass * FLOOR.passes * 2 <= seconds:
        memory, per_pass = memory * 2, per_pass * 2
    chosen = KdfCost(memory, _passes(seconds / per_pass))
    measured = took(chosen)
    return KdfCost(memory, _passes(seconds * chosen.passes / measured))


def _passes(wanted: float) -> int:
    return min(max(round(wanted), FLOOR.passes), CEILING.passes)


def new_key() -> bytes:
    """Make a random key."""
    return secrets.token_bytes(KEY_BYTES)


def new_salt() -> bytes:
    """Make a random salt."""
    return secrets.token_bytes(SALT_BYTES)


def wrap(key: bytes, under: bytes, about: bytes) -> tuple[bytes, bytes]:
    """Encrypt a key under another; `about` is authenticated with it. Gives the nonce and the ciphertext."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce, AESGCM(under).encrypt(nonce, key, about)


def unwrap(nonce: bytes, wrapped: bytes, under: bytes, about: bytes) -> bytearray | None:
    """Decrypt a key, or give nothing where `under` or `about` is not what it was wrapped with.

    The key comes as a bytearray, so that `wipe` can overwrite it when it is no longer needed.
    """
    key = bytearray(max(len(wrapped) - TAG_BYTES, 0))
    try:
        AESGCM(under).decrypt_into(nonce, wrapped, about, key)
    except InvalidTag:
        return None
    return key


def wipe(keys: Iterable[bytearray]) -> None:
    """Overwrite keys. A best effort: Python and the libraries may have made copies that it does not reach."""
    for key in keys:
        key[:] = bytes(len(key))


def subkey(key: bytes | bytearray, purpose: str) -> bytes:
    """Derive a key for one purpose from a compartment's key."""
    return HKDF(SHA256(), KEY_BYTES, None, f"gehoorwijzer/{purpose}".encode()).derive(bytes(key))
