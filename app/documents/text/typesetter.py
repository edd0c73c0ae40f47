# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts lines of shaped text on a canvas: the fonts, the shaper and the structure of one document."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.documents.pdf.structure import Node, Structure
from app.documents.text.embedding import EmbeddedFont
from app.documents.text.fonts import Face, font_stack
from app.documents.text.lines import Line, Piece, SetText, break_lines, set_text
from app.documents.text.shaping import Shaper

INK = "0.106 0.153 0.2"
"""The colour of text, #1b2733, as red, green and blue from 0 to 1."""
QUIET = "0.353 0.42 0.482"
"""The colour of what stands aside, #5a6b7b."""
ACCENT = "0.082 0.259 0.451"
"""The colour of headings, #154273."""
LINES = "0.867 0.89 0.914"
"""The colour of rules, #dde3e9."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks; lengths in points.

    Attributes:
        fonts: ``regular``, ``bold`` or ``italic``.
        leading: from baseline to baseline; more where a line's fonts need it.
        before, after: white space around; between two paragraphs the larger one counts.
        base: the direction all paragraphs of this style have; by their own text where none is given.
    """

    fonts: str = "regular"
    size: float = 10.5
    leading: float = 15.5
    colour: str = INK
    before: float = 0.0
    after: float = 0.0
    base: int | None = None


class Typesetter:
    """Sets the text of one document.

    `missing` holds the characters so far that no font has, each once.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.structure = Structure()
        self.missing: dict[str, None] = {}
        self._shaper = Shaper(language)
        self._fonts: dict[Face, EmbeddedFont] = {}

    def set(self, text: str, style: Style) -> SetText:
        """Shape one paragraph, and remember what no font could show."""
        done = set_text(text, font_stack(style.fonts), self._shaper, style.base)
        self.missing.update(dict.fromkeys(done.missing))
        return done

    def lines(self, text: SetText, style: Style, width: float) -> tuple[Line, ...]:
        """Break a shaped paragraph into lines of a width in points."""
        return break_lines(text, self._shaper, width / style.size)

    def fonts(self) -> Iterable[EmbeddedFont]:
        """Give the fonts used so far."""
        return self._fonts.values()

    def begin(self, canvas: Any, node: Node) -> None:
        """Open marked content of a node of the structure."""
        mark = self.structure.mark(node, canvas.getPageNumber() - 1)
        canvas._code.append(f"/{node.tag} <</MCID {mark}>> BDC")  # noqa: SLF001 - the canvas has no call for it

    def begin_artifact(self, canvas: Any, kind: str) -> None:
        """Open content that belongs to the page and not to the text: ``Header``, ``Footer`` or a rule."""
        properties = (
            f"/Type /Pagination /Subtype /{kind}" if kind in {"Header", "Footer"} else "/Type /Layout"
        )
        canvas._code.append(f"/Artifact <<{properties}>> BDC")  # noqa: SLF001 - the canvas has no call for it

    def end(self, canvas: Any) -> None:
        """Close what was opened last."""
        canvas._code.append("EMC")  # noqa: SLF001 - the canvas has no call for it

    def draw(self, canvas: Any, line: Line, style: Style, x: float, y: float) -> None:
        """Draw a line from x on, its baseline at y, in points."""
        parts = [f"{style.colour} rg BT"]
        pen = x
        font: EmbeddedFont | None = None
        for piece in line.pieces:
            here = self._font(piece.shaped.face)
            if here is not font:
                parts.append(f"/{here.resource_name} {style.size * piece.shaped.face.scale:g} Tf")
                font = here
            parts.append(_show(piece, here, style.size, pen, y))
            pen += piece.shaped.width * style.size
        parts.append("ET")
        canvas._code.append(" ".join(parts))  # noqa: SLF001 - the canvas knows no glyphs

    def _font(self, face: Face) -> EmbeddedFont:
        if face not in self._fonts:
            self._fonts[face] = EmbeddedFont(f"G{len(self._fonts)}", face)
        return self._fonts[face]


def _show(piece: Piece, font: EmbeddedFont, size: float, x: float, y: float) -> str:
    """Write the operators that show a piece, moving each glyph that stands apart."""
    out: list[str] = []
    run: list[str] = []
    pen = start = x
    for glyph in piece.shaped.glyphs:
        code = f"<{font.code(glyph):04X}>"
        if glyph.right or glyph.up:
            if run:
                out.append(f"1 0 0 1 {start:.2f} {y:.2f} Tm [{''.join(run)}] TJ")
                run = []
            out.append(f"1 0 0 1 {pen + glyph.right * size:.2f} {y + glyph.up * size:.2f} Tm {code} Tj")
            pen += glyph.advance * size
            start = pen
            continue
        if not run:
            start = pen
        run.append(code)
        excess = font.face.advance(glyph.index) - glyph.advance / font.face.scale
        if abs(excess) > 1e-6:  # noqa: PLR2004 - far below what a page can show
            run.append(f"{excess * 1000:.1f}")
        pen += glyph.advance * size
    if run:
        out.append(f"1 0 0 1 {start:.2f} {y:.2f} Tm [{''.join(run)}] TJ")
    return " ".join(out)
