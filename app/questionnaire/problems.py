# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a questionnaire: all of it at once, each with file, line and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice

from app.errors import Message, says
from app.strict_yaml import FileRefusedError, Problem

__all__ = ["Problem", "QuestionnaireError", "did_you_mean"]


class QuestionnaireError(FileRefusedError):
    """A questionnaire is refused; `problems` holds all that is wrong with it."""


_MOST_ADVISED, _LONGEST_ADVISED = 1000, 100


def did_you_mean(name: str, known: Iterable[str]) -> Message:
    """Advise on a name that does not exist; of very many names only the first are looked at."""
    fits = len(name) <= _LONGEST_ADVISED
    close = get_close_matches(name, list(islice(known, _MOST_ADVISED)), 1) if fits else []
    return says("Bedoelt u „{close}”?", close=close[0]) if close else says("Controleer de spelling.")
