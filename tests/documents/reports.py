# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a report back: as plain text, as a screen reader hears it, and as ink in its places."""

import io
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pikepdf
from pypdf import PdfReader

_NO_TEXT = "\u200b"
_CODES = re.compile(r"beginbfchar(.*?)endbfchar", re.DOTALL)
_CODE = re.compile(r"<([0-9A-F]{4})> <([0-9A-F]*)>")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph: what it says, its font, and where the pen was before and after; in points."""

    text: str
    font: str
    x: float
    y: float
    end: float


@dataclass(slots=True)
class PageInk:
    """What is drawn on one page: marked text by its identifier, and what belongs to the page itself."""

    marked: dict[int, list[Glyph]] = field(default_factory=dict)
    artifacts: list[tuple[str, list[Glyph]]] = field(default_factory=list)
    loose: list[Glyph] = field(default_factory=list)

    def glyphs(self) -> Iterator[Glyph]:
        for glyphs in self.marked.values():
            yield from glyphs
        for _, glyphs in self.artifacts:
            yield from glyphs
        yield from self.loose

    def lines(self) -> Iterator[tuple[float, float, float]]:
        """Give where each line of marked text begins and ends, and its height on the page."""
        for glyphs in self.marked.values():
            wide = [glyph for glyph in glyphs if glyph.end - glyph.x > 1 and glyph.text.strip()]
            for y in sorted({round(glyph.y, 1) for glyph in wide}):
                line = [glyph for glyph in wide if round(glyph.y, 1) == y]
                yield min(glyph.x for glyph in line), max(glyph.end for glyph in line), y


@dataclass(slots=True)
class Heard:
    """One element of the structure, with the words of its own and those below it."""

    tag: str
    words: str
    children: list["Heard"]

    def all(self, tag: str) -> Iterator["Heard"]:
        """Give the elements with a tag, at any depth, in the order of reading."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)

    def lines(self) -> list[str]:
        """Give the words of each element in the order of reading; elements without words are left out."""
        own = [self.words] if self.words.strip() else []
        return [*own, *(line for child in self.children for line in child.lines())]


class Report:
    """A report as it came out of the printer."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.pdf = pikepdf.open(io.BytesIO(data))

    @cached_property
    def pages(self) -> list[str]:
        """The text of each page as a common reader extracts it, on one line."""
        return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(self.data)).pages]

    @cached_property
    def ink(self) -> list[PageInk]:
        return [_ink(page) for page in self.pdf.pages]

    @cached_property
    def heard(self) -> Heard:
        """The document as its structure reads it aloud."""
        numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}
        return self._hear(self.pdf.Root.StructTreeRoot.K[0], numbers)

    def text(self) -> str:
        """Give all words in the order of reading, an element a line."""
        return "\n".join(self.heard.lines())

    def rows(self) -> dict[str, str]:
        """Give what stands beside each label of the tables; of a label used twice the last."""
        return {
            "\n".join(next(row.all("TH")).lines()): "\n".join(next(row.all("TD")).lines())
            for row in self.heard.all("TR")
        }

    def headings(self, tag: str) -> list[str]:
        return [heading.words for heading in self.heard.all(tag)]

    def section(self, heading: str) -> Heard:
        """Give the section below a heading."""
        (found,) = [
            part for part in self.heard.all("Sect") if [head.words for head in part.all("H2")] == [heading]
        ]
        return found

    def entries(self) -> list[list[str]]:
        """Give the lines of each question, instruction and remark."""
        return [entry.lines() for entry in self.heard.all("Div")]

    def attachment(self) -> bytes:
        """Give the one file inside."""
        (name,) = self.pdf.attachments
        return bytes(self.pdf.attachments[name].get_file().read_bytes())

    def data_inside(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.attachment())
        return found

    def everything(self) -> bytes:
        """Give all that is in the file with nothing compressed, and the words as UTF-8 after it."""
        out = io.BytesIO()
        self.pdf.save(
            out,
            compress_streams=False,
            stream_decode_level=pikepdf.StreamDecodeLevel.all,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
        )
        return out.getvalue() + self.attachment() + self.text().encode() + "\n".join(self.pages).encode()

    def _hear(self, element: Any, numbers: dict[tuple[int, int], int]) -> Heard:
        words = ""
        children = []
        for kid in element.K:
            if kid.get("/Type") == pikepdf.Name.MCR:
                glyphs = self.ink[numbers[kid.Pg.objgen]].marked[int(kid.MCID)]
                words += "".join(glyph.text for glyph in glyphs)
            else:
                children.append(self._hear(kid, numbers))
        return Heard(str(element.S)[1:], words, children)


def squeezed(text: str) -> str:
    """Leave out white space, so that it does not matter where lines and pages end."""
    return "".join(text.split())


class _Font:
    def __init__(self, font: Any) -> None:
        cmap = bytes(font.ToUnicode.read_bytes()).decode("ascii")
        self.texts = {
            int(code, 16): bytes.fromhex(text).decode("utf-16-be")
            for block in _CODES.findall(cmap)
            for code, text in _CODE.findall(block)
        }
        first, widths = font.DescendantFonts[0].W
        self.widths = {int(first) + place: float(width) for place, width in enumerate(widths)}


class _Pen:
    """Follows the operators of one page; our pages move and never turn or scale."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.fonts = {name: _Font(font) for name, font in page.obj.Resources.Font.items()}
        self.ink = PageInk()
        self.into = self.ink.loose
        self.origin = (0.0, 0.0)
        self.kept: list[tuple[float, float]] = []
        self.x = self.y = 0.0
        self.font, self.size = "", 0.0

    def show(self, parts: Any) -> None:
        font = self.fonts[self.font]
        for part in parts:
            if not isinstance(part, pikepdf.String):
                self.x -= float(part) / 1000 * self.size
                continue
            codes = bytes(part)
            for code in (int.from_bytes(codes[at : at + 2], "big") for at in range(0, len(codes), 2)):
                end = self.x + font.widths[code] / 1000 * self.size
                text = font.texts[code].replace(_NO_TEXT, "")
                left, below = self.origin
                self.into.append(Glyph(text, self.font, left + self.x, below + self.y, left + end))
                self.x = end


def _ink(page: pikepdf.Page) -> PageInk:
    pen = _Pen(page)
    for step in pikepdf.parse_content_stream(page):
        operands: Any = step.operands
        match str(step.operator):
            case "q":
                pen.kept.append(pen.origin)
            case "Q":
                pen.origin = pen.kept.pop()
            case "cm":
                *turn, right, up = (float(value) for value in operands)
                assert turn == [1, 0, 0, 1]
                pen.origin = (pen.origin[0] + right, pen.origin[1] + up)
            case "BDC":
                _begin(pen, operands)
            case "EMC":
                pen.into = pen.ink.loose
            case "Tf":
                pen.font, pen.size = str(operands[0]), float(operands[1])
            case "Tm":
                pen.x, pen.y = float(operands[4]), float(operands[5])
            case "Tj":
                pen.show(operands)
            case "TJ":
                pen.show(operands[0])
    return pen.ink


def _begin(pen: _Pen, operands: Any) -> None:
    """Open marked content; ours is never nested."""
    assert pen.into is pen.ink.loose
    tag, properties = operands
    if tag == pikepdf.Name.Artifact:
        glyphs: list[Glyph] = []
        pen.ink.artifacts.append((str(properties.get("/Subtype", "/Layout"))[1:], glyphs))
        pen.into = glyphs
        return
    number = int(properties.MCID)
    assert number not in pen.ink.marked
    pen.into = pen.ink.marked[number] = []
