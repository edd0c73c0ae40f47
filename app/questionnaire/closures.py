# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled expressions: closures that read a scope, with every conversion settled beforehand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Protocol

from app.questionnaire.conversions import number_of, text_of_number, truth_of_number


class Cell(Protocol):
    """What an expression may know of a question: its text as seen, and whether it is asked at all."""

    seen: str
    shown: bool


class Scope(Protocol):
    """Where an expression is evaluated.

    Attributes:
        instances: the instances around the question that is being evaluated.
        own: the text of ``.``.
        columns: the columns of the choice that is being filtered.
        today: the day of the hearing, as an ISO date.
    """

    instances: tuple[str, ...]
    own: str
    columns: Mapping[str, str]
    today: str

    @property
    def cells(self) -> Mapping[str, Mapping[tuple[str, ...], Cell]]:
        """The cells of each name, by the instances they stand in."""
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

    def position(self) -> float:
        """Give the place of the innermost instance in its repeat, from 1."""
        ...


class Kind(Enum):
    """What an expression gives; `ANY` is known only when it is evaluated."""

    NUMBER = auto()
    TEXT = auto()
    TRUTH = auto()
    NODES = auto()
    ANY = auto()


Run = Callable[[Scope], object]
ToNumber = Callable[[Scope], float]
ToText = Callable[[Scope], str]
ToTruth = Callable[[Scope], bool]
ToNodes = Callable[[Scope], list[str]]


@dataclass(frozen=True, slots=True)
class Code:
    """A compiled expression, to be run for whichever kind of result is wanted.

    Attributes:
        run: gives the result in its own kind.
        nodes: gives the texts of a set of answers; only for references.
        many: whether that set can hold more than one answer.
    """

    kind: Kind
    run: Run
    number: ToNumber
    text: ToText
    truth: ToTruth
    nodes: ToNodes | None = None
    many: bool = False


def number_code(run: ToNumber) -> Code:
    """Compile what gives a number."""
    return Code(
        Kind.NUMBER,
        run,
        run,
        lambda scope: text_of_number(run(scope)),
        lambda scope: truth_of_number(run(scope)),
    )


def text_code(run: ToText) -> Code:
    """Compile what gives a text."""
    return Code(Kind.TEXT, run, lambda scope: number_of(run(scope)), run, lambda scope: run(scope) != "")


def truth_code(run: ToTruth) -> Code:
    """Compile what is true or false."""
    return Code(
        Kind.TRUTH,
        run,
        lambda scope: 1.0 if run(scope) else 0.0,
        lambda scope: "true" if run(scope) else "false",
        run,
    )


def any_code(run: Run) -> Code:
    """Compile what gives one of several kinds."""
    return Code(
        Kind.ANY,
        run,
        lambda scope: as_number(run(scope)),
        lambda scope: as_text(run(scope)),
        lambda scope: as_truth(run(scope)),
    )


def one_code(seen: ToText, nodes: ToNodes, to_number: Callable[[str], float], *, numeric: bool) -> Code:
    """Compile a reference to one answer; `numeric` answers are true unless they are 0 or missing."""
    return Code(
        Kind.NODES,
        seen,
        lambda scope: to_number(seen(scope)),
        seen,
        (lambda scope: truth_of_number(to_number(seen(scope))))
        if numeric
        else (lambda scope: seen(scope) != ""),
        nodes,
    )


def many_code(nodes: ToNodes) -> Code:
    """Compile a reference to answers in several instances; alone, the first of them counts (XPath §4.2)."""

    def first(scope: Scope) -> str:
        return next(iter(nodes(scope)), "")

    return Code(
        Kind.NODES,
        first,
        lambda scope: number_of(first(scope)),
        first,
        lambda scope: bool(nodes(scope)),
        nodes,
        many=True,
    )


def as_number(value: object) -> float:
    """Take a result of any kind as a number."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    return value if isinstance(value, float) else number_of(str(value))


def as_text(value: object) -> str:
    """Take a result of any kind as a text."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of_number(value) if isinstance(value, float) else str(value)


def as_truth(value: object) -> bool:
    """Take a result of any kind as true or false."""
    if isinstance(value, bool):
        return value
    return truth_of_number(value) if isinstance(value, float) else value != ""
