# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Who works with the vault: adding and removing people, and changing what they may open."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.errors import UserError, says
from app.services.access import check_name
from app.services.passphrases import check_passphrase
from app.services.words import ROLE_NAMES
from app.vault.header import NewPerson
from app.vault.keys import KdfCost
from app.vault.open_vault import OpenVault
from app.vault.publications import office_of


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who works with the vault.

    Attributes:
        roles: by id, such as ``interviewer``.
        waiting: whether a key that the roles open is still to be given by a colleague who holds it.
    """

    name: str
    roles: frozenset[str]
    waiting: bool


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
            PersonView(person.name, frozenset(person.roles), person.name in waiting)
            for person in people.all()
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

    def remove(self, name: str) -> tuple[PersonView, ...]:
        """Let somebody no longer work with the vault, and list everybody.

        Raises:
            UserError: nobody has that name, a key would be left with nobody, or who asks is no administrator.
        """
        self._vault.people.remove(name)
        return self.people()

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
