# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A clock that goes on as the script says, so that a demo of seconds tells of hours."""

from datetime import UTC, datetime, timedelta

BEGINNING = datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
"""When the hearing of the script begins."""


class ScriptClock:
    """Stands still until it is told to go on."""

    def __init__(self) -> None:
        self._now = BEGINNING

    def now(self) -> datetime:
        """Give the moment."""
        return self._now

    def go_on(self, *, minutes: float = 0, seconds: float = 0) -> None:
        """Let time pass."""
        self._now += timedelta(minutes=minutes, seconds=seconds)
