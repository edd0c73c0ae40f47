# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions of numbers: those of XPath 1.0 §4.4, and OpenRosa's."""

import math
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal

from app.questionnaire.expressions.code import Code, number_code, texts_of
from app.questionnaire.expressions.conversions import NAN, number_of
from app.questionnaire.expressions.functions.signature import Build, Function, of_numbers
from app.questionnaire.expressions.functions.text import round_half_up
from app.questionnaire.expressions.scope import Scope

_MOST_DIGITS = 15


def _number(codes: tuple[Code, ...]) -> Code:
    return number_code(codes[0].number if codes else lambda scope: number_of(scope.node.text()))


def _finite(calculate: Callable[[float], float]) -> Callable[[float], float]:
    return lambda number: calculate(number) if math.isfinite(number) else number


def _round(number: float, digits: float = 0.0) -> float:
    if digits == 0 or not math.isfinite(number):
        return round_half_up(number)
    if not math.isfinite(digits):
        return NAN
    places = max(-_MOST_DIGITS, min(_MOST_DIGITS, int(digits)))
    scaled = Decimal(repr(number)).scaleb(places) + Decimal("0.5")
    return float(scaled.to_integral_value(ROUND_FLOOR).scaleb(-places))


def _log(number: float) -> float:
    return -math.inf if number == 0 else math.log(number)


def _log10(number: float) -> float:
    return -math.inf if number == 0 else math.log10(number)


def _or_infinity(calculate: Callable[..., float]) -> Callable[..., float]:
    """Let what grows too large be infinite, as IEEE 754 has it."""

    def calculated(*numbers: float) -> float:
        try:
            return calculate(*numbers)
        except OverflowError:
            return math.inf

    return calculated


def _power(base: float, exponent: float) -> float:
    if base == 0 and exponent < 0:
        return math.inf
    if math.isnan(exponent) or (abs(base) == 1 and math.isinf(exponent)):
        return NAN  # as in Java and JavaScript; C makes it 1
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return -math.inf if base < 0 and exponent % 2 == 1 else math.inf


def _over(choose: Callable[[list[float]], float]) -> Build:
    def build(codes: tuple[Code, ...]) -> Code:
        every = [(texts_of(code), code.to_number) for code in codes]

        def run(scope: Scope) -> float:
            numbers = [to_number(text) for texts, to_number in every for text in texts(scope)]
            return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else NAN

        return number_code(run)

    return build


def _sum(codes: tuple[Code, ...]) -> Code:
    texts, to_number = texts_of(codes[0]), codes[0].to_number
    # Empty answers add nothing: a hearing is summed while it is still being filled in.
    return number_code(lambda scope: _total([to_number(text) for text in texts(scope) if text]))


def _total(numbers: list[float]) -> float:
    try:
        return math.fsum(numbers)
    except (OverflowError, ValueError):
        return sum(numbers)


def _constant(number: float) -> Build:
    return lambda _: number_code(lambda _: number)


def _random(_: tuple[Code, ...]) -> Code:
    return number_code(lambda scope: scope.outside.random())


NUMBERS: dict[str, Function] = {
    "number": Function("any?", _number, "a value as a number; a date as its days since 1970"),
    "int": of_numbers(
        _finite(lambda number: float(math.trunc(number))), "number", "without decimals, towards 0"
    ),
    "abs": of_numbers(abs, "number", "without its sign"),
    "floor": of_numbers(
        _finite(lambda number: float(math.floor(number))), "number", "the whole number below"
    ),
    "ceiling": of_numbers(
        _finite(lambda number: float(math.ceil(number))), "number", "the whole number above"
    ),
    "round": of_numbers(
        _round, "number number?", "the nearest, a half upwards; to so many decimals, or tens if negative"
    ),
    "sum": Function("values", _sum, "the sum; what is empty adds nothing"),
    "min": Function("values+", _over(min), "the least; no number if one of them is none"),
    "max": Function("values+", _over(max), "the greatest; no number if one of them is none"),
    "pow": of_numbers(_power, "number number", "the first to the power of the second"),
    "sqrt": of_numbers(math.sqrt, "number", "the square root"),
    "exp": of_numbers(_or_infinity(math.exp), "number", "e to a power"),
    "exp10": of_numbers(lambda number: _power(10.0, number), "number", "10 to a power"),
    "log": of_numbers(_log, "number", "the natural logarithm"),
    "log10": of_numbers(_log10, "number", "the logarithm to base 10"),
    "sin": of_numbers(math.sin, "number", "the sine of an angle in radians"),
    "cos": of_numbers(math.cos, "number", "the cosine of an angle in radians"),
    "tan": of_numbers(math.tan, "number", "the tangent of an angle in radians"),
    "asin": of_numbers(math.asin, "number", "the angle of a sine"),
    "acos": of_numbers(math.acos, "number", "the angle of a cosine"),
    "atan": of_numbers(math.atan, "number", "the angle of a tangent"),
    "atan2": of_numbers(math.atan2, "number number", "the angle of a point, y before x"),
    "pi": Function("", _constant(math.pi), "π"),
    "random": Function("", _random, "a number from 0 up to 1"),
}
