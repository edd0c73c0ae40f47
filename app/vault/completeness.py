# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whether every record is there that the audit trail knows of: an old page put back lacks some.

Each act that writes records names the last of them in its row (`RECORDS`), so the chain and its anchor hold
the order of records too; and each place in that order holds one record of the kind that it names, but for
those that two persons destroyed, which are counted where that is on record.
"""

from sqlalchemy import Connection, text

from app.errors import Message, says
from app.vault.audit import RECORDS, number_in_detail

_KNOWN = text(f"SELECT MAX({number_in_detail(RECORDS)}) FROM audit")  # noqa: S608 - a name of ours
_PLACES = text("SELECT COUNT(*) FROM sequence WHERE seq <= :last")
_KINDS = text("SELECT DISTINCT kind FROM sequence")
_DESTROYED = text("SELECT COALESCE(SUM(records), 0) FROM destroyed")


def incomplete(connection: Connection, compartment: str, kinds: frozenset[str]) -> Message | None:
    """Say what is missing, or give nothing.

    Args:
        connection: to the compartment.
        compartment: its name.
        kinds: the tables that hold records.
    """
    known = connection.execute(_KNOWN).scalar() or 0
    missing = known - connection.execute(_PLACES, {"last": known}).scalar_one()
    for kind in sorted(connection.execute(_KINDS).scalars()):
        if kind not in kinds:
            missing += 1
            continue
        lacking = text(
            f"SELECT COUNT(*) FROM sequence s WHERE s.kind = :kind "  # noqa: S608 - a table of ours
            f"AND NOT EXISTS (SELECT 1 FROM {kind} r WHERE r.seq = s.seq)"
        )
        missing += connection.execute(lacking, {"kind": kind}).scalar_one()
    if "destroyed" in kinds:
        missing -= connection.execute(_DESTROYED).scalar_one()
    if not missing:
        return None
    return says(
        "{compartment}: er ontbreken {count} gegevens die volgens het logboek zijn opgeschreven. "
        "Er is een oude bladzijde van het bestand teruggezet. Zet een reservekopie terug.",
        compartment=compartment,
        count=abs(missing),
    )
