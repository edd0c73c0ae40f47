# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table that says where a hearing came from; two compartments hold hearings."""

import sqlalchemy as sa

from app.vault.migrations import first_tables


def provenance() -> None:
    """Make the table."""
    first_tables.record(
        "hearing_received",
        sa.Column("record_id", sa.Text, nullable=False, unique=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("vault_id", sa.Text, nullable=False),
        sa.Column("sent_by", sa.Text, nullable=False),
        sa.Column("sent_at", first_tables.MOMENT, nullable=False),
        sa.Column("certificate", sa.Text, nullable=False),
        sa.Column("package", sa.Text, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        index="hearing_id",
    )
