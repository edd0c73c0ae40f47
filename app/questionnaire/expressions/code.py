# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiled expressions: closures that read a scope, with every conversion settled beforehand."""

from collections.abc import Callable
from enum import Enum, auto

from app.questionnaire.expressions.conversions import number_of, text_of_number, truth_of_number
from app.questionnaire.expressions.moments import Moment
from app.questionnaire.expressions.nodes import Nodes
from app.questionnaire.expressions.results import as_number, as_text, as_truth
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.partial_date import Bounds


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


class Code:
    """A compiled expression, to be run for whichever kind of result is wanted.

    A closure is made when it is asked for and is not kept: most expressions are run for one kind of result,
    and there are many thousands of them.

    Attributes:
        kind: what it gives.
        run: gives the result in its own kind: a number, a text, a truth, nodes or a `Moment`.
        many: whether it can be the answers to more than one question of a hearing.
        where: what its nodes may be, as whoever compiled it knows; see `app.questionnaire.coder`.
    """

    __slots__ = ("run",)

    kind = Kind.ANY
    many = False
    where: object = None

    def __init__(self, run: Run) -> None:
        self.run = run

    @property
    def number(self) -> ToNumber:
        """Gives the result as a number."""
        run = self.run
        return lambda scope: as_number(run(scope))

    @property
    def text(self) -> ToText:
        """Gives the result as a text."""
        run = self.run
        return lambda scope: as_text(run(scope))

    @property
    def to_number(self) -> Callable[[str], float]:
        """Reads one of its texts as a number."""
        return number_of

    @property
    def truth(self) -> ToTruth:
        """Gives the result as a truth."""
        run = self.run
        return lambda scope: as_truth(run(scope))

    @property
    def texts(self) -> ToTexts | None:
        """Gives the texts of a set of nodes; only where the kind is `NODES`."""
        return None

    @property
    def nodes(self) -> ToNodes | None:
        """Gives those nodes themselves."""
        return None

    @property
    def maybe(self) -> Maybe | None:
        """Gives the truth, or `None` for "cannot tell"; only where that can be."""
        return None

    @property
    def span(self) -> ToSpan | None:
        """Gives the days that a partial date may mean, or `None` where there is none."""
        return None


class NumberCode(Code):
    """What gives a number."""

    __slots__ = ("_number",)

    kind = Kind.NUMBER

    def __init__(self, run: ToNumber) -> None:
        super().__init__(run)
        self._number = run

    @property
    def number(self) -> ToNumber:
        """Gives it."""
        return self._number

    @property
    def text(self) -> ToText:
        """Gives it as XPath writes numbers."""
        run = self._number
        return lambda scope: text_of_number(run(scope))

    @property
    def truth(self) -> ToTruth:
        """Tells whether it is a number other than 0."""
        run = self._number
        return lambda scope: truth_of_number(run(scope))


class _TextCode(Code):
    __slots__ = ("_text",)

    kind = Kind.TEXT

    def __init__(self, run: ToText) -> None:
        super().__init__(run)
        self._text = run

    @property
    def number(self) -> ToNumber:
        run = self._text
        return lambda scope: number_of(run(scope))

    @property
    def text(self) -> ToText:
        return self._text

    @property
    def truth(self) -> ToTruth:
        run = self._text
        return lambda scope: run(scope) != ""


class _TruthCode(Code):
    __slots__ = ("_truth",)

    kind = Kind.TRUTH

    def __init__(self, run: ToTruth) -> None:
        super().__init__(run)
        self._truth = run

    @property
    def number(self) -> ToNumber:
        run = self._truth
        return lambda scope: 1.0 if run(scope) else 0.0

    @property
    def text(self) -> ToText:
        run = self._truth
        return lambda scope: "true" if run(scope) else "false"

    @property
    def truth(self) -> ToTruth:
        return self._truth


class _MaybeCode(Code):
    __slots__ = ("_maybe",)

    kind = Kind.TRUTH

    def __init__(self, run: Maybe) -> None:
        super().__init__(run)
        self._maybe = run

    @property
    def number(self) -> ToNumber:
        run = self._maybe

        def number(scope: Scope) -> float:
            found = run(scope)
            return float("nan") if found is None else float(found)

        return number

    @property
    def text(self) -> ToText:
        run = self._maybe

        def text(scope: Scope) -> str:
            found = run(scope)
            return "" if found is None else "true" if found else "false"

        return text

    @property
    def truth(self) -> ToTruth:
        run = self._maybe
        return lambda scope: run(scope) is not False

    @property
    def maybe(self) -> Maybe:
        return self._maybe


class _MomentCode(Code):
    __slots__ = ("_moment",)

    kind = Kind.DATE

    def __init__(self, run: Callable[[Scope], Moment]) -> None:
        super().__init__(run)
        self._moment = run

    @property
    def number(self) -> ToNumber:
        run = self._moment
        return lambda scope: run(scope).days

    @property
    def text(self) -> ToText:
        run = self._moment
        return lambda scope: run(scope).text

    @property
    def truth(self) -> ToTruth:
        run = self._moment
        return lambda scope: run(scope).text != ""


class LazyCode(Code):
    """An expression that is compiled when it is run for the first time."""

    __slots__ = ("_compiled", "_make")

    def __init__(self, make: Callable[[], Code]) -> None:
        super().__init__(self._run)
        self._make = make
        self._compiled: Code | None = None

    def _run(self, scope: Scope) -> object:
        return self.made.run(scope)

    @property
    def made(self) -> Code:
        """The compiled expression."""
        if self._compiled is None:
            self._compiled = self._make()
        return self._compiled

    @property
    def number(self) -> ToNumber:
        """Gives the result as a number."""
        return self.made.number

    @property
    def to_number(self) -> Callable[[str], float]:
        """Reads one of its texts as a number."""
        return self.made.to_number

    @property
    def text(self) -> ToText:
        """Gives the result as a text."""
        return self.made.text

    @property
    def truth(self) -> ToTruth:
        """Gives the result as a truth."""
        return self.made.truth

    @property
    def texts(self) -> ToTexts | None:
        """Gives the texts of a set of nodes."""
        return self.made.texts

    @property
    def nodes(self) -> ToNodes | None:
        """Gives those nodes themselves."""
        return self.made.nodes

    @property
    def maybe(self) -> Maybe | None:
        """Gives the truth, or `None` for "cannot tell"."""
        return self.made.maybe

    @property
    def span(self) -> ToSpan | None:
        """Gives the days that a partial date may mean."""
        return self.made.span


def number_code(run: ToNumber) -> Code:
    """Compile what gives a number."""
    return NumberCode(run)


def text_code(run: ToText) -> Code:
    """Compile what gives a text."""
    return _TextCode(run)


def truth_code(run: ToTruth) -> Code:
    """Compile what is true or false."""
    return _TruthCode(run)


def maybe_code(run: Maybe) -> Code:
    """Compile what is true or false, or cannot be told: as a text nothing, as a number none.

    Where one of two must be chosen the doubt counts as true: a question is shown, an answer not objected to.
    """
    return _MaybeCode(run)


def without_doubt(code: Code) -> Code:
    """Take what cannot be told as false: the question is not required, the warning not given."""
    if (maybe := code.maybe) is None:
        return code
    return truth_code(lambda scope: maybe(scope) is True)


def moment_code(run: Callable[[Scope], Moment]) -> Code:
    """Compile what gives a date, or a date with a time."""
    return _MomentCode(run)


def any_code(run: Run) -> Code:
    """Compile what gives one of several kinds."""
    return Code(run)


def texts_of(code: Code) -> ToTexts:
    """Compile an argument for its texts: those of its nodes, or the one that it gives."""
    if (found := code.texts) is not None:
        return found
    if code.kind is Kind.ANY:
        run = code.run

        def texts(scope: Scope) -> list[str]:
            value = run(scope)
            return [node.text() for node in value] if isinstance(value, list) else [as_text(value)]

        return texts
    text = code.text
    return lambda scope: [text(scope)]
