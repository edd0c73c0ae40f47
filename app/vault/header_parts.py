# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts that both forms of the header are written in, read strictly.

Whatever is missing, of another type or of another length raises KeyError, TypeError, ValueError or
AttributeError.
"""

from collections.abc import Mapping
from typing import Any

from app.errors import Message, says
from app.vault.compartments import ROLE_COMPARTMENTS, compartments_of
from app.vault.keys import KEY_BYTES, NONCE_BYTES, WRAPPED_BYTES, KdfCost
from app.vault.roster import HEADER_KEY, ID_BYTES, LONGEST_NAME, NEXT, Office, Trusted
from app.vault.sealing import PUBLIC_BYTES, SIGNATURE_BYTES, Sealed

SEALED_BYTES = KEY_BYTES + PUBLIC_BYTES
"""What is sealed for a person: a key, and the public key of the authority that it belongs to."""


def octets(value: Any, length: int) -> bytes:
    """Read bytes of this length."""
    found = bytes.fromhex(value)
    if len(found) != length:
        raise ValueError("length")
    return found


def label(value: Any) -> str:
    """Read a text that may be empty."""
    if not isinstance(value, str) or len(value) > LONGEST_NAME:
        raise TypeError("text")
    return value


def words(value: Any) -> str:
    """Read a text."""
    if not value:
        raise ValueError("text")
    return label(value)


def flag(value: Any) -> bool:
    """Read a truth value."""
    if not isinstance(value, bool):
        raise TypeError("flag")
    return value


def number(value: Any) -> int:
    """Read a count."""
    if type(value) is not int or value < 0:
        raise TypeError("number")
    return value


def roles_from(value: Any) -> frozenset[str]:
    """Read roles."""
    roles = frozenset(value)
    if not roles <= set(ROLE_COMPARTMENTS):
        raise ValueError("roles")
    return roles


def cost_from(value: Any) -> KdfCost:
    """Read a cost."""
    return KdfCost(*(number(value[name]) for name in ("memory_kib", "passes", "lanes")))


def cost_plain(cost: KdfCost) -> dict[str, int]:
    """Write a cost."""
    return {"memory_kib": cost.memory_kib, "passes": cost.passes, "lanes": cost.lanes}


def secret_from(value: Any) -> tuple[bytes, bytes]:
    """Read a wrapped secret key."""
    nonce, secret = value
    return octets(nonce, NONCE_BYTES), octets(secret, WRAPPED_BYTES)


def sealed_from(value: Any, roles: frozenset[str]) -> dict[str, Sealed]:
    """Read sealed keys; the header's is among them, and none that the roles do not open."""
    sealed = {
        words(name): Sealed.parts(SEALED_BYTES, *(bytes.fromhex(part) for part in parts))
        for name, parts in value.items()
    }
    opened = compartments_of(roles)
    if not {HEADER_KEY} <= set(sealed) <= {HEADER_KEY, *opened, *(NEXT + name for name in opened)}:
        raise ValueError("sealed")
    return sealed


def sealed_plain(sealed: Mapping[str, Sealed]) -> dict[str, list[str]]:
    """Write sealed keys."""
    return {name: [part.hex() for part in one.stored()] for name, one in sorted(sealed.items())}


def trusted_from(value: Any) -> Trusted:
    """Read another office."""
    vault_id = octets(value["vault_id"], ID_BYTES).hex()
    office = Office(vault_id, flag(value["demo"]), octets(value["authority"], PUBLIC_BYTES))
    return Trusted(words(value["name"]), office, octets(value["grant"], SIGNATURE_BYTES))


def trusted_plain(one: Trusted) -> dict[str, Any]:
    """Write another office."""
    return {
        "name": one.name,
        "vault_id": one.office.vault_id,
        "demo": one.office.demo,
        "authority": one.office.authority.hex(),
        "grant": one.grant.hex(),
    }


def damaged_header(what: str) -> Message:
    """Say that the header is damaged; `what` names the part, for whoever has to look at it."""
    return says(
        "De kop van de kluis is beschadigd ({what}). Er is niets aan veranderd. Zet een reservekopie terug.",
        what=what,
    )


def newer_program() -> Message:
    """Say that the vault was made by a newer version of the program."""
    return says("Deze kluis is gemaakt met een nieuwere versie van Gehoorwijzer. Werk het programma bij.")
