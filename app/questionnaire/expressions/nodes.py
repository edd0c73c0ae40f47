# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a tree must offer for paths to be walked over it, and the axes of those paths (XPath 1.0 §2.2)."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from typing import Protocol


class NodeType(Enum):
    """The seven types of nodes (XPath 1.0 §5)."""

    ROOT = "root"
    ELEMENT = "element"
    ATTRIBUTE = "attribute"
    TEXT = "text"
    COMMENT = "comment"
    INSTRUCTION = "processing-instruction"
    NAMESPACE = "namespace"


class Node(Protocol):
    """One node of a tree.

    Attributes:
        type: what it is.
        name: its name as written, with a prefix if it has one; of an instruction, its target.
        order: its place in document order, different for every node.
    """

    @property
    def type(self) -> NodeType: ...  # noqa: D102
    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def order(self) -> tuple[int, ...]: ...  # noqa: D102
    @property
    def namespace(self) -> str:
        """The URI of its namespace, or nothing."""
        ...

    @property
    def parent(self) -> "Node | None":
        """What it stands in; nothing for the root."""
        ...

    @property
    def children(self) -> Sequence["Node"]:
        """What stands in it, without attributes."""
        ...

    @property
    def attributes(self) -> Sequence["Node"]:
        """Its attributes."""
        ...

    @property
    def namespaces(self) -> Sequence["Node"]:
        """The namespaces in scope."""
        ...

    def text(self) -> str:
        """Give its string-value."""
        ...

    def uri(self, prefix: str) -> str | None:
        """Give the namespace that a prefix stands for where the node is."""
        ...


Nodes = list[Node]
Axis = Callable[[Node], Iterable[Node]]


def local_name(node: Node) -> str:
    """Give a node's name without its prefix."""
    return node.name.rpartition(":")[2]


def in_order(nodes: Iterable[Node]) -> Nodes:
    """Put nodes in document order, each once."""
    found = {node.order: node for node in nodes}
    return [found[order] for order in sorted(found)]


def root_of(node: Node) -> Node:
    """Give the root of the tree that a node is in."""
    while (parent := node.parent) is not None:
        node = parent
    return node


def descendants(node: Node) -> Iterator[Node]:
    """Give everything in a node, in order."""
    waiting = list(reversed(node.children))
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(found.children))


def _with_itself(axis: Axis) -> Axis:
    def walked(node: Node) -> Iterator[Node]:
        yield node
        yield from axis(node)

    return walked


def _ancestors(node: Node) -> Iterator[Node]:
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def _parent(node: Node) -> Sequence[Node]:
    return () if (parent := node.parent) is None else (parent,)


def _siblings(node: Node) -> tuple[Sequence[Node], int]:
    parent = node.parent
    if parent is None or node.type in (NodeType.ATTRIBUTE, NodeType.NAMESPACE):
        return (), 0
    children = parent.children
    return children, next(at for at, child in enumerate(children) if child.order == node.order)


def _following_siblings(node: Node) -> Sequence[Node]:
    siblings, at = _siblings(node)
    return siblings[at + 1 :]


def _preceding_siblings(node: Node) -> Sequence[Node]:
    siblings, at = _siblings(node)
    return siblings[:at][::-1]


def _following(node: Node) -> Iterator[Node]:
    if node.type in (NodeType.ATTRIBUTE, NodeType.NAMESPACE) and node.parent is not None:
        node = node.parent
        yield from descendants(node)
    for one in (node, *_ancestors(node)):
        for sibling in _following_siblings(one):
            yield sibling
            yield from descendants(sibling)


def _preceding(node: Node) -> Iterator[Node]:
    if node.type in (NodeType.ATTRIBUTE, NodeType.NAMESPACE) and node.parent is not None:
        node = node.parent
    for one in (node, *_ancestors(node)):
        for sibling in _preceding_siblings(one):
            yield from reversed(list(descendants(sibling)))
            yield sibling


AXES: dict[str, Axis] = {
    "ancestor": _ancestors,
    "ancestor-or-self": _with_itself(_ancestors),
    "attribute": lambda node: node.attributes,
    "child": lambda node: node.children,
    "descendant": descendants,
    "descendant-or-self": _with_itself(descendants),
    "following": _following,
    "following-sibling": _following_siblings,
    "namespace": lambda node: node.namespaces,
    "parent": _parent,
    "preceding": _preceding,
    "preceding-sibling": _preceding_siblings,
    "self": lambda node: (node,),
}
"""The axes by name; those that go back give the nearest node first, as positions count on them."""
