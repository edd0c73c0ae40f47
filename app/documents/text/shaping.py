# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From characters to glyphs in their places, with HarfBuzz."""

from dataclasses import dataclass

import uharfbuzz as hb

from app.documents.text.fonts import REPLACEMENT, Face, is_invisible

_NOT_IN_A_PDF = {"\x00": REPLACEMENT, "\ufeff": "\u2060", "\ufffe": REPLACEMENT}


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph; lengths are in em of the text around it, the font's own scale included.

    Attributes:
        index: the glyph's number in its font.
        advance: how far the pen moves on.
        right, up: where it is drawn, from the pen.
        text: the characters it stands for when text is taken from the document.
    """

    index: int
    advance: float
    right: float
    up: float
    text: str


@dataclass(frozen=True, slots=True)
class Shaped:
    """Glyphs of one font and direction from left to right, and their width in em."""

    face: Face
    glyphs: tuple[Glyph, ...]
    width: float


class Shaper:
    """Shapes text and remembers what it shaped.

    It belongs to one document and goes with it, so that no words of a hearing stay in memory.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._known: dict[tuple[Face, str, bool, str], Shaped] = {}
        self._buffer = hb.Buffer()

    def shape(self, face: Face, text: str, *, right_to_left: bool, script: str) -> Shaped:
        """Shape text of one font, direction and script (ISO 15924) such as a word or the space after it."""
        key = (face, text, right_to_left, script)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._shape(face, text, right_to_left, script)
        return found

    def replace(self, face: Face, text: str) -> Shaped:
        """Show the replacement sign for every character that no font has; the text stays what it was."""
        sign = face.glyph(REPLACEMENT)
        advance = face.advance(sign) * face.scale
        glyphs = tuple(
            Glyph(sign, advance, 0.0, 0.0, _in_a_pdf(char)) for char in text if not is_invisible(char)
        )
        return Shaped(face, glyphs, advance * len(glyphs))

    def _shape(self, face: Face, text: str, right_to_left: bool, script: str) -> Shaped:
        buffer = self._buffer
        buffer.reset()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.direction = "rtl" if right_to_left else "ltr"
        buffer.script = script
        buffer.language = self._language
        hb.shape(face.shaper, buffer, {})
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        starts = sorted({info.cluster for info in infos})
        end_of = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        em = face.scale / face.upem
        told: set[int] = set()
        glyphs = []
        for info, place in zip(infos, positions, strict=True):
            start = info.cluster
            words = "" if start in told else "".join(map(_in_a_pdf, text[start : end_of[start]]))
            told.add(start)
            glyphs.append(
                Glyph(
                    info.codepoint,
                    place.x_advance * em,
                    place.x_offset * em,
                    place.y_offset * em,
                    words,
                )
            )
        return Shaped(face, tuple(glyphs), sum(glyph.advance for glyph in glyphs))


def _in_a_pdf(char: str) -> str:
    """Give a character as a ToUnicode map may hold it (ISO 19005-3, 6.2.11.7)."""
    if "\ud800" <= char <= "\udfff":
        return REPLACEMENT
    return _NOT_IN_A_PDF.get(char, char)
