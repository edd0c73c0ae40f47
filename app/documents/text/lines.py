# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From one paragraph's text to lines of shaped pieces that fit a width."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from fontTools import unicodedata as scripts

from app.documents.text import bidi
from app.documents.text.fonts import FontStack, clusters
from app.documents.text.shaping import Shaped, Shaper

_BREAK_AFTER = frozenset(" \u1361\u1362\u2003\u2002\u2009\u200a\u200b\u3000")
_BREAK_AFTER_INSIDE = frozenset("-‐–—/")
_SPACES = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"), " ")
_COMMON = frozenset({"Zyyy", "Zinh", "Zzzz"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line: one font, one direction, one word or the space after it.

    Attributes:
        start, end: its place in the paragraph's text.
        level: its embedding level.
        script: its script, as ISO 15924 names it.
        shaped: its glyphs.
        space: it is white space.
        missing: no font has its characters.
    """

    start: int
    end: int
    level: int
    script: str
    shaped: Shaped
    space: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line's pieces from left to right, its width in em, and that of the white space at its end."""

    pieces: tuple[Piece, ...]
    width: float
    trailing: float


@dataclass(frozen=True, slots=True)
class SetText:
    """A paragraph's text, divided and shaped, not yet broken into lines.

    Attributes:
        text: one paragraph, with a space for each tab and line end.
        base: its own direction: 0 from left to right, 1 from right to left.
        words: pieces that stay together, in the order of reading.
    """

    text: str
    base: int
    words: tuple[tuple[Piece, ...], ...]

    @property
    def missing(self) -> str:
        """Give the characters that no font has."""
        return "".join(
            self.text[piece.start : piece.end] for word in self.words for piece in word if piece.missing
        )


def set_text(text: str, fonts: FontStack, shaper: Shaper, base: int | None = None) -> SetText:
    """Divide a paragraph by direction, font, script and word, and shape each part."""
    text = text.translate(_SPACES)
    base = bidi.base_level(text) if base is None else base
    levels = bidi.resolve(text, base)
    breaks = _breaks(text)
    written = _scripts(text)
    words: list[tuple[Piece, ...]] = []
    word: list[Piece] = []
    for run in fonts.runs(text):
        start = run.start
        for index in range(run.start + 1, run.end + 1):
            at_break = index in breaks
            if (
                index < run.end
                and not at_break
                and levels[index] == levels[start]
                and written[index] == written[start]
                and text[index].isspace() == text[start].isspace()
            ):
                continue
            part = text[start:index]
            shaped = (
                shaper.replace(run.face, part)
                if run.missing
                else shaper.shape(run.face, part, right_to_left=levels[start] % 2 == 1, script=written[start])
            )
            word.append(
                Piece(start, index, levels[start], written[start], shaped, part.isspace(), run.missing)
            )
            if at_break:
                words.append(tuple(word))
                word = []
            start = index
    if word:
        words.append(tuple(word))
    return SetText(text, base, tuple(words))


def break_lines(set_text: SetText, shaper: Shaper, width: float) -> tuple[Line, ...]:
    """Break a set paragraph into lines.

    Args:
        set_text: the paragraph.
        shaper: shapes the parts of a word that is too long for a line.
        width: of a line, in em.
    """
    lines: list[Line] = []
    line: list[Piece] = []
    used = 0.0
    waiting = [*reversed(set_text.words)]
    while waiting:
        word = waiting.pop()
        ink = sum(piece.shaped.width for piece in word) - _trailing(word)
        if line and used + ink > width:
            lines.append(_line(set_text, line))
            line, used = [], 0.0
        if ink > width:
            head, rest = _cut(set_text, word, shaper, width)
            if rest:
                lines.append(_line(set_text, head))
                waiting.append(tuple(rest))
                continue
        line += word
        used += sum(piece.shaped.width for piece in word)
    if line or not lines:
        lines.append(_line(set_text, line))
    return tuple(lines)


def _breaks(text: str) -> frozenset[int]:
    """Give the places where a line may end: after white space, and after a dash or a slash in a word."""
    places = set()
    for index in range(1, len(text)):
        before, after = text[index - 1], text[index]
        if (before in _BREAK_AFTER and after not in _BREAK_AFTER) or (
            before in _BREAK_AFTER_INSIDE and after.isalpha() and index > 1 and text[index - 2].isalnum()
        ):
            places.add(index)
    places.add(len(text))
    return frozenset(places)


def _scripts(text: str) -> list[str]:
    """Give the script of each character; what belongs to all scripts takes that of its neighbours."""
    found = [_script(char) for char in text]
    current = next((script for script in found if script not in _COMMON), "Latn")
    for index, script in enumerate(found):
        if script in _COMMON:
            found[index] = current
        else:
            current = script
    return found


@cache
def _script(char: str) -> str:
    return str(scripts.script(char))


def _trailing(pieces: Sequence[Piece]) -> float:
    width = 0.0
    for piece in reversed(pieces):
        if not piece.space:
            break
        width += piece.shaped.width
    return width


def _line(set_text: SetText, pieces: Sequence[Piece]) -> Line:
    if not pieces:
        return Line((), 0.0, 0.0)
    inked = len(pieces)
    while inked and pieces[inked - 1].space:
        inked -= 1
    levels = [piece.level for piece in pieces[:inked]] + [set_text.base] * (len(pieces) - inked)
    order = bidi.visual_order(levels)
    width = sum(piece.shaped.width for piece in pieces)
    return Line(tuple(pieces[place] for place in order), width, _trailing(pieces))


def _cut(
    set_text: SetText, word: Sequence[Piece], shaper: Shaper, width: float
) -> tuple[list[Piece], list[Piece]]:
    """Cut a word that is wider than a line, at the last letter that fits; at least one letter is taken."""
    taken: list[Piece] = []
    used = 0.0
    for place, piece in enumerate(word):
        if piece.space or used + piece.shaped.width <= width:
            taken.append(piece)
            used += piece.shaped.width
            continue
        ends = [end for _, end in clusters(set_text.text[piece.start : piece.end])]
        low, high = (0 if taken else 1), len(ends) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if used + _part(set_text, piece, shaper, 0, ends[middle - 1]).shaped.width <= width:
                low = middle
            else:
                high = middle - 1
        if low == 0:
            return taken, list(word[place:])
        if low >= len(ends):
            return [*taken, piece], list(word[place + 1 :])
        head = _part(set_text, piece, shaper, 0, ends[low - 1])
        rest = _part(set_text, piece, shaper, ends[low - 1], piece.end - piece.start)
        return [*taken, head], [rest, *word[place + 1 :]]
    return taken, []


def _part(set_text: SetText, piece: Piece, shaper: Shaper, start: int, end: int) -> Piece:
    text = set_text.text[piece.start + start : piece.start + end]
    shaped = (
        shaper.replace(piece.shaped.face, text)
        if piece.missing
        else shaper.shape(piece.shaped.face, text, right_to_left=piece.level % 2 == 1, script=piece.script)
    )
    return Piece(
        piece.start + start, piece.start + end, piece.level, piece.script, shaped, piece.space, piece.missing
    )
