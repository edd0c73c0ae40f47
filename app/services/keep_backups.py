# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backups of an open vault: making them, by hand or when due, checking them, and putting one back.

Making one may take long. So it comes in three parts: `begin` and `finish` belong to the vault's thread, and
`BackupJob.run` may be carried out by any other while work goes on. `make` is all three at once.
"""

from pathlib import Path

from app.clock import Clock
from app.errors import UserError, says
from app.vault.audit import Finding
from app.vault.backup import (
    Backup,
    Source,
    all_backups,
    backup_faults,
    drop_old,
    make_backup,
    require_whole,
    verify_backup,
)
from app.vault.backup_policy import BackupPolicy, Reason, is_due
from app.vault.open_vault import OpenVault
from app.vault.progress import Progress, Told
from app.vault.restore import give_up, is_waiting, prepare_in_place, restore_into

__all__ = [
    "Backup",
    "BackupJob",
    "BackupPolicy",
    "BackupStopped",
    "Finding",
    "KeepBackups",
    "Progress",
    "Reason",
    "Told",
]


class BackupStopped(UserError):  # noqa: N818 - nothing is wrong
    """Somebody stopped a backup; there is none of it left."""

    def __init__(self) -> None:
        super().__init__(says("Het maken van de reservekopie is gestopt. Er is niets van bewaard."))


class BackupJob:
    """A backup that is to be made, on whichever thread.

    Args:
        source: what it is made of; its keys are dropped when the job has run.
        root: the folder of backups.
        reason: why it is made.
        clock: tells the time.
    """

    def __init__(self, source: Source, root: Path, reason: Reason, clock: Clock) -> None:
        self._source, self._root, self._reason, self._clock = source, root, reason, clock
        self._stopped = False

    def run(self, told: Told = lambda _: None) -> Backup:
        """Make the backup and verify it.

        Args:
            told: is told how far it is, on the thread that runs.

        Raises:
            BackupStopped: `stop` was called; nothing is left behind.
            EnvironmentFault: it cannot be written; the backups that there were stay.
            IntegrityError: what is in the vault is damaged.
        """

        def go_on(progress: Progress) -> None:
            if self._stopped:
                raise BackupStopped
            told(progress)

        try:
            return make_backup(self._source, self._root, self._reason, self._clock.now(), go_on)
        finally:
            self._source.close()

    def stop(self) -> None:
        """Stop soon: from another thread, as when the vault is locked."""
        self._stopped = True


class KeepBackups:
    """The use cases about backups while the vault is open.

    Args:
        vault: the open vault.
        folder: of the vault.
        root: the folder in which the backups are put; absent where none are kept.
        policy: how often, and which are kept.
        clock: tells the time.
    """

    def __init__(
        self, vault: OpenVault, folder: Path, root: Path | None, policy: BackupPolicy, clock: Clock
    ) -> None:
        self._vault = vault
        self._folder = folder
        self._root = root
        self._clock = clock
        self.policy = policy

    @property
    def root(self) -> Path | None:
        """The folder in which the backups are put; absent where none are kept."""
        return self._root

    def all(self) -> tuple[Backup, ...]:
        """Give the backups of this vault, the latest first; they are checked by `verify` alone.

        Raises:
            EnvironmentFault: the folder cannot be read.
        """
        return all_backups(self._root, self._vault_id()) if self._root is not None else ()

    def is_due(self) -> bool:
        """Tell whether the policy wants a backup now.

        Raises:
            EnvironmentFault: the folder cannot be read.
        """
        if self._root is None:
            return False
        return is_due(self.policy, [one.made for one in self.all()], self._clock.now())

    def begin(self, reason: Reason = Reason.BY_HAND) -> BackupJob:
        """Give the job that makes a backup.

        Raises:
            UserError: there is no folder for backups.
        """
        return BackupJob(self._vault.backup_source(), self._place(), reason, self._clock)

    def finish(self, made: Backup) -> tuple[str, ...]:
        """Put a backup that was made on record, and remove those that the policy keeps no longer.

        Gives the names of those removed.

        Raises:
            EnvironmentFault: the vault or the folder cannot be written; the backup is there all the same.
        """
        self._vault.record_backup(made)
        return drop_old(self._place(), self._vault_id(), self.policy)

    def make(self, reason: Reason = Reason.BY_HAND, told: Told = lambda _: None) -> Backup:
        """Make a backup now, verify it, put it on record and remove those that are kept no longer.

        Raises:
            UserError: there is no folder for backups.
            EnvironmentFault: it cannot be written; the backups that there were stay.
            IntegrityError: what is in the vault is damaged.
        """
        made = self.begin(reason).run(told)
        self.finish(made)
        return made

    def verify(self, name: str, told: Told = lambda _: None) -> tuple[Finding, ...]:
        """Check a backup: every byte of it, and the trail and the records of what this person can open.

        Raises:
            UserError: there is no such backup.
            IntegrityError: it is damaged, or it was made under other keys (`RestoreVault` checks it then).
            EnvironmentFault: it cannot be read.
        """
        source = self._vault.backup_source()
        try:
            with backup_faults(self._place()):
                return verify_backup(self._backup(name), source.header_key, source.keys, told)
        finally:
            source.close()

    def prepare_restore(self, name: str, told: Told = lambda _: None) -> None:
        """Verify a backup and let it wait to take this vault's place, the next time that the vault is opened.

        It is put on record here too. The vault of before is kept aside. `give_up_restore` takes it back.

        Raises:
            UserError: there is no such backup, or another waits already.
            IntegrityError: it is damaged, or it was made under other keys.
            EnvironmentFault: it cannot be read or laid out; the vault stays as it is.
        """
        require_whole(self.verify(name, told))
        source = self._vault.backup_source()
        try:
            self._vault.record_restore(name)
            prepare_in_place(
                self._backup(name), self._folder, source.by, self._clock.now(), source.header_key, told
            )
        finally:
            source.close()

    def restore_into(self, name: str, target: Path, told: Told = lambda _: None) -> None:
        """Verify a backup and lay it out as a vault in a new folder; this vault stays as it is.

        To the anchor it is this vault, once it is opened: the other one is told as another from then on.

        Raises:
            UserError: there is no such backup, or there is something in the folder already.
            IntegrityError: it is damaged, or it was made under other keys.
            EnvironmentFault: it cannot be read or laid out; there is no new folder then.
        """
        require_whole(self.verify(name, told))
        source = self._vault.backup_source()
        try:
            restore_into(self._backup(name), target, source.by, self._clock.now(), source.header_key, told)
        finally:
            source.close()
        self._vault.record_restore(name)

    def restore_waits(self) -> bool:
        """Tell whether a backup waits to take this vault's place."""
        return is_waiting(self._folder)

    def give_up_restore(self) -> None:
        """Let the vault stay as it is.

        Raises:
            EnvironmentFault: what waits cannot be removed.
        """
        give_up(self._folder)

    def _vault_id(self) -> str:
        return self._vault.anchor.vault_id

    def _backup(self, name: str) -> Path:
        if name not in {one.name for one in self.all()}:
            raise UserError(says("Er is geen reservekopie {name}. Kies er een uit de lijst.", name=name))
        return self._place() / name

    def _place(self) -> Path:
        if self._root is None:
            raise UserError(says("Voor deze kluis is geen map voor reservekopieën gekozen."))
        return self._root
