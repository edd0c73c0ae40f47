# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.questionnaire.graph import Aspect, CycleError, Key, ranked

NAMES = [(f"q{at}", Aspect.SEEN) for at in range(8)]


@given(st.lists(st.lists(st.integers(0, 7), max_size=4), min_size=8, max_size=8), st.permutations(range(8)))
def test_everything_comes_once_and_after_what_it_needs(edges: list[list[int]], order: list[int]) -> None:
    needs: dict[Key, list[Key]] = {
        NAMES[at]: [NAMES[one] for one in edges[at] if order.index(one) < order.index(at)] for at in range(8)
    }
    found = ranked(needs)
    assert sorted(found) == sorted(NAMES)
    for key, needed in needs.items():
        for one in needed:
            assert found.index(one) < found.index(key)


def test_what_needs_nothing_keeps_the_order_it_was_given_in() -> None:
    assert ranked(dict.fromkeys(reversed(NAMES), ())) == tuple(reversed(NAMES))


def test_a_way_round_is_named_from_end_to_end_without_what_leads_to_it() -> None:
    first, second, third, fourth, *_ = NAMES
    needs = {first: [second], second: [third], third: [fourth], fourth: [second]}
    with pytest.raises(CycleError) as refused:
        ranked(needs)
    assert refused.value.path == (second, third, fourth, second)
    assert str(refused.value) == "q1 → q2 → q3 → q1"
