# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions over XML, where the engines of the field agree and a hearing seldom comes."""

from datetime import datetime, timedelta, timezone

import pytest

from app.questionnaire.expressions.nodes import Node, Nodes
from app.questionnaire.expressions.over_xml import compile_over_xml, evaluate_over_xml
from app.questionnaire.expressions.results import as_text
from app.questionnaire.expressions.scope import EvaluationError, Outside
from app.questionnaire.expressions.xml_tree import read_xml

ZONE = timezone(timedelta(hours=2))
OUTSIDE = Outside(datetime(2026, 5, 20, 9, 30, tzinfo=ZONE), lambda: 0.5, lambda: "u")
XML = """\
<visit>
  <asked><bread>yes</bread><water/><salt>0</salt></asked>
  <weight><bread>2</bread><water>4</water><salt>8</salt></weight>
  <city>Gouda</city><city>Delft</city><city>Breda</city><city>Tiel</city>
</visit>"""


def nodes(path: str, root: Node) -> Nodes:
    found = evaluate_over_xml(compile_over_xml(path), root, OUTSIDE)
    assert isinstance(found, list)
    return found


def told(formula: str, context: str = "/") -> str:
    (node,) = nodes(context, read_xml(XML))
    return as_text(evaluate_over_xml(compile_over_xml(formula), node, OUTSIDE))


@pytest.mark.parametrize(
    ("seed", "order"),
    [
        ("7", "Tiel Delft Gouda Breda"),
        ("7.9", "Tiel Delft Gouda Breda"),
        ("'7'", "Tiel Delft Gouda Breda"),
        ("0", "Breda Delft Tiel Gouda"),
        ("''", "Breda Delft Tiel Gouda"),
        ("0 div 0", "Breda Delft Tiel Gouda"),
        ("-7", "Gouda Tiel Breda Delft"),
        ("2147483647", "Breda Delft Tiel Gouda"),
        ("1 div 0", "Delft Breda Gouda Tiel"),
        ("'rain'", "Delft Breda Tiel Gouda"),
        ("'snow'", "Tiel Breda Delft Gouda"),
    ],
)
def test_a_seed_gives_the_order_that_other_engines_give_for_it(seed: str, order: str) -> None:
    assert told(f"join(' ', randomize(/visit/city, {seed}))") == order


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ("checklist(2, 2, /visit/asked/*)", "true"),
        ("checklist(3, 3, /visit/asked/*)", "false"),
        ("checklist(3, -1, /visit/asked/*, 2 > 1)", "true"),
        ("checklist(1, -1, /visit/asked/water)", "false"),
        ("checklist(0, 0, /visit/asked/wine)", "true"),
        ("weighted-checklist(10, 10, /visit/asked/*, /visit/weight/*)", "true"),
        ("weighted-checklist(6, 6, /visit/asked/*, 3)", "true"),
        ("weighted-checklist(8, 8, 1 = 1, /visit/weight/salt)", "true"),
        ("weighted-checklist(1, -1, /visit/asked/water, 5)", "false"),
    ],
)
def test_a_checklist_counts_the_nodes_of_a_set(formula: str, holds: str) -> None:
    assert told(formula) == holds


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("date-time('2026-05-04')", "2026-05-04"),
        ("date-time(date('2026-05-04'))", "2026-05-04"),
        ("date-time('2026-05-04') + 3 = date('2026-05-07')", "true"),
        ("date-time(decimal-date-time(date('2026-05-04') + 10))", "2026-05-14"),
        ("date-time(date('2026-05-04T23:30:00Z'))", "2026-05-05T01:30:00.000+02:00"),
        ("date-time('2026-05-04T00:00:00Z')", "2026-05-04T02:00:00.000+02:00"),
        ("date-time(1.5)", "1970-01-02T14:00:00.000+02:00"),
        ("date-time('nothing')", ""),
        ("date('2026-5-4')", "2026-05-04"),
        ("date-time('2026-5-4') = date('2026-05-04')", "true"),
        ("date('2026-5-44')", ""),
        ("boolean(date(true()))", "false"),
        ("boolean(date-time(true()))", "false"),
        ("decimal-time('24:00:00.000+02:00')", "NaN"),
        ("decimal-time('06:00:60.000+02:00')", "NaN"),
        ("decimal-time('06:00:00.000-24:00')", "NaN"),
        ("decimal-time('06:00:00.000+02:60')", "NaN"),
        ("decimal-time('06:00:00.000+01:00')", "0.2916666666666667"),
    ],
)
def test_a_date_or_time_is_read_as_the_field_reads_it(formula: str, text: str) -> None:
    assert told(formula) == text


FORM = """\
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>
<itext>
  <translation lang="en"><text id="a"><value>Apple</value></text></translation>
  <translation lang="nl" default="true()">
    <text id="a"><value form="image">jr://a.png</value><value>Appel</value></text>
  </translation>
</itext>
<instance><visit>
  <home><owner>Ana</owner><room><size>9</size></room><room><size>12</size></room></home>
  <home><owner>Bob</owner><room><size>20</size></room></home>
</visit></instance>
<instance id="towns"><root>
  <item><name>gou</name><label>Gouda</label></item><item><name>del</name><label>Delft</label></item>
</root></instance>
</model></h:head></h:html>"""
HOMES = "/h:html/h:head/model/instance[1]/visit/home"


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("indexed-repeat(home/owner, home, 2)", "Bob"),
        ("indexed-repeat(home/owner, home, '1')", "Ana"),
        ("indexed-repeat(home/owner, home, 3)", ""),
        ("indexed-repeat(home/room/size, home, 1, home/room, 2)", "12"),
        ("indexed-repeat(home/room/size, home/room, 2, home, 2)", ""),
        ("sum(indexed-repeat(home/room/size, home, 1))", "21"),
        (f"indexed-repeat({HOMES}/room/size, {HOMES}/room, 1)", "9"),
        ("instance('towns')/root/item[name = 'del']/label", "Delft"),
        ("count(instance('villages')/root/item)", "0"),
        ("pulldata('towns', 'label', 'name', 'gou')", "Gouda"),
        ("pulldata('towns', 'label', 'name', 'ams')", ""),
        ("pulldata('villages', 'label', 'name', 'gou')", ""),
        ("jr:itext('a')", "Appel"),
        ("jr:itext('b')", ""),
    ],
)
def test_a_form_is_looked_around_in(formula: str, text: str) -> None:
    form = read_xml(FORM)
    (visit,) = nodes("/h:html/h:head/model/instance[1]/visit", form)
    assert as_text(evaluate_over_xml(compile_over_xml(formula), visit, OUTSIDE)) == text


def test_of_repeats_that_are_not_named_the_own_instance_counts() -> None:
    form = read_xml(FORM)
    for room, size in zip(nodes("//room", form), ("9", "9", "20"), strict=True):
        code = compile_over_xml(f"indexed-repeat({HOMES}/room/size, {HOMES}/room, 1)")
        assert as_text(evaluate_over_xml(code, room, OUTSIDE)) == size


@pytest.mark.parametrize("arguments", ["home/owner", "home/owner, home", "home/owner, home, 1, home/room"])
def test_a_repeat_goes_with_a_number(arguments: str) -> None:
    with pytest.raises(EvaluationError, match="indexed-repeat"):
        evaluate_over_xml(compile_over_xml(f"indexed-repeat({arguments})"), read_xml(FORM), OUTSIDE)


@pytest.mark.parametrize(
    ("context", "text"), [("/visit/weight/salt", "8"), ("/visit/asked/water", "new"), ("/visit/asked", "new")]
)
def test_once_keeps_the_text_that_stands_at_the_context(context: str, text: str) -> None:
    assert told("once('new')", context) == text
