# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The outbox of the channel, kept in the signals compartment; every attempt is a transaction of its own."""

from collections.abc import Sequence
from datetime import datetime

from app.channel.outbox import Attempt, Waiting
from app.channel.package import Package, Receipt
from app.vault.open_vault import Act, OpenVault


class VaultOutbox:
    """Keeps what waits to leave (`app.channel.outbox.OutboxStore`)."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault
        self._report_of: dict[str, str] = {}

    def report_of(self, key: str) -> str:
        """Give the report that a waiting package belongs to."""
        return self._report_of[key]

    def waiting(self) -> Sequence[Waiting]:
        """Give the packages that are not done, oldest first."""
        with self._vault.signals(Act("read_outbox", "outbox", "")) as work:
            entries = work.outbox_waiting()
            work.commit()
        self._report_of = {entry.entry_id: entry.report_id for entry in entries}
        return tuple(
            Waiting(
                Package(entry.file_name, entry.payload, entry.entry_id), entry.attempts, entry.last_attempt_at
            )
            for entry in entries
        )

    def attempt(self, attempt: Attempt) -> None:
        """Put an attempt on record."""
        detail = str(attempt.detail) if attempt.detail else ""
        with self._vault.signals(Act("send", "package", attempt.key, {"result": attempt.result})) as work:
            work.outbox_attempt(attempt.key, attempt.at, attempt.result, detail)
            work.commit()

    def done(self, key: str, receipt: Receipt, at: datetime) -> None:
        """Note that a package has arrived."""
        with self._vault.signals(Act("arrived", "package", key, {"place": receipt.place})) as work:
            work.outbox_done(key, at)
            work.commit()
