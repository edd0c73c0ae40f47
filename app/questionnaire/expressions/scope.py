# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Where an expression is evaluated: the node that stands central, and all that comes from outside."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.errors import Message, says
from app.questionnaire.expressions.nodes import Node


class Cell(Protocol):
    """What an expression may know of a question: its text as seen, and whether it is asked at all."""

    seen: str
    shown: bool


MOST_WORK = 2_000_000
"""More nodes are not visited for one expression."""

CHARACTERS = 50
"""To go through so many characters counts as much as to visit one node."""


class EvaluationError(ValueError):
    """An expression cannot be evaluated; `message` says why. Only where mistakes were not refused before."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(frozen=True, slots=True)
class Outside:
    """What an expression may ask of the world; the language itself knows no clock and no chance.

    Attributes:
        now: the present moment; its offset is that of dates and times written without one.
        random: gives a number from 0 up to 1.
        uuid: gives a fresh identifier (RFC 9562).
        properties: what else is known of the filling in, by name: *username*, and *end* once it ended.
    """

    now: datetime
    random: Callable[[], float]
    uuid: Callable[[], str]
    properties: Mapping[str, str] = field(default_factory=dict)


class Scope(Protocol):
    """Where an expression is evaluated.

    Attributes:
        node: the node that stands central, `place` its number among the `size` that are looked at.
        work: how many more nodes may be visited.
        instances: the instances around the question that is being evaluated.
        own: the text of ``.`` in a hearing.
        columns: the columns of the choice that is being filtered.
        outside: what comes from outside.
    """

    node: Node
    place: int
    size: int
    work: int
    instances: tuple[str, ...]
    own: str
    columns: Mapping[str, str]
    outside: Outside

    @property
    def today(self) -> str:
        """The day of the hearing, as an ISO date."""
        ...

    @property
    def current(self) -> Node:
        """The node that stood central when the evaluation began."""
        ...

    @property
    def alone(self) -> Mapping[str, Cell]:
        """The cells of what stands in no repeat, by name."""
        ...

    @property
    def repeated(self) -> Mapping[str, Mapping[tuple[str, ...], Cell]]:
        """The cells of what stands in a repeat by name, and then by the instances around them."""
        ...

    def node_of(self, name: str, depth: int) -> list[Node]:
        """Give the node of the item `name` in the first `depth` instances, if it is relevant."""
        ...

    def nodes_of(self, name: str, depth: int) -> list[Node]:
        """Give the nodes of all cells of `name` below the first `depth` instances, those that are shown."""
        ...

    def many(self, name: str, depth: int) -> list[str]:
        """Give the texts of all cells of `name` below the first `depth` instances, those that are shown."""
        ...

    def non_answer(self, name: str, instances: tuple[str, ...]) -> str:
        """Give the code of the non-answer to a question, or nothing."""
        ...

    def total(self, slot: int) -> float:
        """Give a total that is kept up, by its place in the questionnaire's list; see `totals`."""
        ...

    def indexed(self, name: str, indexes: Mapping[str, int]) -> str:
        """Give the answer to a question in the instances with these numbers, counted from 1."""
        ...

    def position(self) -> float:
        """Give the place of the innermost instance in its repeat, from 1."""
        ...

    def instance(self, name: str) -> list[Node]:
        """Give the root element of a secondary instance: a document beside the main one."""
        ...


def spend(scope: Scope, work: int) -> None:
    """Take note of nodes that are visited.

    Raises:
        EvaluationError: they are too many.
    """
    scope.work -= work
    if scope.work < 0:
        raise EvaluationError(says("de expressie bekijkt te veel delen. Maak het pad nauwkeuriger."))
