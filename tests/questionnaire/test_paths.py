# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable

import pytest

from app.questionnaire.evaluation import Evaluation
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.values import Address, PartialDate

Fill = Callable[[str], Evaluation]

KIDS = """\
  - type: group
    name: family
    label: {{nl: F, en: F}}
    children:
      - {{type: text, name: land, label: {{nl: L, en: L}}}}
      - type: repeat
        name: kids
        label: {{nl: K, en: K}}
        item_label: {{nl: K, en: K}}
        children:
          - {{type: text, name: called, label: {{nl: N, en: N}}}}
          - {{type: integer, name: age, label: {{nl: A, en: A}}}}
          - {{type: calculate, name: inner, calculation: "{inner}"}}
      - {{type: calculate, name: outer, calculation: "{outer}"}}
"""


def kids(fill: Fill, outer: str = "1", inner: str = "1") -> Evaluation:
    evaluation = fill(KIDS.format(outer=outer, inner=inner))
    for one, called, age in (("i1", "Ana", 4), ("i2", "Bob", 9), ("i3", "Cem", 12)):
        evaluation.add_instance("kids", one)
        evaluation.set(Address("called", (one,)), called)
        evaluation.set(Address("age", (one,)), age)
    return evaluation


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("${kids}[2]/called", "Bob"),
        ("string(${kids}[${age} > 8]/called)", "Bob"),
        ("join(',', ${kids}[age > 8]/called)", "Bob,Cem"),
        ("count(/data/family/kids)", "3"),
        ("sum(/data/family/kids[position() < 3]/age)", "13"),
        ("join('-', //called)", "Ana-Bob-Cem"),
        ("join('-', ${kids}[last()]/preceding-sibling::kids/called)", "Ana-Bob"),
        ("string(${kids}[called = 'Cem']/../land)", "NL"),
        ("indexed-repeat(${called}, ${kids}, 2)", "Bob"),
        ("indexed-repeat(${called}, ${kids}, 4)", ""),
        ("concat(/data/family/land, ../land)", "NLNL"),
        ("instance('place')/root/item[name = 'ber']/country", "DE"),
        ("count(instance('place')/root/item[country = ${land}])", "2"),
        ("pulldata('place', 'label', 'name', 'rtm')", "Rotterdam"),
        ("name(${kids}[1])", "kids"),
        ("count(${kids} | ${kids}[2])", "3"),
    ],
)
def test_a_path_over_answers_gives_what_is_there(fill: Fill, formula: str, expected: str) -> None:
    evaluation = kids(fill, outer=formula)
    evaluation.set(Address("land"), "NL")
    assert evaluation.status(Address("outer")).value == expected


def test_what_a_path_reads_is_read_again_when_it_changes(fill: Fill) -> None:
    evaluation = kids(fill, outer="join(',', ${kids}[age > 8]/called)")
    evaluation.set(Address("age", ("i1",)), 10)
    assert evaluation.status(Address("outer")).value == "Ana,Bob,Cem"
    evaluation.set(Address("called", ("i2",)), "Bo")
    assert evaluation.status(Address("outer")).value == "Ana,Bo,Cem"
    evaluation.remove_instance("kids", "i3")
    assert evaluation.status(Address("outer")).value == "Ana,Bo"


def test_an_instance_sees_the_answers_of_the_others(fill: Fill) -> None:
    evaluation = kids(fill, inner="count(${kids}[age > current()/../age])")
    assert [evaluation.status(Address("inner", (one,))).value for one in ("i1", "i2", "i3")] == [
        "2",
        "1",
        "0",
    ]
    evaluation.set(Address("age", ("i1",)), 20)
    assert [evaluation.status(Address("inner", (one,))).value for one in ("i1", "i2", "i3")] == [
        "0",
        "2",
        "1",
    ]


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("/data/family/nobody", "leidt nergens heen"),
        ("//called", "meer dan één antwoord"),
        ("instance('nope')/root/item", "bestaat niet"),
        ("count('a')", "niet over één waarde"),
        ("'a'[1]", "alleen van vragen"),
        ("indexed-repeat(${called}, ${land}, 1)", "herhaling"),
        ("count(//inner)", "wachten op elkaar"),
    ],
)
def test_a_path_that_cannot_be_is_refused(fill: Fill, formula: str, says: str) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        fill(
            KIDS.format(outer="1", inner="1").replace(
                'inner, calculation: "1"', f'inner, calculation: "{formula}"'
            )
        )
    assert says in str(refused.value.problems[0].message)


DATES = """\
  - type: group
    name: s
    label: {{nl: S, en: S}}
    children:
      - {{type: partial_date, name: born, label: {{nl: G, en: B}}}}
      - {{type: text, name: shown, label: {{nl: T, en: T}}, relevant: "{formula}", required: "{formula}"}}
      - {{type: calculate, name: said, calculation: "string({formula})"}}
"""


@pytest.mark.parametrize(
    ("born", "formula", "said"),
    [
        ("2019-05", "${born} < '2019-06-01'", "true"),
        ("2019-05", "${born} < '2019-05-12'", ""),
        ("2019-05", "${born} > '2019-05-31'", "false"),
        ("2019-05", "${born} >= '2019-05-31'", ""),
        ("2019-05", "${born} = '2019-05'", "true"),
        ("2019", "${born} = '2019-05-01'", ""),
        ("2019", "${born} != '2020-05-01'", "true"),
        ("2019~", "${born} < '2020-05-01'", ""),
        ("2019", "not(${born} < '2019-05-01')", ""),
        ("2019", "${born} < '2019-05-01' or true()", "true"),
        ("2019", "${born} < '2019-05-01' and false()", "false"),
        ("2019", "${born} < '2019-05-01' or false()", ""),
        ("2019", "if(${born} < '2019-05-01', 'a', 'b')", ""),
        ("2019", "${born} < today()", "true"),
    ],
)
def test_a_partial_date_is_before_after_or_cannot_be_told(
    fill: Fill, born: str, formula: str, said: str
) -> None:
    evaluation = fill(DATES.format(formula=formula))
    evaluation.set(Address("born"), PartialDate(born))
    assert evaluation.status(Address("said")).value == said
    if not formula.startswith("if("):
        status = evaluation.status(Address("shown"))
        assert status.relevant is (said != "false")  # in doubt it is shown
        assert status.required is (said == "true")  # but not required
