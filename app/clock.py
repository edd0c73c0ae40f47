# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What comes from outside by itself: the time and new identifiers. Handed in, never fetched by a room."""

import uuid
from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        ...


class Ids(Protocol):
    """Makes identifiers."""

    def new(self) -> str:
        """Give a fresh identifier: 32 lower-case hex digits, never given before."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Give the present moment, aware, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """Identifiers from the system's randomness (UUID version 4, RFC 9562)."""

    def new(self) -> str:
        """Give a fresh identifier."""
        return uuid.uuid4().hex
