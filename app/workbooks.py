# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks of Excel as grids of text, and back; what is in the grids is not looked at here.

A workbook from outside may be made to fill the memory: a few kilobytes that unpack to gigabytes, or two
cells a million rows apart. So the archive is measured before anything in it is read.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from app.errors import Message, UserError, says

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_BYTES = 20_000_000
"""A larger file is refused."""

MOST_UNPACKED = 60_000_000
"""An archive that unpacks to more is refused."""

MOST_ROWS = 60_000
MOST_CELLS = 5_000_000
"""A sheet that reaches further is refused; 10,000 questions in four languages take about 300,000 cells."""

Grids = Mapping[str, Sequence[Sequence[str]]]

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
# Cells that hold nothing, of which a sheet may have millions for their looks, take no room.
_CELL = re.compile(rb"<c\s(?:[^>]*?\s)?r=\"([A-Z]{1,3})(\d+)\"[^>]*(?<!/)>(?!\s*</c>)")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
_CHUNK = 1 << 20
_LONGEST_TAG = 4096


def read_excel(content: bytes, file: str) -> dict[str, list[list[str]]]:
    """Read a workbook, .xlsx or .xls: its sheets by name, each as rows of text.

    Formulas give the value they had when the workbook was saved; merged cells, that of the first of them.

    Raises:
        UserError: it is no workbook, or too large; the message says what to do.
    """
    if len(content) > MOST_BYTES:
        raise UserError(_too_large(file))
    if content.startswith(_ZIP):
        _measure(content, file)
    elif not content.startswith(_COMPOUND):
        raise UserError(says("{file} is geen Excel-bestand. Sla het op als .xlsx.", file=file))
    return _read(content, file)


def _measure(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise UserError(_too_large(file))
            left = MOST_UNPACKED
            for entry in entries:
                if _SHEET.fullmatch(entry.filename):
                    left -= _measure_sheet(archive, entry, left, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError) as error:
        raise UserError(_damaged(file)) from error


def _measure_sheet(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int, file: str) -> int:
    """Look how far a sheet reaches, and give its size; the size that an archive names need not be true."""
    furthest_row = furthest_column = size = 0
    tail = b""
    with archive.open(entry) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise UserError(_too_large(file))
            text = tail + piece
            for found in _CELL.finditer(text):
                furthest_row = max(furthest_row, int(found[2]))
                furthest_column = max(furthest_column, _column_number(found[1]))
            if furthest_row > MOST_ROWS or furthest_row * furthest_column > MOST_CELLS:
                raise UserError(
                    says(
                        "Een blad van {file} reikt tot rij {row} en kolom {column}. Verwijder de lege rijen "
                        "en kolommen eronder en ernaast, en sla het op.",
                        file=file,
                        row=furthest_row,
                        column=furthest_column,
                    )
                )
            tail = text[-_LONGEST_TAG:]
    return size


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _read(content: bytes, file: str) -> dict[str, list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _rows(workbook.get_sheet_by_name(name), file) for name in workbook.sheet_names}
    except (CalamineError, ValueError, OSError) as error:
        raise UserError(_damaged(file)) from error
    except BaseException as error:
        # The reader is written in Rust; where it loses its way it raises this, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise UserError(_damaged(file)) from error
        raise


def _rows(sheet: "CalamineSheet", file: str) -> list[list[str]]:
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UserError(_too_large(file))
    return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _text(cell: Any) -> str:
    match cell:
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - beyond it no whole number is sure
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case datetime() | date() | time():
            return cell.isoformat()
        case timedelta():
            return str(cell)
    return str(cell)


def write_excel(grids: Grids) -> bytes:
    """Write sheets of text as .xlsx; every cell is text, so that nothing is taken for a formula or a date."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as workbook:
        workbook.set_properties({"created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same bytes each time
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = workbook.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, rows in grids.items():
            sheet = workbook.add_worksheet(name[:31])
            sheet.freeze_panes(1, 0)
            for at, width in enumerate(_widths(rows)):
                sheet.set_column(at, at, width)
            for number, row in enumerate(rows):
                for at, cell in enumerate(row):
                    if cell:
                        sheet.write_string(number, at, cell, body if number else head)
    return out.getvalue()


def _widths(rows: Sequence[Sequence[str]]) -> Iterator[int]:
    for at in range(max(map(len, rows), default=0)):
        longest = max((len(row[at]) for row in rows[:200] if at < len(row)), default=0)
        yield min(max(longest + 2, 10), 60)


def _too_large(file: str) -> Message:
    return says("{file} is te groot om te lezen. Verwijder wat er niet bij hoort, of splits het.", file=file)


def _damaged(file: str) -> Message:
    return says(
        "{file} is beschadigd of geen Excel-bestand. Open het in Excel en sla het opnieuw op.", file=file
    )
