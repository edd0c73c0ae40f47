# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a questionnaire that was written in YAML with the words of XLSForm."""

from app.errors import says
from app.questionnaire.build import Written, build
from app.questionnaire.build_items import MOST_NESTED
from app.questionnaire.build_parts import MEDIA
from app.questionnaire.formats.columns import OURS, SURVEY, column
from app.questionnaire.model import Questionnaire
from app.questionnaire.problems import Problem, QuestionnaireError
from app.strict_yaml import Fields, FileRefusedError, Listing, Node, Reading

__all__ = ["MOST_CHARACTERS", "Problem", "QuestionnaireError", "read_questionnaire"]

MOST_CHARACTERS = 8_000_000
"""The longest file that is read; 10,000 questions in two languages take about half of it."""

_DROPPED = ("disabled", "save_to")
_OF_QUESTIONS = frozenset(SURVEY.values()) - {"repeat_count"}
_OF_GROUP = frozenset({"type", "name", "label", "hint", "relevant", "appearance", *MEDIA, *_DROPPED})
_OF_HOLDERS = {"group": _OF_GROUP, "repeat": _OF_GROUP | {"repeat_count", f"{OURS}::item_label"}}
"""The columns that mean something at a group or a repeat; another is kept there and does nothing."""

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
    _check_others(reading, parts.get("survey"))
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


def _check_others(reading: Reading, survey: Node | None) -> None:
    """Object to what is kept under `other` and would mean something as a column of a workbook."""
    waiting = [survey]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Listing):
            waiting.extend(node.items)
        if not isinstance(node, Fields):
            continue
        waiting.append(node.by_key.get("children"))
        other = node.by_key.get("other")
        kind = getattr(node.by_key.get("type"), "text", "")
        for key, value in other.by_key.items() if isinstance(other, Fields) else ():
            one = column(key, SURVEY, double=True)
            if not one.known or (one.name not in _OF_HOLDERS.get(kind, _OF_QUESTIONS)):
                continue
            if one.name in _DROPPED:
                reading.object(value.line, says("„{name}” kan niet onder other. Verwijder het.", name=key))
            else:
                name = one.name.removeprefix(f"{OURS}::")
                advice = says("„{key}” hoort niet onder other. Schrijf {name} erboven.", key=key, name=name)
                reading.object(value.line, advice)


def _allows_duplicates(head: object) -> bool:
    settings = head.by_key.get("settings") if isinstance(head, Fields) else None
    node = settings.by_key.get("allow_choice_duplicates") if isinstance(settings, Fields) else None
    return getattr(node, "text", "").lower() in ("yes", "true", "true()")
