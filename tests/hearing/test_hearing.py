# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import IntegrityError, UserError
from app.hearing.hearing import Hearing
from app.hearing.records import HearingOpened, HearingRecord, HearingState, Mode, Role, SessionEnded, TurnKind
from tests.fakes import CountingIds, SteppingClock

OPENED = HearingOpened(
    hearing_id="h1",
    kind="aanmeldgehoor",
    v_number="280.123.4567",
    name="Y. A.",
    name_in_script="",
    birth_date="1996",
    nationality="ER",
    language="ti",
    interpreter_number="48213",
    interviewer_code="0412",
    classification="DEPARTEMENTAAL VERTROUWELIJK",
    questionnaire_id="aanmeldgehoor",
    questionnaire_version="1.0.0",
    questionnaire_hash="0" * 64,
    at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
    by="hoormedewerker 0412",
)


def planned() -> Hearing:
    return Hearing([OPENED], SteppingClock(), CountingIds(), "hoormedewerker 0412")


def under_way() -> Hearing:
    hearing = planned()
    hearing.start_session(Mode.ON_SITE, "Ter Apel")
    return hearing


def test_a_hearing_is_planned_until_its_first_session() -> None:
    hearing = planned()
    assert hearing.state is HearingState.PLANNED
    hearing.start_session(Mode.VIDEO, "")
    assert hearing.state is HearingState.UNDER_WAY
    assert hearing.session.started.number == 1


def test_a_second_session_waits_for_the_end_of_the_first() -> None:
    with pytest.raises(UserError, match="Er loopt al een zitting"):
        under_way().start_session(Mode.ON_SITE, "")


def test_an_answer_takes_a_turn_once_and_revises_it_after_that() -> None:
    hearing = under_way()
    first = hearing.answer("name", TurnKind.QUESTION, '{"t":"a"}', "a")
    second = hearing.answer("name", TurnKind.QUESTION, '{"t":"b"}', "b")
    assert [len(first), len(second)] == [2, 1]
    turn = hearing.turn_of("name")
    assert turn is not None
    assert [revision.plain for revision in turn.revisions] == ["a", "b"]
    assert [revision.number for revision in turn.revisions] == [1, 2]


def test_follow_ups_and_remarks_stand_below_their_question_in_order() -> None:
    hearing = under_way()
    hearing.answer("name", TurnKind.QUESTION, '""', "")
    hearing.follow_up("name", "Hoe schrijft u dat?", '"zo"', "zo")
    hearing.remark("name", TurnKind.REMARK_INTERPRETER, "Het woord heeft twee betekenissen.")
    kinds = [turn.taken.kind for turn in hearing.below("name")]
    assert kinds == [TurnKind.FOLLOW_UP, TurnKind.REMARK_INTERPRETER]
    assert [turn.taken.number for turn in hearing.turns.values()] == [1, 2, 3]


def test_a_follow_up_can_be_answered_better() -> None:
    hearing = under_way()
    hearing.follow_up("name", "Wanneer?", '"mei"', "mei")
    (turn,) = hearing.below("name")
    hearing.revise_turn(turn.taken.turn_id, '"juni"', "juni")
    latest = turn.latest
    assert latest is not None
    assert latest.plain == "juni"
    with pytest.raises(UserError, match="vervolgvraag"):
        hearing.revise_turn("nowhere", '""', "")


def test_breaks_are_pairs_and_the_last_may_still_last() -> None:
    hearing = under_way()
    with pytest.raises(UserError, match="geen pauze"):
        hearing.go_on()
    hearing.pause()
    with pytest.raises(UserError, match="loopt al"):
        hearing.pause()
    hearing.go_on()
    hearing.pause()
    (start, end), (_, open_end) = hearing.session.breaks
    assert end is not None
    assert start < end
    assert open_end is None
    assert hearing.session.on_break


def test_who_attends_and_who_should_have() -> None:
    hearing = under_way()
    hearing.attend(Role.INTERPRETER, "48213", present=True, reason="")
    hearing.attend(Role.GUARDIAN, "", present=False, reason="niet bereikbaar")
    assert [(one.role, one.present) for one in hearing.session.attendances] == [
        (Role.INTERPRETER, True),
        (Role.GUARDIAN, False),
    ]


def test_instances_come_and_go_and_keep_their_order() -> None:
    hearing = under_way()
    ids = [hearing.add_instance("relatives", "")[0].instance_id for _ in range(3)]
    hearing.remove_instance("relatives", "", ids[1])
    assert hearing.instances["relatives", ""] == [ids[0], ids[2]]
    with pytest.raises(UserError, match="al weggehaald"):
        hearing.remove_instance("relatives", "", ids[1])


def test_a_closed_hearing_does_not_change_any_more() -> None:
    hearing = under_way()
    hearing.pause()
    hearing.close()
    assert hearing.state is HearingState.CLOSED
    assert not hearing.session.on_break
    acts: tuple[Callable[[], object], ...] = (
        lambda: hearing.answer("name", TurnKind.QUESTION, '""', ""),
        lambda: hearing.follow_up("name", "?", '""', ""),
        lambda: hearing.remark("name", TurnKind.REMARK_REPORTER, "x"),
        lambda: hearing.add_instance("relatives", ""),
        hearing.pause,
        hearing.close,
    )
    for act in acts:
        with pytest.raises(UserError, match="gesloten"):
            act()


def test_records_without_a_beginning_are_refused() -> None:
    with pytest.raises(IntegrityError, match="ontbreekt het begin"):
        Hearing([], SteppingClock(), CountingIds(), "x")
    with pytest.raises(IntegrityError, match="zitting"):
        Hearing([OPENED, *_ended("nowhere")], SteppingClock(), CountingIds(), "x")


def _ended(session_id: str) -> list[HearingRecord]:
    ended = next(record for record in under_way().close() if isinstance(record, SessionEnded))
    return [replace(ended, session_id=session_id)]


ACTS = st.lists(
    st.sampled_from(["answer", "again", "follow", "remark", "pause", "go_on", "add", "remove"]), max_size=40
)


@given(ACTS)
@settings(max_examples=60)
def test_a_hearing_read_back_from_its_records_is_the_same_hearing(acts: list[str]) -> None:
    hearing = planned()
    records: list[HearingRecord] = [OPENED, *hearing.start_session(Mode.ON_SITE, "")]
    for count, act in enumerate(acts):
        present = hearing.instances.get(("relatives", ""), [])
        match act:
            case "answer":
                records += hearing.answer(f"q{count}", TurnKind.QUESTION, f'"{count}"', str(count))
            case "again":
                records += hearing.answer("q", TurnKind.QUESTION, f'"{count}"', str(count))
            case "follow":
                records += hearing.follow_up("q", f"{count}?", '"ja"', "ja")
            case "remark":
                records += hearing.remark("q", TurnKind.REMARK_REPORTER, str(count))
            case "pause" if not hearing.session.on_break:
                records += hearing.pause()
            case "go_on" if hearing.session.on_break:
                records += hearing.go_on()
            case "add":
                records += hearing.add_instance("relatives", "")
            case "remove" if present:
                records += hearing.remove_instance("relatives", "", present[0])
            case _:
                pass
    again = Hearing(records, SteppingClock(), CountingIds(), "x")
    assert again.turns == hearing.turns
    assert again.instances == hearing.instances
    assert again.sessions == hearing.sessions
    assert again.state is hearing.state
    assert all(again.below(address) == hearing.below(address) for address in ("q", "q1"))
