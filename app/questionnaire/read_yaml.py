# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a questionnaire that was written in YAML with the words of XLSForm."""

from app.questionnaire.build import Written, build
from app.questionnaire.build_items import MOST_NESTED
from app.questionnaire.model import Questionnaire
from app.questionnaire.problems import Problem, QuestionnaireError
from app.strict_yaml import Fields, FileRefusedError, Reading

__all__ = ["MOST_CHARACTERS", "Problem", "QuestionnaireError", "read_questionnaire"]

MOST_CHARACTERS = 8_000_000
"""The longest file that is read; 10,000 questions in two languages take about half of it."""

_DEEPEST = 2 * MOST_NESTED + 4
"""Each group is a mapping in a list, below the file and its survey; a question in it has texts."""


def read_questionnaire(text: str, file: str) -> Questionnaire:
    """Read a questionnaire.

    Args:
        text: the YAML.
        file: what messages call it.

    Raises:
        QuestionnaireError: with everything that is wrong with its form, by line. Its logic is checked by
            `app.questionnaire.compile`.
    """
    reading = Reading(file, MOST_CHARACTERS, deepest=_DEEPEST)
    try:
        found = build(_written(reading, file, reading.document(text)))
        reading.finish()
    except FileRefusedError as error:
        raise QuestionnaireError(error.problems) from None
    return found


def _written(reading: Reading, file: str, root: Fields) -> Written:
    top = reading.fields(root, ("questionnaire", "survey"), ("choices", "external_choices"))
    parts = top.by_key if top else {}
    return Written(
        file=file,
        sheet="",
        head=parts.get("questionnaire"),
        choices=parts.get("choices"),
        external_choices=parts.get("external_choices"),
        survey=parts.get("survey"),
        in_head=reading,
        in_choices=reading,
        in_external=reading,
        in_survey=reading,
        duplicate_choices=_allows_duplicates(parts.get("questionnaire")),
    )


def _allows_duplicates(head: object) -> bool:
    settings = head.by_key.get("settings") if isinstance(head, Fields) else None
    node = settings.by_key.get("allow_choice_duplicates") if isinstance(settings, Fields) else None
    return getattr(node, "text", "").lower() in ("yes", "true", "true()")
