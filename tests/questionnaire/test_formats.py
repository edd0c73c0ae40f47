# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from pathlib import Path

import pytest
from hypothesis import given, settings

from app.questionnaire.check import check_all
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.formats.grid import Grid, Sheet
from app.questionnaire.formats.markdown import read_markdown, write_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.formats.write_workbook import write_workbook
from app.questionnaire.formats.write_yaml import write_yaml
from app.questionnaire.model import Question, QuestionKind, Questionnaire, walk
from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire
from app.workbooks import read_excel, write_excel
from tests.questionnaire.written import questionnaires

OURS = sorted(Path("questionnaires").glob("*/*.yaml"))


def excel(grid: Grid) -> Grid:
    sheets = read_excel(write_excel({sheet.name: sheet.rows for sheet in grid}), "proef.xlsx")
    return tuple(Sheet(name, tuple(map(tuple, rows))) for name, rows in sheets.items())


def book(survey: str, more: str = "") -> Questionnaire:
    return read_workbook(read_markdown(f"| survey |\n{survey}\n{more}"), "proef.md")


def refusals(survey: str, more: str = "") -> list[str]:
    try:
        compile_questionnaire(book(survey, more))
    except QuestionnaireError as error:
        return [str(problem.says()) for problem in error.problems]
    return []


@settings(max_examples=120, deadline=None)
@given(questionnaires())
def test_writing_and_reading_yaml_changes_nothing(source: str) -> None:
    read = read_questionnaire(source, "proef.yaml")
    assert read_questionnaire(write_yaml(read), "proef.yaml") == read


@settings(max_examples=120, deadline=None)
@given(questionnaires())
def test_a_workbook_says_all_that_yaml_says(source: str) -> None:
    read = read_questionnaire(source, "proef.yaml")
    grid = write_workbook(read)
    assert read_workbook(grid, "proef.yaml") == read
    assert read_markdown(write_markdown(grid)) == grid


@pytest.mark.parametrize("path", OURS, ids=str)
def test_our_own_questionnaires_survive_excel(path: Path) -> None:
    read = read_questionnaire(path.read_text(encoding="utf-8"), "proef")
    found = read_workbook(excel(write_workbook(read)), "proef")
    assert found == read
    assert write_yaml(found) == write_yaml(read)


def test_there_are_questionnaires_of_our_own() -> None:
    assert OURS


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("| | type | name | label |", QuestionKind.TEXT),
        ("| | Type | NAME | Caption |", QuestionKind.TEXT),
        ("| | command | tag | label::English (en) |", QuestionKind.TEXT),
        ("| | command | value | label:English |", QuestionKind.TEXT),
        ("| | type | name | hint |", QuestionKind.TEXT),
        ("| | type | name | media::image::English (en) |", QuestionKind.TEXT),
    ],
)
def test_columns_go_by_all_their_names(header: str, kind: QuestionKind) -> None:
    found = next(
        item for item in walk(book(f"{header}\n| | text | q | Q |").children) if isinstance(item, Question)
    )
    assert (found.name, found.kind) == ("q", kind)
    assert (found.label or found.hint or found.media["image"]).show("en") == "Q"


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("string", QuestionKind.TEXT),
        ("add text prompt", QuestionKind.TEXT),
        ("q int", QuestionKind.INTEGER),
        ("select one l", QuestionKind.SELECT_ONE),
        ("select one from l", QuestionKind.SELECT_ONE),
        ("select1 l", QuestionKind.SELECT_ONE),
        ("add select multiple prompt using l", QuestionKind.SELECT_MULTIPLE),
        ("select all that apply from l or specify other", QuestionKind.SELECT_MULTIPLE),
        ("rank l", QuestionKind.RANK),
        ("dateTime", QuestionKind.DATETIME),
        ("datetime", QuestionKind.DATETIME),
        ("photo", QuestionKind.IMAGE),
        ("trigger", QuestionKind.ACKNOWLEDGE),
        ("get start time", QuestionKind.METADATA),
        ("uri:deviceid", QuestionKind.METADATA),
        ("select_one_from_file a.csv", QuestionKind.SELECT_ONE),
    ],
)
def test_types_go_by_all_their_names(name: str, kind: QuestionKind) -> None:
    found = book(
        f"| | type | name | label |\n| | {name} | q | Q |",
        "| choices |\n| | list name | name | label |\n| | l | a | A |",
    )
    assert next(item for item in walk(found.children) if isinstance(item, Question)).kind is kind


@pytest.mark.parametrize(
    ("survey", "says"),
    [
        ("| | name | label |\n| | q | Q |", "rij 1: kolom „type” ontbreekt"),
        (
            "| | type | name | label | Caption |\n| | text | q | Q | Q |",
            "rij 1: kolom „Caption” staat er twee keer",
        ),
        ("| | type | name | label |\n| | | q | Q |", "rij 2: „type” ontbreekt"),
        (
            "| | type | name | label |\n| | begin group | g | G |\n| | text | q | Q |",
            "rij 2: begin_group heeft geen",
        ),
        ("| | type | name | label |\n| | text | q | Q |\n| | end repeat | | |", "rij 3: end_repeat zonder"),
        ("| | type | name | label |\n| | select_one l | q | Q |", "rij 2: keuzelijst „l” bestaat niet"),
        ("| | type | name | label | save_to |\n| | text | q | Q | p |", "rij 2: save_to hoort bij entities"),
        (
            "| | type | name | label |\n| | text | q | Q |\n| | text | q | Q |",
            "rij 3: de naam „q” staat ook op rij 2",
        ),
    ],
)
def test_a_workbook_is_refused_by_sheet_and_row(survey: str, says: str) -> None:
    found = refusals(survey)
    assert any(f"blad survey, {says}" in one for one in found), found


def test_what_is_not_understood_is_kept_and_said() -> None:
    found = book("| | type | name | label | bind::foo | Mijn kolom |\n| | geopoint | q | Q | a | b |")
    question = next(item for item in walk(found.children) if isinstance(item, Question))
    assert dict(question.other) == {"bind::foo": "a", "Mijn kolom": "b"}
    told = [str(one.message) for one in check_all(found)]
    assert sum("is onbekend. Ze wordt bewaard" in one for one in told) == 2
    assert any("geopoint" in one for one in told)
