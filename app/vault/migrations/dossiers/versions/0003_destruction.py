# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is past its term can be destroyed by two persons."""

from app.vault.migrations import destruction

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    destruction.destruction()
    destruction.hearings_may_go()
