# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What differs between two versions, for every property that a questionnaire can have."""

import re

import pytest

from app.library.diff import Kind, differences
from app.questionnaire.read_yaml import read_questionnaire
from tests.questionnaire.conftest import HEAD

ASKED = "label: {nl: Vraag, en: Question}"


def survey(more: str, kind: str = "select_one place") -> str:
    return f"""\
  - type: group
    name: s
    {ASKED}
    children:
      - {{type: integer, name: a, {ASKED}}}
      - {{type: integer, name: c, {ASKED}}}
      - {{type: {kind}, name: q, {ASKED}{more}}}
"""


def changes(before: str, after: str) -> list[tuple[str, str, str, str]]:
    old, new = (read_questionnaire(one, "v") for one in (before, after))
    found = differences(old, new)
    assert {one.kind for one in found} <= {Kind.CHANGED}
    return [(one.what, one.language, one.before, one.after) for one in found]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (", default: ams", ", default: rtm", [("default", "", "ams", "rtm")]),
        ("", ', default: "${a}"', [("default", "", "", "${a}")]),
        (', trigger: "${a}"', ', trigger: "${a}, ${c}"', [("trigger", "", "a", "a, c")]),
        ("", ", parameters: randomize=true", [("parameters randomize", "", "", "true")]),
        ("", ", read_only: true", [("read_only", "", "", "True")]),
        ("", ', read_only: "${a} > 1"', [("read_only", "", "", "${a} > 1")]),
        ("", ", image: {nl: a.png}", [("media image", "nl", "", "a.png")]),
        (", image: {nl: a.png}", ", image: {nl: b.png}", [("media image", "nl", "a.png", "b.png")]),
        ("", ", required_message: {nl: Vul in.}", [("required_message", "nl", "", "Vul in.")]),
        (", other: {Team: A}", ", other: {Team: B}", [("other Team", "", "A", "B")]),
        ("", ", sensitive: true", [("sensitive", "", "", "True")]),
    ],
)
def test_a_property_that_changed_is_told_once_with_before_and_after(
    before: str, after: str, told: list[tuple[str, str, str, str]]
) -> None:
    assert changes(HEAD + survey(before), HEAD + survey(after)) == told


def test_where_choices_come_from_is_told() -> None:
    before = HEAD + survey("", "select_one_from_file a.csv")
    after = HEAD + survey("", "select_one_from_file b.csv")
    assert changes(before, after) == [("source", "", "a.csv", "b.csv")]


def test_a_column_of_a_choice_is_told() -> None:
    assert changes(HEAD + survey(""), HEAD.replace("country: DE", "country: BE") + survey("")) == [
        ("columns country", "", "DE", "BE")
    ]


def test_a_setting_is_told() -> None:
    after = HEAD.replace("  languages: [nl, en]\n", "  languages: [nl, en]\n  settings: {style: pages}\n")
    assert changes(HEAD + survey(""), after + survey("")) == [("settings style", "", "", "pages")]


def test_another_questionnaire_is_told() -> None:
    after = re.sub(r"\bid: \w+", "id: another", HEAD, count=1)
    ((what, _, before, now),) = changes(HEAD + survey(""), after + survey(""))
    assert (what, now) == ("id", "another")
    assert before
