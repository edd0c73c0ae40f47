# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes an expression apart: XPath 1.0 (§3) with ``${name}`` as XLSForm writes it.

A hand-written parser, since expressions are read by the thousand whenever a questionnaire is opened; see
``docs/decisions``. What a sign means depends on whether an operand went before it (§3.7): after one, ``*``
multiplies and ``div`` divides; elsewhere they are names.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NoReturn

from app.errors import Message, says
from app.questionnaire.expressions.syntax import (
    ANYTHING,
    ANYWHERE,
    AXES,
    BINDING,
    NODE_TYPES,
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
    TypeTest,
)

LONGEST = 20_000
"""An expression of more characters is refused."""

DEEPEST = 100
"""An expression nested deeper is refused."""

LONGEST_ROW = 500
"""More operators of one level in a row are refused; so are more minus signs or steps."""

_OPERAND = re.compile(
    r"""[ \t\r\n]*(?:
    (?P<number>\d+(?:\.\d*)?|\.\d+)
    |(?P<literal>"[^"]*"|'[^']*')
    |\$\{(?P<reference>(?:last-saved\#)?[^\W\d][\w.-]*)\}
    |(?P<name>[^\W\d][\w.-]*(?::(?!:)(?:[^\W\d][\w.-]*|\*))?)
    |(?P<sign>\.\.|//|[-/(@.*)])
    )""",
    re.VERBOSE,
)
_OPERATOR = re.compile(r"[ \t\r\n]*(or|and|div|mod|!=|<=|>=|[=<>+\-*|])")
_AFTER = re.compile(r"[ \t\r\n]*(//|::|[\[\](),/]|$)")
_OPENS = re.compile(r"[ \t\r\n]*\(")
_COLONS = re.compile(r"[ \t\r\n]*::")
_PRODUCT = BINDING["*"]


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
    return _parsed(text)


@lru_cache(maxsize=256)
def _parsed(text: str) -> Expression:
    """Parse; the same few conditions stand at hundreds of questions."""
    return _Parser(text).whole()


class _Parser:
    """The reading of one text, from `_at` on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._depth = 0

    def whole(self) -> Expression:
        expression = self._row(0)
        if self._follows() != "":
            self._refuse()
        return expression

    # Operators

    def _row(self, least: int) -> Expression:
        """Read operands with operators between them that bind at least as tight as `least`."""
        self._depth += 1
        if self._depth > DEEPEST:
            raise ExpressionError(
                says("de expressie is te diep genest. Splits haar met een vraag van type calculate.")
            )
        left = self._operand(least)
        rows = dict.fromkeys(range(least, UNION + 1), 0)
        while (found := _OPERATOR.match(self._text, self._at)) is not None:
            sign = found[1]
            level = BINDING[sign]
            if level < least:
                break
            rows[level] += 1
            if rows[level] > LONGEST_ROW:
                raise _too_long()
            at = found.start(1) + 1
            self._at = found.end()
            left = Operation(sign, left, self._row(level + 1), at)
        self._depth -= 1
        return left

    def _operand(self, least: int) -> Expression:
        found = self._next()
        if found["sign"] == "-" and least <= _PRODUCT + 1:
            return self._negation(found)
        return self._path(found)

    def _negation(self, found: re.Match[str]) -> Expression:
        signs = []
        while found["sign"] == "-":
            signs.append(found.start("sign") + 1)
            if len(signs) > DEEPEST:
                raise _too_long()
            self._at = found.end()
            found = self._next()
        operand = self._row(UNION)
        for at in reversed(signs):
            operand = Negation(operand, at)
        return operand

    # Paths

    def _path(self, found: re.Match[str]) -> Expression:
        at = found.start(found.lastgroup or 0) + 1
        sign = found["sign"]
        if sign in ("/", "//"):
            self._at = found.end()
            return self._absolute(sign, at)
        if found["number"] or found["literal"] or found["reference"] or sign == "(" or self._is_call(found):
            return self._from_primary(found, at)
        steps = [self._step(found)]
        self._steps(steps)
        return Path(None, tuple(steps), at)

    def _absolute(self, sign: str, at: int) -> Path:
        steps: list[Step] = []
        if sign == "//":
            steps = [ANYWHERE, self._step(self._next())]
        elif (step := self._peek()) is not None and (step["name"] or step["sign"] in ("@", ".", "..", "*")):
            steps = [self._step(step)]
        if steps:
            self._steps(steps)
        return Path(Root(at), tuple(steps), at)

    def _from_primary(self, found: re.Match[str], at: int) -> Expression:
        made = self._primary(found, at)
        if predicates := self._predicates():
            made = Filter(made, predicates, at)
        steps: list[Step] = []
        self._steps(steps)
        return Path(made, tuple(steps), at) if steps else made

    def _steps(self, steps: list[Step]) -> None:
        while (sign := self._follows()) in ("/", "//"):
            self._take()
            if sign == "//":
                steps.append(ANYWHERE)
            steps.append(self._step(self._next()))
            if len(steps) > LONGEST_ROW:
                raise _too_long()

    def _step(self, found: re.Match[str]) -> Step:
        at = found.start(found.lastgroup or 0) + 1
        self._at = found.end()
        match found["sign"]:
            case ".":
                return Step("self", ANYTHING, (), at)
            case "..":
                return Step("parent", ANYTHING, (), at)
            case "@":
                axis, found = "attribute", self._next()
            case _:
                axis = "child"
                if found["name"] and (colons := _COLONS.match(self._text, self._at)):
                    if found["name"] not in AXES:
                        raise ExpressionError(
                            says(
                                "„{axis}::” bestaat niet. Kies bijvoorbeeld child:: of parent::.",
                                axis=found["name"],
                            )
                        )
                    axis, self._at = found["name"], colons.end()
                    found = self._next()
        test = self._test(found)
        return Step(axis, test, self._predicates(), at)

    def _test(self, found: re.Match[str]) -> NameTest | TypeTest:
        self._at = found.end()
        if found["sign"] == "*":
            return NameTest("*")
        name = found["name"]
        if not name:
            self._at = found.start(found.lastgroup or 0)
            self._refuse()
        if (opened := _OPENS.match(self._text, self._at)) is None:
            return NameTest(name)
        if name not in NODE_TYPES:
            self._refuse()
        self._at = opened.end()
        target = ""
        if (inside := self._peek()) is not None and inside["literal"] and name == "processing-instruction":
            target = inside["literal"][1:-1]
            self._at = inside.end()
        self._must_follow(")")
        return TypeTest(name, target)

    def _predicates(self) -> tuple[Expression, ...]:
        found = []
        while self._follows() == "[":
            self._take()
            found.append(self._row(0))
            self._must_follow("]")
        return tuple(found)

    # Primaries

    def _is_call(self, found: re.Match[str]) -> bool:
        name = found["name"]
        return (
            name is not None
            and name not in NODE_TYPES
            and not name.endswith("*")
            and _OPENS.match(self._text, found.end()) is not None
        )

    def _primary(self, found: re.Match[str], at: int) -> Expression:
        self._at = found.end()
        if found["number"]:
            return Number(found["number"], at)
        if found["literal"]:
            return Literal(found["literal"][1:-1], at)
        if found["reference"]:
            return Reference(found["reference"], max(1, found.start("reference") - 1))
        if found["sign"] == "(":
            inside = self._row(0)
            self._must_follow(")")
            return inside
        self._take()
        arguments: list[Expression] = []
        if self._follows() == ")":
            self._take()
            return Call(found["name"], (), at)
        while True:
            arguments.append(self._row(0))
            if self._follows() != ",":
                break
            self._take()
        self._must_follow(")")
        return Call(found["name"], tuple(arguments), at)

    # Signs

    def _peek(self) -> re.Match[str] | None:
        return _OPERAND.match(self._text, self._at)

    def _next(self) -> re.Match[str]:
        found = self._peek()
        if found is None or found["sign"] == ")":
            self._refuse()
        return found

    def _follows(self) -> str | None:
        """Give the sign that follows: nothing at the end, `None` for what is no such sign."""
        found = _AFTER.match(self._text, self._at)
        return found[1] if found else None

    def _take(self) -> None:
        found = _AFTER.match(self._text, self._at)
        self._at = found.end() if found else self._at

    def _must_follow(self, sign: str) -> None:
        if self._follows() != sign:
            self._refuse()
        self._take()

    def _refuse(self) -> NoReturn:
        rest = self._text[self._at :].lstrip(" \t\r\n")
        if not rest:
            raise ExpressionError(
                says("de expressie is niet af. Vul haar aan of verwijder het laatste deel.")
            )
        column = len(self._text) - len(rest) + 1
        before = self._text[: column - 1]
        around = before[-1:] + rest[:2]
        foreign = next((sign for sign in _FOREIGN if sign in around), None)
        if foreign is None and before.rstrip().endswith("not"):
            foreign = "not"
        if foreign is not None:
            raise ExpressionError(
                says(
                    "de expressie klopt niet bij teken {column}: „{near}”. "
                    "Schrijf {right} in plaats van {wrong}.",
                    column=column,
                    near=rest[:20],
                    right=_FOREIGN.get(foreign, "not(…)"),
                    wrong=_SHOWN.get(foreign, foreign),
                )
            )
        if rest.startswith("${"):
            raise ExpressionError(
                says(
                    "de expressie klopt niet bij teken {column}: „{near}”. "
                    "Schrijf een verwijzing zo: ${{naam}}.",
                    column=column,
                    near=rest[:20],
                )
            )
        raise ExpressionError(
            says("de expressie klopt niet bij teken {column}: „{near}”.", column=column, near=rest[:20])
        )


_FOREIGN: Mapping[str, str | Message] = {
    "==": "=",
    "<>": "!=",
    "&&": "and",
    "||": "or",
    "%": "mod",
    "!": "not(…)",
    "\u2264": "<=",
    "\u2265": ">=",
    "\u2260": "!=",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u00a0": says("een gewone spatie"),
}
"""Signs of other languages and word processors, and what stands for them here; the first that fits counts."""
_SHOWN: Mapping[str, Message] = {"\u00a0": says("een harde spatie")}


def _too_long() -> ExpressionError:
    return ExpressionError(
        says("de expressie heeft te veel delen op een rij. Splits haar met een vraag van type calculate.")
    )
