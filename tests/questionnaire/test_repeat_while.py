# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Repeats whose number follows from what is answered in them: as long as a condition is met."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.i18n import Translator
from app.questionnaire.compile import CompiledQuestionnaire, compile_questionnaire
from app.questionnaire.compiled_codec import dump_compiled, load_compiled
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.settling import MOST_COUNTED
from app.questionnaire.values import Address
from tests.questionnaire.conftest import HEAD, TODAY

SURVEY = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
      - type: repeat
        name: jobs
        label: {nl: R, en: R}
        repeat_count: "${wanted}"
        children:
          - {type: text, name: more, label: {nl: Nog een?, en: One more?}}
      - {type: calculate, name: there, calculation: "count(${jobs})"}
      - {type: calculate, name: wanted, calculation: FORMULA}
"""
WHILE = "if(${there} = 0 or ${jobs}[position() = ${there}]/more = 'yes', ${there} + 1, ${there})"


def compiled(formula: str) -> CompiledQuestionnaire:
    survey = SURVEY.replace("FORMULA", json.dumps(formula))
    return compile_questionnaire(read_questionnaire(HEAD + survey, "proef.yaml"))


def test_one_more_is_asked_for_as_long_as_the_last_says_so() -> None:
    evaluation = Evaluation(compiled(WHILE), TODAY)
    assert evaluation.instances("jobs") == ("1",)
    evaluation.set(Address("more", ("1",)), "yes")
    evaluation.set(Address("more", ("2",)), "yes")
    assert evaluation.instances("jobs") == ("1", "2", "3")
    evaluation.set(Address("more", ("3",)), "no")
    assert evaluation.instances("jobs") == ("1", "2", "3")
    assert evaluation.hindrances() == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 5), st.sampled_from(["yes", "no", None])), max_size=12))
def test_it_stands_the_same_when_it_is_read_back(acts: list[tuple[int, str | None]]) -> None:
    evaluation = Evaluation(compiled(WHILE), TODAY)
    for at, answer in acts:
        if str(at) in evaluation.instances("jobs"):
            evaluation.set(Address("more", (str(at),)), answer)
    again = Evaluation(load_compiled(dump_compiled(compiled(WHILE))), TODAY)
    again.restore(evaluation.snapshot())
    assert again.instances("jobs") == evaluation.instances("jobs")
    for name in ("there", "wanted"):
        assert again.status(Address(name)).value == evaluation.status(Address(name)).value


@pytest.mark.parametrize(
    ("formula", "count", "says"),
    [
        ("${there} + 1", MOST_COUNTED, "meer dan 1000 passen er niet"),
        ("if(${there} = 2, 3, 2)", None, "blijft veranderen"),
    ],
)
def test_a_number_that_never_stays_the_same_comes_to_an_end(
    formula: str, count: int | None, says: str
) -> None:
    evaluation = Evaluation(compiled(formula), TODAY)
    ((address, why),) = evaluation.hindrances()
    assert address == Address("jobs")
    assert says in Translator("nl")(why)
    assert count in (None, len(evaluation.instances("jobs")))


def test_other_circles_are_refused_as_ever() -> None:
    with pytest.raises(QuestionnaireError, match="wachten op elkaar: wanted → wanted"):
        compiled("${wanted} + count(${jobs})")
