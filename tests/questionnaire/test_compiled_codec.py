# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What was compiled before stands and answers as what is compiled now, and is refused where it is damaged."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.assets import questionnaires
from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.compiled_codec import dump_compiled, load_compiled
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import Address
from tests.questionnaire.conftest import HEAD, TODAY
from tests.questionnaire.test_walks import KEPT, state

MOVED = (
    HEAD
    + """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: integer, name: a, label: {nl: A, en: A}, default: "3"}
      - {type: text, name: dyn, label: {nl: D, en: D}, default: "concat('d', ${a})"}
      - {type: calculate, name: day, calculation: "today()"}
      - {type: calculate, name: dice, calculation: "once(random())"}
      - {type: calculate, name: mark, calculation: "if(${a} > 5, uuid(), 'none')"}
      - {type: calculate, name: fixed, calculation: "1 + 2"}
      - {type: calculate, name: row, calculation: "1 + ${a} + coalesce(${a}, 0) + 2 + 3 + count(${days})"}
      - {type: calculate, name: twice,
         calculation: "(1 + ${a} + 2 + 3 + 4 + 5) * (5 + ${a} + 4 + 3 + 2 + 1) + 1"}
      - {type: date, name: born, label: {nl: "${day}", en: "${row}"}, relevant: "${day} > '2026-01-01'",
         constraint: ". < today()", constraint_message: {nl: M, en: M}}
      - {type: select_one place, name: town, label: {nl: T, en: T}, required: "${dice} > 0.5",
         choice_filter: "country = 'DE' or ${a} + 1 + 1 + 1 + 1 + 1 > 7", read_only: "${a} = 4"}
      - {type: calculate, name: again, calculation: "${a} + ${fixed} + ${row}", trigger: "${a}"}
      - type: repeat
        name: days
        label: {nl: D, en: D}
        repeat_count: "${fixed}"
        children:
          - {type: integer, name: hours, label: {nl: H, en: H}, default: "8"}
          - {type: calculate, name: long,
             calculation: "${hours} + ${hours} + ${a} + 1 + 1 + 1 + sum(${hours})"}
"""
)
COMPILED = compile_questionnaire(read_questionnaire(MOVED, "proef.yaml"))


def outside(day: date, chance: float) -> Outside:
    return Outside(
        datetime(day.year, day.month, day.day, 9, tzinfo=UTC), lambda: chance, lambda: f"u{chance}"
    )


def everything(filled: Evaluation) -> list[Any]:
    return [
        state(filled),
        [filled.choices(address) for address in filled.addresses()],
        [filled.is_locked(address) for address in filled.addresses()],
        filled.begun.filled,
        filled.snapshot(),
    ]


@pytest.mark.parametrize("day", [date(2025, 5, 1), date(2026, 11, 23)])
@pytest.mark.parametrize("acting", [False, True])
@settings(max_examples=15, deadline=None)
@given(
    answers=st.lists(st.sampled_from([None, 1, 3, 4, 6, 9]), max_size=4), chance=st.sampled_from([0.2, 0.7])
)
def test_it_stands_the_same_on_every_day(
    day: date, acting: bool, answers: list[int | None], chance: float
) -> None:
    now, then = (
        Evaluation(one, day, outside(day, chance), acting=acting)
        for one in (COMPILED, load_compiled(dump_compiled(COMPILED)))
    )
    assert everything(then) == everything(now)
    for answer in answers:
        for filled in (now, then):
            filled.set(Address("a"), answer)
            filled.set(Address("hours", ("2",)), answer)
        assert everything(then) == everything(now)


@pytest.mark.parametrize("file", sorted(questionnaires().glob("*/*.yaml")), ids=lambda file: file.parent.name)
def test_a_shipped_questionnaire_begins_the_same(file: Path) -> None:
    compiled = compile_questionnaire(read_questionnaire(file.read_text(encoding="utf-8"), file.name))
    kept = load_compiled(dump_compiled(compiled))
    assert kept.questionnaire == compiled.questionnaire
    assert everything(Evaluation(kept, TODAY)) == everything(Evaluation(compiled, TODAY))


def test_nothing_is_compiled_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(text: str) -> Any:
        read.append(text)
        return parse(text)

    parse = vars(__import__("app.questionnaire.coder", fromlist=["x"]))["parse_expression"]
    monkeypatch.setattr("app.questionnaire.coder.parse_expression", reading)
    filled = Evaluation(load_compiled(KEPT), TODAY)
    assert not [text for text in read if "position" in text or "> ${total_km}" in text]
    before = len(read)
    filled.set(Address("a"), 1)
    assert len(read) > before


def _damaged(value: Any, where: list[int], put: Any) -> Any:
    """Put something else somewhere in a tree."""
    if not where or not isinstance(value, (list, dict)) or not value:
        return put
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[where[0] % len(keys)]
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[key] = _damaged(value[key], where[1:], put)
    return copy


ODD: st.SearchStrategy[Any] = st.sampled_from([None, -1, 10**9, "", "x", [], {}, True, 1.5, "AAAA", "////"])


@settings(max_examples=300, deadline=None)
@given(where=st.lists(st.integers(0, 50), min_size=1, max_size=4), put=ODD)
def test_what_is_damaged_is_refused_or_whole(where: list[int], put: Any) -> None:
    logic, _, written = KEPT.partition("\n")
    try:
        found = load_compiled(f"{json.dumps(_damaged(json.loads(logic), where, put))}\n{written}")
    except ValueError:
        return
    assert isinstance(found, CompiledQuestionnaire)
    assert len(found.graph) == len(found.graph.aspects)
    assert all(0 <= rank < len(found.graph) for rank in found.graph.targets)


@settings(max_examples=200)
@given(st.text() | st.recursive(st.none() | st.text(), st.lists).map(json.dumps))
def test_what_is_none_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whichever it is
        load_compiled(text)
