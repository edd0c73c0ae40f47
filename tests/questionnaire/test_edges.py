# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The edges of the language: examples of XPath 1.0 (§3, §4) and of the ODK XForms specification."""

import json
from datetime import UTC, datetime

import pytest

from app.questionnaire.expressions.cases import Cases
from app.questionnaire.expressions.scope import Outside

XML = """\
<data><name>Almaz</name><empty/><n>12</n><list>a b c</list>
<child><age>4</age><who>x</who></child><child><age>9</age><who>y</who></child><child><age/><who>y</who></child></data>"""

EDGES: list[tuple[str, object]] = [
    ("substring('12345', 1.5, 2.6)", "234"),
    ("substring('12345', 0, 3)", "12"),
    ("substring('12345', 0 div 0, 3)", ""),
    ("substring('12345', 1, 0 div 0)", ""),
    ("substring('12345', -42, 1 div 0)", "12345"),
    ("substring('12345', -1 div 0, 1 div 0)", ""),
    ("substring-before('1999/04/01', '/')", "1999"),
    ("substring-after('1999/04/01', '19')", "99/04/01"),
    ("substring-after('abc', '')", "abc"),
    ("translate('bar', 'abc', 'ABC')", "BAr"),
    ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
    ("normalize-space('  a   b ')", "a b"),
    ("contains('abc', '')", True),
    ("starts-with('', '')", True),
    ("string-length('')", 0.0),
    ("5 mod 2", 1.0),
    ("5 mod -2", 1.0),
    ("-5 mod 2", -1.0),
    ("-5 mod -2", -1.0),
    ("1.5 mod 0.5", 0.0),
    ("10 div 4", 2.5),
    ("2 + 3 * 4", 14.0),
    ("- - 3", 3.0),
    ("string(1 div 0)", "Infinity"),
    ("string(-1 div 0)", "-Infinity"),
    ("string(0 div 0)", "NaN"),
    ("string(1.0)", "1"),
    ("string(0.1 + 0.2 = 0.3)", "false"),
    ("floor(-1.5)", -2.0),
    ("ceiling(-1.5)", -1.0),
    ("round(2.5)", 3.0),
    ("round(-2.5)", -2.0),
    ("number(' 12 ') + 1", 13.0),
    ("boolean('false')", True),
    ("boolean(0 div 0)", False),
    ("true() = 'x'", True),
    ("1 = '1'", True),
    ("'a' < 'b'", False),
    ("true() or nope()", True),
    ("1 = 2 or 1 = 1 and 2 = 2", True),
    ("/data/child/age = 9", True),
    ("/data/child/age != 9", True),
    ("not(/data/child/age = 9)", False),
    ("/data/nobody = ''", False),
    ("/data/nobody != ''", False),
    ("string(/data/nobody)", ""),
    ("count(/data/child[who = 'y'])", 2.0),
    ("string(/data/child[2]/who)", "y"),
    ("string(/data/child[last()]/who)", "y"),
    ("string(/data/child[position() = 1]/age)", "4"),
    ("count(//who | /data/child/age)", 6.0),
    ("count(/data/child[1]/following-sibling::child)", 2.0),
    ("sum(/data/child[age != '']/age)", 13.0),
    ("count-non-empty(/data/child/age)", 2.0),
    ("join('-', /data/child/who)", "x-y-y"),
    ("selected(/data/list, 'b')", True),
    ("selected(/data/list, 'a b')", False),
    ("selected('ab', 'a')", False),
    ("selected-at(/data/list, 2)", "c"),
    ("selected-at(/data/list, 9)", ""),
    ("count-selected('')", 0.0),
    ("coalesce('', 'b')", "b"),
    ("if(/data/empty = '', 'leeg', 'vol')", "leeg"),
    ("substr('hello', 1, 3)", "el"),
    ("substr('hello', -2)", "lo"),
    ("pow(2, 10)", 1024.0),
    ("regex('abc', 'b')", False),
    ("regex('abc', '.b.')", True),
    ("boolean-from-string('1')", True),
    ("boolean-from-string('True')", False),
    ("format-date('2026-03-04', '%Y/%n/%e')", "2026/3/4"),
    ("date('1970-01-02') + 0", 1.0),
    ("date('2026-03-01') - date('2026-02-01')", 28.0),
    ("'2026-03-01' > '2026-02-01'", True),
    ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
    ("base64-decode('aGk=')", "hi"),
    ("checklist(1, 2, true(), false(), true())", True),
    ("weighted-checklist(3, 5, true(), 2, true(), 1)", True),
]

REFUSED = [
    "1 +",
    "(1",
    "1)",
    "'x",
    "a[",
    "a[]",
    "$x",
    "1 == 1",
    "not()",
    "nope(1)",
    "/data/",
    "..//",
    "a b",
    "@",
    "1 ! 2",
]


def answer(expression: str) -> dict[str, object]:
    outside = Outside(datetime(2026, 11, 24, 12, tzinfo=UTC), lambda: 0.5, lambda: "u")
    line = json.dumps({"id": "1", "expr": expression, "context": "/data", "xml": XML})
    (found,) = Cases(outside, str).answer_all([line])
    told: dict[str, object] = json.loads(found)
    return told


@pytest.mark.parametrize(("expression", "wanted"), EDGES, ids=[one for one, _ in EDGES])
def test_an_expression_gives_what_the_standard_says(expression: str, wanted: object) -> None:
    told = answer(expression)
    assert told.get("value") == wanted, told
    assert isinstance(told["value"], bool) is isinstance(wanted, bool)


@pytest.mark.parametrize("expression", REFUSED)
def test_what_is_no_expression_is_an_error_with_words(expression: str) -> None:
    assert answer(expression).get("error")
