# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Practising through the services: what is noted stands beside the key, and nothing of it becomes real."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.questionnaire.values import Address
from app.services.desk import Desk
from app.services.practise import Practise
from app.services.signal_views import NoteFields, QuotablePlace
from app.services.views import QuestionView
from app.training.debrief import Outcome
from tests.workplace import NAME, PASSPHRASE, workplace

TRAINEES = ("cursist 01", "cursist 02")
THEIRS = "de zin van een cursist"

Enter = Callable[..., Desk]


@pytest.fixture
def enter(tmp_path: Path) -> Iterator[Enter]:
    """Let somebody in, after everybody else has gone; the trainees are added first."""
    entrance = workplace(tmp_path)
    inside: list[Desk] = []

    def come_in(name: str = NAME) -> Desk:
        while inside:
            inside.pop().lock()
        inside.append(entrance.unlock(name, PASSPHRASE if name == NAME else THEIRS))
        return inside[-1]

    office = come_in()
    for trainee in TRAINEES:
        office.people.add(trainee, THEIRS, ["trainee"])
    yield come_in
    for desk in inside:
        desk.lock()


def practice(desk: Desk) -> Practise:
    assert desk.practice is not None
    return desk.practice


def begun(at: Practise, scenario: str, group: str = "") -> str:
    """Begin a scenario with the questions about functions and motives open, and give its id."""
    session = at.begin(scenario, group)
    if at.conduct.hearing().questionnaire_id == "nader_gehoor":
        at.conduct.answer(Address("armed_topic_arises"), "yes")
        at.conduct.add_instance("functions")
        at.conduct.add_instance("motives")
    return session.session_id


def address(at: Practise, number: str) -> Address:
    """Give the place of a question by its number."""
    for section in at.conduct.hearing().sections:
        for item in at.conduct.section(section.name):
            if isinstance(item, QuestionView) and item.number == number:
                return item.address
    raise LookupError(number)


def note(at: Practise, number: str, indicator: str, quote: str = "letterlijke woorden", **more: str) -> None:
    view = at.conduct.question(address(at, number))
    place = QuotablePlace(at.conduct.hearing().hearing_id, view.address, number, view.label, quote)
    at.notes.note(place, NoteFields(quote, indicator, **more))  # type: ignore[arg-type]  # text fields alone


def practised(desk: Desk, scenario: str, *notes: tuple[str, str], route: str = "", group: str = "") -> str:
    """Practise a scenario from begin to end, and give its id."""
    at = practice(desk)
    session = begun(at, scenario, group)
    for number, indicator in notes:
        note(at, number, indicator)
    at.finish(session, route)
    return session


def test_a_missed_and_an_unfounded_note_are_talked_about_with_the_reasons(enter: Enter) -> None:
    desk = enter(TRAINEES[0])
    session = practised(desk, "SC-01", ("N7.5", "UIT-01"))
    found = practice(desk).debrief(session)
    (missed,) = found.of(Outcome.MISSED)
    (unfounded,) = found.of(Outcome.UNFOUNDED)
    assert missed.why.show("nl").startswith("Hij vertelt over een eigen functie")
    assert [words.show("nl") for words in missed.said][-1].startswith("Dat hoorde iedereen")
    assert unfounded.why.show("en").startswith("“Turning up the radio”")
    assert [one.quote for one in unfounded.notes] == ["letterlijke woorden"]
    assert not found.same_route
    assert found.route_expected is not None


def test_what_a_note_lacks_is_named(enter: Enter) -> None:
    desk = enter(TRAINEES[0])
    at = practice(desk)
    session = begun(at, "SC-01")
    note(at, "N7.2", "MIS-02")
    note(at, "N7.5", "MIS-02", facts="Hij bracht mannen naar een kamer.")
    first, second = at.finish(session, "unit_1f").timeline
    assert [lack.text for lack in first.lacking] == ["feiten, los van uw duiding"]
    assert second.lacking == ()
    assert (first.question, second.question) == ("N7.2", "N7.5")


def test_the_persona_answers_what_is_asked_and_has_a_sentence_for_the_rest(enter: Enter) -> None:
    at = practice(enter(TRAINEES[0]))
    session = begun(at, "SC-01")
    said = at.said(session, address(at, "N7.2"))
    assert said.is_written
    assert said.words.show("nl").startswith("Als er werd gebeld")
    at.conduct.follow_up(address(at, "N7.2"), "En daarna?", "Dat weet hij niet.")
    again = at.said(session, address(at, "N7.2"))
    assert not again.is_written
    assert again.words.show("en").startswith("I know nothing more")


def test_practice_is_in_no_worklist_and_its_notes_are_in_no_signals(enter: Enter) -> None:
    desk = enter()
    practised(desk, "SC-01", ("N7.2", "MIS-02"), route="unit_1f")
    assert desk.worklist.hearings() == ()
    assert desk.reports.reports() == ()
    assert desk.reports.notes_without_report() == ()
    assert not list((desk.vault._folder.parent / "uitgaand").iterdir())


def test_a_trainee_sees_own_practice_and_a_trainer_everybodys(enter: Enter) -> None:
    for trainee in TRAINEES:
        practised(enter(trainee), "SC-02")
    at = practice(enter(TRAINEES[0]))
    (own,) = at.sessions()
    assert own.trainee == TRAINEES[0]
    assert {one.trainee for one in practice(enter()).sessions()} == set(TRAINEES)


def test_a_trainee_opens_nobody_elses_practice(enter: Enter) -> None:
    session = practised(enter(TRAINEES[0]), "SC-02")
    with pytest.raises(UserError, match="Deze oefening is er niet"):
        practice(enter(TRAINEES[1])).debrief(session)


def test_a_trainer_sees_how_many_of_a_group_noted_what(enter: Enter) -> None:
    practised(enter(TRAINEES[0]), "SC-01", ("N7.2", "MIS-02"), route="unit_1f", group="dag 1")
    practised(enter(TRAINEES[1]), "SC-01", ("N7.5", "UIT-01"), group="dag 1")
    practised(enter(TRAINEES[1]), "SC-01", ("N7.2", "MIS-02"), group="dag 2")
    found = practice(enter()).group("SC-01", "dag 1")
    assert found.practised == 2
    counted = {row.label.show("nl"): (row.noted, row.practised) for row in found.rows}
    assert sorted(counted.values()) == [(0, 2), (0, 2), (1, 2), (1, 2)]
    assert {(one.count, one.expected) for one in found.routes} == {(1, True), (1, False)}


def test_the_last_time_counts_for_who_practised_twice(enter: Enter) -> None:
    desk = enter(TRAINEES[0])
    practised(desk, "SC-01", group="dag 1")
    practised(desk, "SC-01", ("N7.2", "MIS-02"), group="dag 1")
    found = practice(enter()).group("SC-01", "dag 1")
    assert found.practised == 1
    assert found.rows[0].noted == 1


def test_results_of_a_group_are_for_trainers(enter: Enter) -> None:
    with pytest.raises(UserError, match="Alleen een trainer"):
        practice(enter(TRAINEES[0])).group("SC-01", "dag 1")
    with pytest.raises(UserError, match="nog niemand"):
        practice(enter()).group("SC-01", "dag 1")


def test_a_pair_stands_side_by_side(enter: Enter) -> None:
    desk = enter(TRAINEES[0])
    first = practised(desk, "SC-03A", ("N7.5", "BET-01"), route="coordinator_tsz")
    second = practised(desk, "SC-03B")
    beside = practice(desk).pair(first, second)
    assert len(beside.only_first) == 1
    assert beside.only_second == ()
    assert not beside.same_route
    with pytest.raises(UserError, match="twee varianten"):
        practice(desk).pair(first, first)


def test_what_is_finished_stays_finished(enter: Enter) -> None:
    desk = enter(TRAINEES[0])
    session = practised(desk, "SC-02")
    with pytest.raises(UserError, match="afgerond"):
        practice(desk).finish(session, "")
    with pytest.raises(UserError, match="afgerond"):
        practice(desk).resume(session)


def test_practice_goes_on_where_it_was(enter: Enter) -> None:
    session = practice(enter(TRAINEES[0])).begin("SC-01")
    at = practice(enter(TRAINEES[0]))
    at.resume(session.session_id)
    assert at.conduct.hearing().header.v_number.startswith("000")
    with pytest.raises(UserError, match="nog niet afgerond"):
        at.debrief(session.session_id)


def test_a_route_that_is_not_there_is_refused(enter: Enter) -> None:
    at = practice(enter(TRAINEES[0]))
    session = at.begin("SC-01")
    with pytest.raises(UserError, match="Kies een route"):
        at.finish(session.session_id, "nergens")


def test_who_may_not_practise_has_no_practice(enter: Enter) -> None:
    office = enter()
    office.people.add("collega 0388", THEIRS, ["interviewer"])
    assert enter("collega 0388").practice is None
