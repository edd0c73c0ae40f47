# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A whole program for tests: real services on a real vault, with a key that is cheap to derive."""

from pathlib import Path

from app.bootstrap import Parts, access
from app.clock import Clock, Ids, RandomIds, SystemClock
from app.services.access import Access
from app.vault.keys import KdfCost

NAME = "hoormedewerker 0412"
PASSPHRASE = "een wachtzin voor de proef"
BACKUPS = "reservekopieen"
CHEAP = KdfCost(memory_kib=64, passes=1)


def workplace(
    folder: Path,
    *,
    clock: Clock | None = None,
    ids: Ids | None = None,
    questionnaires: Path | None = None,
    make: bool = True,
) -> Access:
    """Give the way into the vault in `folder`, which is made where there is none if `make` says so."""
    parts = Parts(
        vault=folder / "kluis",
        drop_folder=folder / "uitgaand",
        clock=clock or SystemClock(),
        ids=ids or RandomIds(),
        questionnaires=questionnaires,
        cost=lambda: CHEAP,
        floor=CHEAP,
        anchors=folder / "ankers",
        backups=folder / BACKUPS,
    )
    entrance = access(parts)
    if make and not entrance.status().exists:
        entrance.create(NAME, PASSPHRASE)
    return entrance
