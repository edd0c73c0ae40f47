# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a questionnaire that is being filled in stands, as values to look at."""

from dataclasses import dataclass

from app.errors import Message
from app.i18n import Texts
from app.questionnaire.cells import Instances
from app.questionnaire.values import Address, Value


@dataclass(frozen=True, slots=True)
class Settled:
    """What an act changed: questions that may look different, and sections whose list of items changed.

    `filled` are the questions that the questionnaire filled in by itself.
    """

    changed: frozenset[Address]
    sections: frozenset[str]
    filled: frozenset[Address] = frozenset()


@dataclass(frozen=True, slots=True)
class Status:
    """How a question stands.

    Attributes:
        problem: why its answer breaks the constraint, if it does.
        warning: why its answer may not be right, if so; it may stand, with a reason.
        hindrance: why something about it could not be worked out, if so; see `hindrances`.
    """

    relevant: bool
    required: bool
    value: Value
    problem: Texts | None
    warning: Texts | None
    answered: bool
    hindrance: Message | None = None


@dataclass(frozen=True, slots=True)
class SectionProgress:
    """How a section stands; `answered` and `total` count its relevant questions.

    `aside` counts the answers that are kept though their questions are not relevant now.
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
class QuestionItem:
    """A question in the list of a section."""

    address: Address


@dataclass(frozen=True, slots=True)
class GroupHeader:
    """The heading of a group within a section."""

    name: str
    label: Texts
    hindrance: Message | None = None


@dataclass(frozen=True, slots=True)
class RepeatHeader:
    """The heading of a repeat; `count` is how many instances it has."""

    name: str
    parents: Instances
    count: int
    hindrance: Message | None = None


@dataclass(frozen=True, slots=True)
class InstanceHeader:
    """The heading of an instance; `index` counts from 1."""

    repeat: str
    instance_id: str
    parents: Instances
    index: int
    title: Texts


SectionItem = QuestionItem | GroupHeader | RepeatHeader | InstanceHeader
