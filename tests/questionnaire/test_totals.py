# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Totals that are kept up give to the last bit what reading everything again gives."""

import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.totals import exact_sum
from app.questionnaire.values import Address, Value
from tests.questionnaire.conftest import HEAD, TODAY

COUNT = 8
SURVEY = (
    "  - type: group\n    name: s\n    label: {nl: S, en: S}\n    children:\n"
    + "".join(f"      - {{type: decimal, name: q{at}, label: {{nl: Q, en: Q}}}}\n" for at in range(COUNT))
    + """\
      - type: repeat
        name: rows
        label: {nl: R, en: R}
        children:
          - {type: decimal, name: x, label: {nl: X, en: X}}
"""
    + "".join(
        f'      - {{type: calculate, name: {name}, calculation: "{formula}"}}\n'
        for name, formula in {
            "row": "${q0} - ${q1} + " + " + ".join(f"coalesce(${{q{at}}}, 0)" for at in range(COUNT)),
            "total": "sum(${x})",
            "least": "min(${x})",
            "most": "max(${x})",
            "how_many": "count(${x})",
            "answered": "count-non-empty(${x})",
        }.items()
    )
)
QUESTIONNAIRE = read_questionnaire(HEAD + SURVEY, "proef.yaml")
KEPT_UP = compile_questionnaire(QUESTIONNAIRE)
PLAINLY = compile_questionnaire(QUESTIONNAIRE, keep_up=False)
TOTALS = [Address(name) for name in ("row", "total", "least", "most", "how_many", "answered")]

NUMBERS = st.one_of(
    st.none(),
    st.integers(-5, 5).map(Decimal),
    st.decimals(-100, 100, places=2),
    st.sampled_from([Decimal(2**53), Decimal(-(2**53) - 1), Decimal("1E+18"), Decimal("0.1")]),
)


def both() -> tuple[Evaluation, Evaluation]:
    return Evaluation(KEPT_UP, TODAY), Evaluation(PLAINLY, TODAY)


def totals(filled: Evaluation) -> list[Value]:
    return [filled.status(address).value for address in TOTALS]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, COUNT - 1), NUMBERS), max_size=30))
def test_a_row_is_added_as_from_the_left(acts: list[tuple[int, Decimal | None]]) -> None:
    ours, plain = both()
    for at, number in acts:
        for filled in (ours, plain):
            filled.set(Address(f"q{at}"), number)
        assert totals(ours) == totals(plain)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 4), NUMBERS | st.just("remove")), max_size=30))
def test_answers_of_a_repeat_are_added_and_compared_in_any_order(
    acts: list[tuple[int, Decimal | str | None]],
) -> None:
    ours, plain = both()
    for at, number in acts:
        for filled in (ours, plain):
            is_there = f"r{at}" in filled.instances("rows")
            if number == "remove":
                if is_there:
                    filled.remove_instance("rows", f"r{at}")
                continue
            if not is_there:
                filled.add_instance("rows", f"r{at}")
            filled.set(Address("x", (f"r{at}",)), number)
        assert totals(ours) == totals(plain)


def test_whole_numbers_beyond_what_floating_point_holds_are_added_from_the_left() -> None:
    ours, plain = both()
    for filled in (ours, plain):
        filled.set(Address("q0"), Decimal(2**53))
        filled.set(Address("q1"), Decimal(0))
        for at in range(2, COUNT):
            filled.set(Address(f"q{at}"), Decimal(1))
    assert totals(ours) == totals(plain)
    assert totals(ours)[0] == str(2**54)  # the ones are lost one by one; together they would count


@pytest.mark.parametrize(
    ("numbers", "total"),
    [
        ([], 0.0),
        ([0.1] * 10, 1.0),
        ([1e308, 1e308], math.inf),
        ([math.inf, 1.0], math.inf),
        ([-math.inf, 1.0], -math.inf),
        ([1e16, 1.0, -1e16], 1.0),
    ],
)
def test_an_exact_sum_rounds_once(numbers: list[float], total: float) -> None:
    assert exact_sum(numbers) == total
    assert exact_sum(reversed(numbers)) == total


def test_infinities_of_both_signs_have_no_sum() -> None:
    assert math.isnan(exact_sum([math.inf, -math.inf]))


OWN_AND_ALL = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - type: repeat
        name: rows
        label: {nl: R, en: R}
        children:
          - type: repeat
            name: inner
            label: {nl: I, en: I}
            children:
              - {type: decimal, name: x, label: {nl: X, en: X}}
          - {type: calculate, name: share,
             calculation: "join('/', sum(${x}), sum(../../rows/inner/x), count(${inner}), max(${x}))"}
"""
PLACES = st.tuples(st.sampled_from("ab"), st.sampled_from("cd"))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(PLACES, st.integers(0, 9).map(Decimal) | st.none() | st.just("remove")), max_size=20)
)
def test_a_formula_may_read_its_own_instance_and_all_of_them(
    acts: list[tuple[tuple[str, str], Decimal | str | None]],
) -> None:
    questionnaire = read_questionnaire(HEAD + OWN_AND_ALL, "proef.yaml")
    ours = Evaluation(compile_questionnaire(questionnaire), TODAY)
    plain = Evaluation(compile_questionnaire(questionnaire, keep_up=False), TODAY)
    for filled in (ours, plain):
        for row in "ab":
            filled.add_instance("rows", row)
    for (row, inner), number in acts:
        for filled in (ours, plain):
            is_there = inner in filled.instances("inner", (row,))
            if number == "remove":
                if is_there:
                    filled.remove_instance("inner", inner, (row,))
                continue
            if not is_there:
                filled.add_instance("inner", inner, (row,))
            filled.set(Address("x", (row, inner)), number)
        for share in (Address("share", ("a",)), Address("share", ("b",))):
            assert ours.status(share).value == plain.status(share).value


def test_a_row_in_a_predicate_is_read_for_each_instance() -> None:
    survey = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - type: repeat
        name: rows
        label: {nl: R, en: R}
        children:
          - {type: integer, name: x, label: {nl: X, en: X}}
      - {type: calculate, name: big,
         calculation: "count(${rows}[${x} + ${x} + ${x} + ${x} + ${x} + ${x} > 10])"}
"""
    filled = Evaluation(compile_questionnaire(read_questionnaire(HEAD + survey, "proef.yaml")), TODAY)
    for name, number in (("a", 1), ("b", 2), ("c", 3)):
        filled.add_instance("rows", name)
        filled.set(Address("x", (name,)), number)
    assert filled.status(Address("big")).value == "2"
    filled.set(Address("x", ("a",)), 5)
    assert filled.status(Address("big")).value == "3"
