# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions as values: the XPath 1.0 of XForms, taken apart. `print_expression` writes them back.

`at` is the column where a part begins, from 1; it plays no role in whether two expressions are the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, such as ``12`` or ``.5``."""

    text: str
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A text between quotes; XPath has no way to write both kinds of quote in one."""

    text: str
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Reference:
    """``${name}``: the answer to a question, or the instances of a repeat."""

    name: str
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Self:
    """``.``: the answer that a constraint is about."""

    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Parent:
    """``..``: what the question stands in; only `position` uses it."""

    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A bare name in a choice filter: a column of the choice."""

    name: str
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    name: str
    arguments: tuple["Expression", ...]
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Operation:
    """Two operands with an operator between them."""

    operator: str
    left: "Expression"
    right: "Expression"
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before an operand."""

    operand: "Expression"
    at: int = field(default=1, compare=False)


Expression = Number | Literal | Reference | Self | Parent | Column | Call | Operation | Negation

OPERATORS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
"""The binary operators, the loosest first; all bind from the left. A minus before one operand is tighter."""

_BINDING = {operator: level for level, group in enumerate(OPERATORS) for operator in group}
_TIGHTEST = len(OPERATORS)


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Give what an expression directly consists of."""
    match expression:
        case Call(_, arguments):
            return arguments
        case Operation(_, left, right):
            return (left, right)
        case Negation(operand):
            return (operand,)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Give an expression and everything in it."""
    waiting = [expression]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))


def print_expression(expression: Expression) -> str:
    """Write an expression with no more brackets than it needs; parsing gives the same expression again."""
    return _printed(expression, 0)


def _printed(expression: Expression, least: int) -> str:
    match expression:
        case Number(text) | Column(text):
            return text
        case Literal(text):
            quote = '"' if "'" in text else "'"
            return f"{quote}{text}{quote}"
        case Reference(name):
            return f"${{{name}}}"
        case Self():
            return "."
        case Parent():
            return ".."
        case Call(name, arguments):
            return f"{name}({', '.join(_printed(argument, 0) for argument in arguments)})"
        case Negation(operand):
            return _bracketed(f"-{_printed(operand, _TIGHTEST)}", _TIGHTEST, least)
        case Operation(operator, left, right):
            binding = _BINDING[operator]
            text = f"{_printed(left, binding)} {operator} {_printed(right, binding + 1)}"
            return _bracketed(text, binding, least)


def _bracketed(text: str, binding: int, least: int) -> str:
    return f"({text})" if binding < least else text
