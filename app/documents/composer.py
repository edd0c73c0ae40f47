# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parts that reports are made of: title, headings, tables of labels and values, questions, notes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from reportlab.platypus.flowables import Flowable

from app.documents.content import Classification, Field
from app.documents.pdf.finish import About, Attachment, finish
from app.documents.pdf.pages import HEIGHT, WIDTH, PageFrame, build
from app.documents.pdf.structure import Node
from app.documents.text.blocks import Columns, Stack
from app.documents.text.paragraph import Paragraph
from app.documents.text.typesetter import ACCENT, QUIET, Style, Typesetter
from app.errors import Message
from app.i18n import Translator, says

INDENT = 46.0
"""Room for numbers left of the text, in points."""

LABEL_WIDTH = 150.0

TITLE = Style("bold", 20, 27, ACCENT, after=3)
SUBTITLE = Style("regular", 12, 18, QUIET, after=12)
SECTION = Style("bold", 13.5, 20, ACCENT, before=20, after=5)
HEADING = Style("bold", 11, 16, ACCENT, before=13, after=3)
BODY = Style(after=3)
SMALL = Style("regular", 9, 13.5, QUIET, after=2)
STRONG = Style("bold", 10.5, 15.5, after=3)
ASIDE = Style("italic", 9.5, 14.5, QUIET, before=3, after=3)
LABEL = Style("regular", 9.5, 15.5, QUIET)
VALUE = Style("regular", 10.5, 15.5)
QUESTION = Style("bold", 9.5, 14, before=11, after=2)
NUMBER = Style("regular", 9, 14, QUIET, before=11, base=0)
TIME = Style("regular", 8, 12, QUIET)
"""A time in the margin: it stands beside the first line of an answer."""
TURN = Style("bold", 9.5, 15.5, ACCENT, before=4, base=0)
FOLLOW_UP = Style("italic", 10.5, 15.5, before=4)
INSTRUCTION = Style("italic", 10, 15, before=11, after=2)
REMARK = Style("bold", 9, 14, QUIET, before=6)
NOTICE = Style("italic", 10, 15, before=0, after=12)

EMPTY = "–"


@dataclass(slots=True)
class Composer:
    """Collects a document's parts in the order of reading.

    Attributes:
        language: of the fixed words, ``nl`` or ``en``.
    """

    language: str
    story: list[Flowable] = field(default_factory=list)
    typesetter: Typesetter = field(init=False)
    node: Node = field(init=False)
    _waiting: list[Flowable] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.typesetter = Typesetter(self.language)
        self.node = self.typesetter.structure.root

    def say(self, message: Message) -> str:
        """Give one of the document's fixed texts in its language."""
        return Translator(self.language)(message)

    def paragraphs(
        self, text: str, style: Style, node: Node | None = None, *, tag: str = "P", left: float = 0.0
    ) -> list[Flowable]:
        """Set a text, a paragraph a line of it; empty lines stay as white space."""
        parent = node or self.node
        return [
            Paragraph(self.typesetter, line, style, parent.add(tag), left=left) for line in text.splitlines()
        ] or [Paragraph(self.typesetter, "", style, parent.add(tag), left=left)]

    def add(self, items: Sequence[Flowable], *, keep: int = 0) -> None:
        """Add parts; the first `keep` of them, and headings before them, stay with what follows."""
        heads = len(self._waiting)
        stack = Stack([*self._waiting, *items], together=heads + keep, page_height=HEIGHT)
        self._waiting.clear()
        self.story.append(stack)

    def heading(self, text: str, style: Style, tag: str) -> None:
        """Add a heading, which stays with what follows it."""
        node = self.node.add(tag, title=" ".join(text.split()))
        self._waiting.append(Paragraph(self.typesetter, text, style, node))

    def section(self, text: str) -> None:
        """Begin a section of the document."""
        self.node = self.typesetter.structure.root.add("Sect")
        self.heading(text, SECTION, "H2")

    def text(self, text: str, style: Style = BODY) -> None:
        """Add running text."""
        self.add(self.paragraphs(text, style))

    def table(self, fields: Iterable[Field], *, label_width: float = LABEL_WIDTH) -> None:
        """Add labels with their values beside them, a thin line below each."""
        table = self.node.add("Table")
        rows: list[Flowable] = []
        entries = tuple(fields)
        for place, entry in enumerate(entries, 1):
            row = table.add("TR")
            label = self.paragraphs(entry.label, LABEL, row.add("TH", scope="Row"))
            value = self.paragraphs(entry.value.strip() or EMPTY, VALUE, row.add("TD"))
            rows.append(
                Columns(
                    self.typesetter,
                    (
                        (0, label_width - 12, Stack(label)),
                        (label_width, WIDTH - label_width, Stack(value)),
                    ),
                    rule=True,
                    padding=3.5,
                    above=0.0 if rows else 4.0,
                    below=8.0 if place == len(entries) else 0.0,
                )
            )
        self.add(rows, keep=1)

    def numbered(self, number: str, number_style: Style, items: Sequence[Flowable], node: Node) -> Columns:
        """Set something with its number at the left of it."""
        return self.beside([Paragraph(self.typesetter, number, number_style, node)] if number else [], items)

    def beside(self, margin: Sequence[Flowable], items: Sequence[Flowable], *, keep: int = 0) -> Columns:
        """Set something with short words in the margin; the first `keep` of it stay with what follows."""
        cells: list[tuple[float, float, Flowable]] = [
            (INDENT, WIDTH - INDENT, Stack(items, together=keep, page_height=HEIGHT))
        ]
        if margin:
            cells.insert(0, (0, INDENT - 6, Stack(margin)))
        return Columns(self.typesetter, cells)

    def classification(self, classification: Classification) -> None:
        """Add how the document is classified, by whom and for how long."""
        rows = (
            Field(self.say(says("Rubricering")), classification.text),
            Field(self.say(says("Grondslag")), classification.basis),
            Field(self.say(says("Vastgesteld door")), classification.set_by),
            Field(self.say(says("Datum van rubricering")), classification.date),
            Field(self.say(says("Duur van de rubricering")), classification.duration),
        )
        self.table(rows)

    def unshown(self) -> None:
        """Tell of characters that stand on paper as a replacement sign."""
        if not self.typesetter.missing:
            return
        names = ", ".join(f"U+{ord(char):04X}" for char in self.typesetter.missing)
        self.text(
            self.say(
                says(
                    "Dit document kan sommige tekens niet tonen; daar staat een vervangingsteken (�). "
                    "Het gaat om: {tekens}. De bijlage in dit bestand bevat de tekst volledig.",
                    tekens=names,
                )
            ),
            SMALL,
        )

    def finish(self, frame: PageFrame, about: About, attachment: Attachment) -> bytes:
        """Give the finished file."""
        if self._waiting:
            self.add(())
        plain = build(self.story, self.typesetter, frame)
        return finish(plain, self.typesetter.structure, about, attachment)
