# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A search is quick however many hearings there are."""

from app.vault.migrations import lines

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    lines.by_place()
