# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Evaluates expressions over XML, as other engines of XForms do: for conformance, and for others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NoReturn

from app.errors import Message, says
from app.questionnaire.expressions.code import Code, any_code
from app.questionnaire.expressions.compiler import Compiler
from app.questionnaire.expressions.form_functions import FORM_FUNCTIONS
from app.questionnaire.expressions.functions import FUNCTIONS, Function
from app.questionnaire.expressions.nodes import Node, Nodes, descendants, local_name
from app.questionnaire.expressions.parser import parse_expression
from app.questionnaire.expressions.scope import MOST_WORK, Cell, EvaluationError, Outside, Scope
from app.questionnaire.expressions.syntax import Expression


class _XmlCompiler(Compiler):
    """Compiles over any document. A mistake counts only where it is evaluated, as XPath has it."""

    functions: Mapping[str, Function] = MappingProxyType({**FUNCTIONS, **FORM_FUNCTIONS})

    def call(self, name: str, arguments: tuple[Expression, ...]) -> Code:
        """Compile a call; of repeats, each goes with a number."""
        if name == "indexed-repeat" and not len(arguments) % 2:
            return self.object_to(says("indexed-repeat() vraagt een vraag, een herhaling en een nummer."))
        return super().call(name, arguments)

    def object_to(self, message: Message) -> Code:
        def refuse(_: Scope) -> NoReturn:
            raise EvaluationError(message)

        return any_code(refuse)

    def reference(self, name: str) -> Code:
        return self.object_to(
            says("„${{{name}}}” kan alleen in een vragenlijst staan. Schrijf een pad.", name=name)
        )


@dataclass(slots=True)
class XmlScope:
    """An evaluation over one document; see `app.questionnaire.expressions.scope.Scope`."""

    node: Node
    current: Node
    outside: Outside
    place: int = 1
    size: int = 1
    work: int = MOST_WORK
    instances: tuple[str, ...] = ()
    own: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    @property
    def today(self) -> str:
        """The day it is where the moment was told."""
        return self.outside.now.date().isoformat()

    @property
    def alone(self) -> Mapping[str, Cell]:
        """There are none."""
        return {}

    @property
    def repeated(self) -> Mapping[str, Mapping[tuple[str, ...], Cell]]:
        """There are none."""
        return {}

    def node_of(self, name: str, depth: int) -> Nodes:  # noqa: ARG002 - the same for every name
        """Give nothing: a document has no questions."""
        return []

    def nodes_of(self, name: str, depth: int) -> Nodes:  # noqa: ARG002 - the same for every name
        """Give nothing: a document has no questions."""
        return []

    def many(self, name: str, depth: int) -> list[str]:  # noqa: ARG002 - the same for every name
        """Give nothing: a document has no questions."""
        return []

    def non_answer(self, name: str, instances: tuple[str, ...]) -> str:  # noqa: ARG002 - the same for every name
        """Give nothing: a document has no questions."""
        return ""

    def total(self, slot: int) -> float:  # noqa: ARG002 - the same for every place
        """Give nothing: totals are kept up in a hearing alone."""
        return 0.0

    def indexed(self, name: str, indexes: Mapping[str, int]) -> str:  # noqa: ARG002 - the same for every name
        """Give nothing: a document has no questions."""
        return ""

    def position(self) -> float:
        """Give the place of the node that stands central."""
        return float(self.place)

    def instance(self, name: str) -> Nodes:
        """Give ``<instance id="…">`` itself, from which paths go on with its root, as in ODK's forms."""
        for node in descendants(_top(self.current)):
            self.work -= 1
            if local_name(node) == "instance" and any(
                one.name == "id" and one.text() == name for one in node.attributes
            ):
                return [node]
        return []


def compile_over_xml(text: str) -> Code:
    """Compile an expression for any document.

    Raises:
        ExpressionError: it is no expression.
    """
    return _XmlCompiler().code(parse_expression(text))


def evaluate_over_xml(code: Code, context: Node, outside: Outside) -> object:
    """Evaluate a compiled expression: a truth, a number, a text, a `Moment` or a list of nodes.

    Raises:
        EvaluationError: a mistake in it counts, or it would take too long.
    """
    return code.run(XmlScope(context, context, outside, own=_own_text(context)))


def _own_text(node: Node) -> str:
    """Give the text of a node that holds nothing but text, as a question does."""
    return "" if any(child.name for child in node.children) else node.text()


def _top(node: Node) -> Node:
    while (parent := node.parent) is not None:
        node = parent
    return node
