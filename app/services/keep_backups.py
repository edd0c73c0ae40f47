# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backups of an open vault: making them, by hand or when due, checking them, and putting one back.

Each may take long. So each comes in parts: what begins and what finishes it belong to the vault's thread, and
the `Job` between them may be run on any other while work goes on. `make`, `verify`, `prepare_restore` and
`restore_into` are all parts at once.
"""

from functools import partial
from pathlib import Path

from app.clock import Clock
from app.errors import UserError, says
from app.services.long_work import Job, Progress, Stopped, Told
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
from app.vault.files import remove_folder
from app.vault.open_vault import OpenVault
from app.vault.restore import give_up, is_waiting, lay_beside, let_wait, restore_into

__all__ = [
    "Backup",
    "BackupPolicy",
    "Finding",
    "Job",
    "KeepBackups",
    "Progress",
    "Reason",
    "Stopped",
    "Told",
]


_NOT_MADE = says("Het maken van de reservekopie is gestopt. Er is niets van bewaard.")
_NOT_CHECKED = says("Het controleren van de reservekopie is gestopt. Er is niets veranderd.")
_NOT_PUT_BACK = says("Het terugzetten is gestopt. De kluis blijft zoals zij is.")


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

    def begin(self, reason: Reason = Reason.BY_HAND) -> Job[Backup]:
        """Give the job that makes a backup.

        Raises:
            UserError: there is no folder for backups.
        """
        root, source = self._place(), self._vault.backup_source()
        return Job(
            lambda told: make_backup(source, root, reason, self._clock.now(), told), _NOT_MADE, source.close
        )

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

    def begin_verifying(self, name: str) -> Job[tuple[Finding, ...]]:
        """Give the job that checks a backup; nothing is to be finished after it.

        Raises:
            UserError: there is no such backup.
        """
        backup, source = self._backup(name), self._vault.backup_source()
        work = partial(self._verified, backup, source)
        return Job(work, _NOT_CHECKED, source.close, lambda: None)

    def verify(self, name: str, told: Told = lambda _: None) -> tuple[Finding, ...]:
        """Check a backup: every byte of it, and the trail and the records of what this person can open.

        Raises:
            UserError: there is no such backup.
            IntegrityError: it is damaged, or it was made under other keys (`RestoreVault` checks it then).
            EnvironmentFault: it cannot be read.
        """
        return self.begin_verifying(name).run(told)

    def begin_restore(self, name: str) -> Job[None]:
        """Give the job that verifies a backup and lays it out beside this vault, for `finish_restore`.

        Raises:
            UserError: there is no such backup, or another waits already.
        """
        backup, source = self._backup(name), self._vault.backup_source()

        def work(told: Told) -> None:
            require_whole(self._verified(backup, source, told))
            lay_beside(backup, self._folder, source.by, self._clock.now(), source.header_key, told)

        return Job(work, _NOT_PUT_BACK, source.close, lambda: give_up(self._folder))

    def finish_restore(self, name: str) -> None:
        """Let the backup that was laid out wait to take this vault's place, and put that on record here too.

        Raises:
            EnvironmentFault: the vault or the folder cannot be written; the vault stays as it is.
        """
        self._vault.record_restore(name)
        let_wait(self._folder, self._clock.now())

    def prepare_restore(self, name: str, told: Told = lambda _: None) -> None:
        """Verify a backup and let it wait to take this vault's place, the next time that the vault is opened.

        It is put on record here too. The vault of before is kept aside. `give_up_restore` takes it back.

        Raises:
            UserError: there is no such backup, or another waits already.
            IntegrityError: it is damaged, or it was made under other keys.
            EnvironmentFault: it cannot be read or laid out; the vault stays as it is.
        """
        self.begin_restore(name).run(told)
        self.finish_restore(name)

    def begin_restore_into(self, name: str, target: Path) -> Job[None]:
        """Give the job that verifies a backup and lays it out in a new folder, for `finish_restore_into`.

        Raises:
            UserError: there is no such backup.
        """
        backup, source = self._backup(name), self._vault.backup_source()

        def work(told: Told) -> None:
            require_whole(self._verified(backup, source, told))
            restore_into(backup, target, source.by, self._clock.now(), source.header_key, told)

        return Job(work, _NOT_PUT_BACK, source.close, lambda: remove_folder(target))

    def finish_restore_into(self, name: str) -> None:
        """Put on record that a backup was laid out as a vault in another folder."""
        self._vault.record_restore(name)

    def restore_into(self, name: str, target: Path, told: Told = lambda _: None) -> None:
        """Verify a backup and lay it out as a vault in a new folder; this vault stays as it is.

        To the anchor it is this vault, once it is opened: the other one is told as another from then on.

        Raises:
            UserError: there is no such backup, or there is something in the folder already.
            IntegrityError: it is damaged, or it was made under other keys.
            EnvironmentFault: it cannot be read or laid out; there is no new folder then.
        """
        self.begin_restore_into(name, target).run(told)
        self.finish_restore_into(name)

    def restore_waits(self) -> bool:
        """Tell whether a backup waits to take this vault's place."""
        return is_waiting(self._folder)

    def give_up_restore(self) -> None:
        """Let the vault stay as it is.

        Raises:
            EnvironmentFault: what waits cannot be removed.
        """
        give_up(self._folder)

    def _verified(self, backup: Path, source: Source, told: Told) -> tuple[Finding, ...]:
        with backup_faults(backup.parent):
            return verify_backup(backup, source.header_key, source.keys, told)

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
