# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Paragraphs that flow over the pages, as ReportLab's page builder wants them."""

from typing import Any

from reportlab.platypus.flowables import Flowable

from app.documents.pdf.structure import Node
from app.documents.text.bidi import runs_to_the_left
from app.documents.text.lines import Line
from app.documents.text.typesetter import Style, Typesetter

_FEWEST_LINES = 2
"""Lines that stay together at the foot and at the head of a page."""


class Paragraph(Flowable):
    """One paragraph. It starts at the left or at the right, by its own direction."""

    def __init__(
        self, typesetter: Typesetter, text: str, style: Style, node: Node, *, left: float = 0.0
    ) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._style = style
        self._node = node
        self._left = left
        self._set = typesetter.set(text, style)
        if runs_to_the_left(text):
            node.words = text
        self._lines: tuple[Line, ...] | None = None
        self._fixed = False
        self._width = 0.0

    def getSpaceBefore(self) -> float:
        """Give the white space wanted above, in points."""
        return self._style.before

    def getSpaceAfter(self) -> float:
        """Give the white space wanted below, in points."""
        return self._style.after

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: ARG002 - ReportLab's own names
        """Break into lines of a width; give width and height, in points."""
        if not self._fixed and (self._lines is None or self._width != aW):
            self._lines = self._typesetter.lines(self._set, self._style, aW - self._left)
            self._width = aW
        return aW, sum(self._height(line) for line in self._lines or ())

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Divide where the page ends, leaving at least two lines on each side, else not at all."""
        self.wrap(aW, aH)
        lines = self._lines or ()
        fits = 0
        height = 0.0
        while fits < len(lines) and height + self._height(lines[fits]) <= aH:
            height += self._height(lines[fits])
            fits += 1
        if fits == len(lines):
            return [self]
        fits = min(fits, len(lines) - _FEWEST_LINES)
        if fits < _FEWEST_LINES:
            return []
        return [self._part(lines[:fits]), self._part(lines[fits:])]

    def draw(self) -> None:
        """Draw the lines, marked as what they are."""
        canvas: Any = self.canv
        lines = self._lines or ()
        y = sum(self._height(line) for line in lines)
        self._typesetter.begin(canvas, self._node)
        for line in lines:
            above, below = self._extent(line)
            extra = self._height(line) - above - below
            x = self._left
            if self._set.base == 1:
                x = self._width - line.width * self._style.size
            self._typesetter.draw(canvas, line, self._style, x, y - extra / 2 - above)
            y -= self._height(line)
        self._typesetter.end(canvas)

    def _extent(self, line: Line) -> tuple[float, float]:
        faces = [piece.shaped.face for piece in line.pieces]
        above = max((face.height * face.scale for face in faces), default=1.0) * self._style.size
        below = max((-face.depth * face.scale for face in faces), default=0.3) * self._style.size
        return above, below

    def _height(self, line: Line) -> float:
        return max(self._style.leading, sum(self._extent(line)))

    def _part(self, lines: tuple[Line, ...]) -> "Paragraph":
        part = Paragraph.__new__(Paragraph)
        part.__dict__.update(self.__dict__)
        part._lines = lines  # noqa: SLF001 - a part of this very paragraph
        part._fixed = True  # noqa: SLF001 - a part of this very paragraph
        return part
