# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The first schema of the compartment `administration`: a trail and nothing else."""

from app.vault.migrations import first_tables

revision = "0001"
down_revision = None


def upgrade() -> None:
    first_tables.trail()
