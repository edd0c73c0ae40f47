# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.questionnaire.check import check_all
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.formats.grid import Grid, Sheet
from app.questionnaire.formats.markdown import read_markdown, write_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.formats.write_workbook import write_workbook
from app.questionnaire.formats.write_yaml import write_yaml
from app.questionnaire.model import Question, QuestionKind, Questionnaire, walk
from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire
from app.services.questionnaire_files import questionnaire_of
from app.workbooks import Grids, read_excel, write_excel, write_old_excel
from tests.questionnaire.written import questionnaires

OURS = sorted(Path("questionnaires").glob("*/*.yaml"))


def excel(grid: Grid, write: Callable[[Grids], bytes] = write_excel) -> Grid:
    sheets = read_excel(write({sheet.name: sheet.rows for sheet in grid}), "proef.xlsx")
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


@pytest.mark.parametrize("write", [write_excel, write_old_excel])
@settings(max_examples=40, deadline=None)
@given(source=questionnaires())
def test_a_workbook_of_either_kind_says_it_in_bytes_too(write: Callable[[Grids], bytes], source: str) -> None:
    grid = write_workbook(read_questionnaire(source, "proef.yaml"))
    assert read_workbook(excel(grid, write), "proef.yaml") == read_workbook(grid, "proef.yaml")


def test_other_columns_keep_their_order_through_yaml() -> None:
    others = ["zeta", "alpha", "midden"]
    found = book("| | type | name | zeta | label | alpha | midden |\n| | text | q | 1 | Q | 2 | 3 |")
    for one in (found, read_questionnaire(write_yaml(found), found.file)):
        headers = write_workbook(one)[0].rows[0]
        assert [header for header in headers if header in others] == others


def titled(escaped: str) -> str:
    return (
        "questionnaire: {id: a, version: 1.0.0, hearing_kind: other, languages: [nl],\n"
        f'  title: {{nl: "{escaped}"}}}}\nsurvey: [{{type: text, name: q, label: {{nl: Q}}}}]\n'
    )


def test_a_letter_that_was_escaped_in_two_halves_is_one_letter() -> None:
    read = read_questionnaire(titled("\\ud83d\\ude00"), "proef.yaml")
    assert read.title.show("nl") == "\U0001f600"
    assert "\U0001f600" in write_yaml(read)


@pytest.mark.parametrize("escaped", ["\\ud83d", "\\ude00\\ud83d", "\\0", "\\x1b", "\\ufffe", "\\uffff"])
def test_what_is_no_letter_is_refused_by_its_line(escaped: str) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        read_questionnaire(titled(escaped), "proef.yaml")
    assert [problem.line for problem in refused.value.problems] == [2]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=40)


CELLS = st.text(st.sampled_from("a|-\\\n\r\x0b\x0c\x1c\x85\u2028\u2029 nr")) | st.text(max_size=8)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=4), max_size=5))
def test_a_table_keeps_any_text(rows: list[list[str]]) -> None:
    kept = tuple(tuple(cell.strip() for cell in row) for row in rows)
    grid = (Sheet("blad", tuple(row for row in kept if any(row))),)
    assert read_markdown(write_markdown(grid)) == grid


@settings(max_examples=100, deadline=None)
@given(TEXTS | st.text(st.sampled_from("a|-\\\n\r\x85\u2028\u2029 "), min_size=1))
def test_a_label_keeps_any_text_from_a_table_to_yaml(text: str) -> None:
    label = f"a{text}b".replace("${", "")
    rows = (("type", "name", "label"), ("text", "q", label))
    found = read_workbook(read_markdown(write_markdown((Sheet("survey", rows),))), "proef.yaml")
    again = read_questionnaire(write_yaml(found), "proef.yaml")
    for one in (found, again):
        question = next(item for item in walk(one.children) if isinstance(item, Question))
        assert question.label.show("default") == label
    assert read_markdown(write_markdown(write_workbook(again)))[0].rows[1][2] == label


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_end_as_on_any_machine_and_a_mark_of_byte_order_is_passed_over(ends: str) -> None:
    text = ends.join(["| survey |", "| | type | name | label |", "| | text | q | Q |"])
    assert questionnaire_of("proef.md", b"\xef\xbb\xbf" + text.encode(), lambda _: None).children


@pytest.mark.parametrize("write", [write_excel, write_old_excel])
@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(TEXTS, st.integers(1, 700)), min_size=1, max_size=12))
def test_long_texts_in_any_letters_come_back_from_a_workbook(
    write: Callable[[Grids], bytes], pieces: list[tuple[str, int]]
) -> None:
    rows = [["kop"], *([f"|{text * times}|"[:16_000]] for text, times in pieces)]
    assert read_excel(write({"blad": rows}), "proef") == {"blad": rows}


@pytest.mark.parametrize(
    ("write", "rows"),
    [
        (write_excel, [["a" * 32_768]]),
        (write_old_excel, [["a" * 32_768]]),
        (write_excel, [["\U0001f600" * 16_384]]),
        (write_old_excel, [["\U0001f600" * 16_384]]),
        (write_old_excel, [["kop"]] * 65_537),
        (write_old_excel, [["kop"] * 257]),
        (write_excel, [["kop"] * 16_385]),
    ],
)
def test_what_does_not_fit_in_a_workbook_is_refused_and_not_cut_off(
    write: Callable[[Grids], bytes], rows: list[list[str]]
) -> None:
    with pytest.raises(UserError, match="yaml"):
        write({"survey": rows})


@pytest.mark.parametrize("write", [write_excel, write_old_excel])
def test_the_longest_text_fits_in_a_workbook(write: Callable[[Grids], bytes]) -> None:
    rows = [["kop"], ["a" * 32_767], ["\U0001f600" * 16_383 + "b"]]
    assert read_excel(write({"survey": rows}), "proef") == {"survey": rows}


@pytest.mark.parametrize("write", [write_excel, write_old_excel])
@pytest.mark.parametrize("path", OURS, ids=str)
def test_our_own_questionnaires_survive_excel(path: Path, write: Callable[[Grids], bytes]) -> None:
    read = read_questionnaire(path.read_text(encoding="utf-8"), "proef")
    found = read_workbook(excel(write_workbook(read), write), "proef")
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
