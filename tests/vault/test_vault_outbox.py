# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What waits to leave is kept with every attempt, in the order in which it was put there."""

from dataclasses import replace
from datetime import timedelta

from app.channel.outbox import Attempt, Result
from app.channel.package import Receipt
from app.errors import says
from app.services.signal_outbox import VaultOutbox
from app.vault.compartments import SIGNALS
from app.vault.open_vault import OpenVault
from app.vault.outbox import OutboxEntry
from app.vault.schema import outbox_attempt
from tests.vault.making import ACT, MORNING, database

FIRST = OutboxEntry("p2", "m1", "map", "melding.pdf", b"%PDF\x00\xff", MORNING)
SECOND = OutboxEntry("p1", "m1", "map", "melding.json", b"{}", MORNING)
LATER = MORNING + timedelta(minutes=5)


def put(vault: OpenVault, *entries: OutboxEntry) -> None:
    with vault.signals(ACT) as work:
        for entry in entries:
            work.outbox_add(entry)
        work.commit()


def waiting(vault: OpenVault) -> tuple[OutboxEntry, ...]:
    with vault.signals(ACT) as work:
        return work.outbox_waiting()


def test_packages_wait_in_the_order_in_which_they_were_put(vault: OpenVault) -> None:
    put(vault, FIRST, SECOND)
    assert waiting(vault) == (FIRST, SECOND)
    put(vault, replace(FIRST, payload=b"something else"))
    assert waiting(vault) == (FIRST, SECOND)


def test_an_attempt_counts_once_though_its_outcome_is_on_record_too(vault: OpenVault) -> None:
    put(vault, FIRST, SECOND)
    store = VaultOutbox(vault)
    store.waiting()
    for number, at in ((1, MORNING), (2, LATER)):
        store.attempt(Attempt("p2", number, "map", at, Result.STARTED))
        fault = says("De map is er niet.")
        after = at + timedelta(seconds=9)
        store.attempt(Attempt("p2", number, "map", after, Result.FAILED, fault))
    assert waiting(vault) == (replace(FIRST, attempts=2, last_attempt_at=LATER), SECOND)
    with database(vault, SIGNALS).connect() as connection:
        told = connection.execute(outbox_attempt.select().order_by(outbox_attempt.c.seq)).all()
    assert [(row.result, row.detail) for row in told] == [
        ("started", ""),
        ("failed", "De map is er niet."),
    ] * 2


def test_what_arrived_waits_no_more(vault: OpenVault) -> None:
    put(vault, FIRST, SECOND)
    store = VaultOutbox(vault)
    for _ in range(2):  # a second receipt of the same package changes nothing
        store.done("p2", Receipt("p2", "map", "/uit", FIRST.entry_id), LATER)
    assert waiting(vault) == (SECOND,)
    put(vault, FIRST)
    assert waiting(vault) == (SECOND,)
