# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files of the user: read, or put where the user wants them, whole or not at all."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from PySide6.QtWidgets import QWidget

from app.errors import EnvironmentFault, says

AskPlace = Callable[[QWidget, str, str, str], tuple[str, str]]
"""Asks where a file goes: parent, title, proposed name, kinds of files; gives the path, empty for none."""


@dataclass(frozen=True, slots=True)
class AskFiles:
    """How the user is asked for files.

    Attributes:
        place: where a file goes.
        file: which file is taken in.
        folder: which folder is meant, an empty or a new one too.
    """

    place: AskPlace
    file: AskPlace
    folder: AskPlace


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


def save_file(place: Path, data: bytes) -> Path:
    """Write a file as `put_whole` does, and give its place.

    Raises:
        EnvironmentFault: it cannot be written there.
    """
    try:
        put_whole(place, data)
    except OSError as fault:
        raise EnvironmentFault(
            says(
                "Het bestand kan niet worden bewaard in {folder}. Kies een andere map.",
                folder=str(place.parent),
            )
        ) from fault
    return place


def read_file(place: Path) -> bytes:
    """Read a file.

    Raises:
        EnvironmentFault: it cannot be read.
    """
    try:
        return place.read_bytes()
    except OSError as fault:
        raise EnvironmentFault(
            says("{file} kan niet worden gelezen. Controleer de rechten.", file=place.name)
        ) from fault
