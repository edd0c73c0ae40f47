# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Units of work: what is done on a compartment in one transaction, with one row in its audit trail."""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, replace
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from sqlalchemy import Connection, Executable, Table, TextClause, bindparam, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert as upsert

from app.clock import Clock
from app.errors import IntegrityError, UserError, says
from app.hearing.records import AnswerRevised, Draft, HearingOpened, HearingRecord, TurnTaken
from app.library.records import LibraryRecord
from app.retention import RetentionRecord
from app.signals.records import ReportOpened, SignalRecord
from app.training.records import PracticeRecord
from app.vault import schema
from app.vault.audit import RECORDS, Act, Audit
from app.vault.database import Database, Transaction, prepared
from app.vault.faults import machine_faults
from app.vault.listing import ListedHearing, read_lines
from app.vault.search import Search
from app.vault.tables import RecordTable, as_kept

Record = HearingRecord | SignalRecord | LibraryRecord | PracticeRecord | RetentionRecord
R = TypeVar("R", SignalRecord, LibraryRecord, PracticeRecord)

# Statements are put together once: doing so takes SQLAlchemy longer than SQLite takes to carry them out.


def _in_place_of_the_old(table: Table, *key: str, **looked_up: TextClause) -> Executable:
    new = (
        upsert(table).values({column.name: bindparam(column.name) for column in table.c} | looked_up).inline()
    )
    others = {column.name: new.excluded[column.name] for column in table.c if column.name not in key}
    return new.on_conflict_do_update(index_elements=list(key), set_=others)


_DRAW = text("INSERT INTO sequence (kind) VALUES (:kind)")
_PUT_DRAFT = _in_place_of_the_old(schema.draft, "hearing_id", "address")
_PUT_LINE = _in_place_of_the_old(
    schema.listing,
    "hearing_id",
    place=text("(SELECT seq FROM hearing_opened WHERE hearing_id = :hearing_id)"),
)
_DROP_DRAFT = delete(schema.draft).where(
    schema.draft.c.hearing_id == bindparam("hearing"), schema.draft.c.address == bindparam("place")
)
_PLACE = text("SELECT seq FROM hearing_opened WHERE hearing_id = :hearing")
_PLACE_OF_TURN = text("SELECT seq FROM turn_taken WHERE turn_id = :turn")
_LINE = tuple(field.name for field in fields(ListedHearing))


class Work:
    """A transaction. Leaving it without `commit` takes everything back."""

    def __init__(
        self, database: Database, audit: Audit, clock: Clock, act: Act, tables: Mapping[type, RecordTable]
    ) -> None:
        self._database = database
        self._audit = audit
        self._clock = clock
        self._act = act
        self._tables = tables
        self._entered: Transaction | None = None
        self._last_record = 0

    def __enter__(self) -> Self:
        """Begin."""
        self._entered = self._database.begin()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """End; what was not committed is taken back."""
        transaction, self._entered = self._entered, None
        if transaction is not None:
            transaction.close()
        if error is not None:
            with machine_faults(self._database.name):
                raise error

    def commit(self) -> None:
        """Write the audit row and make everything safe."""
        with machine_faults(self._database.name):
            self._audit.write(self._transaction, self._full_act(), self._clock.now())
            self._transaction.commit()
        self._audit.settled()

    def _full_act(self) -> Act:
        """Give the act with the last record that it wrote, so that the trail tells of every record."""
        if not self._last_record:
            return self._act
        return replace(self._act, detail={**self._act.detail, RECORDS: str(self._last_record)})

    @property
    def _transaction(self) -> Transaction:
        if self._entered is None:
            raise RuntimeError("a unit of work is used outside its with block")
        return self._entered

    @property
    def _connection(self) -> Connection:
        return self._transaction.connection

    def _run(self, statement: Executable, values: Mapping[str, Any]) -> Any:
        return self._transaction.run(prepared(statement), values)

    def _append(self, record: Record) -> int:
        """Add a record, and give its place in the order of all records."""
        kind = self._tables[type(record)]
        seq = int(self._run(_DRAW, {"kind": kind.table.name}).lastrowid)
        self._run(kind.insert, kind.row(record, seq))
        self._last_record = seq
        return seq

    def _records(self, conditions: Mapping[type, Any]) -> tuple[Any, ...]:
        """Read the records of these kinds that fit their condition, in the order of writing."""
        found: list[tuple[int, Any]] = []
        for record, condition in conditions.items():
            kind = self._tables[record]
            query = select(kind.table)
            if condition is not None:
                query = query.where(condition)
            rows = self._connection.execute(query).mappings()
            found += [(row["seq"], kind.read(row)) for row in rows]  # type: ignore[arg-type]  # keys are column names
        found.sort(key=lambda pair: pair[0])
        return tuple(record for _, record in found)


class DossierWork(Work):
    """Work on hearings."""

    def append(self, *records: HearingRecord) -> None:
        """Add records to the end; nothing there is ever changed."""
        for record in records:
            seq = self._append(record)
            match record:
                case HearingOpened():
                    digits = "".join(filter(str.isdigit, record.v_number))
                    words = f"{record.name} {record.name_in_script} {record.v_number} {digits}"
                    self._search.put(seq, seq, words)
                case AnswerRevised():
                    hearing, turn = self._place(record.hearing_id), self._place_of_turn(record.turn_id)
                    self._search.put(hearing, turn, record.plain, answer=True)
                case TurnTaken(text=words) if words:
                    self._search.put(self._place(record.hearing_id), seq, words)
                case _:
                    pass

    def holds(self, hearing_id: str) -> bool:
        """Tell whether there is a hearing of that identifier."""
        return self._connection.execute(_PLACE, {"hearing": hearing_id}).first() is not None

    def hearing(self, hearing_id: str) -> tuple[HearingRecord, ...]:
        """Read all records of a hearing, in the order of writing.

        Raises:
            UserError: there is no such hearing.
        """
        with machine_faults(self._database.name):
            found: tuple[HearingRecord, ...] = self._records(
                {record: kind.table.c.hearing_id == hearing_id for record, kind in self._tables.items()}
            )
        if not found:
            raise UserError(says("Dit gehoor is er niet meer. Kies een gehoor in de werklijst."))
        return found

    def keep_draft(self, draft: Draft) -> None:
        """Keep words being typed, in place of what was kept for the same question before."""
        values = {
            "hearing_id": draft.hearing_id,
            "address": draft.address,
            "text": draft.text,
            "at": as_kept(draft.at),
        }
        self._run(_PUT_DRAFT, values)

    def drop_draft(self, hearing_id: str, address: str) -> None:
        """Drop words that were given as an answer."""
        self._run(_DROP_DRAFT, {"hearing": hearing_id, "place": address})

    def drafts(self, hearing_id: str) -> tuple[Draft, ...]:
        """Read the words being typed in a hearing."""
        table = schema.draft
        rows = self._connection.execute(select(table).where(table.c.hearing_id == hearing_id))
        return tuple(Draft(row.hearing_id, row.address, row.text, row.at) for row in rows)

    def keep_questionnaire(self, digest: str, questionnaire_id: str, version: str, source: str) -> None:
        """Keep the source that a hearing is bound to; keeping the same again changes nothing."""
        table = schema.questionnaire
        values = {"hash": digest, "questionnaire_id": questionnaire_id, "version": version, "source": source}
        self._connection.execute(upsert(table).values(values).on_conflict_do_nothing())

    def keep_attachment(self, attachment_id: str, hearing_id: str, content: bytes) -> None:
        """Keep the content of a file that is an answer; keeping the same again changes nothing."""
        values = {
            "attachment_id": attachment_id,
            "hearing_id": hearing_id,
            "sha256": hashlib.sha256(content).hexdigest(),
            "content": content,
            "at": self._clock.now(),
        }
        with machine_faults(self._database.name):
            self._connection.execute(upsert(schema.attachment).values(values).on_conflict_do_nothing())

    def attachment(self, attachment_id: str, sha256: str) -> bytes:
        """Read the content of a file.

        Raises:
            IntegrityError: it is not there, or it is not the content that was put on record.
        """
        table = schema.attachment
        with machine_faults(self._database.name):
            query = select(table.c.content).where(table.c.attachment_id == attachment_id)
            content: bytes | None = self._connection.execute(query).scalar()
        if content is None or hashlib.sha256(content).hexdigest() != sha256:
            raise IntegrityError(
                says("Dit bestand ontbreekt in de kluis of is beschadigd. Zet een reservekopie terug.")
            )
        return content

    def attachments(self, hearing_id: str) -> dict[str, bytes]:
        """Read the content of every file that was given in a hearing, also of those taken back."""
        table = schema.attachment
        query = select(table.c.attachment_id, table.c.content).where(table.c.hearing_id == hearing_id)
        with machine_faults(self._database.name):
            return {row.attachment_id: row.content for row in self._connection.execute(query)}

    def size_of_attachments(self, hearing_id: str) -> int:
        """Give how many bytes the files of a hearing take."""
        table = schema.attachment
        query = select(func.coalesce(func.sum(func.length(table.c.content)), 0))
        return int(self._connection.execute(query.where(table.c.hearing_id == hearing_id)).scalar_one())

    def questionnaire(self, digest: str) -> str:
        """Read the source of a questionnaire by its hash.

        Raises:
            IntegrityError: it is not there, though a hearing keeps its questionnaire with it.
        """
        table = schema.questionnaire
        source: str | None = self._connection.execute(
            select(table.c.source).where(table.c.hash == digest)
        ).scalar()
        if source is None:
            raise IntegrityError(
                says("De vragenlijst van dit gehoor ontbreekt in de kluis. Zet een reservekopie terug.")
            )
        return source

    def list_hearing(self, listed: ListedHearing) -> None:
        """Put a hearing's line in the worklist, in place of the one before."""
        self._run(_PUT_LINE, {name: as_kept(getattr(listed, name)) for name in _LINE})

    def listed(
        self, search: str, states: frozenset[str], limit: int, offset: int
    ) -> tuple[ListedHearing, ...]:
        """Read lines of the worklist, the last worked on first."""
        with machine_faults(self._database.name):
            places = self._search.places(search)
            return read_lines(self._connection, places, states, limit, offset)

    def _place(self, hearing_id: str) -> int:
        return int(self._run(_PLACE, {"hearing": hearing_id}).fetchone()[0])

    def _place_of_turn(self, turn_id: str) -> int:
        return int(self._run(_PLACE_OF_TURN, {"turn": turn_id}).fetchone()[0])

    @property
    def _search(self) -> Search:
        return Search(self._transaction)


class RecordWork(Work, Generic[R]):
    """Work on records of which all are read together."""

    def append(self, *records: R) -> None:
        """Add records to the end; nothing there is ever changed."""
        for record in records:
            self._append(record)

    def everything(self) -> tuple[R, ...]:
        """Read all records, in the order of writing."""
        with machine_faults(self._database.name):
            found: tuple[R, ...] = self._records(dict.fromkeys(self._tables))
        return found


class LibraryWork(RecordWork[LibraryRecord]):
    """Work on drafts of questionnaires."""


class PracticeWork(RecordWork[PracticeRecord]):
    """Work on who practised what."""


class NoteWork(RecordWork[SignalRecord]):
    """Work on observations and reports."""

    def observations(self, hearing_id: str | None) -> tuple[SignalRecord, ...]:
        """Read all records about one hearing, in the order of writing; of all hearings without one."""
        if hearing_id is None:
            return self.everything()
        opened = self._tables[ReportOpened].table
        reports = select(opened.c.report_id).where(opened.c.hearing_id == hearing_id)
        with machine_faults(self._database.name):
            found: tuple[SignalRecord, ...] = self._records(
                {
                    record: kind.table.c.hearing_id == hearing_id
                    if "hearing_id" in kind.table.c
                    else kind.table.c.report_id.in_(reports)
                    for record, kind in self._tables.items()
                }
            )
        return found
