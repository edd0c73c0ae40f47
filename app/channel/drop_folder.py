# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A folder where packages are put, for others to take."""

import errno
import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from app.channel.package import Package, Receipt
from app.errors import EnvironmentFault, Message, UserError, says

_NO_LINKS = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK})

_READ_BY_THE_DESK = 0o640
"""Who may read a package: its owner, and the group of the folder that it is put in."""


@dataclass(frozen=True, slots=True)
class DropFolder:
    """A way out that puts each package in a folder, whole or not at all.

    Attributes:
        folder: it must exist; a file that is there is never overwritten.
        sync: makes a written file last; handed in so that a failing disk can be tried.
    """

    folder: Path
    sync: Callable[[int], None] = os.fsync

    @property
    def name(self) -> str:
        """Give the name of this way out for records."""
        return "drop-folder"

    def deliver(self, package: Package) -> Receipt:
        """Put a package in the folder: written aside, made to last, then given its name in one step."""
        target = self.folder / package.file_name
        aside = self.folder / f".{package.file_name}.{hashlib.sha256(package.key.encode()).hexdigest()[:12]}"
        try:
            try:
                was_there = self._is_there(target, package)
                if not was_there:
                    self._write(aside, package.data)
                    was_there = not self._give_name(aside, target, package)
            finally:
                with suppress(FileNotFoundError, NotADirectoryError):
                    aside.unlink()
            self._sync_folder()
        except OSError as error:
            raise EnvironmentFault(_sentence(error, self.folder, package.file_name)) from error
        return Receipt(package.key, self.name, str(target), package.digest, was_there)

    def _is_there(self, target: Path, package: Package) -> bool:
        """Tell whether this very package is there; refuse where another file has its name."""
        try:
            found = target.read_bytes()
        except FileNotFoundError:
            if not self.folder.is_dir():
                raise
            return False
        except IsADirectoryError:
            found = b""
        if found == package.data and target.is_file():
            return True
        raise UserError(
            says(
                "In de map {map} staat al een ander bestand met de naam {naam}. Er is niets overschreven. "
                "Haal dat bestand daar weg en probeer het opnieuw.",
                map=self.folder,
                naam=package.file_name,
            )
        )

    def _write(self, aside: Path, data: bytes) -> None:
        with suppress(FileNotFoundError):
            aside.unlink()  # what an attempt that was cut off left behind
        handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            if hasattr(os, "fchmod"):
                os.fchmod(handle, _READ_BY_THE_DESK)  # whatever this process keeps to itself otherwise
            file.write(data)
            file.flush()
            self.sync(file.fileno())

    def _give_name(self, aside: Path, target: Path, package: Package) -> bool:
        """Give the written file its name, unless the name is taken; tell whether that happened."""
        try:
            _name_without_overwriting(aside, target)
        except FileExistsError:
            return not self._is_there(target, package)
        return True

    def _sync_folder(self) -> None:
        if os.name == "nt":
            return  # Windows opens no folders; it keeps their entries in order by itself
        handle = os.open(self.folder, os.O_RDONLY)
        try:
            self.sync(handle)
        finally:
            os.close(handle)


def _name_without_overwriting(aside: Path, target: Path) -> None:
    if os.name == "nt":
        aside.rename(target)  # fails on Windows where the name is taken
        return
    try:
        os.link(aside, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # A share without links: the name is looked at first; nobody else writes names of ours.
        if target.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target)) from error
        aside.rename(target)


def _sentence(error: OSError, folder: Path, file_name: str) -> Message:
    match error.errno:
        case errno.ENOENT | errno.ENOTDIR:
            return says(
                "De map {map} is er niet, dus {naam} is niet verstuurd. Controleer of de netwerkschijf is "
                "verbonden.",
                map=folder,
                naam=file_name,
            )
        case errno.EACCES | errno.EPERM | errno.EROFS:
            return says(
                "In de map {map} mag niet worden geschreven, dus {naam} is niet verstuurd. "
                "Vraag de beheerder om schrijfrecht.",
                map=folder,
                naam=file_name,
            )
        case errno.ENOSPC | errno.EDQUOT | errno.EFBIG:
            return says(
                "De schijf met de map {map} is vol, dus {naam} is niet verstuurd. Maak ruimte; daarna wordt "
                "het opnieuw geprobeerd.",
                map=folder,
                naam=file_name,
            )
        case _:
            return says(
                "Schrijven in de map {map} is mislukt ({reden}), dus {naam} is niet verstuurd. "
                "Het wordt later opnieuw geprobeerd.",
                map=folder,
                naam=file_name,
                reden=error.strerror or type(error).__name__,
            )
