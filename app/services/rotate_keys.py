# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Other keys for what somebody who left could open: an administrator asks, and who holds a key changes it."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.errors import Message, UserError, says
from app.services.long_work import Job, Progress, Stopped, Told
from app.vault.compartments import AUTHORITY, CREATED, compartments_of
from app.vault.open_vault import OpenVault

__all__ = ["ALL", "Due", "Job", "Progress", "RotateKeys", "Stopped"]

_STOPPED = says(
    "Het vernieuwen is gestopt. Wat klaar was, blijft klaar; wat hierboven staat, houdt zijn oude sleutel en "
    "kunt u later vernieuwen."
)

ALL = (AUTHORITY, *CREATED)
"""Everything that can get another key."""


@dataclass(frozen=True, slots=True)
class Due:
    """A compartment whose key is to be changed.

    Attributes:
        compartment: its id, such as ``dossiers``.
        mine: whether who asks holds the key, and so can do it.
    """

    compartment: str
    mine: bool


class RotateKeys:
    """The use cases about changing keys.

    Args:
        vault: the open vault.
    """

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def due(self) -> tuple[Due, ...]:
        """List what is to be changed, in the order of the compartments."""
        wanted = self._vault.rekeying.due()
        return tuple(Due(name, self._vault.opens(name)) for name in CREATED if name in wanted)

    def reminder(self) -> Message | None:
        """Remind whoever can do something about it of keys that are due."""
        due = self.due()
        mine = [one.compartment for one in due if one.mine]
        if not mine and not (due and "administrator" in self._vault.person.roles):
            return None
        return says(
            "Er zijn nog sleutels te vernieuwen: iemand is weg, of het vernieuwen is niet afgemaakt. "
            "Zie Beheer, Sleutels van de kluis."
        )

    def known_to(self, name: str) -> frozenset[str]:
        """Give the compartments whose keys somebody knows by role, to offer changing them after that.

        ``authority`` is among them for an administrator.

        Raises:
            UserError: nobody has that name.
        """
        slot = self._vault.people.header().slot(name)
        if slot is None:
            raise UserError(says("{name} staat niet in de kluis. Controleer de naam.", name=name))
        return compartments_of(slot.person.roles)

    def ask(self, compartments: Iterable[str] = CREATED) -> tuple[Due, ...]:
        """Let the keys of compartments be changed, and list what is due; ``authority`` is changed at once.

        Raises:
            UserError: there is no such compartment, somebody's way in is damaged, or who asks is no
                administrator.
            EnvironmentFault: the header cannot be written; nothing changes.
        """
        chosen = frozenset(compartments)
        for name in sorted(chosen - {AUTHORITY, *CREATED}):
            known = ", ".join((*CREATED, AUTHORITY))
            raise UserError(says("„{name}” bestaat niet. Kies uit: {known}.", name=name, known=known))
        if AUTHORITY in chosen:
            self._vault.renew_authority()
        self._vault.rekeying.want(chosen - {AUTHORITY})
        return self.due()

    def begin(self) -> Job[tuple[Due, ...]]:
        """Give the job of `run`; it belongs to the vault's thread, as nobody may write meanwhile.

        Where it is stopped, the compartment at hand keeps its old key, and what was not done is still due.
        """
        return Job(self._run, _STOPPED)

    def run(self, told: Told = lambda _: None) -> tuple[Due, ...]:
        """Change every key that is due and that who asks holds; give what is left for colleagues.

        It may be killed at any moment: each compartment opens with the old key or with the new one, and what
        was not done is still due. One compartment of a hundred megabytes takes a second or two.

        Args:
            told: is told, many times, how far the compartment at hand is; called in this thread.

        Raises:
            UserError: somebody's way in is damaged.
            EnvironmentFault: the disk is full, or fails; what was done is done, and the rest is still due.
        """
        return self.begin().run(told)

    def _run(self, told: Told) -> tuple[Due, ...]:
        for one in self.due():
            if one.mine:
                self._vault.rotate(one.compartment, told)
        return self.due()
