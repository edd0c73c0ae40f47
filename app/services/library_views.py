# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frozen values about questionnaires, their versions and drafts, for whoever shows them."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.errors import Message
from app.i18n import Texts
from app.library.diff import Difference
from app.library.records import DraftState


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
class ItemView:
    """A section or question of a draft, with what an author can change about it.

    Attributes:
        depth: 0 for a section.
        holds: whether questions can be added to it.
        kind: as in the file, such as ``select_one yes_no``, ``group`` or ``repeat``.
        texts: label, hint and so on, by property.
        logic: expressions, by property.
    """

    name: str
    number: str
    depth: int
    holds: bool
    kind: str
    texts: tuple[tuple[str, Texts], ...]
    logic: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ProblemView:
    """Something wrong in a draft; `name` is the item it is about, where that can be told."""

    line: int
    name: str
    message: Message


@dataclass(frozen=True, slots=True)
class DraftSummary:
    """A draft in the list; `problems` tells how many there are."""

    draft_id: str
    subject: str
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
        items: in order, sections before what they hold; empty where the source cannot be read.
        choices: the names of the lists of choices.
    """

    summary: DraftSummary
    number: int
    items: tuple[ItemView, ...]
    choices: tuple[str, ...]
    problems: tuple[ProblemView, ...]
    differences: tuple[Difference, ...]
    valid_from: date | None
    valid_until: date | None
