# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of countries and languages, dates and times, as people read them (CLDR, through Babel)."""

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from babel import Locale

OFFICE_ZONE = ZoneInfo("Europe/Amsterdam")
"""Where hearings are held; moments are kept in UTC and read in this zone."""


@cache
def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(language)


def country_name(code: str, language: str) -> str:
    """Give the name of a country (ISO 3166-1 alpha-2), or the code itself where CLDR has none."""
    return str(_locale(language).territories.get(code, code)) if code else ""


def language_name(code: str, language: str) -> str:
    """Give the name of a language (ISO 639), capitalised, or the code itself where CLDR has none."""
    name = str(_locale(language).languages.get(code, code)) if code else ""
    return name[:1].upper() + name[1:]


def clock_time(moment: datetime) -> str:
    """Write the time of day, hours and minutes."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M}"


def day(moment: datetime, language: str) -> str:
    """Write the day in words, such as *23 november 2026*."""
    return day_in_words(moment.astimezone(OFFICE_ZONE).date(), language)


def day_in_words(when: date, language: str) -> str:
    """Write a date in words, such as *23 november 2026*."""
    from babel.dates import format_date

    return str(format_date(when, "d MMMM y", locale=language))


def month_in_words(year: int, month: int, language: str) -> str:
    """Write a month in words, such as *mei 2019*."""
    from babel.dates import format_date

    return str(format_date(date(year, month, 1), "LLLL y", locale=language))


def day_and_time(moment: datetime, language: str) -> str:
    """Write the day in words and the time of day."""
    return f"{day(moment, language)}, {clock_time(moment)}"
