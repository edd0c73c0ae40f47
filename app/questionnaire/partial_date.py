# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates as far as they are known: the part of EDTF level 1 (ISO 8601-2) that people's memories need.

``2019``, ``2019-05``, ``2019-05-12``; with ``?`` (uncertain), ``~`` (about) or ``%`` (both) behind it;
seasons ``2019-21`` (spring) to ``2019-24`` (winter); unknown digits ``201X`` and ``20XX``.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from app.errors import UserError, says
from app.names import day_in_words, month_in_words
from app.questionnaire.values import PartialDate

_EDTF = re.compile(
    r"(?P<year>\d{4}|\d{3}X|\d{2}XX)(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<doubt>[?~%])?"
)
_SEASONS = {
    21: (says("voorjaar {year}"), 3),
    22: (says("zomer {year}"), 6),
    23: (says("najaar {year}"), 9),
    24: (says("winter {year}"), 12),
}
_MONTHS_IN_YEAR = 12
_MONTHS_IN_SEASON = 3
_DOUBTS = {
    "?": says("{date} (onzeker)"),
    "~": says("{date} (ongeveer)"),
    "%": says("{date} (ongeveer, onzeker)"),
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The first and the last day that a partial date may mean."""

    earliest: date
    latest: date


def check_edtf(text: str) -> None:
    """Check a date.

    Raises:
        UserError: it is no date of the kinds above, or there is no such day.
    """
    bounds(text)


def bounds(text: str) -> Bounds:
    """Give the first and last day that `text` may mean.

    Raises:
        UserError: it is no date of the kinds above, or there is no such day.
    """
    match = _EDTF.fullmatch(text)
    if match is None or (match["month"] and "X" in match["year"]):
        raise _no_date(text)
    first, last = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    if first == 0:
        raise _no_date(text)
    if match["month"] is None:
        return Bounds(date(first, 1, 1), date(last, 12, 31))
    month = int(match["month"])
    if match["day"] is not None:
        try:
            day = date(first, month, int(match["day"]))
        except ValueError:
            raise _no_date(text) from None
        return Bounds(day, day)
    if month in _SEASONS:
        return _season(first, _SEASONS[month][1])
    if not 1 <= month <= _MONTHS_IN_YEAR:
        raise _no_date(text)
    return Bounds(date(first, month, 1), date(first, month, monthrange(first, month)[1]))


def readable(value: PartialDate, language: str) -> str:
    """Write a partial date in words, such as *mei 2019 (ongeveer)*; with the date as it was said, if kept."""
    from app.i18n import Translator

    tr = Translator(language)
    match = _EDTF.fullmatch(value.edtf)
    if match is None:
        return value.edtf
    words = match["year"]
    if match["day"] is not None:
        words = day_in_words(bounds(value.edtf).earliest, language)
    elif match["month"] is not None:
        month = int(match["month"])
        words = (
            tr(_SEASONS[month][0].filled(year=match["year"]))
            if month in _SEASONS
            else month_in_words(int(match["year"]), month, language)
        )
    if match["doubt"]:
        words = tr(_DOUBTS[match["doubt"]].filled(date=words))
    if value.calendar != "gregorian" and value.original:
        words = tr(says("{date}; gezegd als {original}", date=words, original=value.original))
    return words


def _season(year: int, first_month: int) -> Bounds:
    last_month = first_month + _MONTHS_IN_SEASON - 1
    last_year = year
    if last_month > _MONTHS_IN_YEAR:
        last_year, last_month = year + 1, last_month - _MONTHS_IN_YEAR
    end = (
        date(last_year, last_month, monthrange(last_year, last_month)[1])
        if last_year <= date.max.year
        else date.max
    )
    return Bounds(date(year, first_month, 1), end)


def _no_date(text: str) -> UserError:
    return UserError(
        says("„{text}” is geen datum. Typ een jaar, een maand met een jaar, of een hele datum.", text=text)
    )
