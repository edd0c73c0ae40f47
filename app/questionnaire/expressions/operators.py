# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The operators of expressions (XPath 1.0 §3.4 and §3.5), compiled for the kinds of their operands."""

import math
import operator
from collections.abc import Callable, Sequence

from app.questionnaire.expressions.code import Code, Kind, maybe_code, number_code, texts_of, truth_code
from app.questionnaire.expressions.conversions import NAN, number_of
from app.questionnaire.expressions.moments import Moment, instant_of
from app.questionnaire.expressions.results import as_number, as_text, as_truth
from app.questionnaire.expressions.scope import Scope, spend
from app.questionnaire.expressions.spans import compare_spans, span_of

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}
_TEXTUAL = frozenset({Kind.TEXT, Kind.NODES, Kind.DATE, Kind.ANY})


def divide(left: float, right: float) -> float:
    """Divide as IEEE 754 does, without complaint."""
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
    "div": divide,
    "mod": _remainder,
}


def row_code(first: Code, others: Sequence[tuple[str, Code]]) -> Code:
    """Compile a row of operators of one level; a long one without closures in closures."""
    signs = {sign for sign, _ in others}
    if signs <= {"and", "or"} and len(others) > 1:
        return _logic([first, *(code for _, code in others)], whole="and" in signs)
    if signs <= _ARITHMETIC.keys() and len(others) > 1:
        rest = [(_ARITHMETIC[sign], code.number) for sign, code in others]
        start = first.number

        def calculated(scope: Scope) -> float:
            result = start(scope)
            for calculate, number in rest:
                result = calculate(result, number(scope))
            return result

        return number_code(calculated)
    made = first
    for sign, code in others:
        made = operation_code(sign, made, code)
    return made


def operation_code(sign: str, left: Code, right: Code) -> Code:
    """Compile an operation on two compiled operands."""
    if sign in ("and", "or"):
        return _logic([left, right], whole=sign == "and")
    if sign in _ARITHMETIC:
        calculate, one, other = _ARITHMETIC[sign], left.number, right.number
        return number_code(lambda scope: calculate(one(scope), other(scope)))
    if left.span is not None or right.span is not None:
        return _spans(sign, left, right)
    if left.maybe is not None or right.maybe is not None:
        return _doubtful(sign, left, right)
    if left.many or right.many:
        return _some(sign, left, right)
    if sign in _ORDER:
        compare = _ORDER[sign]
        if left.kind in _TEXTUAL and right.kind in _TEXTUAL:
            first, second = _instant(left), _instant(right)
            return truth_code(lambda scope: compare(first(scope), second(scope)))
        one, other = left.number, right.number
        return truth_code(lambda scope: compare(one(scope), other(scope)))
    return _equality(left, right, equal=sign == "=")


def negation_code(operand: Code) -> Code:
    """Compile a minus before an operand."""
    number = operand.number
    return number_code(lambda scope: -number(scope))


def not_code(operand: Code) -> Code:
    """Compile `not`: of what cannot be told, it cannot be told either."""
    if (maybe := operand.maybe) is None:
        truth = operand.truth
        return truth_code(lambda scope: not truth(scope))

    def denied(scope: Scope) -> bool | None:
        found = maybe(scope)
        return None if found is None else not found

    return maybe_code(denied)


def _logic(codes: Sequence[Code], *, whole: bool) -> Code:
    if all(code.maybe is None for code in codes):
        if len(codes) == 2:  # noqa: PLR2004 - by far the most frequent
            one, other = codes[0].truth, codes[1].truth
            if whole:
                return truth_code(lambda scope: one(scope) and other(scope))
            return truth_code(lambda scope: one(scope) or other(scope))
        truths = [code.truth for code in codes]
        if whole:
            return truth_code(lambda scope: all(truth(scope) for truth in truths))
        return truth_code(lambda scope: any(truth(scope) for truth in truths))
    maybes = [code.maybe or code.truth for code in codes]

    def run(scope: Scope) -> bool | None:
        """Follow Kleene: one false decides `and`, one true decides `or`; else doubt remains doubt."""
        doubt = False
        for maybe in maybes:
            found = maybe(scope)
            if found is None:
                doubt = True
            elif found is not whole:
                return found
        return None if doubt else whole

    return maybe_code(run)


def _spans(sign: str, left: Code, right: Code) -> Code:
    """Compare dates as far as they are known."""
    one, other = span_of(left), span_of(right)
    if one is None or other is None:
        # A number or a truth is no date: the first day counts, as it does in arithmetic.
        first, second = left.number, right.number
        compare = _ORDER.get(sign) or (operator.eq if sign == "=" else operator.ne)
        if Kind.TRUTH in (left.kind, right.kind):
            return _truths(sign, left, right)
        return truth_code(lambda scope: compare(first(scope), second(scope)))
    texts = left.text, right.text

    def compared(scope: Scope) -> bool | None:
        mine, theirs = one(scope), other(scope)
        if mine is None or theirs is None:
            # No answer, or no date: in order, nothing comes before or after it.
            same = texts[0](scope) == texts[1](scope)
            return same if sign == "=" else not same if sign == "!=" else False
        if sign in ("=", "!=") and texts[0](scope) == texts[1](scope):
            return sign == "="
        return compare_spans(sign, mine, theirs)

    return maybe_code(compared)


def _truths(sign: str, left: Code, right: Code) -> Code:
    one, other = left.truth, right.truth
    if sign in _ORDER:
        compare = _ORDER[sign]
        return truth_code(lambda scope: compare(float(one(scope)), float(other(scope))))
    equal = sign == "="
    return truth_code(lambda scope: (one(scope) == other(scope)) is equal)


def _doubtful(sign: str, left: Code, right: Code) -> Code:
    """Compare with a truth that may not be known."""
    one, other = left.maybe or left.truth, right.maybe or right.truth
    compare = _ORDER.get(sign) or (operator.eq if sign == "=" else operator.ne)

    def compared(scope: Scope) -> bool | None:
        mine, theirs = one(scope), other(scope)
        return None if mine is None or theirs is None else compare(float(mine), float(theirs))

    return maybe_code(compared)


def _equality(left: Code, right: Code, *, equal: bool) -> Code:
    kinds = {left.kind, right.kind}
    if Kind.ANY in kinds or Kind.DATE in kinds:
        one, other = left.run, right.run
        return truth_code(lambda scope: _same(one(scope), other(scope), scope) is equal)
    if Kind.TRUTH in kinds:
        truth, other_truth = left.truth, right.truth
        return truth_code(lambda scope: (truth(scope) == other_truth(scope)) is equal)
    if Kind.NUMBER in kinds:
        number, other_number = left.number, right.number
        return truth_code(lambda scope: (number(scope) == other_number(scope)) is equal)
    text, other_text = left.text, right.text
    return truth_code(lambda scope: (text(scope) == other_text(scope)) is equal)


def _same(left: object, right: object, scope: Scope) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return as_truth(left) == as_truth(right)
    if isinstance(left, list) or isinstance(right, list):
        return any(_same(one, other, scope) for one in _each(left) for other in _each(right))
    if isinstance(left, float) or isinstance(right, float):
        return as_number(left) == as_number(right)
    if isinstance(left, Moment) or isinstance(right, Moment):
        zone = scope.outside.now.tzinfo
        one, other = (
            value.instant if isinstance(value, Moment) else instant_of(as_text(value), zone)
            for value in (left, right)
        )
        return one == other or as_text(left) == as_text(right)
    return as_text(left) == as_text(right)


def _each(value: object) -> list[object]:
    return [node.text() for node in value] if isinstance(value, list) else [value]


def _instant(code: Code) -> Callable[[Scope], float]:
    """Compile an operand of an order for what dates are compared by."""
    run = code.run

    def instant(scope: Scope) -> float:
        value = run(scope)
        match value:
            case Moment():
                return value.instant
            case bool() | float():
                return float(value)
            case _:
                return instant_of(as_text(value), scope.outside.now.tzinfo)

    return instant


def _some(sign: str, left: Code, right: Code) -> Code:
    """Compare sets: true when it is true for some pair."""
    if Kind.TRUTH in (left.kind, right.kind):
        return _truths(sign, left, right)
    lefts, rights = texts_of(left), texts_of(right)
    ordered = sign in _ORDER
    if not ordered and not ({Kind.NUMBER, Kind.DATE, Kind.ANY} & {left.kind, right.kind}):
        equal = sign == "="
        return truth_code(lambda scope: _any_alike(lefts(scope), rights(scope), equal=equal))
    if Kind.ANY in (left.kind, right.kind) and not ordered:
        equal = sign == "="
        one_run, other_run = left.run, right.run

        def same(scope: Scope) -> bool:
            mine, theirs = _each(one_run(scope)), _each(other_run(scope))
            spend(scope, len(mine) * len(theirs))
            return any(_same(one, other, scope) is equal for one in mine for other in theirs)

        return truth_code(same)
    if Kind.NUMBER in (left.kind, right.kind):
        return truth_code(
            lambda scope: _any_pair(
                sign, list(map(number_of, lefts(scope))), list(map(number_of, rights(scope)))
            )
        )

    def compared(scope: Scope) -> bool:
        return _any_pair(sign, _instants(left, scope, lefts), _instants(right, scope, rights))

    return truth_code(compared)


def _instants(code: Code, scope: Scope, texts: Callable[[Scope], list[str]]) -> list[float]:
    if code.kind is Kind.DATE:
        return [_instant(code)(scope)]
    zone = scope.outside.now.tzinfo
    return [instant_of(text, zone) for text in texts(scope)]


def _any_pair(sign: str, mine: Sequence[float], theirs: Sequence[float]) -> bool:
    """Tell whether a comparison holds for some pair, without looking at every pair."""
    ours, others = ([one for one in side if one == one] for side in (mine, theirs))  # noqa: PLR0124 - NaN is not
    match sign:
        case "=":
            return not set(ours).isdisjoint(others)
        case "!=":
            some_none = len(ours) < len(mine) or len(others) < len(theirs)
            return bool(mine and theirs) and (some_none or len({*ours, *others}) > 1)
        case "<" | "<=":
            return bool(ours and others) and _ORDER[sign](min(ours), max(others))
        case _:
            return bool(ours and others) and _ORDER[sign](max(ours), min(others))


def _any_alike(mine: Sequence[str], theirs: Sequence[str], *, equal: bool) -> bool:
    """Tell whether some text of one side is also one of the other, or is another than one of those."""
    if equal:
        return not set(mine).isdisjoint(theirs)
    return bool(mine and theirs) and len({*mine, *theirs}) > 1
