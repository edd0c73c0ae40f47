# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Names that stand in several groups, and words that other engines know."""

import pytest

from app.library.diff import Kind, differences
from app.questionnaire.check import check_all
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.explain import Part, explain
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import Address
from app.strict_yaml import Severity
from tests.questionnaire.conftest import HEAD, Fill

ASKED = "label: {nl: Vraag, en: Question}"


def site(name: str, *items: str, inside: str = "text") -> str:
    rows = "".join(f"      - {{{item}}}\n" for item in items)
    return f"""\
  - type: group
    name: {name}
    {ASKED}
    children:
      - {{type: {inside}, name: owner, {ASKED}}}
{rows}"""


def refusals(survey: str) -> list[tuple[int, str]]:
    with pytest.raises(QuestionnaireError) as refused:
        compile_questionnaire(read_questionnaire(HEAD + survey, "proef.yaml"))
    return [(one.line - HEAD.count("\n"), str(one.message)) for one in refused.value.problems]


def test_a_name_stands_once_in_each_group(fill: Fill) -> None:
    found = fill(site("home") + site("work") + site("owner"))
    addresses = [str(one) for one in found.addresses()]
    assert addresses == ["/home/owner", "/work/owner", "/owner/owner"]
    found.set(Address("/work/owner"), "W")
    assert found.status(Address("/home/owner")).value is None
    assert Address.parse("/work/owner@a.b") == Address("/work/owner", ("a", "b"))


def test_a_path_says_which_one_is_meant(fill: Fill) -> None:
    found = fill(
        site("home")
        + site("work", f"type: text, name: boss, {ASKED}, relevant: \"/data/work/owner = 'W'\"")
        + site(
            "club", 'type: calculate, name: both, calculation: "concat(/data/home/owner, ../../work/owner)"'
        )
    )
    found.set(Address("/home/owner"), "H")
    assert not found.status(Address("boss")).relevant
    found.set(Address("/work/owner"), "W")
    assert found.status(Address("boss")).relevant
    assert found.status(Address("both")).value == "HW"


@pytest.mark.parametrize(
    "item",
    [
        f"type: text, name: q, {ASKED}, relevant: \"${{owner}} = 'x'\"",
        'type: note, name: q, label: {nl: "Van ${owner}", en: x}',
        f'type: note, name: q, {ASKED}, hint: {{nl: "Van ${{owner}}", en: x}}',
        f'type: text, name: q, {ASKED}, trigger: "${{owner}}"',
        f'type: text, name: q, {ASKED}, default: "${{owner}}"',
    ],
)
def test_a_reference_that_could_mean_several_is_refused_with_the_places(item: str) -> None:
    ((line, message),) = refusals(site("home") + site("work", item))
    assert line == 11
    assert "/home/owner, /work/owner" in message


def test_the_same_name_twice_in_a_group_is_refused() -> None:
    told = refusals(site("home", f"type: integer, name: owner, {ASKED}") + site("work"))
    assert [line for line, _ in told] == [6]
    assert "de naam „owner” staat ook op regel" in told[0][1]


def test_two_repeats_are_never_called_the_same() -> None:
    repeat = f"type: repeat, name: people, {ASKED}, children: [{{type: text, name: NAME, {ASKED}}}]"
    told = refusals(site("home", repeat.replace("NAME", "a")) + site("work", repeat.replace("NAME", "b")))
    assert [message for _, message in told] == ["er is al een herhaling „people”. Kies een andere naam."]


def test_a_difference_names_the_question_by_its_path() -> None:
    before = read_questionnaire(HEAD + site("home") + site("work"), "v1")
    after = read_questionnaire(HEAD + site("home") + site("work", inside="integer"), "v2")
    assert [(one.kind, one.name) for one in differences(before, after)] == [(Kind.CHANGED, "/work/owner")]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (
            'type: calculate, name: q, calculation: "if(${n} = 1, 2, null)"',
            "„null” is hier een leeg antwoord",
        ),
        (f'type: text, name: q, {ASKED}, default: "${{last-saved#n}}"', "nooit ingevuld"),
        ('type: calculate, name: q, calculation: "${last-saved#n} + 1"', "altijd leeg"),
        ('type: text, name: q, label: {nl: "A ${last-saved#n}", en: B}', "altijd leeg"),
        (f'type: text, name: q, {ASKED}, read_only: "${{last-saved#n}} != 1"', "altijd leeg"),
        (f"type: text, name: q, {ASKED}, relevant: FALSE", "wordt nooit getoond"),
        (f'type: text, name: q, {ASKED}, relevant: "Yes"', "altijd waar"),
    ],
)
def test_words_of_other_engines_are_taken_with_a_warning(item: str, told: str) -> None:
    survey = site("s", f"type: integer, name: n, {ASKED}", item)
    problems = check_all(read_questionnaire(HEAD + survey, "proef.yaml"))
    assert {one.severity for one in problems} == {Severity.WARNING}
    assert any(told in str(one.message) for one in problems)


@pytest.mark.parametrize(
    ("item", "told"),
    [
        (f'type: text, name: q, {ASKED}, default: "${{last-saved#nowhere}}"', "bestaat niet"),
        (f'type: text, name: q, {ASKED}, default: "x ${{last-saved#owner}}"', "de expressie klopt niet"),
        (f'type: text, name: q, {ASKED}, relevant: "${{last-saved#nowhere}} = 1"', "bestaat niet"),
        ('type: text, name: q, label: {nl: "A ${last-saved#nowhere}", en: B}', "bestaat niet"),
        ('type: text, name: q, label: {nl: "A ${last-saved#own", en: B}', "is niet af"),
        (
            f'type: text, name: q, {ASKED}, relevant: "${{owner}} = ams"',
            "Zet tekst tussen aanhalingstekens: 'ams'",
        ),
        ("type: calculate, name: q, calculation: \"jr:itext('/data/q:label')\"", "alleen labels van keuzes"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_advice(item: str, told: str) -> None:
    ((line, message),) = refusals(site("s", item))
    assert line == 6
    assert told in message


def test_an_answer_in_another_record_is_always_empty(fill: Fill) -> None:
    formula = "${last-saved#n} = ''"
    found = fill(
        site(
            "s",
            f"type: integer, name: n, {ASKED}",
            'type: text, name: q, label: {nl: "Was ${last-saved#n}.", en: B}, '
            f'default: "if({formula}, \'new\', ${{last-saved#n}})", relevant: "{formula}"',
        )
    )
    found.set(Address("n"), 3)
    assert found.status(Address("q")).value == "new"
    assert found.label(Address("q")).get("nl") == "Was ."
    (told,) = explain(found, Address("q"))
    assert told.part == Part(formula, True, parts=(Part("${last-saved#n}", ""), Part("''", "")))


def test_the_label_of_a_choice_by_its_identifier(fill: Fill) -> None:
    found = fill(
        site(
            "s",
            f"type: select_one place, name: town, {ASKED}",
            "type: calculate, name: told, "
            "calculation: \"jr:itext(instance('place')/root/item[name = ${town}]/itextId)\"",
        )
    )
    found.set(Address("town"), "rtm")
    assert found.status(Address("told")).value == "Rotterdam"
