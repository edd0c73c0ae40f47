# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The operators of expressions (XPath 1.0 §3.4 and §3.5), compiled for the kinds of their operands."""

import math
import operator
from collections.abc import Callable

from app.questionnaire.closures import (
    Code,
    Kind,
    Scope,
    as_number,
    as_text,
    as_truth,
    number_code,
    truth_code,
)
from app.questionnaire.conversions import NAN, number_of

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def _divide(left: float, right: float) -> float:
    if right != 0:
        return left / right
    if left == 0 or math.isnan(left):
        return NAN
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isnan(right) or not math.isfinite(left):
        return NAN
    return math.fmod(left, right)


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _remainder,
}


def operation_code(sign: str, left: Code, right: Code) -> Code:
    """Compile an operation on two compiled operands."""
    if sign == "or":
        return truth_code(lambda scope: left.truth(scope) or right.truth(scope))
    if sign == "and":
        return truth_code(lambda scope: left.truth(scope) and right.truth(scope))
    if sign in _ARITHMETIC:
        calculate = _ARITHMETIC[sign]
        return number_code(lambda scope: calculate(left.number(scope), right.number(scope)))
    if left.many or right.many:
        return _some(sign, left, right)
    if sign in _ORDER:
        compare = _ORDER[sign]
        return truth_code(lambda scope: compare(left.number(scope), right.number(scope)))
    return _equality(left, right, equal=sign == "=")


def negation_code(operand: Code) -> Code:
    """Compile a minus before an operand."""
    return number_code(lambda scope: -operand.number(scope))


def _equality(left: Code, right: Code, *, equal: bool) -> Code:
    kinds = {left.kind, right.kind}
    if Kind.ANY in kinds:
        return truth_code(lambda scope: _same(left.run(scope), right.run(scope)) is equal)
    if Kind.TRUTH in kinds:
        return truth_code(lambda scope: (left.truth(scope) == right.truth(scope)) is equal)
    if Kind.NUMBER in kinds:
        return truth_code(lambda scope: (left.number(scope) == right.number(scope)) is equal)
    return truth_code(lambda scope: (left.text(scope) == right.text(scope)) is equal)


def _same(left: object, right: object) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    return as_text(left) == as_text(right)


def _some(sign: str, left: Code, right: Code) -> Code:
    """Compare sets: true when it is true for some pair."""
    by_number = sign in _ORDER or Kind.NUMBER in (left.kind, right.kind)
    compare = _ORDER.get(sign) or (operator.eq if sign == "=" else operator.ne)
    texts: Callable[[str, str], bool] = operator.eq if sign == "=" else operator.ne

    def some(scope: Scope) -> bool:
        lefts, rights = _texts(left, scope), _texts(right, scope)
        if by_number:
            return any(compare(number_of(one), number_of(other)) for one in lefts for other in rights)
        return any(texts(one, other) for one in lefts for other in rights)

    return truth_code(some)


def _texts(code: Code, scope: Scope) -> list[str]:
    return code.nodes(scope) if code.nodes else [code.text(scope)]
