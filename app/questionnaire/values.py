# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What an answer can be, and where in a questionnaire it stands."""

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum


class NonAnswer(StrEnum):
    """An answer that is no value, and still counts as an answer given.

    The codes are kept in hearings and written in questionnaires: they never change, and none is used again.
    """

    UNKNOWN = "unknown"
    """The applicant does not know."""
    REFUSED = "refused"
    """The applicant does not want to say."""
    NOT_APPLICABLE = "not_applicable"
    """The question does not fit this applicant."""
    NOT_ASKED = "not_asked"
    """The interviewer chose not to ask it."""
    INTERPRETER_TROUBLE = "interpreter_trouble"
    """Applicant and interpreter did not understand each other."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as it is known.

    Attributes:
        edtf: the date in Extended Date/Time Format level 1 (ISO 8601-2): ``2019``, ``2019-05``, ``2019-05~``.
        calendar: the calendar it was given in, as CLDR names calendars: ``gregorian``, ``ethiopic``,
            ``persian``, ``islamic``.
        original: the date as it was said, in that calendar.
    """

    edtf: str
    calendar: str = "gregorian"
    original: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that is an answer; its content stands elsewhere in the vault.

    Attributes:
        attachment_id: under which the content is found.
        name: of the file, without a folder.
        sha256: of the content, in hex; so that it can be shown to be the same.
        size: in bytes.
    """

    attachment_id: str
    name: str
    sha256: str
    size: int


Value = (
    str
    | int
    | Decimal
    | date
    | time
    | datetime
    | PartialDate
    | Attachment
    | tuple[str, ...]
    | NonAnswer
    | None
)
"""An answer. Text, a choice's name, a country or language code and ``"OK"`` for an instruction given are
``str``; several choices are a tuple of names in the order chosen; ``None`` is no answer yet."""


@dataclass(frozen=True, slots=True, order=True)
class Address:
    """One question, or one question of one instance in a repeat.

    Attributes:
        name: the question's name, unique in its questionnaire.
        instances: the identifiers of the repeat instances around it, outermost first.
    """

    name: str
    instances: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Write the address as ``name`` or ``name@outer.inner``."""
        return f"{self.name}@{'.'.join(self.instances)}" if self.instances else self.name

    @classmethod
    def parse(cls, text: str) -> "Address":
        """Read what `__str__` wrote."""
        name, _, instances = text.partition("@")
        return cls(name, tuple(instances.split("."))) if instances else cls(name)
