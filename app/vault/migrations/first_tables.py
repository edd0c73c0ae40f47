# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The tables of the first schemas, by what they are for; two compartments hold hearings.

What is released is never changed here: a later schema is a migration of its own in each compartment.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

MOMENT = sa.Text  # ISO 8601 in UTC, with microseconds


def trail() -> None:
    """Make the audit trail and the order of all records, which every compartment has."""
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sequence",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
    never_changed("sequence", "audit")


def hearings() -> None:
    """Make the tables of hearings, with their drafts, their worklist and their index of words."""
    op.create_table(
        "draft",
        sa.Column("hearing_id", sa.Text, primary_key=True),
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "listing",
        sa.Column("hearing_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_in_script", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("interpreter_number", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("where_left", sa.Text, nullable=False),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("last_at", MOMENT, nullable=False),
    )
    op.create_index("ix_listing_last_at", "listing", ["last_at"])
    op.create_table(
        "questionnaire",
        sa.Column("hash", sa.Text, primary_key=True),
        sa.Column("questionnaire_id", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
    )
    op.create_table(
        "answer_revised",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("revision_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("turn_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.Column("plain", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_answer_revised_hearing_id", "answer_revised", ["hearing_id"])
    op.create_table(
        "attendance",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("present", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_attendance_hearing_id", "attendance", ["hearing_id"])
    op.create_table(
        "break_marked",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("resumed", sa.Boolean, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_break_marked_hearing_id", "break_marked", ["hearing_id"])
    op.create_table(
        "hearing_moved",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_hearing_moved_hearing_id", "hearing_moved", ["hearing_id"])
    op.create_table(
        "hearing_opened",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("hearing_id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("v_number", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_in_script", sa.Text, nullable=False),
        sa.Column("birth_date", sa.Text, nullable=False),
        sa.Column("nationality", sa.Text, nullable=False),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("interpreter_number", sa.Text, nullable=False),
        sa.Column("interviewer_code", sa.Text, nullable=False),
        sa.Column("classification", sa.Text, nullable=False),
        sa.Column("questionnaire_id", sa.Text, nullable=False),
        sa.Column("questionnaire_version", sa.Text, nullable=False),
        sa.Column("questionnaire_hash", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_table(
        "instance_marked",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("repeat", sa.Text, nullable=False),
        sa.Column("instance_id", sa.Text, nullable=False),
        sa.Column("parents", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_instance_marked_hearing_id", "instance_marked", ["hearing_id"])
    op.create_table(
        "session_ended",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_session_ended_hearing_id", "session_ended", ["hearing_id"])
    op.create_table(
        "session_started",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("session_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_session_started_hearing_id", "session_started", ["hearing_id"])
    op.create_table(
        "turn_taken",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("turn_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_turn_taken_hearing_id", "turn_taken", ["hearing_id"])
    op.execute(
        "CREATE VIRTUAL TABLE hearing_words USING fts5("
        "words, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2')"
    )
    never_changed(
        "questionnaire",
        "hearing_opened",
        "hearing_moved",
        "session_started",
        "session_ended",
        "attendance",
        "break_marked",
        "turn_taken",
        "answer_revised",
        "instance_marked",
    )


def notes() -> None:
    """Make the tables of observations and reports."""
    op.create_table(
        "no_signal_noted",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_no_signal_noted_hearing_id", "no_signal_noted", ["hearing_id"])
    op.create_table(
        "observation_noted",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("observation_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("hearing_kind", sa.Text, nullable=False),
        sa.Column("v_number", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("turn_address", sa.Text, nullable=False),
        sa.Column("question_number", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("context", sa.Text, nullable=False),
        sa.Column("interpreter_number", sa.Text, nullable=False),
        sa.Column("session", sa.Integer, nullable=False),
        sa.Column("turn_at", MOMENT, nullable=False),
        sa.Column("questionnaire_version", sa.Text, nullable=False),
        sa.Column("catalogue_version", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_observation_noted_hearing_id", "observation_noted", ["hearing_id"])
    op.create_table(
        "observation_revised",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("revision_id", sa.Text, nullable=False, unique=True),
        sa.Column("observation_id", sa.Text, nullable=False),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("indicator", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=False),
        sa.Column("directness", sa.Text, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("original_term", sa.Text, nullable=False),
        sa.Column("facts", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("explanation", sa.Text, nullable=False),
        sa.Column("innocent", sa.Text, nullable=False),
        sa.Column("against", sa.Text, nullable=False),
        sa.Column("unknown", sa.Text, nullable=False),
        sa.Column("translation_doubt", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.Column("withdrawn_reason", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_observation_revised_hearing_id", "observation_revised", ["hearing_id"])
    op.create_table(
        "report_moved",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("report_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_report_moved_report_id", "report_moved", ["report_id"])
    op.create_table(
        "report_opened",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("report_id", sa.Text, nullable=False, unique=True),
        sa.Column("observation_id", sa.Text, nullable=False),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_report_opened_hearing_id", "report_opened", ["hearing_id"])
    op.create_table(
        "report_revised",
        sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False),
        sa.Column("revision_id", sa.Text, nullable=False, unique=True),
        sa.Column("report_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("urgency", sa.Text, nullable=False),
        sa.Column("urgency_reason", sa.Text, nullable=False),
        sa.Column("others", sa.Text, nullable=False),
        sa.Column("consulted", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    op.create_index("ix_report_revised_report_id", "report_revised", ["report_id"])
    never_changed(
        "observation_noted",
        "observation_revised",
        "report_opened",
        "report_revised",
        "report_moved",
        "no_signal_noted",
    )


def outbox() -> None:
    """Make the tables of what leaves for the reporting channel."""
    op.create_table(
        "outbox",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Text, nullable=False, unique=True),
        sa.Column("report_id", sa.Text, nullable=False),
        sa.Column("destination", sa.Text, nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
    )
    op.create_table(
        "outbox_arrived",
        sa.Column("entry_id", sa.Text, sa.ForeignKey("outbox.entry_id"), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "outbox_attempt",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Text, sa.ForeignKey("outbox.entry_id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("result", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
    )
    op.create_index("ix_outbox_attempt_entry_id", "outbox_attempt", ["entry_id"])
    never_changed("outbox", "outbox_attempt", "outbox_arrived")


def record(name: str, *columns: sa.Column[Any], index: str = "") -> None:
    """Make the table of one kind of record.

    Args:
        name: of the table.
        columns: those of the record; the first is its identifier.
        index: a column by which records are looked up.
    """
    place = sa.Column("seq", sa.Integer, sa.ForeignKey("sequence.seq"), primary_key=True, autoincrement=False)
    op.create_table(name, place, *columns)
    if index:
        op.create_index(f"ix_{name}_{index}", name, [index])
    never_changed(name)


def never_changed(*tables: str) -> None:
    """Let the database itself refuse to change or delete rows of these tables."""
    for table in tables:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
