# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles expressions where they stand: what a name means depends on the repeats around it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.errors import Message, says
from app.questionnaire.closures import Code, Scope, ToNumber, many_code, number_code, one_code, text_code
from app.questionnaire.conversions import first_day_of, number_of
from app.questionnaire.expression import (
    Call,
    Column,
    Expression,
    Literal,
    Negation,
    Number,
    Operation,
    Parent,
    Reference,
    Self,
    walk,
)
from app.questionnaire.functions import FUNCTIONS, Function, pattern_problem
from app.questionnaire.model import Choice, Formula, Group, Question, QuestionKind, Repeat
from app.questionnaire.operators import negation_code, operation_code
from app.questionnaire.parse import ExpressionError, parse_expression
from app.questionnaire.placing import Placed, shared_depth
from app.questionnaire.problems import did_you_mean
from app.questionnaire.totals import KEPT_UP, LEAST_TERMS, Over, Plan, Row

Object = Callable[[int, Message], None]

_NUMERIC = (QuestionKind.INTEGER, QuestionKind.DECIMAL)
_NOTHING = text_code(lambda _: "")
_PATTERN_ADVICE = {
    "long": says("het patroon van regex() is te lang. Kort het in tot 200 tekens."),
    "slow": says("het patroon van regex() kan te lang duren. Gebruik geen herhaalde groepen."),
    "wrong": says("het patroon van regex() klopt niet. Controleer haakjes en tekens."),
}


@dataclass(frozen=True, slots=True)
class Coded:
    """A compiled formula, the names that it reads, and the places of the totals that are kept up for it."""

    code: Code
    reads: frozenset[str]
    totals: range = range(0)


_Place = tuple[str, tuple[QuestionKind, str] | None, tuple[str, ...], frozenset[str] | None]
"""All that makes a difference to what a formula means: its text, and where it stands."""


class Coder:
    """Compiles the formulas of one questionnaire; what is wrong with them goes to `object_to`.

    Attributes:
        totals: the totals that are to be kept up, where `keep_up` asks for it; see `totals`.
    """

    def __init__(
        self,
        placed: Mapping[str, Placed],
        choices: Mapping[str, tuple[Choice, ...]],
        object_to: Object,
        *,
        keep_up: bool = True,
    ) -> None:
        self.totals: list[Plan] = []
        self._objections = 0
        self._known: dict[_Place, Coded] = {}
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
        own = (item.kind, item.list_name) if isinstance(item, Question) else None
        place = (formula.text, own, repeats, columns)
        if place in self._known:
            return self._known[place]
        objections = self._objections
        try:
            expression = parse_expression(formula.text)
        except ExpressionError as error:
            self._object_to(formula.line, error.message)
            return Coded(_NOTHING, frozenset())
        before = len(self.totals)
        totals = self.totals if self._keep_up else None
        coding = _Coding(
            self._placed, self._choices, placed, repeats, columns, self._objection(formula.line), totals
        )
        code = coding.code(expression)
        if code.many:
            coding.several(expression)
        coded = Coded(code, frozenset(coding.reads), range(before, len(self.totals)))
        if self._objections == objections:
            self._known[place] = coded  # what is wrong is told again, with its own line
        return coded

    def check_reference(self, name: str, line: int, repeats: tuple[str, ...]) -> None:
        """Check a name that stands in a text; it must be one answer."""
        known = self._placed.get(name)
        if known is None:
            self._object_to(line, _unknown(name, self._placed))
        elif not isinstance(known.item, Question):
            self._object_to(line, says("„${{{name}}}” is geen vraag. Noem een vraag.", name=name))
        elif shared_depth(known.repeats, repeats) < len(known.repeats):
            self._object_to(line, _several(name))

    def _objection(self, line: int) -> Callable[[Message], None]:
        def object_to(message: Message) -> None:
            self._objections += 1
            self._object_to(line, message)

        return object_to


class _Coding:
    """The compilation of one formula."""

    def __init__(
        self,
        placed: Mapping[str, Placed],
        choices: Mapping[str, tuple[Choice, ...]],
        here: Placed,
        repeats: tuple[str, ...],
        columns: frozenset[str] | None,
        object_to: Callable[[Message], None],
        totals: list[Plan] | None,
    ) -> None:
        self._totals = totals
        self._placed = placed
        self._choices = choices
        self._here = here
        self._repeats = repeats
        self._columns = columns
        self._object = object_to
        self.reads: set[str] = set()

    def code(self, expression: Expression) -> Code:
        match expression:
            case Number(text):
                number = float(text)
                return number_code(lambda _: number)
            case Literal(text):
                return text_code(lambda _: text)
            case Reference(name):
                return self._reference(name)
            case Self():
                return self._self()
            case Column(name):
                return self._column(name)
            case Parent():
                self._object(says("„..” kan alleen in position(..) staan."))
                return _NOTHING
            case Negation(operand):
                return negation_code(self._single(operand))
            case Operation(sign, left, right):
                terms = _terms(expression)
                return self._row(terms) if len(terms) >= LEAST_TERMS else self._operation(sign, left, right)
            case Call("position", (Parent(),)):
                return self._position()
            case Call("non-answer", (Reference(name),)):
                return self._non_answer(name)
            case Call(name, arguments):
                return self._call(name, arguments)

    def several(self, expression: Expression) -> None:
        name = next((part.name for part in walk(expression) if isinstance(part, Reference)), "")
        self._object(_several(name))

    def _single(self, expression: Expression) -> Code:
        code = self.code(expression)
        if code.many:
            self.several(expression)
        return code

    def _operation(self, sign: str, left: Expression, right: Expression) -> Code:
        if sign in ("=", "!=", "<", "<=", ">", ">="):
            return operation_code(sign, self.code(left), self.code(right))
        return operation_code(sign, self._single(left), self._single(right))

    # Totals that are kept up

    def _row(self, terms: list[tuple[str, Expression]]) -> Code:
        kept_up = self._totals is not None and all(_reads_answers_alone(term) for _, term in terms)
        coded: list[tuple[float, ToNumber]] = []
        readers: dict[str, list[int]] = {}
        before = self.reads
        for at, (sign, term) in enumerate(terms):
            self.reads = set()
            coded.append((1.0 if sign == "+" else -1.0, self._single(term).number))
            for name in self.reads:
                readers.setdefault(name, []).append(at)
            before = before | self.reads
        self.reads = before
        if not kept_up:
            return number_code(_added(tuple(coded)))
        return self._total(Row(tuple(coded), {name: tuple(places) for name, places in readers.items()}))

    def _is_kept_up(self, function: str, name: str) -> bool:
        known = self._placed.get(name)
        if self._totals is None or known is None:
            return False
        is_answer = isinstance(known.item, Question) and known.item.kind is not QuestionKind.NOTE
        several = shared_depth(known.repeats, self._repeats) < len(known.repeats)
        return (is_answer and several) or (isinstance(known.item, Repeat) and function == "count")

    def _over(self, function: str, name: str) -> Code:
        self.reads.add(name)
        return self._total(Over(function, name, shared_depth(self._placed[name].repeats, self._repeats)))

    def _total(self, plan: Plan) -> Code:
        if self._totals is None:
            raise AssertionError("totals are kept up only where there is a list of them")
        slot = len(self._totals)
        self._totals.append(plan)
        return number_code(lambda scope: scope.total(slot))

    # Functions

    def _call(self, name: str, arguments: tuple[Expression, ...]) -> Code:
        function = FUNCTIONS.get(name)
        if function is None:
            known = [*FUNCTIONS, "position", "non-answer"]
            self._object(
                says("functie „{name}” bestaat niet. {advice}", name=name, advice=did_you_mean(name, known))
            )
            return _NOTHING
        if not self._number_fits(name, function, len(arguments)):
            return _NOTHING
        match arguments:
            case (Reference(of),) if name in KEPT_UP and self._is_kept_up(name, of):
                return self._over(name, of)
        if name == "regex":
            self._must_be_pattern(arguments[1])
        return function.build(
            tuple(
                self.code(one) if _may_be_set(function, at) else self._single(one)
                for at, one in enumerate(arguments)
            )
        )

    def _number_fits(self, name: str, function: Function, count: int) -> bool:
        if function.least <= count and (function.most is None or count <= function.most):
            return True
        if function.most is None:
            message = says("{name}() heeft minstens {least} waarden nodig.", name=name, least=function.least)
        elif function.least == function.most:
            message = says("{name}() heeft precies {least} waarden nodig.", name=name, least=function.least)
        else:
            message = says(
                "{name}() heeft {least} tot {most} waarden nodig.",
                name=name,
                least=function.least,
                most=function.most,
            )
        self._object(message)
        return False

    def _must_be_pattern(self, expression: Expression) -> None:
        if not isinstance(expression, Literal):
            self._object(says("schrijf het patroon van regex() als tekst tussen aanhalingstekens."))
        elif wrong := pattern_problem(expression.text):
            self._object(_PATTERN_ADVICE[wrong])

    def _position(self) -> Code:
        if not self._repeats:
            self._object(says("position(..) kan alleen binnen een herhaling (repeat) staan."))
            return _NOTHING
        self.reads.add(self._repeats[-1])
        return number_code(lambda scope: scope.position())

    def _non_answer(self, name: str) -> Code:
        if self._question(name) is None:
            return _NOTHING
        self.reads.add(name)
        depth = len(self._placed[name].repeats)
        return text_code(lambda scope: scope.non_answer(name, scope.instances[:depth]))

    # Names

    def _question(self, name: str) -> Question | None:
        """Find the one answer that a name means here."""
        known = self._placed.get(name)
        if known is None or not isinstance(known.item, Question):
            self._object(_unknown(name, self._placed))
            return None
        if shared_depth(known.repeats, self._repeats) < len(known.repeats):
            self._object(_several(name))
            return None
        return known.item

    def _reference(self, name: str) -> Code:
        known = self._placed.get(name)
        if known is None:
            self._object(_unknown(name, self._placed))
            return _NOTHING
        if isinstance(known.item, Group):
            self._object(
                says("„${{{name}}}” is een groep en heeft geen antwoord. Noem een vraag.", name=name)
            )
            return _NOTHING
        self.reads.add(name)
        depth = shared_depth(known.repeats, self._repeats)
        if isinstance(known.item, Repeat) or depth < len(known.repeats):
            self.reads.update(known.repeats[depth:])  # their order is the order of the answers
            return many_code(lambda scope: scope.many(name, depth))
        return _one(name, depth, known.item.kind)

    def _self(self) -> Code:
        if not isinstance(self._here.item, Question):
            self._object(says("„.” kan alleen bij een vraag staan."))
            return _NOTHING
        kind = self._here.item.kind
        return one_code(
            lambda scope: scope.own, lambda scope: [scope.own], _to_number(kind), numeric=kind in _NUMERIC
        )

    def _column(self, name: str) -> Code:
        if self._columns is None or name not in self._columns:
            advice = (
                says("Bedoelt u „${{{name}}}”?", name=name)
                if name in self._placed
                else did_you_mean(name, self._columns or self._placed)
            )
            self._object(says("„{name}” is hier onbekend. {advice}", name=name, advice=advice))
            return _NOTHING
        return text_code(lambda scope: scope.columns.get(name, ""))


def _terms(expression: Expression) -> list[tuple[str, Expression]]:
    """Take a row of additions and subtractions apart, from the left."""
    terms: list[tuple[str, Expression]] = []
    while isinstance(expression, Operation) and expression.operator in ("+", "-"):
        terms.append((expression.operator, expression.right))
        expression = expression.left
    terms.append(("+", expression))
    terms.reverse()
    return terms


_OF_ANSWERS = frozenset(
    {
        "abs",
        "boolean",
        "ceiling",
        "coalesce",
        "count-selected",
        "floor",
        "if",
        "int",
        "not",
        "number",
        "round",
    }
)


def _reads_answers_alone(expression: Expression) -> bool:
    """Whether nothing but answers makes a difference to it: no place, no day, no choice being filtered."""
    return all(
        isinstance(part, (Number, Literal, Reference, Negation, Operation))
        or (isinstance(part, Call) and part.name in _OF_ANSWERS | KEPT_UP)
        for part in walk(expression)
    )


def _added(terms: tuple[tuple[float, ToNumber], ...]) -> ToNumber:
    def run(scope: Scope) -> float:
        total = terms[0][1](scope)
        for sign, read in terms[1:]:
            total += sign * read(scope)
        return total

    return run


def _one(name: str, depth: int, kind: QuestionKind) -> Code:
    def seen(scope: Scope) -> str:
        return scope.cells[name][scope.instances[:depth]].seen

    def nodes(scope: Scope) -> list[str]:
        cell = scope.cells[name][scope.instances[:depth]]
        return [cell.seen] if cell.shown else []

    return one_code(seen, nodes, _to_number(kind), numeric=kind in _NUMERIC)


def _to_number(kind: QuestionKind) -> Callable[[str], float]:
    return first_day_of if kind is QuestionKind.PARTIAL_DATE else number_of


def _may_be_set(function: Function, at: int) -> bool:
    return function.sets == "all" or (function.sets == "first" and at == 0)


def _unknown(name: str, placed: Mapping[str, Placed]) -> Message:
    return says("„${{{name}}}” bestaat niet. {advice}", name=name, advice=did_you_mean(name, placed))


def _several(name: str) -> Message:
    return says(
        "„${{{name}}}” heeft hier meer dan één antwoord. Gebruik bijvoorbeeld count(), sum() of join().",
        name=name,
    )
