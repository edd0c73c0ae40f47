# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The header of a vault: who may open it, with which keys; read strictly, written at one stroke.

Everything in it is authenticated: each wrapped key with the slot that it stands in, and the whole with a key
that every slot wraps.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from app.errors import EnvironmentFault, IntegrityError, Message, UserError, says
from app.vault.compartments import ROLE_COMPARTMENTS, compartments_of
from app.vault.keys import (
    NONCE_BYTES,
    SALT_BYTES,
    WRAPPED_BYTES,
    Derive,
    KdfCost,
    new_salt,
    unwrap,
    wrap,
)

HEADER = "vault.json"
MAGIC = "gehoorwijzer-vault"
FORMAT = 1
SUITE = "argon2id+aes-256-gcm+sqlcipher-4"
HEADER_KEY = "header"
"""The name under which each slot wraps the key that authenticates the header."""

_MOST_BYTES = 1_000_000
_MOST_SLOTS = 1000
_LONGEST_NAME = 200
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


@dataclass(frozen=True, slots=True)
class Slot:
    """One person's way in: the keys of their compartments, wrapped under the key of their passphrase."""

    person: Person
    salt: bytes
    cost: KdfCost
    wrapped: Mapping[str, tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Header:
    """The header as read; `mac` is over all the rest."""

    vault_id: str
    created: str
    demo: bool
    slots: tuple[Slot, ...]
    mac: bytes = b""

    def slot(self, name: str) -> Slot | None:
        """Give the slot of a person."""
        return next((slot for slot in self.slots if slot.person.name == name), None)


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
    return VaultStatus(True, tuple(slot.person for slot in header.slots), header.demo)


def make_slot(
    header: Header, person: NewPerson, keys: Mapping[str, bytes], cost: KdfCost, derive: Derive
) -> Slot:
    """Make a person's slot: it wraps the header's key and those of the compartments their roles open.

    Raises:
        UserError: the name is empty or too long, or somebody has it already.
    """
    if not person.name.strip() or len(person.name) > _LONGEST_NAME:
        raise UserError(says("Kies een naam van 1 tot {count} tekens.", count=_LONGEST_NAME))
    if header.slot(person.name) is not None:
        raise UserError(says("{name} staat al in de kluis. Kies een andere naam.", name=person.name))
    salt = new_salt()
    under = derive(person.passphrase, salt, cost)
    slot = Slot(Person(person.name, person.roles), salt, cost, {})
    opened = {HEADER_KEY, *compartments_of(person.roles)} & set(keys)
    wrapped = {name: wrap(keys[name], under, _about(header, slot, name)) for name in sorted(opened)}
    return replace(slot, wrapped=wrapped)


def open_slot(header: Header, slot: Slot, passphrase: str, derive: Derive) -> dict[str, bytearray] | None:
    """Give the keys in a slot by compartment, or nothing where the passphrase is wrong.

    Raises:
        IntegrityError: the passphrase is right, and the header was changed by somebody without the keys.
    """
    under = derive(passphrase, slot.salt, slot.cost)
    keys: dict[str, bytearray] = {}
    wrong: list[str] = []
    for name, (nonce, wrapped) in slot.wrapped.items():
        key = unwrap(nonce, wrapped, under, _about(header, slot, name))
        if key is None:
            wrong.append(name)
        else:
            keys[name] = key
    if not keys:
        return None
    if wrong:  # one of the keys opened, so the passphrase is right
        raise IntegrityError(_damaged(wrong[0]))
    if not hmac.compare_digest(_mac(header, keys[HEADER_KEY]), header.mac):
        raise IntegrityError(_damaged("mac"))
    return keys


def write_header(folder: Path, header: Header, key: bytes | bytearray) -> None:
    """Write the header at one stroke: after a power cut there is the old one or the new one.

    Raises:
        OSError: it cannot be written; the old one stands.
    """
    data = _written(replace(header, mac=_mac(header, key)))
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
            raise IntegrityError(_damaged("size"))
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
        raise IntegrityError(_damaged("json")) from error
    try:
        header = _header(data)
        said_our_way = _written(header) == raw
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IntegrityError(_damaged("fields")) from error
    if not said_our_way:  # said in another way than we say it, such as with a field twice
        raise IntegrityError(_damaged("form"))
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
    if set(data) != {"magic", "format", "suite", "vault_id", "created", "demo", "slots", "mac"}:
        raise ValueError("fields")
    slots = tuple(_slot(one) for one in data["slots"])
    names = {slot.person.name for slot in slots}
    if not 1 <= len(slots) <= _MOST_SLOTS or len(names) < len(slots):
        raise ValueError("slots")
    return Header(
        vault_id=_octets(data["vault_id"], _ID_BYTES).hex(),
        created=_text(data["created"]),
        demo=data["demo"],
        slots=slots,
        mac=_octets(data["mac"], hashlib.sha256().digest_size),
    )


def _slot(data: Any) -> Slot:
    roles = frozenset(data["roles"])
    if not roles <= set(ROLE_COMPARTMENTS):
        raise ValueError("roles")
    cost = data["cost"]
    numbers = (cost["memory_kib"], cost["passes"], cost["lanes"])
    if not all(type(number) is int for number in numbers):
        raise TypeError("cost")
    wrapped = {
        _text(name): (_octets(nonce, NONCE_BYTES), _octets(key, WRAPPED_BYTES))
        for name, (nonce, key) in data["wrapped"].items()
    }
    if not {HEADER_KEY} <= set(wrapped) <= {HEADER_KEY} | compartments_of(roles):
        raise ValueError("wrapped")
    person = Person(_text(data["name"]), roles)
    return Slot(person, _octets(data["salt"], SALT_BYTES), KdfCost(*numbers), wrapped)


def _octets(value: Any, length: int) -> bytes:
    octets = bytes.fromhex(value)
    if len(octets) != length:
        raise ValueError("length")
    return octets


def _text(value: Any) -> str:
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_NAME:
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
        "slots": [
            _plain_slot(slot)
            | {
                "wrapped": {
                    name: [part.hex() for part in slot.wrapped[name]] for name in sorted(slot.wrapped)
                }
            }
            for slot in header.slots
        ],
    }


def _plain_slot(slot: Slot) -> dict[str, Any]:
    cost = slot.cost
    return {
        "name": slot.person.name,
        "roles": sorted(slot.person.roles),
        "salt": slot.salt.hex(),
        "cost": {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes},
    }


def _about(header: Header, slot: Slot, compartment: str) -> bytes:
    about = [MAGIC, FORMAT, SUITE, header.vault_id, header.demo, _plain_slot(slot), compartment]
    return json.dumps(about, ensure_ascii=False, sort_keys=True).encode()


def _mac(header: Header, key: bytes | bytearray) -> bytes:
    plain = json.dumps(_plain(header), ensure_ascii=False, sort_keys=True).encode()
    return hmac.digest(key, plain, hashlib.sha256)


def _damaged(what: str) -> Message:
    return says(
        "De kop van de kluis is beschadigd ({what}). Er is niets aan veranderd. Zet een reservekopie terug.",
        what=what,
    )
