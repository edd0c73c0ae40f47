# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a vault's authority signs when it lets somebody in, and when another takes its place."""

import json
from dataclasses import replace

from app.vault.header import MAGIC, SUITE, Header, Office, Person, Slot
from app.vault.sealing import is_signed, sign

WORDED = 1
"""The version of the words that signatures and seals are about; a new form of the header leaves it alone."""


def granted(header: Header, slot: Slot, authority: bytes | bytearray) -> Slot:
    """Give a slot with the authority's signature over its person, roles and public keys."""
    return replace(
        slot, grant=sign(authority, about_grant(header.office, slot.person, slot.public, slot.signer))
    )


def is_granted(header: Header, slot: Slot) -> bool:
    """Tell whether the authority signed for a slot as it stands."""
    grant = about_grant(header.office, slot.person, slot.public, slot.signer)
    return is_signed(header.authority, grant, slot.grant)


def about_grant(office: Office, person: Person, public: bytes, signer: bytes) -> bytes:
    """Give what an authority signs when it lets somebody in."""
    return words_about(office, "grant", person.name, sorted(person.roles), public.hex(), signer.hex())


def follows(header: Header, authority: bytes) -> bool:
    """Tell whether the authority of a header is this one, or follows it by their own signatures."""
    chain = [*(one.authority for one in header.former), header.authority]
    if authority not in chain:
        return False
    links = tuple(zip(header.former, chain[1:], strict=True))[chain.index(authority) :]
    return all(
        is_signed(one.authority, about_succession(header.vault_id, successor), one.signature)
        for one, successor in links
    )


def about_succession(vault_id: str, successor: bytes) -> bytes:
    """Give what an authority signs when another takes its place."""
    return json.dumps([MAGIC, WORDED, SUITE, vault_id, "succession", successor.hex()]).encode()


def words_about(office: Office, *parts: object) -> bytes:
    """Give bytes that say what something is about, in this vault and in no other."""
    return json.dumps(
        [MAGIC, WORDED, SUITE, office.vault_id, office.demo, *parts], ensure_ascii=False
    ).encode()
