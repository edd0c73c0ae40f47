# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The notes and reports that signal records amount to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from app.errors import UserError, says
from app.questionnaire.values import Address
from app.services.signal_views import NoteFields, NoteView
from app.signals.catalogue import Catalogue
from app.signals.records import (
    NoSignalNoted,
    ObservationNoted,
    ObservationRevised,
    ReportMoved,
    ReportOpened,
    ReportRevised,
    ReportState,
    SignalRecord,
)


@dataclass(slots=True)
class Note:
    """An observation with its revision in force."""

    noted: ObservationNoted
    latest: ObservationRevised | None = None
    report_id: str | None = None


@dataclass(slots=True)
class Report:
    """A signal report with its revision in force and the moves it made."""

    opened: ReportOpened
    latest: ReportRevised | None = None
    moved: ReportMoved | None = None

    @property
    def state(self) -> ReportState:
        """Where the report stands."""
        return self.moved.state if self.moved else ReportState.NOTE


class NoteBook:
    """Notes and reports, made of their records in order."""

    def __init__(self, records: Iterable[SignalRecord]) -> None:
        self._notes: dict[str, Note] = {}
        self._reports: dict[str, Report] = {}
        self._nothing: dict[str, bool] = {}
        for record in records:
            self._apply(record)

    def notes(self) -> tuple[Note, ...]:
        """Give the notes in the order of noting, withdrawn ones included."""
        return tuple(note for note in self._notes.values() if note.latest is not None)

    def reports(self) -> tuple[Report, ...]:
        """Give the reports in the order of opening."""
        return tuple(self._reports.values())

    def note(self, observation_id: str) -> Note:
        """Give one note.

        Raises:
            UserError: there is no such note.
        """
        if observation_id not in self._notes:
            raise UserError(says("Deze notitie is er niet. Open de lijst opnieuw."))
        return self._notes[observation_id]

    def report(self, report_id: str) -> Report:
        """Give one report.

        Raises:
            UserError: there is no such report.
        """
        if report_id not in self._reports:
            raise UserError(says("Deze melding is er niet. Open de lijst opnieuw."))
        return self._reports[report_id]

    def latest(self, observation_id: str) -> ObservationRevised:
        """Give a note's revision in force."""
        latest = self.note(observation_id).latest
        if latest is None:
            raise UserError(says("Deze notitie is leeg. Maak een nieuwe notitie."))
        return latest

    def must_be_open(self, observation_id: str) -> None:
        """Refuse to change a note that was withdrawn or whose report has left.

        Raises:
            UserError: it may not change any more.
        """
        if self.latest(observation_id).withdrawn:
            raise UserError(says("Deze notitie is ingetrokken. Maak een nieuwe notitie."))
        report_id = self.note(observation_id).report_id
        if report_id is not None:
            must_be_open(self._reports[report_id])

    def withdrawn(
        self, observation_id: str, reason: str, revision_id: str, at: datetime, by: str
    ) -> ObservationRevised:
        """Make the record that withdraws a note."""
        self.must_be_open(observation_id)
        latest = self.latest(observation_id)
        return replace(
            latest,
            revision_id=revision_id,
            number=latest.number + 1,
            withdrawn=True,
            withdrawn_reason=reason,
            at=at,
            by=by,
        )

    def nothing_to_note(self, hearing_id: str) -> bool:
        """Whether it was noted that there is nothing to note, and nothing was noted since."""
        return self._nothing.get(hearing_id, False)

    def _apply(self, record: SignalRecord) -> None:
        match record:
            case ObservationNoted():
                self._notes[record.observation_id] = Note(record)
                self._nothing[record.hearing_id] = False
            case ObservationRevised():
                self._notes[record.observation_id].latest = record
            case ReportOpened():
                self._reports[record.report_id] = Report(record)
                self._notes[record.observation_id].report_id = record.report_id
            case ReportRevised():
                self._reports[record.report_id].latest = record
            case ReportMoved():
                self._reports[record.report_id].moved = record
                if record.state is ReportState.WITHDRAWN:
                    self._notes[self._reports[record.report_id].opened.observation_id].report_id = None
            case NoSignalNoted():
                self._nothing[record.hearing_id] = True


def observation_revision(
    place: ObservationNoted, number: int, fields: NoteFields, revision_id: str, at: datetime, by: str
) -> ObservationRevised:
    """Make the record of what a note says from this moment on."""
    return ObservationRevised(
        revision_id=revision_id,
        observation_id=place.observation_id,
        hearing_id=place.hearing_id,
        number=number,
        indicator=fields.indicator,
        basis=fields.basis,
        directness=fields.directness,
        quote=fields.quote.strip(),
        original_term=fields.original_term,
        facts=fields.facts,
        reading=fields.reading,
        explanation=fields.explanation,
        innocent=fields.innocent,
        against=fields.against,
        unknown=fields.unknown,
        translation_doubt=fields.translation_doubt,
        withdrawn=False,
        withdrawn_reason="",
        at=at,
        by=by,
    )


def must_be_open(report: Report) -> None:
    """Refuse to change a report that has left or was withdrawn.

    Raises:
        UserError: it may not change any more.
    """
    if report.state not in (ReportState.NOTE, ReportState.IN_REVIEW, ReportState.READY):
        raise UserError(
            says(
                "Melding {number} is al verzonden of ingetrokken en verandert niet meer.",
                number=report.opened.number,
            )
        )


def note_view(note: Note, catalogue: Catalogue) -> NoteView:
    """Show a note as it stands now."""
    noted, latest = note.noted, note.latest
    if latest is None:
        raise ValueError("a note without words cannot be shown")
    indicator = catalogue.indicator(latest.indicator) if latest.indicator else None
    return NoteView(
        observation_id=noted.observation_id,
        hearing_id=noted.hearing_id,
        number=noted.number,
        v_number=noted.v_number,
        hearing_kind=noted.hearing_kind,
        address=Address.parse(noted.turn_address),
        question_number=noted.question_number,
        question=noted.question,
        context=noted.context,
        interpreter_number=noted.interpreter_number,
        session=noted.session,
        turn_at=noted.turn_at,
        noted_at=noted.at,
        noted_by=noted.by,
        fields=NoteFields(
            quote=latest.quote,
            indicator=latest.indicator,
            basis=latest.basis,
            directness=latest.directness,
            original_term=latest.original_term,
            facts=latest.facts,
            reading=latest.reading,
            explanation=latest.explanation,
            innocent=latest.innocent,
            against=latest.against,
            unknown=latest.unknown,
            translation_doubt=latest.translation_doubt,
        ),
        indicator_label=indicator.label if indicator else None,
        withdrawn=latest.withdrawn,
        withdrawn_reason=latest.withdrawn_reason,
        report_id=note.report_id,
        questionnaire_version=noted.questionnaire_version,
        catalogue_version=noted.catalogue_version,
    )
