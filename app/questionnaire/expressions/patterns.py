# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Patterns for `regex`: matched by RE2, which takes time in proportion to the text, whatever the pattern.

So no pattern can keep the program busy. What RE2 lacks for that reason (a look ahead or back, a part that is
repeated as it was found) is refused when a questionnaire is compiled.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re2

LONGEST = 2_000
LONGEST_TEXT = 100_000
_MEMORY = 8 << 20


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> "re2._Regexp[str] | None":
    import re2

    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    try:
        return re2.compile(pattern, options)
    except (re2.error, UnicodeError):
        return None


def pattern_problem(pattern: str) -> str:
    """Tell why a pattern is refused: ``long`` or ``wrong``; nothing when it is fine."""
    if len(pattern) > LONGEST:
        return "long"
    return "" if _compiled(pattern) is not None else "wrong"


def matches(text: str, pattern: str) -> bool:
    """Tell whether a pattern fits the whole of a text; a pattern that is none, or too long, fits nothing."""
    if len(pattern) > LONGEST or len(text) > LONGEST_TEXT:
        return False
    found = _compiled(pattern)
    if found is None:
        return False
    try:
        return found.fullmatch(text) is not None
    except UnicodeError:
        return False  # half a surrogate pair, which is no character
