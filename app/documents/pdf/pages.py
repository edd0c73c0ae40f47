# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page: its frame, and what stands above and below the text on every one of them."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable

from app.documents.text.lines import Line
from app.documents.text.typesetter import ACCENT, LINES, QUIET, Style, Typesetter
from app.i18n import Translator, says

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 56.0
TOP = 74.0
BOTTOM = 66.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
HEIGHT = PAGE_HEIGHT - TOP - BOTTOM

_HEADER_LINE = PAGE_HEIGHT - 40
_FOOTER_LINE = 36.0
_CLASS = Style(fonts="bold", size=8.5, leading=12, colour=ACCENT)
_ASIDE = Style(size=8.5, leading=12, colour=QUIET)
_GAP = 16.0


@dataclass(frozen=True, slots=True)
class PageFrame:
    """What stands on every page.

    Attributes:
        classification: above and below the text.
        subject: the document's title and the file it belongs to, at the top right.
        mark: a word that sets the document apart, such as the one for practice; may be empty.
        language: of the words "page X of Y", ``nl`` or ``en``.
    """

    classification: str
    subject: str
    mark: str
    language: str


class _PagesCanvas(Canvas):
    """Holds the pages back until their number is known, and asks for no font of the reader's."""

    def __init__(self, *args: Any, typesetter: Typesetter, frame: PageFrame, **options: Any) -> None:
        self._held: list[dict[str, Any]] = []
        self._typesetter = typesetter
        self._frame = frame
        super().__init__(*args, **options)

    def _make_preamble(self) -> None:
        self._preamble = "1 0 0 1 0 0 cm"

    def showPage(self) -> None:
        """Hold the page back."""
        self._held.append(dict(self.__dict__))
        self._startPage()  # type: ignore[attr-defined] # the stubs leave it out

    def save(self) -> None:
        """Finish the pages and write the document."""
        total = len(self._held)
        for number, page in enumerate(self._held, 1):
            self.__dict__.update(page)
            draw_frame(self, self._typesetter, self._frame, number, total)
            super().showPage()
        document: Any = self._doc  # type: ignore[attr-defined] # the stubs leave it out
        document.delayedFonts += self._typesetter.fonts()
        document.SaveToFile(self._filename, self)  # type: ignore[attr-defined] # the stubs leave it out


def draw_frame(canvas: Canvas, typesetter: Typesetter, frame: PageFrame, number: int, total: int) -> None:
    """Draw header and footer of a page, as content that belongs to the page and not to the text."""
    page = Translator(frame.language)(says("pagina {page} van {pages}", page=number, pages=total))
    mark = f"{frame.mark}   ·   {frame.classification}" if frame.mark else frame.classification
    for kind, y, right, rule in (
        ("Header", _HEADER_LINE, frame.subject, _HEADER_LINE - 9),
        ("Footer", _FOOTER_LINE, page, _FOOTER_LINE + 14),
    ):
        typesetter.begin_artifact(canvas, kind)
        code: list[str] = canvas._code  # type: ignore[attr-defined] # noqa: SLF001 - as the typesetter writes
        code.append(f"{LINES} RG 0.6 w {MARGIN:g} {rule:.2f} m {MARGIN + WIDTH:.2f} {rule:.2f} l S")
        left_line = _one_line(typesetter, mark, _CLASS, WIDTH * 0.7)
        left_width = left_line.width * _CLASS.size
        right_line = _one_line(typesetter, right, _ASIDE, WIDTH - left_width - _GAP)
        typesetter.draw(canvas, left_line, _CLASS, MARGIN, y)
        typesetter.draw(canvas, right_line, _ASIDE, MARGIN + WIDTH - right_line.width * _ASIDE.size, y)
        typesetter.end(canvas)


def _one_line(typesetter: Typesetter, text: str, style: Style, width: float) -> Line:
    """Set a text on one line, shortened with an ellipsis where it is too long."""
    shown = " ".join(text.split())
    lines = typesetter.lines(typesetter.set(shown, style), style, width)
    while len(lines) > 1 and shown:
        shown = shown[:-2].rstrip() if len(shown) > 1 else ""
        lines = typesetter.lines(typesetter.set(f"{shown}…", style), style, width)
    return lines[0]


def build(story: Sequence[Flowable], typesetter: Typesetter, frame: PageFrame) -> bytes:
    """Flow a story over pages; give a plain PDF file, to be finished."""
    out = io.BytesIO()
    document = BaseDocTemplate(
        out, pagesize=A4, invariant=1, pageCompression=0, initialFontName="Helvetica", title="", author=""
    )
    text_frame = Frame(MARGIN, BOTTOM, WIDTH, HEIGHT, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [text_frame]))
    document.build(list(story), canvasmaker=partial(_PagesCanvas, typesetter=typesetter, frame=frame))
    return out.getvalue()
