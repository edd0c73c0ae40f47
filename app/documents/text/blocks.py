# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds paragraphs: stacks that stay together, and columns side by side."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import Flowable

from app.documents.text.typesetter import LINES, Typesetter


class Stack(Flowable):
    """Paragraphs and rows one below the other; the first few never part from what follows them.

    Args:
        items: what stands here.
        together: how many of the first items stay with at least the start of the next one.
        page_height: of an empty page's frame; what is higher than that is divided anywhere.
    """

    def __init__(self, items: Sequence[Flowable], *, together: int = 0, page_height: float = 0.0) -> None:
        super().__init__()
        self._items = list(items)
        self._together = together
        self._page_height = page_height
        self._width = 0.0

    def getSpaceBefore(self) -> float:
        """Give the white space wanted above, in points."""
        return float(self._items[0].getSpaceBefore()) if self._items else 0.0

    def getSpaceAfter(self) -> float:
        """Give the white space wanted below, in points."""
        return float(self._items[-1].getSpaceAfter()) if self._items else 0.0

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Give width and height, in points."""
        self._width = aW
        return aW, sum(gap + item.wrap(aW, aH)[1] for gap, item in self._spaced())

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Divide where the page ends, keeping what belongs together."""
        used = 0.0
        whole_page = aH >= self._page_height - 1
        for place, (gap, item) in enumerate(self._spaced()):
            height = item.wrap(aW, aH)[1]
            if used + gap + height <= aH:
                used += gap + height
                continue
            if place < self._together and not whole_page:
                return []
            parts = item.split(aW, aH - used - gap)
            before, after = self._items[:place], self._items[place + 1 :]
            if len(parts) > 1:
                return [self._part([*before, parts[0]]), self._part([*parts[1:], *after])]
            if place > self._together or (whole_page and place):
                return [self._part(before), self._part(self._items[place:])]
            return []
        return [self]

    def draw(self) -> None:
        """Draw the items from top to bottom."""
        y = self.wrap(self._width, self._page_height)[1]
        for gap, item in self._spaced():
            y -= gap + item.wrap(self._width, self._page_height)[1]
            item.drawOn(self.canv, 0, y)

    def _spaced(self) -> list[tuple[float, Flowable]]:
        spaced: list[tuple[float, Flowable]] = []
        for place, item in enumerate(self._items):
            above = self._items[place - 1].getSpaceAfter() if place else 0.0
            spaced.append((max(above, item.getSpaceBefore()) if place else 0.0, item))
        return spaced

    def _part(self, items: Sequence[Flowable]) -> "Stack":
        return Stack(items, page_height=self._page_height)


class Columns(Flowable):
    """Cells side by side, such as a label and its value, divided together where the page ends.

    Args:
        typesetter: of the document.
        cells: each with its left edge and its width, in points.
        rule: whether a thin line stands below.
        padding: white space above and below the cells, in points.
        above, below: white space wanted outside, in points.
    """

    def __init__(
        self,
        typesetter: Typesetter,
        cells: Sequence[tuple[float, float, Flowable]],
        *,
        rule: bool = False,
        padding: float = 0.0,
        above: float = 0.0,
        below: float = 0.0,
    ) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._cells = tuple(cells)
        self._rule = rule
        self._padding = padding
        self._above = above
        self._below = below
        self._width = 0.0

    def getSpaceBefore(self) -> float:
        """Give the white space wanted above, in points."""
        return max([self._above, *(float(cell.getSpaceBefore()) for _, _, cell in self._cells)])

    def getSpaceAfter(self) -> float:
        """Give the white space wanted below, in points."""
        return max([self._below, *(float(cell.getSpaceAfter()) for _, _, cell in self._cells)])

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:
        """Give width and height, in points."""
        self._width = aW
        tallest = max((cell.wrap(width, aH)[1] for _, width, cell in self._cells), default=0.0)
        return aW, tallest + 2 * self._padding

    def split(self, aW: float, aH: float) -> list[Flowable]:
        """Divide each cell at the same height."""
        self._width = aW
        self._width = aW
        available = aH - 2 * self._padding
        above, below = [], []
        for left, width, cell in self._cells:
            if cell.wrap(width, available)[1] <= available:
                above.append((left, width, cell))
                continue
            parts = cell.split(width, available)
            if len(parts) < 2:  # noqa: PLR2004 - one part is no division
                return []
            above.append((left, width, parts[0]))
            below += [(left, width, part) for part in parts[1:]]
        if not below:
            return [self]
        return [self._part(above, rule=False), self._part(below, rule=self._rule)]

    def draw(self) -> None:
        """Draw the cells from their common top, and the line below them."""
        canvas: Any = self.canv
        height = self.wrap(self._width, 0)[1]
        for left, width, cell in self._cells:
            cell.drawOn(canvas, left, height - self._padding - cell.wrap(width, height)[1])
        if self._rule:
            self._typesetter.begin_artifact(canvas, "Layout")
            canvas._code.append(f"{LINES} RG 0.6 w 0 0 m {self._width:.2f} 0 l S")  # noqa: SLF001 - as the typesetter writes
            self._typesetter.end(canvas)

    def _part(self, cells: Sequence[tuple[float, float, Flowable]], *, rule: bool) -> "Columns":
        return Columns(self._typesetter, cells, rule=rule, padding=self._padding)
