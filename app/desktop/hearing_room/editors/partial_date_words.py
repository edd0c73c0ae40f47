# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Understands a date as people say it: *mei 2019*, *± 2018*, *voorjaar 2020*, *12-3-2019*."""

import re
from functools import cache

from app.errors import UserError
from app.i18n import LANGUAGES
from app.names import month_names
from app.questionnaire.partial_date import check_edtf

_SEASONS = {
    "voorjaar": 21,
    "lente": 21,
    "spring": 21,
    "zomer": 22,
    "summer": 22,
    "najaar": 23,
    "herfst": 23,
    "autumn": 23,
    "fall": 23,
    "winter": 24,
}
_ABOUT = re.compile(
    r"^(?:±|\+/-|ca\.?|circa|ongeveer|rond|omstreeks|about|around|approximately|approx\.?)\s*", re.IGNORECASE
)
_DECADE = re.compile(r"(?:jaren\s*|the\s*)?(\d{3})0(?:s|'s|er jaren)|jaren\s*'?(\d)0")
_NUMERIC = re.compile(r"(?:(?:(\d{1,2})[-/. ])?(\d{1,2})[-/. ])?(\d{4})")
_ISO = re.compile(r"(\d{4}|\d{3}[xX]|\d{2}[xX]{2})(?:-(\d{2})(?:-(\d{2}))?)?")
_IN_WORDS = re.compile(r"(?:(\d{1,2})\s+)?([^\W\d_]+)\.?\s+(\d{4})")
_SHORTEST_MONTH = 3


def understood(text: str) -> str | None:
    """Give a date as EDTF, or nothing where it is not understood."""
    words = " ".join(text.split()).strip()
    about = _ABOUT.match(words)
    if about:
        words = words[about.end() :]
    doubt = "~" if about else ""
    if words[-1:] in ("?", "~", "%"):
        doubt, words = ("%" if doubt else words[-1]), words[:-1].strip()
    edtf = _without_doubt(words.casefold())
    if edtf is None:
        return None
    try:
        check_edtf(edtf + doubt)
    except UserError:
        return None
    return edtf + doubt


def _without_doubt(words: str) -> str | None:
    if match := _ISO.fullmatch(words):
        return "-".join(part.upper() for part in match.groups() if part)
    if match := _NUMERIC.fullmatch(words):
        return _joined(match[3], match[2], match[1])
    if match := _DECADE.fullmatch(words):
        return f"{match[1]}X" if match[1] else f"19{match[2]}X"
    if match := _IN_WORDS.fullmatch(words):
        if match[2] in _SEASONS and not match[1]:
            return f"{match[3]}-{_SEASONS[match[2]]}"
        month = _month(match[2])
        return _joined(match[3], str(month), match[1]) if month else None
    return None


def _joined(year: str, month: str | None, day: str | None) -> str:
    return "-".join(part.zfill(2) for part in (year, month, day) if part)


def _month(word: str) -> int | None:
    """Find a month by its name in any of the program's languages, or by its first letters."""
    if len(word) < _SHORTEST_MONTH:
        return None
    return next((number for name, number in _months() if name.startswith(word)), None)


@cache
def _months() -> tuple[tuple[str, int], ...]:
    return tuple(
        (name.casefold(), number)
        for language in LANGUAGES
        for number, name in enumerate(month_names(language), 1)
    )
