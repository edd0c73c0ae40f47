# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the signal desk says of notes and reports, without pixels."""

from datetime import datetime

from app.desktop.display import Display
from app.desktop.widgets.row_list import Row
from app.desktop.worklist.rows import when
from app.errors import Message, says
from app.names import clock_time, day_and_time
from app.services.signal_views import ExportOutcome, NeededPoint, NoteView, ReportView, WordHint
from app.services.words import HEARING_KINDS, REPORT_STATES
from app.signals.catalogue import Catalogue, CatalogueStatus
from app.signals.records import ReportState

TONES = {
    ReportState.NOTE: "accent",
    ReportState.IN_REVIEW: "amber",
    ReportState.READY: "accent",
    ReportState.SEALED: "amber",
    ReportState.SENT: "plain",
    ReportState.ACKNOWLEDGED: "green",
    ReportState.WITHDRAWN: "plain",
}
"""The tone of each state's chip."""

_OPEN = frozenset({ReportState.NOTE, ReportState.IN_REVIEW, ReportState.READY})

_STATUS = {
    CatalogueStatus.ILLUSTRATIVE: says("illustratieve catalogus"),
    CatalogueStatus.ADOPTED: says("vastgestelde catalogus"),
}


def may_change(report: ReportView) -> bool:
    """Whether a report can still be filled in: it has not left and was not withdrawn."""
    return report.state in _OPEN


def report_row(report: ReportView, now: datetime, display: Display) -> Row:
    """Give the line of a report."""
    return Row(
        key=report.report_id,
        title=report.number,
        aside=when(report.opened_at, now, display),
        below=_from(report.note, display),
        chip=display.text(REPORT_STATES[report.state]),
        tone=TONES[report.state],
    )


def note_row(note: NoteView, now: datetime, display: Display) -> Row:
    """Give the line of a note without a report: its words, and where they stand."""
    return Row(
        key=note.observation_id,
        title=display.quote(note.fields.quote),
        aside=when(note.noted_at, now, display),
        below=" · ".join(part for part in (_from(note, display), note.question_number) if part),
    )


def place_of(note: NoteView, display: Display) -> str:
    """Tell where the words of a note stand: question, time, session, interpreter."""
    parts: list[Message] = []
    if note.question_number:
        parts.append(says("vraag {number}", number=note.question_number))
    parts.append(Message(clock_time(note.turn_at)))
    parts.append(says("zitting {number}", number=note.session))
    if note.interpreter_number:
        parts.append(says("via tolk {number}", number=note.interpreter_number))
    return " · ".join(display.text(part) for part in parts)


def hints_told(hints: tuple[WordHint, ...], display: Display) -> str:
    """Offer plainer words for those that judge; a line each, empty for none."""
    return "\n".join(
        display.text(says("Oordelend woord? „{word}” → „{instead}”", word=hint.word, instead=hint.instead))
        for hint in hints
    )


def needed_told(point: NeededPoint, display: Display) -> tuple[str, str]:
    """Give a needed point as it is seen, and as a screen reader says it."""
    label = display.text(point.label)
    said = says("{label}: staat er", label=label) if point.met else says("{label}: nog nodig", label=label)
    return f"{'✓' if point.met else '○'}  {label}", display.text(said)


def state_told(report: ReportView, display: Display) -> Message | None:
    """Tell what became of a report that does not change any more."""
    if report.state is ReportState.SEALED:
        return says("Deze melding staat klaar en wacht op verzending. Er gaat niets verloren.")
    if report.state is ReportState.WITHDRAWN:
        return says("Deze melding is ingetrokken. Zij blijft bewaard.")
    if report.sent_at is not None:
        moment = day_and_time(report.sent_at, display.language)
        return says(
            "Verzonden op {moment}. Het pakket staat in {place}.", moment=moment, place=report.sent_to
        )
    return None if may_change(report) else says("Deze melding is ontvangen.")


def outcome_told(outcome: ExportOutcome) -> Message:
    """Tell what became of an export."""
    number = outcome.report.number
    if outcome.delivered:
        return says(
            "Melding {number} is verzonden. Het pakket staat in {place}.", number=number, place=outcome.where
        )
    why = outcome.problem or says("De weg naar buiten is nu niet beschikbaar.")
    return says("Melding {number} staat veilig klaar en wacht. {why}", number=number, why=why)


def catalogue_told(catalogue: Catalogue) -> Message:
    """Name the catalogue and its version."""
    return Message("{status} {version}", {"status": _STATUS[catalogue.status], "version": catalogue.version})


def _from(note: NoteView, display: Display) -> str:
    kind = HEARING_KINDS.get(note.hearing_kind)
    return f"{display.text(kind) if kind else note.hearing_kind} {note.v_number}"
