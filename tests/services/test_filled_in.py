# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a questionnaire fills in by itself is on record; a hearing that is opened again stands as it did."""

import json
from collections.abc import Callable

import pytest

from app.errors import UserError
from app.questionnaire.values import Address
from app.services.desk import Desk

QUESTIONNAIRE = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
choices:
  order:
    - {name: a, label: {nl: A, en: A}}
    - {name: b, label: {nl: B, en: B}}
    - {name: c, label: {nl: C, en: C}}
survey:
  - type: group
    name: life
    number: P1
    label: {nl: Leven, en: Life}
    children:
      - {type: text, name: surname, number: P1.1, label: {nl: Achternaam?, en: Surname?}, default: Onbekend}
      - {type: integer, name: years, number: P1.2, label: {nl: Hoeveel jaar?, en: How many years?}}
      - {type: integer, name: months, number: P1.3, label: {nl: Hoeveel maanden?, en: How many months?},
         calculation: "${years} * 12"}
      - {type: text, name: why, number: P1.4, label: {nl: Waarom?, en: Why?}, trigger: "${surname}"}
      - {type: text, name: fixed, number: P1.5, label: {nl: Vast?, en: Fixed?}, read_only: "${years} > 5"}
      - {type: select_one order, name: pick, number: P1.6, label: {nl: Welke?, en: Which?},
         parameters: randomize=true}
      - {type: hidden, name: office, default: Ter Apel}
      - type: repeat
        name: homes
        number: P1.7
        label: {nl: Woningen, en: Homes}
        children:
          - {type: text, name: owner, number: P1.8, label: {nl: Van wie?, en: Whose?}, default: "${surname}"}
"""
SURNAME, YEARS, MONTHS, WHY = Address("surname"), Address("years"), Address("months"), Address("why")


def test_a_hearing_begins_with_its_defaults_and_at_its_first_question(desk: Desk) -> None:
    assert desk.conduct.hearing().current == SURNAME
    found = desk.conduct.question(SURNAME)
    assert (found.value, found.filled_in) == ("Onbekend", True)
    desk.conduct.answer(SURNAME, "Haile")
    assert not desk.conduct.question(SURNAME).filled_in
    assert desk.conduct.question(SURNAME).revisions == 2


def test_it_stands_the_same_when_it_is_opened_again(again: Callable[[], Desk], desk: Desk) -> None:
    conduct = desk.conduct
    conduct.answer(WHY, "verhuisd")
    conduct.answer(SURNAME, "Haile")
    conduct.add_instance("homes")
    conduct.answer(SURNAME, None)
    conduct.answer(YEARS, 2)
    conduct.answer(MONTHS, 25)
    stood = conduct.section("life")
    assert [getattr(one, "value", None) for one in stood if getattr(one, "number", "") == "P1.8"] == ["Haile"]
    assert conduct.question(WHY).value is None
    assert again().conduct.section("life") == stood


def test_what_a_trigger_took_away_is_still_on_record(desk: Desk) -> None:
    desk.conduct.answer(WHY, "verhuisd")
    desk.conduct.answer(SURNAME, "Haile")
    turn = desk.conduct.open_hearing().hearing.turn_of(str(WHY))
    assert turn is not None
    assert [json.loads(one.value)[1] for one in turn.revisions] == ["verhuisd", None]


def test_a_question_that_is_locked_takes_no_answer(desk: Desk) -> None:
    desk.conduct.answer(Address("fixed"), "ja")
    desk.conduct.answer(YEARS, 6)
    assert desk.conduct.question(Address("fixed")).read_only
    with pytest.raises(UserError, match=r"P1\.5"):
        desk.conduct.answer(Address("fixed"), "nee")
    assert desk.conduct.question(Address("fixed")).value == "ja"


def test_what_nobody_sees_is_in_no_list(desk: Desk) -> None:
    assert Address("office") not in {getattr(one, "address", None) for one in desk.conduct.section("life")}


def test_the_report_says_that_nobody_gave_the_answer(desk: Desk) -> None:
    desk.conduct.answer(YEARS, 2)
    hearing_id = desk.worklist.hearings()[0].hearing_id
    report = json.loads(desk.close.report_json(hearing_id, "nl"))
    told = {one["number"]: one["revised"] for section in report["sections"] for one in section["entries"]}
    assert told["P1.1"] == told["P1.3"] == "ingevuld door de vragenlijst"
    assert told["P1.2"] == ""
