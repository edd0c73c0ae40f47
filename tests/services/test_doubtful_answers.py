# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers that the questionnaire warns about, and answers that are no longer relevant: kept and on record."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from app.errors import UserError
from app.questionnaire.values import Address, NonAnswer
from app.services.desk import Desk
from app.services.views import InstanceHeading, QuestionView

QUESTIONNAIRE = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
survey:
  - type: group
    name: life
    number: P1
    label: {nl: Leven, en: Life}
    children:
      - {type: integer, name: age, number: P1.1, label: {nl: Hoe oud bent u?, en: How old are you?},
         warning: ". > 90", warning_message: {nl: Is dat de leeftijd?, en: Is that the age?}}
      - {type: integer, name: children, number: P1.2, label: {nl: Hoeveel kinderen?, en: How many children?}}
      - {type: text, name: names, number: P1.3, label: {nl: Hoe heten zij?, en: What are their names?},
         required: true, relevant: "${children} > 0"}
      - type: repeat
        name: homes
        number: P1.4
        label: {nl: Woningen, en: Homes}
        children:
          - {type: text, name: place, number: P1.5, label: {nl: Waar?, en: Where?}}
          - type: repeat
            name: rooms
            number: P1.6
            label: {nl: Kamers, en: Rooms}
            children:
              - {type: text, name: room, number: P1.7, label: {nl: Welke?, en: Which?}}
"""
AGE, CHILDREN, NAMES = Address("age"), Address("children"), Address("names")


def report(desk: Desk) -> Any:
    return json.loads(desk.close.report_json(desk.worklist.hearings()[0].hearing_id, "nl"))


def entries(desk: Desk) -> list[str]:
    return [entry["text"] for section in report(desk)["sections"] for entry in section["entries"]]


def test_a_doubtful_answer_is_an_open_point_until_there_is_a_reason(
    desk: Desk, again: Callable[[], Desk]
) -> None:
    desk.conduct.answer(AGE, 97)
    view = desk.conduct.question(AGE)
    assert view.warning is not None
    assert view.problem is None
    (point,) = desk.close.check().warnings
    assert (point.address, point.problem) == (AGE, view.warning)
    assert not desk.close.check().may_close
    desk.conduct.let_stand(AGE, " Het staat zo in het paspoort. ")
    assert desk.close.check().warnings == ()
    assert again().conduct.question(AGE).reason == "Het staat zo in het paspoort."


def test_the_reason_is_in_the_report(desk: Desk) -> None:
    desk.conduct.answer(AGE, 97)
    desk.conduct.let_stand(AGE, "Zo staat het in het paspoort.")
    assert "Dit antwoord is nagevraagd en blijft staan: Zo staat het in het paspoort." in entries(desk)


def test_another_answer_needs_a_reason_of_its_own(desk: Desk) -> None:
    desk.conduct.answer(AGE, 97)
    desk.conduct.let_stand(AGE, "Zo staat het in het paspoort.")
    desk.conduct.answer(AGE, 99)
    assert desk.conduct.question(AGE).reason == ""
    assert len(desk.close.check().warnings) == 1


def test_a_reason_is_refused_where_none_is_asked_or_given(desk: Desk) -> None:
    desk.conduct.answer(AGE, 30)
    with pytest.raises(UserError, match="geen reden nodig"):
        desk.conduct.let_stand(AGE, "Zo is het.")
    desk.conduct.answer(AGE, 97)
    with pytest.raises(UserError, match="Schrijf kort op waarom"):
        desk.conduct.let_stand(AGE, "  ")


def test_an_answer_that_is_no_longer_relevant_is_kept_and_in_nothing(
    desk: Desk, again: Callable[[], Desk]
) -> None:
    desk.conduct.answer(CHILDREN, 2)
    desk.conduct.answer(NAMES, "Sara en Daniel")
    answered = desk.worklist.hearings()[0].answered
    desk.conduct.answer(CHILDREN, 0)
    assert NAMES not in desk.conduct.open_hearing().addresses()
    assert desk.worklist.hearings()[0].answered == answered - 1
    assert desk.close.check().required == ()
    assert "Hoe heten zij?" not in entries(desk)
    assert "Sara en Daniel" not in json.dumps(report(desk), ensure_ascii=False)
    after = again()
    assert after.conduct.open_hearing().hearing.turn_of("names") is not None  # on record
    after.conduct.answer(CHILDREN, 1)
    assert after.conduct.question(NAMES).value == "Sara en Daniel"
    assert "Hoe heten zij?" in entries(after)


@pytest.mark.parametrize("code", list(NonAnswer))
def test_every_answer_that_is_no_value_is_kept_and_in_words_in_the_report(
    code: NonAnswer, desk: Desk, again: Callable[[], Desk], enter: Callable[[], Desk]
) -> None:
    desk.conduct.answer(CHILDREN, code)
    assert again().conduct.question(CHILDREN).value is code
    (said,) = [
        entry["non_answer"]
        for section in report(enter())["sections"]
        for entry in section["entries"]
        if entry["number"] == "P1.2"
    ]
    assert said


def test_a_hearing_opens_again_after_an_instance_with_others_in_it_was_taken_out(
    desk: Desk, again: Callable[[], Desk]
) -> None:
    desk.conduct.add_instance("homes")
    (home,) = [item for item in desk.conduct.section("life") if isinstance(item, InstanceHeading)]
    desk.conduct.add_instance("rooms", (home.instance_id,))
    desk.conduct.remove_instance("homes", home.instance_id)
    after = again()
    assert not [item for item in after.conduct.section("life") if isinstance(item, InstanceHeading)]


def shown(desk: Desk) -> list[tuple[str, bool]]:
    return [
        (item.number, item.is_aside)
        for item in desk.conduct.section("life")
        if isinstance(item, QuestionView)
    ]


def test_an_answer_that_is_not_asked_for_now_stands_greyed_in_its_place_with_the_reason(desk: Desk) -> None:
    desk.conduct.answer(CHILDREN, 2)
    desk.conduct.answer(NAMES, "Sara en Dawit")
    changes = desk.conduct.answer(CHILDREN, 0)
    assert "life" in changes.reshaped
    assert shown(desk) == [("P1.1", False), ("P1.2", False), ("P1.3", True)]
    (aside,) = [one for one in desk.conduct.section("life") if isinstance(one, QuestionView) and one.is_aside]
    assert (aside.value, aside.read_only, aside.required) == ("Sara en Dawit", True, False)
    assert [(one.name, one.holds) for one in aside.aside_because] == [("names", False)]
    assert [one.aside for one in desk.conduct.hearing().sections] == [1]
    assert NAMES not in [point.address for point in desk.close.check().required]
    assert "Hoe heten zij?" not in entries(desk)
    assert desk.conduct.next_after(CHILDREN) is None
    desk.conduct.answer(CHILDREN, 1)
    assert shown(desk)[-1] == ("P1.3", False)
    assert [one.aside for one in desk.conduct.hearing().sections] == [0]


def test_it_stands_greyed_when_the_hearing_is_opened_again(again: Callable[[], Desk], desk: Desk) -> None:
    desk.conduct.answer(CHILDREN, 2)
    desk.conduct.answer(NAMES, "Sara en Dawit")
    desk.conduct.answer(CHILDREN, 0)
    assert shown(again())[-1] == ("P1.3", True)


def test_one_that_was_never_answered_is_not_shown(desk: Desk) -> None:
    desk.conduct.answer(CHILDREN, 2)
    desk.conduct.answer(CHILDREN, 0)
    assert shown(desk) == [("P1.1", False), ("P1.2", False)]


def test_too_many_words_are_refused_and_stay_as_they_were_typed(
    desk: Desk, again: Callable[[], Desk]
) -> None:
    words = "woord " * 40_000
    desk.conduct.answer(AGE, 97)
    desk.conduct.keep_draft(NAMES, words)
    acts: tuple[Callable[[], object], ...] = (
        lambda: desk.conduct.answer(NAMES, words),
        lambda: desk.conduct.follow_up(AGE, "Hoe bedoelt u?", words),
        lambda: desk.conduct.follow_up(AGE, words, "Zo."),
        lambda: desk.conduct.remark(AGE, words),
        lambda: desk.conduct.let_stand(AGE, words),
    )
    for give in acts:
        with pytest.raises(UserError, match="Dit is langer dan 200000 tekens"):
            give()
    after = again().conduct
    assert (after.question(NAMES).draft, after.question(AGE).value) == (words, 97)
    assert (after.question(AGE).follow_ups, after.question(AGE).remarks) == ((), ())
