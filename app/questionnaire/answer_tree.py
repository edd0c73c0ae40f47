# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hearing's answers as a tree of nodes, so that paths can be walked over them.

The root holds one element `data`, that the sections, and so on down; each instance of a repeat is an element
of its own. What is not relevant is not there. Nodes are made while they are visited: nothing is kept.
"""

from collections.abc import Sequence

from app.questionnaire.cells import Cells, Instances
from app.questionnaire.expressions.nodes import NodeType
from app.questionnaire.model import Question, Repeat
from app.questionnaire.naming import own_name
from app.questionnaire.placing import Placed, children_of, written_around, written_at_top

DATA = "data"
"""What the element around the sections is called, as in the XForms that pyxform makes."""

_NOBODY: Sequence["AnswerNode"] = ()


class AnswerNode:
    """One item in one place; see `app.questionnaire.expressions.nodes.Node`.

    Attributes:
        placed: the item; nothing for the root and for `data`.
        instances: the instances around it, its own included where it is an instance of a repeat.
    """

    __slots__ = ("_cells", "instances", "name", "order", "parent", "placed", "type")

    attributes = _NOBODY
    namespaces = _NOBODY
    namespace = ""

    def __init__(
        self,
        cells: Cells,
        parent: "AnswerNode | None",
        placed: Placed | None,
        instances: Instances,
        order: tuple[int, ...],
    ) -> None:
        self._cells = cells
        self.parent = parent
        self.placed = placed
        self.instances = instances
        self.order = order
        self.type = NodeType.ELEMENT if parent is not None else NodeType.ROOT
        self.name = own_name(placed.item.name) if placed is not None else DATA if parent is not None else ""

    @property
    def children(self) -> Sequence["AnswerNode"]:
        """What stands in it and is relevant."""
        if self.type is NodeType.ROOT:
            return [AnswerNode(self._cells, self, None, (), (0,))]
        if self.placed is None:
            inside = list(written_at_top(self._cells.placed))
        elif isinstance(self.placed.item, Question):
            return ()
        else:
            inside = list(children_of(self._cells.placed, self.placed.item.name))
        return [node for placed in inside for node in self._made(placed)]

    def _made(self, placed: Placed) -> Sequence["AnswerNode"]:
        name = placed.item.name
        cell = self._cells.find(name, self.instances)
        if cell is None or not cell.shown:
            return ()
        if not isinstance(placed.item, Repeat):
            return [AnswerNode(self._cells, self, placed, self.instances, (*self.order, placed.order, 0))]
        return [
            AnswerNode(self._cells, self, placed, (*self.instances, one), (*self.order, placed.order, place))
            for place, one in enumerate(self._cells.of_repeat(name, self.instances))
        ]

    def text(self) -> str:
        """Give the answer; of an instance its identifier, and of a group nothing."""
        if self.placed is None:
            return ""
        if isinstance(self.placed.item, Repeat):
            return self.instances[-1]
        cell = self._cells.find(self.placed.item.name, self.instances)
        return cell.seen if cell is not None else ""

    def uri(self, prefix: str) -> None:
        """Give nothing: questions have no namespaces."""


def root_node(cells: Cells) -> AnswerNode:
    """Give the root of the tree."""
    return AnswerNode(cells, None, None, (), ())


def node_of(cells: Cells, placed: Placed, instances: Instances) -> AnswerNode:
    """Give the node of an item; with `instances` that include its own, of an instance of a repeat."""
    holder = written_around(cells.placed, placed)
    around = instances[: len(placed.repeats)]
    if holder is None:
        parent = AnswerNode(cells, root_node(cells), None, (), (0,))
    else:
        parent = node_of(cells, cells.placed[holder], around)
    place = 0
    if isinstance(placed.item, Repeat) and len(instances) > len(around):
        place = cells.of_repeat(placed.item.name, around).index(instances[-1])
    return AnswerNode(cells, parent, placed, instances, (*parent.order, placed.order, place))
