# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which version is in force, what is signed, and who may do what with a draft."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from app.errors import UserError
from app.library.drafts import drafts
from app.library.in_force import Version, in_force, next_version, order
from app.library.publication import (
    Publication,
    Retirement,
    as_plain,
    publication_from_plain,
    retirement_from_plain,
    signed_bytes,
)
from app.library.records import DraftBegun, DraftMoved, DraftRevised, DraftState

TODAY = date(2026, 11, 24)
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ONE = Publication(
    "questionnaire", "proef", "1.1.0", "bron", date(2026, 12, 1), None, "2026-11-24T09:00:00+00:00"
)
GONE = Retirement("questionnaire", "proef", "1.1.0", "fout in vraag A1", "2026-11-24T09:00:00+00:00")


def versions(*of: Version) -> list[str]:
    return [one.version for one in in_force(of, TODAY)]


def test_of_the_valid_versions_the_last_begun_is_in_force() -> None:
    old = Version("proef", "1.0.0", date(2026, 1, 1))
    new = Version("proef", "1.1.0", date(2026, 11, 24))
    assert versions(new, old) == ["1.1.0"]
    assert versions(replace(new, valid_from=date(2026, 11, 25)), old) == ["1.0.0"]
    assert versions(replace(new, retired=True), old) == ["1.0.0"]
    assert versions(replace(old, valid_until=date(2026, 11, 23))) == []
    assert versions(replace(old, valid_until=TODAY)) == ["1.0.0"]


def test_of_two_that_begin_on_one_day_the_highest_is_in_force() -> None:
    assert versions(*(Version("proef", one, TODAY) for one in ("1.9.0", "1.10.0", "1.2.0"))) == ["1.10.0"]


def test_every_subject_has_its_own_version_in_force() -> None:
    found = in_force([Version("a", "1.0.0", TODAY), Version("b", "2.0.0", TODAY)], TODAY)
    assert {one.subject for one in found} == {"a", "b"}


def test_versions_follow_each_other_by_number() -> None:
    assert next_version("1.9.3") == "1.10.0"
    assert order("1.10.0") > order("1.9.0")


def test_what_is_signed_is_other_for_every_other_content() -> None:
    changed: list[Publication | Retirement] = [
        replace(ONE, source="bron."),
        replace(ONE, version="1.1.1"),
        replace(ONE, valid_from=TODAY),
        replace(ONE, valid_until=TODAY),
        replace(ONE, subject="proef2"),
        GONE,
    ]
    assert len({signed_bytes(one) for one in (ONE, *changed)}) == 7


def test_what_was_signed_is_read_back() -> None:
    assert publication_from_plain(as_plain(ONE)) == ONE
    assert publication_from_plain(as_plain(replace(ONE, valid_until=TODAY))).valid_until == TODAY
    assert retirement_from_plain(as_plain(GONE)) == GONE


@pytest.mark.parametrize(
    "bad",
    [
        {"kind": "catalogue"},
        {"subject": "../proef"},
        {"version": "1"},
        {"source": ""},
        {"source": 3},
        {"valid_from": "morgen"},
        {"valid_from": None},
        {"more": 1},
    ],
)
def test_a_content_out_of_bounds_is_refused(bad: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        publication_from_plain(as_plain(ONE) | bad)


def records(*moves: DraftState) -> list[DraftBegun | DraftRevised | DraftMoved]:
    begun = DraftBegun("c1", "questionnaire", "proef", "1.1.0", "1.0.0", NOW, "teamleider 1")
    revised = DraftRevised("r1", "c1", 1, "bron", NOW, "teamleider 1")
    return [begun, revised, *(DraftMoved("m", "c1", move, "", "", NOW, "teamleider 1") for move in moves)]


def test_a_draft_stands_where_it_was_last_put() -> None:
    (draft,) = drafts(records())
    assert draft.state is DraftState.DRAFT
    (draft,) = drafts(records(DraftState.IN_REVIEW, DraftState.DRAFT))
    assert draft.state is DraftState.DRAFT
    with pytest.raises(UserError, match="nog niet ter beoordeling"):
        draft.must_be(DraftState.IN_REVIEW)


def test_nobody_approves_own_work() -> None:
    (draft,) = drafts(records(DraftState.IN_REVIEW))
    with pytest.raises(UserError, match="eigen werk"):
        draft.must_be_somebody_else("teamleider 1")
    draft.must_be_somebody_else("teamleider 2")


def test_a_change_to_what_somebody_else_changed_since_is_told() -> None:
    (draft,) = drafts([*records(), DraftRevised("r2", "c1", 2, "nieuw", NOW, "teamleider 2")])
    with pytest.raises(UserError, match="teamleider 2 heeft dit concept intussen veranderd"):
        draft.must_follow(1)
    draft.must_follow(2)
