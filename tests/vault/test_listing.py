# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist: the last worked on first, and found by the words in it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.vault import listing
from app.vault.open_vault import OpenVault
from tests.vault.making import ACT, answer, line, opened, turn


def found(vault: OpenVault, search: str = "", states: frozenset[str] = frozenset()) -> list[str]:
    with vault.dossiers_listing() as work:
        return [one.hearing_id for one in work.listed(search, states, 100, 0)]


def add(
    vault: OpenVault, hearing_id: str, name: str, words: str, minutes: int, state: str = "under_way"
) -> None:
    with vault.dossiers(ACT) as work:
        work.append(
            opened(hearing_id, name, f"280.123.456{minutes}"),
            turn(1, hearing_id),
            answer(1, words, hearing_id=hearing_id),
        )
        work.list_hearing(line(hearing_id, state, minutes, name))
        work.commit()


@pytest.fixture
def two(vault: OpenVault) -> OpenVault:
    add(vault, "a", "Yusuf Abdi", "Ik ben geboren in Aleppo.", 1)
    add(vault, "b", "Zoë Ünal", "Wij woonden in Izmir.", 2, "closed")
    return vault


def test_the_last_worked_on_comes_first(two: OpenVault) -> None:
    assert found(two) == ["b", "a"]
    with two.dossiers(ACT) as work:
        work.list_hearing(line("a", minutes=9))
        work.commit()
    assert found(two) == ["a", "b"]


def test_a_line_comes_back_as_it_was_put(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work:
        work.append(opened("a"))
        work.list_hearing(line("a", minutes=3))
        work.commit()
    with vault.dossiers_listing() as work:
        assert work.listed("", frozenset(), 10, 0) == (line("a", minutes=3),)


def test_states_and_pages(two: OpenVault) -> None:
    assert found(two, states=frozenset({"closed"})) == ["b"]
    assert found(two, states=frozenset({"closed", "under_way"})) == ["b", "a"]
    with two.dossiers_listing() as work:
        assert [one.hearing_id for one in work.listed("", frozenset(), 1, 1)] == ["a"]


@pytest.mark.parametrize("few", [0, 1000], ids=["by going through all", "by looking up"])
@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("Aleppo", ["a"]),
        ("alep", ["a"]),
        ("yusuf aleppo", ["a"]),
        ("yusuf izmir", []),
        ("zoe unal", ["b"]),
        ("يوسف", ["b", "a"]),
        ("280.123.4561", ["a"]),
        ("2801234562", ["b"]),
        ("280.123", ["b", "a"]),
        ("woonden", ["b"]),
        ("nergens", []),
    ],
)
def test_hearings_are_found_by_name_number_and_answers(
    two: OpenVault, search: str, expected: list[str], few: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "_FEW", few)
    assert found(two, search) == expected
    assert found(two, search, frozenset({"closed"})) == [one for one in expected if one == "b"]


def test_an_answer_that_was_replaced_is_found_no_more_by_its_old_words(two: OpenVault) -> None:
    with two.dossiers(ACT) as work:
        work.append(answer(1, "Ik ben geboren in Homs.", 2, "a"))
        work.commit()
    assert found(two, "aleppo") == []
    assert found(two, "homs") == ["a"]
    with two.dossiers(ACT) as work:
        work.append(answer(1, "", 3, "a"))
        work.commit()
    assert found(two, "homs") == []


def test_the_words_of_a_follow_up_are_found(two: OpenVault) -> None:
    with two.dossiers(ACT) as work:
        work.append(turn(2, "a", "Welke brug bedoelt u?"))
        work.commit()
    assert found(two, "brug") == ["a"]


def test_marks_alone_narrow_nothing(two: OpenVault) -> None:
    assert found(two, "aleppo -") == ["a"]
    assert found(two, "  -  ") == ["b", "a"]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=20))
def test_any_search_can_be_typed(two: OpenVault, search: str) -> None:
    assert set(found(two, search)) <= {"a", "b"}


@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="\"*'():^-+{}ab\x00 ANDORNOTNEAR", max_size=20))
def test_the_search_language_of_the_database_cannot_be_reached(two: OpenVault, search: str) -> None:
    assert set(found(two, search)) <= {"a", "b"}
