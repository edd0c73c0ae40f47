# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles expressions over a hearing's answers: the functions that know it, and totals that are kept up."""

import math

from app.errors import Message, says
from app.questionnaire.choice_tree import choice_tree, itext_id
from app.questionnaire.compile_names import NOTHING, is_partial_date, several
from app.questionnaire.compile_paths import ELSEWHERE, PathsCompiler
from app.questionnaire.expressions.code import Code, NumberCode, ToNumber, number_code, text_code
from app.questionnaire.expressions.conversions import number_of
from app.questionnaire.expressions.functions import FUNCTIONS
from app.questionnaire.expressions.node_code import nodes_code
from app.questionnaire.expressions.operators import row_code
from app.questionnaire.expressions.printer import print_expression
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.expressions.syntax import (
    PARENT,
    Call,
    Expression,
    Literal,
    Negation,
    Number,
    Operation,
    Path,
    Reference,
    chain,
    walk,
)
from app.questionnaire.file_columns import by_its_columns
from app.questionnaire.model import Choice, Question, QuestionKind, Repeat
from app.questionnaire.naming import unknown
from app.questionnaire.placing import shared_depth
from app.questionnaire.problems import did_you_mean
from app.questionnaire.totals import KEPT_UP, LEAST_TERMS, Over, Row, Slots

__all__ = ["HearingCompiler", "several", "unknown"]

_FARTHEST = 1e9
_BESIDE = ("csv-external", "xml-external")
"""Types that name a file with data beside the questionnaire."""


class HearingCompiler(PathsCompiler):
    """The compilation of one formula."""

    own_functions = (
        "position",
        "non-answer",
        "indexed-repeat",
        "jr:choice-name",
        "jr:itext",
        "pulldata",
        "instance",
        "current",
    )

    def row(self, expression: Operation) -> Code:
        """Compile a row of operators; a long sum of answers is kept up."""
        if expression.operator in ("+", "-"):
            terms = _terms(expression)
            if len(terms) >= LEAST_TERMS:
                return self._row(terms)
        first, others = chain(expression)
        comparing = expression.operator in ("=", "!=", "<", "<=", ">", ">=")
        compiled = self.code if comparing else self.single
        return row_code(compiled(first), [(sign, compiled(operand)) for sign, operand in others])

    # Totals that are kept up

    def _row(self, terms: list[tuple[str, Expression]]) -> Code:
        slots = self._slots if all(_reads_answers_alone(term) for _, term in terms) else None
        if slots is None or self._central is not None:
            coded = [(_factor(sign), self.single(term).number) for sign, term in terms]
            return number_code(_added(tuple(coded)))
        if (known := slots.known_row()) is not None:
            return TotalCode(slots.take(known, known.inside))
        slot = slots.take(Row((), {}))
        coded, texts = [], []
        readers: dict[str, list[int]] = {}
        before = self.reads
        for at, (sign, term) in enumerate(terms):
            self.reads = set()
            texts.append((print_expression(term), slots.next))
            coded.append((_factor(sign), self.single(term).number))
            for name in self.reads:
                readers.setdefault(name, []).append(at)
            before = before | self.reads
        self.reads = before
        read = {name: tuple(places) for name, places in readers.items()}
        slots.fill(slot, Row(tuple(coded), read, tuple(texts), slots.next - slot - 1))
        return TotalCode(slot)

    def _is_kept_up(self, function: str, name: str) -> bool:
        known = self._placed.get(name)
        if known is None or (is_partial_date(known.item) and function not in ("count", "count-non-empty")):
            return False
        is_answer = isinstance(known.item, Question) and known.item.kind is not QuestionKind.NOTE
        several = shared_depth(known.repeats, self._repeats) < len(known.repeats)
        return (is_answer and several) or (isinstance(known.item, Repeat) and function == "count")

    def _over(self, slots: Slots, function: str, name: str) -> Code:
        self.reads.add(name)
        depth = shared_depth(self._placed[name].repeats, self._repeats)
        return TotalCode(slots.take(Over(function, name, depth)))

    # Functions

    def call(self, name: str, arguments: tuple[Expression, ...]) -> Code:
        """Compile a call; some functions know the hearing."""
        match name, arguments:
            case "position", (Path() as path,) if path == PARENT and self._central is None:
                return self._position()
            case "non-answer", (Reference(of),):
                return self._non_answer(of)
            case "indexed-repeat", _:
                return self._indexed_repeat(arguments)
            case "jr:choice-name", (value, asked):
                return self._choice_name(value, asked)
            case "pulldata", (Literal(listed), Literal(wanted), Literal(known), key):
                return self._pulldata(listed, wanted, known, key)
            case "jr:itext", (Literal(),):
                return self.object_to(
                    says("jr:itext() geeft alleen labels van keuzes. Gebruik jr:choice-name() of het label.")
                )
            case "jr:itext", (identifier,):
                return self._itext(identifier)
            case "instance", (Literal(listed),):
                return self._instance(listed)
            case "instance" | "pulldata" | "jr:choice-name" | "non-answer", _:
                return self.object_to(
                    says("schrijf de namen in {name}() zelf op: als tekst, of als ${{vraag}}.", name=name)
                )
            case _, (Reference(of),) if (
                name in KEPT_UP
                and self._slots is not None
                and self._central is None
                and self._is_kept_up(name, of)
            ):
                return self._over(self._slots, name, of)
            case "regex", (_, pattern) if not isinstance(pattern, Literal):
                return self.object_to(
                    says("schrijf het patroon van regex() als tekst tussen aanhalingstekens.")
                )
        if message := _clash(name, arguments):
            return self.object_to(message)
        return super().call(name, arguments)

    def _position(self) -> Code:
        if not self._repeats:
            return self.object_to(says("position(..) kan alleen binnen een herhaling (repeat) staan."))
        self.reads.add(self._repeats[-1])
        return number_code(lambda scope: scope.position())

    def _non_answer(self, name: str) -> Code:
        if self._question(name) is None:
            return NOTHING
        self._read(name)
        depth = len(self._placed[name].repeats)
        return text_code(lambda scope: scope.non_answer(name, scope.instances[:depth]))

    def _indexed_repeat(self, arguments: tuple[Expression, ...]) -> Code:
        """Compile ``indexed-repeat(${field}, ${repeat}, index)``, with up to three repeats."""
        match arguments:
            case (Reference(name), *pairs) if pairs and len(pairs) % 2 == 0:
                pass
            case _:
                return self.object_to(says("indexed-repeat() vraagt een vraag, een herhaling en een nummer."))
        known = self._placed.get(name)
        if known is None or not isinstance(known.item, Question):
            return self.object_to(unknown(name, self._placed))
        numbers: dict[str, ToNumber] = {}
        for repeat, index in zip(pairs[::2], pairs[1::2], strict=True):
            if not isinstance(repeat, Reference) or repeat.name not in known.repeats:
                return self.object_to(
                    says("in indexed-repeat() hoort een herhaling waar „{name}” in staat.", name=name)
                )
            numbers[repeat.name] = self.single(index).number
        if any(one not in numbers and one not in self._repeats for one in known.repeats):
            return self.object_to(several(name))
        outermost = min(known.repeats.index(repeat) for repeat in numbers)
        for read in (name, *known.repeats[outermost:]):
            self._read_widely(read, outermost)

        def picked(scope: Scope) -> str:
            indexes = {}
            for repeat, number in numbers.items():
                wanted = number(scope)
                indexes[repeat] = int(wanted) if abs(wanted) < _FARTHEST else 0
            return scope.indexed(name, indexes)

        return text_code(picked)

    def _choice_name(self, value: Expression, asked: Expression) -> Code:
        """Compile the label of a choice, in the first language of its list."""
        match asked:
            case Reference(name) | Literal(name):
                known = self._placed.get(name.strip().removeprefix("${").removesuffix("}").strip())
            case _:
                known = None
        if known is None or not isinstance(known.item, Question) or not known.item.list_key:
            return self.object_to(says("jr:choice-name() vraagt een vraag met een keuzelijst."))
        labels = {
            choice.name: next((text for _, text in choice.label), choice.name)
            for choice in by_its_columns(known.item, tuple(self._choices.get(known.item.list_key, ())), "")
        }
        text = self.single(value).text
        return text_code(lambda scope: ", ".join(labels.get(name, name) for name in text(scope).split()))

    def _itext(self, identifier: Expression) -> Code:
        """Compile the label of a choice by its ``itextId``, in the first language of its list."""
        labels = {
            itext_id(listed, at): next((text for _, text in choice.label), "")
            for listed, choices in self._choices.items()
            for at, choice in enumerate(choices)
        }
        text = self.single(identifier).text
        return text_code(lambda scope: labels.get(text(scope), ""))

    def _pulldata(self, listed: str, wanted: str, known: str, key: Expression) -> Code:
        """Compile a look-up in a list of choices: the column `wanted` where `known` is the key."""
        choices = self._kept_list(listed.removesuffix(".csv")) or ()
        found: dict[str, str] = {}
        for choice in choices:
            row = {
                **choice.columns,
                "name": choice.name,
                "label": next((text for _, text in choice.label), ""),
            }
            found.setdefault(row.get(known, ""), row.get(wanted, ""))
        text = self.single(key).text
        return text_code(lambda scope: found.get(text(scope), ""))

    def _instance(self, listed: str) -> Code:
        choices = self._list(listed)
        if choices is None:
            return NOTHING
        root = choice_tree(listed, choices)
        return nodes_code(lambda _: [root], ELSEWHERE)

    def _list(self, name: str) -> tuple[Choice, ...] | None:
        choices = self._kept_list(name)
        known = self._placed.get(name)
        beside = isinstance(known.item, Question) and known.item.type_name in _BESIDE if known else False
        if choices is None and beside:
            return ()  # the check warns that the file is not there
        if choices is None:
            advice = did_you_mean(name, self._choices)
            self._object(says("keuzelijst „{name}” bestaat niet. {advice}", name=name, advice=advice))
        return choices

    def _kept_list(self, name: str) -> tuple[Choice, ...] | None:
        """Find a list, which may have come from a file that is named without its ending."""
        keys = (name, f"{name}.csv", f"{name}.xml", f"{name}.geojson")
        return next((self._choices[key] for key in keys if key in self._choices), None)


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


def _factor(sign: str) -> float:
    return 1.0 if sign == "+" else -1.0


class TotalCode(NumberCode):
    """What gives a total that is kept up, by its place."""

    __slots__ = ("slot",)

    def __init__(self, slot: int) -> None:
        super().__init__(lambda scope: scope.total(slot))
        self.slot = slot


def _added(terms: tuple[tuple[float, ToNumber], ...]) -> ToNumber:
    def run(scope: Scope) -> float:
        total = terms[0][1](scope)
        for sign, read in terms[1:]:
            total += sign * read(scope)
        return total

    return run


def _clash(name: str, arguments: tuple[Expression, ...]) -> Message | None:
    """Say which text written as an argument can never be the number or date that a function takes.

    Over XML it would be no number, as XPath has it; in a questionnaire nobody means that.
    """
    function = FUNCTIONS.get(name)
    for at, argument in enumerate(arguments if function is not None else ()):
        takes = function.takes(at) if function is not None else ""
        if not isinstance(argument, Literal) or not argument.text or not math.isnan(number_of(argument.text)):
            continue
        if takes == "number":
            return says(
                "{name}() rekent met een getal, en „{text}” is er geen.", name=name, text=argument.text
            )
        if takes == "date":
            return says(
                "{name}() gaat over een datum, zoals '2026-03-01'; „{text}” is er geen.",
                name=name,
                text=argument.text,
            )
    return None
