# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Making a signal report from a note, and getting it out by the channel."""

from collections.abc import Sequence
from dataclasses import replace

from app.channel.outbox import Outcome, Result, send_waiting
from app.channel.package import WayOut
from app.clock import Clock, Ids
from app.documents.signal_content import SignalContent
from app.documents.signal_report import make_signal_report, signal_json
from app.errors import Message, UserError, says
from app.services.note_book import NoteBook, Report, must_be_open, note_view, observation_revision
from app.services.policy import OfficePolicy
from app.services.signal_document import signal_content
from app.services.signal_outbox import VaultOutbox
from app.services.signal_views import (
    ExportOutcome,
    NeededPoint,
    NoteFields,
    NoteView,
    ReportFields,
    ReportView,
    WordHint,
)
from app.signals.catalogue import Catalogue
from app.signals.needs import needs
from app.signals.records import (
    ReportMoved,
    ReportOpened,
    ReportRevised,
    ReportState,
    SignalRecord,
    Urgency,
)
from app.signals.wordlist import PlainerWord, hints
from app.vault.open_vault import Act, OpenVault
from app.vault.outbox import OutboxEntry


class ReportSignal:
    """The use cases of the signal desk."""

    def __init__(
        self,
        vault: OpenVault,
        catalogue: Catalogue,
        words: Sequence[PlainerWord],
        way_out: WayOut,
        clock: Clock,
        ids: Ids,
        policy: OfficePolicy,
    ) -> None:
        self._vault = vault
        self._catalogue = catalogue
        self._words = tuple(words)
        self._way_out = way_out
        self._clock = clock
        self._ids = ids
        self._policy = policy

    # Looking

    def notes_without_report(self) -> tuple[NoteView, ...]:
        """List the notes of which no report was opened, those withdrawn left out."""
        notes = (note_view(note, self._catalogue) for note in self._book("read_notes").notes())
        return tuple(note for note in notes if note.report_id is None and not note.withdrawn)

    def reports(self) -> tuple[ReportView, ...]:
        """List the reports, the last opened first."""
        book = self._book("read_reports")
        return tuple(self._view(book, report) for report in reversed(book.reports()))

    def report(self, report_id: str) -> ReportView:
        """Show one report."""
        book = self._book("read_report", report_id)
        return self._view(book, book.report(report_id))

    def preview_pdf(self, report_id: str, language: str) -> bytes:
        """Print a report as it stands, to look at."""
        return make_signal_report(self._content(self.report(report_id), language))

    # Acting

    def open_report(self, observation_id: str) -> ReportView:
        """Open a report of a note; one that is open already is given again.

        Raises:
            UserError: the note was withdrawn or there is no such note.
        """
        book = self._book("read_notes")
        note = book.note(observation_id)
        if note.report_id is not None:
            return self._view(book, book.report(note.report_id))
        book.must_be_open(observation_id)
        now = self._clock.now()
        number = f"S-{now:%Y}-{len(book.reports()) + 1:04d}"
        opened = ReportOpened(self._ids.new(), observation_id, note.noted.hearing_id, number, now, self._who)
        return self._write("open_report", opened.report_id, (opened,))

    def fill_in(self, report_id: str, note: NoteFields, fields: ReportFields) -> ReportView:
        """Say more in a report; what stood there before stays on record.

        Raises:
            UserError: the report has left, the quote is empty, or the catalogue has no such route.
        """
        book = self._book("read_report", report_id)
        report = book.report(report_id)
        must_be_open(report)
        if not note.quote.strip():
            raise UserError(
                says("Een notitie begint met wat er is gezegd of gedaan. Vul de letterlijke woorden in.")
            )
        if fields.route and self._catalogue.route(fields.route) is None:
            raise UserError(says("De catalogus kent deze route niet. Kies een andere route."))
        records: list[SignalRecord] = []
        shown = self._view(book, report)
        if note != shown.note.fields:
            noted = book.note(report.opened.observation_id).noted
            number = book.latest(noted.observation_id).number + 1
            records.append(
                observation_revision(noted, number, note, self._ids.new(), self._clock.now(), self._who)
            )
        if fields != shown.fields:
            records.append(self._revision(report, fields))
        if not records:
            return shown
        return self._write("fill_in_report", report_id, records)

    def withdraw(self, report_id: str, reason: str) -> ReportView:
        """Withdraw a report, with a reason; it stays on record.

        Raises:
            UserError: no reason is given, or the report has left.
        """
        if not reason.strip():
            raise UserError(says("Schrijf kort op waarom u deze melding intrekt."))
        must_be_open(self._book("read_report", report_id).report(report_id))
        return self._write(
            "withdraw_report", report_id, (self._moved(report_id, ReportState.WITHDRAWN, reason),)
        )

    def export(self, report_id: str, language: str) -> ExportOutcome:
        """Print a report, put it in the outbox and let it out; what cannot leave now waits safely.

        Raises:
            UserError: a point that must be there is missing; the message names the points.
        """
        book = self._book("read_report", report_id)
        report = book.report(report_id)
        must_be_open(report)
        view = self._view(book, report)
        missing = [point.label for point in view.needed if not point.met]
        if missing:
            raise UserError(
                says("De melding kan nog niet weg. Vul eerst aan: {points}.", points=_listed(missing))
            )
        content = self._content(view, language)
        name = f"signaal-{view.number}"
        now = self._clock.now()
        files = ((f"{name}.pdf", make_signal_report(content)), (f"{name}.json", signal_json(content)))
        with self._vault.signals(Act("export_report", "report", report_id)) as work:
            work.append(self._moved(report_id, ReportState.SEALED, ""))
            for file_name, data in files:
                work.outbox_add(
                    OutboxEntry(self._ids.new(), report_id, self._way_out.name, file_name, data, now)
                )
            work.commit()
        return next(outcome for outcome in self.send_waiting() if outcome.report.report_id == report_id)

    def send_waiting(self) -> tuple[ExportOutcome, ...]:
        """Let out what waits in the outbox, and tell of each report: sent, or waiting with the reason."""
        settled = self._settle()
        outbox = VaultOutbox(self._vault)
        outcomes: dict[str, list[Outcome]] = {}
        for outcome in send_waiting(outbox, self._way_out, self._clock, at_once=True):
            outcomes.setdefault(outbox.report_of(outcome.key), []).append(outcome)
        return settled + tuple(self._told(report_id, parts) for report_id, parts in outcomes.items())

    # Inside

    def _settle(self) -> tuple[ExportOutcome, ...]:
        """Mark reports as sent of which all arrived before the program could say so, when it was cut off."""
        with self._vault.signals(Act("read_outbox", "outbox", "")) as work:
            arrived, book = work.outbox_arrived(), NoteBook(work.everything())
            work.commit()
        outcomes = []
        for report in book.reports():
            report_id = report.opened.report_id
            if report.state is ReportState.SEALED and report_id in arrived:
                where = arrived[report_id]
                sent = self._moved(report_id, ReportState.SENT, where)
                view = self._write("report_sent", report_id, (sent,))
                outcomes.append(ExportOutcome(view, delivered=True, where=where, problem=None))
        return tuple(outcomes)

    def _content(self, view: ReportView, language: str) -> SignalContent:
        return signal_content(view, self._catalogue, self._policy, language, self._clock.now())

    @property
    def _who(self) -> str:
        return self._vault.person.name

    def _told(self, report_id: str, parts: Sequence[Outcome]) -> ExportOutcome:
        places = [outcome.receipt.place for outcome in parts if outcome.receipt is not None]
        problem = next((outcome.problem for outcome in parts if outcome.problem is not None), None)
        where = places[0] if places else ""
        if all(outcome.result is Result.DELIVERED for outcome in parts):
            sent = self._moved(report_id, ReportState.SENT, where)
            report = self._write("report_sent", report_id, (sent,))
            return ExportOutcome(report, delivered=True, where=where, problem=None)
        return ExportOutcome(self.report(report_id), delivered=False, where=where, problem=problem)

    def _book(self, action: str, object_id: str = "") -> NoteBook:
        with self._vault.signals(Act(action, "report", object_id)) as work:
            book = NoteBook(work.everything())
            work.commit()
        return book

    def _write(self, action: str, report_id: str, records: Sequence[SignalRecord]) -> ReportView:
        with self._vault.signals(Act(action, "report", report_id)) as work:
            work.append(*records)
            book = NoteBook(work.everything())
            work.commit()
        return self._view(book, book.report(report_id))

    def _moved(self, report_id: str, state: ReportState, reason: str) -> ReportMoved:
        return ReportMoved(self._ids.new(), report_id, state, reason, self._clock.now(), self._who)

    def _revision(self, report: Report, fields: ReportFields) -> ReportRevised:
        return ReportRevised(
            revision_id=self._ids.new(),
            report_id=report.opened.report_id,
            number=report.latest.number + 1 if report.latest else 1,
            route=fields.route,
            urgency=fields.urgency.value if fields.urgency else "",
            urgency_reason=fields.urgency_reason,
            others=fields.others,
            consulted=fields.consulted,
            at=self._clock.now(),
            by=self._who,
        )

    def _view(self, book: NoteBook, report: Report) -> ReportView:
        noted = book.note(report.opened.observation_id).noted
        note = note_view(book.note(noted.observation_id), self._catalogue)
        points = needs(noted, book.latest(noted.observation_id), report.latest)
        latest = report.latest
        fields = ReportFields()
        if latest is not None:
            fields = ReportFields(
                latest.route,
                Urgency(latest.urgency) if latest.urgency else None,
                latest.urgency_reason,
                latest.others,
                latest.consulted,
            )
        sent = report.moved if report.moved and report.moved.state is ReportState.SENT else None
        return ReportView(
            report_id=report.opened.report_id,
            number=report.opened.number,
            state=report.state,
            opened_at=report.opened.at,
            note=replace(note, report_id=report.opened.report_id),
            fields=fields,
            needed=tuple(NeededPoint(point.name, point.label, point.met) for point in points),
            hints=tuple(WordHint(hint.word, hint.instead) for hint in hints(note.fields.facts, self._words)),
            sent_at=sent.at if sent else None,
            sent_to=sent.reason if sent else "",
        )


def _listed(labels: Sequence[Message]) -> Message:
    """Put labels in one message, with commas between them."""
    if len(labels) == 1:
        return labels[0]
    return says("{first}, {rest}", first=labels[0], rest=_listed(labels[1:]))
