# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions of sets of nodes: those of XPath 1.0 §4.1, and OpenRosa's."""

import math

from app.questionnaire.expressions.chance import chance, seed_of, shuffled
from app.questionnaire.expressions.code import Code, ToNodes, number_code, text_code, texts_of, truth_code
from app.questionnaire.expressions.functions.signature import Function
from app.questionnaire.expressions.node_code import nodes_code
from app.questionnaire.expressions.nodes import Node, Nodes, in_order, local_name, root_of
from app.questionnaire.expressions.scope import Scope


def nodes_of(code: Code) -> ToNodes:
    """Give the nodes of an argument; none where it turns out to give something else."""
    if code.nodes is not None:
        return code.nodes
    run = code.run

    def nodes(scope: Scope) -> Nodes:
        value = run(scope)
        return value if isinstance(value, list) else []

    return nodes


def _first(codes: tuple[Code, ...]) -> ToNodes:
    return nodes_of(codes[0]) if codes else lambda scope: [scope.node]


def _count(codes: tuple[Code, ...]) -> Code:
    texts = texts_of(codes[0])
    return number_code(lambda scope: float(len(texts(scope))))


def _count_non_empty(codes: tuple[Code, ...]) -> Code:
    every = [texts_of(code) for code in codes]
    return number_code(lambda scope: float(sum(1 for texts in every for text in texts(scope) if text)))


def _position(codes: tuple[Code, ...]) -> Code:
    if not codes:
        return number_code(lambda scope: float(scope.place))
    nodes = nodes_of(codes[0])

    def place(scope: Scope) -> float:
        """Count among the siblings of the same name, as a repeat's instances are."""
        found = nodes(scope)
        if not found or (parent := found[0].parent) is None:
            return math.nan if not found else 1.0
        alike = [
            one.order for one in parent.children if one.name == found[0].name and one.type is found[0].type
        ]
        return float(alike.index(found[0].order) + 1) if found[0].order in alike else 1.0

    return number_code(place)


def _name(codes: tuple[Code, ...]) -> Code:
    nodes = _first(codes)
    return text_code(lambda scope: next((node.name for node in nodes(scope)), ""))


def _local_name(codes: tuple[Code, ...]) -> Code:
    nodes = _first(codes)
    return text_code(lambda scope: next((local_name(node) for node in nodes(scope)), ""))


def _namespace_uri(codes: tuple[Code, ...]) -> Code:
    nodes = _first(codes)
    return text_code(lambda scope: next((node.namespace for node in nodes(scope)), ""))


def _lang(codes: tuple[Code, ...]) -> Code:
    wanted = codes[0].text

    def speaks(scope: Scope) -> bool:
        node: Node | None = scope.node
        while node is not None:
            for attribute in node.attributes:
                if attribute.name == "xml:lang":
                    spoken, asked = attribute.text().lower(), wanted(scope).lower()
                    return spoken == asked or spoken.startswith(f"{asked}-")
            node = node.parent
        return False

    return truth_code(speaks)


def _id(codes: tuple[Code, ...]) -> Code:
    texts = texts_of(codes[0])

    def named(scope: Scope) -> Nodes:
        wanted = {word for text in texts(scope) for word in text.split()}
        found, waiting = [], [root_of(scope.node)]
        while waiting:
            node = waiting.pop()
            waiting.extend(node.children)
            scope.work -= 1
            if any(one.name in ("id", "xml:id") and one.text() in wanted for one in node.attributes):
                found.append(node)
        return in_order(found)

    return nodes_code(named)


def _randomize(codes: tuple[Code, ...]) -> Code:
    """Shuffle: with a seed always in the same order (see `app.questionnaire.expressions.chance`)."""
    nodes = nodes_of(codes[0])
    seed = codes[1].run if len(codes) > 1 else None

    def in_another_order(scope: Scope) -> Nodes:
        draw = chance(seed_of(seed(scope))) if seed is not None else scope.outside.random
        return shuffled(nodes(scope), draw)

    return nodes_code(in_another_order)


def _current(_: tuple[Code, ...]) -> Code:
    return nodes_code(lambda scope: [scope.current])


def _instance(codes: tuple[Code, ...]) -> Code:
    name = codes[0].text
    return nodes_code(lambda scope: scope.instance(name(scope)))


SETS: dict[str, Function] = {
    "last": Function(
        "", lambda _: number_code(lambda scope: float(scope.size)), "how many nodes are looked at"
    ),
    "position": Function("nodes?", _position, "the place of the node looked at, or of a node among its like"),
    "count": Function("nodes", _count, "how many nodes"),
    "count-non-empty": Function("nodes+", _count_non_empty, "how many nodes with a text"),
    "name": Function("nodes?", _name, "the name of the first node, with its prefix"),
    "local-name": Function("nodes?", _local_name, "the name of the first node, without its prefix"),
    "namespace-uri": Function("nodes?", _namespace_uri, "the namespace of the first node"),
    "lang": Function("text", _lang, "whether the node looked at is in a language"),
    "id": Function("any", _id, "the nodes with an identifier"),
    "randomize": Function("nodes any?", _randomize, "nodes in another order; with a seed always the same"),
    "current": Function("", _current, "the node at which the evaluation began"),
    "instance": Function("text", _instance, "another list or document"),
}
