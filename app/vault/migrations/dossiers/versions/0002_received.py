# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Hearings that came from another vault say where from."""

from app.vault.migrations import received

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    received.provenance()
