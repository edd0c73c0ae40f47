# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What verifying looks at: the pages, the trail and the records of a compartment, and the header."""

from app.errors import Message, says
from app.vault import schema
from app.vault.anchor import Anchor
from app.vault.anchoring import header_misfit, misfit
from app.vault.audit import Audit, Finding
from app.vault.completeness import incomplete
from app.vault.database import Database
from app.vault.faults import machine_faults
from app.vault.header import HEADER, Header
from app.vault.slots import damaged_slot


def verify_compartment(
    database: Database, audit: Audit, compartment: str, header: Header, anchors: tuple[Anchor, ...]
) -> list[Finding]:
    """Check one compartment: each page of its file, its trail, its records, and how it fits these anchors."""
    with machine_faults(database.name), database.connect() as connection:
        # First the pages that are in the file, then what they say to each other.
        pages = connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall()
        structure = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        trail = audit.verify(connection, compartment)
        told = [incomplete(connection, compartment, schema.RECORD_TABLES[compartment])]
        told += [misfit(anchor, connection, compartment) for anchor in anchors]
        if trail.ok and audit.seen(connection) > header.generation:
            told.append(_older_header(compartment))
    problems = [Finding(ok=False, message=message) for message in told if message is not None]
    return [page_finding(compartment, ok=not pages and structure == ["ok"]), trail, *problems]


def header_problems(header: Header, anchors: tuple[Anchor, ...] = ()) -> tuple[Message, ...]:
    """Say what is wrong with the header that opens all the same."""
    told: list[Message | None] = [header_misfit(anchor, header) for anchor in anchors]
    told += [damaged_slot(slot.person.name) for slot in header.damaged]
    if header.flawed and not header.damaged:
        told.append(
            says(
                "{file} is beschadigd of veranderd, en wat erin staat kon nog worden gelezen. "
                "Het bestand wordt hersteld zodra een beheerder iets aan de toegang verandert.",
                file=HEADER,
            )
        )
    return tuple(message for message in told if message is not None)


def page_finding(compartment: str, *, ok: bool) -> Finding:
    """Say whether the pages of a compartment's file are whole."""
    if ok:
        return Finding(ok=True, message=says("{name}: het bestand is heel.", name=compartment))
    return Finding(
        ok=False,
        message=says("{name}: het bestand is beschadigd. Zet een reservekopie terug.", name=compartment),
    )


def _older_header(compartment: str) -> Message:
    return says(
        "vault.json is een oudere kopie dan het logboek van {compartment} kent: wachtzinnen en rollen van "
        "toen gelden weer. Bewaar de kluis zoals zij is en waarschuw de beveiliging.",
        compartment=compartment,
    )
