# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where hearings and notes are kept: for real, in practice, or for a moment. Services know no difference."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from app.clock import Clock
from app.vault import schema
from app.vault.audit import Act, Audit
from app.vault.compartments import PRACTICE
from app.vault.database import Database
from app.vault.header import Person
from app.vault.keys import new_key
from app.vault.listing import ReadsListing
from app.vault.migrate import bring_up_to_date
from app.vault.work import DossierWork, NoteWork, PracticeWork


class HearingStore(Protocol):
    """Keeps hearings and the notes about them."""

    @property
    def person(self) -> Person:
        """Who works with it."""
        ...

    def dossiers(self, act: Act) -> DossierWork:
        """Begin work on hearings."""
        ...

    def signals(self, act: Act) -> NoteWork:
        """Begin work on observations."""
        ...


class PracticeStore:
    """Practice hearings and their notes, in one file under one key. It has no outbox: nothing leaves it.

    Args:
        person: who practises.
        database: of the compartment.
        audit: its trail.
        clock: tells the time.
    """

    def __init__(self, person: Person, database: Database, audit: Audit, clock: Clock) -> None:
        self._person = person
        self._database = database
        self._audit = audit
        self._clock = clock

    @property
    def person(self) -> Person:
        """Who works with it."""
        return self._person

    def dossiers(self, act: Act) -> DossierWork:
        """Begin work on practice hearings."""
        return DossierWork(self._database, self._audit, self._clock, act, schema.HEARING_TABLES)

    def signals(self, act: Act) -> NoteWork:
        """Begin work on notes taken in practice."""
        return NoteWork(self._database, self._audit, self._clock, act, schema.SIGNAL_TABLES)

    def practice(self, act: Act) -> PracticeWork:
        """Begin work on who practised what."""
        return PracticeWork(self._database, self._audit, self._clock, act, schema.PRACTICE_TABLES)

    @contextmanager
    def dossiers_listing(self) -> Iterator[ReadsListing]:
        """Read how far each practice hearing is."""
        with self.dossiers(Act("list", "practice", "")) as work:
            yield work


def store_for_a_moment(person: Person, clock: Clock) -> PracticeStore:
    """Make a store in memory, for trying out a draft; nothing of it is ever on a disk."""
    database = Database.in_memory()
    with database.connect() as connection:
        bring_up_to_date(connection, PRACTICE)
        connection.commit()
    return PracticeStore(person, database, Audit(schema.AUDIT[PRACTICE], new_key(), person.name), clock)
