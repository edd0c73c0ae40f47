# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table with the content of files that are answers; two compartments hold hearings."""

import sqlalchemy as sa
from alembic import op

from app.vault.migrations import destruction, first_tables


def attachments() -> None:
    """Make the table; what stands in it is never changed, and goes with its hearing."""
    op.create_table(
        "attachment",
        sa.Column("attachment_id", sa.Text, primary_key=True),
        sa.Column("hearing_id", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("at", first_tables.MOMENT, nullable=False),
    )
    op.create_index("ix_attachment_hearing_id", "attachment", ["hearing_id"])
    first_tables.never_changed("attachment")
    destruction.may_go("attachment", older="destroyed.at >= OLD.at")
