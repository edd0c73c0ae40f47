# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names of countries and languages, dates, times and numbers, as people read them (CLDR, through Babel)."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
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
    name = str(_locale(language).languages.get(_CLDR_VARIANTS.get(code, code), code)) if code else ""
    return name[:1].upper() + name[1:]


def clock_time(moment: datetime) -> str:
    """Write the time of day, hours and minutes."""
    return f"{moment.astimezone(OFFICE_ZONE):%H:%M}"


def day(moment: datetime, language: str) -> str:
    """Write the day in words, such as *23 november 2026*."""
    return day_in_words(moment.astimezone(OFFICE_ZONE).date(), language)


def decimal_in_words(number: Decimal, language: str) -> str:
    """Write a number with every digit it was given with, and the decimal sign of the language."""
    return format(number, "f").replace(".", str(_locale(language).number_symbols["latn"]["decimal"]))


def size_in_words(size: int, language: str) -> str:
    """Write a number of bytes as people read it: *340 kB*, *2,1 MB*."""
    if size < 1_000_000:  # noqa: PLR2004 - a megabyte
        return f"{max(1, round(size / 1000))} kB"
    return f"{decimal_in_words(Decimal(size // 100_000) / 10, language)} MB"


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


def weekday_and_day(moment: datetime, language: str) -> str:
    """Write the weekday and the day in words, such as *maandag 23 november*."""
    from babel.dates import format_date

    return str(format_date(moment.astimezone(OFFICE_ZONE).date(), "EEEE d MMMM", locale=language))


def short_day(moment: datetime, language: str) -> str:
    """Write the day as it fits in a column, such as *18 nov 2026*."""
    from babel.dates import format_date

    return str(format_date(moment.astimezone(OFFICE_ZONE).date(), "d MMM y", locale=language))


def country_names(language: str) -> tuple[tuple[str, str], ...]:
    """List countries as (ISO 3166-1 alpha-2 code, name), by name; no continents and no codes out of use."""
    territories = _locale(language).territories
    return _by_name(
        (code, name)
        for code, name in territories.items()
        if len(code) == _ALPHA_2 and code not in _NO_COUNTRY
    )


def language_names(language: str) -> tuple[tuple[str, str], ...]:
    """List languages as (ISO 639 code, name), by name; without variants of a language."""
    codes = (str(code) for code in _locale(language).languages)
    return _by_name(
        (code, language_name(code, language))
        for code in (*codes, *_CLDR_VARIANTS)
        if "_" not in code and code not in _NO_LANGUAGE
    )


def _by_name(found: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(found, key=lambda one: _sorting(one[1])))


def _sorting(name: str) -> str:
    """Give what a name is sorted by: without accents and capitals, as Dutch and English lists do."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


_ALPHA_2 = 2

_CLDR_VARIANTS = {"prs": "fa_AF"}
"""Languages with an ISO 639-3 code of their own that CLDR names as a variant of another: Dari."""

_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
"""CLDR names these beside the countries: unions, pseudo-locales, unknown."""

_NO_LANGUAGE = frozenset({"mis", "mul", "und", "zxx", "root"})
"""CLDR names these beside the languages: several, unknown, no words at all."""


def month_names(language: str) -> tuple[str, ...]:
    """Give the names of the twelve months."""
    names = _locale(language).months["stand-alone"]["wide"]
    return tuple(str(names[month]) for month in range(1, 13))
