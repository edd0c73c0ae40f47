# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is past its term: finding it, deciding about it, and destroying it.

The database itself lets records go only below a row of what was destroyed, and such a row only with two
different persons and a proposal (`app.vault.migrations.destruction`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import TextClause, text

from app.retention import Destroyed, Kind, RetentionRecord
from app.vault.compartments import DOSSIERS, PRACTICE, SIGNALS
from app.vault.faults import machine_faults
from app.vault.migrations.destruction import OF_HEARING, OF_NOTES, OF_REPORTS
from app.vault.search import Search
from app.vault.work import Work

COMPARTMENT_OF: Mapping[Kind, str] = {
    Kind.HEARING: DOSSIERS,
    Kind.SIGNALS: SIGNALS,
    Kind.PRACTICE: PRACTICE,
}

_ENDED: Mapping[Kind, TextClause] = {
    Kind.HEARING: text(
        "SELECT o.hearing_id, o.v_number || ' ' || o.name AS name, o.at AS began, max(m.at) AS ended "
        "FROM hearing_opened AS o JOIN hearing_moved AS m ON m.hearing_id = o.hearing_id "
        "WHERE m.state = 'closed' GROUP BY o.hearing_id"
    ),
    Kind.SIGNALS: text(
        "SELECT hearing_id, max(v_number) AS name, min(at) AS began, max(at) AS ended FROM ("
        "SELECT hearing_id, v_number, at FROM observation_noted "
        "UNION ALL SELECT hearing_id, '', at FROM observation_revised "
        "UNION ALL SELECT hearing_id, '', at FROM no_signal_noted "
        "UNION ALL SELECT hearing_id, '', at FROM report_opened "
        "UNION ALL SELECT r.hearing_id, '', m.at FROM report_moved AS m "
        "JOIN report_opened AS r ON r.report_id = m.report_id) GROUP BY hearing_id"
    ),
    Kind.PRACTICE: text(
        "SELECT b.hearing_id, b.scenario_id || ' ' || b.trainee AS name, b.at AS began, e.at AS ended "
        "FROM practice_begun AS b JOIN practice_ended AS e ON e.session_id = b.session_id"
    ),
}
_PLACE = text("SELECT seq FROM hearing_opened WHERE hearing_id = :hearing")
_REPORTS = "SELECT report_id FROM report_opened WHERE hearing_id = :hearing"
_WAITING = text(
    f"SELECT count(*) FROM outbox WHERE report_id IN ({_REPORTS}) "  # noqa: S608 - our own words
    "AND entry_id NOT IN (SELECT entry_id FROM outbox_arrived)"
)


def _of_hearing(*tables: str) -> tuple[str, ...]:
    return tuple(f"{table} WHERE hearing_id = :hearing" for table in tables)


_ENTRIES = f"SELECT entry_id FROM outbox WHERE report_id IN ({_REPORTS})"  # noqa: S608 - our own words
_PACKAGES = (
    f"outbox_attempt WHERE entry_id IN ({_ENTRIES})",
    f"outbox_arrived WHERE entry_id IN ({_ENTRIES})",
    f"outbox WHERE report_id IN ({_REPORTS})",
)
_NOTES = (*(f"{table} WHERE report_id IN ({_REPORTS})" for table in OF_REPORTS), *_of_hearing(*OF_NOTES))
_HEARING = _of_hearing(*OF_HEARING)
_PRACTISED = (
    "practice_ended WHERE session_id IN (SELECT session_id FROM practice_begun WHERE hearing_id = :hearing)",
    *_of_hearing("practice_begun"),
)
_RECORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.HEARING: _HEARING,
    Kind.SIGNALS: _NOTES,
    Kind.PRACTICE: (*_NOTES, *_HEARING, *_PRACTISED),
}
"""The records of each kind, as they follow DELETE FROM; what others refer to comes after them."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Something whose term runs: its name for who decides, when it began, and when its term began to run."""

    hearing_id: str
    name: str
    began: datetime
    ended: datetime


class RetentionWork(Work):
    """Work on what is past its term, in one compartment."""

    def ended(self, kind: Kind) -> tuple[Ended, ...]:
        """Give everything of a kind whose term runs, the oldest first."""
        with machine_faults(self._database.name):
            rows = self._connection.execute(_ENDED[kind]).all()
        found = [Ended(row.hearing_id, row.name, _moment(row.began), _moment(row.ended)) for row in rows]
        return tuple(sorted(found, key=lambda one: one.ended))

    def decisions(self) -> tuple[RetentionRecord, ...]:
        """Give all proposals and decisions, in order."""
        with machine_faults(self._database.name):
            found: tuple[RetentionRecord, ...] = self._records(dict.fromkeys(self._tables))
        return found

    def append(self, record: RetentionRecord) -> None:
        """Put a proposal or a refusal on record."""
        self._append(record)

    def is_waiting(self, hearing_id: str) -> bool:
        """Tell whether something about a hearing still waits to be sent."""
        return bool(self._connection.execute(_WAITING, {"hearing": hearing_id}).scalar())

    def count(self, kind: Kind, hearing_id: str) -> int:
        """Count the records that would go."""
        hearing = {"hearing": hearing_id}
        counts = (text(f"SELECT count(*) FROM {one}") for one in _RECORDS[kind])  # noqa: S608 - our own words
        return sum(int(self._connection.execute(count, hearing).scalar_one()) for count in counts)

    def destroy(self, destroyed: Destroyed) -> None:
        """Put on record that something is destroyed, and destroy it: records, drafts, listing and words."""
        hearing = {"hearing": destroyed.hearing_id}
        self._append(destroyed)
        if destroyed.kind is Kind.SIGNALS:
            for one in _PACKAGES:
                self._connection.execute(text(f"DELETE FROM {one}"), hearing)  # noqa: S608 - our own words
        else:
            place = self._connection.execute(_PLACE, hearing).scalar_one()
            Search(self._transaction).forget(int(place))
            for table in ("draft", "listing", "attachment"):
                self._connection.execute(text(f"DELETE FROM {table} WHERE hearing_id = :hearing"), hearing)  # noqa: S608 - our own words
        for one in _RECORDS[destroyed.kind]:
            self._connection.execute(text(f"DELETE FROM {one}"), hearing)  # noqa: S608 - our own words


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)
