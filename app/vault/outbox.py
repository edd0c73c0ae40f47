# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits to leave."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A package for the channel. `entry_id` stays the same over all attempts, so that it arrives once."""

    entry_id: str
    report_id: str
    destination: str
    file_name: str
    payload: bytes
    created_at: datetime
    attempts: int = 0
    last_attempt_at: datetime | None = None
