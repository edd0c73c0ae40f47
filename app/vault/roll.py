# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The header in the hands of whoever opened the vault: read and checked, changed, written as the next one."""

import hmac
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from app.errors import EnvironmentFault, IntegrityError, Message, UserError, says
from app.vault.audit import Act
from app.vault.compartments import ADMINISTRATION, AUTHORITY
from app.vault.giving import upheld
from app.vault.header import (
    HEADER,
    HEADER_KEY,
    RECOVERY,
    Header,
    Person,
    Slot,
    damaged_header,
    mac_of,
    read_header,
    write_header,
)
from app.vault.slots import decided, is_decided

PutOnRecord = Callable[[Act, Iterable[str]], object]
Renewed = Callable[[str, bytes], object]


class Standing:
    """Which header stands on the disk: while the vault is open, nobody else writes one.

    Every colleague holds the key that authenticates the header, and could write another one under it.
    Its authority was held to the person's own keys on unlocking; from then on it is this one, or our next.

    Args:
        mac: of the header that the vault was opened with.
    """

    def __init__(self, mac: bytes) -> None:
        self._macs = frozenset({mac})

    def coming(self, mac: bytes) -> None:
        """Expect another one, which may or may not get there."""
        self._macs |= {mac}

    def is_ours(self, mac: bytes) -> bool:
        """Tell whether one that was found is ours; the others then are not any more."""
        if mac not in self._macs:
            return False
        self._macs = frozenset({mac})
        return True


class Roll:
    """The header of one open vault.

    Args:
        folder: of the vault.
        person: who opened it.
        held: the keys that this person holds, by name.
        put_on_record: writes an act in compartments, as far as this person can open them.
        renewed: is told of a key that took the place of one that this person holds.
        now: gives the time, in ISO 8601.
        moved: is told of each header that was written.
        standing: knows which header stands on the disk.
    """

    def __init__(
        self,
        folder: Path,
        person: Person,
        held: Mapping[str, bytes],
        put_on_record: PutOnRecord,
        renewed: Renewed,
        now: Callable[[], str],
        moved: Callable[[Header], object],
        standing: Standing,
    ) -> None:
        self.folder = folder
        self.person = person
        self.held = held
        self.renewed = renewed
        self._put_on_record = put_on_record
        self._now = now
        self._moved = moved
        self._standing = standing

    def header(self) -> Header:
        """Give the header as it stands on the disk.

        Raises:
            IntegrityError: it is missing, or was changed by somebody else since the vault was opened.
        """
        header = read_header(self.folder)
        if header is None:
            raise IntegrityError(
                says("Het bestand {file} van de kluis ontbreekt. Zet een reservekopie terug.", file=HEADER)
            )
        if not hmac.compare_digest(mac_of(header, self.held[HEADER_KEY]), header.mac):
            raise IntegrityError(damaged_header("mac"))
        if header.form > 1 and not is_decided(header):
            raise IntegrityError(damaged_header("decision"))
        if not self._standing.is_ours(header.mac):
            raise IntegrityError(
                says(
                    "{file} is veranderd terwijl de kluis open was, en niet door dit programma. "
                    "Vergrendel de kluis, bewaar haar zoals zij is en waarschuw de beveiliging.",
                    file=HEADER,
                )
            )
        return header

    def slot(self, header: Header, name: str) -> Slot:
        """Give the slot of somebody who is named.

        Raises:
            UserError: nobody has that name, or two people have one that sounds like it.
        """
        found = header.named(name)
        if len(found) > 1:
            raise UserError(ambiguous(found))
        if not found or (found[0].person.name == RECOVERY and self.person.name != RECOVERY):
            raise UserError(says("{name} staat niet in de kluis. Controleer de naam.", name=name))
        return found[0]

    def as_administrator(self) -> bytes:
        """Give the seed of the authority.

        Raises:
            UserError: who opened the vault is no administrator.
        """
        authority = self.held.get(AUTHORITY)
        if authority is None:
            raise UserError(
                says("{name} is geen beheerder. Vraag een beheerder om dit te doen.", name=self.person.name)
            )
        return authority

    def record(self, action: str, person: Person, keys: Iterable[str]) -> None:
        """Put an act about a person on record, in the compartments that it is about and in administration."""
        roles = ", ".join(sorted(person.roles))
        self.put(Act(action, "person", person.name, {"roles": roles}), keys)

    def put(self, act: Act, compartments: Iterable[str]) -> None:
        """Put an act on record, in these compartments and in administration."""
        self._put_on_record(act, {*compartments, ADMINISTRATION})

    def decide(
        self, header: Header, about: str, key: bytes | None = None, authority: bytes | None = None
    ) -> None:
        """Write what an administrator decided.

        Args:
            header: as it shall be.
            about: whom a sentence names when it cannot be written.
            key: of the header, where it has another from now on.
            authority: likewise.
        """
        authority = authority or self.as_administrator()
        header = upheld(self.header(), header, authority)
        self.write(header if header.form == 1 else decided(header, authority), about, key)

    def write(self, header: Header, about: str, key: bytes | None = None) -> None:
        """Write the next header.

        Raises:
            EnvironmentFault: it cannot be written; the one of before stands.
        """
        under = key or self.held[HEADER_KEY]
        following = replace(header, generation=header.generation + 1, changed=self._now())
        mac = mac_of(following, under)
        self._standing.coming(mac)
        try:
            write_header(self.folder, following, under)
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "De toegang van {name} is niet bewaard: {reason}. Controleer de rechten van de map.",
                    name=about,
                    reason=error.strerror,
                )
            ) from error
        self._standing.is_ours(mac)
        self._moved(replace(following, mac=mac))


def ambiguous(slots: Iterable[Slot]) -> Message:
    """Say that a typed name may mean more than one person."""
    names = " / ".join(slot.person.name for slot in slots)
    return says("Deze naam kan meer mensen zijn: {names}. Typ de naam precies zo.", names=names)
