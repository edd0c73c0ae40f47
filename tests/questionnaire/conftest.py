# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small questionnaires for the tests of this room."""

from collections.abc import Callable
from datetime import date

import pytest

from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.read_yaml import read_questionnaire

HEAD = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
choices:
  yes_no:
    - {name: "yes", label: {nl: Ja, en: "Yes"}}
    - {name: "no", label: {nl: Nee, en: "No"}}
  place:
    - {name: ams, label: {nl: Amsterdam, en: Amsterdam}, country: NL}
    - {name: rtm, label: {nl: Rotterdam, en: Rotterdam}, country: NL}
    - {name: ber, label: {nl: Berlijn, en: Berlin}, country: DE}
survey:
"""

FAMILY = """\
  - type: group
    name: person
    number: A1
    label: {nl: Persoon, en: Person}
    children:
      - {type: text, name: name, number: A1.1, label: {nl: Naam, en: Name}, required: true}
      - {type: integer, name: age, number: A1.2, label: {nl: Leeftijd, en: Age}, required: "${name} != ''",
         constraint: ". >= 0 and . <= 120",
         constraint_message: {nl: Vul 0 tot 120 in., en: Enter 0 to 120.}}
      - {type: select_one yes_no, name: has_children, label: {nl: "Heeft u kinderen, ${name}?",
         en: "Do you have children, ${name}?"}, relevant: "${age} >= 14"}
      - {type: country, name: land, label: {nl: Land, en: Country}}
      - {type: select_one place, name: town, label: {nl: Plaats, en: Town},
         choice_filter: "country = ${land}"}
  - type: group
    name: family
    number: A2
    label: {nl: Gezin, en: Family}
    relevant: "${has_children} = 'yes'"
    children:
      - type: repeat
        name: children
        label: {nl: Kinderen, en: Children}
        item_label: {nl: "Kind ${child_name}", en: "Child ${child_name}"}
        children:
          - {type: text, name: child_name, label: {nl: Naam, en: Name}, required: true}
          - {type: integer, name: child_age, label: {nl: Leeftijd, en: Age}}
          - {type: text, name: school, label: {nl: School, en: School}, relevant: "${child_age} > 3"}
          - {type: calculate, name: place_in_row, calculation: "position(..)"}
      - {type: calculate, name: number_of_children, calculation: "count(${children})"}
      - {type: calculate, name: years_together, calculation: "sum(${child_age})"}
      - {type: note, name: summary,
         label: {nl: "${number_of_children} kinderen, samen ${years_together} jaar",
                 en: "${number_of_children} children, ${years_together} years together"}}
"""

TODAY = date(2026, 11, 23)

Fill = Callable[[str], Evaluation]


def evaluation(survey: str) -> Evaluation:
    return Evaluation(compile_questionnaire(read_questionnaire(HEAD + survey, "proef.yaml")), TODAY)


@pytest.fixture
def fill() -> Fill:
    """Give what makes an evaluation of a survey."""
    return evaluation


@pytest.fixture
def family() -> Evaluation:
    """Give a questionnaire about a person and, where there are any, the children."""
    return evaluation(FAMILY)


@pytest.fixture
def head() -> str:
    """Give everything before the sections; its last line is 13."""
    return HEAD
