# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frozen values about questionnaires, their versions and drafts, for whoever shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.errors import Message
from app.i18n import Texts
from app.library.diff import Difference
from app.library.editing import Choice
from app.library.records import DraftState
from app.questionnaire.kinds import type_words
from app.signals.catalogue import Catalogue


class VersionState(StrEnum):
    """Where a version stands today."""

    IN_FORCE = "in_force"
    LATER = "later"
    REPLACED = "replaced"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class VersionView:
    """One version; `signers` is empty for one that came with the program."""

    subject: str
    version: str
    title: Texts
    state: VersionState
    valid_from: date
    valid_until: date | None
    signers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CatalogueView:
    """A catalogue and where it stands today."""

    catalogue: Catalogue
    state: VersionState


HEAD_TEXTS = ("title", "notice")
"""What an author can change about the questionnaire as a whole."""

TEXTS = (
    "label",
    "hint",
    "guidance_hint",
    "constraint_message",
    "required_message",
    "warning_message",
    "item_label",
)
LOGIC = (
    "required",
    "relevant",
    "constraint",
    "warning",
    "calculation",
    "choice_filter",
    "repeat_count",
    "default",
    "trigger",
    "parameters",
    "appearance",
    "topic",
    "read_only",
)
FLAGS = ("sensitive",)
"""What an author can change about an item, by the words of the file."""


@dataclass(frozen=True, slots=True)
class ItemView:
    """A section or question of a draft, with what an author can change about it.

    Attributes:
        place: the names of what it stands in and its own, as `app.library.editing` knows it.
        depth: 0 for a section.
        holds: whether questions can be added to it.
        kind: as in the file, such as ``select_one yes_no``, ``group`` or ``repeat``.
        texts: label, hint and so on, by property.
        logic: expressions, by property.
        flags: what is so or not so, by property.
        non_answers: the codes of the non-answers that may be given.
    """

    name: str
    place: str
    number: str
    depth: int
    holds: bool
    kind: str
    texts: tuple[tuple[str, Texts], ...]
    logic: tuple[tuple[str, str], ...]
    flags: tuple[tuple[str, bool], ...]
    non_answers: frozenset[str]

    @property
    def list_name(self) -> str:
        """The list of choices that an author can change with it; empty for none.

        External choices are not shown here, and answers given before are no list that anybody writes.
        """
        words = type_words(self.kind)
        return "" if words.external or "$" in words.list_name else words.source or words.list_name


@dataclass(frozen=True, slots=True)
class ChoicesView:
    """A list of choices, and the numbers of the questions that take it.

    Attributes:
        columns: what its choices have besides a name and a label, such as a region to filter on.
        choices: name, label, and what stands in each of the columns.
    """

    name: str
    columns: tuple[str, ...]
    choices: tuple[Choice, ...]
    used_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Something wrong in a draft; `place` is that of the item it is about, where that can be told."""

    line: int
    place: str
    message: Message


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft in the list."""

    draft_id: str
    subject: str
    title: Texts
    version: str
    based_on: str
    state: DraftState
    changed_by: str
    changed_at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft as it stands now.

    Attributes:
        number: of the revision shown; a change says on which it was made.
        languages: the codes of those that its texts are written in, the first of them first.
        head: texts about the questionnaire as a whole, by property.
        items: in order, sections before what they hold; empty where the source cannot be read.
        choices: the lists of choices.
    """

    summary: DraftSummary
    number: int
    languages: tuple[str, ...]
    head: tuple[tuple[str, Texts], ...]
    items: tuple[ItemView, ...]
    choices: tuple[ChoicesView, ...]
    problems: tuple[ProblemView, ...]
    differences: tuple[Difference, ...]
    valid_from: date | None
    valid_until: date | None
