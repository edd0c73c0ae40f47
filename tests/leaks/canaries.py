# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Canaries: words that stand nowhere but where they were typed."""

from pathlib import Path

_SONG = "kanarievogel"
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")


def canary(number: int) -> str:
    """Give the canary of that number."""
    return f"{_SONG}{number:03}"


def sings(text: str | bytes) -> bool:
    """Tell whether a canary is in there, in any encoding that the program or its libraries write."""
    if isinstance(text, str):
        return _SONG in text
    return any(_SONG.encode(encoding) in text for encoding in _ENCODINGS)


def heard_in(folder: Path) -> list[str]:
    """Give the files in a folder, however deep, with a canary in their content or their name."""
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if sings(path.name) or (path.is_file() and sings(path.read_bytes()))
    )
