# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What people sign, and whether those who signed may: checked with the files alone, on any machine.

A signature carries its author's grant: the words with which the vault's authority gave the author a role. So
it can be checked after the author has left, and by an office that knows no more of the other than its key.
"""

from dataclasses import dataclass

from app.vault.grants import about_grant, words_about
from app.vault.header import Header, Office, Person, Slot, Trusted
from app.vault.sealing import is_signed, sign


@dataclass(frozen=True, slots=True)
class Signature:
    """Somebody's signature, with the grant that tells who that was and with which roles."""

    person: Person
    public: bytes
    signer: bytes
    grant: bytes
    signature: bytes


def signed_by(slot: Slot, seed: bytes | bytearray, message: bytes) -> Signature:
    """Sign a message as the person of a slot; `seed` is that person's signing key."""
    return Signature(slot.person, slot.public, slot.signer, slot.grant, sign(seed, message))


def may_sign(office: Office, signature: Signature, message: bytes, role: str) -> bool:
    """Tell whether a signature over a message is right, and of somebody whom the office gave that role."""
    grant = about_grant(office, signature.person, signature.public, signature.signer)
    return (
        role in signature.person.roles
        and is_signed(office.authority, grant, signature.grant)
        and is_signed(signature.signer, message, signature.signature)
    )


def trusted(header: Header, name: str, office: Office, authority: bytes | bytearray) -> Trusted:
    """Let the own authority say that another office's publications are accepted."""
    return Trusted(name, office, sign(authority, _about_trust(header, name, office)))


def trusts(header: Header, office: Office) -> bool:
    """Tell whether publications of an office are accepted: the own, or one that the authority signed for."""
    if office == header.office:
        return True
    return any(
        one.office == office
        and is_signed(header.authority, _about_trust(header, one.name, office), one.grant)
        for one in header.trusted
    )


def _about_trust(header: Header, name: str, office: Office) -> bytes:
    return words_about(header.office, "trust", name, office.vault_id, office.demo, office.authority.hex())
