# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks of Excel as grids of text, and back; what is in the grids is not looked at here.

A workbook from outside may be made to fill the memory: a few kilobytes that unpack to gigabytes, or two
cells a million rows apart. So the archive, or the workbook of the old kind, is measured before it is read.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import IO, TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate

from app.errors import Message, UserError, says
from app.old_workbooks import furthest_cells, pack, take_out

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_BYTES = 20_000_000
"""A larger file is refused."""

MOST_UNPACKED = 60_000_000
"""An archive that unpacks to more is refused."""

MOST_ROWS = 60_000
MOST_CELLS = 5_000_000
"""A sheet that reaches further, or sheets with more cells together, are refused; 10,000 questions in four
languages take about 300,000 cells."""

Grids = Mapping[str, Sequence[Sequence[str]]]

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts of workbooks of other kinds (.ods, .xlsb), which nothing here measures."""
_HOLDS_CELLS = re.compile(rb"sheetData|uniqueCount")
_LONGEST_WORD = 16
_PLACE = re.compile(r"([A-Za-z]{1,7})(\d{1,9})")
_SHORTEST_TEXT = 5
_CHUNK = 1 << 20
_XLSX, _XLS = (1_048_576, 16_384), (65_536, 256)
"""So many rows and columns fit in a sheet (Excel specifications and limits)."""
_LONGEST_CELL = 32_767
"""In units of UTF-16, for both kinds."""
_PART_OF_WIDTH = 256
"""The width of a column of .xls is told in these parts of a digit."""


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
        return _read(content, file)
    if not content.startswith(_COMPOUND):
        raise UserError(says("{file} is geen Excel-bestand. Sla het op als .xlsx.", file=file))
    return _read(_measured_and_packed(content, file), file)


def _measured_and_packed(content: bytes, file: str) -> bytes:
    try:
        stream = take_out(content)
        cells = 0
        for row, column in furthest_cells(stream):
            cells = _not_too_far(row, column, cells, file)
    except (ValueError, struct.error) as error:
        raise UserError(_damaged(file)) from error
    return pack(stream)


def _not_too_far(row: int, column: int, cells: int, file: str) -> int:
    """Refuse a sheet that reaches too far; give how many cells there are with those of the sheets before."""
    if row > MOST_ROWS or row * column > MOST_CELLS:
        raise UserError(
            says(
                "Een blad van {file} reikt tot rij {row} en kolom {column}. Verwijder de lege rijen "
                "en kolommen eronder en ernaast, en sla het op.",
                file=file,
                row=row,
                column=column,
            )
        )
    if cells + row * column > MOST_CELLS:
        raise UserError(_too_large(file))
    return cells + row * column


def _measure(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise UserError(_too_large(file))
            if _OTHERS.intersection(entry.filename.lower() for entry in entries):
                raise UserError(says("{file} is geen Excel-bestand. Sla het op als .xlsx.", file=file))
            left, cells = MOST_UNPACKED, 0
            for entry in entries:
                part = _Part()
                with archive.open(entry) as stream:
                    left -= part.measure(stream, left, file)
                cells = _not_too_far(part.row, part.column, cells, file)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError, ExpatError) as error:
        raise UserError(_damaged(file)) from error


class _Part:
    """A part of an archive: how far do its cells reach, and how many texts does it say it holds?"""

    def __init__(self) -> None:
        self.row = self.column = 0
        self._at = (0, 0)
        self._holds_cells = False
        self._texts = 0

    def measure(self, stream: IO[bytes], left: int, file: str) -> int:
        """Read it through, and give its size; the size that an archive names need not be true."""
        parser = ParserCreate()
        parser.StartElementHandler = self._start
        parser.StartDoctypeDeclHandler = self._doctype
        size, readable, before = 0, True, b""
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise UserError(_too_large(file))
            try:
                if readable:
                    parser.Parse(piece)
            except ExpatError:
                # A picture, or the settings of a printer; the reader would find a sheet behind rubbish too.
                readable = False
            if not readable and (self._holds_cells or _HOLDS_CELLS.search(before + piece)):
                raise UserError(_damaged(file))
            before = piece[-_LONGEST_WORD:]
            if self.row > MOST_ROWS or self.row * self.column > MOST_CELLS:
                break
        if self._texts * _SHORTEST_TEXT > size:
            raise UserError(_damaged(file))
        return size

    def _doctype(self, *_said: object) -> None:
        raise ValueError("a part that defines entities")

    def _start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        match local:
            case "row":
                self._at = (int(values.get("r", self._at[0] + 1)), 0)
            case "c" if (found := _PLACE.fullmatch(values.get("r", ""))) is not None:
                self._at = (int(found[2]), _column_number(found[1].upper()))
            case "c":
                self._at = (self._at[0], self._at[1] + 1)
            case "v" | "is" | "f":
                # Cells that hold nothing, of which a sheet may have millions for their looks, take no room.
                self.row, self.column = max(self.row, self._at[0]), max(self.column, self._at[1])
            case "sst":
                self._texts = int(values.get("uniqueCount", "0"))
                self._holds_cells = True
            case "sheetData":
                self._holds_cells = True


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
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
    """Write sheets of text as .xlsx; every cell is text, so that nothing is taken for a formula or a date.

    Raises:
        UserError: they do not fit; nothing is cut off.
    """
    import xlsxwriter

    _must_fit(grids, _XLSX)
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


def write_old_excel(grids: Grids) -> bytes:
    """Write sheets of text as .xls, each cell as text.

    Raises:
        UserError: they do not fit; nothing is cut off.
    """
    import xlwt

    from app.old_workbook_texts import new_workbook

    _must_fit(grids, _XLS)
    workbook = new_workbook()
    head = xlwt.easyxf("font: bold on; alignment: wrap on, vertical top")
    body = xlwt.easyxf("alignment: wrap on, vertical top", num_format_str="@")
    for name, rows in grids.items():
        sheet = workbook.add_sheet(name[:31])
        sheet.set_panes_frozen(True)
        sheet.set_horz_split_pos(1)
        for at, width in enumerate(_widths(rows)):
            sheet.col(at).width = width * _PART_OF_WIDTH
        for number, row in enumerate(rows):
            for at, cell in enumerate(row):
                if cell:
                    sheet.write(number, at, cell, body if number else head)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _must_fit(grids: Grids, most: tuple[int, int]) -> None:
    rows_that_fit, columns_that_fit = most
    for name, rows in grids.items():
        across = max(map(len, rows), default=0)
        if len(rows) > rows_that_fit or across > columns_that_fit:
            raise UserError(
                says(
                    "Blad „{sheet}” heeft {rows} rijen en {columns} kolommen; er passen er {most_rows} en "
                    "{most_columns} in zo'n werkmap. Schrijf het als .yaml.",
                    sheet=name,
                    rows=len(rows),
                    columns=across,
                    most_rows=rows_that_fit,
                    most_columns=columns_that_fit,
                )
            )
        for number, row in enumerate(rows, 1):
            for cell in row:
                if len(cell) > _LONGEST_CELL // 2 and len(cell.encode("utf-16-le")) // 2 > _LONGEST_CELL:
                    raise UserError(
                        says(
                            "Blad „{sheet}”, rij {row}: deze tekst heeft meer dan {most} tekens en past niet "
                            "in een werkmap. Maak hem korter, of schrijf alles als .yaml.",
                            sheet=name,
                            row=number,
                            most=_LONGEST_CELL,
                        )
                    )


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
