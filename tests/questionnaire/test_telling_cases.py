# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions over XML at the edges: what JavaRosa and xforms-engine give alike, and what we chose."""

import json
import math
from datetime import date, datetime, timedelta, timezone

import pytest

from app.questionnaire.expressions.cases import Cases
from app.questionnaire.expressions.functions.places import RADIUS
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.expressions.spans import span_of_text

HERE = timezone(timedelta(hours=1))
XML = """<data xml:lang="nl-BE"><none/><t>red blue</t><v>1</v><v>2</v><div>6</div><mod>2</mod>
<fr xml:lang="fr"/></data>"""


def value(expression: str, context: str = "/data") -> object:
    cases = Cases(Outside(datetime(2026, 11, 24, 12, tzinfo=HERE), lambda: 0.5, lambda: "u"), str)
    answer = cases.answer(json.dumps({"id": 1, "expr": expression, "context": context, "xml": XML}))
    return answer.get("value", answer)


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("selected('', '')", True),
        ("selected(' ', '')", True),
        ("selected(none, ' ')", True),
        ("selected('a', '')", False),
        ("selected('a  b', '')", False),
        ("selected('', 'a')", False),
        ("selected(t, ' blue ')", True),
        ("selected('a b', 'a b')", False),
        ("div div div", 1),
        ("div mod mod", 0),
        ("* * 2", "NaN"),
        ("count(*) * 2", 14),
        ("mod mod 2", 0),
        ("5. - .5", 4.5),
        ("--1", 1),
        ("1 - -1", 2),
        ("'1' + '.5'", 1.5),
        ("string(-0)", "0"),
        ("number('1e3')", "NaN"),
        ("number('+1')", "NaN"),
        ("v != 2 and v = 2", True),
        ("nope = nope", False),
        ("nope = false()", True),
        ("v[last()] - v[1]", 1),
        ("base64-decode('aGVs bG8=')", "hello"),
        ("base64-decode('aGVsbG8')", ""),
        ("base64-decode('/w==')", "\ufffd"),
        ("geofence('12 12', '10 10;10 20;20 10')", True),
        ("geofence('18 18', '10 10;10 20;20 10')", False),
        ("round(area('0 0;0 1;1 1;1 0') div 100000000)", 124),
        ("area('0 0;0 1')", 0),
        ("decimal-time('06:45:00.000+01:00')", 0.28125),
        ("lang('nl')", True),
        ("lang('NL-be')", True),
        ("lang('n')", False),
        ("lang('fr')", False),
    ],
)
def test_a_case_at_the_edge(expression: str, wanted: object) -> None:
    assert value(expression) == wanted


@pytest.mark.parametrize(
    ("expression", "wanted"),
    [
        ("pow(1, 0 div 0)", math.nan),
        ("pow(1, 1 div 0)", math.nan),
        ("pow(-1, -1 div 0)", math.nan),
        ("pow(0 div 0, 0)", 1),
        ("pow(2, 1 div 0)", math.inf),
        ("pow(-2, 1025)", -math.inf),
        ("decimal-time('06:30')", 6.5 / 24),
        ("decimal-time('06:30:36')", 6.51 / 24),
        ("decimal-time('06:30:00.000+01:00')", 6.5 / 24),
        ("decimal-time('06:30:00Z')", 7.5 / 24),
        ("decimal-time('00:30:00+02')", 23.5 / 24),
        ("decimal-time('2026-05-06T06:30:00.000+0300')", 4.5 / 24),
        ("decimal-time('2026-05-06T06:30:00')", 6.5 / 24),
        ("decimal-time('25:00')", math.nan),
        ("decimal-time('06:60')", math.nan),
        ("distance('0 0;0 1')", RADIUS * math.pi / 180),
        ("distance('0 0', '1 0', '1 0')", RADIUS * math.pi / 180),
        ("distance('60 0;60 1')", 55_658.87),
        ("distance('0 0')", 0),
        ("distance('')", 0),
        ("distance('0 0;x')", math.nan),
        ("distance('91 0;0 0')", math.nan),
        ("area('0 0;0 1;1 1')", 6_195_628_067.9),
        ("area('0 0;1 1;0 1;0 0')", 6_195_628_067.9),
        ("area('0 0;0 1')", 0),
        ("area('')", 0),
        ("area('a')", 0),
    ],
)
def test_a_number_at_the_edge(expression: str, wanted: float) -> None:
    found = float(str(value(expression)))
    assert found == pytest.approx(wanted, rel=1e-5, nan_ok=True)


@pytest.mark.parametrize(
    ("point", "inside"),
    [
        ("12 11.5", True),
        ("12 14.5", True),
        ("12 10.5", False),
        ("12 15.5", False),
        ("9 12", False),
        ("", False),
    ],
)
def test_a_point_lies_within_oblique_sides_or_not(point: str, inside: bool) -> None:
    assert value(f"geofence('{point}', '10 10;10 14;14 16;14 12')") is inside


def test_what_is_about_a_date_stretches_by_its_length_on_either_side() -> None:
    span = span_of_text("2019-05~")
    assert span is not None
    assert (span.earliest, span.latest) == (date(2019, 3, 31), date(2019, 7, 1))
    day = span_of_text("2019-05-10~")
    assert day is not None
    assert (day.earliest, day.latest) == (date(2019, 5, 9), date(2019, 5, 11))
