# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Connecting to a SQLCipher file: its key, and the size of its pages, which is not written in it in clear.

New files have pages of 2 KiB: an act changes a line on each of a few pages, and every page that is written
is encrypted and authenticated whole. Files of earlier versions have pages of 4 KiB and keep them.
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

NEW_PAGES = 2048
_PAGE_SIZES = (NEW_PAGES, 4096)

Key = bytes | bytearray
"""32 bytes, used raw, without derivation."""


def keyed(name: str, key: Key, page_size: int, **options: Any) -> Any:
    """Connect to a file; nothing is read yet.

    Args:
        name: a path, or an address with ``uri=True``.
        key: of the file.
        page_size: of the file, in bytes.
        options: of the module's `connect`.
    """
    connection = dbapi2.connect(name, isolation_level=None, **options)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA cipher_page_size = {page_size}")
    except dbapi2.Error:
        connection.close()
        raise
    return connection


def log_of(path: Path) -> Path:
    """Give the log beside a file; it is there while the file is in use, and after a program was killed."""
    return path.with_name(f"{path.name}-wal")


def read_only(path: Path, key: Key, page_size: int, *, alone: bool = False) -> Any:
    """Connect to a file to read it and what is in the log beside it; nothing in them is put right.

    Args:
        path: of the file.
        key: of the file.
        page_size: of the file, in bytes.
        alone: whether the log is passed over.
    """
    # Where there is no log beside the file, it holds everything, and SQLite needs to make no log either.
    how = "mode=ro" if log_of(path).exists() and not alone else "mode=ro&immutable=1"
    return keyed(f"{path.absolute().as_uri()}?{how}", key, page_size, uri=True)


def page_size_of(path: Path, key: Key) -> int:
    """Find the size of a file's pages, in bytes, by which one opens; that of new files where none does."""
    if not path.exists():
        return NEW_PAGES
    for size in _PAGE_SIZES:
        connection = read_only(path, key, size)
        try:
            connection.execute("SELECT 1 FROM sqlite_master").fetchone()
        except dbapi2.DatabaseError:
            continue
        finally:
            connection.close()
        return size
    return NEW_PAGES
