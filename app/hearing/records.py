# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The facts of a hearing, each written once and never changed.

A hearing is what its records say, read in order. What people call a change is one more record: a new
revision of an answer, the end of a break, the removal of an instance. Every moment is in UTC.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class HearingState(StrEnum):
    """Where a hearing stands."""

    PLANNED = "planned"
    UNDER_WAY = "under_way"
    CLOSED = "closed"


class TurnKind(StrEnum):
    """What a turn of the conversation is."""

    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    INSTRUCTION = "instruction"
    REMARK_REPORTER = "remark_reporter"
    REMARK_INTERPRETER = "remark_interpreter"
    CONNECTION = "connection"
    REASON = "reason"
    """Why an answer stands that the questionnaire warns about."""


class Role(StrEnum):
    """In what role somebody attends a session."""

    INTERVIEWER = "interviewer"
    INTERPRETER = "interpreter"
    LAWYER = "lawyer"
    VOLUNTEER = "volunteer"
    GUARDIAN = "guardian"
    OTHER = "other"


class Mode(StrEnum):
    """How a session is held."""

    ON_SITE = "on_site"
    VIDEO = "video"
    TELEPHONE = "telephone"


@dataclass(frozen=True, slots=True)
class HearingOpened:
    """A hearing exists, bound for good to one version of a questionnaire."""

    hearing_id: str
    kind: str
    v_number: str
    name: str
    name_in_script: str
    birth_date: str
    nationality: str
    language: str
    interpreter_number: str
    interviewer_code: str
    classification: str
    questionnaire_id: str
    questionnaire_version: str
    questionnaire_hash: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HearingMoved:
    """A hearing comes into another state."""

    record_id: str
    hearing_id: str
    state: HearingState
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SessionStarted:
    """A session (zitting) begins; sessions are numbered from 1."""

    session_id: str
    hearing_id: str
    number: int
    mode: Mode
    location: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """A session is over."""

    record_id: str
    hearing_id: str
    session_id: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Attendance:
    """Somebody attends a session, or should have: `reason` tells why not."""

    record_id: str
    hearing_id: str
    session_id: str
    role: Role
    reference: str
    present: bool
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class BreakMarked:
    """A break starts (`resumed` is false) or ends."""

    record_id: str
    hearing_id: str
    session_id: str
    resumed: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class TurnTaken:
    """A turn of the conversation begins; turns are numbered through the whole hearing from 1.

    Attributes:
        address: the question's address for a question or an instruction; else the address it follows on.
        text: what was asked or remarked; empty for a question of the questionnaire, which has its own words.
    """

    turn_id: str
    hearing_id: str
    session_id: str
    number: int
    kind: TurnKind
    address: str
    text: str
    at: datetime
    by: str


BY_QUESTIONNAIRE = "questionnaire"
"""Who gave an answer that nobody gave: a default, or a calculation that the questionnaire ran."""


@dataclass(frozen=True, slots=True)
class AnswerRevised:
    """What was answered in a turn, as known from this moment on; revisions of a turn count from 1.

    Attributes:
        value: the answer as the JSON text of `app.questionnaire.codec`.
        plain: the same for reading and searching: the applicant's words, a choice's name.
    """

    revision_id: str
    hearing_id: str
    turn_id: str
    number: int
    value: str
    plain: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class InstanceMarked:
    """An instance of a repeat is added at the end, or removed; its answers stay on record."""

    record_id: str
    hearing_id: str
    repeat: str
    instance_id: str
    parents: str
    removed: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class HearingReceived:
    """The hearing came from another vault, in a file that a colleague sealed.

    Attributes:
        vault_id: the vault it came from.
        sent_by, sent_at: who handed it over there, and when.
        certificate: the SHA-256 of the certificate that signed the file, in hex.
        package: the SHA-256 of the file, in hex.
    """

    record_id: str
    hearing_id: str
    vault_id: str
    sent_by: str
    sent_at: datetime
    certificate: str
    package: str
    at: datetime
    by: str


HearingRecord = (
    HearingOpened
    | HearingMoved
    | SessionStarted
    | SessionEnded
    | Attendance
    | BreakMarked
    | TurnTaken
    | AnswerRevised
    | InstanceMarked
    | HearingReceived
)


@dataclass(frozen=True, slots=True)
class Draft:
    """Words being typed and not yet given as the answer; the only thing here that is written over."""

    hearing_id: str
    address: str
    text: str
    at: datetime
