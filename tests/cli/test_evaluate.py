# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``questionnaire evaluate``: what it tells of each question, and what it says to answers that do not fit."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.cli import NO, WELL, main
from tests.questionnaire.conftest import FAMILY, HEAD

Out = pytest.CaptureFixture[str]
Evaluate = Callable[..., int]

ANSWERS = {
    "name": "Yusuf",
    "age": 130,
    "has_children": "yes",
    "children": [{"child_name": "Sara", "child_age": 5}, {"child_age": {"non_answer": "unknown"}}],
}


@pytest.fixture
def evaluate(tmp_path: Path) -> Evaluate:
    file = tmp_path / "proef.yaml"
    file.write_text(HEAD + FAMILY, encoding="utf-8")

    def run(answers: object, *options: str) -> int:
        given = tmp_path / "answers.json"
        given.write_text(answers if isinstance(answers, str) else json.dumps(answers), encoding="utf-8")
        act = ["questionnaire", "evaluate", str(file), "--answers", str(given), *options]
        return main(["--language", "nl", *act])

    return run


def told(capsys: Out) -> dict[str, Any]:
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    return {".".join((line["name"], *line["instances"])): line for line in lines}


def test_every_question_is_told_in_order_also_what_is_hidden(evaluate: Evaluate, capsys: Out) -> None:
    assert evaluate(ANSWERS) == WELL
    found = told(capsys)
    assert list(found)[:5] == ["name", "age", "has_children", "land", "town"]
    assert found["age"] == {
        "name": "age",
        "instances": [],
        "number": "A1.2",
        "type": "integer",
        "label": "Leeftijd",
        "value": 130,
        "relevant": True,
        "required": True,
        "valid": False,
        "why": "Vul 0 tot 120 in.",
        "warning": None,
        "choices": [],
    }
    assert found["has_children"]["label"] == "Heeft u kinderen, Yusuf?"
    assert [choice["name"] for choice in found["has_children"]["choices"]] == ["yes", "no"]
    assert found["school.1"]["relevant"]
    assert not found["school.2"]["relevant"]
    assert found["child_age.2"]["value"] == {"non_answer": "unknown"}
    assert found["years_together"]["value"] == "5"


def test_the_questions_speak_the_language_that_is_asked(evaluate: Evaluate, capsys: Out) -> None:
    assert evaluate(ANSWERS, "--language", "en") == WELL
    assert told(capsys)["has_children"]["label"] == "Do you have children, Yusuf?"


def test_one_question_is_explained(evaluate: Evaluate, capsys: Out) -> None:
    assert evaluate(ANSWERS, "--explain", "school@2") == WELL
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "school wordt niet gevraagd (regel 43, relevant):",
        "  ${child_age} > 3 → niet waar",
        "    ${child_age} → leeg (weet het niet)",
    ]


def test_an_explanation_of_a_workbook_names_its_sheet_and_row(tmp_path: Path, capsys: Out) -> None:
    file = tmp_path / "proef.md"
    rows = (
        "| survey |",
        "| | type | name | label | relevant |",
        "| | text | a | A | |",
        "| | text | b | B | ${a} = 'x' |",
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    assert main(["questionnaire", "evaluate", str(file), "--explain", "b"]) == WELL
    assert "b wordt niet gevraagd (blad survey, rij 3, relevant):" in capsys.readouterr().out


def test_what_cannot_be_worked_out_is_told_beside_the_answers(tmp_path: Path, capsys: Out) -> None:
    file = tmp_path / "proef.md"
    rows = (
        "| survey |",
        "| | type | name | label | repeat_count |",
        "| | begin repeat | many | M | 5000 |",
        "| | text | a | A | |",
        "| | end repeat | | | |",
    )
    file.write_text("\n".join(rows), encoding="utf-8")
    assert main(["questionnaire", "evaluate", str(file)]) == WELL
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 1000
    assert "many: niet uit te rekenen: er horen 5000 delen te staan" in told.err


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ("{", "Dit is geen geldige JSON. Controleer aanhalingstekens, komma's en haakjes."),
        ("[" * 100_000, "Dit is geen geldige JSON. Controleer aanhalingstekens, komma's en haakjes."),
        ("[1]", "De antwoorden horen tussen accolades te staan, elk onder de naam van zijn vraag."),
        ('{"age": 1, "age": 2}', "„age” staat er twee keer. Verwijder er een."),
        ({"aeg": 1}, "Vraag „aeg” bestaat niet. Bedoelt u „age”?"),
        ({"age": "oud"}, "Dit antwoord past niet bij vraag A1.2. Vul het opnieuw in."),
        ({"age": "1_0"}, "Dit antwoord past niet bij vraag A1.2. Vul het opnieuw in."),
        ({"age": "１０"}, "Dit antwoord past niet bij vraag A1.2. Vul het opnieuw in."),
        ({"age": True}, "Dit antwoord past niet bij vraag A1.2. Vul het opnieuw in."),
        ({"age": 1.5}, "Dit antwoord past niet bij vraag A1.2. Vul het opnieuw in."),
        ({"age": {"non_answer": "zomaar"}}, "Dit antwoord past niet bij vraag A1.2. Vul het opnieuw in."),
        ({"child_age": 3}, "„child_age” staat hier niet: zet het in de goede herhaling."),
        (
            {"children": {"child_age": 3}},
            "Bij herhaling „children” hoort een lijst, met accolades om elk deel.",
        ),
        ({"person": {}}, "„person” is een groep en heeft geen antwoord. Noem een vraag."),
        ({"has_children": "misschien"}, "„misschien” is hier geen keuze. Kies uit de lijst."),
    ],
)
def test_answers_that_do_not_fit_are_refused_in_one_sentence(
    answers: object, sentence: str, evaluate: Evaluate, capsys: Out
) -> None:
    assert evaluate(answers) == NO
    assert capsys.readouterr().err == f"{sentence}\n"


def test_a_question_that_is_not_there_cannot_be_explained(evaluate: Evaluate, capsys: Out) -> None:
    assert evaluate({}, "--explain", "school@1") == NO
    assert "is er niet" in capsys.readouterr().err


def test_a_language_that_the_questionnaire_lacks_is_told_with_those_it_has(
    evaluate: Evaluate, capsys: Out
) -> None:
    assert evaluate({}, "--language", "xx") == NO
    assert "geen taal „xx”. Kies uit: nl, en." in capsys.readouterr().err
