# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Formulas to be run: the closure for what is wanted of one is made at its first run, and kept."""

from app.questionnaire.expressions.code import Code, ToNumber, ToText, ToTruth


class Program:
    """One formula, for all nodes that have it; where it stands makes no difference to what it is."""

    __slots__ = ("_number", "_text", "_truth", "code")

    def __init__(self, code: Code) -> None:
        self.code = code
        self._truth: ToTruth | None = None
        self._text: ToText | None = None
        self._number: ToNumber | None = None

    @property
    def truth(self) -> ToTruth:
        """Gives its truth."""
        if self._truth is None:
            self._truth = self.code.truth
        return self._truth

    @property
    def text(self) -> ToText:
        """Gives its text."""
        if self._text is None:
            self._text = self.code.text
        return self._text

    @property
    def number(self) -> ToNumber:
        """Gives its number."""
        if self._number is None:
            self._number = self.code.number
        return self._number
