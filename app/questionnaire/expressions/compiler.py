# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles expressions. What a name or path means is for whoever knows the tree to say, in a subclass."""

from abc import ABC, abstractmethod
from collections.abc import Mapping

from app.errors import Message, says
from app.questionnaire.expressions.code import Code, Kind, number_code, text_code
from app.questionnaire.expressions.functions import FUNCTIONS, Function
from app.questionnaire.expressions.node_code import nodes_code
from app.questionnaire.expressions.nodes import root_of
from app.questionnaire.expressions.operators import negation_code, row_code
from app.questionnaire.expressions.paths import filter_code, steps_code, union_code, weight_of
from app.questionnaire.expressions.patterns import pattern_problem
from app.questionnaire.expressions.syntax import (
    Call,
    Expression,
    Filter,
    Literal,
    Negation,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    chain,
)
from app.questionnaire.problems import did_you_mean

PATTERN_ADVICE = {
    "long": says("het patroon van regex() is te lang. Kort het in."),
    "wrong": says(
        "het patroon van regex() klopt niet, of kijkt vooruit of terug, wat hier niet kan. Pas het aan."
    ),
}


class Compiler(ABC):
    """The compilation of expressions over some tree."""

    functions: Mapping[str, Function] = FUNCTIONS
    own_functions: tuple[str, ...] = ()
    """The names of functions that a subclass compiles itself, for advice."""

    @abstractmethod
    def object_to(self, message: Message) -> Code:
        """Take note of a mistake, and give what stands in its place."""

    @abstractmethod
    def reference(self, name: str) -> Code:
        """Compile ``${name}``."""

    def code(self, expression: Expression) -> Code:
        """Compile an expression."""
        match expression:
            case Number(text):
                number = float(text)
                return number_code(lambda _: number)
            case Literal(text):
                return text_code(lambda _: text)
            case Reference(name):
                return self.reference(name)
            case Path():
                return self.path(expression)
            case Filter():
                return self.filtered(expression)
            case Negation(operand):
                return negation_code(self.single(operand))
            case Operation(sign):
                return self._union(expression) if sign == "|" else self.row(expression)
            case Call(name, arguments):
                return self.call(name, arguments)

    def single(self, expression: Expression) -> Code:
        """Compile what must be one value; sets give their first here."""
        return self.code(expression)

    def row(self, expression: Operation) -> Code:
        """Compile a row of operators of one level."""
        first, others = chain(expression)
        return row_code(self.code(first), [(sign, self.code(operand)) for sign, operand in others])

    # Paths

    def path(self, path: Path) -> Code:
        """Compile a path."""
        match path.start:
            case None:
                start = nodes_code(lambda scope: [scope.node])
            case Root():
                start = nodes_code(lambda scope: [root_of(scope.node)])
            case expression:
                start = self._set(expression)
        if start.nodes is None:
            return start
        steps = [(step, [self.code(one) for one in step.predicates]) for step in path.steps]
        return nodes_code(steps_code(start.nodes, steps))

    def filtered(self, filtered: Filter) -> Code:
        """Compile predicates on a set."""
        of = self._set(filtered.of)
        if of.nodes is None:
            return of
        return nodes_code(
            filter_code(
                of.nodes, [self.code(one) for one in filtered.predicates], weight_of(filtered.predicates)
            )
        )

    def _union(self, expression: Operation) -> Code:
        first, others = chain(expression)
        made = self._set(first)
        for _, operand in others:
            code = self._set(operand)
            if made.nodes is None or code.nodes is None:
                return made if made.nodes is None else code
            made = nodes_code(union_code(made.nodes, code.nodes))
        return made

    def _set(self, expression: Expression) -> Code:
        """Compile what must be a set of nodes."""
        code = self.code(expression)
        if code.nodes is None:
            return self.object_to(says("alleen van vragen en paden kan een deel worden genomen."))
        return code

    # Functions

    def call(self, name: str, arguments: tuple[Expression, ...]) -> Code:
        """Compile a call of a function."""
        function = self.functions.get(name)
        if function is None:
            known = [*self.functions, *self.own_functions]
            return self.object_to(
                says("functie „{name}” bestaat niet. {advice}", name=name, advice=did_you_mean(name, known))
            )
        if message := number_problem(name, function, len(arguments)):
            return self.object_to(message)
        codes = []
        for at, argument in enumerate(arguments):
            takes = function.takes(at)
            code = self.code(argument) if takes in ("nodes", "values", "any") else self.single(argument)
            if message := _misfit(name, takes, argument, code):
                return self.object_to(message)
            codes.append(code)
        return function.build(tuple(codes))


def number_problem(name: str, function: Function, count: int) -> Message | None:
    """Say what is wrong with the number of arguments, if anything."""
    least, most = function.least, function.most
    if least <= count and (most is None or count <= most):
        return None
    if most is None:
        return says("{name}() heeft minstens {least} waarden nodig.", name=name, least=least)
    if least == most:
        return says("{name}() heeft precies {least} waarden nodig.", name=name, least=least)
    return says("{name}() heeft {least} tot {most} waarden nodig.", name=name, least=least, most=most)


def _misfit(name: str, takes: str, argument: Expression, code: Code) -> Message | None:
    """Say what is wrong with an argument, if anything."""
    if takes == "nodes" and code.kind not in (Kind.NODES, Kind.ANY):
        return says("{name}() gaat over vragen of paden, niet over één waarde.", name=name)
    if takes == "pattern" and isinstance(argument, Literal) and (wrong := pattern_problem(argument.text)):
        return PATTERN_ADVICE[wrong]
    return None
