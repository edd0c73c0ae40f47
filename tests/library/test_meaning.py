# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Each kind of difference says what it means for hearings, once."""

import pytest

from app.i18n import Texts
from app.library.diff import Difference, Kind, differences
from app.library.meaning import RUNNING, meanings
from app.questionnaire.read_yaml import read_questionnaire
from tests.questionnaire.conftest import HEAD


def told(before: str, after: str) -> list[str]:
    """Give the first words of each sentence after the one for all, where the questions change so."""
    head = "  - type: group\n    name: s\n    label: {nl: S, en: S}\n    children:\n"
    old, new = (
        read_questionnaire(HEAD + head + "".join(f"      - {{{one}}}\n" for one in lines.split(";")), "v")
        for lines in (before, after)
    )
    first, *rest = meanings(differences(old, new))
    assert first == RUNNING
    return [one.text.partition(":")[0] for one in rest]


A = "type: text, name: a, label: {nl: A, en: A}"
B = "type: text, name: b, label: {nl: B, en: B}"


@pytest.mark.parametrize(
    ("before", "after", "kinds"),
    [
        (A, f"{A};{B}", ["Toegevoegd"]),
        (A, f"{A};{B}, required: true", ["Nieuwe verplichte vraag"]),
        (f"{A};{B}", A, ["Verwijderd"]),
        (f"{A};{B}", f"{B};{A}", ["Verplaatst"]),
        (A, A.replace("text", "integer"), ["Andere soort of keuzelijst"]),
        (A, f"{A}, required: true", ["Andere verplichting"]),
        (
            A,
            f"{A}, constraint: \". != 'x'\", constraint_message: {{nl: n, en: n}}",
            ["Andere logica", "Andere woorden"],
        ),
        (A, A.replace("nl: A", "nl: Anders"), ["Andere woorden"]),
        (A, f"{A}, sensitive: true", ["Andere kenmerken"]),
        (f"{A};{B}", f"{A}, sensitive: true;{B}, sensitive: true", ["Andere kenmerken"]),
    ],
)
def test_each_kind_of_difference_says_what_it_means_once(before: str, after: str, kinds: list[str]) -> None:
    assert told(before, after) == kinds


def test_another_number_of_the_version_means_nothing_more() -> None:
    assert meanings([Difference(Kind.CHANGED, "", "v", Texts(), "version", "", "1", "2")]) == (RUNNING,)


def test_without_differences_nothing_is_said() -> None:
    assert meanings(()) == ()
