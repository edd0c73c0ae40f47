# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first schema of the compartment `dossiers`."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.Text  # ISO 8601 in UTC, with microseconds

APPEND_ONLY = (
    "sequence",
    "audit",
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
"""Tables whose rows are never changed or deleted."""


def upgrade() -> None:
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
        "sequence",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sqlite_autoincrement=True,
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
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
