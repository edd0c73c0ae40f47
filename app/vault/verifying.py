# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What verifying looks at: the pages, the trail and the records of a compartment, and the header."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from app.errors import EnvironmentFault, IntegrityError, Message, says
from app.vault import schema
from app.vault.anchor import Anchor
from app.vault.anchoring import header_misfit, misfit
from app.vault.audit import Audit, Finding
from app.vault.completeness import incomplete
from app.vault.database import opened_aside
from app.vault.header import HEADER, Header
from app.vault.keys import wipe
from app.vault.progress import Progress, Told
from app.vault.slots import damaged_slot

_STEPS = 4
"""The pages, what they say to each other, the trail, and the records."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking at one compartment gave.

    Attributes:
        compartment: its id, such as ``dossiers``.
        findings: what is well, and what is wrong.
        seen: how often the header had been written, as far as its trail knows; 0 where that is not whole.
    """

    compartment: str
    findings: tuple[Finding, ...]
    seen: int


class Verifying:
    """What verifying compartments needs, for whichever thread does it while others go on working.

    Args:
        files: the file and the key of each compartment; the keys are ours, and are dropped by `close`.
        anchors: what the trails are compared with.
    """

    def __init__(self, files: dict[str, tuple[Path, bytearray]], anchors: tuple[Anchor, ...]) -> None:
        self._files = files
        self._anchors = anchors

    def run(self, told: Told = lambda _: None) -> tuple[Looked, ...]:
        """Look at each compartment.

        Args:
            told: is told how far it is; what it raises stops it.

        Raises:
            EnvironmentFault: a file cannot be read.
        """
        sizes = {name: path.stat().st_size if path.exists() else 0 for name, (path, _) in self._files.items()}
        total, before = sum(sizes.values()), 0
        found = []
        for name, (path, key) in self._files.items():
            size = sizes[name]

            def step(number: int, before: int = before, size: int = size) -> None:
                told(Progress(before + size * number // _STEPS, total))

            found.append(self._looked(name, path, key, step))
            before += size
        return tuple(found)

    def close(self) -> None:
        """Drop the keys."""
        wipe(key for _, key in self._files.values())

    def _looked(self, name: str, path: Path, key: bytearray, step: Callable[[int], object]) -> Looked:
        at = _Step(step)
        try:
            with opened_aside(path, key, at.again) as connection:
                return self._inside(name, connection, Audit(schema.AUDIT[name], key, ""), at)
        except IntegrityError:
            return Looked(name, (page_finding(name, ok=False),), 0)
        except EnvironmentFault:
            at.raise_again()
            raise

    def _inside(self, name: str, connection: Connection, audit: Audit, at: "_Step") -> Looked:
        # First the pages that are in the file, then what they say to each other.
        at.come_to(0)
        # A page that is being written while it is read looks damaged, and not the next time.
        pages = _wrong_pages(connection) and _wrong_pages(connection)
        at.come_to(1)
        structure = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        at.come_to(2)
        trail = audit.verify(connection, name)
        at.come_to(3)
        told = [incomplete(connection, name, schema.RECORD_TABLES[name])]
        told += [misfit(anchor, connection, name) for anchor in self._anchors]
        seen = audit.seen(connection) if trail.ok else 0
        at.come_to(_STEPS)
        problems = [Finding(ok=False, message=message) for message in told if message is not None]
        whole = page_finding(name, ok=not pages and structure == ["ok"])
        return Looked(name, (whole, trail, *problems), seen)


class _Step:
    """Where looking at a compartment is, told again and again while the database is busy."""

    def __init__(self, tell: Callable[[int], object]) -> None:
        self._tell, self._at = tell, 0
        self._stopped_by: BaseException | None = None

    def come_to(self, number: int) -> None:
        self._at = number
        self._tell(number)

    def again(self) -> bool:
        """Tell whether to go on; asked by the database, through which nothing can be raised."""
        try:
            self._tell(self._at)
        except BaseException as stopped:  # noqa: BLE001 - raised again as soon as the database lets go
            self._stopped_by = stopped
            return False
        return True

    def raise_again(self) -> None:
        if self._stopped_by is not None:
            raise self._stopped_by


def _wrong_pages(connection: Connection) -> bool:
    return bool(connection.exec_driver_sql("PRAGMA cipher_integrity_check").fetchall())


def header_findings(header: Header, looked: tuple[Looked, ...], anchors: tuple[Anchor, ...]) -> list[Finding]:
    """Say what is wrong with the header, also to what the trails know of it."""
    older = [_older_header(one.compartment) for one in looked if one.seen > header.generation]
    return [Finding(ok=False, message=message) for message in (*older, *header_problems(header, anchors))]


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
