# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions that look around in a form, over its XML: what a hearing answers from its questions and lists.

See https://getodk.github.io/xforms-spec/#xpath-functions.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from app.questionnaire.expressions.code import Code, ToNodes, ToNumber, text_code
from app.questionnaire.expressions.functions.sets import nodes_of
from app.questionnaire.expressions.functions.signature import Function
from app.questionnaire.expressions.node_code import nodes_code
from app.questionnaire.expressions.nodes import AXES, Node, Nodes, descendants, local_name, root_of
from app.questionnaire.expressions.scope import Scope, spend

_around = AXES["ancestor-or-self"]


def _indexed_repeat(codes: tuple[Code, ...]) -> Code:
    """Compile ``indexed-repeat(node, repeat, index, …)``: the nodes in the instances with those numbers.

    Of repeats that are not named, the instance around the node at which the evaluation began counts.
    """
    wanted = nodes_of(codes[0])
    pairs = [
        (nodes_of(repeat), index.number) for repeat, index in zip(codes[1::2], codes[2::2], strict=False)
    ]
    return nodes_code(lambda scope: _nearest(scope, _within(scope, wanted(scope), pairs)))


def _within(scope: Scope, found: Nodes, pairs: list[tuple[ToNodes, ToNumber]]) -> Nodes:
    for repeat, index in pairs:
        instances = _numbered(scope, repeat(scope), index(scope))
        spend(scope, len(found))
        found = [node for node in found if any(one.order in instances for one in _around(node))]
    return found


def _numbered(scope: Scope, instances: Nodes, index: float) -> frozenset[tuple[int, ...]]:
    """Give those instances that have a number among their like, from 1."""
    parents = {one.parent.order: one.parent for one in instances if one.parent is not None}
    kept = set()
    for parent in parents.values():
        spend(scope, len(parent.children))
        count: Counter[str] = Counter()
        for child in parent.children:
            count[child.name] += 1
            if count[child.name] == index:
                kept.add(child.order)
    return frozenset(kept) & {one.order for one in instances}


def _nearest(scope: Scope, found: Nodes) -> Nodes:
    """Give the nodes that share the most with where the evaluation began."""
    if len(found) < 2:  # noqa: PLR2004 - nothing to choose
        return found
    own = {one.order for one in _around(scope.current)}
    spend(scope, len(found))
    shared = [sum(1 for one in _around(node) if one.order in own) for node in found]
    return [node for node, depth in zip(found, shared, strict=True) if depth == max(shared)]


def _itext(codes: tuple[Code, ...]) -> Code:
    """Compile ``jr:itext(id)``: the text of the form in its default language, else in its first."""
    identifier = codes[0].text

    def found(scope: Scope) -> str:
        wanted = identifier(scope)
        for text in _texts(scope):
            if _attributes(text).get("id") == wanted:
                return next((one.text() for one in _called(text, "value") if not _attributes(one)), "")
        return ""

    return text_code(found)


def _texts(scope: Scope) -> Iterator[Node]:
    translations = []
    for node in descendants(root_of(scope.current)):
        spend(scope, 1)
        if local_name(node) == "translation":
            translations.append(node)
    default = (one for one in translations if _attributes(one).get("default") in ("true()", ""))
    chosen = next(default, translations[0] if translations else None)
    if chosen is not None:
        spend(scope, len(chosen.children))
        yield from _called(chosen, "text")


def _pulldata(codes: tuple[Code, ...]) -> Code:
    """Compile ``pulldata(list, wanted, known, key)``: the child `wanted` of the first item with that key."""
    listed, wanted, known, key = (code.text for code in codes)

    def found(scope: Scope) -> str:
        names, value = (wanted(scope), known(scope)), key(scope)
        for root in (one for node in scope.instance(listed(scope)) for one in node.children):
            spend(scope, len(root.children))
            for item in root.children:
                if any(one.text() == value for one in _called(item, names[1])):
                    return next((one.text() for one in _called(item, names[0])), "")
        return ""

    return text_code(found)


def _called(node: Node, name: str) -> Nodes:
    return [child for child in node.children if local_name(child) == name]


def _attributes(node: Node) -> Mapping[str, str]:
    return {one.name: one.text() for one in node.attributes}


FORM_FUNCTIONS: Mapping[str, Function] = {
    "indexed-repeat": Function(
        "nodes nodes number nodes? number? nodes? number?",
        _indexed_repeat,
        "the nodes in numbered instances of repeats",
    ),
    "jr:itext": Function("text", _itext, "a text of the form"),
    "pulldata": Function("text text text text", _pulldata, "a cell of a list"),
}
