# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks of Excel as grids of text, and back; what is in the grids is not looked at here.

A workbook from outside may be made to fill the memory: a few kilobytes that unpack to gigabytes, or two
cells a million rows apart. So the archive, or the workbook of the old kind, is measured before it is read.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError

from app.errors import UserError, says
from app.old_workbooks import furthest_cells, pack, shared_texts, sheet_names, take_out
from app.workbook_parts import LONGEST_CELL, MOST_CELLS, MOST_ROWS, Part, Sizes, damaged, too_large

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_BYTES = 20_000_000
"""A larger file is refused."""

MOST_UNPACKED = 60_000_000
"""An archive that unpacks to more is refused."""

Grids = Mapping[str, Sequence[Sequence[str]]]

_ZIP, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_OTHERS = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts of workbooks of other kinds (.ods, .xlsb), which nothing here measures."""
_FIRST = ("workbook.xml", "sharedstrings.xml")
"""Parts that are measured before the sheets, which take names and texts from them."""
_XLSX, _XLS = (1_048_576, 16_384), (65_536, 256)
"""So many rows and columns fit in a sheet (Excel specifications and limits)."""
_PART_OF_WIDTH = 256
"""The width of a column of .xls is told in these parts of a digit."""


def read_excel(content: bytes, file: str) -> dict[str, list[list[str]]]:
    """Read a workbook, .xlsx or .xls: its sheets by name, each as rows of text.

    Formulas give the value they had when the workbook was saved; merged cells, that of the first of them.

    Raises:
        UserError: it is no workbook, or too large; the message says what to do.
    """
    if len(content) > MOST_BYTES:
        raise UserError(too_large(file))
    if content.startswith(_ZIP):
        _measure(content, file)
        return _read(content, file)
    if not content.startswith(_COMPOUND):
        raise UserError(says("{file} is geen Excel-bestand. Sla het op als .xlsx.", file=file))
    return _read(_measured_and_packed(content, file), file)


def _measured_and_packed(content: bytes, file: str) -> bytes:
    try:
        stream = take_out(content)
        sizes = Sizes(file)
        names = list(sheet_names(stream))
        for name, (row, column) in zip(names, furthest_cells(stream), strict=True):
            sizes.reach(name, row, column)
        for number, row, length in shared_texts(stream):
            sizes.text(names[number - 1], row, length)
    except (ValueError, IndexError, struct.error) as error:
        raise UserError(damaged(file)) from error
    return pack(stream)


def _measure(content: bytes, file: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise UserError(too_large(file))
            if _OTHERS.intersection(entry.filename.lower() for entry in entries):
                raise UserError(says("{file} is geen Excel-bestand. Sla het op als .xlsx.", file=file))
            left, sizes = MOST_UNPACKED, Sizes(file)
            for entry in sorted(entries, key=_turn):
                part = Part(sizes, entry.filename)
                with archive.open(entry) as stream:
                    left -= part.measure(stream, left)
                sizes.reach(part.sheet, part.row, part.column)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OSError, ExpatError) as error:
        raise UserError(damaged(file)) from error


def _turn(entry: zipfile.ZipInfo) -> int:
    name = entry.filename.lower().replace("\\", "/").rpartition("/")[2].removesuffix(".rels")
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _read(content: bytes, file: str) -> dict[str, list[list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {name: _rows(workbook.get_sheet_by_name(name), file) for name in workbook.sheet_names}
    except (CalamineError, ValueError, OSError) as error:
        raise UserError(damaged(file)) from error
    except BaseException as error:
        # The reader is written in Rust; where it loses its way it raises this, which is no Exception.
        if type(error).__name__ == "PanicException":
            raise UserError(damaged(file)) from error
        raise


def _rows(sheet: "CalamineSheet", file: str) -> list[list[str]]:
    if sheet.total_height > MOST_ROWS or sheet.total_height * sheet.total_width > MOST_CELLS:
        raise UserError(too_large(file))
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
        case float() if "e" in repr(cell):
            return format(Decimal(repr(cell)), "f")  # no question takes 1e-07 for a number
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
                if len(cell) > LONGEST_CELL // 2 and len(cell.encode("utf-16-le")) // 2 > LONGEST_CELL:
                    raise UserError(
                        says(
                            "Blad „{sheet}”, rij {row}: deze tekst heeft meer dan {most} tekens en past niet "
                            "in een werkmap. Maak hem korter, of schrijf alles als .yaml.",
                            sheet=name,
                            row=number,
                            most=LONGEST_CELL,
                        )
                    )


def _widths(rows: Sequence[Sequence[str]]) -> Iterator[int]:
    for at in range(max(map(len, rows), default=0)):
        longest = max((len(row[at]) for row in rows[:200] if at < len(row)), default=0)
        yield min(max(longest + 2, 10), 60)
