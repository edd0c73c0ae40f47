# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The ways into the vault: a new passphrase, a new way in for who lost it, and the recovery words."""

from collections.abc import Callable

from app.services.passphrases import check_passphrase
from app.vault.keys import KdfCost
from app.vault.open_vault import OpenVault
from app.vault.recovery_words import as_passphrase, new_words
from app.vault.second_factor import KeyFile


class AdministerVault:
    """The use cases about passphrases and recovery.

    Args:
        vault: the open vault.
        cost: gives what deriving a key shall cost from now on.
    """

    def __init__(self, vault: OpenVault, cost: Callable[[], KdfCost]) -> None:
        self._vault = vault
        self._cost = cost

    def change_passphrase(self, passphrase: str, new: str, key_file: bytes | None = None) -> None:
        """Let whoever opened the vault open it with another passphrase.

        Args:
            passphrase: the one of now.
            new: the one from now on.
            key_file: what stands in the key file, where one is needed; it stays as it is.

        Raises:
            UserError: the old one is wrong, the key file is missing or another, or the new one is too short
                or easy to guess.
        """
        check_passphrase(new, [self._vault.person.name])
        factor = KeyFile.read(key_file) if key_file is not None else None
        self._vault.people.change_passphrase(passphrase, new, self._cost(), factor=factor)

    def second_factor(self) -> str:
        """Give the kind of what whoever opened the vault needs beside the passphrase; empty when nothing."""
        slot = self._vault.people.header().slot(self._vault.person.name)
        return slot.factor.kind if slot is not None and slot.factor is not None else ""

    def new_key_file(self) -> bytes:
        """Make a key file; it opens nothing until `add_key_file`, so that it can be kept safe before."""
        return KeyFile.new().written()

    def add_key_file(self, passphrase: str, key_file: bytes) -> None:
        """Let the vault open for whoever opened it with a key file beside the passphrase alone.

        Args:
            passphrase: the one of now.
            key_file: what stands in the file that was kept.

        Raises:
            UserError: the passphrase is wrong, it is no key file, or there is one already.
        """
        self._vault.people.add_second_factor(passphrase, KeyFile.read(key_file))

    def remove_key_file(self, passphrase: str, key_file: bytes) -> None:
        """Let the passphrase alone open the vault again for whoever opened it.

        Raises:
            UserError: the passphrase is wrong, it is another key file, or none is needed.
        """
        self._vault.people.remove_second_factor(passphrase, KeyFile.read(key_file))

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
