# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a trail tells of backups that were put back, to anchors that were not there when it happened.

Whoever opens a restored vault first settles the note that came with it, and each trail gets a row that says
so. An anchor of another computer, or of another user, may have gone further than that row: on the branch
that the restore cut off. The row explains it where the head is of before the restore. A copy of the time
between the restore and now, put back, shows no more to such an anchor than to a computer without one.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, text

from app.errors import Message, says
from app.vault.anchor import Head
from app.vault.restored import RESTORED

_ROWS = text("SELECT seq, detail FROM audit WHERE action = :action ORDER BY seq")
_ROW = text("SELECT mac FROM audit WHERE seq = :seq")


@dataclass(frozen=True, slots=True)
class RestoredRow:
    """A row that says that a trail goes on from a backup.

    Attributes:
        seq: its number.
        at: when the backup was put back (ISO 8601, UTC).
        detail: what it says: the backup, by whom, and when.
    """

    seq: int
    at: str
    detail: Mapping[str, str]

    def is_after(self, head: Head) -> bool:
        """Tell whether the backup was put back after this was anchored."""
        return bool(head.at) and datetime.fromisoformat(head.at) <= datetime.fromisoformat(self.at)

    def says(self) -> Message:
        """Say that the vault was put back."""
        return says(
            "Deze kluis is op {at} UTC teruggezet door {by}, uit de reservekopie {backup}, en daarna al "
            "elders geopend. Wat na die reservekopie is opgeschreven staat er niet in.",
            at=self.at[:16].replace("T", " "),
            by=self.detail["by"],
            backup=self.detail["backup"],
        )


def restored_rows(connection: Connection) -> list[RestoredRow]:
    """Give the rows of a trail that say that it goes on from a backup; what is not whole is passed over."""
    found = []
    for seq, raw in connection.execute(_ROWS, {"action": RESTORED}):
        try:
            said = json.loads(raw)
            detail = {name: str(said[name]) for name in ("backup", "by", "at")}
            if datetime.fromisoformat(detail["at"]).tzinfo is None:
                continue
        except (ValueError, KeyError, TypeError):  # verifying the trail tells of it
            continue
        found.append(RestoredRow(int(seq), detail["at"], detail))
    return found


def follows(head: Head, connection: Connection) -> bool:
    """Tell whether a trail goes on from a head."""
    found = connection.execute(_ROW, {"seq": head.number}).scalar()
    return isinstance(found, bytes) and head.fits(found)


def explains(rows: Iterable[RestoredRow], wrong: Iterable[Head]) -> RestoredRow | None:
    """Give the last row that explains why a trail does not follow one of these heads; nothing unless all are.

    A row explains a head that stood at its place or further, and was anchored before the backup was put back.
    """
    found: RestoredRow | None = None
    known = tuple(rows)
    for head in wrong:
        fitting = [row for row in known if row.seq <= head.number and row.is_after(head)]
        if not fitting:
            return None
        found = max((*fitting, *([found] if found else [])), key=lambda row: row.seq)
    return found
