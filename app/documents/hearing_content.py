# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a hearing report says, in words that are ready to print.

Everything that people said, asked or noted is here as text in the report's language; times are written as
they should be read. Nothing here knows how the text is laid out.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.documents.content import Classification, Field, Questionnaire

SCHEMA = "gehoorwijzer/hearing-report/1"


class EntryKind(StrEnum):
    """What an entry of a section is."""

    QUESTION = "question"
    FOLLOW_UP = "follow_up"
    INSTRUCTION = "instruction"
    REMARK_REPORTER = "remark_reporter"
    REMARK_INTERPRETER = "remark_interpreter"
    HEADING = "heading"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, in the order of the conversation.

    Attributes:
        kind: what it is.
        text: the question or follow-up asked, the instruction read out, the remark, the heading of an
            instance, or what the break marker says.
        number: of a question or an instruction, as printed.
        answer: the applicant's answer; lines stay lines.
        non_answer: instead of an answer: "weet het niet", "wil niet antwoorden", "niet van toepassing".
        at: when it was answered, read out or noted.
        revised: a note that the answer was revised, and when.
    """

    kind: EntryKind
    text: str
    number: str = ""
    answer: str = ""
    non_answer: str = ""
    at: str = ""
    revised: str = ""


@dataclass(frozen=True, slots=True)
class SectionContent:
    """A section of the questionnaire with what was said in it."""

    number: str
    label: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class AttendanceContent:
    """Somebody who attended, or should have: `reason` tells why not."""

    role: str
    reference: str = ""
    present: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BreakContent:
    """A break, as times; the end is empty where the session ended in it."""

    start: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class SessionContent:
    """A session: how and where it was held, who was there, and its breaks."""

    number: int
    mode: str
    location: str
    started: str
    ended: str = ""
    breaks: tuple[BreakContent, ...] = ()
    attendances: tuple[AttendanceContent, ...] = ()


@dataclass(frozen=True, slots=True)
class HearingContent:
    """A whole hearing report.

    Attributes:
        language: of the report, ``nl`` or ``en``.
        title: such as "Rapport aanmeldgehoor".
        kind_label: the hearing's kind.
        v_number: stands on every page.
        header: the table above the report: names, date of birth, nationality, interpreter and so on.
        closing: texts at the end, one paragraph each.
        notice: a remark that must be read first, such as that the questionnaire is illustrative; or empty.
        mark: a word on every page that sets the report apart, such as OEFENING; or empty.
        made_at: when the report was made, as printed; `moment` is the same for the file's properties, aware.
        made_by: who made it.
    """

    language: str
    title: str
    kind_label: str
    v_number: str
    classification: Classification
    header: tuple[Field, ...]
    sessions: tuple[SessionContent, ...]
    sections: tuple[SectionContent, ...]
    closing: tuple[str, ...]
    questionnaire: Questionnaire
    made_at: str
    made_by: str
    moment: datetime
    notice: str = ""
    mark: str = ""
