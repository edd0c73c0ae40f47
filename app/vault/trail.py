# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the audit trails: rows that fit a question, over the compartments that somebody may open."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, Text, func, or_, select, type_coerce

from app.errors import IntegrityError, says
from app.vault.audit import HIDDEN
from app.vault.faults import machine_faults
from app.vault.work import Work


@dataclass(frozen=True, slots=True)
class TrailQuery:
    """Which rows are asked for; what is left empty does not narrow.

    Attributes:
        who: a person's name, whole.
        action: an act's id, such as ``open_hearing``.
        object_kind, object_id: what the act was done to.
        since, until: the first moment, and the first moment that no longer fits.
        words: each of them stands somewhere in the row, in capitals or not.
        compartments: of these alone; of all that the reader may open when empty.
    """

    who: str = ""
    action: str = ""
    object_kind: str = ""
    object_id: str = ""
    since: datetime | None = None
    until: datetime | None = None
    words: str = ""
    compartments: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class TrailRow:
    """One row of a compartment's trail: who did what to which object, and when."""

    compartment: str
    seq: int
    at: datetime
    who: str
    action: str
    object_kind: str
    object_id: str
    detail: Mapping[str, str]


class TrailWork(Work):
    """Reading one compartment's trail."""

    def rows(self, table: Table, compartment: str, query: TrailQuery, limit: int) -> tuple[TrailRow, ...]:
        """Read rows that fit, the latest first."""
        # The moment as it is stored: what was forged need not be one.
        columns = (*(one for one in table.c if one.name != "at"), type_coerce(table.c.at, Text).label("at"))
        found = _fitting(select(*columns), table, query).order_by(table.c.at.desc(), table.c.seq.desc())
        with machine_faults(self._database.name):
            return tuple(
                _row(compartment, row) for row in self._connection.execute(found.limit(limit)).mappings()
            )

    def count(self, table: Table, query: TrailQuery) -> int:
        """Count the rows that fit."""
        counted = _fitting(select(func.count()).select_from(table), table, query)
        with machine_faults(self._database.name):
            return int(self._connection.execute(counted).scalar_one())

    def people(self, table: Table) -> frozenset[str]:
        """Give the names that stand in the trail."""
        with machine_faults(self._database.name):
            return frozenset(self._connection.execute(select(table.c.who).distinct()).scalars())

    def actions(self, table: Table) -> frozenset[str]:
        """Give the acts that stand in the trail."""
        with machine_faults(self._database.name):
            return frozenset(self._connection.execute(select(table.c.action).distinct()).scalars())


def _fitting(statement: Select[Any], table: Table, query: TrailQuery) -> Select[Any]:
    exact = {
        table.c.who: query.who,
        table.c.action: query.action,
        table.c.object_kind: query.object_kind,
        table.c.object_id: query.object_id,
    }
    conditions: list[ColumnElement[bool]] = [column == wanted for column, wanted in exact.items() if wanted]
    if query.since is not None:
        conditions.append(table.c.at >= query.since)
    if query.until is not None:
        conditions.append(table.c.at < query.until)
    searched = (table.c.who, table.c.action, table.c.object_kind, table.c.object_id, table.c.detail)
    conditions += [
        or_(*(column.icontains(word, autoescape=True) for column in searched)) for word in query.words.split()
    ]
    return statement.where(*conditions)


def _row(compartment: str, row: Mapping[Any, Any]) -> TrailRow:
    try:
        detail = {name: value for name, value in json.loads(row["detail"]).items() if name not in HIDDEN}
        at = datetime.fromisoformat(row["at"]).astimezone(UTC)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise IntegrityError(
            says(
                "{compartment}: regel {row} van het logboek is niet door dit programma geschreven. "
                "Bewaar de kluis zoals zij is en waarschuw de beveiliging.",
                compartment=compartment,
                row=row["seq"],
            )
        ) from error
    plain = {name: row[name] for name in ("seq", "who", "action", "object_kind", "object_id")}
    return TrailRow(compartment=compartment, at=at, detail=detail, **plain)
