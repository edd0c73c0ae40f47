# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Backups of a vault: a folder for each, written aside, verified, and only then given its name.

What whoever makes it can open is copied from one moment of the database, under the same key, while others may
go on writing. What they cannot open is copied byte by byte; nobody else has it open, for the vault lets one
program in at a time.
"""

import hmac
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import EnvironmentFault, GehoorwijzerError, IntegrityError, says
from app.vault import schema
from app.vault.audit import Audit, Finding
from app.vault.backup_manifest import (
    MANIFEST,
    KeptFile,
    Manifest,
    damaged_backup,
    digest_of,
    read_manifest,
)
from app.vault.backup_policy import BackupPolicy, Reason, kept
from app.vault.compartments import CREATED, file_of
from app.vault.completeness import incomplete
from app.vault.database import copy_database, opened_copy
from app.vault.faults import machine_faults
from app.vault.files import copy_safely, remove_folder, sync_folder, write_safely
from app.vault.header import mac_of, read_header
from app.vault.instance_lock import LOCK
from app.vault.keys import wipe
from app.vault.progress import Progress, Told
from app.vault.tries import TRIES

_PARTIAL = ".partial-"
_GOING = ".going-"
_NOT_KEPT = frozenset({LOCK, TRIES})


@dataclass(frozen=True, slots=True)
class Source:
    """What a backup is made of, for whichever thread makes it.

    Attributes:
        folder: of the vault.
        by: who has it open.
        keys: of the compartments that this person can open; `close` overwrites them.
        header_key: authenticates the header, and the manifest.
    """

    folder: Path
    vault_id: str
    by: str
    keys: Mapping[str, bytearray]
    header_key: bytearray

    def close(self) -> None:
        """Drop the keys."""
        wipe([*self.keys.values(), self.header_key])


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as it is listed: what its manifest says, unchecked until it is verified."""

    name: str
    made: datetime
    reason: Reason
    by: str
    size: int


def all_backups(root: Path, vault_id: str) -> tuple[Backup, ...]:
    """Give the backups of a vault in a folder, the latest first; what is no backup is passed over.

    Args:
        root: the folder that the backups are in.
        vault_id: of the vault; empty for those of every vault.

    Raises:
        EnvironmentFault: the folder cannot be read.
    """
    found = []
    with backup_faults(root):
        names = sorted(path.name for path in root.iterdir()) if root.exists() else []
        for name in names:
            if name.startswith(".") or not (root / name).is_dir():
                continue
            try:
                manifest = read_manifest(root / name)
            except GehoorwijzerError:
                continue
            if manifest.vault_id == vault_id or not vault_id:
                size = sum(one.size for one in manifest.files)
                found.append(Backup(name, manifest.made, manifest.reason, manifest.by, size))
    return tuple(sorted(found, key=lambda one: (one.made, one.name), reverse=True))


def make_backup(
    source: Source, root: Path, reason: Reason, at: datetime, told: Told = lambda _: None
) -> Backup:
    """Make a backup and verify it. Where this fails, there is none, and those there were stay.

    Raises:
        EnvironmentFault: it cannot be written, or the disk gave back something else than was written.
        IntegrityError: what is in the vault is damaged.
    """
    name = _free_name(root, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reason}")
    partial = root / f"{_PARTIAL}{source.vault_id[:8]}-{name}"
    with backup_faults(root):
        root.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clean(root, source.vault_id)
        partial.mkdir(mode=0o700)
        try:
            total = 2 * sum(path.stat().st_size for path in _files(source))
            count = _Count(total, told)
            files, schemas = _fill(partial, source, count)
            manifest = Manifest(source.vault_id, at, reason, source.by, schemas, files)
            write_safely(partial / MANIFEST, manifest.signed(source.header_key).written())
            require_whole(verify_backup(partial, source.header_key, source.keys, count))
            for folder in (*(path for path in partial.rglob("*") if path.is_dir()), partial):
                sync_folder(folder)
            partial.rename(root / name)
            sync_folder(root)
        except BaseException:
            remove_folder(partial)
            raise
    return Backup(name, at, reason, source.by, sum(one.size for one in files))


def verify_backup(
    folder: Path,
    header_key: bytes | bytearray,
    keys: Mapping[str, bytearray],
    told: "Told | _Count" = lambda _: None,
) -> tuple[Finding, ...]:
    """Check a backup: its manifest, every byte of it, and the trail and records of what `keys` open.

    Raises:
        IntegrityError: the manifest is damaged, or was made under another header.
        OSError: it cannot be read.
    """
    manifest = read_manifest(folder)
    header = read_header(folder)
    if header is None or not manifest.is_signed(header_key):
        raise IntegrityError(damaged_backup(folder.name))
    count = told if isinstance(told, _Count) else _Count(sum(one.size for one in manifest.files), told)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    wrong = there ^ {MANIFEST, *(one.name for one in manifest.files)}
    for one in manifest.files:
        if one.name in there and digest_of(folder / one.name) != (one.size, one.sha256):
            wrong.add(one.name)
        count.add(one.size)
    if header.vault_id != manifest.vault_id or not hmac.compare_digest(
        mac_of(header, header_key), header.mac
    ):
        wrong.add("vault.json")
    if wrong:
        message = says(
            "De reservekopie {name} klopt niet: {files}. Kies een andere.",
            name=folder.name,
            files=", ".join(sorted(wrong)),
        )
        return (Finding(ok=False, message=message),)
    findings = []
    # A backup of before a compartment came to be has no file of it.
    readable = {one.name for one in manifest.files if not one.raw}
    for compartment in sorted(set(keys) & set(CREATED)):
        if file_of(compartment) in readable:
            findings += _inside(folder, compartment, keys[compartment])
    return (Finding(ok=True, message=says("{name}: alle bestanden zijn heel.", name=folder.name)), *findings)


def require_whole(findings: Iterable[Finding]) -> None:
    """Go on only where nothing is wrong.

    Raises:
        IntegrityError: with the first thing that is.
    """
    for finding in findings:
        if not finding.ok:
            raise IntegrityError(finding.message)


def drop_old(root: Path, vault_id: str, policy: BackupPolicy, now: datetime) -> tuple[str, ...]:
    """Remove the backups that the policy keeps no longer, and give their names.

    Raises:
        EnvironmentFault: the folder cannot be written.
    """
    there = all_backups(root, vault_id)
    stays = kept(policy, {one.name: (one.made, one.reason) for one in there}, now)
    goes = tuple(one.name for one in there if one.name not in stays)
    with backup_faults(root):
        for name in goes:
            # First it is no backup any more, then it goes: half a backup never has the name of a whole one.
            going = root / f"{_GOING}{vault_id[:8]}-{name}"
            (root / name).rename(going)
            shutil.rmtree(going)
    return goes


@contextmanager
def backup_faults(root: Path) -> Iterator[None]:
    """Turn what goes wrong with the folder of backups into a fault with a sentence.

    Raises:
        EnvironmentFault: the folder cannot be read or written.
        IntegrityError: a file of the vault is damaged.
    """
    try:
        try:
            with machine_faults():
                yield
        except EnvironmentFault as fault:
            raise EnvironmentFault(
                says("De reservekopie is niet gemaakt. {reason}", reason=fault.message)
            ) from fault
    except OSError as error:
        raise EnvironmentFault(
            says(
                "In de map voor reservekopieën {folder} lukt het niet: {reason}. "
                "Maak ruimte vrij of kies een andere map.",
                folder=str(root),
                reason=error.strerror or str(error),
            )
        ) from error


class _Count:
    """Adds up what is done, and tells it."""

    def __init__(self, total: int, told: Told) -> None:
        self._total, self._done, self._told = total, 0, told

    def add(self, size: int) -> None:
        self._done += size
        self._told(Progress(min(self._done, self._total), self._total))


def _fill(partial: Path, source: Source, count: _Count) -> tuple[tuple[KeptFile, ...], dict[str, str]]:
    files, schemas = [], {}
    for compartment, key in sorted(source.keys.items()):
        name = file_of(compartment)
        schemas[compartment] = copy_database(source.folder / name, partial / name, key, count.add)
        files.append(KeptFile(name, *digest_of(partial / name)))
    closed = {file_of(one) for one in CREATED if one not in source.keys}
    for path in _files(source):
        name = path.relative_to(source.folder).as_posix()
        if path.suffix == ".db" and name not in closed:
            continue
        target = partial / name
        target.parent.mkdir(mode=0o700, exist_ok=True)
        copy_safely(path, target)
        files.append(KeptFile(name, *digest_of(target), raw=name.removesuffix("-wal") in closed))
        count.add(path.stat().st_size)
    return tuple(sorted(files, key=lambda one: one.name)), schemas


def _files(source: Source) -> list[Path]:
    """Give the files of a vault that a backup is made of."""
    opened = {file_of(compartment) for compartment in source.keys}
    found = []
    for path in sorted(source.folder.rglob("*")):
        passed_over = (
            path.name in _NOT_KEPT
            or path.name.endswith((".new", "-shm", "-journal"))
            or path.name.removesuffix("-wal") in opened - {path.name}
        )
        if path.is_file() and not path.is_symlink() and not passed_over:
            found.append(path)
    return found


def _inside(folder: Path, compartment: str, key: bytearray) -> list[Finding]:
    """Check the pages, the trail and the records of one compartment of a backup."""
    name = file_of(compartment)
    try:
        with opened_copy(folder / name, key) as connection:
            pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
            structure = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            trail = Audit(schema.AUDIT[compartment], key, "").verify(connection, compartment)
            tables = connection.exec_driver_sql("SELECT name FROM sqlite_master").scalars().all()
            # A backup may be of an older schema, which had fewer kinds of records.
            kinds = schema.RECORD_TABLES[compartment] & frozenset(tables)
            missing = incomplete(connection, compartment, kinds)
    except IntegrityError as error:
        return [Finding(ok=False, message=error.message)]
    found = [trail]
    if pages or structure != ["ok"]:
        damaged = says("{name}: het bestand is beschadigd. Zet een reservekopie terug.", name=compartment)
        found.append(Finding(ok=False, message=damaged))
    if missing is not None:
        found.append(Finding(ok=False, message=missing))
    return found


def _clean(root: Path, vault_id: str) -> None:
    """Remove what an interrupted backup, or an interrupted removal, of this vault left behind."""
    for prefix in (_PARTIAL, _GOING):
        for path in root.glob(f"{prefix}{vault_id[:8]}-*"):
            remove_folder(path)


def _free_name(root: Path, name: str) -> str:
    number, free = 1, name
    while (root / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free
