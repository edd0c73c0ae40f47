# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who gave a key that is sealed for somebody: whoever may have it signs for it, or the authority does.

A public key is no secret, and anybody could seal a key of their own making to it, put a file under that key
in the place of the compartment's, and read what its owner then writes. So a slot takes no key that nobody in
the roster signed for whose roles open the same, and knows by its own secret whose roster that is.
"""

from dataclasses import replace

from app.vault.compartments import compartments_of
from app.vault.grants import is_granted, words_about
from app.vault.header import HEADER_KEY, NEXT, Header, Slot
from app.vault.roster import GIVEN
from app.vault.sealing import Sealed, authority_of, is_signed, sign


def given(header: Header, slot: Slot, name: str, sealed: Sealed, giver: bytes | bytearray) -> Sealed:
    """Give what is sealed in a slot with the signature of its giver; a header of the first form has none.

    Args:
        header: of the vault.
        slot: that it is sealed for.
        name: of the key.
        sealed: the key.
        giver: the seed with which a person signs, or that of the authority.
    """
    if header.form == 1:
        return sealed
    return replace(
        sealed, giver=authority_of(giver), signature=sign(giver, _about(header, slot, name, sealed))
    )


def is_given(header: Header, slot: Slot, name: str, sealed: Sealed) -> bool:
    """Tell whether somebody signed for a key who may: the authority, or whoever's roles open the same."""
    if not sealed.giver or not is_signed(sealed.giver, _about(header, slot, name, sealed), sealed.signature):
        return False
    if sealed.giver == header.authority:
        return True
    opens = name.removeprefix(NEXT)
    return any(
        one.signer == sealed.giver
        and is_granted(header, one)
        and (opens == HEADER_KEY or opens in compartments_of(one.person.roles))
        for one in header.slots
    )


def given_by_oneself(header: Header, slot: Slot, giver: bytes | bytearray) -> Slot:
    """Give a slot of before there were signatures with those of its owner, who just opened it."""
    sealed = {
        name: one if is_given(header, slot, name, one) else given(header, slot, name, one, giver)
        for name, one in slot.sealed.items()
    }
    return replace(slot, sealed=sealed)


def upheld(before: Header, header: Header, authority: bytes | bytearray) -> Header:
    """Let the authority sign for keys whose giver left or lost the role for it, as they were given before.

    Args:
        before: the header in which they were given.
        header: the next one.
        authority: the seed of its authority.
    """
    known = {slot.public: slot for slot in before.slots}

    def signed_for(slot: Slot) -> Slot:
        old = known.get(slot.public)
        if old is None or slot.version < GIVEN:
            return slot
        sealed = dict(slot.sealed)
        for name, one in slot.sealed.items():
            was = old.sealed.get(name) == one and is_given(before, old, name, one)
            if was and not is_given(header, slot, name, one):
                sealed[name] = given(header, slot, name, one, authority)
        return replace(slot, sealed=sealed)

    return header if header.form == 1 else replace(header, slots=tuple(map(signed_for, header.slots)))


def _about(header: Header, slot: Slot, name: str, sealed: Sealed) -> bytes:
    parts = (sealed.sender.hex(), sealed.nonce.hex(), sealed.ciphertext.hex())
    return words_about(header.office, "given", name, slot.public.hex(), *parts)
