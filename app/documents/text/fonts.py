# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The shipped fonts, and which of them shows which part of a text."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from app.assets import resource

REPLACEMENT = "\ufffd"
"""What stands on paper for a character that no shipped font can show."""

_INVISIBLE_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
_VARIATION_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_STYLES = {
    "regular": (
        "NotoSans-Regular",
        "NotoNaskhArabic-Regular",
        "NotoSansEthiopic-Regular",
        "NotoSansHebrew-Regular",
        "NotoSansArmenian-Regular",
        "NotoSansGeorgian-Regular",
    ),
    "bold": (
        "NotoSans-Bold",
        "NotoNaskhArabic-Bold",
        "NotoSansEthiopic-Bold",
        "NotoSansHebrew-Regular",
        "NotoSansArmenian-Regular",
        "NotoSansGeorgian-Regular",
    ),
    "italic": (
        "NotoSans-Italic",
        "NotoNaskhArabic-Regular",
        "NotoSansEthiopic-Regular",
        "NotoSansHebrew-Regular",
        "NotoSansArmenian-Regular",
        "NotoSansGeorgian-Regular",
    ),
}


_SCALES = {"NotoNaskhArabic-Regular": 1.2, "NotoNaskhArabic-Bold": 1.2}
_EXTENTS = {"NotoNaskhArabic-Regular": (1.0, -0.45), "NotoNaskhArabic-Bold": (1.0, -0.45)}
"""Height and depth of ordinary words, in em, where the font's own are those of its rarest signs."""


class Face:
    """One font file, read once; it never changes.

    Attributes:
        path: the TrueType file.
        name: its PostScript name.
        upem: design units per em.
        ascent, descent: above and below the baseline, in em; the descent is negative.
        height, depth: what a line of it needs above and below the baseline, in em; the depth is negative.
        cap_height: of capitals, in em.
        box: all glyphs' bounding box (x min, y min, x max, y max), in em.
        italic_angle: in degrees, counter-clockwise from the vertical.
        scale: how much larger it is set than its neighbours, so that their letters look equally large.
        shaper: the font as HarfBuzz knows it, in design units.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.scale = _SCALES.get(path.stem, 1.0)
        self.shaper = hb.Font(hb.Face(path.read_bytes()))
        with TTFont(path, lazy=True) as font:
            self._index: dict[int, int] = {
                code: font.getGlyphID(glyph) for code, glyph in font.getBestCmap().items()
            }
            self.upem = int(font["head"].unitsPerEm)
            self.name = str(font["name"].getDebugName(6))
            self.ascent = font["hhea"].ascent / self.upem
            self.descent = font["hhea"].descent / self.upem
            self.cap_height = (getattr(font["OS/2"], "sCapHeight", 0) or 700) / self.upem
            self.italic_angle = float(font["post"].italicAngle)
            head = font["head"]
            self.height, self.depth = _EXTENTS.get(path.stem, (self.ascent, self.descent))
            self.box = tuple(edge / self.upem for edge in (head.xMin, head.yMin, head.xMax, head.yMax))

    def has(self, char: str) -> bool:
        """Tell whether this font has a glyph of its own for a character."""
        return ord(char) in self._index

    def glyph(self, char: str) -> int:
        """Give the glyph of a character that this font has."""
        return self._index[ord(char)]

    def advance(self, glyph: int) -> float:
        """Give a glyph's width, in em."""
        return float(self.shaper.get_glyph_h_advance(glyph)) / self.upem


@dataclass(frozen=True, slots=True)
class FontRun:
    """A part of a text that one font shows; `missing` where no font can."""

    start: int
    end: int
    face: Face
    missing: bool = False


@cache
def face(name: str) -> Face:
    """Read a shipped font by its file's name without suffix."""
    return Face(resource("fonts", f"{name}.ttf"))


@dataclass(frozen=True, slots=True)
class _Sign:
    """What one character asks of the fonts, found once.

    Attributes:
        shown: it leaves ink.
        common: it is neither letter nor digit, and stays in the font of what stands before it.
        face: the first font that has it.
    """

    shown: bool
    common: bool
    face: Face | None


class FontStack:
    """A first font, and those that stand in for it where it has no glyph."""

    def __init__(self, faces: tuple[Face, ...]) -> None:
        self.faces = faces
        self._signs: dict[str, _Sign] = {}

    def runs(self, text: str) -> list[FontRun]:
        """Divide a text into parts of one font each; a character and its marks stay in one font."""
        runs: list[FontRun] = []
        start = 0
        current: Face | None = None
        missing = False
        for here, end in clusters(text):
            sign = self._sign(text[here])
            if end == here + 1 and sign.shown:
                chosen = current if self._stays(sign, text[here], current) else sign.face
            else:
                chosen = self._choose(text[here:end], current)
            face = chosen or self.faces[0]
            if current is not None and (face is not current or missing != (chosen is None)):
                runs.append(FontRun(start, here, current, missing))
                start = here
            current, missing = face, chosen is None
        if current is not None:
            runs.append(FontRun(start, len(text), current, missing))
        return runs

    def _stays(self, sign: _Sign, char: str, current: Face | None) -> bool:
        return sign.common and current is not None and current.has(char)

    def _sign(self, char: str) -> _Sign:
        found = self._signs.get(char)
        if found is None:
            found = self._signs[char] = _Sign(
                shown=not is_invisible(char),
                common=not char.isalnum(),
                face=next((face for face in self.faces if face.has(char)), None),
            )
        return found

    def _choose(self, cluster: str, current: Face | None) -> Face | None:
        shown = [char for char in cluster if not is_invisible(char)]
        if not shown:
            return current or self.faces[0]
        composed = unicodedata.normalize("NFC", "".join(shown))
        if current and not cluster[0].isalnum() and all(map(current.has, shown)):
            return current
        return next(
            (face for face in self.faces if all(map(face.has, shown)) or all(map(face.has, composed))),
            None,
        )


@cache
def font_stack(style: str) -> FontStack:
    """Give the fonts of a style: ``regular``, ``bold`` or ``italic``."""
    return FontStack(tuple(face(name) for name in _STYLES[style]))


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of what a reader sees as one character: a letter with its marks and joiners."""
    start = 0
    for index in range(1, len(text)):
        if _joins(text[index]):
            continue
        yield start, index
        start = index
    if text:
        yield start, len(text)


@cache
def _joins(char: str) -> bool:
    return unicodedata.category(char) in {"Mn", "Mc", "Me"} or is_invisible(char)


def is_invisible(char: str) -> bool:
    """Tell whether a character is meant to leave no ink: joiners, direction marks, variation selectors."""
    return unicodedata.category(char) == "Cf" or char in _INVISIBLE_LETTERS or char in _VARIATION_SELECTORS
