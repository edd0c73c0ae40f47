# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist by the place of each hearing's opening, as the index of words has it."""

import sqlalchemy as sa
from alembic import op

from app.vault.migrations import first_tables

_KEPT = (
    "hearing_id, kind, v_number, name, name_in_script, language, interpreter_number, state, answered, total, "
    "where_left, opened_at, last_at"
)


def by_place() -> None:
    """Make the worklist anew, with its lines."""
    op.rename_table("listing", "older_listing")
    op.drop_index("ix_listing_last_at")
    op.create_table(
        "listing",
        sa.Column(
            "place", sa.Integer, sa.ForeignKey("hearing_opened.seq"), primary_key=True, autoincrement=False
        ),
        sa.Column("hearing_id", sa.Text, nullable=False, unique=True),
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
        sa.Column("opened_at", first_tables.MOMENT, nullable=False),
        sa.Column("last_at", first_tables.MOMENT, nullable=False),
    )
    op.execute(
        f"INSERT INTO listing (place, {_KEPT}) "  # noqa: S608 - our own words
        f"SELECT (SELECT seq FROM hearing_opened AS o WHERE o.hearing_id = l.hearing_id), {_KEPT} "
        "FROM older_listing AS l"
    )
    op.drop_table("older_listing")
    op.create_index("ix_listing_in_order", "listing", ["last_at", "place", "state"])
