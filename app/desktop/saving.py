# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Putting a file where the user wants it: whole, or not at all."""

import os
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile

from PySide6.QtWidgets import QWidget

AskPlace = Callable[[QWidget, str, str, str], tuple[str, str]]
"""Asks where a file goes: parent, title, proposed name, kinds of files; gives the path, empty for none."""


def put_whole(place: Path, data: bytes) -> None:
    """Write a file; after a fault or a power cut there is the old one or the new one.

    Raises:
        OSError: it cannot be written.
    """
    fresh: Path | None = None
    try:
        with NamedTemporaryFile("wb", dir=place.parent, prefix=".gehoorwijzer-", delete=False) as file:
            fresh = Path(file.name)
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(place)
    except OSError:
        if fresh is not None:
            fresh.unlink(missing_ok=True)
        raise
