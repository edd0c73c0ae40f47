# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first schema of the compartment `library`."""

import sqlalchemy as sa

from app.vault.migrations import first_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    first_tables.trail()
    first_tables.record(
        "draft_begun",
        sa.Column("draft_id", sa.Text, nullable=False, unique=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("based_on", sa.Text, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    first_tables.record(
        "draft_revised",
        sa.Column("revision_id", sa.Text, nullable=False, unique=True),
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
    first_tables.record(
        "draft_moved",
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("draft_id", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("publication", sa.Text, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
    )
