# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles names over a hearing's answers, and takes note of every name that is read.

A plain ``${name}`` goes straight to its cell.
"""

from collections.abc import Callable, Mapping

from app.errors import Message, says
from app.questionnaire.expressions.code import Code, ToNodes, ToSpan, ToText, ToTexts, ToTruth, text_code
from app.questionnaire.expressions.compiler import Compiler
from app.questionnaire.expressions.conversions import first_day_of, number_of
from app.questionnaire.expressions.node_code import NodesCode, OneCode
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.expressions.spans import span_of_text
from app.questionnaire.expressions.syntax import Expression, Filter, Path, Reference, walk
from app.questionnaire.model import Choice, Group, Item, Question, QuestionKind, Repeat
from app.questionnaire.naming import LAST_SAVED, unknown
from app.questionnaire.placing import Placed, shared_depth
from app.questionnaire.problems import did_you_mean
from app.questionnaire.reach import Places, Reach
from app.questionnaire.totals import Slots

NOTHING = text_code(lambda _: "")
"""What stands in the place of a mistake."""

_NULL = "null"
"""No such question: nothing, as in XPath. Forms for telephones write it for an empty answer."""

_NUMERIC = (QuestionKind.INTEGER, QuestionKind.DECIMAL)


class NamesCompiler(Compiler):
    """The compilation of names in one formula.

    Attributes:
        reads: the names that it reads.
        wide: those that are read in more instances than those around it; see `app.questionnaire.coder.Coded`.
    """

    def __init__(
        self,
        placed: Mapping[str, Placed],
        choices: Mapping[str, tuple[Choice, ...]],
        here: Placed,
        repeats: tuple[str, ...],
        columns: frozenset[str] | None,
        object_to: Callable[[Message], None],
        slots: Slots | None,
    ) -> None:
        self._slots = slots
        self._placed = placed
        self._choices = choices
        self._here = here
        self._repeats = repeats
        self._columns = columns
        self._object = object_to
        self._reach = Reach(placed)
        self._central: Places | None = None
        """What may stand central in a predicate; nothing outside predicates."""
        self.reads: set[str] = set()
        self.wide: dict[str, int] = {}

    def object_to(self, message: Message) -> Code:
        """Take note of a mistake; a questionnaire with one is refused, whatever stands in its place."""
        self._object(message)
        return NOTHING

    def single(self, expression: Expression) -> Code:
        """Compile what must be one answer; several are a mistake, unless predicates may leave one of them."""
        code = self.code(expression)
        if code.many and not any(
            isinstance(part, Filter) or _has_predicates(part) for part in walk(expression)
        ):
            name = next((part.name for part in walk(expression) if isinstance(part, Reference)), "")
            if name:
                self._object(several(name))
            elif code.where:
                self._object(
                    says("dit pad heeft hier meer dan één antwoord. Gebruik bijvoorbeeld count() of join().")
                )
        return code

    def _read_widely(self, name: str, depth: int) -> None:
        self.reads.add(name)
        self.wide[name] = min(depth, self.wide.get(name, depth))

    def _read(self, name: str) -> None:
        if self._central is None:
            self.reads.add(name)
        else:
            self._read_widely(name, 0)

    def _question(self, name: str) -> Question | None:
        """Find the one answer that a name means here."""
        known = self._placed.get(name)
        if known is None or not isinstance(known.item, Question):
            self._object(unknown(name, self._placed))
            return None
        if shared_depth(known.repeats, self._repeats) < len(known.repeats):
            self._object(several(name))
            return None
        return known.item

    def reference(self, name: str) -> Code:
        """Compile ``${name}``: straight to its cell, or to all those below the instances that are shared."""
        known = self._placed.get(name.removeprefix(LAST_SAVED))
        if known is None:
            return self.object_to(unknown(name.removeprefix(LAST_SAVED), self._placed))
        if name.startswith(LAST_SAVED):
            return NOTHING
        if isinstance(known.item, Group):
            return self.object_to(
                says("„${{{name}}}” is een groep en heeft geen antwoord. Noem een vraag.", name=name)
            )
        self._read(name)
        depth = shared_depth(known.repeats, self._repeats)
        if isinstance(known.item, Repeat) or depth < len(known.repeats):
            for repeat in known.repeats[depth:]:  # their order is the order of the answers
                self._read(repeat)
            return _Answers(name, depth, _to_number(known.item))
        return _Answer(name, depth, known.item)

    def _self(self) -> Code:
        if not isinstance(self._here.item, Question):
            return self.object_to(says("„.” kan alleen bij een vraag staan."))
        return _Own(self._here.item)

    def _column(self, name: str) -> Code:
        if self._columns is None or name not in self._columns:
            if name == _NULL:
                return NOTHING
            if name in self._placed:
                advice = says("Bedoelt u „${{{name}}}”?", name=name)
            elif self._is_choice(name):
                advice = says("Zet tekst tussen aanhalingstekens: '{name}'.", name=name)
            else:
                advice = did_you_mean(name, self._columns or self._placed)
            return self.object_to(says("„{name}” is hier onbekend. {advice}", name=name, advice=advice))
        return text_code(lambda scope: scope.columns.get(name, ""))

    def _is_choice(self, text: str) -> bool:
        """Whether a text is the name of a choice, or stands in a column of one."""
        return any(
            text == one.name or text in one.columns.values()
            for all_ in self._choices.values()
            for one in all_
        )


class _Answer(OneCode):
    """The answer to a question around or beside the one that a formula is about."""

    __slots__ = ("_dated", "_depth", "_name")

    def __init__(self, name: str, depth: int, question: Question) -> None:
        self._name = name
        self._depth = depth
        self._dated = is_partial_date(question)
        super().__init__(
            _seen(name, depth),
            _to_number(question),
            numeric=question.kind in _NUMERIC,
            where=frozenset({name}),
        )

    @property
    def texts(self) -> ToTexts:
        name, depth = self._name, self._depth

        def texts(scope: Scope) -> list[str]:
            cell = scope.repeated[name][scope.instances[:depth]] if depth else scope.alone[name]
            return [cell.seen] if cell.shown else []

        return texts

    @property
    def nodes(self) -> ToNodes:
        name, depth = self._name, self._depth
        return lambda scope: scope.node_of(name, depth)

    @property
    def span(self) -> ToSpan | None:
        seen = self.text
        return (lambda scope: span_of_text(seen(scope))) if self._dated else None


class _Own(OneCode):
    """The answer to the question that a formula is about: ``.``."""

    __slots__ = ("_dated",)

    def __init__(self, question: Question) -> None:
        self._dated = is_partial_date(question)
        super().__init__(
            lambda scope: scope.own,
            _to_number(question),
            numeric=question.kind in _NUMERIC,
            where=frozenset({question.name}),
        )

    @property
    def texts(self) -> ToTexts:
        return lambda scope: [scope.own]

    @property
    def nodes(self) -> ToNodes:
        return lambda scope: [scope.node]

    @property
    def span(self) -> ToSpan | None:
        return (lambda scope: span_of_text(scope.own)) if self._dated else None


class _Answers(NodesCode):
    """All answers to a question, or instances of a repeat, below the instances that are shared."""

    __slots__ = ("_depth", "_name", "_to_number")

    def __init__(self, name: str, depth: int, to_number: Callable[[str], float]) -> None:
        self._name = name
        self._depth = depth
        self._to_number = to_number
        super().__init__(lambda scope: scope.nodes_of(name, depth), frozenset({name}))

    @property
    def to_number(self) -> Callable[[str], float]:
        return self._to_number

    @property
    def text(self) -> ToText:
        name, depth = self._name, self._depth
        return lambda scope: next(iter(scope.many(name, depth)), "")

    @property
    def truth(self) -> ToTruth:
        name, depth = self._name, self._depth
        return lambda scope: bool(scope.many(name, depth))

    @property
    def texts(self) -> ToTexts:
        name, depth = self._name, self._depth
        return lambda scope: scope.many(name, depth)


def _seen(name: str, depth: int) -> ToText:
    if depth == 0:
        return lambda scope: scope.alone[name].seen
    return lambda scope: scope.repeated[name][scope.instances[:depth]].seen


def _to_number(item: Question | Repeat) -> Callable[[str], float]:
    return first_day_of if is_partial_date(item) else number_of


def is_partial_date(item: Item) -> bool:
    """Whether its answers are dates that may be known in part."""
    return isinstance(item, Question) and item.kind is QuestionKind.PARTIAL_DATE


def _has_predicates(expression: Expression) -> bool:
    return isinstance(expression, Path) and any(step.predicates for step in expression.steps)


def several(name: str) -> Message:
    """Say that a name has several answers where one is wanted."""
    return says(
        "„${{{name}}}” heeft hier meer dan één antwoord. Gebruik bijvoorbeeld count(), sum() of join().",
        name=name,
    )
