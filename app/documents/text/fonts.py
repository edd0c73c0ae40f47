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


class Face:
    """One font file, read once; it never changes.

    Attributes:
        path: the TrueType file.
        name: its PostScript name.
        upem: design units per em.
        ascent, descent: above and below the baseline, in em; the descent is negative.
        cap_height: of capitals, in em.
        box: all glyphs' bounding box (x min, y min, x max, y max), in em.
        italic_angle: in degrees, counter-clockwise from the vertical.
        shaper: the font as HarfBuzz knows it, in design units.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
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
class FontStack:
    """A first font, and those that stand in for it where it has no glyph."""

    faces: tuple[Face, ...]

    @classmethod
    def of(cls, style: str) -> "FontStack":
        """Give the stack of a style: ``regular``, ``bold`` or ``italic``."""
        return cls(tuple(face(name) for name in _STYLES[style]))

    def runs(self, text: str) -> list[FontRun]:
        """Divide a text into parts of one font each; a character and its marks stay in one font."""
        runs: list[FontRun] = []
        for start, end in clusters(text):
            cluster = text[start:end]
            previous = runs[-1] if runs else None
            chosen = self._choose(cluster, previous.face if previous else None)
            missing = chosen is None
            shown_by = chosen or self.faces[0]
            if previous and previous.face is shown_by and previous.missing == missing:
                runs[-1] = FontRun(previous.start, end, shown_by, missing)
            else:
                runs.append(FontRun(start, end, shown_by, missing))
        return runs

    def _choose(self, cluster: str, previous: Face | None) -> Face | None:
        shown = [char for char in cluster if not is_invisible(char)]
        if not shown:
            return previous or self.faces[0]
        if previous and not cluster[0].isalpha() and all(previous.has(char) for char in shown):
            return previous
        composed = unicodedata.normalize("NFC", "".join(shown))
        return next(
            (
                candidate
                for candidate in self.faces
                if all(map(candidate.has, shown)) or all(map(candidate.has, composed))
            ),
            None,
        )


def clusters(text: str) -> Iterator[tuple[int, int]]:
    """Give the places of what a reader sees as one character: a letter with its marks and joiners."""
    start = 0
    for index in range(1, len(text)):
        char = text[index]
        if unicodedata.category(char) in {"Mn", "Mc", "Me"} or is_invisible(char):
            continue
        if text[index - 1] == "\u200d" and not char.isspace() and unicodedata.category(char) == "So":
            continue
        yield start, index
        start = index
    if text:
        yield start, len(text)


def is_invisible(char: str) -> bool:
    """Tell whether a character is meant to leave no ink: joiners, direction marks, variation selectors."""
    return unicodedata.category(char) == "Cf" or char in _INVISIBLE_LETTERS or char in _VARIATION_SELECTORS


def unshowable(text: str, style: str = "regular") -> tuple[str, ...]:
    """Give the characters of a text that no shipped font can show, each once, in order."""
    line = " ".join(text.split())
    runs = (run for run in FontStack.of(style).runs(line) if run.missing)
    return tuple(dict.fromkeys(char for run in runs for char in line[run.start : run.end]))
