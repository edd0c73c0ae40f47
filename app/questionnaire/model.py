# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire as its authors wrote it: sections, questions, repeats, choices and their logic.

The words are those of XLSForm; the few that are ours (`instruction`, `narrative`, `partial_date`, `country`,
`language`, `topic`, `sensitive`, `non_answers`, `warning`, `warning_message`) are described in
``docs/decisions``, number 6.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import Texts
from app.questionnaire.values import NonAnswer


class QuestionKind(StrEnum):
    """What kind of answer a question takes."""

    TEXT = "text"
    NARRATIVE = "narrative"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    PARTIAL_DATE = "partial_date"
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    COUNTRY = "country"
    LANGUAGE = "language"
    INSTRUCTION = "instruction"
    ACKNOWLEDGE = "acknowledge"
    NOTE = "note"
    CALCULATE = "calculate"

    @property
    def answerable(self) -> bool:
        """Whether a person answers it, or confirms it was done."""
        return self not in (QuestionKind.NOTE, QuestionKind.CALCULATE)

    @property
    def confirmed(self) -> bool:
        """Whether the only answer is that it was done."""
        return self in (QuestionKind.INSTRUCTION, QuestionKind.ACKNOWLEDGE)

    @property
    def usual_non_answers(self) -> frozenset[NonAnswer]:
        """The non-answers that may be given where a questionnaire does not say which."""
        return frozenset(NonAnswer) if self.answerable and not self.confirmed else frozenset()


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written, with the line it stands on."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list. `columns` are further facts that a choice filter may use."""

    name: str
    label: Texts
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with everything that was written about it; `line` is where it begins.

    `constraint` says what must hold of an answer; `warning` says when the interviewer is asked whether the
    answer is right, and may let it stand with a reason.
    """

    line: int
    name: str
    kind: QuestionKind
    number: str
    label: Texts
    hint: Texts
    guidance: Texts
    required: Formula | None
    relevant: Formula | None
    constraint: Formula | None
    constraint_message: Texts
    warning: Formula | None
    warning_message: Texts
    calculation: Formula | None
    choice_filter: Formula | None
    list_name: str
    default: str
    read_only: bool
    appearance: str
    topic: str
    sensitive: bool
    non_answers: frozenset[NonAnswer]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; the groups at the top are the sections."""

    line: int
    name: str
    number: str
    label: Texts
    hint: Texts
    relevant: Formula | None
    children: tuple["Item", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Questions that are asked for each of several things; `item_label` is the heading of each."""

    line: int
    name: str
    number: str
    label: Texts
    hint: Texts
    relevant: Formula | None
    item_label: Texts
    repeat_count: Formula | None
    children: tuple["Item", ...]


Item = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole questionnaire; `file` is what messages call it, `valid_from` an ISO date or empty."""

    file: str
    id: str
    version: str
    hearing_kind: str
    title: Texts
    languages: tuple[str, ...]
    notice: Texts
    valid_from: str
    choices: Mapping[str, tuple[Choice, ...]]
    children: tuple[Group, ...]


def walk(items: tuple[Item, ...] | tuple[Group, ...]) -> Iterator[Item]:
    """Give every item, each before what it holds, in order."""
    for item in items:
        yield item
        if not isinstance(item, Question):
            yield from walk(item.children)
