# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from dataclasses import fields
from datetime import UTC, datetime, timedelta

import pytest

from app.training.debrief import (
    Agreement,
    Debrief,
    Outcome,
    PairDifference,
    PracticeNote,
    agreement,
    beside_each_other,
    debrief,
)
from app.training.scenario import Scenario, Weight

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def note(indicator: str, exchange: int | None = 2, minute: int = 0) -> PracticeNote:
    return PracticeNote(indicator, exchange, "woorden", (), START + timedelta(minutes=minute))


def outcomes(found: Debrief) -> list[tuple[Outcome, str]]:
    return [(remark.outcome, remark.indicator) for remark in found.remarks]


def test_missed_unfounded_defensible_and_seen_are_told_apart(shipped: dict[str, Scenario]) -> None:
    found = debrief(shipped["SC-01"], [note("UIT-01", 4), note("BET-03"), note("DRE-01", None)], "")
    assert outcomes(found) == [
        (Outcome.MISSED, "MIS-02"),
        (Outcome.UNFOUNDED, "UIT-01"),
        (Outcome.UNFOUNDED, "DRE-01"),
        (Outcome.DEFENSIBLE, "BET-03"),
    ]
    assert "radio" in found.of(Outcome.UNFOUNDED)[0].why.show("nl")
    assert not found.of(Outcome.UNFOUNDED)[1].why
    assert not found.same_route


def test_what_was_expected_and_noted_is_seen(shipped: dict[str, Scenario]) -> None:
    found = debrief(shipped["SC-01"], [note("MIS-02", 3), note("MIS-02", 4)], "unit_1f")
    assert outcomes(found) == [(Outcome.SEEN, "MIS-02")]
    assert len(found.remarks[0].notes) == 2
    assert found.same_route


def test_nothing_noted_is_the_full_outcome_where_there_is_nothing(shipped: dict[str, Scenario]) -> None:
    found = debrief(shipped["SC-02"], [], "")
    assert found.remarks == ()
    assert found.same_route


def test_every_note_has_no_ground_where_there_is_nothing(shipped: dict[str, Scenario]) -> None:
    found = debrief(shipped["SC-02"], [note("OVG-04", 3), note("BET-01")], "coordinator_tsz")
    assert {remark.outcome for remark in found.remarks} == {Outcome.UNFOUNDED}
    assert not found.same_route


def test_a_note_in_own_words_is_left_to_the_trainer(shipped: dict[str, Scenario]) -> None:
    found = debrief(shipped["SC-02"], [note("", 1)], "")
    assert found.remarks == ()
    assert len(found.timeline) == 1


def test_notes_stand_in_the_order_in_which_they_were_taken(shipped: dict[str, Scenario]) -> None:
    found = debrief(shipped["SC-01"], [note("MIS-02", 3, minute=9), note("BET-03", 2, minute=4)], "")
    assert [one.indicator for one in found.timeline] == ["BET-03", "MIS-02"]


def test_there_is_no_score() -> None:
    for kind in (Debrief, PairDifference):
        names = {field.name for field in fields(kind)}
        assert not {name for name in names if "score" in name or "points" in name or "grade" in name}


def test_agreement_counts_people_and_not_notes(shipped: dict[str, Scenario]) -> None:
    scenario = shipped["SC-01"]
    group = [
        debrief(scenario, [note("MIS-02"), note("MIS-02", 4)], "unit_1f"),
        debrief(scenario, [note("UIT-01", 4)], ""),
        debrief(scenario, [note("MIS-02"), note("DRE-01")], ""),
    ]
    assert agreement(group) == (
        Agreement("MIS-02", Weight.REQUIRED, 2, 3),
        Agreement("BET-03", Weight.ACCEPTABLE, 0, 3),
        Agreement("MIS-03", Weight.TRAP, 0, 3),
        Agreement("UIT-01", Weight.TRAP, 1, 3),
        Agreement("DRE-01", None, 1, 3),
    )
    assert agreement([]) == ()


@pytest.mark.parametrize(
    ("noted", "practised", "agreeing", "pairs"),
    [(0, 4, 6, 6), (1, 4, 3, 6), (2, 4, 2, 6), (4, 4, 6, 6), (1, 2, 0, 1), (1, 1, 0, 0)],
)
def test_raw_agreement_counts_pairs_that_did_the_same(
    noted: int, practised: int, agreeing: int, pairs: int
) -> None:
    counted = Agreement("MIS-02", Weight.REQUIRED, noted, practised)
    assert (counted.agreeing, counted.pairs) == (agreeing, pairs)


def test_agreement_is_counted_within_one_scenario(shipped: dict[str, Scenario]) -> None:
    with pytest.raises(ValueError, match="one scenario"):
        agreement([debrief(shipped["SC-01"], [], ""), debrief(shipped["SC-02"], [], "")])


def test_a_pair_is_put_side_by_side(shipped: dict[str, Scenario]) -> None:
    first = debrief(shipped["SC-03A"], [note("ONT-03")], "coordinator_tsz")
    second = debrief(shipped["SC-03B"], [note("ONT-03"), note("OVG-04", 4)], "immediate")
    found = beside_each_other(first, second)
    assert (found.only_first, found.only_second, found.same_route) == ((), ("OVG-04",), False)


def test_only_two_variants_of_one_pair_can_be_put_side_by_side(shipped: dict[str, Scenario]) -> None:
    alone = debrief(shipped["SC-01"], [], "")
    variant = debrief(shipped["SC-03A"], [], "")
    for first, second in ((alone, alone), (variant, variant), (alone, variant)):
        with pytest.raises(ValueError, match="one pair"):
            beside_each_other(first, second)
