# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frozen values that services hand to whoever shows them.

They may cross threads. Text of the questionnaire stands in all its languages (`Texts`), so that the
language can change without asking again; the program's own wording is left to whoever shows it.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from app.errors import Message
from app.hearing.records import HearingState, Mode, Role
from app.i18n import Texts
from app.questionnaire.explain import Explanation
from app.questionnaire.model import Choice, QuestionKind
from app.questionnaire.values import Address, Attachment, NonAnswer, Value


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a hearing and is known before it starts.

    `birth_date` is EDTF; `nationality` and `language` are CLDR codes; all but `kind`, `v_number` and
    `name` may be empty.
    """

    kind: str
    v_number: str
    name: str
    name_in_script: str = ""
    birth_date: str = ""
    nationality: str = ""
    language: str = ""
    interpreter_number: str = ""
    interviewer_code: str = ""
    mode: Mode = Mode.ON_SITE
    location: str = ""


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who attends the session, or should have."""

    role: Role
    reference: str = ""
    present: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class QuestionnaireChoice:
    """A questionnaire that a new hearing can use."""

    questionnaire_id: str
    version: str
    kind: str
    title: Texts
    notice: Texts


@dataclass(frozen=True, slots=True)
class HearingSummary:
    """One line of the worklist."""

    hearing_id: str
    kind: str
    v_number: str
    name: str
    name_in_script: str
    language: str
    interpreter_number: str
    state: HearingState
    answered: int
    total: int
    where_left: str
    opened_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A question of the interviewer's own, with its answer, below the question it follows on."""

    turn_id: str
    question: str
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A remark of the reporter or the interpreter, below the question it stands with."""

    turn_id: str
    by_interpreter: bool
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChosenFile(Attachment):
    """A file that somebody chose to be an answer, and that is not in the vault yet; `path` is where it is."""

    path: str = ""

    @classmethod
    def at(cls, path: str) -> "ChosenFile":
        """Take the file at a place."""
        return cls("", Path(path).name, "", 0, path)


class DraftPart(StrEnum):
    """Which words at a question are being typed."""

    ANSWER = "answer"
    FOLLOW_UP = "follow_up"
    REMARK = "remark"
    INTERPRETER_REMARK = "interpreter_remark"
    REASON = "reason"


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question as it stands now.

    Attributes:
        number: as printed, such as ``A3.1``.
        problem: why the value is not accepted by the questionnaire's own constraint, if so.
        warning: why the value may not be right, if the questionnaire says so.
        reason: why it stands nevertheless, if that was noted.
        withdrawn: the choices in the answer that are no longer offered.
        hindrance: why something about the question could not be worked out, if so.
        draft: words typed and kept, not yet given as the answer.
        below: words typed and kept for a follow-up or a remark, by part.
        answered_at: when the answer in force was given.
        revisions: how many times it was answered.
        aside_because: why the question is not asked now, though it has an answer that is kept.
        filled_in: the answer in force was filled in by the questionnaire itself, and by no person.
        on_screen_only: a note or an instruction has no answer of the applicant's.
    """

    address: Address
    number: str
    kind: QuestionKind
    label: Texts
    hint: Texts
    guidance: Texts
    required: bool
    read_only: bool
    multiline: bool
    sensitive: bool
    choices: tuple[Choice, ...]
    non_answers: tuple[NonAnswer, ...]
    value: Value
    draft: str | None
    below: tuple[tuple[DraftPart, str], ...]
    problem: Texts | None
    warning: Texts | None
    reason: str
    answered_at: datetime | None
    revisions: int
    follow_ups: tuple[FollowUp, ...]
    remarks: tuple[Remark, ...]
    filled_in: bool = False
    withdrawn: tuple[Choice, ...] = ()
    hindrance: Message | None = None
    aside_because: tuple[Explanation, ...] = ()

    @property
    def is_aside(self) -> bool:
        """Whether its answer is only kept: the question is not asked now."""
        return bool(self.aside_because)


@dataclass(frozen=True, slots=True)
class GroupHeading:
    """The heading of a group within a section; `hindrance` as of a question."""

    name: str
    label: Texts
    hindrance: Message | None = None


@dataclass(frozen=True, slots=True)
class RepeatHeading:
    """The heading of a repeat, below which its instances stand; one may be added after the last.

    `hindrance` as of a question.
    """

    repeat: str
    number: str
    parents: tuple[str, ...]
    label: Texts
    hint: Texts
    count: int
    may_add: bool
    hindrance: Message | None = None


@dataclass(frozen=True, slots=True)
class InstanceHeading:
    """The heading of one instance of a repeat; `index` counts from 1."""

    repeat: str
    instance_id: str
    parents: tuple[str, ...]
    index: int
    title: Texts
    may_remove: bool


SectionItem = QuestionView | GroupHeading | RepeatHeading | InstanceHeading


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section's line in the outline. `answered` of `total` relevant questions have an answer.

    `aside` counts the answers that are kept though their questions are not asked now.
    """

    name: str
    number: str
    label: Texts
    hint: Texts
    answered: int
    total: int
    relevant: bool
    aside: int = 0


@dataclass(frozen=True, slots=True)
class BreakView:
    """A break; `ended` is missing while it lasts."""

    started: datetime
    ended: datetime | None


@dataclass(frozen=True, slots=True)
class HearingView:
    """The whole of an open hearing but its questions."""

    hearing_id: str
    state: HearingState
    header: Header
    title: Texts
    notice: Texts
    questionnaire_id: str
    questionnaire_version: str
    languages: tuple[str, ...]
    classification: str
    session: int
    session_started: datetime
    session_ended: datetime | None
    attendees: tuple[Attendee, ...]
    breaks: tuple[BreakView, ...]
    sections: tuple[SectionView, ...]
    current: Address | None

    @property
    def on_break(self) -> bool:
        """Whether a break lasts now."""
        return bool(self.breaks) and self.breaks[-1].ended is None


@dataclass(frozen=True, slots=True)
class Changes:
    """What one act changed; views refresh what it names and nothing else.

    Attributes:
        saved_at: when the act was safely in the vault.
        questions: the questions that look different now, as they stand now.
        sections: the outline's lines that look different now.
        reshaped: names of the sections whose list of items changed; ask for their items again.
        hearing: the hearing as a whole where its state, session, breaks or attendance changed.
        made: the address of what was added, to go to it.
    """

    saved_at: datetime
    questions: tuple[QuestionView, ...] = ()
    sections: tuple[SectionView, ...] = ()
    reshaped: frozenset[str] = frozenset()
    hearing: HearingView | None = None
    made: Address | None = None


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """A question that still needs something before the hearing can well be closed.

    Attributes:
        problem: what the questionnaire says about it, if it does.
    """

    address: Address
    number: str
    label: Texts
    problem: Texts | None


@dataclass(frozen=True, slots=True)
class ClosingCheck:
    """What is still open in the hearing itself; nothing of the notes is in here.

    Attributes:
        required: required questions without an answer.
        problems: answers that break a constraint of the questionnaire.
        warnings: answers that the questionnaire warns about, without a reason why they stand.
        drafts: questions with words typed but not given as the answer.
        unanswered: how many relevant questions have no answer and need none.
        on_break: a break still lasts.
    """

    required: tuple[OpenPoint, ...]
    problems: tuple[OpenPoint, ...]
    drafts: tuple[OpenPoint, ...]
    unanswered: int
    on_break: bool
    warnings: tuple[OpenPoint, ...] = ()

    @property
    def may_close(self) -> bool:
        """Whether the hearing may be closed without a reason."""
        return not (self.required or self.problems or self.warnings or self.drafts or self.on_break)
