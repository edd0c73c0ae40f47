# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hearing's line in the worklist, kept beside the records so that a list of thousands opens at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice
from typing import Any, Protocol

from sqlalchemy import Connection, Select, select

from app.vault.schema import listing

_FEW = 400
"""So many lines are quicker looked up and put in order than found by going through all lines in order."""


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


def read_lines(
    connection: Connection, places: Collection[int] | None, states: frozenset[str], limit: int, offset: int
) -> tuple[ListedHearing, ...]:
    """Read lines of the worklist, the last worked on first.

    Args:
        connection: to the compartment.
        places: only hearings whose opening has one of these places in the order of records; all when absent.
        states: only hearings in one of these; empty for all.
        limit: how many at most.
        offset: how many to pass by.
    """
    if places is not None and len(places) > _FEW:
        places, offset = tuple(_first(connection, places, states, limit, offset)), 0
    query = _in_order(select(*(listing.c[field.name] for field in fields(ListedHearing))), states)
    if places is not None:
        query = query.where(listing.c.place.in_(places))
    rows = connection.execute(query.limit(limit).offset(offset)).mappings()
    return tuple(ListedHearing(**row) for row in rows)


def _first(
    connection: Connection, places: Collection[int], states: frozenset[str], limit: int, offset: int
) -> Iterator[int]:
    """Go through the lines in order until there are enough; the index holds what that needs."""
    with connection.execute(_in_order(select(listing.c.place), states)) as rows:
        fitting = (place for (place,) in rows if place in places)
        yield from islice(fitting, offset, offset + limit)


def _in_order(query: Select[Any], states: frozenset[str]) -> Select[Any]:
    query = query.order_by(listing.c.last_at.desc(), listing.c.place.desc())
    return query.where(listing.c.state.in_(sorted(states))) if states else query
