# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled expressions: closures that read a scope, with every conversion settled beforehand."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto

from app.errors import Message
from app.questionnaire.expressions.conversions import number_of, text_of_number, truth_of_number
from app.questionnaire.expressions.moments import Moment
from app.questionnaire.expressions.nodes import Nodes
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.partial_date import Bounds


class EvaluationError(ValueError):
    """An expression cannot be evaluated; `message` says why. Only where mistakes were not refused before."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Kind(Enum):
    """What an expression gives; `ANY` is known only when it is evaluated."""

    NUMBER = auto()
    TEXT = auto()
    TRUTH = auto()
    NODES = auto()
    DATE = auto()
    ANY = auto()


Run = Callable[[Scope], object]
ToNumber = Callable[[Scope], float]
ToText = Callable[[Scope], str]
ToTruth = Callable[[Scope], bool]
ToTexts = Callable[[Scope], list[str]]
ToNodes = Callable[[Scope], Nodes]
ToSpan = Callable[[Scope], Bounds | None]
Maybe = Callable[[Scope], bool | None]


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A compiled expression, to be run for whichever kind of result is wanted.

    Attributes:
        run: gives the result in its own kind: a number, a text, a truth, nodes or a `Moment`.
        texts: gives the texts of a set of nodes; only where the kind is `NODES`.
        nodes: gives those nodes themselves.
        many: whether that set can hold more than one answer of a hearing.
        maybe: gives the truth, or `None` for "cannot tell"; only where that can be.
        span: gives the days that a partial date may mean, or `None` where there is none.
        where: what the nodes may be, as whoever compiled it knows; see `app.questionnaire.coder`.
    """

    kind: Kind
    run: Run
    number: ToNumber
    text: ToText
    truth: ToTruth
    texts: ToTexts | None = None
    nodes: ToNodes | None = None
    many: bool = False
    maybe: Maybe | None = None
    span: ToSpan | None = None
    where: object = None


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


def maybe_code(run: Maybe) -> Code:
    """Compile what is true or false, or cannot be told: as a text nothing, as a number none.

    Where one of two must be chosen the doubt counts as true: a question is shown, an answer not objected to.
    """

    def number(scope: Scope) -> float:
        found = run(scope)
        return float("nan") if found is None else float(found)

    def text(scope: Scope) -> str:
        found = run(scope)
        return "" if found is None else "true" if found else "false"

    return Code(Kind.TRUTH, run, number, text, lambda scope: run(scope) is not False, maybe=run)


def without_doubt(code: Code) -> Code:
    """Take what cannot be told as false: the question is not required, the warning not given."""
    if (maybe := code.maybe) is None:
        return code
    return replace(code, truth=lambda scope: maybe(scope) is True)


def moment_code(run: Callable[[Scope], Moment]) -> Code:
    """Compile what gives a date, or a date with a time."""
    return Code(
        Kind.DATE,
        run,
        lambda scope: run(scope).days,
        lambda scope: run(scope).text,
        lambda scope: run(scope).text != "",
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


def one_code(
    seen: ToText,
    nodes: ToNodes,
    to_number: Callable[[str], float],
    *,
    numeric: bool,
    dated: ToSpan | None = None,
) -> Code:
    """Compile what gives the answer to one question; it is compared as a text, not as a set.

    Args:
        seen: gives the answer, or nothing while the question is not relevant.
        nodes: gives its node, while the question is relevant.
        to_number: reads such an answer as a number.
        numeric: such an answer is true unless it is 0 or missing.
        dated: gives the days that a partial date may mean.
    """
    truth: ToTruth = (
        (lambda scope: truth_of_number(to_number(seen(scope))))
        if numeric
        else (lambda scope: seen(scope) != "")
    )
    return Code(
        Kind.NODES,
        seen,
        lambda scope: to_number(seen(scope)),
        seen,
        truth,
        lambda scope: [node.text() for node in nodes(scope)],
        nodes,
        span=dated,
    )


def nodes_code(run: ToNodes, where: object = None) -> Code:
    """Compile what gives any number of nodes; as a text, the first of them counts (XPath 1.0 §4.2)."""

    def first(scope: Scope) -> str:
        found = run(scope)
        return found[0].text() if found else ""

    return Code(
        Kind.NODES,
        run,
        lambda scope: number_of(first(scope)),
        first,
        lambda scope: bool(run(scope)),
        lambda scope: [node.text() for node in run(scope)],
        run,
        many=True,
        where=where,
    )


def texts_of(code: Code) -> ToTexts:
    """Compile an argument for its texts: those of its nodes, or the one that it gives."""
    if code.texts is not None:
        return code.texts
    if code.kind is Kind.ANY:
        run = code.run

        def texts(scope: Scope) -> list[str]:
            value = run(scope)
            return [node.text() for node in value] if isinstance(value, list) else [as_text(value)]

        return texts
    text = code.text
    return lambda scope: [text(scope)]


def as_number(value: object) -> float:
    """Take a result of any kind as a number."""
    match value:
        case bool():
            return 1.0 if value else 0.0
        case float():
            return value
        case Moment():
            return value.days
        case _:
            return number_of(as_text(value))


def as_text(value: object) -> str:
    """Take a result of any kind as a text."""
    match value:
        case bool():
            return "true" if value else "false"
        case float():
            return text_of_number(value)
        case Moment():
            return value.text
        case list():
            return value[0].text() if value else ""
        case None:
            return ""
        case _:
            return str(value)


def as_truth(value: object) -> bool:
    """Take a result of any kind as true or false."""
    match value:
        case bool():
            return value
        case float():
            return truth_of_number(value)
        case list():
            return bool(value)
        case None:
            return True
        case _:
            return as_text(value) != ""
