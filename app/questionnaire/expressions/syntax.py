# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Expressions as values: the XPath 1.0 of XForms, taken apart.

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
class Root:
    """The root of the document, where ``/data/name`` starts."""

    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class NameTest:
    """Nodes of a name: ``name``, ``prefix:name``, ``prefix:*`` or ``*``."""

    name: str


@dataclass(frozen=True, slots=True)
class TypeTest:
    """Nodes of a type: one of `NODE_TYPES`, a processing instruction with a target or not."""

    type: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: along an axis, to the nodes that pass a test and every predicate."""

    axis: str
    test: NameTest | TypeTest
    predicates: tuple["Expression", ...] = ()
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from a start: the root, what an expression gives, or (`None`) the node that stands central."""

    start: "Expression | Root | None"
    steps: tuple[Step, ...]
    at: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class Filter:
    """What an expression gives, as far as it passes every predicate: ``${child}[3]``."""

    of: "Expression"
    predicates: tuple["Expression", ...]
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


Expression = Number | Literal | Reference | Path | Filter | Call | Operation | Negation

ANYTHING = TypeTest("node")

ANYWHERE = Step("descendant-or-self", ANYTHING)
"""The step that ``//`` stands for."""

SELF = Path(None, (Step("self", ANYTHING),))
"""``.``: in a hearing, the answer that a constraint is about."""

PARENT = Path(None, (Step("parent", ANYTHING),))
"""``..``: what a question stands in."""

AXES = (
    "ancestor",
    "ancestor-or-self",
    "attribute",
    "child",
    "descendant",
    "descendant-or-self",
    "following",
    "following-sibling",
    "namespace",
    "parent",
    "preceding",
    "preceding-sibling",
    "self",
)

NODE_TYPES = ("node", "text", "comment", "processing-instruction")

OPERATORS = (
    ("or",),
    ("and",),
    ("=", "!="),
    ("<", "<=", ">", ">="),
    ("+", "-"),
    ("*", "div", "mod"),
    ("|",),
)
"""The binary operators, the loosest first; all bind from the left. A minus before one operand binds tighter
than all but ``|`` (XPath 1.0 §3.5)."""

BINDING = {operator: level for level, group in enumerate(OPERATORS) for operator in group}
UNION = BINDING["|"]


def column(name: str) -> Path:
    """Give the path that a bare name is."""
    return Path(None, (Step("child", NameTest(name)),))


def bare_name(expression: "Expression") -> str:
    """Give the name if an expression is nothing but a bare name; in a choice filter, that is a column."""
    match expression:
        case Path(None, (Step("child", NameTest(name), ()),)) if "*" not in name:
            return name
        case _:
            return ""


def parts(expression: Expression) -> tuple[Expression, ...]:
    """Give what an expression directly consists of."""
    match expression:
        case Call(_, arguments):
            return arguments
        case Operation(_, left, right):
            return (left, right)
        case Negation(operand):
            return (operand,)
        case Filter(of, predicates):
            return (of, *predicates)
        case Path(start, steps):
            inside = tuple(one for step in steps for one in step.predicates)
            return inside if start is None or isinstance(start, Root) else (start, *inside)
        case _:
            return ()


def walk(expression: Expression) -> Iterator[Expression]:
    """Give an expression and everything in it."""
    waiting = [expression]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(parts(found)))


def chain(expression: Operation) -> tuple[Expression, list[tuple[str, Expression]]]:
    """Take a row of operators of one level apart, such as ``a + b - c``: its first operand, and the others.

    Long rows are ordinary (a choice of forty names with ``or``), so they are never walked by recursion.
    """
    level = BINDING[expression.operator]
    others: list[tuple[str, Expression]] = []
    first: Expression = expression
    while isinstance(first, Operation) and BINDING[first.operator] == level:
        others.append((first.operator, first.right))
        first = first.left
    others.reverse()
    return first, others
