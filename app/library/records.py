# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of the work on a next version. Each record is written once; nothing is ever changed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class DraftState(StrEnum):
    """Where a draft stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    PUBLISHED = "published"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class DraftBegun:
    """Somebody began a next version.

    Attributes:
        kind: what it is a version of, such as ``questionnaire``.
        subject: its id, such as ``aanmeldgehoor``.
        version: what it will be.
        based_on: the version that it began as a copy of.
    """

    draft_id: str
    kind: str
    subject: str
    version: str
    based_on: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DraftRevised:
    """The whole source as somebody left it; `number` counts from 1 within the draft."""

    revision_id: str
    draft_id: str
    number: int
    source: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DraftMoved:
    """A draft went to another state.

    Attributes:
        reason: why, where somebody sends it back or drops it.
        publication: what was signed, with the signatures so far; empty where nothing was.
    """

    record_id: str
    draft_id: str
    state: DraftState
    reason: str
    publication: str
    at: datetime
    by: str


LibraryRecord = DraftBegun | DraftRevised | DraftMoved
