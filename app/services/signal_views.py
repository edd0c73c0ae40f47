# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frozen values about notes and signal reports, for whoever shows them."""

from dataclasses import dataclass
from datetime import datetime

from app.i18n import Message, Texts
from app.questionnaire.values import Address
from app.signals.records import Basis, Directness, ReportState, Urgency


@dataclass(frozen=True, slots=True)
class QuotablePlace:
    """Where a note can be tied: a turn of the hearing with the words said in it."""

    hearing_id: str
    address: Address
    question_number: str
    question: Texts
    answer: str


@dataclass(frozen=True, slots=True)
class NoteFields:
    """What the author writes in a note; every field may still be empty but the quote.

    The meaning of each is that of `app.signals.records.ObservationRevised`.
    """

    quote: str
    indicator: str = ""
    basis: Basis = Basis.STATEMENT
    directness: Directness = Directness.SAID_TO_ME
    original_term: str = ""
    facts: str = ""
    reading: str = ""
    explanation: str = ""
    innocent: str = ""
    against: str = ""
    unknown: str = ""
    translation_doubt: str = ""


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as it stands now."""

    observation_id: str
    hearing_id: str
    number: int
    v_number: str
    hearing_kind: str
    address: Address
    question_number: str
    question: str
    context: str
    interpreter_number: str
    session: int
    turn_at: datetime
    noted_at: datetime
    noted_by: str
    fields: NoteFields
    indicator_label: Texts | None
    withdrawn: bool
    withdrawn_reason: str
    report_id: str | None
    questionnaire_version: str
    catalogue_version: str


@dataclass(frozen=True, slots=True)
class ReportFields:
    """What the author decides about a report."""

    route: str = ""
    urgency: Urgency | None = None
    urgency_reason: str = ""
    others: str = ""
    consulted: str = ""


@dataclass(frozen=True, slots=True)
class NeededPoint:
    """A point that a report needs before it may leave, and whether it is there."""

    name: str
    label: Message
    met: bool


@dataclass(frozen=True, slots=True)
class WordHint:
    """A judgemental word in the facts, with a plainer one; help with words, never a rating."""

    word: str
    instead: str


@dataclass(frozen=True, slots=True)
class ReportView:
    """A signal report as it stands now; `sent_to` is the file's place once it has left."""

    report_id: str
    number: str
    state: ReportState
    opened_at: datetime
    note: NoteView
    fields: ReportFields
    needed: tuple[NeededPoint, ...]
    hints: tuple[WordHint, ...]
    sent_at: datetime | None
    sent_to: str

    @property
    def may_export(self) -> bool:
        """Whether all that must be there is there."""
        return all(point.met for point in self.needed)


@dataclass(frozen=True, slots=True)
class NoteChanges:
    """What one act changed among the notes and reports of one hearing."""

    saved_at: datetime
    notes: tuple[NoteView, ...] = ()
    reports: tuple[ReportView, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportOutcome:
    """What became of an export: delivered, or safely waiting with the reason why."""

    report: ReportView
    delivered: bool
    where: str
    problem: Message | None
