# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Beside pyxform: of a workbook with one thing changed, both say that it is right, or both that it is not.

Where they differ and may, `agreed_with_pyxform.json` says why. ``make walks`` looks at many more.
"""

import json
import os
import re
from pathlib import Path
from random import Random

import pytest
from pyxform.errors import PyXFormError
from pyxform.xls2xform import convert

from app.i18n import Translator
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.formats.markdown import read_markdown
from app.questionnaire.formats.read_workbook import read_workbook
from app.questionnaire.problems import Problem, QuestionnaireError
from tests.conformance.neighbours import RIGHT, Book, as_markdown, neighbour

COUNT = int(os.environ.get("NEIGHBOURS", "400"))
AT_ONCE = 100
AGREED: dict[str, dict[str, str]] = json.loads(
    Path(__file__).with_name("agreed_with_pyxform.json").read_text("utf-8")
)


def theirs(markdown: str) -> str:
    """Give why pyxform refuses a workbook; nothing where it does not."""
    try:
        convert(xlsform=markdown, file_type=".md", warnings=[], validate=False)
    except PyXFormError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever it fails with
        return f"CRASH {error!r}"
    return ""


def ours(markdown: str) -> tuple[Problem, ...]:
    try:
        compile_questionnaire(read_workbook(read_markdown(markdown), "proef.md"))
    except QuestionnaireError as error:
        return error.problems
    return ()


def in_words(problem: Problem) -> str:
    """Say what is wrong as it is written in the code."""
    return Translator("nl")(problem.message)


def agreed(told: str, which: str) -> bool:
    return any(re.search(pattern, told) for pattern in AGREED[which])


@pytest.mark.parametrize("book", RIGHT, ids=lambda book: book["survey"][1][1])
def test_what_neighbours_are_made_of_is_right(book: Book) -> None:
    assert (theirs(as_markdown(book)), ours(as_markdown(book))) == ("", ())


@pytest.mark.parametrize("lot", range(-(-COUNT // AT_ONCE)))
def test_a_neighbour_is_refused_by_both_or_by_neither(lot: int) -> None:
    refused = 0
    for at in range(AT_ONCE):
        draw = Random(f"{lot}.{at}")  # noqa: S311 - for cases, not for secrets
        markdown = as_markdown(neighbour(draw.choice(RIGHT), draw))
        reason, problems = theirs(markdown), ours(markdown)
        refused += bool(reason and problems)
        if reason and not problems:
            assert agreed(reason, "only pyxform refuses"), f"{reason}\n{markdown}"
        for problem in problems:
            assert problem.sheet
            assert 1 <= problem.line <= markdown.count("\n") + 1
            if not reason:
                assert agreed(in_words(problem), "only we refuse"), f"{in_words(problem)}\n{markdown}"
    assert refused > AT_ONCE // 10, "these neighbours are hardly wrong"
