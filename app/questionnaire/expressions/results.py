# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes a result of any kind as a number, a text or a truth (XPath 1.0 §4)."""

from app.questionnaire.expressions.conversions import number_of, text_of_number, truth_of_number
from app.questionnaire.expressions.moments import Moment


def as_number(value: object) -> float:
    """Take a result of any kind as a number."""
    match value:
        case bool():
            return 1.0 if value else 0.0
        case float():
            return value
        case Moment():
            return value.days
        case _:
            return number_of(as_text(value))


def as_text(value: object) -> str:
    """Take a result of any kind as a text."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return text_of_number(value)
        case Moment():
            return value.text
        case list():
            return value[0].text() if value else ""
        case None:
            return ""
        case _:
            return str(value)


def as_truth(value: object) -> bool:
    """Take a result of any kind as true or false."""
    match value:
        case bool():
            return value
        case float():
            return truth_of_number(value)
        case list():
            return bool(value)
        case None:
            return True
        case _:
            return as_text(value) != ""
