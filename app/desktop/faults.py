# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a user reads when something fails: the error's own sentence, or that the program has a bug."""

import logging
from collections import deque
from pathlib import Path
from traceback import extract_tb

from app.errors import GehoorwijzerError, Message, says

_log = logging.getLogger("app.desktop")


class RecentLines(logging.Handler):
    """Keeps the last log lines, in memory only; they name places in the code and never what was typed."""

    def __init__(self, count: int = 200) -> None:
        super().__init__()
        self.lines: deque[str] = deque(maxlen=count)

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one line."""
        self.lines.append(self.format(record))


def place_of(error: BaseException) -> str:
    """Give the kind of an error and where it arose, without its text, which may hold what was typed."""
    frames = extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"


def sentence(error: BaseException) -> Message:
    """Give the sentence a user reads for an error, and log a bug."""
    if isinstance(error, GehoorwijzerError):
        return error.message
    place = place_of(error)
    _log.error("bug: %s", place)
    return says(
        "Er ging iets mis in het programma zelf. Probeer het opnieuw. "
        "Lukt het niet, geef dan dit door aan uw beheerder: {place}.",
        place=place,
    )
