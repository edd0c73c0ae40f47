# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a backup back: into a new folder, or in the place of the vault, which is then kept aside.

In place it goes in two steps. First the backup is laid out whole beside the vault, and a marker says that it
waits. The next start, with nobody in the vault, takes the old folder aside and gives the new one its name.
Wherever that is interrupted, whoever starts next finishes it before looking at anything: so there is the old
vault or the new one.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from app.errors import EnvironmentFault, IntegrityError, UserError, says
from app.vault.anchor import HEADER_HEAD
from app.vault.backup_manifest import KeptFile, damaged_backup, digest_of, read_manifest
from app.vault.compartments import CREATED, file_of
from app.vault.files import copy_safely, remove_folder, sync_folder, write_safely
from app.vault.header import HEADER
from app.vault.instance_lock import FileLock, InstanceLock
from app.vault.progress import Progress, Told
from app.vault.restored import NOTE, Restored, read_note, write_note

_ASIDE = re.compile(r"[^/\\:]+-voor-\d{8}T\d{6}Z(-\d+)?")


def restore_into(
    backup: Path,
    target: Path,
    by: str,
    at: datetime,
    header_key: bytes | bytearray,
    told: Told = lambda _: None,
) -> None:
    """Lay out a backup, which was verified, as a vault in a new folder.

    It is the same vault to the anchor that each user keeps: opening it moves that anchor, and the vault that
    the backup was made of, where it is still used, is told as another one from then on.

    Raises:
        UserError: there is something in the folder already.
        EnvironmentFault: it cannot be written; there is no new folder then.
        IntegrityError: the backup changed since it was verified.
    """
    with _faults(target):
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise UserError(says("In {folder} staat al iets. Kies een lege map.", folder=str(target)))
        target.parent.mkdir(parents=True, exist_ok=True)
        building = target.with_name(f".{target.name}-in-opbouw")
        remove_folder(building)
        _lay_out(backup, building, by, at, header_key, told)
        if target.exists():
            target.rmdir()
        building.replace(target)
        sync_folder(target.parent)


def prepare_in_place(
    backup: Path,
    folder: Path,
    by: str,
    at: datetime,
    header_key: bytes | bytearray,
    told: Told = lambda _: None,
) -> None:
    """Lay out a backup, which was verified, beside a vault, to take its place at the next start.

    Raises:
        UserError: another one waits already.
        EnvironmentFault: it cannot be written; the vault stays as it is.
        IntegrityError: the backup changed since it was verified.
    """
    lay_beside(backup, folder, by, at, header_key, told)
    let_wait(folder, at)


def lay_beside(
    backup: Path,
    folder: Path,
    by: str,
    at: datetime,
    header_key: bytes | bytearray,
    told: Told = lambda _: None,
) -> None:
    """Lay out a backup beside a vault; nothing comes of it until `let_wait`. Raises as `prepare_in_place`."""
    if is_waiting(folder):
        raise UserError(says("Er wacht al een reservekopie. Start het programma opnieuw."))
    with _faults(folder):
        staged = _staged(folder)
        remove_folder(staged)
        _lay_out(backup, staged, by, at, header_key, told)
        sync_folder(folder.parent)


def date_note(folder: Path, header_key: bytes | bytearray, at: datetime) -> None:
    """Let what was laid out beside a vault say that it is put back now: all of before is explained.

    Args:
        folder: of the vault.
        header_key: of the header that was laid out.
        at: after everything that was done in the vault.

    Raises:
        EnvironmentFault: it cannot be written; it says the moment of before.
    """
    with _faults(folder):
        note = read_note(_staged(folder), header_key)
        if note is not None:
            write_note(_staged(folder), replace(note, at=at), header_key)


def let_wait(folder: Path, at: datetime) -> None:
    """Let what was laid out beside a vault take its place at the next start.

    Raises:
        EnvironmentFault: it cannot be written; the vault stays as it is.
    """
    with _faults(folder):
        aside = f"{folder.name}-voor-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        write_safely(_marker(folder), json.dumps({"aside": _free(folder, aside)}).encode())


def is_waiting(folder: Path) -> bool:
    """Tell whether a backup waits to take the place of the vault in this folder."""
    return _marker(folder).exists()


def give_up(folder: Path) -> None:
    """Let the vault stay as it is: what waits is removed.

    Raises:
        EnvironmentFault: it cannot be removed.
    """
    with _faults(folder):
        _marker(folder).unlink(missing_ok=True)
        sync_folder(folder.parent)
        remove_folder(_staged(folder))


def finish_in_place(folder: Path) -> Path | None:
    """Let what waits take the vault's place; give where the old vault is kept, or nothing if nothing waited.

    Raises:
        UserError: somebody has the vault open.
        EnvironmentFault: a folder cannot be renamed; the next start tries again.
    """
    if not is_waiting(folder):
        return None
    with _faults(folder):
        gate = folder.with_name(f".{folder.name}-terugzetten.lock")
        lock = FileLock(gate)
        try:
            return _exchange(folder)
        finally:
            lock.release()
            gate.unlink(missing_ok=True)


def _exchange(folder: Path) -> Path | None:
    try:
        name = json.loads(_marker(folder).read_bytes())["aside"]
    except FileNotFoundError:
        return None  # somebody else finished it
    except (ValueError, KeyError, TypeError, RecursionError):
        name = ""
    if not isinstance(name, str) or not _ASIDE.fullmatch(name):
        # It was not written by us; nothing was moved yet, or the vault would not be there.
        if folder.exists():
            give_up(folder)
            return None
        name = f"{folder.name}-voor-00000000T000000Z"
    staged, aside = _staged(folder), folder.with_name(name)
    if staged.exists():
        if folder.exists():
            # Nobody is in the vault; and nobody comes in, for who opens it looks for the marker once more.
            InstanceLock(folder).release()
            folder.rename(aside)
            sync_folder(folder.parent)
        staged.rename(folder)
        sync_folder(folder.parent)
    _marker(folder).unlink(missing_ok=True)
    sync_folder(folder.parent)
    return aside if aside.exists() else None


def _lay_out(
    backup: Path, into: Path, by: str, at: datetime, header_key: bytes | bytearray, told: Told
) -> None:
    manifest = read_manifest(backup)
    if not manifest.is_signed(header_key):
        raise IntegrityError(damaged_backup(backup.name))
    total, done = sum(one.size for one in manifest.files), 0
    into.mkdir(mode=0o700)
    try:
        for one in manifest.files:
            if one.name == NOTE:
                continue
            target = into / one.name
            target.parent.mkdir(mode=0o700, exist_ok=True)
            copy_safely(backup / one.name, target)
            _same(backup, target, one)
            done += one.size
            told(Progress(done, total))
        digests = {one.name: one.sha256 for one in manifest.files}
        pending = {name: digests[file_of(name)] for name in CREATED if file_of(name) in digests}
        pending[HEADER_HEAD] = digests[HEADER]
        note = Restored(manifest.vault_id, backup.name, manifest.made, at, by, pending)
        write_note(into, note, header_key)
        for folder in (*(path for path in into.rglob("*") if path.is_dir()), into):
            sync_folder(folder)
    except BaseException:
        remove_folder(into)
        raise


def _same(backup: Path, laid_out: Path, file: KeptFile) -> None:
    if digest_of(laid_out) != (file.size, file.sha256):
        raise IntegrityError(damaged_backup(backup.name))


def _staged(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-terugzetten")


def _marker(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-terugzetten.json")


def _free(folder: Path, name: str) -> str:
    number, free = 1, name
    while folder.with_name(free).exists():
        number += 1
        free = f"{name}-{number}"
    return free


@contextmanager
def _faults(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise EnvironmentFault(
            says(
                "De reservekopie kan niet worden teruggezet in {folder}: {reason}. Er is niets veranderd.",
                folder=str(folder),
                reason=error.strerror or str(error),
            )
        ) from error
