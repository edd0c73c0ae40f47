# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire as its authors wrote it: sections, questions, repeats, choices and their logic.

The words are those of XLSForm; the few that are ours (`instruction`, `narrative`, `partial_date`, `country`,
`language`, `topic`, `sensitive`, `non_answers`, `warning`, `warning_message`) are described in
``docs/decisions``, number 6.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from app.i18n import Texts
from app.questionnaire.values import NonAnswer
from app.strict_yaml import Problem

_ANSWERS_OF = re.compile(r"\$\{([^{}\s]+)\}")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


METADATA_FORMULAS: Mapping[str, str] = MappingProxyType(
    {"today": "today()", "start": "now()", "end": "property('end')", "username": "property('username')"}
)
"""What is known at a desk of the filling in itself, and what gives it."""

EXTERNAL = "external_choices:"
"""What the key of a list of external choices begins with, where a list of *choices* has its name."""


def nothing() -> Mapping[str, Any]:
    """Give the empty mapping, which cannot be filled; there are many, so they are one."""
    return _NOTHING


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
    RANGE = "range"
    RANK = "rank"
    HIDDEN = "hidden"
    BARCODE = "barcode"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FILE = "file"
    METADATA = "metadata"
    """What is known of the filling in itself, such as its day; `Question.type_name` says what."""
    NOT_OFFERED = "not_offered"
    """A type of XLSForm that has no meaning at a desk: kept as it was written, and never asked."""

    @property
    def answerable(self) -> bool:
        """Whether a person answers it, or confirms it was done."""
        return self not in _NEVER_ASKED

    @property
    def attached(self) -> bool:
        """Whether the answer is a file."""
        return self in (QuestionKind.IMAGE, QuestionKind.AUDIO, QuestionKind.VIDEO, QuestionKind.FILE)

    @property
    def selects(self) -> bool:
        """Whether the answer is taken from a list of choices."""
        return self in (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK)

    @property
    def confirmed(self) -> bool:
        """Whether the only answer is that it was done."""
        return self in (QuestionKind.INSTRUCTION, QuestionKind.ACKNOWLEDGE)

    @property
    def usual_non_answers(self) -> frozenset[NonAnswer]:
        """The non-answers that may be given where a questionnaire does not say which."""
        return _ANY_NON_ANSWER if self.answerable and not self.confirmed else frozenset()


_ANY_NON_ANSWER = frozenset(NonAnswer)

_NEVER_ASKED = frozenset(
    {
        QuestionKind.NOTE,
        QuestionKind.CALCULATE,
        QuestionKind.HIDDEN,
        QuestionKind.METADATA,
        QuestionKind.NOT_OFFERED,
    }
)


@dataclass(frozen=True, slots=True)
class Formula:
    """An expression as written, with the line it stands on."""

    text: str
    line: int = field(compare=False)


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a list. `columns` are further facts that a choice filter may use.

    `media` are files that go with its label, by kind; `generated` is the choice *other* of ``or_other``.
    """

    name: str
    label: Texts
    columns: Mapping[str, str]
    media: Mapping[str, Texts] = field(default_factory=nothing)
    generated: bool = False
    line: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with everything that was written about it; `line` is where it begins.

    `constraint` says what must hold of an answer; `warning` says when the interviewer is asked whether the
    answer is right, and may let it stand with a reason.

    Attributes:
        default: the answer it begins with, as written; `dynamic_default` the same where it is an expression.
        trigger: the questions whose answers make its calculation run again.
        parameters: as written in XLSForm, by their keys.
        media: files that go with its label, by kind (``image``, ``audio``, ``video``, ``big-image``).
        type_name: the type as XLSForm calls it, where its kind does not say it.
        source: the file that its choices come from.
        external: its choices stand in the sheet of external choices.
        external_key: their key among `Questionnaire.choices`, where another list has the same name.
        or_other: its list has the choice *other*, and the question after it asks which.
        other: columns that mean nothing here, kept as they were written.
        generated: it was not written itself: it follows from ``or_other``.
        read_only_when: when it can only be read; `read_only` where that is always so.
    """

    line: int = field(compare=False)
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
    required_message: Texts = field(default_factory=Texts)
    dynamic_default: Formula | None = None
    trigger: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=nothing)
    media: Mapping[str, Texts] = field(default_factory=nothing)
    type_name: str = ""
    source: str = ""
    external: bool = False
    external_key: str = ""
    or_other: bool = False
    other: Mapping[str, str] = field(default_factory=nothing)
    generated: bool = False
    read_only_when: Formula | None = None

    @property
    def answers_of(self) -> str:
        """The question whose answers are its choices, as in ``select_one ${name}``; else nothing."""
        found = _ANSWERS_OF.fullmatch(self.list_name)
        return found[1] if found else ""

    @property
    def list_key(self) -> str:
        """The list among `Questionnaire.choices` that its choices stand in; a file has its own name."""
        return self.source or self.external_key or self.list_name

    @property
    def refilled(self) -> Formula | None:
        """What fills it in anew whenever that changes, though a person may answer it too."""
        return self.calculation if self.answerable and not self.trigger else None

    @property
    def computed(self) -> Formula | None:
        """What gives its value where no person does: a calculation without words to ask it with."""
        if self.kind is QuestionKind.METADATA:
            known = METADATA_FORMULAS.get(self.type_name)
            return Formula(known, self.line) if known else None
        if self.trigger:
            return None
        unasked = not self.kind.answerable or self.read_only or not (self.label or self.hint)
        return self.calculation if unasked else None

    @property
    def answerable(self) -> bool:
        """Whether a person answers it, or confirms it was done."""
        asked = not self.trigger or self.label or self.hint or self.kind.confirmed
        return self.kind.answerable and not self.read_only and bool(asked) and self.computed is None


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; the groups at the top are the sections."""

    line: int = field(compare=False)
    name: str
    number: str
    label: Texts
    hint: Texts
    relevant: Formula | None
    children: tuple["Item", ...]
    appearance: str = ""
    media: Mapping[str, Texts] = field(default_factory=nothing)
    other: Mapping[str, str] = field(default_factory=nothing)
    generated: bool = False
    """It was not written: it holds questions that stood outside any section."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Questions that are asked for each of several things; `item_label` is the heading of each."""

    line: int = field(compare=False)
    name: str
    number: str
    label: Texts
    hint: Texts
    relevant: Formula | None
    item_label: Texts
    repeat_count: Formula | None
    children: tuple["Item", ...]
    appearance: str = ""
    media: Mapping[str, Texts] = field(default_factory=nothing)
    other: Mapping[str, str] = field(default_factory=nothing)


Item = Question | Group | Repeat


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """A whole questionnaire; `file` is what messages call it, `valid_from` an ISO date or empty.

    Attributes:
        sheet: the sheet that lines count in; empty where the file is no workbook.
        language_names: what a workbook calls its languages, by their codes.
        external: the lists of choices that stand in the sheet of external choices.
        settings: the settings of a workbook, as they were written.
        remarks: what its reader noticed that is no reason to refuse it.
    """

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
    sheet: str = field(default="", compare=False)
    language_names: Mapping[str, str] = field(default_factory=nothing)
    external: frozenset[str] = frozenset()
    settings: Mapping[str, str] = field(default_factory=nothing)
    remarks: tuple[Problem, ...] = field(default=(), compare=False)


def walk(items: tuple[Item, ...] | tuple[Group, ...]) -> Iterator[Item]:
    """Give every item, each before what it holds, in order."""
    for item in items:
        yield item
        if not isinstance(item, Question):
            yield from walk(item.children)
