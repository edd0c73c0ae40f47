# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The choices of a file whose columns a question calls otherwise than *name* and *label*."""

from app.i18n import Texts
from app.questionnaire.model import Choice, Question


def by_its_columns(question: Question, choices: tuple[Choice, ...], language: str) -> tuple[Choice, ...]:
    """Give the choices as the parameters *value* and *label* of a question name and call them.

    Args:
        question: the one that offers them.
        choices: those of its list or file.
        language: the one its labels are in.
    """
    value, label = question.parameters.get("value"), question.parameters.get("label")
    if not question.source or not (value or label):
        return choices
    found: dict[str, Choice] = {}
    for choice in choices:
        name = _cell(choice, value) if value else choice.name
        shown = Texts(((language, _cell(choice, label)),)) if label else choice.label
        if name:
            found.setdefault(name, Choice(name, shown, choice.columns, line=choice.line))
    return tuple(found.values())


def _cell(choice: Choice, column: str) -> str:
    """Give what stands in a column of a file, where *name* and *label* are columns too."""
    own = {"name": choice.name, "label": choice.label.show("")}.get(column, "")
    return choice.columns.get(column) or choice.columns.get(f"properties_{column}") or own
