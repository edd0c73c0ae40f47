# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.hearing_compiler import several
from app.questionnaire.model import Question, walk
from app.questionnaire.read_yaml import Problem, QuestionnaireError, read_questionnaire
from tests.questionnaire.conftest import FAMILY, HEAD

SECTION = """\
  - type: group
    name: s
    label: {nl: S, en: S}
    children:
"""
FIRST_LINE = (HEAD + SECTION).count("\n") + 1


def problems(survey: str) -> list[tuple[int, str]]:
    with pytest.raises(QuestionnaireError) as refused:
        compile_questionnaire(read_questionnaire(HEAD + SECTION + survey, "proef.yaml"))
    assert str(refused.value).startswith("proef.yaml, regel ")
    return [(problem.line - FIRST_LINE, str(problem.message)) for problem in refused.value.problems]


def question(**properties: str) -> str:
    described = {"type": "text", "name": "q", "label": "{nl: Q, en: Q}"} | properties
    return "      - {" + ", ".join(f"{key}: {value}" for key, value in described.items()) + "}\n"


@pytest.mark.parametrize(
    ("survey", "line", "says"),
    [
        (question(type="txt"), 0, "type „txt” bestaat niet. Bedoelt u „text”?"),
        (question(labl="x"), 0, "„labl” is hier onbekend. Bedoelt u „label”?"),
        (question(label="{nl: Q, fr: Q}"), 0, "„fr” is hier onbekend"),
        (
            question(other='{relevance: "1 = 2"}'),
            0,
            "„relevance” hoort niet onder other. Schrijf relevant erb",
        ),
        (question(other='{"label::fr": Q}'), 0, "„label::fr” hoort niet onder other. Schrijf label"),
        (question(other='{"gehoor::topic": x}'), 0, "hoort niet onder other. Schrijf topic"),
        (question(other="{disabled: x}"), 0, "„disabled” kan niet onder other"),
        (
            question(type="group", children="[]", name="g", other="{relevance: x, required: x}"),
            0,
            "„relevance” hoort niet",
        ),
        (question(name='"1st"'), 0, "kan hier niet"),
        (question(type="select_one"), 0, "de naam van een keuzelijst"),
        (question(type="text yes_no"), 0, "hoort geen keuzelijst"),
        (question(type="select_one yesno"), 0, "keuzelijst „yesno” bestaat niet"),
        (question() + question(relevant="\"${r} = 'x'\"", name="p"), 1, "„${r}” bestaat niet"),
        (question() + question(), 1, "de naam „q” staat ook op regel"),
        (question(relevant='"lenght(.) > 1"'), 0, "functie „lenght” bestaat niet"),
        (question(relevant="\"selected('a')\""), 0, "precies 2 waarden"),
        (question(relevant='"1 + * 2"'), 0, "klopt niet bij teken 7"),
        (question(warning='". > 1"'), 0, "hoort warning_message"),
        (question(relevant="\"${q} = 'x'\""), 0, "wachten op elkaar: q → q"),
        (
            question(relevant="\"${p} = 'x'\"") + question(name="p", relevant="\"${q} = 'x'\""),
            0,
            "wachten op elkaar",
        ),
        (question(relevant='"country = 1"'), 0, "„country” is hier onbekend"),
        (question(label='{nl: "Over ${x}", en: Q}'), 0, "„${x}” bestaat niet"),
        (question(required="maybe()"), 0, "functie „maybe” bestaat niet"),
        (question(sensitive="perhaps"), 0, "true of false"),
        (question(non_answers="[unknwon]"), 0, "Bedoelt u „unknown”?"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_to_do(survey: str, line: int, says: str) -> None:
    found = problems(survey)
    assert any(at == line and says in message for at, message in found), found


def test_all_mistakes_are_told_at_once() -> None:
    found = problems(question(relevant='"${a}"') + question(name="p", relevant='"${b}"'))
    assert [line for line, _ in found] == [0, 1]


def test_an_answer_from_several_instances_must_be_taken_together() -> None:
    survey = """\
      - type: repeat
        name: legs
        label: {nl: E, en: L}
        children:
          - {type: text, name: from_place, label: {nl: Van, en: From}}
      - {type: text, name: q, label: {nl: Q, en: Q}, relevant: "string-length(${from_place}) > 1"}
"""
    assert problems(survey) == [(5, str(several("from_place")))]


def test_every_property_is_read() -> None:
    text = (
        HEAD
        + SECTION
        + question(
            number="A1.1",
            hint="{nl: H, en: H}",
            guidance_hint="{nl: G, en: G}",
            required="true",
            topic="route",
            sensitive="true",
            appearance="multiline",
            non_answers="[unknown]",
        )
    )
    found = next(item for item in walk(read_questionnaire(text, "x").children) if isinstance(item, Question))
    assert (found.number, found.topic, found.sensitive, found.appearance) == (
        "A1.1",
        "route",
        True,
        "multiline",
    )
    assert (found.hint.show("nl"), found.guidance.show("en")) == ("H", "G")
    assert [code.value for code in found.non_answers] == ["unknown"]
    assert found.required is not None


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_mutilated_file_is_refused_and_nothing_worse(data: st.DataObject) -> None:
    text = HEAD + FAMILY
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, min(len(text), start + 40)))
        text = text[:start] + data.draw(st.text("{}[]:-,'\"\n ab${}()=&*!|>\x00é", max_size=6)) + text[end:]
    found: tuple[Problem, ...] = ()
    try:
        compile_questionnaire(read_questionnaire(text, "proef.yaml"))
    except QuestionnaireError as error:
        found = error.problems
    assert all(problem.line >= 1 and str(problem.message) for problem in found)
