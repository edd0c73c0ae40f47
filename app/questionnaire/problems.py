# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is wrong with a questionnaire: all of it at once, each with file, line and what to do."""

from collections.abc import Iterable
from difflib import get_close_matches

from app.errors import Message, says
from app.strict_yaml import FileRefusedError, Problem

__all__ = ["Problem", "QuestionnaireError", "did_you_mean"]


class QuestionnaireError(FileRefusedError):
    """A questionnaire is refused; `problems` holds all that is wrong with it."""


def did_you_mean(name: str, known: Iterable[str]) -> Message:
    """Advise on a name that does not exist."""
    close = get_close_matches(name, list(known), 1)
    return says("Bedoelt u „{close}”?", close=close[0]) if close else says("Controleer de spelling.")
