# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of what is destroyed, and the one way in which records may go; three compartments have them."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from app.vault.migrations import first_tables


def destruction() -> None:
    """Make the tables. Two different persons must stand in a row of what was destroyed."""
    _table("destruction_proposed", sa.Column("due", sa.Text, nullable=False))
    _table("destruction_refused", sa.Column("reason", sa.Text, nullable=False))
    _table(
        "destroyed",
        sa.Column("began", first_tables.MOMENT, nullable=False),
        sa.Column("ended", first_tables.MOMENT, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
        sa.Column("due", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("proposed_by", sa.Text, nullable=False),
        sa.Column("proposed_at", first_tables.MOMENT, nullable=False),
    )
    op.execute(
        "CREATE TRIGGER destroyed_by_two BEFORE INSERT ON destroyed WHEN NEW.by = NEW.proposed_by "
        "OR NOT EXISTS (SELECT 1 FROM destruction_proposed AS p WHERE p.hearing_id = NEW.hearing_id "
        "AND p.kind = NEW.kind AND p.by = NEW.proposed_by AND p.at = NEW.proposed_at) "
        "BEGIN SELECT RAISE(ABORT, 'two persons destroy, after a proposal'); END"
    )


def _table(name: str, *columns: sa.Column[Any]) -> None:
    first_tables.record(
        name,
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        *columns,
        sa.Column("at", first_tables.MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        index="hearing_id",
    )


def may_go(*tables: str, owner: str = "OLD.hearing_id", older: str = "destroyed.seq > OLD.seq") -> None:
    """Let rows of these tables be deleted once the destruction of what they belong to was decided after them.

    Args:
        tables: the tables.
        owner: an expression that gives the hearing of the row that goes.
        older: whether the row was there when its destruction was decided.
    """
    for table in tables:
        op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute(
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} WHEN NOT EXISTS "  # noqa: S608 - our names
            f"(SELECT 1 FROM destroyed WHERE destroyed.hearing_id = {owner} AND {older}) "
            f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
        )


OF_HEARING = (
    "hearing_opened",
    "hearing_moved",
    "hearing_received",
    "session_started",
    "session_ended",
    "attendance",
    "break_marked",
    "turn_taken",
    "answer_revised",
    "instance_marked",
)
OF_NOTES = ("observation_noted", "observation_revised", "report_opened", "no_signal_noted")
OF_REPORTS = ("report_revised", "report_moved")
_OF_REPORT = "(SELECT hearing_id FROM report_opened WHERE report_opened.report_id = OLD.report_id)"


def hearings_may_go() -> None:
    """Let the records of a hearing go after its destruction was decided."""
    may_go(*OF_HEARING)


def notes_may_go() -> None:
    """Let notes and reports go likewise."""
    may_go(*OF_NOTES)
    may_go(*OF_REPORTS, owner=_OF_REPORT)


def packages_may_go() -> None:
    """Let what waited in the outbox go with the report that it was made of."""
    report = "(SELECT r.hearing_id FROM report_opened AS r WHERE r.report_id = OLD.report_id)"
    may_go("outbox", owner=report, older="destroyed.at >= OLD.created_at")
    entry = (
        "(SELECT r.hearing_id FROM report_opened AS r JOIN outbox AS o ON o.report_id = r.report_id "
        "WHERE o.entry_id = OLD.entry_id)"
    )
    may_go("outbox_attempt", "outbox_arrived", owner=entry, older="destroyed.at >= OLD.at")


def practice_may_go() -> None:
    """Let a practice go with its hearing and notes."""
    may_go("practice_begun")
    begun = "(SELECT hearing_id FROM practice_begun WHERE practice_begun.session_id = OLD.session_id)"
    may_go("practice_ended", owner=begun)
