# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is past its term can be destroyed by two persons."""

from app.vault.migrations import destruction

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    destruction.destruction()
    destruction.notes_may_go()
    destruction.packages_may_go()
