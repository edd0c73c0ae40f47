# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A clock and identifiers that a test can foretell."""

from datetime import UTC, datetime, timedelta


class SteppingClock:
    """A clock that is one step further each time it is read."""

    def __init__(
        self,
        start: datetime = datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        step: timedelta = timedelta(seconds=1),
    ) -> None:
        self.moment = start
        self.step = step

    def now(self) -> datetime:
        self.moment += self.step
        return self.moment


class CountingIds:
    """Identifiers that count: 32 hex digits, 1, 2, 3 …"""

    def __init__(self) -> None:
        self.count = 0

    def new(self) -> str:
        self.count += 1
        return f"{self.count:032x}"
