# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The compartments of an open vault: their keys, their files and their trails, and what of it is damaged."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from app.clock import Clock
from app.errors import IntegrityError, Message, UserError, says
from app.vault import schema
from app.vault.anchoring import Anchoring
from app.vault.audit import Act, Audit
from app.vault.compartments import file_of
from app.vault.database import Database
from app.vault.faults import machine_faults
from app.vault.keys import wipe
from app.vault.migrate import bring_up_to_date, refuse_newer
from app.vault.work import Work


class CompartmentFiles:
    """The compartments that one person's keys open, each opened when it is asked for.

    Args:
        folder: of the vault.
        who: opened the vault.
        keys: of the compartments, by name; they are dropped by `close`.
        clock: tells the time.
        anchoring: holds each trail to where it ended before.
        damaged: what is wrong with each compartment whose file does not open.

    Attributes:
        keys: by name; a compartment that gets another key has it here.
        damaged: those that do not open, as far as is known.
        seen: how often the header was written when a change in it is to be put on record; otherwise 0.
    """

    def __init__(
        self,
        folder: Path,
        who: str,
        keys: dict[str, bytearray],
        clock: Clock,
        anchoring: Anchoring,
        damaged: Mapping[str, Message],
    ) -> None:
        self.keys = keys
        self.damaged = dict(damaged)
        self.seen = 0
        self._folder = folder
        self._who = who
        self._clock = clock
        self._anchoring = anchoring
        self._databases: dict[str, Database] = {}
        self._audits: dict[str, Audit] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The compartments that can be opened, in alphabetical order."""
        return tuple(sorted(set(self.keys) - set(self.damaged)))

    def key(self, compartment: str) -> bytearray:
        """Give the key of a compartment.

        Raises:
            UserError: the person may not open it.
        """
        key = self.keys.get(compartment)
        if key is None:
            raise UserError(
                says(
                    "{name} heeft geen toegang tot dit deel van de kluis. Vraag de beheerder.", name=self._who
                )
            )
        return key

    def database(self, compartment: str) -> Database:
        """Give the file of a compartment, which is brought up to date and held to its anchor at first.

        Raises:
            UserError: the person may not open it.
            IntegrityError: it is damaged; it is left as it was, and the others open.
        """
        known = self._databases.get(compartment)
        if known is None:
            key = self.key(compartment)
            if compartment in self.damaged:
                raise IntegrityError(self.damaged[compartment])
            known = Database(self._folder / file_of(compartment), key)
            try:
                self._look_into(known, compartment)
            except IntegrityError as error:
                known.close()
                self._shut(compartment, error)
                raise
            self._databases[compartment] = known
        return known

    def _look_into(self, database: Database, compartment: str) -> None:
        refuse_newer(compartment, database.check())
        with machine_faults(database.name), database.connect() as connection:
            bring_up_to_date(connection, compartment)
            self._anchoring.check(connection, compartment)
            connection.commit()

    def audit(self, compartment: str) -> Audit:
        """Give the trail of a compartment, for acts of this person.

        Raises:
            UserError: the person may not open it.
        """
        known = self._audits.get(compartment)
        if known is None:
            known = self.audit_under(compartment, self.key(compartment), self.seen)
            self._audits[compartment] = known
        return known

    def opened(self, compartment: str) -> tuple[Database, Audit]:
        """Give the file and the trail of a compartment (`database`, `audit`)."""
        return self.database(compartment), self.audit(compartment)

    def audit_under(self, compartment: str, key: bytes | bytearray, seen: int = 0) -> Audit:
        """Give the trail of a compartment as it is under a key of its own choice."""
        moved = partial(self._anchoring.moved, compartment)
        return Audit(schema.AUDIT[compartment], key, self._who, moved, seen)

    def sound(self) -> Iterator[str]:
        """Give the compartments that open, each opened."""
        for compartment in self.names:
            try:
                self.database(compartment)
            except IntegrityError:
                continue
            yield compartment

    def to_look_at(self) -> dict[str, tuple[Path, bytearray]]:
        """Give the file and a copy of the key of each compartment, brought up to date where it opens.

        Those that were found damaged before are left out.
        """
        names = self.names
        for _compartment in self.sound():
            pass
        return {name: (self._folder / file_of(name), bytearray(self.keys[name])) for name in names}

    def put_on_record(self, act: Act, compartments: Iterable[str]) -> None:
        """Write an act in the trail of each of these compartments that can be opened."""
        for compartment in sorted(set(compartments) & set(self.names)):
            try:
                database, audit = self.opened(compartment)
                with Work(database, audit, self._clock, act, {}) as work:
                    work.commit()
            except IntegrityError as error:  # found just now: it is told, and keeps nobody from the others
                self._shut(compartment, error)

    def _shut(self, compartment: str, error: IntegrityError) -> None:
        """Let go of a compartment that is damaged; those who ask for it are told the same."""
        self.damaged[compartment] = error.message
        known = self._databases.pop(compartment, None)
        if known is not None:
            known.close()

    def close(self) -> None:
        """Close the files and drop the keys."""
        for database in self._databases.values():
            database.close()
        self._databases.clear()
        self._audits.clear()
        wipe(self.keys.values())
        self.keys.clear()
