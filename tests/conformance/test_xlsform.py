# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks that others wrote: those that must be refused are, and those that are right are not."""

import json
from pathlib import Path

import pytest

from app.cli.questionnaire import read
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.formats.write_workbook import write_workbook
from app.questionnaire.formats.write_yaml import write_yaml
from app.questionnaire.problems import QuestionnaireError
from app.questionnaire.read_yaml import read_questionnaire

SHARED = Path("../shared/conformance")
MUST_FAIL = SHARED / "xlsform_must_fail.jsonl"
WORKBOOKS = sorted((SHARED / "xlsforms").rglob("*.xls*"))
REFUSED: dict[str, str] = json.loads(Path(__file__).with_name("refused_workbooks.json").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not MUST_FAIL.exists(), reason="no conformance data")


def cases() -> list[dict[str, str]]:
    return (
        [json.loads(line) for line in MUST_FAIL.read_text("utf-8").splitlines()] if MUST_FAIL.exists() else []
    )


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["id"])
def test_what_must_be_refused_is(case: dict[str, str]) -> None:
    with pytest.raises(QuestionnaireError) as refused:
        compile_questionnaire(read_workbook(read_markdown(case["md"]), "geval.md"))
    for problem in refused.value.problems:
        assert problem.sheet in ("survey", "choices", "settings", "entities", "external_choices")
        assert 1 <= problem.line <= case["md"].count("\n") + 1
        assert str(problem.message)


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook_compiles_or_is_refused_for_a_reason_we_know(path: Path) -> None:
    try:
        compile_questionnaire(read(path))
    except QuestionnaireError as error:
        told = " / ".join(str(problem.message) for problem in error.problems)
        assert REFUSED.get(path.name, "no reason is known") in told
    else:
        assert path.name not in REFUSED, "it compiles now: take it off the list"


@pytest.mark.parametrize("path", WORKBOOKS, ids=lambda path: path.name)
def test_a_workbook_comes_back_from_yaml_as_it_was(path: Path) -> None:
    try:
        found = read(path)
    except QuestionnaireError:
        assert path.name in REFUSED
        return
    through_yaml = read_questionnaire(write_yaml(found), found.file)
    assert through_yaml == found
    assert read_workbook(write_workbook(through_yaml), found.file) == found
