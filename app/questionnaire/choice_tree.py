# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A list of choices as the tree that ``instance('list')/root/item`` is walked over."""

from collections.abc import Iterable

from app.questionnaire.expressions.nodes import NodeType
from app.questionnaire.expressions.xml_tree import XmlNode
from app.questionnaire.model import Choice


def itext_id(listed: str, place: int) -> str:
    """Give what the label of a choice is called, by its list and its place from 0; as pyxform calls it."""
    return f"{listed}-{place}"


def choice_tree(listed: str, choices: Iterable[Choice]) -> XmlNode:
    """Give the element that `instance` stands for: it holds `root`, that an `item` for each choice."""
    top = XmlNode(NodeType.ELEMENT, "instance", (0,), None)
    root = _element(top, "root")
    for place, choice in enumerate(choices):
        item = _element(root, "item")
        label = next((text for _, text in choice.label), "")
        for name, text in {
            **choice.columns,
            "name": choice.name,
            "label": label,
            "itextId": itext_id(listed, place),
        }.items():
            column = _element(item, name)
            column.children.append(XmlNode(NodeType.TEXT, "", (*column.order, 0), column, "", text))
    return top


def _element(parent: XmlNode, name: str) -> XmlNode:
    node = XmlNode(NodeType.ELEMENT, name, (*parent.order, len(parent.children)), parent)
    parent.children.append(node)
    return node
