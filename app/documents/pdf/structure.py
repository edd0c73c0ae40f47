# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What each mark on a page is: headings, paragraphs, tables; for readers who do not see the page."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(slots=True)
class Node:
    """One element of the structure (ISO 32000-1, 14.7.2).

    Attributes:
        tag: a standard structure type, such as ``H1`` or ``P``.
        children: elements inside it, in the order of reading.
        marks: its marked content, as (page from 0, identifier on that page).
        title: of a heading, for the outline.
        scope: of a table's heading cell: ``Row`` or ``Column``.
        words: the text as it was typed, where it is not drawn in that order (ISO 32000-1, 14.9.4).
    """

    tag: str
    children: list["Node"] = field(default_factory=list)
    marks: list[tuple[int, int]] = field(default_factory=list)
    title: str = ""
    scope: str = ""
    words: str = ""

    def add(self, tag: str, *, title: str = "", scope: str = "") -> "Node":
        """Add an element at the end of this one."""
        child = Node(tag, title=title, scope=scope)
        self.children.append(child)
        return child


class Structure:
    """The structure of one document, filled while its pages are drawn."""

    def __init__(self) -> None:
        self.root = Node("Document")
        self._by_page: dict[int, list[Node]] = {}

    def mark(self, node: Node, page: int) -> int:
        """Note that a node has content on a page (from 0); give the mark's identifier there."""
        marks = self._by_page.setdefault(page, [])
        marks.append(node)
        node.marks.append((page, len(marks) - 1))
        return len(marks) - 1

    def on_page(self, page: int) -> Sequence[Node]:
        """Give the nodes with content on a page, by the identifiers of their marks."""
        return self._by_page.get(page, ())

    def drop_empty(self) -> None:
        """Take away elements without any content, which a reader would stumble over."""
        _drop_empty(self.root)


def _drop_empty(node: Node) -> None:
    for child in node.children:
        _drop_empty(child)
    node.children = [child for child in node.children if child.children or child.marks]
