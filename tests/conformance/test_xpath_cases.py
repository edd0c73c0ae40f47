# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import json
import math
import re
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from app.questionnaire.expressions.cases import Cases
from app.questionnaire.expressions.scope import Outside

CASES = Path(__file__).parents[3] / "shared" / "conformance" / "xpath_cases.jsonl"
ZONE = timezone(timedelta(hours=-7))
ARGUED: dict[str, str] = {}
"""Cases that are answered otherwise on purpose, by id, with the reason; see docs/expressions.md."""


def cases() -> Cases:
    outside = Outside(datetime(2026, 11, 24, 12, tzinfo=ZONE), lambda: 0.5, lambda: "u")
    return Cases(outside, str)


def number(value: Any) -> float:
    return float(value)


def agrees(case: dict[str, Any], answer: dict[str, Any]) -> bool:
    if "error" in answer:
        return False
    value, expected = answer["value"], case["expected"]
    match case["kind"]:
        case "boolean":
            return bool(value is expected)
        case "string":
            return bool(str(value) == str(expected))
        case "string_match":
            return re.search(expected, value) is not None
        case "number":
            both = number(value), number(expected)
            return both[0] == both[1] or all(map(math.isnan, both))
        case _:
            return bool(abs(number(value) - expected) * case["factor"] < 1)


@pytest.mark.skipif(not CASES.exists(), reason="no conformance data")
def test_every_case_that_others_wrote_is_answered_as_they_answer_it() -> None:
    engine = cases()
    every = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    wrong = [case["id"] for case in every if not agrees(case, engine.answer(json.dumps(case)))]
    assert sorted(wrong) == sorted(ARGUED)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "geen JSON"),
        ("[1]", "geen JSON-object"),
        ('{"id": 1}', "„expr” ontbreekt"),
        ('{"id": 1, "expr": "1 +", "xml": "<a/>"}', "niet af"),
        ('{"id": 1, "expr": "nope()", "xml": "<a/>"}', "bestaat niet"),
        ('{"id": 1, "expr": "1", "xml": "<a>"}', "XML klopt niet"),
        ('{"id": 1, "expr": "1", "xml": "<!DOCTYPE a [<!ENTITY b \\"c\\">]><a>&b;</a>"}', "DOCTYPE"),
        ('{"id": 1, "expr": "1", "context": "/x", "xml": "<a/>"}', "context"),
        ('{"id": 1, "expr": "${a}", "xml": "<a/>"}', "vragenlijst"),
        ('{"id": 1, "expr": "\'\\ud800\'"}', "half teken"),
        ('{"id": 1, "expr": "1", "expr": "2"}', "„expr” staat er twee keer"),
        ('{"id": NaN, "expr": "1"}', "geen JSON"),
        pytest.param('{"id": ' + "[" * 100_000 + "]" * 100_000 + ', "expr": "1"}', "geen JSON", id="deep"),
        pytest.param('{"id": ' + "9" * 5_000 + ', "expr": "1"}', "geen JSON", id="long number"),
    ],
)
def test_a_damaged_case_is_answered_with_a_sentence(line: str, says: str) -> None:
    answer = cases().answer(line)
    assert says in answer["error"]


def test_a_damaged_line_costs_no_other_line_its_answer() -> None:
    damaged = ['{"id": 1, "expr": "\'\\ud800\'"}', '{"\\ud800": 1, "\\ud800": 2}', "[]", "\udc80"]
    lines = ['\ufeff{"id": 1, "expr": "1"}', "", *damaged, '{"id": 2, "expr": "\'\\ud83d\\ude00\'"}']
    written = "\n".join(cases().answer_all(lines)).encode()
    answers = [json.loads(line) for line in written.splitlines()]
    assert [answer.get("value") for answer in answers] == [1, *[None] * len(damaged), "😀"]
    assert all("error" in answer for answer in answers[1:-1])


@pytest.mark.parametrize(
    ("expr", "value", "kind"),
    [
        ("/a/b", "1", "nodeset"),
        ("count(//b)", 2, "number"),
        ("1 div 0", "Infinity", "number"),
        ("/a/b = 1", True, "boolean"),
        ("/a/b[2]/@c", "x", "nodeset"),
        ("date('2026-02-03')", "2026-02-03", "string"),
        ("name(/a/*[last()]/preceding-sibling::*[1])", "b", "string"),
        ("string(//d/ancestor::*[1])", "2z", "string"),
        ("digest('', 'MD5', 'hex')", "d41d8cd98f00b204e9800998ecf8427e", "string"),
        ("decimal-time('06:00:00.000-07:00')", 0.25, "number"),
        ("join(',', //b)", "1,2z", "string"),
        ("randomize(//b, 42)", "1", "nodeset"),
        ("regex('aaaaaaaaaaaaaaaaaaaaaaaaaaaa', '(a+)+b')", False, "boolean"),
    ],
)
def test_a_case_gives_its_value_with_its_kind(expr: str, value: object, kind: str) -> None:
    xml = '<a><b>1</b><b c="x">2<d>z</d></b><e/></a>'
    answer = cases().answer(json.dumps({"id": 7, "expr": expr, "context": "/", "xml": xml}))
    if expr.startswith("randomize"):
        assert answer["count"] == 2
        return
    assert (answer["id"], answer["value"], answer["kind"]) == (7, value, kind)
