# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works with the vault: adding and removing people, and changing what they may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.errors import UserError, says
from app.services.access import check_name
from app.services.passphrases import check_passphrase
from app.services.words import ROLE_NAMES
from app.vault.header import RECOVERY, NewPerson
from app.vault.keys import KdfCost
from app.vault.open_vault import OpenVault
from app.vault.publications import office_code, office_of
from app.vault.signing import trusts


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who works with the vault.

    Attributes:
        roles: by id, such as ``interviewer``.
        waiting: whether a key that the roles open is still to be given by a colleague who holds it.
        label: what administrators call this way in; empty when nothing.
        second_factor: the kind of what is needed beside the passphrase, such as ``keyfile``; or empty.
        damaged: whether the way in is damaged; `AdministerVault.reset` gives a new one.
    """

    name: str
    roles: frozenset[str]
    waiting: bool
    label: str = ""
    second_factor: str = ""
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class OfficesView:
    """Whose questionnaires are accepted here, and with which code others accept ours.

    Attributes:
        code: of this office, in words to be copied.
        accepted: what the other offices are called here.
    """

    code: str
    accepted: tuple[str, ...]


class KeepPeople:
    """The use cases of an administrator.

    Args:
        vault: the open vault.
        cost: gives what deriving a key shall cost for a new person.
    """

    def __init__(self, vault: OpenVault, cost: Callable[[], KdfCost]) -> None:
        self._vault = vault
        self._cost = cost

    def people(self) -> tuple[PersonView, ...]:
        """List everybody, in the order in which they were added."""
        people = self._vault.people
        waiting = {person.name for person in people.waiting()}
        return tuple(
            PersonView(
                slot.person.name,
                slot.person.roles,
                slot.person.name in waiting,
                slot.label,
                slot.factor.kind if slot.factor else "",
                bool(slot.damaged),
            )
            for slot in people.header().slots
            if slot.person.name != RECOVERY
        )

    def add(self, name: str, passphrase: str, roles: Iterable[str]) -> tuple[PersonView, ...]:
        """Let somebody work with the vault, and list everybody.

        Raises:
            UserError: the name is empty or taken, the passphrase is too short or easy to guess, there is no
                role or one that is unknown, or who asks is no administrator.
        """
        chosen = _checked(roles)
        check_passphrase(passphrase, [name])
        self._vault.people.add(NewPerson(check_name(name), chosen, passphrase), self._cost())
        return self.people()

    def change_roles(self, name: str, roles: Iterable[str]) -> tuple[PersonView, ...]:
        """Give somebody other roles, and list everybody.

        Raises:
            UserError: there is no role or one that is unknown, nobody has that name, a key would be left with
                nobody, or who asks is no administrator.
        """
        self._vault.people.change_roles(name, _checked(roles))
        return self.people()

    def rename(self, name: str, new: str) -> tuple[PersonView, ...]:
        """Give somebody another name, and list everybody.

        Raises:
            UserError: the new name is empty or taken, nobody has the old one, the person has to unlock once
                before, or who asks is no administrator.
        """
        self._vault.people.rename(name, check_name(new))
        return self.people()

    def set_label(self, name: str, label: str) -> tuple[PersonView, ...]:
        """Call somebody's way in something, such as the room or the laptop, or nothing; and list everybody.

        Raises:
            UserError: the label is too long, nobody has that name, or who asks is no administrator.
        """
        self._vault.people.set_label(name, label)
        return self.people()

    def remove(self, name: str) -> tuple[PersonView, ...]:
        """Let somebody no longer work with the vault, and list everybody.

        Raises:
            UserError: nobody has that name, a key would be left with nobody, or who asks is no administrator.
        """
        self._vault.people.remove(name)
        return self.people()

    def offices(self) -> OfficesView:
        """Give this office's code, and the offices whose questionnaires are accepted."""
        header = self._vault.people.header()
        return OfficesView(
            office_code(header.office),
            tuple(one.name for one in header.trusted if trusts(header, one.office)),
        )

    def trust(self, office: str, code: str) -> None:
        """Accept what the team leads of another office publish.

        Args:
            office: what that office is called here.
            code: the code that it gave.

        Raises:
            UserError: the name is empty, the code is none, or who asks is no administrator.
        """
        self._vault.people.trust(check_name(office), office_of(code))


def _checked(roles: Iterable[str]) -> frozenset[str]:
    chosen = frozenset(roles)
    if not chosen:
        raise UserError(says("Kies minstens één rol."))
    for role in sorted(chosen - set(ROLE_NAMES)):
        known = ", ".join(ROLE_NAMES)
        raise UserError(says("Rol „{name}” bestaat niet. Kies uit: {known}.", name=role, known=known))
    return chosen
