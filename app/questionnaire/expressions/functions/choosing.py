# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions that choose, tell true from false, and look into lists of choices."""

import math
from collections.abc import Callable, Iterator
from typing import TypeVar

from app.questionnaire.expressions.code import (
    Code,
    Kind,
    Maybe,
    ToTruth,
    any_code,
    maybe_code,
    number_code,
    text_code,
    texts_of,
    truth_code,
)
from app.questionnaire.expressions.conversions import number_of
from app.questionnaire.expressions.functions.signature import Function, truth_of_texts
from app.questionnaire.expressions.operators import not_code
from app.questionnaire.expressions.scope import Scope

_Given = TypeVar("_Given")
_OR_NUMBER = (Kind.NUMBER, Kind.ANY)
"""What is no number counts as empty, where it can be one."""


def _if(codes: tuple[Code, ...]) -> Code:
    condition, yes, no = codes
    if condition.maybe is not None:
        return _doubtful_if(codes)
    truth = condition.truth
    if yes.kind is no.kind is Kind.NUMBER:
        return number_code(_chosen(truth, yes.number, no.number))
    if yes.kind is no.kind is Kind.TRUTH and yes.maybe is no.maybe is None:
        return truth_code(_chosen(truth, yes.truth, no.truth))
    if {yes.kind, no.kind} <= {Kind.TEXT, Kind.NODES} and not (yes.many or no.many):
        return text_code(_chosen(truth, yes.text, no.text))
    return any_code(_chosen(truth, yes.run, no.run))


def _chosen(
    truth: ToTruth, yes: Callable[[Scope], _Given], no: Callable[[Scope], _Given]
) -> Callable[[Scope], _Given]:
    return lambda scope: yes(scope) if truth(scope) else no(scope)


def _doubtful_if(codes: tuple[Code, ...]) -> Code:
    """Choose by what may not be known: then the outcome is empty."""
    condition, yes, no = codes
    maybe = condition.maybe or condition.truth
    if yes.kind is no.kind is Kind.TRUTH:
        true, false = yes.maybe or yes.truth, no.maybe or no.truth

        def told(scope: Scope) -> bool | None:
            found = maybe(scope)
            return None if found is None else true(scope) if found else false(scope)

        return maybe_code(told)
    one, other = yes.run, no.run

    def run(scope: Scope) -> object:
        found = maybe(scope)
        return "" if found is None else one(scope) if found else other(scope)

    return any_code(run)


def _coalesce(codes: tuple[Code, ...]) -> Code:
    if len(codes) == 2 and codes[0].kind not in _OR_NUMBER:  # noqa: PLR2004 - by far the most frequent
        one, other = codes[0].text, codes[1].text
        if codes[1].kind not in _OR_NUMBER:
            return text_code(lambda scope: one(scope) or other(scope))
        return text_code(lambda scope: one(scope) or _unless_none(other(scope)))
    texts = [(code.text, code.kind in _OR_NUMBER) for code in codes]

    def first(scope: Scope) -> str:
        for text, may_be_none in texts:
            found = text(scope)
            if found and not (may_be_none and found == "NaN"):
                return found
        return ""

    return text_code(first)


def _unless_none(text: str) -> str:
    return "" if text == "NaN" else text


def _once(codes: tuple[Code, ...]) -> Code:
    fresh = codes[0].text
    return text_code(lambda scope: scope.own or fresh(scope))


def _boolean(codes: tuple[Code, ...]) -> Code:
    (code,) = codes
    return code if code.maybe is not None else truth_code(code.truth)


def _selected_at(codes: tuple[Code, ...]) -> Code:
    chosen, place = codes[0].text, codes[1].number

    def picked(scope: Scope) -> str:
        names, index = chosen(scope).split(), place(scope)
        return names[int(index)] if 0 <= index < len(names) else ""

    return text_code(picked)


def _count_selected(codes: tuple[Code, ...]) -> Code:
    text = codes[0].text
    return number_code(lambda scope: float(len(text(scope).split())))


def _selected(codes: tuple[Code, ...]) -> Code:
    chosen, wanted = codes[0].text, codes[1].text

    def among(scope: Scope) -> bool:
        choice, choices = wanted(scope).strip(), chosen(scope).split()
        return choice in choices or not (choice or choices)

    return truth_code(among)


def _intersects(one: str, other: str) -> bool:
    return not set(one.split()).isdisjoint(other.split())


def _within(count: float, least: float, most: float) -> bool:
    """Tell whether a count lies between two ends; -1 means that there is no such end."""
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _surely_within(lowest: float, highest: float, least: float, most: float) -> bool | None:
    """Tell it of a count that lies somewhere between two others; nothing where it cannot be told."""
    if _within(lowest, least, most) and _within(highest, least, most):
        return True
    is_beside = (least >= 0 and highest < least) or (most >= 0 and lowest > most)
    return False if is_beside or lowest == highest else None


def _checklist(codes: tuple[Code, ...]) -> Code:
    least, most = codes[0].number, codes[1].number
    every = [_truths(code) for code in codes[2:]]

    def fits(scope: Scope) -> bool | None:
        found = [truth for truths in every for truth in truths(scope)]
        certain = float(found.count(True))
        return _surely_within(certain, certain + found.count(None), least(scope), most(scope))

    return _of_maybes(fits, codes[2:])


def _weighted_checklist(codes: tuple[Code, ...]) -> Code:
    least, most = codes[0].number, codes[1].number
    pairs = [
        (_truths(holds), texts_of(weight)) for holds, weight in zip(codes[2::2], codes[3::2], strict=False)
    ]

    def fits(scope: Scope) -> bool | None:
        found = [one for holds, weights in pairs for one in _weights(holds(scope), weights(scope))]
        certain = [weight for holds, weight in found if holds]
        doubtful = [weight for holds, weight in found if holds is None]
        lowest = math.fsum([*certain, *(weight for weight in doubtful if weight < 0)])
        highest = math.fsum([*certain, *(weight for weight in doubtful if weight > 0)])
        return _surely_within(lowest, highest, least(scope), most(scope))

    return _of_maybes(fits, codes[2::2])


def _of_maybes(fits: Maybe, codes: tuple[Code, ...]) -> Code:
    if any(code.maybe is not None for code in codes):
        return maybe_code(fits)
    return truth_code(lambda scope: fits(scope) is True)


def _truths(code: Code) -> Callable[[Scope], list[bool | None]]:
    """Compile what is counted: of a set, each node with a text; else one truth, which may be in doubt."""
    if (texts := code.texts) is not None:
        return lambda scope: [text != "" for text in texts(scope)]
    truth = code.maybe or code.truth
    return lambda scope: [truth(scope)]


def _weights(holds: list[bool | None], weights: list[str]) -> Iterator[tuple[bool | None, float]]:
    """Put weights beside what they count for, by their places; one weight alone counts for each."""
    each = weights * len(holds) if len(weights) == 1 else weights
    for true, weight in zip(holds, map(number_of, each), strict=False):
        yield true, 0.0 if math.isnan(weight) else weight


def _uuid(codes: tuple[Code, ...]) -> Code:
    """Give an identifier; with a length, as many letters and digits by chance (OpenRosa)."""
    if not codes:
        return text_code(lambda scope: scope.outside.uuid())
    length = codes[0].number

    def made(scope: Scope) -> str:
        wanted = length(scope)
        count = int(min(max(wanted, 0), _LONGEST_UUID)) if math.isfinite(wanted) else 0
        return "".join(_LETTERS[int(scope.outside.random() * len(_LETTERS))] for _ in range(count))

    return text_code(made)


_LONGEST_UUID = 1_000
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

CHOOSING: dict[str, Function] = {
    "true": Function("", lambda _: truth_code(lambda _: True), "true"),
    "false": Function("", lambda _: truth_code(lambda _: False), "false"),
    "not": Function("any", lambda codes: not_code(codes[0]), "the opposite"),
    "boolean": Function("any", _boolean, "whether a text or set is not empty, or a number not 0"),
    "boolean-from-string": truth_of_texts(
        lambda text: text.strip() in ("1", "true"), "text", "whether a text is 1 or true"
    ),
    "if": Function("truth any any", _if, "the second or the third, as the first is true or false"),
    "coalesce": Function("text+", _coalesce, "the first that is not empty"),
    "once": Function("text", _once, "the answer already there, else a fresh one"),
    "selected": Function("text text", _selected, "whether a choice is among those made"),
    "selected-at": Function("text number", _selected_at, "the choice at a place, from 0"),
    "count-selected": Function("text", _count_selected, "how many choices were made"),
    "intersects": truth_of_texts(_intersects, "text text", "whether two sets of choices share one"),
    "is-null": truth_of_texts(lambda text: text == "", "text", "whether there is no answer"),
    "checklist": Function(
        "number number values*",
        _checklist,
        "whether the number of true ones, or of nodes with a text, lies between two ends",
    ),
    "weighted-checklist": Function(
        "number number any*", _weighted_checklist, "the same, each true one counting for the weight after it"
    ),
    "uuid": Function("number?", _uuid, "a fresh identifier, or as many random letters and digits"),
}
