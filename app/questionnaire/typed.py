# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts as answers: what a default says or a calculation gives, as the answer that its question takes."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from app.errors import UserError
from app.i18n import Texts
from app.questionnaire.check_value import check_content
from app.questionnaire.model import Choice, Question, QuestionKind
from app.questionnaire.values import PartialDate, Value

_NUMBER = re.compile(r"[-+]?(?:\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})")
"""Numbers of a sane size; with ``1e999999999`` nobody could reckon."""

_DAY = 10
"""The characters of an ISO date; what follows in a date with a time is left out."""


def answer_of_text(question: Question, text: str, choices: Sequence[Choice] = ()) -> Value:
    """Read a text as an answer to a question; an empty one is none.

    Args:
        question: the question.
        text: as expressions write values: ISO dates, names of choices with spaces between them.
        choices: those that the answer must be among; without any, every name will do.

    Raises:
        ValueError: it is no answer to this question.
    """
    if not text.strip():
        return None
    try:
        value = _of_kind(question.kind, text)
        check_content(question, value, choices or _named(value))
    except (ArithmeticError, UserError) as error:
        raise ValueError(text) from error
    return value


def _of_kind(kind: QuestionKind, text: str) -> Value:
    match kind:
        case QuestionKind.INTEGER:
            return _whole(_number(text))
        case QuestionKind.DECIMAL | QuestionKind.RANGE:
            return _number(text)
        case QuestionKind.DATE:
            return date.fromisoformat(text[:_DAY])
        case QuestionKind.TIME:
            return time.fromisoformat(text)
        case QuestionKind.DATETIME:
            return datetime.fromisoformat(text)
        case QuestionKind.PARTIAL_DATE:
            return PartialDate(text)
        case QuestionKind.SELECT_MULTIPLE | QuestionKind.RANK:
            return tuple(text.split())
        case QuestionKind.INSTRUCTION | QuestionKind.ACKNOWLEDGE:
            raise ValueError(text)  # only a person confirms that something was done
        case _ if kind.attached:
            raise ValueError(text)
        case _:
            return text


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text.strip()):
        raise ValueError(text)
    return Decimal(text)


def _whole(number: Decimal) -> int:
    if number % 1:
        raise ValueError(number)
    return int(number)


def _named(value: Value) -> Sequence[Choice]:
    names = value if isinstance(value, tuple) else (value,)
    return tuple(Choice(str(name), Texts(), {}) for name in names)
