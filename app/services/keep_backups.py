# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backups of an open vault: making them, by hand or when due, checking them, and putting one back.

Each may take long. So each comes in parts: what begins and what finishes it belong to the vault's thread, and
the `Job` between them may be run on any other while work goes on. `make`, `verify`, `prepare_restore` and
`restore_into` are all parts at once.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TypeVar

from app.clock import Clock
from app.errors import EnvironmentFault, Message, UserError, says
from app.services.long_work import Job, Progress, Stopped, Told
from app.services.restore_vault import RestoreVault
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
from app.vault.header import read_header
from app.vault.keys import FLOOR, KdfCost, wipe
from app.vault.open_vault import OpenVault
from app.vault.restore import date_note, give_up, is_waiting, lay_beside, let_wait, restore_into

__all__ = [
    "Backup",
    "BackupPolicy",
    "Finding",
    "Job",
    "KeepBackups",
    "OtherKeys",
    "Progress",
    "Reason",
    "Stopped",
    "Told",
]


T = TypeVar("T")

_NOT_MADE = says("Het maken van de reservekopie is gestopt. Er is niets van bewaard.")
_NOT_CHECKED = says("Het controleren van de reservekopie is gestopt. Er is niets veranderd.")
_NOT_PUT_BACK = says("Het terugzetten is gestopt. De kluis blijft zoals zij is.")


class OtherKeys(UserError):  # noqa: N818 - nothing is wrong
    """A backup was made under older keys: the passphrase of then opens it."""

    def __init__(self) -> None:
        super().__init__(
            says(
                "Na deze reservekopie zijn sleutels van de kluis vernieuwd. Vul de wachtzin in die u had "
                "toen zij werd gemaakt, en probeer het opnieuw."
            )
        )


class KeepBackups:
    """The use cases about backups while the vault is open.

    Args:
        vault: the open vault.
        folder: of the vault.
        root: the folder in which the backups are put; absent where none are kept.
        policy: how often, and which are kept.
        clock: tells the time.
        floor: the lowest cost of deriving a key that is accepted.
    """

    def __init__(
        self,
        vault: OpenVault,
        folder: Path,
        root: Path | None,
        policy: BackupPolicy,
        clock: Clock,
        floor: KdfCost = FLOOR,
    ) -> None:
        self._vault = vault
        self._floor = floor
        self._of_waiting = bytearray()
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
        return drop_old(self._place(), self._vault_id(), self.policy, self._clock.now())

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

    def begin_verifying(self, name: str, of_then: str = "") -> Job[tuple[Finding, ...]]:
        """Give the job that checks a backup; nothing is to be finished after it.

        Args:
            name: of the backup.
            of_then: this person's passphrase of when it was made, where keys were changed since.

        Raises:
            UserError: there is no such backup.
            OtherKeys: it was made under older keys, and the passphrase of then is needed.
        """
        person = self._vault.person.name
        return self._job(
            name,
            of_then,
            _NOT_CHECKED,
            now=self._verified,
            then=lambda restoring, told: restoring.verify(person, of_then, told),
            undo=lambda: None,
        )

    def verify(self, name: str, told: Told = lambda _: None) -> tuple[Finding, ...]:
        """Check a backup: every byte of it, and the trail and the records of what this person can open.

        Raises:
            UserError: there is no such backup.
            IntegrityError: it is damaged, or it was made under another header.
            EnvironmentFault: it cannot be read.
        """
        return self.begin_verifying(name).run(told)

    def begin_restore(self, name: str, of_then: str = "") -> Job[bytearray]:
        """Give the job that verifies a backup and lays it out beside this vault, for `finish_restore`.

        It gives the key of the header that was laid out.

        Args and Raises: as `begin_verifying`; also UserError where another waits already.
        """
        person = self._vault.person.name

        def now(backup: Path, source: Source, told: Told) -> bytearray:
            require_whole(self._verified(backup, source, told))
            lay_beside(backup, self._folder, source.by, self._clock.now(), source.header_key, told)
            return bytearray(source.header_key)

        return self._job(
            name,
            of_then,
            _NOT_PUT_BACK,
            now=now,
            then=lambda restoring, told: restoring.beside(self._folder, person, of_then, told),
            undo=lambda: give_up(self._folder),
        )

    def finish_restore(self, name: str, header_key: bytearray) -> None:
        """Let the backup that was laid out wait to take this vault's place, and put that on record here too.

        Args:
            name: of the backup.
            header_key: what the job gave; it is kept until `leave`.

        Raises:
            EnvironmentFault: the vault or the folder cannot be written; the vault stays as it is.
        """
        self._of_waiting = header_key
        self._vault.record_restore(name)
        date_note(self._folder, header_key, self._clock.now())
        let_wait(self._folder, self._clock.now())

    def leave(self) -> None:
        """Let a backup that waits explain all that was done until now: the vault is being locked.

        Where that cannot be written, what was done since is told as missing when the vault is opened again.
        """
        key, self._of_waiting = self._of_waiting, bytearray()
        if key and self.restore_waits():
            with suppress(EnvironmentFault):
                date_note(self._folder, key, self._clock.now())
        wipe([key])

    def prepare_restore(self, name: str, told: Told = lambda _: None) -> None:
        """Verify a backup and let it wait to take this vault's place, the next time that the vault is opened.

        It is put on record here too. The vault of before is kept aside. `give_up_restore` takes it back.

        Raises:
            UserError: there is no such backup, or another waits already.
            IntegrityError: it is damaged, or it was made under other keys.
            EnvironmentFault: it cannot be read or laid out; the vault stays as it is.
        """
        self.finish_restore(name, self.begin_restore(name).run(told))

    def begin_restore_into(self, name: str, target: Path, of_then: str = "") -> Job[None]:
        """Give the job that verifies a backup and lays it out in a new folder, for `finish_restore_into`.

        Args and Raises: as `begin_verifying`.
        """
        person = self._vault.person.name

        def now(backup: Path, source: Source, told: Told) -> None:
            require_whole(self._verified(backup, source, told))
            restore_into(backup, target, source.by, self._clock.now(), source.header_key, told)

        return self._job(
            name,
            of_then,
            _NOT_PUT_BACK,
            now=now,
            then=lambda restoring, told: restoring.into(target, person, of_then, told),
            undo=lambda: remove_folder(target),
        )

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

    def _job(
        self,
        name: str,
        of_then: str,
        stopped: Message,
        *,
        now: Callable[[Path, Source, Told], T],
        then: Callable[[RestoreVault, Told], T],
        undo: Callable[[], object],
    ) -> Job[T]:
        """Give the job that does something with a backup, with the keys of now or with those of then."""
        backup = self._backup(name)
        if of_then:
            restoring = RestoreVault(backup, self._clock, self._floor)
            return Job(partial(then, restoring), stopped, undo=undo)
        self._refuse_other_keys(backup)
        source = self._vault.backup_source()
        return Job(partial(now, backup, source), stopped, source.close, undo)

    def _refuse_other_keys(self, backup: Path) -> None:
        """Ask for the passphrase of then where the keys of now do not open the backup.

        Its header is not authenticated here: where somebody changed it, checking tells.
        """
        with backup_faults(backup.parent):
            then = read_header(backup)
        now = self._vault.people.header()
        if then is None:
            return
        changed = [one for one in self._vault.compartments if then.done.get(one, 0) < now.done.get(one, 0)]
        if changed or then.authority != now.authority:
            raise OtherKeys

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
