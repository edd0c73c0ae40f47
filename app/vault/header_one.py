# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first form of the header: one JSON object under one MAC. It is kept until it is renewed."""

import hashlib
import json
from typing import Any

from app.errors import IntegrityError, UserError
from app.vault.header_parts import (
    cost_from,
    cost_plain,
    damaged_header,
    flag,
    newer_program,
    octets,
    roles_from,
    sealed_from,
    sealed_plain,
    secret_from,
    trusted_from,
    trusted_plain,
    words,
)
from app.vault.keys import SALT_BYTES
from app.vault.roster import FORMAT, ID_BYTES, MAGIC, MOST_SLOTS, SUITE, Header, Person, Slot
from app.vault.sealing import PUBLIC_BYTES, SIGNATURE_BYTES

FORM = 1
_FIELDS = frozenset(
    {"magic", "format", "suite", "vault_id", "created", "demo", "authority", "trusted", "slots", "mac"}
)
_SLOT_FIELDS = frozenset({"name", "roles", "salt", "cost", "public", "signer", "secret", "sealed", "grant"})


def read_one(raw: bytes) -> Header:
    """Read the first form.

    Raises:
        IntegrityError: it is damaged, or no header of ours.
        UserError: it was made by a newer version of the program.
    """
    try:
        data = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise IntegrityError(damaged_header("json")) from error
    try:
        header = _header(data)
        said_our_way = written_one(header) == raw
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise IntegrityError(damaged_header("fields")) from error
    if not said_our_way:  # said in another way than we say it, such as with a field twice
        raise IntegrityError(damaged_header("form"))
    return header


def written_one(header: Header) -> bytes:
    """Write a header, with its MAC."""
    return json.dumps(_plain(header) | {"mac": header.mac.hex()}, ensure_ascii=False, indent=1).encode()


def covered_one(header: Header) -> bytes:
    """Give what the MAC is over."""
    return json.dumps(_plain(header), ensure_ascii=False, sort_keys=True).encode()


def _header(data: Any) -> Header:
    if data["magic"] != MAGIC:
        raise ValueError("magic")
    version = data["format"]
    if type(version) is not int:
        raise TypeError("format")
    if version > FORMAT:
        raise UserError(newer_program())
    if version != FORM or data["suite"] != SUITE or set(data) != _FIELDS:
        raise ValueError("format")
    slots = tuple(_slot(one) for one in data["slots"])
    names = {slot.person.name for slot in slots}
    if not 1 <= len(slots) <= MOST_SLOTS or len(names) < len(slots):
        raise ValueError("slots")
    return Header(
        vault_id=octets(data["vault_id"], ID_BYTES).hex(),
        created=words(data["created"]),
        demo=flag(data["demo"]),
        authority=octets(data["authority"], PUBLIC_BYTES),
        slots=slots,
        trusted=tuple(trusted_from(one) for one in data["trusted"]),
        mac=octets(data["mac"], hashlib.sha256().digest_size),
        form=FORM,
    )


def _slot(data: Any) -> Slot:
    roles = roles_from(data["roles"])
    if set(data) != _SLOT_FIELDS:
        raise ValueError("slot")
    return Slot(
        person=Person(words(data["name"]), roles),
        salt=octets(data["salt"], SALT_BYTES),
        cost=cost_from(data["cost"]),
        public=octets(data["public"], PUBLIC_BYTES),
        signer=octets(data["signer"], PUBLIC_BYTES),
        secret=secret_from(data["secret"]),
        sealed=sealed_from(data["sealed"], roles),
        grant=octets(data["grant"], SIGNATURE_BYTES),
        version=FORM,
    )


def _plain(header: Header) -> dict[str, Any]:
    return {
        "magic": MAGIC,
        "format": FORM,
        "suite": SUITE,
        "vault_id": header.vault_id,
        "created": header.created,
        "demo": header.demo,
        "authority": header.authority.hex(),
        "trusted": [trusted_plain(one) for one in header.trusted],
        "slots": [_plain_slot(slot) for slot in header.slots],
    }


def _plain_slot(slot: Slot) -> dict[str, Any]:
    return {
        "name": slot.person.name,
        "roles": sorted(slot.person.roles),
        "salt": slot.salt.hex(),
        "cost": cost_plain(slot.cost),
        "public": slot.public.hex(),
        "signer": slot.signer.hex(),
        "secret": [part.hex() for part in slot.secret],
        "sealed": sealed_plain(slot.sealed),
        "grant": slot.grant.hex(),
    }
