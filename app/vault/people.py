# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who may open a vault: adding and removing people, changing their roles, and letting in those who wait.

An administrator decides, and need not be able to open what is decided about: a key that the administrator
does not hold is given by the first colleague with that key who unlocks the vault.
"""

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from app.errors import EnvironmentFault, IntegrityError, UserError, says
from app.vault.audit import Act
from app.vault.compartments import AUTHORITY, CREATED, LIBRARY, compartments_of
from app.vault.header import (
    HEADER,
    HEADER_KEY,
    RECOVERY,
    Header,
    NewPerson,
    Office,
    Person,
    Slot,
    damaged_header,
    mac_of,
    people_of,
    read_header,
    write_header,
)
from app.vault.keys import Derive, KdfCost, derive_key, new_key
from app.vault.signing import trusted
from app.vault.slots import (
    filled,
    granted,
    is_granted,
    make_slot,
    waits_for,
    with_header_key,
    with_passphrase,
)

PutOnRecord = Callable[[Act, Iterable[str]], object]
Renewed = Callable[[str, bytes], object]

RECOVERY_ROLES = frozenset({"administrator", "interviewer", "team_lead", "trainer"})
"""The recovery words open all of it."""


class People:
    """The people of one open vault.

    Args:
        folder: of the vault.
        person: who opened it.
        held: the keys that this person holds, by name.
        put_on_record: writes an act in compartments, as far as this person can open them.
        renewed: is told of a key that took the place of one that this person holds.
    """

    def __init__(
        self,
        folder: Path,
        person: Person,
        held: Mapping[str, bytes],
        put_on_record: PutOnRecord,
        renewed: Renewed,
    ) -> None:
        self._folder = folder
        self._person = person
        self._held = held
        self._put_on_record = put_on_record
        self._renewed = renewed

    def all(self) -> tuple[Person, ...]:
        """Give everybody, in the order in which they were added."""
        return people_of(self._header())

    def has_recovery(self) -> bool:
        """Tell whether there are recovery words."""
        return self._header().slot(RECOVERY) is not None

    def waiting(self) -> tuple[Person, ...]:
        """Give who waits for a key that their roles open and that no colleague has given yet."""
        return tuple(slot.person for slot in self._header().slots if waits_for(slot))

    def add(self, person: NewPerson, cost: KdfCost, derive: Derive = derive_key) -> None:
        """Let somebody else open the vault.

        Raises:
            UserError: who asks is no administrator, or the name is there already.
            EnvironmentFault: the header cannot be written; nobody is added.
        """
        authority = self._as_administrator()
        header = self._header()
        slot = make_slot(header, person, self._held, authority, cost, derive)
        self._record("add_person", slot.person, slot.sealed)
        self._write(header.with_slot(slot), person.name)

    def change_passphrase(
        self, passphrase: str, new: str, cost: KdfCost, derive: Derive = derive_key
    ) -> None:
        """Let the person who opened the vault open it with another passphrase from now on.

        Raises:
            UserError: the old one is wrong.
            EnvironmentFault: the header cannot be written; the old one stays.
        """
        header = self._header()
        slot = self._slot(header, self._person.name)
        changed = with_passphrase(header, slot, passphrase, new, cost, derive)
        if changed is None:
            raise UserError(says("De huidige wachtzin klopt niet. Er is niets veranderd."))
        self._record("change_passphrase", slot.person, slot.sealed)
        self._write(header.with_slot(changed), slot.person.name)

    def reset(self, person: str, passphrase: str, cost: KdfCost, derive: Derive = derive_key) -> None:
        """Give somebody who lost the passphrase a new way in, with the same roles.

        Keys that who asks does not hold are given by a colleague, as to somebody new.

        Raises:
            UserError: who asks is no administrator; nobody has that name; it is who asks; or a key would be
                left with nobody.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._as_administrator()
        header = self._header()
        slot = self._slot(header, person)
        if slot.person == self._person:
            raise UserError(says("Verander uw eigen wachtzin met de wachtzin die u nu hebt."))
        _must_leave_somebody(header, slot, frozenset())
        fresh = NewPerson(slot.person.name, slot.person.roles, passphrase)
        without = replace(header, slots=tuple(one for one in header.slots if one is not slot))
        made = make_slot(without, fresh, self._held, authority, cost, derive)
        self._record("reset_person", slot.person, slot.sealed)
        self._write(header.with_slot(made), slot.person.name)

    def make_recovery(self, passphrase: str, cost: KdfCost, derive: Derive = derive_key) -> None:
        """Let recovery words open the vault, with every role; those made before open it no more.

        Raises:
            UserError: who asks is no administrator.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._as_administrator()
        header = self._header()
        others = tuple(slot for slot in header.slots if slot.person.name != RECOVERY)
        without = replace(header, slots=others)
        words = NewPerson(RECOVERY, RECOVERY_ROLES, passphrase)
        made = make_slot(without, words, self._held, authority, cost, derive)
        self._record("make_recovery", made.person, made.sealed)
        self._write(without.with_slot(made), RECOVERY)

    def change_roles(self, name: str, roles: frozenset[str]) -> None:
        """Give somebody other roles. Keys that the new roles do not open are taken out of the slot.

        Raises:
            UserError: who asks is no administrator; nobody has that name; or a key would be left with nobody.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._as_administrator()
        header = self._header()
        slot = self._slot(header, name)
        _must_leave_somebody(header, slot, roles)
        opened = compartments_of(roles) | {HEADER_KEY}
        sealed = {key: one for key, one in slot.sealed.items() if key in opened}
        changed = granted(
            header, replace(slot, person=Person(slot.person.name, roles), sealed=sealed), authority
        )
        self._record("change_roles", changed.person, {*slot.sealed, *opened})
        self._write(header.with_slot(filled(header, changed, self._held)), name)

    def remove(self, name: str) -> None:
        """Let somebody no longer open the vault.

        Raises:
            UserError: who asks is no administrator; nobody has that name; or a key would be left with nobody.
            EnvironmentFault: the header cannot be written; nobody is removed.
        """
        self._as_administrator()
        header = self._header()
        slot = self._slot(header, name)
        _must_leave_somebody(header, slot, frozenset())
        self._record("remove_person", slot.person, slot.sealed)
        others = replace(header, slots=tuple(one for one in header.slots if one is not slot))
        # Who left knows the key of the header, and could write themself into it again: it gets another.
        key = new_key()
        self._write(with_header_key(others, key), name, key)
        self._renewed(HEADER_KEY, key)

    def trust(self, name: str, office: Office) -> None:
        """Accept what the team leads of another office publish.

        Raises:
            UserError: who asks is no administrator.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        authority = self._as_administrator()
        header = self._header()
        others = tuple(one for one in header.trusted if one.office != office)
        added = trusted(header, name, office, authority)
        self._put_on_record(Act("trust_office", "office", office.vault_id, {"name": name}), (LIBRARY,))
        self._write(replace(header, trusted=(*others, added)), name)

    def header(self) -> Header:
        """Give the header as it stands on the disk, with its MAC checked.

        Raises:
            IntegrityError: it is missing, or was changed by somebody without the keys.
        """
        return self._header()

    def let_in(self) -> tuple[Person, ...]:
        """Give keys that this person holds to colleagues who wait for them and whom an administrator let in.

        Raises:
            EnvironmentFault: the header cannot be written; they go on waiting.
        """
        header = before = self._header()
        let_in: list[Person] = []
        for slot in before.slots:
            given = waits_for(slot) & set(self._held)
            if given and is_granted(header, slot):
                self._record("let_in", slot.person, given)
                header = header.with_slot(filled(header, slot, self._held))
                let_in.append(slot.person)
        if let_in:
            self._write(header, let_in[0].name)
        return tuple(let_in)

    def _header(self) -> Header:
        header = read_header(self._folder)
        if header is None:
            raise IntegrityError(
                says("Het bestand {file} van de kluis ontbreekt. Zet een reservekopie terug.", file=HEADER)
            )
        if not hmac.compare_digest(mac_of(header, self._held[HEADER_KEY]), header.mac):
            raise IntegrityError(damaged_header("mac"))
        return header

    def _slot(self, header: Header, name: str) -> Slot:
        slot = header.slot(name)
        if slot is None or (slot.person.name == RECOVERY and self._person.name != RECOVERY):
            raise UserError(says("{name} staat niet in de kluis. Controleer de naam.", name=name))
        return slot

    def _as_administrator(self) -> bytes:
        authority = self._held.get(AUTHORITY)
        if authority is None:
            raise UserError(
                says("{name} is geen beheerder. Vraag een beheerder om dit te doen.", name=self._person.name)
            )
        return authority

    def _record(self, action: str, person: Person, keys: Iterable[str]) -> None:
        roles = ", ".join(sorted(person.roles))
        self._put_on_record(Act(action, "person", person.name, {"roles": roles}), keys)

    def _write(self, header: Header, name: str, key: bytes | None = None) -> None:
        try:
            write_header(self._folder, header, key or self._held[HEADER_KEY])
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "De toegang van {name} is niet bewaard: {reason}. Controleer de rechten van de map.",
                    name=name,
                    reason=error.strerror,
                )
            ) from error


def _must_leave_somebody(header: Header, slot: Slot, roles: frozenset[str]) -> None:
    """Refuse what would leave a key with nobody: what it opens would be gone for good."""
    name = slot.person.name
    others = [one for one in header.slots if one is not slot]
    for key in (AUTHORITY, *CREATED):
        keeps = key not in slot.sealed or key in compartments_of(roles)
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
