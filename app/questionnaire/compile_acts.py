# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles what a questionnaire fills in by itself; see `app.questionnaire.acting`."""

from types import MappingProxyType

from app.questionnaire.acting import Acts
from app.questionnaire.coder import Coder
from app.questionnaire.expressions.code import Code
from app.questionnaire.model import Question, Questionnaire
from app.questionnaire.naming import last_saved
from app.questionnaire.placing import Placed
from app.questionnaire.typed import answer_of_text
from app.questionnaire.values import Value


def static_default(question: Question, questionnaire: Questionnaire) -> Value:
    """Give the answer that a question begins with, where it is no expression; nothing where it has none.

    Raises:
        ValueError: what was written is no answer to this question.
    """
    if question.dynamic_default is not None or question.computed is not None or last_saved(question.default):
        return None
    return answer_of_text(question, question.default, questionnaire.choices.get(question.list_key, ()))


class ActsCompiler:
    """The compilation of one questionnaire's own acts."""

    def __init__(self, questionnaire: Questionnaire, coder: Coder) -> None:
        self._questionnaire = questionnaire
        self._coder = coder
        self._defaults: dict[str, Code | Value] = {}
        self._triggered: dict[str, tuple[str, ...]] = {}
        self._calculations: dict[str, Code | None] = {}

    def take(self, question: Question, placed: Placed) -> None:
        """Compile what one question is filled in with."""
        name = question.name
        if question.dynamic_default is not None:
            code = self._coder.code(question.dynamic_default, placed, placed.repeats).code
            if question.computed is None:
                self._defaults[name] = code
        else:
            try:
                value = static_default(question, self._questionnaire)
            except ValueError:
                value = None  # the check says so, as a warning
            if value is not None:
                self._defaults[name] = value
        if question.trigger:
            formula = question.calculation
            self._calculations[name] = (
                self._coder.code(formula, placed, placed.repeats).code if formula is not None else None
            )
            for trigger in question.trigger:
                self._triggered[trigger] = (*self._triggered.get(trigger, ()), name)

    def acts(self) -> Acts:
        """Give what was compiled."""
        return Acts(
            MappingProxyType(self._defaults),
            MappingProxyType(self._triggered),
            MappingProxyType(self._calculations),
        )
