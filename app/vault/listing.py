# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hearing's line in the worklist, kept beside the records so that a list of thousands opens at once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class ListedHearing:
    """What the worklist shows; it can always be made anew from the records."""

    hearing_id: str
    kind: str
    v_number: str
    name: str
    name_in_script: str
    language: str
    interpreter_number: str
    state: str
    answered: int
    total: int
    where_left: str
    opened_at: datetime
    last_at: datetime


class ReadsListing(Protocol):
    """Reads the worklist and nothing else."""

    def listed(
        self, search: str, states: frozenset[str], limit: int, offset: int
    ) -> tuple[ListedHearing, ...]:
        """Read lines of the worklist, the last worked on first."""
        ...
