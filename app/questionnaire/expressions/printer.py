# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes expressions back as text."""

from app.questionnaire.expressions.syntax import (
    ANYTHING,
    ANYWHERE,
    BINDING,
    UNION,
    Call,
    Expression,
    Filter,
    Literal,
    NameTest,
    Negation,
    Number,
    Operation,
    Path,
    Reference,
    Root,
    Step,
    chain,
)

_PRIMARY = UNION + 1
_SHORT = {Step("self", ANYTHING): ".", Step("parent", ANYTHING): ".."}


def print_expression(expression: Expression) -> str:
    """Write an expression with no more brackets than it needs; parsing gives the same expression again."""
    return _printed(expression, 0)


def _printed(expression: Expression, least: int) -> str:
    match expression:
        case Number(text):
            return text
        case Literal(text):
            return _quoted(text)
        case Reference(name):
            return f"${{{name}}}"
        case Call(name, arguments):
            return f"{name}({', '.join(_printed(argument, 0) for argument in arguments)})"
        case Negation(operand):
            return _bracketed(f"-{_printed(operand, UNION)}", UNION - 1, least)
        case Operation(operator):
            return _bracketed(_row(expression), BINDING[operator], least)
        case Filter(of, predicates):
            return _bracketed(_primary(of) + _predicates(predicates), UNION + 1, least)
        case Path():
            return _path(expression, least)


def _row(expression: Operation) -> str:
    level = BINDING[expression.operator]
    first, others = chain(expression)
    return _printed(first, max(level, 1)) + "".join(
        f" {sign} {_printed(operand, level + 1)}" for sign, operand in others
    )


def _primary(expression: Expression) -> str:
    """Write what predicates or steps follow upon; a path there must stay apart from what follows."""
    if isinstance(expression, (Path, Filter)):
        return f"({_printed(expression, 0)})"
    return _printed(expression, _PRIMARY)


def _path(path: Path, least: int) -> str:
    match path.start:
        case None:
            text, rest = _step(path.steps[0]), path.steps[1:]
        case Root():
            text, rest = "", path.steps
            if not rest:
                return "(/)" if least else "/"  # else what follows would be its first step
        case Filter(of, predicates):
            text, rest = _primary(of) + _predicates(predicates), path.steps
        case start:
            text, rest = _primary(start), path.steps
    at = 0
    while at < len(rest):
        if rest[at] == ANYWHERE and at + 1 < len(rest):
            text += "//"
            at += 1
        else:
            text += "/"
        text += _step(rest[at])
        at += 1
    return text


def _step(step: Step) -> str:
    if short := _SHORT.get(step):
        return short
    axis = {"child": "", "attribute": "@"}.get(step.axis, f"{step.axis}::")
    match step.test:
        case NameTest(name):
            test = name
        case _:
            test = f"{step.test.type}({_quoted(step.test.target) if step.test.target else ''})"
    return axis + test + _predicates(step.predicates)


def _predicates(predicates: tuple[Expression, ...]) -> str:
    return "".join(f"[{_printed(one, 0)}]" for one in predicates)


def _quoted(text: str) -> str:
    quote = '"' if "'" in text else "'"
    return f"{quote}{text}{quote}"


def _bracketed(text: str, binding: int, least: int) -> str:
    return f"({text})" if binding < least else text
