# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Whatever is done, in whatever order: the state is what a fresh evaluation of the same answers gives."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.compiled_codec import dump_compiled, load_compiled
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import Address, NonAnswer, Value
from tests.questionnaire.conftest import HEAD, TODAY

Order = dict[tuple[str, tuple[str, ...]], list[str]]

SURVEY = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - {type: integer, name: a, label: {nl: A, en: A}, constraint: ". < 9",
         constraint_message: {nl: M, en: M}, warning: ". > ${total_km}", warning_message: {nl: W, en: W}}
      - {type: decimal, name: b, label: {nl: B, en: B}, required: "${cost} > 2"}
      - {type: integer, name: how_many, label: {nl: H, en: H}}
      - {type: calculate, name: row, label: {nl: "${row}", en: "${row}"},
         calculation: "${a} + ${b} - coalesce(${how_many}, 1) + ${a} * 2 + 1
         + coalesce(${b}, 0.1) - count(${trips})"}
  - type: group
    name: t
    label: {nl: T, en: T}
    relevant: "not(${a} = 3)"
    children:
      - type: repeat
        name: trips
        label: {nl: Reizen, en: Trips}
        item_label: {nl: "${place}", en: "${place}"}
        children:
          - {type: text, name: place, label: {nl: P, en: P}}
          - {type: decimal, name: cost_of, label: {nl: C, en: C}, relevant: "${a} != 1"}
          - type: repeat
            name: legs
            label: {nl: L, en: L}
            relevant: "${place} != 'B'"
            children:
              - {type: decimal, name: km, label: {nl: K, en: K}}
              - {type: calculate, name: number, calculation: "concat(position(..), '/', count(${km}))",
                 label: {nl: "${number}", en: "${number}"}}
          - {type: calculate, name: trip_km, label: {nl: "${trip_km}", en: "${trip_km}"},
             calculation: "sum(${km}) - if(max(${km}) > 5, min(${km}), 0)"}
      - type: repeat
        name: days
        label: {nl: D, en: D}
        repeat_count: "${how_many}"
        children:
          - {type: text, name: weather, label: {nl: W, en: W}}
          - type: repeat
            name: events
            label: {nl: E, en: E}
            children:
              - {type: integer, name: hours, label: {nl: U, en: U}}
  - type: group
    name: totals
    label: {nl: T, en: T}
    children:
      - {type: calculate, name: cost, calculation: "sum(${cost_of})"}
      - {type: calculate, name: total_km, calculation: "sum(${km})"}
      - {type: calculate, name: all, label: {nl: "${all}", en: "${all}"},
         calculation: "concat(${cost}, ' ', ${total_km}, ' ', min(${km}), ' ', max(${km}), ' ',
         count(${km}), ' ', count(${legs}), ' ', count(${trips}), ' ',
         count-non-empty(${place}), ' ', sum(${hours}), ' ',
         count(${events}), ' ', join(',', ${place}), ' ', sum(${trip_km}))"}
"""
NUMBERS = st.sampled_from(
    [None, Decimal("0.1"), Decimal("0.2"), Decimal("-7.5"), Decimal("1E+16"), Decimal(3), NonAnswer.UNKNOWN]
)
WHOLE = st.sampled_from([None, 0, 1, 2, 3, 10, NonAnswer.NOT_ASKED])
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "a": WHOLE,
    "b": NUMBERS,
    "how_many": st.sampled_from([None, 0, 1, 2, NonAnswer.REFUSED]),
    "place": st.sampled_from([None, "A", "B", "C"]),
    "cost_of": NUMBERS,
    "km": NUMBERS,
    "weather": st.sampled_from([None, "sun"]),
    "hours": WHOLE,
}
PLACE = st.integers(0, 5)
ACTS = st.one_of(
    st.sampled_from(sorted(VALUES)).flatmap(
        lambda name: st.tuples(st.just("set"), st.just(name), VALUES[name], PLACE, PLACE)
    ),
    st.tuples(
        st.sampled_from(["add", "add", "remove", "move"]),
        st.sampled_from(["trips", "legs", "events"]),
        st.none(),
        PLACE,
        PLACE,
    ),
)
QUESTIONNAIRE = read_questionnaire(HEAD + SURVEY, "proef.yaml")
COMPILED = compile_questionnaire(QUESTIONNAIRE)
PLAINLY = compile_questionnaire(QUESTIONNAIRE, keep_up=False)
KEPT = dump_compiled(COMPILED)


def state(filled: Evaluation) -> list[Any]:
    every = sorted(filled.addresses())
    return [
        filled.sections(),
        [filled.items(section.name) for section in filled.sections()],
        {address: (filled.status(address), filled.label(address)) for address in every},
        filled.open_required(),
        filled.problems(),
        filled.warnings(),
    ]


class Walker:
    """Does what acts say, and remembers in its own way what was done."""

    def __init__(self, compiled: CompiledQuestionnaire = COMPILED) -> None:
        self.filled = Evaluation(compiled, TODAY)
        self.answers: dict[Address, Value] = {}
        self.order: Order = {}
        self._count = 0

    def _places(self, name: str) -> list[tuple[str, ...]]:
        return [cell.instances for cell in self.filled._cells.every() if cell.placed.item.name == name]

    def act(self, act: tuple[str, str, Value, int, int]) -> bool:
        """Do it, if it can be done."""
        what, name, value, which, where = act
        if what == "set":
            places = sorted(self._places(name))
            if not places:
                return False
            address = Address(name, places[which % len(places)])
            self.filled.set(address, value)
            self.answers[address] = value
            return True
        places = sorted(self._places(name))
        if not places:
            return False
        parents = places[which % len(places)]
        present = self.order.setdefault((name, parents), [])
        if what == "add":
            self._count += 1
            present.append(f"i{self._count}")
            self.filled.add_instance(name, present[-1], parents)
            return True
        if not present:
            return False
        instance = present.pop(where % len(present))
        if what == "remove":
            self.filled.remove_instance(name, instance, parents)
        else:
            present.insert(where, instance)
            self.filled.move_instance(name, instance, where, parents)
        return True

    def fresh(self) -> Evaluation:
        """Evaluate what was answered, from nothing and without totals that are kept up."""
        fresh = Evaluation(PLAINLY, TODAY)
        for (name, parents), present in sorted(self.order.items(), key=lambda item: len(item[0][1])):
            for instance in present:
                fresh.add_instance(name, instance, parents)
        for address, value in sorted(self.answers.items(), key=lambda item: len(item[0].instances)):
            if fresh.has(address):
                fresh.set(address, value)
            else:
                fresh.keep(address, value)
        return fresh


@settings(max_examples=150, deadline=None)
@given(st.lists(ACTS, max_size=40))
def test_a_walk_ends_where_a_fresh_evaluation_ends(acts: list[tuple[str, str, Value, int, int]]) -> None:
    walker = Walker()
    for act in acts:
        walker.act(act)
    assert state(walker.filled) == state(walker.fresh())


@settings(max_examples=80, deadline=None)
@given(st.lists(ACTS, max_size=40))
def test_a_walk_in_what_was_kept_ends_there_too(acts: list[tuple[str, str, Value, int, int]]) -> None:
    walker = Walker(load_compiled(KEPT))
    for act in acts:
        walker.act(act)
    assert state(walker.filled) == state(walker.fresh())


@settings(max_examples=80, deadline=None)
@given(st.lists(ACTS, max_size=20))
def test_every_act_can_be_undone_to_the_letter(acts: list[tuple[str, str, Value, int, int]]) -> None:
    walker = Walker()
    before = []
    for act in acts:
        found = (state(walker.filled), walker.filled.snapshot())
        if walker.act(act):
            before.append(found)
    for was, snapshot in reversed(before):
        walker.filled.undo()
        assert state(walker.filled) == was
        assert walker.filled.snapshot() == snapshot
    assert walker.filled.undo().changed == frozenset()


@settings(max_examples=60, deadline=None)
@given(st.lists(ACTS, max_size=20), st.lists(ACTS, max_size=20))
def test_a_snapshot_brings_everything_back(
    first: list[tuple[str, str, Value, int, int]], then: list[tuple[str, str, Value, int, int]]
) -> None:
    walker = Walker()
    for act in first:
        walker.act(act)
    was, snapshot = state(walker.filled), walker.filled.snapshot()
    for act in then:
        walker.act(act)
    later = state(walker.filled)
    walker.filled.restore(snapshot)
    assert state(walker.filled) == was
    assert walker.filled.snapshot() == snapshot
    walker.filled.undo()
    assert state(walker.filled) == later


def trips(*places: str) -> Evaluation:
    filled = Evaluation(COMPILED, TODAY)
    for place in places:
        filled.add_instance("trips", place.lower())
        filled.set(Address("place", (place.lower(),)), place)
    return filled


def test_an_instance_that_moves_takes_its_place_in_what_follows() -> None:
    filled = trips("A", "C", "D")
    assert " A,C,D " in str(filled.status(Address("all")).value)
    settled = filled.move_instance("trips", "d", 0)
    assert settled.sections >= {"t"}
    assert " D,A,C " in str(filled.status(Address("all")).value)
    with pytest.raises(ValueError, match="not in list"):
        filled.move_instance("trips", "e", 0)


def test_removing_an_instance_takes_only_its_own_instances_out() -> None:
    filled = Evaluation(COMPILED, TODAY)
    filled.set(Address("how_many"), 1)
    filled.add_instance("events", "e", ("1",))
    filled.add_instance("trips", "1")
    filled.add_instance("legs", "x", ("1",))
    filled.remove_instance("trips", "1")
    assert filled.has(Address("hours", ("1", "e")))
    filled.add_instance("trips", "1")
    assert filled.has(Address("km", ("1", "x")))
    with pytest.raises(ValueError, match="already has"):
        filled.add_instance("trips", "1")


def test_what_a_day_held_comes_back_with_the_day() -> None:
    filled = Evaluation(COMPILED, TODAY)
    filled.set(Address("how_many"), 2)
    filled.add_instance("events", "e", ("2",))
    filled.set(Address("hours", ("2", "e")), 10)
    filled.set(Address("how_many"), 1)
    assert not filled.has(Address("hours", ("2", "e")))
    filled.set(Address("how_many"), 2)
    assert filled.status(Address("hours", ("2", "e"))).value == 10


class ReadAgainError(Exception):
    """An answer was read that had not changed."""


def test_a_total_over_a_repeat_reads_only_the_answer_that_changed() -> None:
    filled = Evaluation(COMPILED, TODAY)
    filled.add_instance("trips", "t")
    for number in range(50):
        filled.add_instance("legs", f"l{number}", ("t",))
        filled.set(Address("km", ("t", f"l{number}")), Decimal(number))

    class Forbidden:
        def __getattribute__(self, name: str) -> Any:
            raise ReadAgainError(name)

    cells = filled._cells.repeated["km"]
    replaced = {key: cell for key, cell in cells.items() if key != ("t", "l7")}
    for key in replaced:
        cells[key] = Forbidden()  # type: ignore[assignment]
    filled.set(Address("km", ("t", "l7")), Decimal(107))
    cells.update(replaced)
    assert filled.status(Address("total_km")).value == str(sum(range(50)) + 100)


def test_a_removal_and_a_move_are_undone_in_their_place() -> None:
    filled = trips("A", "C", "D")
    before, snapshot = state(filled), filled.snapshot()
    filled.remove_instance("trips", "c")
    filled.move_instance("trips", "d", 0)
    assert filled.instances("trips") == ("d", "a")
    filled.undo()
    assert filled.instances("trips") == ("a", "d")
    filled.undo()
    assert filled.instances("trips") == ("a", "c", "d")
    assert (state(filled), filled.snapshot()) == (before, snapshot)
