# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A choice that was given and is no longer offered, since an answer before it changed: kept and told."""

import json

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
  place:
    - {name: ams, label: {nl: Amsterdam, en: Amsterdam}, country: NL}
    - {name: ber, label: {nl: Berlijn, en: Berlin}, country: DE}
survey:
  - type: group
    name: stay
    number: P1
    label: {nl: Verblijf, en: Stay}
    children:
      - {type: text, name: land, number: P1.1, label: {nl: Welk land?, en: Which country?}}
      - {type: select_one place, name: city, number: P1.2, label: {nl: Welke stad?, en: Which city?},
         choice_filter: "country = ${land}"}
"""
LAND, CITY = Address("land"), Address("city")


def test_a_choice_that_is_no_longer_offered_is_kept_and_told(desk: Desk) -> None:
    desk.conduct.answer(LAND, "NL")
    desk.conduct.answer(CITY, "ams")
    assert desk.conduct.question(CITY).problem is None
    changes = desk.conduct.answer(LAND, "DE")
    assert CITY in {view.address for view in changes.questions}
    view = desk.conduct.question(CITY)
    assert view.value == "ams"
    assert view.problem is not None
    assert view.problem.show("nl") == "Dit antwoord hoort niet meer bij de keuzes. Kies opnieuw."
    assert [choice.name for choice in view.choices] == ["ber"]
    assert [choice.label.show("nl") for choice in view.withdrawn] == ["Amsterdam"]
    assert CITY in {point.address for point in desk.close.check().problems}
    report = desk.close.report_json(desk.worklist.hearings()[0].hearing_id, "nl")
    assert "Amsterdam" in json.dumps(json.loads(report)), "not the name of the choice, which nobody said"
    desk.conduct.answer(CITY, "ber")
    view = desk.conduct.question(CITY)
    assert (view.problem, view.withdrawn) == (None, ())
