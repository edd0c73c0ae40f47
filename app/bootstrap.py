# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts the parts together, once. Nothing else in the program knows how they are made."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app import assets
from app.clock import Clock, Ids, RandomIds, SystemClock
from app.services.access import Access
from app.services.policy import OfficePolicy

DEMO_PASSPHRASE = "alleen voor de demo"
"""Known to all, and shown on the unlock screen of a demo vault alone."""

DEMO_PERSON = "hoormedewerker 0412"


@dataclass(frozen=True, slots=True)
class Parts:
    """What differs between a real run, the demo and a test; everything else follows.

    Attributes:
        vault: the vault's folder.
        drop_folder: where exports for the reporting channel are put.
        clock: tells the time.
        ids: makes identifiers.
        cost: gives what deriving a key shall cost in a new vault; calibrated on the machine when absent.
    """

    vault: Path
    drop_folder: Path
    clock: Clock
    ids: Ids
    cost: "Callable[[], KdfCost] | None" = None


def real_parts(vault: Path) -> Parts:
    """Give the parts of a real run; exports go to a folder beside the vault."""
    return Parts(vault, vault.with_name(f"{vault.name}-uitgaand"), SystemClock(), RandomIds())


def access(parts: Parts) -> Access:
    """Put the services together behind the unlock room."""
    policy = OfficePolicy(parts.drop_folder)

    def desk(vault: OpenVault) -> Desk:
        return build_desk(vault, policy, parts)

    return Access(parts.vault, parts.clock, parts.cost or calibrate, desk, DEMO_PASSPHRASE)
