# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes an expression apart, with a grammar after XPath 1.0 and ``${name}`` as XLSForm writes it."""

from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError

from app.errors import Message, says
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
    parts,
)

LONGEST = 10_000
"""An expression of more characters is refused."""

DEEPEST = 100
"""An expression nested deeper is refused; a chain of as many operators counts as deep."""

_GRAMMAR = r"""
?start: or_
?or_: and_ | or_ "or" and_ -> op_or
?and_: equal | and_ "and" equal -> op_and
?equal: order | equal EQUAL order -> op
?order: sum | order ORDER sum -> op
?sum: product | sum PLUS_MINUS product -> op
?product: negation | product TIMES negation -> op
?negation: primary | "-" negation -> negate
?primary: NUMBER -> number
    | LITERAL -> literal
    | "${" REFERENCE "}" -> reference
    | ".." -> parent
    | "." -> self
    | NAME "(" [or_ ("," or_)*] ")" -> call
    | NAME -> column
    | "(" or_ ")"

EQUAL: "=" | "!="
ORDER: "<=" | ">=" | "<" | ">"
PLUS_MINUS: "+" | "-"
TIMES.2: "*" | "div" | "mod"
NUMBER: /\d+(\.\d*)?|\.\d+/
LITERAL: /"[^"]*"|'[^']*'/
REFERENCE: /\s*[A-Za-z_][A-Za-z0-9_.-]*\s*/
NAME: /[A-Za-z_][A-Za-z0-9_.-]*(:[A-Za-z_][A-Za-z0-9_.-]*)?/
%import common.WS
%ignore WS
"""


class ExpressionError(ValueError):
    """An expression cannot be read; `message` says where and what to do."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def parse_expression(text: str) -> Expression:
    """Take an expression apart.

    Raises:
        ExpressionError: it is no expression, or too long or too deep.
    """
    if len(text) > LONGEST:
        raise ExpressionError(says("de expressie is langer dan {most} tekens. Splits haar.", most=LONGEST))
    try:
        # What the transformer gives for `start` is an expression; lark knows it as a tree.
        found: Any = _parser().parse(text)
    except UnexpectedInput as error:
        raise ExpressionError(_what_is_wrong(text, error)) from error
    except VisitError as error:
        raise ExpressionError(says("de expressie klopt niet.")) from error
    expression: Expression = found
    _must_not_be_deep(expression)
    return expression


def _what_is_wrong(text: str, error: UnexpectedInput) -> Message:
    ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
    if ended or error.column < 1:
        return says("de expressie is niet af. Vul haar aan of verwijder het laatste deel.")
    near = text[error.column - 1 :][:20]
    return says("de expressie klopt niet bij teken {column}: „{near}”.", column=error.column, near=near)


def _must_not_be_deep(expression: Expression) -> None:
    level, depth = [expression], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise ExpressionError(
                says("de expressie is te diep genest. Splits haar met een vraag van type calculate.")
            )
        level = [part for one in level for part in parts(one)]


@v_args(inline=True)
class _Builder(Transformer[Token, Expression]):
    """Makes expressions while the parser goes, so that no tree is built first."""

    def number(self, token: Token) -> Expression:
        return Number(str(token), _column(token))

    def literal(self, token: Token) -> Expression:
        return Literal(str(token)[1:-1], _column(token))

    def reference(self, token: Token) -> Expression:
        return Reference(str(token).strip(), max(1, _column(token) - 2))

    def parent(self) -> Expression:
        return Parent()

    def self(self) -> Expression:
        return Self()

    def call(self, name: Token, *arguments: Expression | None) -> Expression:
        return Call(str(name), tuple(one for one in arguments if one is not None), _column(name))

    def column(self, name: Token) -> Expression:
        return Column(str(name), _column(name))

    def negate(self, operand: Expression) -> Expression:
        return Negation(operand, operand.at)

    def op(self, left: Expression, operator: Token, right: Expression) -> Expression:
        return Operation(str(operator), left, right, _column(operator))

    def op_or(self, left: Expression, right: Expression) -> Expression:
        return Operation("or", left, right, left.at)

    def op_and(self, left: Expression, right: Expression) -> Expression:
        return Operation("and", left, right, left.at)


def _column(token: Token) -> int:
    return token.column or 1


@cache
def _parser() -> Lark:
    return Lark(_GRAMMAR, parser="lalr", transformer=_Builder(), maybe_placeholders=True)
