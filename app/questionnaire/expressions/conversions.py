# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How numbers, texts and dates turn into each other in expressions (XPath 1.0 §4, with dates as days).

A date counts as the number of days since 1 January 1970, as OpenRosa has it; a partial date as its first
day; the empty text is no number.
"""

import math
import re
from datetime import date, datetime, time
from decimal import Decimal

from app.errors import UserError
from app.questionnaire.partial_date import bounds
from app.questionnaire.values import Attachment, NonAnswer, PartialDate, Value

NAN = math.nan

_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?")
_EPOCH = date(1970, 1, 1)
_WHITE = " \t\r\n"
_SECONDS_A_DAY = 86_400
_DIGITS_WHOLE = 1e15


def text_of(value: Value) -> str:
    """Write an answer as expressions see it: choices parted by spaces, a non-answer as nothing."""
    match value:
        case None | NonAnswer():
            return ""
        case str():
            return value
        case tuple():
            return " ".join(value)
        case PartialDate():
            return value.edtf
        case Attachment():
            return value.name
        case date() | time():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _:
            return str(value)


def number_of(text: str) -> float:
    """Read a text as a number; a date gives its days, anything else no number."""
    stripped = text.strip(_WHITE)
    if _NUMBER.fullmatch(stripped):
        return float(stripped)
    return days_of(stripped)


def plain_number(text: str) -> float:
    """Read a text as a number, and nothing else; a date is none."""
    stripped = text.strip(_WHITE)
    return float(stripped) if _NUMBER.fullmatch(stripped) else NAN


def days_of(text: str) -> float:
    """Read a date, or a date with a time, as days since 1 January 1970."""
    try:
        if _DATE.fullmatch(text):
            return float((date.fromisoformat(text) - _EPOCH).days)
        if _DATE_TIME.fullmatch(text):
            return _days_and_part(datetime.fromisoformat(text))
    except ValueError:
        pass  # such as 31 February, which is no number
    return NAN


def first_day_of(text: str) -> float:
    """Read a partial date as the days of the first day that it may mean."""
    try:
        return float((bounds(text).earliest - _EPOCH).days) if text else NAN
    except UserError:
        return NAN


def text_of_number(number: float) -> str:
    """Write a number as XPath does: no exponent, no needless decimals."""
    if math.isnan(number):
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == math.floor(number) and abs(number) < _DIGITS_WHOLE:
        return str(int(number))
    return format(Decimal(repr(number)), "f")


def truth_of_number(number: float) -> bool:
    """Take a number as true or false."""
    return not (math.isnan(number) or number == 0)


def _days_and_part(moment: datetime) -> float:
    since = moment.replace(tzinfo=None) - datetime.combine(_EPOCH, time())
    if (offset := moment.utcoffset()) is not None:
        since -= offset
    return since.total_seconds() / _SECONDS_A_DAY
