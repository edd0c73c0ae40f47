# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits to leave."""

from dataclasses import dataclass
from datetime import datetime

STARTED = "started"
"""The result under which the start of an attempt is on record; what came of it is a second entry."""


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A package for the channel.

    Attributes:
        entry_id: stays the same over all attempts, so that the package arrives once.
        destination: the name of the way out.
        attempts: how many attempts were started.
        last_attempt_at: when the last of them started.
    """

    entry_id: str
    report_id: str
    destination: str
    file_name: str
    payload: bytes
    created_at: datetime
    attempts: int = 0
    last_attempt_at: datetime | None = None
