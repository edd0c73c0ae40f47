# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may open a vault: adding and removing people, changing their roles, and letting in those who wait.

An administrator decides, and need not be able to open what is decided about: a key that the administrator
does not hold is given by the first colleague with that key who unlocks the vault.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.errors import UserError, says
from app.vault.audit import Act
from app.vault.compartments import AUTHORITY, CREATED, LIBRARY, compartments_of
from app.vault.giving import given_by_oneself
from app.vault.grants import granted, is_granted
from app.vault.half_typed import is_kept
from app.vault.header import HEADER_KEY, NEXT, RECOVERY, Header, NewPerson, Office, Person, Slot, people_of
from app.vault.header_parts import label as checked_label
from app.vault.keys import Derive, KdfCost, derive_key, new_key
from app.vault.roll import Roll
from app.vault.roster import GIVEN
from app.vault.second_factor import SecondFactor
from app.vault.signing import trusted
from app.vault.slots import (
    SIGNING,
    filled,
    make_slot,
    must_be_free,
    waits_for,
    with_header_key,
    with_passphrase,
)

RECOVERY_ROLES = frozenset({"administrator", "interviewer", "team_lead", "trainer"})
"""The recovery words open all of it."""


class People:
    """The people of one open vault; `roll` is its header in the hands of who opened it."""

    def __init__(self, roll: Roll) -> None:
        self._roll = roll

    def all(self) -> tuple[Person, ...]:
        """Give everybody, in the order in which they were added."""
        return people_of(self._roll.header())

    def has_recovery(self) -> bool:
        """Tell whether there are recovery words."""
        return self._roll.header().slot(RECOVERY) is not None

    def waiting(self) -> tuple[Person, ...]:
        """Give who waits for a key that their roles open and that no colleague has given yet."""
        return tuple(slot.person for slot in self._roll.header().slots if waits_for(slot))

    def add(self, person: NewPerson, cost: KdfCost, derive: Derive = derive_key) -> None:
        """Let somebody else open the vault.

        Raises:
            UserError: who asks is no administrator, or the name is there already.
            EnvironmentFault: the header cannot be written; nobody is added.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        slot = make_slot(header, person, self._roll.held, authority, cost, derive)
        self._roll.record("add_person", slot.person, slot.sealed)
        self._roll.decide(header.with_slot(slot), person.name)

    def change_passphrase(
        self,
        passphrase: str,
        new: str,
        cost: KdfCost,
        derive: Derive = derive_key,
        factor: SecondFactor | None = None,
    ) -> None:
        """Let the person who opened the vault open it with another passphrase from now on.

        A second factor stays as it is, and is needed here as it is on unlocking.

        Raises:
            UserError: the old one is wrong.
            EnvironmentFault: the header cannot be written; the old one stays.
        """
        header = self._roll.header()
        slot = self._roll.slot(header, self._roll.person.name)
        changed = with_passphrase(header, slot, passphrase, new, cost, derive, factor, factor)
        self._own(header, slot, changed, "change_passphrase")

    def add_second_factor(self, passphrase: str, factor: SecondFactor, derive: Derive = derive_key) -> None:
        """Let the vault open for the person who opened it with this factor beside the passphrase alone.

        Raises:
            UserError: the passphrase is wrong; there is a second factor already; or it is the recovery words.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        header = self._roll.header()
        slot = self._roll.slot(header, self._roll.person.name)
        if slot.person.name == RECOVERY or header.form == 1:
            raise UserError(says("Bij de herstelwoorden hoort geen sleutelbestand."))
        if slot.factor is not None:
            raise UserError(says("U hebt al een sleutelbestand. Neem dat eerst weg."))
        changed = with_passphrase(header, slot, passphrase, passphrase, slot.cost, derive, None, factor)
        self._own(header, slot, changed, "add_factor")

    def remove_second_factor(
        self, passphrase: str, factor: SecondFactor, derive: Derive = derive_key
    ) -> None:
        """Let the passphrase alone open the vault again for the person who opened it.

        Raises:
            UserError: the passphrase is wrong, this is another factor, or there is none.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        header = self._roll.header()
        slot = self._roll.slot(header, self._roll.person.name)
        if slot.factor is None:
            raise UserError(says("U hebt geen sleutelbestand."))
        changed = with_passphrase(header, slot, passphrase, passphrase, slot.cost, derive, factor, None)
        self._own(header, slot, changed, "remove_factor")

    def _own(self, header: Header, slot: Slot, changed: Slot | None, action: str) -> None:
        """Write the changed way in of the person who opened the vault."""
        if changed is None:
            raise UserError(says("De huidige wachtzin klopt niet. Er is niets veranderd."))
        self._roll.record(action, slot.person, slot.sealed)
        self._roll.write(header.with_slot(changed), slot.person.name)

    def rename(self, name: str, new: str) -> None:
        """Give somebody another name; the trail keeps the name that an act was done under.

        Raises:
            UserError: who asks is no administrator; nobody has that name, or somebody has the new one; the
                person has words waiting that were half typed, or has to unlock once after an update.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        slot = self._usable(header, name)
        must_be_free(header.without(slot), new)
        if slot.person.name == RECOVERY:
            raise UserError(says("{name} staat niet in de kluis. Controleer de naam.", name=name))
        if slot.version == 1 or is_kept(self._roll.folder, slot.person.name):
            raise UserError(
                says("Laat {name} eerst een keer ontgrendelen. Daarna kan de naam veranderen.", name=name)
            )
        renamed = granted(header, replace(slot, person=Person(new, slot.person.roles)), authority)
        detail = {"roles": ", ".join(sorted(slot.person.roles)), "new": new}
        self._roll.put(Act("rename_person", "person", slot.person.name, detail), slot.sealed)
        slots = tuple(renamed if one is slot else one for one in header.slots)
        self._roll.decide(replace(header, slots=slots), new)

    def set_label(self, name: str, label: str) -> None:
        """Let administrators call somebody's way in something, such as the room or the laptop; or nothing.

        Raises:
            UserError: who asks is no administrator; nobody has that name; or the label is too long.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        self._roll.as_administrator()
        header = self._roll.header()
        slot = self._roll.slot(header, name)
        try:
            labelled = replace(slot, label=checked_label(label.strip()))
        except TypeError as error:
            raise UserError(says("Neem een korter bijschrift.")) from error
        self._roll.record("label_person", slot.person, slot.sealed)
        self._roll.decide(header.with_slot(labelled), slot.person.name)

    def renew_own(self, slot: Slot) -> None:
        """Write the own way in as this version of the program does, where it was of an older one.

        Args:
            slot: with its secret as it is to be.
        """
        header = self._roll.header()
        own = self._roll.slot(header, slot.person.name)
        fresh = replace(own, secret=slot.secret, version=slot.version, authority=slot.authority)
        if own.version < GIVEN:
            fresh = given_by_oneself(header, fresh, self._roll.held[SIGNING])
        self._roll.write(header.with_slot(fresh), slot.person.name)

    def remember_published(self, hashes: Mapping[str, str]) -> None:
        """Remember which files are published: one that is missing afterwards is told."""
        header = self._roll.header()
        if header.form > 1:
            self._roll.write(
                replace(header, published={**header.published, **hashes}), self._roll.person.name
            )

    def _usable(self, header: Header, name: str) -> Slot:
        slot = self._roll.slot(header, name)
        if slot.damaged:
            raise UserError(
                says(
                    "De toegang van {name} is beschadigd. Geef eerst een nieuwe toegang.",
                    name=slot.person.name,
                )
            )
        return slot

    def reset(self, person: str, passphrase: str, cost: KdfCost, derive: Derive = derive_key) -> None:
        """Give somebody who lost the passphrase a new way in, with the same roles.

        Keys that who asks does not hold are given by a colleague, as to somebody new.

        Raises:
            UserError: who asks is no administrator; nobody has that name; it is who asks; or a key would be
                left with nobody.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        slot = self._roll.slot(header, person)
        if slot.person == self._roll.person:
            raise UserError(says("Verander uw eigen wachtzin met de wachtzin die u nu hebt."))
        _must_leave_somebody(header, slot, frozenset())
        fresh = NewPerson(slot.person.name, slot.person.roles, passphrase)
        without = replace(header, slots=tuple(one for one in header.slots if one is not slot))
        made = make_slot(without, fresh, self._roll.held, authority, cost, derive)
        made = replace(made, label=slot.label)
        self._roll.record("reset_person", slot.person, slot.sealed)
        self._roll.decide(header.with_slot(made), slot.person.name)

    def make_recovery(self, passphrase: str, cost: KdfCost, derive: Derive = derive_key) -> None:
        """Let recovery words open the vault, with every role; those made before open it no more.

        Raises:
            UserError: who asks is no administrator.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        others = tuple(slot for slot in header.slots if slot.person.name != RECOVERY)
        without = replace(header, slots=others)
        words = NewPerson(RECOVERY, RECOVERY_ROLES, passphrase)
        made = make_slot(without, words, self._roll.held, authority, cost, derive)
        self._roll.record("make_recovery", made.person, made.sealed)
        self._roll.decide(without.with_slot(made), RECOVERY)

    def change_roles(self, name: str, roles: frozenset[str]) -> None:
        """Give somebody other roles. Keys that the new roles do not open are taken out of the slot.

        Raises:
            UserError: who asks is no administrator; nobody has that name; or a key would be left with nobody.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        slot = self._usable(header, name)
        _must_leave_somebody(header, slot, roles)
        opened = {HEADER_KEY, *compartments_of(roles), *(NEXT + name for name in compartments_of(roles))}
        sealed = {key: one for key, one in slot.sealed.items() if key in opened}
        changed = granted(
            header, replace(slot, person=Person(slot.person.name, roles), sealed=sealed), authority
        )
        self._roll.record("change_roles", changed.person, {*slot.sealed, *opened})
        self._roll.decide(header.with_slot(filled(header, changed, self._roll.held, authority)), name)

    def remove(self, name: str) -> None:
        """Let somebody no longer open the vault.

        Raises:
            UserError: who asks is no administrator; nobody has that name; a key would be left with nobody; or
                another's way in is damaged, and could not be opened again after this.
            EnvironmentFault: the header cannot be written; nobody is removed.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        slot = self._roll.slot(header, name)
        _must_leave_somebody(header, slot, frozenset())
        must_be_whole(header.without(slot))
        self._roll.record("remove_person", slot.person, slot.sealed)
        # Who left knows the key of the header, and could write themself into it again: it gets another.
        key = new_key()
        self._roll.decide(with_header_key(header.without(slot), key, authority), name, key)
        self._roll.renewed(HEADER_KEY, key)

    def trust(self, name: str, office: Office) -> None:
        """Accept what the team leads of another office publish.

        Raises:
            UserError: who asks is no administrator.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._roll.as_administrator()
        header = self._roll.header()
        others = tuple(one for one in header.trusted if one.office != office)
        added = trusted(header, name, office, authority)
        self._roll.put(Act("trust_office", "office", office.vault_id, {"name": name}), (LIBRARY,))
        self._roll.decide(replace(header, trusted=(*others, added)), name)

    def header(self) -> Header:
        """Give the header as it stands on the disk, checked (`Roll.header`)."""
        return self._roll.header()

    def let_in(self) -> tuple[Person, ...]:
        """Give keys that this person holds to colleagues who wait for them and whom an administrator let in.

        Raises:
            EnvironmentFault: the header cannot be written; they go on waiting.
        """
        header = before = self._roll.header()
        let_in: list[Person] = []
        for slot in before.slots:
            given = waits_for(slot) & set(self._roll.held)
            if given and is_granted(header, slot):
                self._roll.record("let_in", slot.person, given)
                header = header.with_slot(filled(header, slot, self._roll.held, self._roll.held[SIGNING]))
                let_in.append(slot.person)
        if let_in:
            self._roll.write(header, let_in[0].name)
        return tuple(let_in)


def must_be_whole(header: Header) -> None:
    """Refuse to change keys while somebody's way in is damaged: it could not follow.

    Raises:
        UserError: one is damaged.
    """
    for slot in header.damaged:
        raise UserError(
            says("De toegang van {name} is beschadigd. Geef eerst een nieuwe toegang.", name=slot.person.name)
        )


def _must_leave_somebody(header: Header, slot: Slot, roles: frozenset[str]) -> None:
    """Refuse what would leave a key with nobody: what it opens would be gone for good."""
    name = slot.person.name
    others = header.without(slot).slots
    for key in (AUTHORITY, *CREATED):
        held = compartments_of(slot.person.roles) if slot.damaged else slot.sealed
        keeps = key not in held or key in compartments_of(roles)
        if keeps or any(key in one.sealed for one in others):
            continue
        if key == AUTHORITY:
            raise UserError(
                says("{name} is de laatste beheerder. Maak eerst iemand anders beheerder.", name=name)
            )
        raise UserError(
            says(
                "{name} is de laatste met toegang tot {compartment}. Geef eerst iemand anders toegang.",
                name=name,
                compartment=key,
            )
        )
