# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Work on what is real among the notes: the same as in practice, and the outbox to the reporting channel."""

from dataclasses import fields
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from app.vault import schema
from app.vault.outbox import STARTED, OutboxEntry
from app.vault.work import NoteWork


class SignalWork(NoteWork):
    """Work on observations, reports and the outbox."""

    def outbox_add(self, entry: OutboxEntry) -> None:
        """Put a package in the outbox; the same package again changes nothing."""
        values = {
            "entry_id": entry.entry_id,
            "report_id": entry.report_id,
            "destination": entry.destination,
            "file_name": entry.file_name,
            "payload": entry.payload,
            "created_at": entry.created_at,
        }
        self._connection.execute(upsert(schema.outbox).values(values).on_conflict_do_nothing())

    def outbox_waiting(self) -> tuple[OutboxEntry, ...]:
        """Read what waits, oldest first, with how often it was tried."""
        table, tried, arrived = schema.outbox, schema.outbox_attempt, schema.outbox_arrived
        started = (
            select(
                tried.c.entry_id,
                func.count().label("attempts"),
                func.max(tried.c.at, type_=tried.c.at.type).label("last_attempt_at"),
            )
            .where(tried.c.result == STARTED)
            .group_by(tried.c.entry_id)
            .subquery()
        )
        query = (
            select(table, func.coalesce(started.c.attempts, 0).label("attempts"), started.c.last_attempt_at)
            .join_from(table, started, table.c.entry_id == started.c.entry_id, isouter=True)
            .where(table.c.entry_id.not_in(select(arrived.c.entry_id)))
            .order_by(table.c.seq)
        )
        rows = self._connection.execute(query).mappings()
        names = [field.name for field in fields(OutboxEntry)]
        return tuple(OutboxEntry(**{name: row[name] for name in names}) for row in rows)

    def outbox_arrived(self) -> dict[str, str]:
        """Give the reports of which nothing waits any more, each with what left first and by which way."""
        table, arrived = schema.outbox, schema.outbox_arrived
        query = select(table.c.report_id, table.c.destination, table.c.file_name, arrived.c.at).join_from(
            table, arrived, table.c.entry_id == arrived.c.entry_id, isouter=True
        )
        rows = self._connection.execute(query.order_by(table.c.seq)).all()
        waiting = {row.report_id for row in rows if row.at is None}
        found: dict[str, str] = {}
        for row in rows:
            if row.report_id not in waiting:
                found.setdefault(row.report_id, f"{row.destination}: {row.file_name}")
        return found

    def outbox_attempt(self, entry_id: str, at: datetime, result: str, detail: str) -> None:
        """Put on record that an attempt was started, or how it went."""
        values = {"entry_id": entry_id, "at": at, "result": result, "detail": detail}
        self._connection.execute(insert(schema.outbox_attempt), values)

    def outbox_done(self, entry_id: str, at: datetime) -> None:
        """Note that a package has arrived; it waits no more. To note it again changes nothing."""
        values = {"entry_id": entry_id, "at": at}
        self._connection.execute(upsert(schema.outbox_arrived).values(values).on_conflict_do_nothing())
