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
from dataclasses import dataclass, replace

from app.errors import IntegrityError, Message, UserError, says
from app.vault.compartments import AUTHORITY, CREATED, compartments_of
from app.vault.giving import given, is_given
from app.vault.grants import follows, granted, is_granted, words_about
from app.vault.header import (
    HEADER_KEY,
    LONGEST_NAME,
    MAGIC,
    NEXT,
    SUITE,
    Header,
    NewPerson,
    Person,
    Slot,
    damaged_header,
    folded,
    mac_of,
)
from app.vault.header_parts import trusted_plain
from app.vault.header_two import FORM, former_plain, person_plain
from app.vault.keys import KEY_BYTES, Derive, KdfCost, new_salt, subkey, unwrap, wrap
from app.vault.roster import GIVEN
from app.vault.sealing import authority_of, is_signed, new_secret, public_of, seal, sign, unseal
from app.vault.second_factor import SecondFactor, must_have, with_factor

SIGNING = "signing"
"""The name of the key with which a person signs; it comes from the person's secret key."""

Keys = Mapping[str, bytes | bytearray]


@dataclass(frozen=True, slots=True)
class Opened:
    """What a slot gave.

    Attributes:
        keys: by name, the one to sign with among them.
        renewed: the slot as it is to be written, where it was of an older version.
    """

    keys: dict[str, bytearray]
    renewed: Slot | None


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
    must_be_free(header, person.name)
    salt, secret = new_salt(), new_secret()
    granted_to = Person(person.name, person.roles)
    signer = authority_of(_signing(secret))
    version = GIVEN if header.form == FORM else header.form
    slot = Slot(
        granted_to, salt, cost, public_of(secret), signer, (b"", b""), {}, b"", version, header.authority
    )
    slot = _under_passphrase(header, slot, secret, person.passphrase, derive, None)
    return filled(header, granted(header, slot, authority), keys, authority)


def must_be_free(header: Header, name: str) -> None:
    """Refuse a name that cannot be given to somebody.

    Raises:
        UserError: it is empty or too long, or somebody has it already.
    """
    if not name.strip() or len(name) > LONGEST_NAME:
        raise UserError(says("Kies een naam van 1 tot {count} tekens.", count=LONGEST_NAME))
    if any(folded(slot.person.name) == folded(name) for slot in header.slots):
        raise UserError(says("{name} staat al in de kluis. Kies een andere naam.", name=name))


def with_passphrase(
    header: Header,
    slot: Slot,
    passphrase: str,
    new: str,
    cost: KdfCost,
    derive: Derive,
    factor: SecondFactor | None = None,
    new_factor: SecondFactor | None = None,
) -> Slot | None:
    """Give a slot that another passphrase opens, with the same keys; nothing where the old one is wrong.

    Args:
        header: of the vault.
        slot: of the person.
        passphrase: that opens it now.
        new: that will open it.
        cost: what deriving the key of the new passphrase costs.
        derive: derives it.
        factor: that opens it now, beside the passphrase.
        new_factor: that will be needed beside the passphrase.

    Raises:
        UserError: the slot asks for a factor, and this is not the one.
    """
    must_have(slot, factor)
    under = with_factor(slot, derive(passphrase, slot.salt, slot.cost), factor)
    secret = unwrap(*slot.secret, under, _about_secret(header, slot))
    if secret is None:
        return None
    asked = new_factor.factor if new_factor is not None else None
    version = max(slot.version, min(header.form, FORM))
    fresh = replace(slot, salt=new_salt(), cost=cost, version=version, factor=asked)
    return _under_passphrase(header, fresh, bytes(secret), new, derive, new_factor)


def with_header_key(header: Header, key: bytes | bytearray, authority: bytes | bytearray) -> Header:
    """Give a header in which every slot that an administrator let in holds another key of the header."""

    def renewed(slot: Slot) -> Slot:
        others = {name: one for name, one in slot.sealed.items() if name != HEADER_KEY}
        return filled(header, replace(slot, sealed=others), {HEADER_KEY: key}, authority)

    return replace(header, slots=tuple(renewed(slot) for slot in header.slots if is_granted(header, slot)))


def _under_passphrase(
    header: Header, slot: Slot, secret: bytes, passphrase: str, derive: Derive, factor: SecondFactor | None
) -> Slot:
    under = with_factor(slot, derive(passphrase, slot.salt, slot.cost), factor)
    return replace(slot, secret=wrap(secret, under, _about_secret(header, slot)))


def decided(header: Header, authority: bytes | bytearray) -> Header:
    """Give a header with the authority's signature over what administrators decided, as the next decision."""
    header = replace(header, decided=header.decided + 1)
    return replace(header, decision=sign(authority, _about_decision(header)))


def is_decided(header: Header) -> bool:
    """Tell whether the authority signed for the people and all else that administrators decide about."""
    return is_signed(header.authority, _about_decision(header), header.decision)


def waits_for(slot: Slot) -> frozenset[str]:
    """Give the names of the keys that a slot's roles open and that it does not hold yet."""
    if slot.damaged:
        return frozenset()
    opened = compartments_of(slot.person.roles) & {*CREATED, AUTHORITY}
    return (opened | {HEADER_KEY}) - set(slot.sealed)


def filled(header: Header, slot: Slot, keys: Keys, giver: bytes | bytearray) -> Slot:
    """Give a slot with those of `keys` that it waits for; `giver` signs for them."""
    return with_keys(header, slot, {name: keys[name] for name in waits_for(slot) & set(keys)}, giver)


def with_keys(header: Header, slot: Slot, keys: Keys, giver: bytes | bytearray) -> Slot:
    """Give a slot with these keys, in the place of those of the same names; `giver` signs for them."""
    new = {}
    for name in sorted(keys):
        content = bytes(keys[name]) + header.authority
        sealed = seal(content, slot.public, _about_key(header, slot, name))
        new[name] = given(header, slot, name, sealed, giver)
    return replace(slot, sealed={**slot.sealed, **new})


def open_slot(
    header: Header, slot: Slot, passphrase: str, derive: Derive, factor: SecondFactor | None = None
) -> Opened | None:
    """Give the keys in a slot; nothing for a wrong passphrase.

    Raises:
        UserError: the slot asks for a second factor, and this is not the one.
        IntegrityError: the slot is damaged; or the passphrase is right, and the header was changed by
            somebody without the keys.
    """
    if slot.damaged:
        raise IntegrityError(damaged_slot(slot.person.name))
    must_have(slot, factor)
    under = with_factor(slot, derive(passphrase, slot.salt, slot.cost), factor)
    secret = unwrap(*slot.secret, under, _about_secret(header, slot))
    if secret is None:
        return None
    if slot.version >= GIVEN and not follows(header, slot.authority):
        raise IntegrityError(damaged_header(AUTHORITY))
    keys = {SIGNING: bytearray(_signing(secret))}
    for name, sealed in slot.sealed.items():
        if slot.version >= GIVEN and not is_given(header, slot, name, sealed):
            raise IntegrityError(damaged_header(name))
        content = unseal(sealed, secret, _about_key(header, slot, name))
        if content is None or not _accepted(header, name, bytes(content[KEY_BYTES:])):
            raise IntegrityError(damaged_header(name))
        keys[name] = content[:KEY_BYTES]
    if not hmac.compare_digest(mac_of(header, keys[HEADER_KEY]), header.mac):
        raise IntegrityError(damaged_header("mac"))
    if not is_granted(header, slot):
        raise IntegrityError(damaged_header("grant"))
    if header.form == FORM and not is_decided(header):
        raise IntegrityError(damaged_header("decision"))
    if AUTHORITY in keys and authority_of(keys[AUTHORITY]) != header.authority:
        raise IntegrityError(damaged_header(AUTHORITY))
    if header.form != FORM or (slot.version, slot.authority) == (GIVEN, header.authority):
        return Opened(keys, None)
    fresh = replace(slot, version=GIVEN, authority=header.authority)
    return Opened(keys, replace(fresh, secret=wrap(bytes(secret), under, _about_secret(header, fresh))))


def damaged_slot(name: str) -> Message:
    """Say that one person's way in is damaged."""
    return says(
        "De toegang van {name} tot de kluis is beschadigd. Er is niets aan veranderd. Vraag een beheerder om "
        "een nieuwe toegang, of zet een reservekopie van vault.json terug.",
        name=name,
    )


def _accepted(header: Header, name: str, authority: bytes) -> bool:
    """Tell whether a key that was sealed under an authority is accepted: this one's, or one of before it."""
    if authority == header.authority:
        return True
    compartment = name.removeprefix(NEXT)
    count = header.done.get(compartment, 0)
    still = (one.authority == authority and count < one.until.get(compartment, 0) for one in header.former)
    return any(still) and follows(header, authority)


def _about_decision(header: Header) -> bytes:
    return words_about(
        header.office,
        "decision",
        header.decided,
        [person_plain(slot) for slot in header.slots],
        [trusted_plain(one) for one in header.trusted],
        [former_plain(one) for one in header.former],
        sorted(header.wanted.items()),
    )


def _about_secret(header: Header, slot: Slot) -> bytes:
    cost = [slot.cost.memory_kib, slot.cost.passes, slot.cost.lanes]
    if slot.version == 1:
        return words_about(
            header.office, "secret", slot.person.name, slot.salt.hex(), cost, slot.public.hex()
        )
    factor = [slot.factor.kind, slot.factor.factor_id] if slot.factor else []
    # Of the office its id alone: when another authority comes, secrets stay as they are.
    about = [MAGIC, slot.version, SUITE, header.vault_id, header.demo, "secret", slot.salt.hex(), cost]
    if slot.version >= GIVEN:
        about.append(slot.authority.hex())
    return json.dumps([*about, slot.public.hex(), factor]).encode()


def _about_key(header: Header, slot: Slot, name: str) -> bytes:
    return words_about(header.office, "key", name, slot.public.hex())


def _signing(secret: bytes | bytearray) -> bytes:
    return subkey(secret, "signing")
