# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of observations and signal reports, each written once and never changed.

Nothing here reaches into a hearing: an observation carries the words it quotes and the place where they
stand, copied at the moment of noting, so that it can be read without the hearing's key.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Basis(StrEnum):
    """What an observation rests on; a background is no basis."""

    STATEMENT = "statement"
    CONDUCT = "conduct"
    DOCUMENT = "document"
    THIRD_PARTY = "third_party"


class Directness(StrEnum):
    """How the author knows."""

    SAID_TO_ME = "said_to_me"
    SEEN = "seen"
    HEARD = "heard"
    DOCUMENT = "document"


class Urgency(StrEnum):
    """How soon the desk should read it; the author's own judgement, with a reason."""

    ACUTE = "acute"
    THIS_WEEK = "this_week"
    ROUTINE = "routine"


class ReportState(StrEnum):
    """Where a signal report stands; the first release exports from `READY`."""

    NOTE = "note"
    IN_REVIEW = "in_review"
    READY = "ready"
    SEALED = "sealed"
    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class ObservationNoted:
    """Something was noticed, tied to one turn of one hearing.

    Attributes:
        number: the order of noting within the hearing, from 1.
        v_number: of the hearing, so that the desk can find the file.
        question_number: the question as printed, such as ``A6.5``.
        question: the question's words, or the follow-up that was asked.
        context: the preceding question and answer, in words.
        interpreter_number: of the interpreter present, or empty.
        session: the session's number.
        turn_at: when the quoted turn was answered.
    """

    observation_id: str
    hearing_id: str
    hearing_kind: str
    v_number: str
    number: int
    turn_address: str
    question_number: str
    question: str
    context: str
    interpreter_number: str
    session: int
    turn_at: datetime
    questionnaire_version: str
    catalogue_version: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ObservationRevised:
    """What an observation says, as known from this moment on; revisions count from 1.

    Attributes:
        indicator: the catalogue's indicator the author chose, or empty for own words alone.
        quote: what was said or done, verbatim.
        original_term: the word in the original language, where it matters.
        facts: only what was said, seen or shown.
        reading: the author's own interpretation, apart from the facts.
        explanation: the person's own explanation, and whether it was put to them.
        innocent: innocent explanations considered.
        against: what speaks against.
        unknown: what is not known.
        translation_doubt: doubts about the translation; empty where there are none.
    """

    revision_id: str
    observation_id: str
    hearing_id: str
    number: int
    indicator: str
    basis: Basis
    directness: Directness
    quote: str
    original_term: str
    facts: str
    reading: str
    explanation: str
    innocent: str
    against: str
    unknown: str
    translation_doubt: str
    withdrawn: bool
    withdrawn_reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportOpened:
    """A signal report exists; it speaks of one observation."""

    report_id: str
    observation_id: str
    hearing_id: str
    number: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportRevised:
    """What the author decides about a report, as known from this moment on.

    Attributes:
        route: one of the catalogue's routes, chosen by the author.
        urgency: empty until chosen.
        urgency_reason: why it is that urgent.
        others: other persons, only as far as needed.
        consulted: the colleague who looked along, or empty.
    """

    revision_id: str
    report_id: str
    number: int
    route: str
    urgency: str
    urgency_reason: str
    others: str
    consulted: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class ReportMoved:
    """A signal report comes into another state."""

    record_id: str
    report_id: str
    state: ReportState
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class NoSignalNoted:
    """The author looked back and found nothing to note: a full outcome."""

    record_id: str
    hearing_id: str
    at: datetime
    by: str


SignalRecord = (
    ObservationNoted | ObservationRevised | ReportOpened | ReportRevised | ReportMoved | NoSignalNoted
)
