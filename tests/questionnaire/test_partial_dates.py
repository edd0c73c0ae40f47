# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Dates that are known in part, in functions and in arithmetic: the table of docs/expressions.md."""

import json

import pytest

from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import Address, PartialDate, Value
from tests.questionnaire.conftest import HEAD, TODAY

SURVEY = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: partial_date, name: p, label: {nl: P, en: P}}
      - type: repeat
        name: rows
        label: {nl: R, en: R}
        children:
          - {type: partial_date, name: x, label: {nl: X, en: X}}
"""
AFTER = "${p} > date('2019-05-12')"
"""Holds of a day after it, cannot be told of the month it is in."""


def evaluation(formula: str) -> Evaluation:
    row = f"      - {{type: calculate, name: c, calculation: {json.dumps(formula)}}}\n"
    return Evaluation(compile_questionnaire(read_questionnaire(HEAD + SURVEY + row, "proef.yaml")), TODAY)


def given(formula: str, edtf: str) -> Value:
    filled = evaluation(formula)
    filled.set(Address("p"), PartialDate(edtf))
    return filled.status(Address("c")).value


@pytest.mark.parametrize(
    ("formula", "whole", "month", "year"),
    [
        ("string(${p})", "2019-05-20", "2019-05", "2019"),
        ("number(${p})", "18036", "18017", "17897"),
        ("${p} + 1", "18037", "18018", "17898"),
        ("sum(${p})", "18036", "18017", "17897"),
        ("max(${p}, 1)", "18036", "18017", "17897"),
        ("date(${p})", "2019-05-20", "", ""),
        ("date(${p} + 1)", "2019-05-21", "2019-05-02", "2019-01-02"),
        ("date-time(${p})", "2019-05-20", "", ""),
        ("format-date(${p}, '%d-%m-%Y')", "20-05-2019", "", ""),
        ("format-date-time(${p}, '%d-%m-%Y')", "20-05-2019", "", ""),
        ("decimal-date-time(${p})", "18036", "NaN", "NaN"),
        (f"checklist(1, 1, {AFTER})", "true", "", ""),
        (f"checklist(-1, 0, {AFTER})", "false", "", ""),
        (f"checklist(0, 1, {AFTER})", "true", "true", "true"),
        (f"checklist(2, -1, {AFTER})", "false", "false", "false"),
        (f"weighted-checklist(3, 9, {AFTER}, 4)", "true", "", ""),
        (f"weighted-checklist(-1, 9, {AFTER}, 4)", "true", "true", "true"),
        (f"weighted-checklist(-1, -5, {AFTER}, 4)", "true", "true", "true"),
        (f"weighted-checklist(1, 2, true(), 1, {AFTER}, -4)", "false", "", ""),
    ],
)
def test_a_date_that_is_known_in_part(formula: str, whole: str, month: str, year: str) -> None:
    assert [given(formula, edtf) for edtf in ("2019-05-20", "2019-05", "2019")] == [whole, month, year]


@pytest.mark.parametrize("edtf", ["2019-05-20~", "201X", "2019-21"])
def test_a_day_that_is_not_known_is_no_date(edtf: str) -> None:
    assert given("date(${p})", edtf) == ""


def test_a_day_that_is_uncertain_is_the_day() -> None:
    assert given("date(${p})", "2019-05-20?") == "2019-05-20"


@pytest.mark.parametrize(
    ("formula", "gives"),
    [("min(${x})", "17897"), ("max(${x})", "18017"), ("date(min(${x}))", "2019-01-01"), ("count(${x})", "2")],
)
def test_dates_of_a_repeat_are_compared_by_their_first_days(formula: str, gives: str) -> None:
    filled = evaluation(formula)
    for row, edtf in (("a", "2019-05"), ("b", "2019")):
        filled.add_instance("rows", row)
        filled.set(Address("x", (row,)), PartialDate(edtf))
    assert filled.status(Address("c")).value == gives
