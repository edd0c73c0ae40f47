# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file can be an answer; its content stands in the compartment."""

from app.vault.migrations import attachments

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    attachments.attachments()
