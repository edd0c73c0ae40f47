# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit trail without a count of its own in the database; its rows bring their number with them."""

import sqlalchemy as sa
from alembic import op

from app.vault.migrations import first_tables

_ALL = "seq, at, who, action, object_kind, object_id, detail, mac"


def without_a_count() -> None:
    """Make the trail anew, with its rows as they are: the MAC of each tells whether it is."""
    op.rename_table("audit", "older_audit")
    op.create_table(
        "audit",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("at", first_tables.MOMENT, nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("object_kind", sa.Text, nullable=False),
        sa.Column("object_id", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("mac", sa.LargeBinary, nullable=False),
    )
    op.execute(f"INSERT INTO audit ({_ALL}) SELECT {_ALL} FROM older_audit ORDER BY seq")  # noqa: S608 - our own words
    op.drop_table("older_audit")
    first_tables.never_changed("audit")
