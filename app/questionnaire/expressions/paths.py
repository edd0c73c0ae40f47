# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Compiles the steps of paths, and predicates (XPath 1.0 §2)."""

from collections.abc import Callable, Sequence

from app.questionnaire.expressions.code import Code, Kind, ToNodes
from app.questionnaire.expressions.nodes import AXES, Node, Nodes, NodeType, in_order
from app.questionnaire.expressions.results import as_truth
from app.questionnaire.expressions.scope import CHARACTERS, Scope, spend
from app.questionnaire.expressions.syntax import Expression, Literal, NameTest, Step, TypeTest, walk

Test = Callable[[Node], bool]
_Holds = Callable[[Scope, int], bool]
_BACKWARDS = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})
_ONE_PARENT = frozenset({"child", "attribute", "self", "namespace"})


def steps_code(start: ToNodes, steps: Sequence[tuple[Step, Sequence[Code]]]) -> ToNodes:
    """Compile steps from `start`; each comes with its compiled predicates."""
    for step, predicates in steps:
        start = _step(start, step, predicates)
    return start


def _step(start: ToNodes, step: Step, predicates: Sequence[Code]) -> ToNodes:
    axis = AXES[step.axis]
    passes = _test(step)
    holding = [_holding(predicate) for predicate in predicates]
    weight = weight_of(step.predicates)
    backwards = step.axis in _BACKWARDS
    keeps_order = step.axis in _ONE_PARENT

    def reached(node: Node, scope: Scope) -> Nodes:
        found = list(axis(node))
        spend(scope, len(found) + 1)
        found = [one for one in found if passes(one)]
        for holds in holding:
            found = _kept(found, holds, scope, weight)
        return found

    def walked(scope: Scope) -> Nodes:
        nodes = start(scope)
        if len(nodes) == 1:
            found = reached(nodes[0], scope)
            return found[::-1] if backwards else found
        every = [found for node in nodes for found in reached(node, scope)]
        return every if keeps_order and _apart(nodes) else in_order(every)

    return walked


def _apart(nodes: Nodes) -> bool:
    """Tell whether nodes are siblings, so that what stands in them is in order already."""
    return all(node.parent is nodes[0].parent for node in nodes)


def _test(step: Step) -> Test:
    principal = {"attribute": NodeType.ATTRIBUTE, "namespace": NodeType.NAMESPACE}.get(
        step.axis, NodeType.ELEMENT
    )
    match step.test:
        case TypeTest("node"):
            return lambda _: True
        case TypeTest(kind, target):
            wanted = NodeType(kind)
            return lambda node: node.type is wanted and (not target or node.name == target)
        case NameTest("*"):
            return lambda node: node.type is principal
        case NameTest(name) if ":" not in name:
            return lambda node: node.name == name and node.type is principal
        case NameTest(name):
            prefix, _, local = name.partition(":")
            return lambda node: node.type is principal and _is_named(node, prefix, local)


def _is_named(node: Node, prefix: str, local: str) -> bool:
    """Tell whether a node has a name with this prefix, or with another that stands for the same namespace."""
    mine, _, name = node.name.rpartition(":")
    if local not in ("*", name):
        return False
    return mine == prefix or (node.namespace != "" and node.uri(prefix) == node.namespace)


def weight_of(predicates: Sequence[Expression]) -> int:
    """Tell how much it takes to look at one node: long texts in a predicate are gone through for each."""
    texts = [part.text for one in predicates for part in walk(one) if isinstance(part, Literal)]
    return 1 + sum(map(len, texts)) // CHARACTERS


def _kept(nodes: Nodes, holds: _Holds, scope: Scope, weight: int) -> Nodes:
    """Keep the nodes for which a predicate holds."""
    around = scope.node, scope.place, scope.size
    spend(scope, len(nodes) * weight)
    scope.size = len(nodes)
    found = []
    for place, node in enumerate(nodes, 1):
        scope.node, scope.place = node, place
        if holds(scope, place):
            found.append(node)
    scope.node, scope.place, scope.size = around
    return found


def _holding(predicate: Code) -> _Holds:
    """Compile whether a predicate holds for the node that stands central; a number means its place."""
    if predicate.kind is Kind.NUMBER:
        number = predicate.number
        return lambda scope, place: number(scope) == place
    if predicate.kind is Kind.ANY:
        run = predicate.run

        def told(scope: Scope, place: int) -> bool:
            value = run(scope)
            return value == place if isinstance(value, float) else as_truth(value)

        return told
    truth = predicate.truth
    return lambda scope, _: truth(scope)


def filter_code(of: ToNodes, predicates: Sequence[Code], weight: int) -> ToNodes:
    """Compile predicates on what an expression gives, counted in document order (§3.3)."""
    holding = [_holding(predicate) for predicate in predicates]

    def filtered(scope: Scope) -> Nodes:
        found = of(scope)
        for holds in holding:
            found = _kept(found, holds, scope, weight)
        return found

    return filtered


def union_code(left: ToNodes, right: ToNodes) -> ToNodes:
    """Compile ``|``."""
    return lambda scope: in_order([*left(scope), *right(scope)])
