# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in the header of a vault: the people, their ways in, and what administrators decided."""

import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.vault.keys import KdfCost
from app.vault.sealing import Sealed

MAGIC = "gehoorwijzer-vault"
FORMAT = 2
"""The newest form of the header; older ones are read, and renewed when an administrator opens the vault."""

GIVEN = 3
"""The version of a slot from which each key in it is signed for by its giver, and its own secret knows the
authority; it is the newest."""

SUITE = "argon2id+x25519+ed25519+aes-256-gcm+sqlcipher-4"
HEADER_KEY = "header"
"""The name under which each slot holds the key that authenticates the header."""

NEXT = "next:"
"""Before the name of a compartment: the key that it will have once its key is changed."""

RECOVERY = "herstelwoorden"
"""The name in the slot that the recovery words open; no person has it."""

LONGEST_NAME = 200
"""Characters in the name of a person."""

ID_BYTES = 16
MOST_SLOTS = 1000


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
class Factor:
    """The second factor that a slot asks for: its kind, and which one of that kind."""

    kind: str
    factor_id: str


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
        version: what `secret` is bound to; in the first version to the name too, which then cannot change.
        authority: the vault's when the slot was made, or when its owner last opened it after that changed.
        factor: what is needed beside the passphrase.
        label: what administrators call it, for their own use.
        damaged: the check sum that it should have, where what stands in the file has another; nothing of it
            is then known but the person, who is known from the roster.
    """

    person: Person
    salt: bytes
    cost: KdfCost
    public: bytes
    signer: bytes
    secret: tuple[bytes, bytes]
    sealed: Mapping[str, Sealed]
    grant: bytes
    version: int = GIVEN
    authority: bytes = b""
    factor: Factor | None = None
    label: str = ""
    damaged: str = ""


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
class Former:
    """An authority that this vault had before.

    Attributes:
        authority: its public half.
        signature: its own, over the authority that took its place.
        until: by compartment, the count of its keys from which nothing sealed under it is accepted any more.
        kept: hashes of what had been published under it, which goes on being accepted.
    """

    authority: bytes
    signature: bytes
    until: Mapping[str, int]
    kept: frozenset[str]


@dataclass(frozen=True, slots=True)
class Header:
    """The header as read; `mac` is over all that the roster says. `authority` checks what was signed.

    Attributes:
        trusted: other vaults whose team leads' publications are accepted here.
        form: in which form it is written.
        generation: how often it was written; `changed` is when.
        decided: how often administrators decided something; `decision` is the authority's signature over the
            people with their roles, the trusted and former authorities, and the keys that are to be changed.
        former: authorities of before, the oldest first.
        wanted: by compartment, how often its key is to have been changed.
        done: by compartment, how often it was.
        published: the hash of each published file by name.
        strays: pieces of the file that are none of ours, as they stand; kept while a slot is damaged.
        flawed: whether the file is not as it was written, though all that it says could be read.
    """

    vault_id: str
    created: str
    demo: bool
    authority: bytes
    slots: tuple[Slot, ...]
    trusted: tuple[Trusted, ...] = ()
    mac: bytes = b""
    form: int = FORMAT
    generation: int = 0
    changed: str = ""
    decided: int = 0
    decision: bytes = b""
    former: tuple[Former, ...] = ()
    wanted: Mapping[str, int] = field(default_factory=dict)
    done: Mapping[str, int] = field(default_factory=dict)
    published: Mapping[str, str] = field(default_factory=dict)
    strays: tuple[str, ...] = ()
    flawed: bool = False

    @property
    def office(self) -> Office:
        """This vault, as others know it."""
        return Office(self.vault_id, self.demo, self.authority)

    @property
    def damaged(self) -> tuple[Slot, ...]:
        """The slots that cannot be used."""
        return tuple(slot for slot in self.slots if slot.damaged)

    @property
    def due(self) -> frozenset[str]:
        """The compartments whose keys an administrator wants to be changed, and that still have them."""
        return frozenset(name for name, count in self.wanted.items() if count > self.done.get(name, 0))

    def named(self, name: str) -> tuple[Slot, ...]:
        """Give the slots that a typed name may mean: the one that is so called, or all that sound like it."""
        exact = tuple(slot for slot in self.slots if slot.person.name == name)
        return exact or tuple(slot for slot in self.slots if folded(slot.person.name) == folded(name))

    def slot(self, name: str) -> Slot | None:
        """Give the slot of a person; in capitals or not, and with more spaces or fewer, it is one name."""
        found = self.named(name)
        return found[0] if len(found) == 1 else None

    def with_slot(self, slot: Slot) -> "Header":
        """Give the header with a slot in the place of that person's old one, or at the end."""
        others = [slot if one.person.name == slot.person.name else one for one in self.slots]
        return replace(self, slots=tuple(others) if slot in others else (*others, slot))

    def without(self, slot: Slot) -> "Header":
        """Give the header without a slot."""
        return replace(self, slots=tuple(one for one in self.slots if one is not slot))


def folded(name: str) -> str:
    """Give what two names have in common that nobody can tell apart when they are read aloud."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def people_of(header: Header) -> tuple[Person, ...]:
    """Give the people in a header, without the recovery words."""
    return tuple(slot.person for slot in header.slots if slot.person.name != RECOVERY)


def new_vault_id() -> str:
    """Make the identifier of a new vault."""
    return secrets.token_hex(ID_BYTES)
