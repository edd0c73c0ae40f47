# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first schema of the compartment `practice`."""

import sqlalchemy as sa

from app.vault.migrations import first_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    first_tables.trail()
    first_tables.hearings()
    first_tables.notes()
    first_tables.record(
        "practice_begun",
        sa.Column("session_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("scenario_id", sa.Text, nullable=False),
        sa.Column("scenario_version", sa.Text, nullable=False),
        sa.Column("group", sa.Text, nullable=False),
        sa.Column("trainee", sa.Text, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
        index="hearing_id",
    )
    first_tables.record(
        "practice_ended",
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("route", sa.Text, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
    )
