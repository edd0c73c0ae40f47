# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled expressions that give nodes, or the answer to one question."""

from collections.abc import Callable

from app.questionnaire.expressions.code import Code, Kind, ToNodes, ToNumber, ToText, ToTexts, ToTruth
from app.questionnaire.expressions.conversions import number_of, truth_of_number
from app.questionnaire.expressions.scope import CHARACTERS, Scope


class NodesCode(Code):
    """What gives any number of nodes; as a text, the first of them counts (XPath 1.0 §4.2)."""

    __slots__ = ("_nodes", "where")

    kind = Kind.NODES
    many = True

    def __init__(self, run: ToNodes, where: object = None) -> None:
        super().__init__(run)
        self._nodes = run
        self.where = where

    @property
    def number(self) -> ToNumber:
        """Gives the first as a number."""
        text = self.text
        return lambda scope: number_of(text(scope))

    @property
    def text(self) -> ToText:
        """Gives the text of the first."""
        run = self._nodes

        def first(scope: Scope) -> str:
            found = run(scope)
            text = found[0].text() if found else ""
            scope.work -= len(text) // CHARACTERS
            return text

        return first

    @property
    def truth(self) -> ToTruth:
        """Tells whether there are any."""
        run = self._nodes
        return lambda scope: bool(run(scope))

    @property
    def texts(self) -> ToTexts:
        """Gives the texts of all."""
        run = self._nodes
        return lambda scope: [node.text() for node in run(scope)]

    @property
    def nodes(self) -> ToNodes:
        """Gives them themselves."""
        return self._nodes


class OneCode(Code):
    """What gives the answer to one question; it is compared as a text, not as a set.

    Args:
        seen: gives the answer, or nothing while the question is not relevant.
        to_number: reads such an answer as a number.
        numeric: such an answer is true unless it is 0 or missing.
        where: what its node may be.
    """

    __slots__ = ("_numeric", "_seen", "_to_number", "where")

    kind = Kind.NODES

    def __init__(
        self, seen: ToText, to_number: Callable[[str], float], *, numeric: bool, where: object = None
    ) -> None:
        super().__init__(seen)
        self._seen = seen
        self._to_number = to_number
        self._numeric = numeric
        self.where = where

    @property
    def number(self) -> ToNumber:
        """Gives the answer as a number."""
        to_number, seen = self._to_number, self._seen
        return lambda scope: to_number(seen(scope))

    @property
    def to_number(self) -> Callable[[str], float]:
        """Reads such an answer as a number."""
        return self._to_number

    @property
    def text(self) -> ToText:
        """Gives the answer."""
        return self._seen

    @property
    def truth(self) -> ToTruth:
        """Tells whether it was answered, or with another number than 0."""
        to_number, seen = self._to_number, self._seen
        if self._numeric:
            return lambda scope: truth_of_number(to_number(seen(scope)))
        return lambda scope: seen(scope) != ""


def nodes_code(run: ToNodes, where: object = None) -> Code:
    """Compile what gives any number of nodes."""
    return NodesCode(run, where)
