# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ways into the vault: a new passphrase, a new way in for who lost it, and the recovery words."""

from collections.abc import Callable

from app.services.passphrases import check_passphrase
from app.vault.keys import KdfCost
from app.vault.open_vault import OpenVault
from app.vault.recovery_words import as_passphrase, new_words


class AdministerVault:
    """The use cases about passphrases and recovery.

    Args:
        vault: the open vault.
        cost: gives what deriving a key shall cost from now on.
    """

    def __init__(self, vault: OpenVault, cost: Callable[[], KdfCost]) -> None:
        self._vault = vault
        self._cost = cost

    def change_passphrase(self, passphrase: str, new: str) -> None:
        """Let whoever opened the vault open it with another passphrase.

        Raises:
            UserError: the old one is wrong, or the new one is too short or easy to guess.
        """
        check_passphrase(new, [self._vault.person.name])
        self._vault.people.change_passphrase(passphrase, new, self._cost())

    def reset(self, person: str, passphrase: str) -> None:
        """Give somebody who lost the passphrase a new way in, with the same roles.

        Keys that who asks does not hold are given by a colleague who unlocks the vault.

        Raises:
            UserError: who asks is no administrator, nobody has that name, a key would be left with nobody, or
                the passphrase is too short or easy to guess.
        """
        check_passphrase(passphrase, [person])
        self._vault.people.reset(person, passphrase, self._cost())

    def has_recovery(self) -> bool:
        """Tell whether there are recovery words."""
        return self._vault.people.has_recovery()

    def make_recovery(self) -> tuple[str, ...]:
        """Make recovery words, given once and kept nowhere; those made before open the vault no more.

        Keys that who asks does not hold are given to them by colleagues who unlock the vault.

        Raises:
            UserError: who asks is no administrator.
        """
        words = new_words()
        self._vault.people.make_recovery(as_passphrase(words), self._cost())
        return words
