# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a backup back without an open vault: into a new folder, or in the place of a vault that is lost.

A backup opens with the names and passphrases of when it was made.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.clock import Clock
from app.errors import UserError, says
from app.services.access import read_key_file
from app.vault.audit import Finding
from app.vault.backup import backup_faults, require_whole, verify_backup
from app.vault.compartments import CREATED
from app.vault.header import HEADER_KEY, read_header
from app.vault.instance_lock import InstanceLock
from app.vault.keys import FLOOR, KdfCost, check_cost, derive_key, wipe
from app.vault.open_vault import WRONG
from app.vault.progress import Told
from app.vault.restore import finish_in_place, lay_beside, prepare_in_place, restore_into
from app.vault.slots import open_slot


class RestoreVault:
    """The use cases about a backup in its folder.

    Args:
        backup: its folder.
        clock: tells the time.
        floor: the lowest cost of deriving a key that is accepted.
        key_file: where the key file is, for whoever needed one then.
    """

    def __init__(
        self, backup: Path, clock: Clock, floor: KdfCost = FLOOR, key_file: Path | None = None
    ) -> None:
        self._backup = backup
        self._clock = clock
        self._floor = floor
        self._key_file = key_file

    def verify(self, name: str, passphrase: str, told: Told = lambda _: None) -> tuple[Finding, ...]:
        """Check every byte, and the trail and the records of what this person could open then.

        Raises:
            UserError: name or passphrase is not that of then.
            IntegrityError: it is damaged, or no backup.
            EnvironmentFault: it cannot be read.
        """
        with self._opened(name, passphrase) as keys, backup_faults(self._backup.parent):
            return verify_backup(self._backup, keys[HEADER_KEY], _of_compartments(keys), told)

    def into(self, target: Path, name: str, passphrase: str, told: Told = lambda _: None) -> None:
        """Verify the backup and lay it out as a vault in a new folder.

        It takes the place of the vault that it was made of: where that is used too, it is told as another.

        Raises:
            UserError: name or passphrase is not that of then, or there is something in the folder.
            IntegrityError: the backup is damaged.
            EnvironmentFault: it cannot be read or written; there is no new folder then.
        """
        with self._opened(name, passphrase) as keys:
            self._checked(keys, told)
            restore_into(self._backup, target, name, self._clock.now(), keys[HEADER_KEY], told)

    def beside(self, folder: Path, name: str, passphrase: str, told: Told = lambda _: None) -> bytearray:
        """Verify the backup and lay it out beside an open vault, for `KeepBackups.finish_restore`.

        Gives the key of its header.

        Raises:
            UserError: name or passphrase is not that of then, or another backup waits already.
            IntegrityError: the backup is damaged.
            EnvironmentFault: it cannot be read or written; the vault stays as it is.
        """
        with self._opened(name, passphrase) as keys:
            self._checked(keys, told)
            lay_beside(self._backup, folder, name, self._clock.now(), keys[HEADER_KEY], told)
            return bytearray(keys[HEADER_KEY])

    def in_place(self, folder: Path, name: str, passphrase: str, told: Told = lambda _: None) -> Path | None:
        """Verify the backup and let it take the place of the vault in a folder.

        Gives where the vault of before is kept; nothing where there was none.

        Raises:
            UserError: name or passphrase is not that of then, or the vault is open.
            IntegrityError: the backup is damaged, or it is of another vault.
            EnvironmentFault: it cannot be read or written; the vault stays as it is.
        """
        with self._opened(name, passphrase) as keys:
            if folder.exists():
                InstanceLock(folder).release()
            self._checked(keys, told)
            prepare_in_place(self._backup, folder, name, self._clock.now(), keys[HEADER_KEY], told)
        return finish_in_place(folder)

    def _checked(self, keys: dict[str, bytearray], told: Told) -> None:
        with backup_faults(self._backup.parent):
            require_whole(verify_backup(self._backup, keys[HEADER_KEY], _of_compartments(keys), told))

    @contextmanager
    def _opened(self, name: str, passphrase: str) -> Iterator[dict[str, bytearray]]:
        header = read_header(self._backup)
        if header is None:
            raise UserError(says("In {folder} staat geen reservekopie.", folder=str(self._backup)))
        factor = read_key_file(self._key_file) if self._key_file is not None else None
        slot = header.slot(name)
        if slot is not None and not slot.damaged:
            check_cost(slot.cost, self._floor)
        opened = open_slot(header, slot, passphrase, derive_key, factor) if slot is not None else None
        if opened is None:
            raise UserError(WRONG)
        keys = opened.keys
        try:
            yield keys
        finally:
            wipe(keys.values())


def _of_compartments(keys: dict[str, bytearray]) -> dict[str, bytearray]:
    return {name: key for name, key in keys.items() if name in CREATED}
