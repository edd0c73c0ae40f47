# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The functions of expressions: those of XPath 1.0 and of OpenRosa XForms, compiled for their arguments."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from app.questionnaire.closures import (
    Code,
    Kind,
    Scope,
    any_code,
    number_code,
    text_code,
    truth_code,
)
from app.questionnaire.conversions import NAN, date_of, days_of, number_of

Build = Callable[[tuple[Code, ...]], Code]


@dataclass(frozen=True, slots=True)
class Function:
    """A function: how many arguments it takes (`most` is missing where there is no end), and its making.

    `sets` tells which arguments may be answers of several instances: none, the first, or all.
    """

    least: int
    most: int | None
    build: Build
    sets: str = ""


def _nodes(code: Code, scope: Scope) -> list[str]:
    return code.nodes(scope) if code.nodes else [code.text(scope)]


def _all_texts(codes: tuple[Code, ...], scope: Scope) -> list[str]:
    return [text for code in codes for text in _nodes(code, scope)]


# Choosing


def _if(codes: tuple[Code, ...]) -> Code:
    condition, yes, no = codes
    if yes.kind is no.kind is Kind.NUMBER:
        return number_code(lambda scope: yes.number(scope) if condition.truth(scope) else no.number(scope))
    if yes.kind is no.kind is Kind.TRUTH:
        return truth_code(lambda scope: yes.truth(scope) if condition.truth(scope) else no.truth(scope))
    if {yes.kind, no.kind} <= {Kind.TEXT, Kind.NODES}:
        return text_code(lambda scope: yes.text(scope) if condition.truth(scope) else no.text(scope))
    return any_code(lambda scope: yes.run(scope) if condition.truth(scope) else no.run(scope))


def _coalesce(codes: tuple[Code, ...]) -> Code:
    return text_code(lambda scope: next((text for code in codes if (text := code.text(scope))), ""))


def _once(codes: tuple[Code, ...]) -> Code:
    (fresh,) = codes
    return text_code(lambda scope: scope.own or fresh.text(scope))


# Truths


def _boolean_from_string(codes: tuple[Code, ...]) -> Code:
    (code,) = codes
    return truth_code(lambda scope: code.text(scope).strip() in ("1", "true"))


def _selected(codes: tuple[Code, ...]) -> Code:
    chosen, wanted = codes
    return truth_code(lambda scope: wanted.text(scope).strip() in chosen.text(scope).split())


def _regex(codes: tuple[Code, ...]) -> Code:
    text, pattern = codes
    # The pattern was checked when the questionnaire was compiled: see `pattern_problem`.
    return truth_code(lambda scope: _matches(text.text(scope), pattern.text(scope)))


# Texts


def _substring_before(codes: tuple[Code, ...]) -> Code:
    whole, mark = codes
    return text_code(lambda scope: _around(whole.text(scope), mark.text(scope))[0])


def _substring_after(codes: tuple[Code, ...]) -> Code:
    whole, mark = codes
    return text_code(lambda scope: _around(whole.text(scope), mark.text(scope))[1])


def _around(whole: str, mark: str) -> tuple[str, str]:
    before, found, after = whole.partition(mark) if mark else ("", "x", whole)
    return (before, after) if found else ("", "")


def _substring(codes: tuple[Code, ...]) -> Code:
    """XPath 1.0 §4.2: characters count from 1, and both numbers are rounded before they are added."""
    text, start = codes[0], codes[1]
    length = codes[2] if len(codes) > 2 else None  # noqa: PLR2004 - the third argument

    def cut(scope: Scope) -> str:
        first = round_half_up(start.number(scope))
        end = first + round_half_up(length.number(scope)) if length else math.inf
        return "".join(letter for place, letter in enumerate(text.text(scope), 1) if first <= place < end)

    return text_code(cut)


def _substr(codes: tuple[Code, ...]) -> Code:
    """OpenRosa: from and until count from 0; a negative number counts from the end."""
    text, start = codes[0], codes[1]
    end = codes[2] if len(codes) > 2 else None  # noqa: PLR2004 - the third argument

    def cut(scope: Scope) -> str:
        whole = text.text(scope)
        return whole[_place(start.number(scope)) : _place(end.number(scope)) if end else None]

    return text_code(cut)


def _place(number: float) -> int:
    return int(number) if math.isfinite(number) else 0


def _translate(codes: tuple[Code, ...]) -> Code:
    text, old, new = codes

    def translated(scope: Scope) -> str:
        table: dict[int, str] = {}
        replacement = new.text(scope)
        for place, letter in enumerate(old.text(scope)):
            table.setdefault(ord(letter), replacement[place] if place < len(replacement) else "")
        return text.text(scope).translate(table)

    return text_code(translated)


def _join(codes: tuple[Code, ...]) -> Code:
    mark, *rest = codes
    others = tuple(rest)
    return text_code(lambda scope: mark.text(scope).join(_all_texts(others, scope)))


def _concat(codes: tuple[Code, ...]) -> Code:
    return text_code(lambda scope: "".join(_all_texts(codes, scope)))


def _selected_at(codes: tuple[Code, ...]) -> Code:
    chosen, place = codes

    def picked(scope: Scope) -> str:
        names, index = chosen.text(scope).split(), place.number(scope)
        return names[int(index)] if 0 <= index < len(names) else ""

    return text_code(picked)


def _indexed_repeat(codes: tuple[Code, ...]) -> Code:
    field, _, place = codes

    def picked(scope: Scope) -> str:
        texts, index = _nodes(field, scope), place.number(scope)
        return texts[int(index) - 1] if 1 <= index <= len(texts) else ""

    return text_code(picked)


# Numbers


def round_half_up(number: float) -> float:
    """Round to the nearest whole number, a half upwards (XPath 1.0 §4.4)."""
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _round(codes: tuple[Code, ...]) -> Code:
    if len(codes) == 1:
        return number_code(lambda scope: round_half_up(codes[0].number(scope)))
    number, digits = codes

    def rounded(scope: Scope) -> float:
        value, places = number.number(scope), digits.number(scope)
        if not (math.isfinite(value) and math.isfinite(places)):
            return NAN
        step = Decimal(1).scaleb(-max(-15, min(15, int(places))))
        return float(((Decimal(repr(value)) / step + Decimal("0.5")).to_integral_value(ROUND_FLOOR)) * step)

    return number_code(rounded)


def _on_number(calculate: Callable[[float], float]) -> Build:
    def build(codes: tuple[Code, ...]) -> Code:
        (code,) = codes

        def run(scope: Scope) -> float:
            number = code.number(scope)
            return calculate(number) if math.isfinite(number) else number

        return number_code(run)

    return build


def _power(codes: tuple[Code, ...]) -> Code:
    base, exponent = codes

    def power(scope: Scope) -> float:
        try:
            return math.pow(base.number(scope), exponent.number(scope))
        except (ValueError, OverflowError, ZeroDivisionError):
            return NAN

    return number_code(power)


def _over(choose: Callable[[list[float]], float]) -> Build:
    def build(codes: tuple[Code, ...]) -> Code:
        def run(scope: Scope) -> float:
            numbers = [number_of(text) for text in _all_texts(codes, scope)]
            return choose(numbers) if numbers and not any(map(math.isnan, numbers)) else NAN

        return number_code(run)

    return build


def _sum(codes: tuple[Code, ...]) -> Code:
    (code,) = codes
    # Empty answers add nothing: a hearing is summed while it is still being filled in.
    return number_code(lambda scope: math.fsum(number_of(text) for text in _nodes(code, scope) if text))


def _count(codes: tuple[Code, ...]) -> Code:
    (code,) = codes
    return number_code(lambda scope: float(len(_nodes(code, scope))))


def _count_non_empty(codes: tuple[Code, ...]) -> Code:
    return number_code(lambda scope: float(sum(1 for text in _all_texts(codes, scope) if text)))


# Dates


def _date(codes: tuple[Code, ...]) -> Code:
    (code,) = codes
    return text_code(lambda scope: date_of(code.number(scope)))


_DATE_PLACES = {"%Y": "{0}", "%y": "{1}", "%m": "{2}", "%n": "{3}", "%d": "{4}", "%e": "{5}", "%%": "%"}


def _format_date(codes: tuple[Code, ...]) -> Code:
    moment, form = codes

    def formatted(scope: Scope) -> str:
        day = date_of(days_of(moment.text(scope)))
        if not day:
            return ""
        year, month, number = day.split("-")
        parts = (year, year[2:], month, month.lstrip("0"), number, number.lstrip("0"))
        return re.sub(
            r"%.", lambda place: _DATE_PLACES.get(place[0], place[0]).format(*parts), form.text(scope)
        )

    return text_code(formatted)


def _text(run: Callable[..., str], count: int) -> Function:
    return Function(count, count, lambda codes: text_code(lambda s: run(*(code.text(s) for code in codes))))


def _truth(run: Callable[..., bool], count: int) -> Function:
    return Function(count, count, lambda codes: truth_code(lambda s: run(*(code.text(s) for code in codes))))


def _length(codes: tuple[Code, ...]) -> Code:
    return number_code(
        (lambda scope: float(len(codes[0].text(scope)))) if codes else (lambda scope: float(len(scope.own)))
    )


FUNCTIONS: dict[str, Function] = {
    "true": Function(0, 0, lambda _: truth_code(lambda _: True)),
    "false": Function(0, 0, lambda _: truth_code(lambda _: False)),
    "not": Function(1, 1, lambda codes: truth_code(lambda scope: not codes[0].truth(scope)), "first"),
    "boolean": Function(1, 1, lambda codes: truth_code(codes[0].truth), "first"),
    "boolean-from-string": Function(1, 1, _boolean_from_string),
    "string": Function(1, 1, lambda codes: text_code(codes[0].text)),
    "number": Function(1, 1, lambda codes: number_code(codes[0].number)),
    "if": Function(3, 3, _if),
    "coalesce": Function(2, None, _coalesce),
    "once": Function(1, 1, _once),
    "selected": Function(2, 2, _selected),
    "selected-at": Function(2, 2, _selected_at),
    "count-selected": Function(
        1, 1, lambda codes: number_code(lambda scope: float(len(codes[0].text(scope).split())))
    ),
    "contains": _truth(lambda whole, part: part in whole, 2),
    "starts-with": _truth(str.startswith, 2),
    "ends-with": _truth(str.endswith, 2),
    "regex": Function(2, 2, _regex),
    "concat": Function(0, None, _concat, "all"),
    "join": Function(1, None, _join, "all"),
    "substring-before": Function(2, 2, _substring_before),
    "substring-after": Function(2, 2, _substring_after),
    "substring": Function(2, 3, _substring),
    "substr": Function(2, 3, _substr),
    "string-length": Function(0, 1, _length),
    "normalize-space": _text(lambda text: " ".join(text.split()), 1),
    "translate": Function(3, 3, _translate),
    "count": Function(1, 1, _count, "first"),
    "count-non-empty": Function(1, None, _count_non_empty, "all"),
    "sum": Function(1, 1, _sum, "first"),
    "min": Function(1, None, _over(min), "all"),
    "max": Function(1, None, _over(max), "all"),
    "floor": Function(1, 1, _on_number(lambda number: float(math.floor(number)))),
    "ceiling": Function(1, 1, _on_number(lambda number: float(math.ceil(number)))),
    "int": Function(1, 1, _on_number(lambda number: float(math.trunc(number)))),
    "abs": Function(1, 1, _on_number(abs)),
    "round": Function(1, 2, _round),
    "pow": Function(2, 2, _power),
    "today": Function(0, 0, lambda _: text_code(lambda scope: scope.today)),
    "date": Function(1, 1, _date),
    "format-date": Function(2, 2, _format_date),
    "indexed-repeat": Function(3, 3, _indexed_repeat, "all"),
}
"""Every function by name; `position` and `non-answer` are compiled where references are."""


# Patterns

_LONGEST_PATTERN = 200
_LONGEST_MATCHED = 500
_MOST_OPEN_ENDED = 3
_REPEATED_GROUP = re.compile(r"\)\s*(?:[*+]|\{\d*,)")
_OPEN_ENDED = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})")


def pattern_problem(pattern: str) -> str:
    """Tell why a pattern is refused: ``long``, ``slow`` or ``wrong``; nothing when it is fine.

    A pattern must not be able to keep the program busy: no repeated groups, at most three open-ended
    repetitions, and at most 500 characters are matched.
    """
    if len(pattern) > _LONGEST_PATTERN:
        return "long"
    if _REPEATED_GROUP.search(pattern) or len(_OPEN_ENDED.findall(pattern)) > _MOST_OPEN_ENDED:
        return "slow"
    try:
        re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return "wrong"
    return ""


def _matches(text: str, pattern: str) -> bool:
    return len(text) <= _LONGEST_MATCHED and re.fullmatch(pattern, text) is not None
