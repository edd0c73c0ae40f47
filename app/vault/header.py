# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The header of a vault: who may open it, with which keys; read strictly, written at one stroke.

Everything in it is authenticated: each sealed key with the slot that it stands in, each slot by the vault's
authority, and the whole with a key that every slot holds.
"""

import hashlib
import hmac
import json
import os
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.errors import EnvironmentFault, IntegrityError, Message, UserError, says
from app.vault.compartments import ROLE_COMPARTMENTS, compartments_of
from app.vault.keys import KEY_BYTES, NONCE_BYTES, SALT_BYTES, WRAPPED_BYTES, KdfCost
from app.vault.sealing import PUBLIC_BYTES, SIGNATURE_BYTES, Sealed

HEADER = "vault.json"
MAGIC = "gehoorwijzer-vault"
FORMAT = 1
SUITE = "argon2id+x25519+ed25519+aes-256-gcm+sqlcipher-4"
HEADER_KEY = "header"
"""The name under which each slot holds the key that authenticates the header."""

SEALED_BYTES = KEY_BYTES + PUBLIC_BYTES
"""What is sealed for a person: a key, and the public key of the authority that it belongs to."""

_MOST_BYTES = 1_000_000
_MOST_SLOTS = 1000
RECOVERY = "herstelwoorden"
"""The name in the slot that the recovery words open; no person has it."""

LONGEST_NAME = 200
"""Characters in the name of a person."""

_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may open the vault."""

    name: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody who will be able to open the vault."""

    name: str
    roles: frozenset[str]
    passphrase: str


@dataclass(frozen=True, slots=True)
class VaultStatus:
    """What is known of a vault without opening it."""

    exists: bool
    people: tuple[Person, ...] = ()
    demo: bool = False
    format_version: int = FORMAT
    recovery: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """One person's way in.

    Attributes:
        salt, cost: how a key is derived from the passphrase.
        public: the person's public key; keys of compartments are sealed to it.
        signer: the public key with which the person's signatures are checked.
        secret: the person's secret key under the key of the passphrase: nonce and ciphertext.
        sealed: keys by name: that of the header, and those of compartments. One that the roles open and that
            is not there waits for somebody who holds it.
        grant: the authority's signature over name, roles and both public keys.
    """

    person: Person
    salt: bytes
    cost: KdfCost
    public: bytes
    signer: bytes
    secret: tuple[bytes, bytes]
    sealed: Mapping[str, Sealed]
    grant: bytes


@dataclass(frozen=True, slots=True)
class Office:
    """A vault as others know it: its id, whether its data are invented, and what checks its grants."""

    vault_id: str
    demo: bool
    authority: bytes


@dataclass(frozen=True, slots=True)
class Trusted:
    """Another office whose publications are accepted; the own authority signed for it."""

    name: str
    office: Office
    grant: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """The header as read; `mac` is over all the rest. `authority` checks the signatures of grants.

    `trusted` names other vaults whose team leads' publications are accepted here.
    """

    vault_id: str
    created: str
    demo: bool
    authority: bytes
    slots: tuple[Slot, ...]
    trusted: tuple[Trusted, ...] = ()
    mac: bytes = b""

    @property
    def office(self) -> Office:
        """This vault, as others know it."""
        return Office(self.vault_id, self.demo, self.authority)

    def slot(self, name: str) -> Slot | None:
        """Give the slot of a person; in capitals or not, and with more spaces or fewer, it is one name."""
        exact = next((slot for slot in self.slots if slot.person.name == name), None)
        if exact is not None:
            return exact
        near = [slot for slot in self.slots if folded(slot.person.name) == folded(name)]
        return near[0] if len(near) == 1 else None

    def with_slot(self, slot: Slot) -> "Header":
        """Give the header with a slot in the place of that person's old one, or at the end."""
        others = [slot if one.person.name == slot.person.name else one for one in self.slots]
        return replace(self, slots=tuple(others) if slot in others else (*others, slot))


def folded(name: str) -> str:
    """Give what two names have in common that nobody can tell apart when they are read aloud."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def people_of(header: "Header") -> tuple[Person, ...]:
    """Give the people in a header, without the recovery words."""
    return tuple(slot.person for slot in header.slots if slot.person.name != RECOVERY)


def new_vault_id() -> str:
    """Make the identifier of a new vault."""
    return secrets.token_hex(_ID_BYTES)


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
    recovery = header.slot(RECOVERY) is not None
    return VaultStatus(True, people_of(header), header.demo, recovery=recovery)


def write_header(folder: Path, header: Header, key: bytes | bytearray) -> None:
    """Write the header at one stroke: after a power cut there is the old one or the new one.

    Raises:
        OSError: it cannot be written; the old one stands.
    """
    data = _written(replace(header, mac=mac_of(header, key)))
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
        data = json.loads(raw)
    except OSError as error:
        raise EnvironmentFault(
            says(
                "De kluis in {folder} kan niet worden gelezen: {reason}. Controleer de rechten.",
                folder=str(folder),
                reason=error.strerror,
            )
        ) from error
    except (ValueError, RecursionError) as error:
        raise IntegrityError(damaged_header("json")) from error
    try:
        header = _header(data)
        said_our_way = _written(header) == raw
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IntegrityError(damaged_header("fields")) from error
    if not said_our_way:  # said in another way than we say it, such as with a field twice
        raise IntegrityError(damaged_header("form"))
    return header


def _header(data: Any) -> Header:
    if data["magic"] != MAGIC:
        raise ValueError("magic")
    version = data["format"]
    if type(version) is not int:
        raise TypeError("format")
    if version > FORMAT:
        raise UserError(
            says("Deze kluis is gemaakt met een nieuwere versie van Gehoorwijzer. Werk het programma bij.")
        )
    if version != FORMAT or data["suite"] != SUITE or not isinstance(data["demo"], bool):
        raise ValueError("format")
    if set(data) != {
        "magic",
        "format",
        "suite",
        "vault_id",
        "created",
        "demo",
        "authority",
        "trusted",
        "slots",
        "mac",
    }:
        raise ValueError("fields")
    slots = tuple(_slot(one) for one in data["slots"])
    names = {slot.person.name for slot in slots}
    if not 1 <= len(slots) <= _MOST_SLOTS or len(names) < len(slots):
        raise ValueError("slots")
    return Header(
        vault_id=_octets(data["vault_id"], _ID_BYTES).hex(),
        created=_text(data["created"]),
        demo=data["demo"],
        authority=_octets(data["authority"], PUBLIC_BYTES),
        slots=slots,
        trusted=tuple(_trusted(one) for one in data["trusted"]),
        mac=_octets(data["mac"], hashlib.sha256().digest_size),
    )


def _trusted(data: Any) -> Trusted:
    if not isinstance(data["demo"], bool):
        raise TypeError("demo")
    vault_id = _octets(data["vault_id"], _ID_BYTES).hex()
    office = Office(vault_id, data["demo"], _octets(data["authority"], PUBLIC_BYTES))
    return Trusted(_text(data["name"]), office, _octets(data["grant"], SIGNATURE_BYTES))


def _slot(data: Any) -> Slot:
    roles = frozenset(data["roles"])
    if not roles <= set(ROLE_COMPARTMENTS):
        raise ValueError("roles")
    cost = data["cost"]
    numbers = (cost["memory_kib"], cost["passes"], cost["lanes"])
    if not all(type(number) is int for number in numbers):
        raise TypeError("cost")
    sealed = {
        _text(name): _sealed(*(bytes.fromhex(part) for part in parts))
        for name, parts in data["sealed"].items()
    }
    if not {HEADER_KEY} <= set(sealed) <= {HEADER_KEY} | compartments_of(roles):
        raise ValueError("sealed")
    nonce, secret = data["secret"]
    return Slot(
        person=Person(_text(data["name"]), roles),
        salt=_octets(data["salt"], SALT_BYTES),
        cost=KdfCost(*numbers),
        public=_octets(data["public"], PUBLIC_BYTES),
        signer=_octets(data["signer"], PUBLIC_BYTES),
        secret=(_octets(nonce, NONCE_BYTES), _octets(secret, WRAPPED_BYTES)),
        sealed=sealed,
        grant=_octets(data["grant"], SIGNATURE_BYTES),
    )


def _sealed(sender: bytes, nonce: bytes, ciphertext: bytes) -> Sealed:
    return Sealed.parts(sender, nonce, ciphertext, SEALED_BYTES)


def _octets(value: Any, length: int) -> bytes:
    octets = bytes.fromhex(value)
    if len(octets) != length:
        raise ValueError("length")
    return octets


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME:
        raise TypeError("text")
    return value


def _written(header: Header) -> bytes:
    return json.dumps(_plain(header) | {"mac": header.mac.hex()}, ensure_ascii=False, indent=1).encode()


def _plain(header: Header) -> dict[str, Any]:
    return {
        "magic": MAGIC,
        "format": FORMAT,
        "suite": SUITE,
        "vault_id": header.vault_id,
        "created": header.created,
        "demo": header.demo,
        "authority": header.authority.hex(),
        "trusted": [
            {
                "name": one.name,
                "vault_id": one.office.vault_id,
                "demo": one.office.demo,
                "authority": one.office.authority.hex(),
                "grant": one.grant.hex(),
            }
            for one in header.trusted
        ],
        "slots": [_plain_slot(slot) for slot in header.slots],
    }


def _plain_slot(slot: Slot) -> dict[str, Any]:
    cost = slot.cost
    return {
        "name": slot.person.name,
        "roles": sorted(slot.person.roles),
        "salt": slot.salt.hex(),
        "cost": {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes},
        "public": slot.public.hex(),
        "signer": slot.signer.hex(),
        "secret": [part.hex() for part in slot.secret],
        "sealed": {
            name: [one.sender.hex(), one.nonce.hex(), one.ciphertext.hex()]
            for name, one in sorted(slot.sealed.items())
        },
        "grant": slot.grant.hex(),
    }


def mac_of(header: Header, key: bytes | bytearray) -> bytes:
    """Give the MAC of a header under the key that every slot holds."""
    plain = json.dumps(_plain(header), ensure_ascii=False, sort_keys=True).encode()
    return hmac.digest(key, plain, hashlib.sha256)


def damaged_header(what: str) -> Message:
    """Say that the header is damaged; `what` names the part, for whoever has to look at it."""
    return says(
        "De kop van de kluis is beschadigd ({what}). Er is niets aan veranderd. Zet een reservekopie terug.",
        what=what,
    )
