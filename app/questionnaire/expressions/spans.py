# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Partial dates in order: before, after, or "cannot tell"."""

from datetime import date, timedelta

from app.errors import UserError
from app.questionnaire.expressions.code import Code, Kind, ToSpan
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.partial_date import Bounds, bounds

_ABOUT = ("~", "%")


def span_of_text(text: str) -> Bounds | None:
    """Give the days that a date may mean; nothing for what is none.

    Of what is *about* a day, a month, a season or a year, that on either side counts too.
    """
    text = text.strip()
    if len(text) > len("2026-11-24%") and text[10] in "T ":
        text = text[:10]
    try:
        found = bounds(text)
    except UserError:
        return None
    if not text.endswith(_ABOUT):
        return found
    length = found.latest - found.earliest + timedelta(days=1)
    return Bounds(
        found.earliest - min(length, found.earliest - date.min),
        found.latest + min(length, date.max - found.latest),
    )


def span_of(code: Code) -> ToSpan | None:
    """Compile an operand as the days that it may mean; nothing where it is a number or a truth."""
    if code.span is not None:
        return code.span
    if code.kind in (Kind.NUMBER, Kind.TRUTH):
        return None
    text = code.text

    def span(scope: Scope) -> Bounds | None:
        return span_of_text(text(scope))

    return span


def compare_spans(sign: str, mine: Bounds, theirs: Bounds) -> bool | None:
    """Compare two dates as far as they are known; `None` where it depends on what is not known."""
    match sign:
        case "<":
            return _surely(mine.latest < theirs.earliest, mine.earliest >= theirs.latest)
        case "<=":
            return _surely(mine.latest <= theirs.earliest, mine.earliest > theirs.latest)
        case ">" | ">=":
            return compare_spans("<" if sign == ">" else "<=", theirs, mine)
        case "=":
            single = mine.earliest == mine.latest == theirs.earliest == theirs.latest
            return _surely(single, mine.latest < theirs.earliest or theirs.latest < mine.earliest)
        case _:
            same = compare_spans("=", mine, theirs)
            return None if same is None else not same


def _surely(yes: bool, no: bool) -> bool | None:
    return True if yes else False if no else None
