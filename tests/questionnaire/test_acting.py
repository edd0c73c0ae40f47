# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a questionnaire fills in by itself: defaults, triggers, calculations of what people answer too."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questionnaire.evaluation import Evaluation
from app.questionnaire.values import Address, PartialDate, Value
from tests.questionnaire.conftest import TODAY, Fill, evaluation

ASKED = "label: {nl: Vraag, en: Question}"


def group(*items: str) -> str:
    inside = "".join(f"      - {{{item}}}\n" for item in items)
    return f"  - type: group\n    name: s\n    {ASKED}\n    children:\n{inside}"


def value(found: Evaluation, name: str, *instances: str) -> Value:
    return found.status(Address(name, instances)).value


@pytest.mark.parametrize(
    ("kind", "written", "answer"),
    [
        ("text", "Breda", "Breda"),
        ("integer", "12", 12),
        ("decimal", "3.50", Decimal("3.5")),
        ("range", "5", Decimal(5)),
        ("date", "2026-02-03", date(2026, 2, 3)),
        ("partial_date", "2019-05", PartialDate("2019-05")),
        ("select_one place", "ams", "ams"),
        ("select_multiple place", "rtm ams", ("rtm", "ams")),
        ("country", "NL", "NL"),
        ("hidden", "bij ons", "bij ons"),
    ],
)
def test_a_default_is_an_answer_of_its_kind(fill: Fill, kind: str, written: str, answer: Value) -> None:
    found = fill(group(f'type: {kind}, name: q, {ASKED}, default: "{written}"'))
    assert value(found, "q") == answer
    assert found.begun.filled == {Address("q")}


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("integer", "twaalf"),
        ("integer", "1.5"),
        ("decimal", "1e999999999"),
        ("date", "3 februari"),
        ("select_one place", "xyz"),
        ("country", "Nederland"),
        ("acknowledge", "OK"),
    ],
)
def test_what_is_no_answer_is_not_filled_in(fill: Fill, kind: str, written: str) -> None:
    found = fill(group(f'type: {kind}, name: q, {ASKED}, default: "{written}"'))
    assert value(found, "q") is None


def test_a_dynamic_default_sees_the_defaults_that_stand_later(fill: Fill) -> None:
    found = fill(
        group(
            f'type: integer, name: total, {ASKED}, default: "${{first}} + ${{second}}"',
            f"type: integer, name: first, {ASKED}, default: 3",
            f"type: integer, name: second, {ASKED}, default: 4",
        )
    )
    assert value(found, "total") == 7
    assert found.begun.filled == {Address("total"), Address("first"), Address("second")}


def test_a_dynamic_default_is_worked_out_once(fill: Fill) -> None:
    found = fill(
        group(
            f"type: date, name: from, {ASKED}, default: today()",
            f'type: date, name: until, {ASKED}, default: "${{from}}"',
        )
    )
    assert (value(found, "from"), value(found, "until")) == (TODAY, TODAY)
    found.set(Address("from"), TODAY - timedelta(days=9))
    assert value(found, "until") == TODAY


@pytest.mark.parametrize(
    ("written", "answer"),
    [
        ("../n * 2", "14"),
        ("/data/s/n + 1", "8"),
        ("10 - ../n", "3"),
        ("../n", "../n"),
        ("km/h", "km/h"),
        ("10 km/h - 20 km/h", "10 km/h - 20 km/h"),
        ("zie /a of ../b", "zie /a of ../b"),
    ],
)
def test_a_default_that_calculates_with_paths_is_dynamic(fill: Fill, written: str, answer: str) -> None:
    found = fill(
        group(
            f"type: integer, name: n, {ASKED}, default: 7",
            f'type: text, name: q, {ASKED}, default: "{written}"',
        )
    )
    assert value(found, "q") == answer


CHILDREN = (
    group(f"type: text, name: surname, {ASKED}")
    + f"""\
  - type: group
    name: family
    {ASKED}
    children:
      - type: repeat
        name: children
        {ASKED}
        children:
          - {{type: text, name: child, {ASKED}, default: "${{surname}}"}}
          - {{type: integer, name: nth, {ASKED}, default: "position(..)"}}
"""
)


def test_each_instance_begins_with_its_own_default(fill: Fill) -> None:
    found = fill(CHILDREN)
    found.set(Address("surname"), "Haile")
    settled = found.add_instance("children", "a")
    assert settled.filled == {Address("child", ("a",)), Address("nth", ("a",))}
    found.set(Address("surname"), "Tesfay")
    found.add_instance("children", "b")
    assert [value(found, "child", one) for one in "ab"] == ["Haile", "Tesfay"]
    assert [value(found, "nth", one) for one in "ab"] == [1, 2]


def test_an_instance_that_comes_back_has_what_was_answered_in_it(fill: Fill) -> None:
    found = fill(CHILDREN)
    found.set(Address("surname"), "Haile")
    found.add_instance("children", "a")
    found.set(Address("child", ("a",)), None)
    found.remove_instance("children", "a")
    found.undo()
    assert value(found, "child", "a") is None


def test_undoing_an_instance_leaves_nothing_of_its_defaults(fill: Fill) -> None:
    found = fill(CHILDREN)
    before = found.snapshot()
    found.add_instance("children", "a")
    found.undo()
    assert found.snapshot() == before
    found.set(Address("surname"), "Haile")
    found.add_instance("children", "a")
    assert value(found, "child", "a") == "Haile"


TRIGGERED = group(
    f"type: select_one yes_no, name: changed, {ASKED}",
    f'type: text, name: reason, {ASKED}, trigger: "${{changed}}"',
    'type: calculate, name: times, trigger: "${changed}", calculation: "number(coalesce(${times}, 0)) + 1"',
    f'type: text, name: after, {ASKED}, trigger: "${{reason}}", calculation: "concat(\'na \', ${{times}})"',
)


def test_a_trigger_runs_a_calculation_when_the_answer_changes(fill: Fill) -> None:
    found = fill(TRIGGERED)
    assert value(found, "times") == ""
    found.set(Address("reason"), "verhuisd")
    assert value(found, "after") == "na "
    settled = found.set(Address("changed"), "yes")
    assert value(found, "times") == "1"
    assert value(found, "reason") is None
    assert value(found, "after") == "na 1"
    assert Address("reason") in settled.filled
    found.set(Address("changed"), "yes")
    assert value(found, "times") == "1"


def test_undo_takes_back_what_was_triggered(fill: Fill) -> None:
    found = fill(TRIGGERED)
    found.set(Address("reason"), "verhuisd")
    before = found.snapshot()
    found.set(Address("changed"), "yes")
    found.undo()
    assert found.snapshot() == before


def test_triggers_that_go_round_come_to_an_end(fill: Fill) -> None:
    found = fill(
        group(
            f'type: integer, name: a, {ASKED}, trigger: "${{b}}", calculation: "${{b}} + 1"',
            f'type: integer, name: b, {ASKED}, trigger: "${{a}}", calculation: "${{a}} + 1"',
        )
    )
    found.set(Address("a"), 1)
    assert value(found, "b") == 2
    assert value(found, "a") == 3


CALCULATED = group(
    f"type: integer, name: a, {ASKED}",
    f'type: integer, name: b, {ASKED}, calculation: "${{a}} * 2"',
    'type: calculate, name: c, calculation: "${b} + 1"',
)


def test_a_calculation_fills_in_a_question_and_a_person_may_change_it(fill: Fill) -> None:
    found = fill(CALCULATED)
    found.set(Address("a"), 4)
    assert (value(found, "b"), value(found, "c")) == (8, "9")
    found.set(Address("b"), 7)
    assert (value(found, "b"), value(found, "c")) == (7, "8")
    settled = found.set(Address("a"), 5)
    assert (value(found, "b"), value(found, "c")) == (10, "11")
    assert settled.filled == {Address("b")}
    found.undo()
    assert (value(found, "b"), value(found, "c")) == (7, "8")


def test_an_empty_calculation_takes_no_answer_away(fill: Fill) -> None:
    found = fill(
        group(f"type: text, name: a, {ASKED}", f'type: text, name: b, {ASKED}, calculation: "${{a}}"')
    )
    found.set(Address("b"), "gezegd")
    found.set(Address("a"), None)
    assert value(found, "b") == "gezegd"


def test_what_is_read_back_fills_in_nothing() -> None:
    live = evaluation(CALCULATED)
    again = Evaluation(live.compiled, TODAY, acting=False)
    again.set(Address("a"), 4)
    assert value(again, "b") is None


def test_a_question_may_be_locked_by_an_expression(fill: Fill) -> None:
    found = fill(
        group(
            f"type: select_one yes_no, name: sure, {ASKED}",
            f"type: text, name: q, {ASKED}, read_only: \"${{sure}} = 'yes'\"",
        )
    )
    assert not found.is_locked(Address("q"))
    settled = found.set(Address("sure"), "yes")
    assert found.is_locked(Address("q"))
    assert Address("q") in settled.changed


WALKED = CHILDREN + TRIGGERED.replace("name: s\n", "name: t\n") + CALCULATED.replace("name: s\n", "name: u\n")
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("surname"), st.sampled_from(["A", "B", None])),
        st.tuples(st.just("changed"), st.sampled_from(["yes", "no", None])),
        st.tuples(st.just("reason"), st.sampled_from(["x", None])),
        st.tuples(st.just("a"), st.integers(0, 3)),
        st.tuples(st.just("b"), st.integers(0, 3)),
        st.tuples(st.just("add"), st.sampled_from("pq")),
        st.tuples(st.just("remove"), st.sampled_from("pq")),
    ),
    max_size=12,
)


@given(ACTS)
def test_every_act_can_be_undone_whatever_it_filled_in(acts: list[tuple[str, Value]]) -> None:
    found = evaluation(WALKED)
    stood = []
    for what, how in acts:
        here = found.instances("children")
        if what in ("add", "remove") and (how in here) is (what == "add"):
            continue
        stood.append(found.snapshot())
        if what == "add":
            found.add_instance("children", str(how))
        elif what == "remove":
            found.remove_instance("children", str(how))
        else:
            found.set(Address(what), how)
    while stood:
        found.undo()
        assert found.snapshot() == stood.pop()


@given(ACTS)
def test_what_is_on_record_gives_the_same_hearing_again(acts: list[tuple[str, Value]]) -> None:
    found = evaluation(WALKED)
    again = Evaluation(found.compiled, TODAY, acting=False)

    def record(filled: frozenset[Address]) -> None:
        for address in filled:
            again.set(address, found.value(address))

    record(found.begun.filled)
    for what, how in acts:
        here = found.instances("children")
        if what in ("add", "remove") and (how in here) is (what == "add"):
            continue
        for one in (found, again):
            if what == "add":
                settled = one.add_instance("children", str(how))
            elif what == "remove":
                settled = one.remove_instance("children", str(how))
            else:
                settled = one.set(Address(what), how)
            if one is found:
                filled = settled.filled
        record(filled)
    assert again.snapshot() == found.snapshot()
    assert [again.status(one) for one in again.addresses()] == [
        found.status(one) for one in found.addresses()
    ]
