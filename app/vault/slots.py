# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Slots: making one for a person, opening it with a passphrase, and giving keys to whoever waits for them.

Who may open what is decided by the vault's authority: a signing key that administrators hold and nobody else.
Its public half goes along with every key that is sealed, so that each person knows it from a source that only
a holder of that key can have written. A role that somebody writes into the header has no valid signature, and
nobody gives it a key.
"""

import hmac
import json
from collections.abc import Mapping
from dataclasses import replace

from app.errors import IntegrityError, UserError, says
from app.vault.compartments import AUTHORITY, CREATED, compartments_of
from app.vault.header import (
    FORMAT,
    HEADER_KEY,
    LONGEST_NAME,
    MAGIC,
    SUITE,
    Header,
    NewPerson,
    Office,
    Person,
    Slot,
    damaged_header,
    folded,
    mac_of,
)
from app.vault.keys import KEY_BYTES, Derive, KdfCost, new_salt, subkey, unwrap, wrap
from app.vault.sealing import authority_of, is_signed, new_secret, public_of, seal, sign, unseal

SIGNING = "signing"
"""The name of the key with which a person signs; it comes from the person's secret key."""

Keys = Mapping[str, bytes | bytearray]


def make_slot(
    header: Header, person: NewPerson, keys: Keys, authority: bytes | bytearray, cost: KdfCost, derive: Derive
) -> Slot:
    """Make a person's slot, with those of `keys` that the person's roles open.

    Args:
        header: of the vault.
        person: who gets in, with the passphrase.
        keys: by name, the header's among them.
        authority: the seed of the signing key; it signs for the roles.
        cost: what deriving the key of the passphrase costs.
        derive: derives it.

    Raises:
        UserError: the name is empty or too long, or somebody has it already.
    """
    if not person.name.strip() or len(person.name) > LONGEST_NAME:
        raise UserError(says("Kies een naam van 1 tot {count} tekens.", count=LONGEST_NAME))
    if any(folded(slot.person.name) == folded(person.name) for slot in header.slots):
        raise UserError(says("{name} staat al in de kluis. Kies een andere naam.", name=person.name))
    salt, secret = new_salt(), new_secret()
    granted_to = Person(person.name, person.roles)
    signer = authority_of(_signing(secret))
    slot = Slot(granted_to, salt, cost, public_of(secret), signer, (b"", b""), {}, b"")
    slot = _under_passphrase(header, slot, secret, person.passphrase, derive)
    return filled(header, granted(header, slot, authority), keys)


def with_passphrase(
    header: Header, slot: Slot, passphrase: str, new: str, cost: KdfCost, derive: Derive
) -> Slot | None:
    """Give a slot that another passphrase opens, with the same keys; nothing where the old one is wrong.

    Args:
        header: of the vault.
        slot: of the person.
        passphrase: that opens it now.
        new: that will open it.
        cost: what deriving the key of the new passphrase costs.
        derive: derives it.
    """
    secret = unwrap(*slot.secret, derive(passphrase, slot.salt, slot.cost), _about_secret(header, slot))
    if secret is None:
        return None
    fresh = replace(slot, salt=new_salt(), cost=cost)
    return _under_passphrase(header, fresh, bytes(secret), new, derive)


def with_header_key(header: Header, key: bytes | bytearray) -> Header:
    """Give a header in which every slot that an administrator let in holds another key of the header."""

    def renewed(slot: Slot) -> Slot:
        others = {name: one for name, one in slot.sealed.items() if name != HEADER_KEY}
        return filled(header, replace(slot, sealed=others), {HEADER_KEY: key})

    return replace(header, slots=tuple(renewed(slot) for slot in header.slots if is_granted(header, slot)))


def _under_passphrase(header: Header, slot: Slot, secret: bytes, passphrase: str, derive: Derive) -> Slot:
    under = derive(passphrase, slot.salt, slot.cost)
    return replace(slot, secret=wrap(secret, under, _about_secret(header, slot)))


def granted(header: Header, slot: Slot, authority: bytes | bytearray) -> Slot:
    """Give a slot with the authority's signature over its person, roles and public keys."""
    return replace(
        slot, grant=sign(authority, about_grant(header.office, slot.person, slot.public, slot.signer))
    )


def is_granted(header: Header, slot: Slot) -> bool:
    """Tell whether the authority signed for a slot as it stands."""
    grant = about_grant(header.office, slot.person, slot.public, slot.signer)
    return is_signed(header.authority, grant, slot.grant)


def waits_for(slot: Slot) -> frozenset[str]:
    """Give the names of the keys that a slot's roles open and that it does not hold yet."""
    opened = compartments_of(slot.person.roles) & {*CREATED, AUTHORITY}
    return (opened | {HEADER_KEY}) - set(slot.sealed)


def filled(header: Header, slot: Slot, keys: Keys) -> Slot:
    """Give a slot with those of `keys` that it waits for."""
    new = {
        name: seal(bytes(keys[name]) + header.authority, slot.public, _about_key(header, slot, name))
        for name in sorted(waits_for(slot) & set(keys))
    }
    return replace(slot, sealed={**slot.sealed, **new})


def open_slot(header: Header, slot: Slot, passphrase: str, derive: Derive) -> dict[str, bytearray] | None:
    """Give the keys in a slot by name, the one to sign with among them; nothing for a wrong passphrase.

    Raises:
        IntegrityError: the passphrase is right, and the header was changed by somebody without the keys.
    """
    under = derive(passphrase, slot.salt, slot.cost)
    secret = unwrap(*slot.secret, under, _about_secret(header, slot))
    if secret is None:
        return None
    keys = {SIGNING: bytearray(_signing(secret))}
    for name, sealed in slot.sealed.items():
        content = unseal(sealed, secret, _about_key(header, slot, name))
        if content is None or content[KEY_BYTES:] != header.authority:
            raise IntegrityError(damaged_header(name))
        keys[name] = content[:KEY_BYTES]
    if not hmac.compare_digest(mac_of(header, keys[HEADER_KEY]), header.mac):
        raise IntegrityError(damaged_header("mac"))
    if not is_granted(header, slot):
        raise IntegrityError(damaged_header("grant"))
    return keys


def _about_secret(header: Header, slot: Slot) -> bytes:
    cost = [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    return words_about(header.office, "secret", slot.person.name, slot.salt.hex(), cost, slot.public.hex())


def _about_key(header: Header, slot: Slot, name: str) -> bytes:
    return words_about(header.office, "key", name, slot.public.hex())


def about_grant(office: Office, person: Person, public: bytes, signer: bytes) -> bytes:
    """Give what an authority signs when it lets somebody in."""
    return words_about(office, "grant", person.name, sorted(person.roles), public.hex(), signer.hex())


def words_about(office: Office, *parts: object) -> bytes:
    """Give bytes that say what something is about, in this vault and in no other."""
    return json.dumps(
        [MAGIC, FORMAT, SUITE, office.vault_id, office.demo, *parts], ensure_ascii=False
    ).encode()


def _signing(secret: bytes | bytearray) -> bytes:
    return subkey(secret, "signing")
