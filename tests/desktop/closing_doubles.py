# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Stand-ins for the services behind the closing room and the signal desk."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.errors import Message, UserError, says
from app.hearing.records import HearingState, Role
from app.i18n import Texts
from app.questionnaire.values import Address
from app.services.signal_views import (
    ExportOutcome,
    NeededPoint,
    NoteChanges,
    NoteFields,
    NoteView,
    ReportFields,
    ReportView,
    WordHint,
)
from app.services.views import (
    Attendee,
    BreakView,
    Changes,
    ClosingCheck,
    Header,
    HearingView,
    OpenPoint,
)
from app.signals.catalogue import Catalogue, CatalogueStatus, Route
from app.signals.records import ReportState
from tests.desktop.doubles import NOW, PERSON

STARTED = datetime(2026, 11, 23, 8, 5, tzinfo=UTC)
QUOTE = "Ik heb toen twee weken bij hen in het kamp eten gebracht, omdat mijn neef daar zat."


def both(dutch: str, english: str) -> Texts:
    return Texts.of({"nl": dutch, "en": english})


def hearing_view(**fields: Any) -> HearingView:
    """Make a hearing under way."""
    values: dict[str, Any] = {
        "hearing_id": "h1",
        "state": HearingState.UNDER_WAY,
        "header": Header("aanmeldgehoor", "280.123.4567", "Y. A.", language="ti", interpreter_number="48213"),
        "title": both("Aanmeldgehoor", "Registration interview"),
        "notice": Texts(),
        "questionnaire_id": "aanmeldgehoor",
        "questionnaire_version": "1.0.0",
        "languages": ("nl", "en"),
        "classification": "DEPARTEMENTAAL VERTROUWELIJK",
        "session": 1,
        "session_started": STARTED,
        "session_ended": None,
        "attendees": (
            Attendee(Role.INTERVIEWER, "0412"),
            Attendee(Role.INTERPRETER, "48213"),
            Attendee(Role.LAWYER, "mr. V.", present=False, reason="trein viel uit"),
        ),
        "breaks": (BreakView(STARTED + timedelta(minutes=55), STARTED + timedelta(minutes=70)),),
        "sections": (),
        "current": Address("departure_date"),
    }
    return HearingView(**(values | fields))


def point(name: str, number: str, dutch: str, english: str, problem: Texts | None = None) -> OpenPoint:
    return OpenPoint(Address(name), number, both(dutch, english), problem)


REQUIRED = (
    point("birth_place", "A1.4", "In welke plaats bent u geboren?", "In which place were you born?"),
    point(
        "health",
        "A2.1",
        "Zijn er lichamelijke of geestelijke klachten waar wij in dit gehoor rekening mee moeten houden?",
        "Do you have any physical or mental complaints that we should take into account in this interview?",
    ),
)
PROBLEM = point(
    "departure_date",
    "A6.5",
    "Wanneer bent u uit uw land vertrokken?",
    "When did you leave your country?",
    both("De datum ligt in de toekomst. Vraag opnieuw.", "The date lies in the future. Ask again."),
)
DRAFT = point("reason", "A7.1", "Waarom vraagt u asiel aan?", "Why do you apply for asylum?")

OPEN = ClosingCheck(REQUIRED, (PROBLEM,), (DRAFT,), unanswered=7, on_break=False)
COMPLETE = ClosingCheck((), (), (), unanswered=1, on_break=False)


@dataclass
class FakeOpenHearing:
    view: HearingView = field(default_factory=hearing_view)

    def hearing(self) -> HearingView:
        return self.view


@dataclass
class FakeClosing:
    conduct: FakeOpenHearing
    found: ClosingCheck = COMPLETE
    reasons: list[str] = field(default_factory=list)
    printed: list[tuple[str, str, str]] = field(default_factory=list)

    def check(self) -> ClosingCheck:
        return self.found

    def close(self, reason: str = "") -> Changes:
        self.reasons.append(reason)
        ended = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
        self.conduct.view = replace(self.conduct.view, state=HearingState.CLOSED, session_ended=ended)
        return Changes(ended, hearing=self.conduct.view)

    def report_pdf(self, hearing_id: str, language: str) -> bytes:
        self.printed.append(("pdf", hearing_id, language))
        return b"%PDF-1.7 verslag"

    def report_json(self, hearing_id: str, language: str) -> bytes:
        self.printed.append(("json", hearing_id, language))
        return b"{}"


def note(observation_id: str = "o1", quote: str = QUOTE, **fields: Any) -> NoteView:
    """Make a note of the hearing above."""
    values: dict[str, Any] = {
        "observation_id": observation_id,
        "hearing_id": "h1",
        "number": 1,
        "v_number": "280.123.4567",
        "hearing_kind": "aanmeldgehoor",
        "address": Address("departure_date"),
        "question_number": "A6.5",
        "question": "Wat deed u in die winter?",
        "context": "A6.4 Waar woonde u toen?\nBij mijn oom, in de stad.",
        "interpreter_number": "48213",
        "session": 1,
        "turn_at": NOW + timedelta(minutes=69),
        "noted_at": NOW + timedelta(minutes=70),
        "noted_by": PERSON,
        "fields": NoteFields(quote),
        "indicator_label": both("Steun aan een gewapende groep", "Support for an armed group"),
        "withdrawn": False,
        "withdrawn_reason": "",
        "report_id": None,
        "questionnaire_version": "aanmeldgehoor 1.0.0",
        "catalogue_version": "ILL-VS 1.0.0",
    }
    return NoteView(**(values | fields))


def needed(fields: NoteFields, report: ReportFields) -> tuple[NeededPoint, ...]:
    """Tell what a report needs, as the real service does."""
    urgency = bool(report.urgency and report.urgency_reason.strip())
    return (
        NeededPoint("quote", says("letterlijke woorden"), met=True),
        NeededPoint("place", says("tijd, vraag en zitting"), met=True),
        NeededPoint("source", says("bron en kenniswijze"), met=True),
        NeededPoint("facts", says("feiten, los van uw duiding"), met=bool(fields.facts)),
        NeededPoint("urgency", says("urgentie met reden"), met=urgency),
        NeededPoint("route", says("route"), met=bool(report.route)),
    )


def report(report_id: str = "r1", **fields: Any) -> ReportView:
    """Make a report that was just opened."""
    values: dict[str, Any] = {
        "report_id": report_id,
        "number": "S-2026-0117",
        "state": ReportState.NOTE,
        "opened_at": NOW,
        "note": note(f"o-{report_id}", report_id=report_id),
        "fields": ReportFields(),
        "needed": (),
        "hints": (),
        "sent_at": None,
        "sent_to": "",
    }
    values |= fields
    values["needed"] = needed(values["note"].fields, values["fields"])
    return ReportView(**values)


CATALOGUE = Catalogue(
    id="ILL-VS",
    version="1.0.0",
    status=CatalogueStatus.ILLUSTRATIVE,
    notice=both("Dit is een voorbeeld.", "This is an example."),
    note_standard=both("Noteer de letterlijke woorden.", "Note the exact words."),
    bases=(),
    routes=(
        Route(
            "coordinator_tsz",
            both(
                "Handhavingscoördinator, daarna Team Speciale Zaken",
                "Enforcement coordinator, then the Special Cases Team",
            ),
        ),
        Route("unit_1f", both("Handhavingscoördinator, daarna Unit 1F", "Enforcement, then the 1F Unit")),
    ),
    never=(),
    categories=(),
)


@dataclass
class FakeNotes:
    kept: list[NoteView] = field(default_factory=list)
    nothing: bool = False

    def catalogue(self) -> Catalogue:
        return CATALOGUE

    def notes(self, hearing_id: str) -> tuple[NoteView, ...]:
        return tuple(one for one in self.kept if one.hearing_id == hearing_id)

    def no_signal(self, hearing_id: str) -> NoteChanges:
        assert hearing_id == "h1"
        self.nothing = True
        return NoteChanges(NOW)

    def no_signal_noted(self, hearing_id: str) -> bool:
        assert hearing_id == "h1"
        return self.nothing


@dataclass
class FakeReports:
    """Reports in memory; `refuse` makes the way out fail, `broken` the vault."""

    notes: list[NoteView] = field(default_factory=list)
    kept: dict[str, ReportView] = field(default_factory=dict)
    filled_in: list[tuple[str, NoteFields, ReportFields]] = field(default_factory=list)
    exported: list[tuple[str, str]] = field(default_factory=list)
    refuse: Message | None = None
    broken: Callable[[], None] = lambda: None

    def notes_without_report(self) -> tuple[NoteView, ...]:
        return tuple(self.notes)

    def reports(self) -> tuple[ReportView, ...]:
        return tuple(reversed(self.kept.values()))

    def report(self, report_id: str) -> ReportView:
        return self.kept[report_id]

    def open_report(self, observation_id: str) -> ReportView:
        of = next(one for one in self.notes if one.observation_id == observation_id)
        self.notes.remove(of)
        made = report(
            f"r-{observation_id}", number="S-2026-0118", note=replace(of, report_id=f"r-{observation_id}")
        )
        return self._keep(made)

    def fill_in(self, report_id: str, note: NoteFields, fields: ReportFields) -> ReportView:
        self.broken()
        self.filled_in.append((report_id, note, fields))
        before = self.kept[report_id]
        hints = (WordHint("beweert", "zegt"),) if "beweert" in note.facts else ()
        return self._keep(
            replace(
                before,
                note=replace(before.note, fields=note),
                fields=fields,
                needed=needed(note, fields),
                hints=hints,
            )
        )

    def export(self, report_id: str, language: str) -> ExportOutcome:
        before = self.kept[report_id]
        if not before.may_export:
            raise UserError(says("De melding kan nog niet weg. Vul eerst aan: {points}.", points="route"))
        self.exported.append((report_id, language))
        self._keep(replace(before, state=ReportState.SEALED))
        return self.send_waiting()[0]

    def send_waiting(self) -> tuple[ExportOutcome, ...]:
        waiting = [one for one in self.kept.values() if one.state is ReportState.SEALED]
        if self.refuse is not None:
            return tuple(
                ExportOutcome(one, delivered=False, where="", problem=self.refuse) for one in waiting
            )
        place = "/uit/signaal-S-2026-0117.pdf"
        return tuple(
            ExportOutcome(
                self._keep(replace(one, state=ReportState.SENT, sent_at=NOW, sent_to=place)),
                delivered=True,
                where=place,
                problem=None,
            )
            for one in waiting
        )

    def withdraw(self, report_id: str, reason: str) -> ReportView:
        if not reason.strip():
            raise UserError(says("Schrijf kort op waarom u deze melding intrekt."))
        return self._keep(replace(self.kept[report_id], state=ReportState.WITHDRAWN))

    def _keep(self, made: ReportView) -> ReportView:
        self.kept[made.report_id] = made
        return made


@dataclass
class RecordsDesk:
    """A desk with the services of the closing room and the signal desk."""

    conduct: FakeOpenHearing = field(default_factory=FakeOpenHearing)
    notes: FakeNotes = field(default_factory=FakeNotes)
    reports: FakeReports = field(default_factory=FakeReports)
    close: FakeClosing = field(init=False)

    def __post_init__(self) -> None:
        self.close = FakeClosing(self.conduct)
