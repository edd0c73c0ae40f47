# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates and times in expressions: days since 1 January 1970, as OpenRosa counts them.

A date as a number is its whole days, whatever the zone; a date with a time is its moment in UTC. Two dates
are compared as moments, a date alone being midnight where the hearing is; so a day is never after its own
evening.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from app.questionnaire.expressions.conversions import NAN, days_of, number_of, plain_number

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DATE_TIME = re.compile(
    r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?[0-5]\d)?)?"
)
_TIME = re.compile(r"(\d{2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?(Z|[+-]\d{2}(?::?[0-5]\d)?)?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECONDS_A_DAY = 86_400
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class Moment:
    """A date, or a date with a time; without days where it is none.

    Attributes:
        days: the number it is in arithmetic.
        instant: what it is compared by.
    """

    days: float
    instant: float
    text: str


NO_MOMENT = Moment(NAN, NAN, "")


def day_moment(day: date, zone: tzinfo | None) -> Moment:
    """Give a day as a moment: the midnight it begins with."""
    days = float((day - _EPOCH.date()).days)
    return Moment(days, _instant(datetime.combine(day, time(), zone or UTC)), day.isoformat())


def date_from_number(days: float, zone: tzinfo | None) -> Moment:
    """Give the day of a number of days."""
    try:
        return day_moment(_EPOCH.date() + timedelta(days=math.floor(days)), zone)
    except (OverflowError, ValueError):
        return NO_MOMENT


def date_from_text(text: str, zone: tzinfo | None) -> Moment:
    """Read a date; one with a time keeps its moment, and is written as the day it was there."""
    text = _with_noughts(text.strip())
    if (when := _read(text, zone)) is None:
        number = plain_number(text)
        return date_from_number(number, zone)
    if len(text) == len("2026-11-24"):
        return day_moment(when.date(), zone)
    instant = _instant(when)
    return Moment(instant, instant, _shown(when, zone).date().isoformat())


def date_time(instant: float, zone: tzinfo | None) -> Moment:
    """Give a moment by its days since 1970 in UTC, written where the hearing is."""
    try:
        when = _EPOCH + timedelta(seconds=round(instant * _SECONDS_A_DAY, 3))
        return Moment(instant, instant, _shown(when, zone).isoformat(timespec="milliseconds"))
    except (OverflowError, ValueError):
        return NO_MOMENT


def date_time_from_text(text: str, zone: tzinfo | None) -> Moment:
    """Read a date with a time; a date alone stays one."""
    text = _with_noughts(text.strip())
    if (when := _read(text, zone)) is None:
        return date_time_from_number(plain_number(text), zone)
    if len(text) == len("2026-11-24"):
        return day_moment(when.date(), zone)
    return date_time(_instant(when), zone)


def date_time_from_number(days: float, zone: tzinfo | None) -> Moment:
    """Give the moment of a number of days in UTC; whole days are written as the day."""
    if math.isfinite(days) and days == math.floor(days):
        return Moment(days, days, date_from_number(days, zone).text)
    return date_time(days, zone)


def date_time_of(moment: Moment, zone: tzinfo | None) -> Moment:
    """Give the moment that a date was read as, with its time where it has one."""
    return moment if moment == date_from_text(moment.text, zone) else date_time(moment.instant, zone)


def instant_of(text: str, zone: tzinfo | None) -> float:
    """Read a text as what it is compared by: a number, or the moment of a date."""
    number = plain_number(text)
    if number == number:  # noqa: PLR0124 - the one value that is not itself is no number
        return number
    when = _read(text.strip(), zone)
    return NAN if when is None else _instant(when)


def part_of_day(text: str, now: datetime) -> float:
    """Read a time, or that of a date with a time, as a part of the day.

    Where it says its zone, the clock of `now` at that moment counts; else the clock that it was read from.
    """
    text = text.strip()
    if (moment := _DATE_TIME.fullmatch(text)) is not None:
        text = f"{moment[2]}{moment[3] or ''}"
    found = _TIME.fullmatch(text)
    if found is None:
        return NAN
    try:
        read = datetime.fromisoformat(f"1970-01-01T{found[1]}:{found[2]}{found[4] or ''}")
    except ValueError:
        return NAN
    seconds = float(found[3] or 0)
    if seconds >= 60:  # noqa: PLR2004 - what clocks show
        return NAN
    shown = read.hour * 3600 + read.minute * 60 + seconds
    if (there := read.utcoffset()) is not None:
        here = now.utcoffset() or timedelta()
        shown = (shown + (here - there).total_seconds()) % _SECONDS_A_DAY
    return shown / _SECONDS_A_DAY


def formatted(text: str, form: str, zone: tzinfo | None) -> str:
    """Write a date or a date with a time in a form such as ``%d-%m-%Y``; nothing for what is no date.

    The letters are those of OpenRosa: Y y m n b d e a H h M S 3 Z j, and % itself; others stay as they are.
    """
    when = _read(text.strip(), zone)
    if when is None:
        days = number_of(text)
        if not math.isfinite(days):
            return ""
        try:
            when = _EPOCH + timedelta(days=days)
            when = when.replace(tzinfo=zone or UTC) if days == math.floor(days) else when
        except (OverflowError, ValueError):
            return ""
    shown = _shown(when, zone)
    places = {
        "Y": f"{shown.year:04}",
        "y": f"{shown.year % 100:02}",
        "m": f"{shown.month:02}",
        "n": str(shown.month),
        "b": _MONTHS[shown.month - 1],
        "d": f"{shown.day:02}",
        "e": str(shown.day),
        "a": _DAYS[shown.weekday()],
        "j": f"{shown.timetuple().tm_yday:03}",
        "H": f"{shown.hour:02}",
        "h": str(shown.hour),
        "M": f"{shown.minute:02}",
        "S": f"{shown.second:02}",
        "3": f"{shown.microsecond // 1000:03}",
        "Z": shown.isoformat()[-6:],
        "%": "%",
    }
    return re.sub(r"%(.)", lambda place: places.get(place[1], place[0]), form)


def _with_noughts(text: str) -> str:
    """Write a date with two figures for its month and its day; another text stays as it is."""
    found = _DATE.fullmatch(text)
    return f"{found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else text


def _read(text: str, zone: tzinfo | None) -> datetime | None:
    if not math.isnan(days := days_of(text)) and len(text) == len("2026-11-24"):
        return datetime.combine(_EPOCH.date() + timedelta(days=days), time(), zone or UTC)
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        return None
    try:
        when = datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3] or ''}")
    except ValueError:
        return None  # such as 31 February
    return when if when.tzinfo is not None else when.replace(tzinfo=zone or UTC)


def _shown(when: datetime, zone: tzinfo | None) -> datetime:
    return when.astimezone(zone or UTC)


def _instant(when: datetime) -> float:
    return (when - _EPOCH).total_seconds() / _SECONDS_A_DAY
