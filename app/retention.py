# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long what is kept is kept, and what stays when it is destroyed.

The terms are data of an office; those that are shipped are illustrative. What is destroyed leaves a
`Destroyed`: that there was something, and who decided, and nothing of what it was.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from app.errors import says
from app.i18n import Texts
from app.strict_yaml import Fields, Reading

_MOST_MONTHS = 1200
_MONTHS = says("„months” is een getal van 1 tot en met {most}.")


class Kind(StrEnum):
    """What is kept with a term of its own, each by hearing."""

    HEARING = "hearing"
    """A hearing, from the day that it was closed."""
    SIGNALS = "signals"
    """The notes and reports about a hearing, from the last of them."""
    PRACTICE = "practice"
    """A practice, from the day that it was finished."""


@dataclass(frozen=True, slots=True)
class DestructionProposed:
    """Somebody proposes to destroy what is kept of one kind about one hearing.

    Attributes:
        due: the day on which its term ended, ISO 8601.
    """

    record_id: str
    hearing_id: str
    kind: Kind
    due: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class DestructionRefused:
    """A proposal was turned down, or taken back, with a reason."""

    record_id: str
    hearing_id: str
    kind: Kind
    reason: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was kept is no more; somebody else proposed it.

    Attributes:
        began, ended: when it was begun, and when its term began to run.
        records: how many records there were.
        due: the day on which its term ended, ISO 8601.
        basis: what the term rests on.
    """

    record_id: str
    hearing_id: str
    kind: Kind
    began: datetime
    ended: datetime
    records: int
    due: str
    basis: str
    proposed_by: str
    proposed_at: datetime
    at: datetime
    by: str


RetentionRecord = DestructionProposed | DestructionRefused | Destroyed


@dataclass(frozen=True, slots=True)
class Term:
    """How long one kind is kept."""

    months: int
    basis: Texts

    def due(self, ended: date) -> date:
        """Give the first day on which what ended on that day may be destroyed."""
        months = ended.year * 12 + ended.month - 1 + self.months
        year, month = divmod(months, 12)
        month += 1
        return date(year, month, min(ended.day, calendar.monthrange(year, month)[1]))


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an office, and what everybody should know who works by them."""

    notice: Texts
    by_kind: Mapping[Kind, Term]


def read_terms(text: str, file: str) -> Terms:
    """Read the terms.

    Args:
        text: the YAML.
        file: what messages call it.

    Raises:
        FileRefusedError: with everything that is wrong, by line.
    """
    reading = Reading(file)
    top = reading.fields(reading.document(text), ("notice", "terms"))
    found: dict[Kind, Term] = {}
    named = reading.fields(top.by_key.get("terms") if top else None, tuple(Kind))
    for kind in Kind:
        node = named.by_key.get(kind) if named else None
        found[kind] = _term(reading, node) if isinstance(node, Fields) else Term(_MOST_MONTHS, Texts())
    notice = reading.texts(top.by_key.get("notice") if top else None)
    reading.finish()
    return Terms(notice, MappingProxyType(found))


def _term(reading: Reading, node: Fields) -> Term:
    fields = reading.fields(node, ("months", "basis"))
    by_key = fields.by_key if fields else {}
    written = reading.text(by_key.get("months"))
    if not written.isdecimal() or not 0 < int(written) <= _MOST_MONTHS:
        reading.object(node.line, _MONTHS.filled(most=_MOST_MONTHS))
        return Term(_MOST_MONTHS, Texts())
    return Term(int(written), reading.texts(by_key.get("basis")))
