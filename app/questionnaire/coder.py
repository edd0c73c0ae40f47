# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles expressions where they stand: what a name means depends on the repeats around it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from app.errors import Message, says
from app.questionnaire.expressions.code import Code, LazyCode, ToNumber, text_code
from app.questionnaire.expressions.parser import ExpressionError, parse_expression
from app.questionnaire.hearing_compiler import HearingCompiler, TotalCode, several, unknown
from app.questionnaire.model import Choice, Formula, Question, QuestionKind
from app.questionnaire.placing import Placed, shared_depth
from app.questionnaire.totals import Plan, Slots

Object = Callable[[int, Message], None]

_NOTHING = text_code(lambda _: "")


@dataclass(frozen=True, slots=True)
class Coded:
    """A compiled formula.

    Attributes:
        reads: the names that it reads.
        totals: the places of the totals that are kept up for it.
        wide: of those names, what is read in more instances than those around the formula, each with the
            number of instances that they do share.
    """

    code: Code
    reads: frozenset[str]
    totals: range = range(0)
    wide: Mapping[str, int] = field(default_factory=dict)


Place = tuple[str, tuple[QuestionKind, str] | None, tuple[str, ...], frozenset[str] | None, str]
"""All that makes a difference to what a formula means: its text, and where it stands."""


class Coder:
    """Compiles the formulas of one questionnaire; what is wrong with them goes to `object_to`.

    Attributes:
        totals: the totals that are to be kept up, where `keep_up` asks for it; see `totals`.
        whole: the places of those that are all that their formula is.

    Args:
        earlier: where all formulas were compiled before and found right: the places of their totals, and
            whether the first of them is the whole formula. They are compiled again when they are first run.
    """

    def __init__(
        self,
        placed: Mapping[str, Placed],
        choices: Mapping[str, tuple[Choice, ...]],
        object_to: Object,
        *,
        keep_up: bool = True,
        earlier: Mapping[Place, tuple[range, bool]] | None = None,
        totals: list[Plan] | None = None,
    ) -> None:
        self.totals: list[Plan] = totals if totals is not None else []
        self.whole: set[int] = set()
        self._earlier = earlier
        self._objections = 0
        self._known: dict[Place, Coded] = {}
        self._keep_up = keep_up
        self._placed = placed
        self._choices = choices
        self._object_to = object_to

    def code(
        self,
        formula: Formula,
        placed: Placed,
        repeats: tuple[str, ...],
        columns: frozenset[str] | None = None,
    ) -> Coded:
        """Compile a formula of the item `placed`, as seen from within `repeats`.

        Args:
            formula: what was written.
            placed: the item it belongs to.
            repeats: the repeats around the place where it is evaluated.
            columns: in a choice filter, the columns that choices have.
        """
        item = placed.item
        # Where a path leads depends on the very item it starts from; ``.`` on what kind of item that is.
        where = item.name if any(mark in formula.text for mark in ("/", "..", "::")) else ""
        is_own = isinstance(item, Question) and (where or "." in formula.text)
        own = (item.kind, item.list_key) if isinstance(item, Question) and is_own else None
        place = (formula.text, own, repeats, columns, where)
        if place in self._known:
            return self._known[place]
        if self._earlier is not None:
            slots, whole = self._earlier.get(place, (range(0), False))
            code: Code = (
                TotalCode(slots.start)
                if whole
                else LazyCode(partial(self._compiled, formula, placed, repeats, columns, slots.start))
            )
            coded = self._known[place] = Coded(code, frozenset(), slots)
            return coded
        objections = self._objections
        try:
            expression = parse_expression(formula.text)
        except ExpressionError as error:
            self._object_to(formula.line, error.message)
            return Coded(_NOTHING, frozenset())
        before = len(self.totals)
        slots_here = Slots(self.totals) if self._keep_up else None
        coding = HearingCompiler(
            self._placed, self._choices, placed, repeats, columns, self._objection(formula.line), slots_here
        )
        code = coding.single(expression)
        slots = range(before, len(self.totals))
        if isinstance(code, TotalCode):
            self.whole.add(before)
        coded = Coded(code, frozenset(coding.reads), slots, coding.wide)
        if self._objections == objections:
            self._known[place] = coded  # what is wrong is told again, with its own line
        return coded

    def _compiled(
        self,
        formula: Formula,
        placed: Placed,
        repeats: tuple[str, ...],
        columns: frozenset[str] | None,
        slot: int,
    ) -> Code:
        """Compile again what was found to be right before."""
        slots = Slots(self.totals, slot)
        coding = HearingCompiler(
            self._placed, self._choices, placed, repeats, columns, self._objection(formula.line), slots
        )
        return coding.single(parse_expression(formula.text))

    def term(self, text: str, placed: Placed, repeats: tuple[str, ...], slot: int) -> ToNumber:
        """Compile one term of a row that is kept up; `slot` is the first of its own totals."""
        return self._compiled(Formula(text, placed.item.line), placed, repeats, None, slot).number

    def forget(self) -> None:
        """Let go of what was compiled, when all has been asked for that will be."""
        self._known.clear()

    def places(self) -> Iterator[tuple[Place, Coded]]:
        """Give all that was compiled, and where it stands."""
        yield from self._known.items()

    def check_reference(self, name: str, line: int, repeats: tuple[str, ...]) -> None:
        """Check a name that stands in a text; it must be one answer."""
        known = self._placed.get(name)
        if known is None:
            self._object_to(line, unknown(name, self._placed))
        elif not isinstance(known.item, Question):
            self._object_to(line, says("„${{{name}}}” is geen vraag. Noem een vraag.", name=name))
        elif shared_depth(known.repeats, repeats) < len(known.repeats):
            self._object_to(line, several(name))

    def _objection(self, line: int) -> Callable[[Message], None]:
        def object_to(message: Message) -> None:
            self._objections += 1
            self._object_to(line, message)

        return object_to
