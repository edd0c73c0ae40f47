# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions that choose, tell true from false, and look into lists of choices."""

import math

from app.questionnaire.expressions.code import (
    Code,
    Kind,
    any_code,
    maybe_code,
    number_code,
    text_code,
    truth_code,
)
from app.questionnaire.expressions.functions.signature import Function, truth_of_texts
from app.questionnaire.expressions.operators import not_code
from app.questionnaire.expressions.scope import Scope


def _if(codes: tuple[Code, ...]) -> Code:
    condition, yes, no = codes
    if condition.maybe is not None:
        return _doubtful_if(codes)
    truth = condition.truth
    if yes.kind is no.kind is Kind.NUMBER:
        return number_code(lambda scope: yes.number(scope) if truth(scope) else no.number(scope))
    if yes.kind is no.kind is Kind.TRUTH and yes.maybe is no.maybe is None:
        return truth_code(lambda scope: yes.truth(scope) if truth(scope) else no.truth(scope))
    if {yes.kind, no.kind} <= {Kind.TEXT, Kind.NODES} and not (yes.many or no.many):
        return text_code(lambda scope: yes.text(scope) if truth(scope) else no.text(scope))
    return any_code(lambda scope: yes.run(scope) if truth(scope) else no.run(scope))


def _doubtful_if(codes: tuple[Code, ...]) -> Code:
    """Choose by what may not be known: then the outcome is empty."""
    condition, yes, no = codes
    maybe = condition.maybe or condition.truth

    def run(scope: Scope) -> object:
        found = maybe(scope)
        return "" if found is None else yes.run(scope) if found else no.run(scope)

    if yes.kind is no.kind is Kind.TRUTH:

        def told(scope: Scope) -> bool | None:
            found = maybe(scope)
            chosen = yes if found else no
            return None if found is None else (chosen.maybe or chosen.truth)(scope)

        return maybe_code(told)
    return any_code(run)


def _coalesce(codes: tuple[Code, ...]) -> Code:
    def first(scope: Scope) -> str:
        found = ""
        for code in codes:
            found = code.text(scope)
            if found and not (found == "NaN" and code.kind in (Kind.NUMBER, Kind.ANY)):
                return found
        return "" if found == "NaN" else found

    return text_code(first)


def _once(codes: tuple[Code, ...]) -> Code:
    (fresh,) = codes
    return text_code(lambda scope: scope.own or fresh.text(scope))


def _boolean(codes: tuple[Code, ...]) -> Code:
    (code,) = codes
    return code if code.maybe is not None else truth_code(code.truth)


def _selected_at(codes: tuple[Code, ...]) -> Code:
    chosen, place = codes

    def picked(scope: Scope) -> str:
        names, index = chosen.text(scope).split(), place.number(scope)
        return names[int(index)] if 0 <= index < len(names) else ""

    return text_code(picked)


def _count_selected(codes: tuple[Code, ...]) -> Code:
    text = codes[0].text
    return number_code(lambda scope: float(len(text(scope).split())))


def _selected(codes: tuple[Code, ...]) -> Code:
    chosen, wanted = codes[0].text, codes[1].text
    return truth_code(lambda scope: wanted(scope).strip() in chosen(scope).split())


def _intersects(one: str, other: str) -> bool:
    return not set(one.split()).isdisjoint(other.split())


def _within(count: float, least: float, most: float) -> bool:
    """Tell whether a count lies between two ends; -1 means that there is no such end."""
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _checklist(codes: tuple[Code, ...]) -> Code:
    least, most, *rest = codes

    def fits(scope: Scope) -> bool:
        count = sum(1 for code in rest if code.truth(scope))
        return _within(count, least.number(scope), most.number(scope))

    return truth_code(fits)


def _weighted_checklist(codes: tuple[Code, ...]) -> Code:
    least, most, *rest = codes
    pairs = list(zip(rest[::2], rest[1::2], strict=False))

    def fits(scope: Scope) -> bool:
        weights = (weight.number(scope) for holds, weight in pairs if holds.truth(scope))
        count = math.fsum(0.0 if math.isnan(weight) else weight for weight in weights)
        return _within(count, least.number(scope), most.number(scope))

    return truth_code(fits)


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
        "number number truth*", _checklist, "whether the number of true ones lies between two ends"
    ),
    "weighted-checklist": Function(
        "number number any*", _weighted_checklist, "the same, each true one counting for the weight after it"
    ),
    "uuid": Function("number?", _uuid, "a fresh identifier, or as many random letters and digits"),
}
