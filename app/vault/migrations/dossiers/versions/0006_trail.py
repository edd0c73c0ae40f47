# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An act touches one page less."""

from app.vault.migrations import trail

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    trail.without_a_count()
