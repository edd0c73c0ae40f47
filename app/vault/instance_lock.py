# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One program at a time: a lock on a file in the vault's folder, let go of by the system when we die."""

import os
import sys
from pathlib import Path

from app.errors import EnvironmentFault, UserError, says

LOCK = "vault.lock"


class FileLock:
    """A lock on a file, held from making to `release`.

    Raises:
        UserError: another program has it.
        OSError: the file cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _lock(self._handle)
        except OSError as error:
            os.close(self._handle)
            raise UserError(
                says("Deze kluis is al open in een ander venster. Sluit dat venster, of werk daar verder.")
            ) from error

    def release(self) -> None:
        """Let go of the lock."""
        os.close(self._handle)


class InstanceLock(FileLock):
    """The lock of a vault.

    Raises:
        UserError: another program has it.
        EnvironmentFault: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        try:
            super().__init__(folder / LOCK)
        except OSError as error:
            raise EnvironmentFault(
                says(
                    "De kluis in {folder} kan niet worden beschreven: {reason}. Controleer de rechten.",
                    folder=str(folder),
                    reason=error.strerror,
                )
            ) from error


if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
