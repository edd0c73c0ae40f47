# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writing files of a vault so that after a power cut there is the old one or the new one."""

import os
import shutil
from pathlib import Path

from app.vault.header import sync_folder

__all__ = ["copy_safely", "remove_folder", "sync_folder", "write_safely"]

_CHUNK = 1 << 20


def write_safely(path: Path, data: bytes) -> None:
    """Write a file that its owner alone can read, in the place of an old one, at one stroke.

    Raises:
        OSError: it cannot be written; the old one stands.
    """
    fresh = path.with_name(f"{path.name}.new")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except OSError:
        fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def copy_safely(source: Path, target: Path) -> None:
    """Copy a file to a new one that its owner alone can read, and have it on the disk.

    Raises:
        OSError: it cannot be read or written.
    """
    how = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with source.open("rb") as old, os.fdopen(os.open(target, how, 0o600), "wb") as new:
        while chunk := old.read(_CHUNK):
            new.write(chunk)
        new.flush()
        os.fsync(new.fileno())


def remove_folder(folder: Path) -> None:
    """Remove a folder of ours with all that is in it, as far as the system lets us."""
    shutil.rmtree(folder, ignore_errors=True)
