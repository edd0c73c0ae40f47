# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from decimal import Decimal

import pytest

from app.errors import UserError
from app.questionnaire.check import check_all
from app.questionnaire.check_value import check_value
from app.questionnaire.model import Question, QuestionKind, walk
from app.questionnaire.parameters import parameters_as_text, parameters_of
from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire
from app.questionnaire.values import Value
from app.strict_yaml import Severity

HEAD = """\
questionnaire: {id: proef, version: 1.0.0, hearing_kind: x, title: {nl: P, en: T}, languages: [nl, en]}
choices:
  yes_no:
    - {name: "yes", label: {nl: Ja, en: "Yes"}}
    - {name: "no", label: {nl: Nee, en: "No"}}
  ends:
    - {name: "1", label: {nl: Laag, en: Low}}
    - {name: "10", label: {nl: Hoog, en: High}}
  spaced:
    - {name: a b, label: {nl: A, en: A}}
survey:
"""
ASKED = "  - {type: text, name: q, label: {nl: Q, en: Q}}\n"


def found(survey: str) -> list[tuple[Severity, str]]:
    try:
        return [
            (one.severity, str(one.message))
            for one in check_all(read_questionnaire(HEAD + survey, "proef.yaml"))
        ]
    except QuestionnaireError as error:
        return [(one.severity, str(one.message)) for one in error.problems]


def row(**properties: str) -> str:
    described = {"type": "text", "name": "p", "label": "{nl: P, en: P}"} | properties
    return "  - {" + ", ".join(f"{key}: {value}" for key, value in described.items() if value) + "}\n"


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        (row(type="calculate", label=""), "„calculation” ontbreekt"),
        (row(label=""), "„label” ontbreekt"),
        (row(name="meta"), "geen vrije naam"),
        (row(type="range", parameters='"start=2 & end=9"'), "parameters zien eruit als"),
        (row(type="range", parameters='"stop=9"'), "parameter „stop” kan hier niet"),
        (row(type="range", parameters="end=one"), "kan niet „one” zijn"),
        (row(type="range", parameters="step=0"), "kunnen niet 0 zijn"),
        (row(type="range", parameters='"start=3 end=7 step=2 placeholder=9"'), "op de schaal liggen"),
        (row(type="range", parameters='"step=2 tick_interval=3"'), "veelvoud van step"),
        (row(type="range", parameters="placeholder=2", appearance="picker"), "werkt alleen met appearance"),
        (row(type="range", parameters="tick_labelset=nothing"), "„nothing” bestaat niet"),
        (row(type="range", parameters="tick_labelset=yes_no"), "moeten getallen zijn"),
        (
            row(type="range", parameters='"end=9 tick_labelset=ends"', appearance="no-ticks"),
            "het begin en het",
        ),
        (
            row(type="range", parameters='"tick_interval=2 tick_labelset=ends"'),
            "hoort een streepje: bij 1 en dan om de 2",
        ),
        (row(type="geoshape", parameters="reference-geometry=nothing"), "kan niet „nothing” zijn"),
        (row(type="text", parameters="rows=7.5"), "kan niet „7.5” zijn"),
        (row(type="image", parameters="app=x"), "kan niet „x” zijn"),
        (row(type="audio", parameters="quality=best"), "Kies uit: voice-only"),
        (row(type="select_one yes_no", parameters="seed=1"), "seed werkt alleen"),
        (row(type="select_one yes_no", parameters='"randomize=true, seed=${r}"'), "„${r}” bestaat niet"),
        (row(type="select_one yes_no", parameters="randomize=maybe"), "Kies uit: true, false"),
        (row(type="select_one_from_file cities", parameters=""), "moet eindigen op .csv"),
        (row(type="select_one_external yes_no"), "staat niet bij external_choices"),
        (row(type="select_one yes_no or_other", choice_filter="true()"), "gaan niet samen"),
        (row(type="select_multiple spaced"), "heeft een spatie"),
        (row(trigger='"${r}"'), "is geen vraag"),
        (row(trigger='"q"'), "schrijf bij trigger namen van vragen"),
        (row(type="calculate", label="", calculation='"1"') + row(name="r", trigger='"${p}"'), "aan niemand"),
        (row(type="background-geopoint", label=""), "hoort trigger"),
        (row(type="geoshape", parameters="incremental=false"), "Kies uit: true"),
        (row(type="audit", label="", name="log"), "heet altijd „audit”"),
        (
            row(type="xml-external", name="towns", label="")
            + row(type="calculate", label="", calculation="\"pulldata('towns', 'size', 'name', ${q})\""),
            "„towns.csv” heeft dezelfde naam als een lijst uit towns.xml",
        ),
        (
            row(type="xml-external", name="__last-saved", label="")
            + row(type="calculate", label="", calculation='"${last-saved#q}"'),
            "dezelfde naam als een lijst uit __last-saved.xml",
        ),
        (
            row(type="select_one yes_no", appearance="search('t')") + row(type="select_one yes_no", name="r"),
            "hoort bij een vraag met search()",
        ),
        (
            row(type="select_one yes_no", appearance="search('t')")
            + row(type="geoshape", name="r", parameters="reference-geometry=yes_no"),
            "hoort bij een vraag met search()",
        ),
        (row(hint='{nl: "${r}", en: H}'), "„${r}” bestaat niet"),
        (row(hint='{nl: "${q", en: H}'), "is niet af"),
    ],
)
def test_what_is_wrong_between_the_parts_is_an_error(survey: str, says: str) -> None:
    problems = found(ASKED + survey)
    assert any(severity is Severity.ERROR and says in message for severity, message in problems), problems


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        (row(relevant='"false()"'), "nooit getoond"),
        (row(relevant="\"${q} = 'a' and (true() and ${q} = 'b')\""), "nooit getoond"),
        (row(relevant='"1 = 2"'), "nooit getoond"),
        (row(relevant="\"'a' != 'a'\""), "nooit getoond"),
        (row(relevant='"2 > 1"'), "altijd waar"),
        (row(relevant='"${q} > 5 and ${q} < 3"'), "nooit getoond"),
        (row(relevant='"5 < ${q} and ${q} <= 5"'), "nooit getoond"),
        (
            row(constraint='". = 4 and 5 <= ."', constraint_message="{nl: K, en: K}"),
            "constraint is nooit waar",
        ),
        (row(relevant="\"not(false()) or ${q} = 'a'\""), "altijd waar"),
        (row(relevant="\"${r} = 'a'\"") + row(name="r"), "„p” hangt af van „r”"),
        (row(label="{nl: P}"), "ontbreekt in: en"),
        (row(constraint='". > 1"'), "hoort constraint_message"),
        (row(type="geopoint"), "hier niet gevraagd"),
        (
            row(type="calculate", label="", calculation="\"concat(once('a'), 'b')\""),
            "Zet once() om het geheel",
        ),
        (
            row(type="calculate", label="", calculation='"once(once(random()) + 1)"'),
            "Zet once() om het geheel",
        ),
        (row(type="deviceid", label=""), "hier niet ingevuld"),
        (row(type="select_one_from_file cities.csv"), "is er niet"),
        (row(type="select_one_from_file cities.geojson"), "is er niet"),
        (row(type="integer", default="veel"), "geen antwoord op deze vraag"),
        (row(type="acknowledge", default="OK"), "alleen een persoon bevestigt dit"),
        (row(type="select_one yes_no") + row(name="r", relevant="\"'yess' = ${p}\""), "u „yes”?"),
        (
            row(type="select_one yes_no", constraint="\"selected(., 'maybe')\""),
            "„maybe” is geen keuze van „p”",
        ),
        (row(name="Q"), "alleen in hoofdletters"),
        (row(type="date", name="d") + row(relevant="\"${d} + 'x' > 3\""), "„x” is geen getal en geen datum"),
        (row(type="integer", constraint="\". < 'veel'\""), "„veel” is geen getal en geen datum"),
        (row(type="integer", name="i") + row(relevant="\"'veel' = ${i}\""), "„i” is nooit „veel”"),
        (row(type="time", constraint="\". != 'laat'\""), "„p” is nooit „laat”"),
        (
            row(type="select_one yes_no", appearance="minimal search('towns')"),
            "de keuzes van „yes_no” worden",
        ),
        (row(type="geoshape", parameters="incremental=Yes"), "hier niet gevraagd"),
        (
            row(type="xml-external", name="towns", label="")
            + row(type="geoshape", parameters="reference-geometry=towns"),
            "„geoshape” wordt bewaard",
        ),
        (
            row(type="xml-external", name="towns", label="")
            + row(type="geoshape", parameters="reference-geometry=towns", choice_filter='"name = ${q}"'),
            "„geoshape” wordt bewaard",
        ),
    ],
)
def test_what_an_author_may_overlook_is_a_warning(survey: str, says: str) -> None:
    problems = found(ASKED + survey)
    assert {severity for severity, _ in problems} == {Severity.WARNING}
    assert any(says in message for _, message in problems), problems


@pytest.mark.parametrize(
    "survey",
    [
        row(type="range", parameters='"start=7 end=3 step=2 placeholder=5 tick_interval=4"'),
        row(type="range", parameters="tick_labelset=ends", appearance='"vertical no-ticks"'),
        row(type="rank yes_no"),
        row(type="hidden", label=""),
        row(type="barcode"),
        row(type="today", label=""),
        row(type="integer", label="", calculation="1 + 1"),
        row(type="text", parameters="rows=7"),
        row(relevant="\"${q} = 'a' or ${q} = 'b'\""),
        row(type="date", name="d") + row(relevant="\"${d} > '2026-01-01' or ${d} = ''\""),
        row(type="integer", name="i") + row(relevant="\"${i} + '1' = '2' and ${i} != ' '\""),
        row(type="calculate", label="", calculation='"int(once(random() * 10))"'),
    ],
)
def test_what_is_right_gets_no_word(survey: str) -> None:
    assert found(ASKED + survey) == []


def test_questions_outside_any_section_get_one() -> None:
    group = row(type="group", name="g", children="[{type: note, name: n, label: {nl: N, en: N}}]")
    made = read_questionnaire(HEAD + ASKED + group + row(), "proef.yaml")
    assert [(section.name, section.generated) for section in made.children] == [
        ("section_1", True),
        ("g", False),
        ("section_2", True),
    ]


def test_or_other_asks_which() -> None:
    made = read_questionnaire(HEAD + row(type="select_one yes_no or_other"), "proef.yaml")
    assert [item.name for item in walk(made.children)] == ["section_1", "p", "p_other"]
    assert [choice.name for choice in made.choices["yes_no"]] == ["yes", "no", "other"]


def question(**properties: str) -> Question:
    made = read_questionnaire(HEAD + row(**properties), "proef.yaml")
    return next(item for item in walk(made.children) if isinstance(item, Question))


@pytest.mark.parametrize(
    ("value", "fits"), [(2, True), (Decimal("2.5"), True), (Decimal("2.2"), False), (11, False)]
)
def test_a_number_on_a_scale_is_one_of_its_steps(value: Value, fits: bool) -> None:
    asked = question(type="range", parameters="step=0.5")
    assert asked.kind is QuestionKind.RANGE
    if fits:
        check_value(asked, value)
    else:
        with pytest.raises(UserError, match="schaal"):
            check_value(asked, value)


@pytest.mark.parametrize("text", ["a=1 b=2", "a=1, b=2", "a=1;b=2", "A = 1, b=2"])
def test_parameters_are_read_with_any_mark_between_them(text: str) -> None:
    assert parameters_of(text) == {"a": "1", "b": "2"}
    assert parameters_of(parameters_as_text({"a": "1", "b": "x y"})) == {"a": "1", "b": "x y"}


@pytest.mark.parametrize("aspect", ["relevant", "required", "constraint"])
def test_what_depends_on_a_later_question_is_said(aspect: str) -> None:
    first = row(name="first", constraint_message="{nl: K, en: K}", **{aspect: "\"${later} = 'a'\""})
    told = [text for _, text in found(ASKED + first + row(name="later"))]
    assert any("hangt af van „later”, die later komt" in text for text in told)


def test_answers_of_several_instances_may_differ() -> None:
    inside = "    children:\n      - {type: integer, name: age, label: {nl: A, en: A}}\n"
    repeat = "  - type: repeat\n    name: people\n    label: {nl: P, en: P}\n" + inside
    told = found(repeat + row(name="other", relevant='"${age} > 5 and ${age} < 3"'))
    assert not any("nooit" in text for _, text in told)


def test_a_column_that_lacks_a_language_is_told_once() -> None:
    survey = row(hint="{nl: H}", name="a") + row(hint="{nl: I}", name="b", label="{nl: P}") + row(name="c")
    assert [message for _, message in found(ASKED + survey)] == [
        "geen enkele „hint” heeft een tekst in: en.",
        "een tekst van „b” ontbreekt in: en.",
    ]


def test_settings_that_do_nothing_are_told_together() -> None:
    head = HEAD.replace("languages:", "settings: {style: pages, name: data, auto_send: x}, languages:")
    problems = check_all(read_questionnaire(head + ASKED, "proef.yaml"))
    assert [(one.line, str(one.message)) for one in problems] == [
        (1, "deze instellingen worden bewaard en doen hier niets: style, auto_send.")
    ]
