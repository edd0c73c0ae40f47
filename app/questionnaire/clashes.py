# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds words in a formula where only a number or a date can be: that calculates or compares to nothing."""

import re
from collections.abc import Iterator, Mapping

from app.errors import Message, says
from app.questionnaire.expressions.syntax import SELF, Expression, Literal, Operation, Reference, walk
from app.questionnaire.model import QuestionKind

_FIGURE = re.compile(r"\d")
_CALCULATING = frozenset({"+", "-", "*", "div", "mod", "<", "<=", ">", ">="})
_COUNTED = frozenset(
    {
        QuestionKind.INTEGER,
        QuestionKind.DECIMAL,
        QuestionKind.RANGE,
        QuestionKind.DATE,
        QuestionKind.TIME,
        QuestionKind.DATETIME,
        QuestionKind.PARTIAL_DATE,
    }
)
"""Questions whose answers have figures."""


def clashes(expression: Expression, kinds: Mapping[str, QuestionKind], own: str) -> Iterator[Message]:
    """Give what is odd about the words in an expression.

    Args:
        expression: of one question.
        kinds: those of all questions, by name.
        own: the question that ``.`` means.
    """
    for part in walk(expression):
        if not isinstance(part, Operation):
            continue
        for one, other in ((part.left, part.right), (part.right, part.left)):
            if not isinstance(one, Literal) or not one.text.strip() or _FIGURE.search(one.text):
                continue
            if part.operator in _CALCULATING:
                yield says(
                    "„{text}” is geen getal en geen datum: hiermee valt niet te rekenen of te vergelijken.",
                    text=one.text[:60],
                )
            elif part.operator in ("=", "!=") and kinds.get(name := _asked(other, own)) in _COUNTED:
                yield says(
                    "het antwoord op „{name}” is nooit „{text}”: daar hoort een getal, datum of tijd.",
                    name=name,
                    text=one.text[:60],
                )


def _asked(expression: Expression, own: str) -> str:
    if isinstance(expression, Reference):
        return expression.name
    return own if expression == SELF else ""
