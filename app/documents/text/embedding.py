# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Fonts inside the file: only the glyphs that are used, and what each of them says.

A glyph that stands for different characters in different places gets a code for each, so that text taken
from the document is what was typed.
"""

import io
import zlib
from collections.abc import Sequence
from typing import Any

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from reportlab.pdfbase import pdfdoc

from app.documents.text.fonts import Face
from app.documents.text.shaping import Glyph

_PER_MILLE = 1000
_SYMBOLIC = 4
_STEM = 80
_MOST_IN_A_BLOCK = 100
_NOT_NEEDED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "DSIG", "prep", "fpgm", "cvt ", "gasp")
_NO_TEXT = "\u200b"


class EmbeddedFont:
    """One font of one document: gives codes to glyphs, and writes the font when the document is saved."""

    def __init__(self, resource_name: str, face: Face) -> None:
        self.resource_name = resource_name
        self.face = face
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph) -> int:
        """Give the two-byte code of a glyph standing for certain characters; 0 is never given."""
        return self._codes.setdefault((glyph.index, glyph.text or _NO_TEXT), len(self._codes) + 1)

    def addObjects(self, document: Any) -> None:
        """Write the font into a document; ReportLab calls this when it saves."""
        if not self._codes:
            return
        program, glyph_of = self._subset()
        name = f"{_tag(self._codes)}+{self.face.name}"
        codes = range(1, len(self._codes) + 1)
        glyphs = [glyph for glyph, _ in self._codes]
        widths = [round(self.face.advance(glyph) * _PER_MILLE, 3) for glyph in glyphs]
        to_glyph = b"".join(glyph_of[glyph].to_bytes(2, "big") for glyph in [0, *glyphs])
        font_file = _stream(document, program)
        font_file.dictionary["Length1"] = len(program)
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(name),
                "CIDToGIDMap": document.Reference(_stream(document, to_glyph)),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": document.Reference(self._descriptor(name, document.Reference(font_file))),
                "DW": 0,
                "W": pdfdoc.PDFArray([codes[0], pdfdoc.PDFArray(widths)]),
            }
        )
        unicode_map = _to_unicode([text for _, text in self._codes]).encode("ascii")
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(name),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray([document.Reference(descendant)]),
                "ToUnicode": document.Reference(_stream(document, unicode_map)),
            }
        )
        document.idToObject[pdfdoc.BasicFonts].dict[self.resource_name] = document.Reference(font)

    def _descriptor(self, name: str, font_file: object) -> pdfdoc.PDFDictionary:
        face = self.face
        return pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(name),
                "Flags": _SYMBOLIC,
                "ItalicAngle": face.italic_angle,
                "Ascent": round(face.ascent * _PER_MILLE),
                "Descent": round(face.descent * _PER_MILLE),
                "CapHeight": round(face.cap_height * _PER_MILLE),
                "StemV": _STEM,
                "FontBBox": pdfdoc.PDFArray([round(edge * _PER_MILLE) for edge in face.box]),
                "FontFile2": font_file,
            }
        )

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """Give a font of the used glyphs alone, and where each of them went."""
        used = sorted({0, *(glyph for glyph, _ in self._codes)})
        options = Options(
            layout_features=[],
            notdef_outline=True,
            hinting=False,
            glyph_names=False,
            name_IDs=[],
            recalc_timestamp=False,
        )
        with TTFont(self.face.path, recalcTimestamp=False) as font:
            for table in _NOT_NEEDED:
                if table in font:
                    del font[table]
            names = font.getGlyphOrder()
            wanted = {glyph: names[glyph] for glyph in used}
            subsetter = Subsetter(options)
            subsetter.populate(gids=used)
            subsetter.subset(font)
            buffer = io.BytesIO()
            font.save(buffer)
            places = {name: place for place, name in enumerate(font.getGlyphOrder())}
        return buffer.getvalue(), {glyph: places[name] for glyph, name in wanted.items()}


def _stream(document: Any, content: bytes) -> pdfdoc.PDFStream:
    stream = pdfdoc.PDFStream(content=content)
    stream.filters = []
    document.Reference(stream)
    return stream


def _tag(codes: object) -> str:
    """Give the six capitals that mark a subset, the same for the same glyphs (ISO 32000-1, 9.6.4)."""
    number = zlib.crc32(repr(codes).encode("utf-8", "backslashreplace"))
    letters = []
    for _ in range(6):
        number, letter = divmod(number, 26)
        letters.append(chr(ord("A") + letter))
    return "".join(letters)


def _to_unicode(texts: Sequence[str]) -> str:
    """Write the map from codes, counted from 1, to characters (ISO 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(texts), _MOST_IN_A_BLOCK):
        block = texts[start : start + _MOST_IN_A_BLOCK]
        lines.append(f"{len(block)} beginbfchar")
        lines += [
            f"<{start + place:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for place, text in enumerate(block, 1)
        ]
        lines.append("endbfchar")
    lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
    return "\n".join(lines)
