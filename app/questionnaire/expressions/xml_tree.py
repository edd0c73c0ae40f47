# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An XML document as a tree of nodes. Entities and document types are refused, and its size is bounded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.parsers import expat

from app.errors import Message, says
from app.questionnaire.expressions.nodes import NodeType, descendants

MOST_CHARACTERS = 10_000_000
MOST_NODES = 200_000
DEEPEST = 1_000

_XML = "http://www.w3.org/XML/1998/namespace"


class XmlRefusedError(ValueError):
    """A text is no XML that is read here; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


@dataclass(slots=True, eq=False)
class XmlNode:
    """One node of a document; see `app.questionnaire.expressions.nodes.Node`."""

    type: NodeType
    name: str
    order: tuple[int, ...]
    parent: "XmlNode | None"
    namespace: str = ""
    value: str = ""
    children: list["XmlNode"] = field(default_factory=list)
    attributes: list["XmlNode"] = field(default_factory=list)
    prefixes: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Give the string-value: of a root or element, all text in it."""
        if self.type not in (NodeType.ROOT, NodeType.ELEMENT):
            return self.value
        if len(self.children) == 1 and self.children[0].type is NodeType.TEXT:
            return self.children[0].value
        return "".join(
            node.value
            for node in descendants(self)
            if isinstance(node, XmlNode) and node.type is NodeType.TEXT
        )

    def uri(self, prefix: str) -> str | None:
        """Give the namespace that a prefix stands for here."""
        return self.prefixes.get(prefix) if self.parent is None or self.prefixes else self.parent.uri(prefix)

    @property
    def namespaces(self) -> Sequence["XmlNode"]:
        """The namespaces in scope, of an element."""
        if self.type is not NodeType.ELEMENT:
            return ()
        return [
            XmlNode(NodeType.NAMESPACE, prefix, (*self.order, -1, place), self, "", uri)
            for place, (prefix, uri) in enumerate(sorted(self.prefixes.items()))
            if uri
        ]


def read_xml(text: str) -> XmlNode:
    """Read a document and give its root.

    Raises:
        XmlRefusedError: it is no well-formed XML, too large, or defines entities or a document type.
    """
    if len(text) > MOST_CHARACTERS:
        raise XmlRefusedError(
            says("de XML is langer dan {most} tekens. Maak haar kleiner.", most=MOST_CHARACTERS)
        )
    return _Reader().read(text)


class _Reader:
    """The building of one tree while expat reads."""

    def __init__(self) -> None:
        self._count = 0
        self.root = XmlNode(NodeType.ROOT, "", (0,), None, prefixes={"xml": _XML})
        self._inside = self.root
        self._depth = 0

    def read(self, text: str) -> XmlNode:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = lambda data: self._leaf(NodeType.COMMENT, "", data)
        parser.ProcessingInstructionHandler = lambda target, data: self._leaf(
            NodeType.INSTRUCTION, target, data
        )
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        try:
            parser.Parse(text.encode("utf-8", "surrogatepass"), True)
        except expat.ExpatError as error:
            raise XmlRefusedError(
                says(
                    "de XML klopt niet bij regel {line}, teken {column}.",
                    line=error.lineno,
                    column=error.offset + 1,
                )
            ) from error
        return self.root

    def _node(self, type_: NodeType, name: str, parent: XmlNode, value: str = "") -> XmlNode:
        self._count += 1
        if self._count > MOST_NODES:
            raise XmlRefusedError(
                says("de XML heeft meer dan {most} delen. Maak haar kleiner.", most=MOST_NODES)
            )
        return XmlNode(type_, name, (self._count,), parent, "", value)

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise XmlRefusedError(says("de XML is te diep genest. Maak haar vlakker."))
        node = self._node(NodeType.ELEMENT, name, self._inside)
        pairs = list(zip(attributes[::2], attributes[1::2], strict=True))
        declared = {key[6:]: value for key, value in pairs if key == "xmlns" or key.startswith("xmlns:")}
        node.prefixes = {**self._inside.prefixes, **declared} if declared else self._inside.prefixes
        node.namespace = node.prefixes.get(name.rpartition(":")[0], "")
        for key, value in pairs:
            if key != "xmlns" and not key.startswith("xmlns:"):
                attribute = self._node(NodeType.ATTRIBUTE, key, node, value)
                prefix = key.rpartition(":")[0]
                attribute.namespace = node.prefixes.get(prefix, "") if prefix else ""
                attribute.prefixes = node.prefixes
                node.attributes.append(attribute)
        self._inside.children.append(node)
        self._inside = node

    def _end(self, _: str) -> None:
        self._depth -= 1
        parent = self._inside.parent
        self._inside = parent if parent is not None else self.root

    def _characters(self, data: str) -> None:
        before = self._inside.children[-1] if self._inside.children else None
        if before is not None and before.type is NodeType.TEXT:
            before.value += data
        elif self._inside is not self.root:
            self._leaf(NodeType.TEXT, "", data)

    def _leaf(self, type_: NodeType, name: str, data: str) -> None:
        leaf = self._node(type_, name, self._inside, data)
        leaf.prefixes = self._inside.prefixes
        self._inside.children.append(leaf)

    def _doctype(self, _: str, system: str | None, public: str | None, internal: int) -> None:
        # A bare <!DOCTYPE html> says nothing and can do no harm; anything else could.
        if internal or system is not None or public is not None:
            raise XmlRefusedError(says("de XML heeft een documenttype (DOCTYPE). Verwijder het."))

    def _entity(self, *_: object) -> None:
        raise XmlRefusedError(says("de XML bepaalt zelf entiteiten (ENTITY). Verwijder ze."))
