# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""docs/questionnaires.md names every word that a questionnaire may be written with, and no other."""

import re
from pathlib import Path

from app.questionnaire import build, build_items
from app.questionnaire.build_parts import MEDIA
from app.questionnaire.compile import check
from app.questionnaire.formats.columns import OURS, SETTINGS, SURVEY
from app.questionnaire.formats.sheets import READ_SHEETS
from app.questionnaire.kinds import METADATA, NOT_OFFERED, type_words
from app.questionnaire.model import QuestionKind
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import NonAnswer

DOCUMENT = (Path(__file__).parents[2] / "docs" / "questionnaires.md").read_text(encoding="utf-8")


def part(heading: str) -> str:
    """Give what stands below a heading, up to the next."""
    after = DOCUMENT.split(f"\n{heading}\n", 1)[1]
    return re.split(r"\n#+ ", after, maxsplit=1)[0]


def named(text: str) -> set[str]:
    """Give the words in the first cells of a part's tables."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {word for cell in rows for word in re.findall(r"`([^`]+)`", cell)}


def test_it_names_every_key_and_no_other() -> None:
    assert named(part("### `questionnaire`")) == {*build._HEAD, *build._HEAD_OPTIONAL}
    every = {*build_items._OF_QUESTION, *build_items._OF_REPEAT, *build_items._OF_GROUP}
    assert named(part("### A group, a repeat or a question")) == every
    assert {*MEDIA, "name", "label"} <= set(
        re.findall(r"`([^`]+)`", part("### `choices` and `external_choices`"))
    )


def test_it_names_every_type_and_no_other() -> None:
    types = {one.split()[0] for one in named(part("## Types"))}
    for one in types - {"group", "repeat"}:
        assert type_words(one).kind is not None, one
    asked = {kind.value for kind in QuestionKind} - {"metadata", "not_offered"}
    assert {*asked, *METADATA, *NOT_OFFERED, "group", "repeat", "select_one_external"} <= types


def test_it_names_every_column_of_ours_and_no_other() -> None:
    ours = {one for one in (*SURVEY, *SETTINGS) if one.startswith(f"{OURS}::")}
    assert named(part("## Workbooks")) == ours
    assert all(f"`{name}`" in part("## Workbooks") for name in READ_SHEETS if name not in ("entities", "osm"))


def test_it_names_every_non_answer() -> None:
    assert all(f"`{one.value}`" in DOCUMENT for one in NonAnswer)


def test_its_example_is_a_questionnaire() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOCUMENT, re.DOTALL)
    assert check(read_questionnaire(example, "example.yaml")) == ()
