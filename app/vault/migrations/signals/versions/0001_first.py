# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first schema of the compartment `signals`."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

MOMENT = sa.Text  # ISO 8601 in UTC, with microseconds

APPEND_ONLY = (
    "sequence",
    "audit",
    "observation_noted",
    "observation_revised",
    "report_opened",
    "report_revised",
    "report_moved",
    "no_signal_noted",
    "outbox",
    "outbox_attempt",
    "outbox_arrived",
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
    op.create_table(
        "sequence",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sqlite_autoincrement=True,
    )
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
    for table in APPEND_ONLY:
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
