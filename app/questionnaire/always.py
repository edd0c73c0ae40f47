# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conditions that come to the same whatever is answered, as far as how they are written shows it."""

import operator as operators
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from types import MappingProxyType

from app.questionnaire.expressions.syntax import SELF, Call, Expression, Literal, Number, Operation, Reference

_COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = MappingProxyType(
    {
        "=": operators.eq,
        "!=": operators.ne,
        "<": operators.lt,
        "<=": operators.le,
        ">": operators.gt,
        ">=": operators.ge,
    }
)
_MIRRORED = MappingProxyType({"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="})


def truth_always(expression: Expression, several: Collection[str] = ()) -> bool | None:
    """Tell whether an expression is true or false whatever is answered; nothing where that depends.

    Args:
        expression: it.
        several: questions that may have more answers at once, which can differ.
    """
    match expression:
        case Call("true" | "false", ()):
            return expression.name == "true"
        case Call("not", (operand,)):
            truth = truth_always(operand, several)
            return None if truth is None else not truth
        case Number(text):
            return float(text) != 0
        case Literal(text):
            return text != ""
        case Operation("and", left, right):
            if _contradict(expression, several):
                return False
            return _together(truth_always(left, several), truth_always(right, several), decisive=False)
        case Operation("or", left, right):
            return _together(truth_always(left, several), truth_always(right, several), decisive=True)
        case Operation("=" | "!=" as sign, Literal(one), Literal(other)):
            return (one == other) is (sign == "=")
        case Operation(operator, Number(one), Number(other)) if operator in _COMPARED:
            return _COMPARED[operator](Decimal(one), Decimal(other))
        case _:
            return None


def _together(left: bool | None, right: bool | None, *, decisive: bool) -> bool | None:
    if decisive in (left, right):
        return decisive
    return None if left is None or right is None else not decisive


def _contradict(expression: Expression, several: Collection[str]) -> bool:
    """Tell whether a chain of *and* wants one answer to be two different texts, or in an empty range."""
    wanted: dict[str, str] = {}
    ranges: dict[str, _Range] = {}
    for part in _conjuncts(expression):
        compared = _compared(part)
        if compared is None:
            continue
        sign, asked, fixed = compared
        name = asked.name if isinstance(asked, Reference) else "." if asked == SELF else ""
        if not name or name in several:
            continue
        if isinstance(fixed, Literal):
            if sign == "=" and wanted.setdefault(name, fixed.text) != fixed.text:
                return True
        elif sign in _MIRRORED and ranges.setdefault(name, _Range()).narrowed(sign, Decimal(fixed.text)):
            return True
    return False


def _compared(part: Expression) -> tuple[str, Expression, Number | Literal] | None:
    """Give how something is compared to what is fixed, with the fixed at the right."""
    match part:
        case Operation(sign, left, (Number() | Literal()) as right):
            return sign, left, right
        case Operation(sign, (Number() | Literal()) as left, right) if sign in _MIRRORED:
            return _MIRRORED[sign], right, left
        case _:
            return None


class _Range:
    """The numbers that one answer may still be; each end belongs to it or not."""

    def __init__(self) -> None:
        self._low, self._high = (Decimal("-Infinity"), True), (Decimal("Infinity"), True)

    def narrowed(self, operator: str, bound: Decimal) -> bool:
        """Take another condition, and tell whether no number is left."""
        reaches = operator in ("=", "<=", ">=")
        if operator in (">", ">=", "="):
            self._low = max(self._low, (bound, reaches), key=lambda end: (end[0], not end[1]))
        if operator in ("<", "<=", "="):
            self._high = min(self._high, (bound, reaches))
        (low, from_low), (high, to_high) = self._low, self._high
        return low > high or (low == high and not (from_low and to_high))


def _conjuncts(expression: Expression) -> Iterator[Expression]:
    waiting = [expression]
    while waiting:
        match waiting.pop():
            case Operation("and", left, right):
                waiting += [left, right]
            case found:
                yield found
