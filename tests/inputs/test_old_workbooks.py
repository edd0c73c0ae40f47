# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks that say they hold more than they do: read or refused, and the program lives on."""

import io
import json
import struct
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator

import pytest

from app.errors import UserError
from app.old_workbooks import furthest_cells, pack, take_out
from app.workbooks import read_excel, write_excel
from tests.inputs.old_excel import cell, merged, reach, record, text_table, workbook
from tests.inputs.test_workbooks import changed

SECONDS = 2.0
MEMORY = 700_000_000
"""What the child may map, in bytes; Python and its libraries take about a third."""

TEXTS = text_table(["type", "name", "text", "q"])
CELLS = b"".join(cell(row, column, row * 2 + column) for row in range(2) for column in range(2))
READ = {"s00000": [["type", "name"], ["text", "q"]]}
SECTOR = 4096


def old(sheet: bytes = CELLS, texts: bytes = TEXTS, sheets: int = 1, place: int | None = None) -> bytes:
    return pack(workbook(sheet, texts, sheets, place=place))


def edited(place: int, *numbers: int) -> bytes:
    """Give the good file with some of its numbers changed: 32 bits each."""
    content = bytearray(old())
    struct.pack_into(f"<{len(numbers)}I", content, place, *numbers)
    return bytes(content)


def in_small_sectors() -> bytes:
    """Give the good file in sectors of 512, its stream in the pool of small ones."""
    stream = workbook(CELLS, TEXTS)
    pool = stream.ljust(512, b"\0")
    assert len(pool) == 512
    content = bytearray(pack(stream)[:512])
    struct.pack_into("<HHH", content, 26, 3, 0xFFFE, 9)
    struct.pack_into("<9I", content, 40, 0, 1, 1, 0, 4096, 2, 1, 0xFFFFFFFE, 0)
    end, free = 0xFFFFFFFE, 0xFFFFFFFF
    fat = struct.pack("<4I", 0xFFFFFFFD, end, end, end).ljust(512, b"\xff")
    entries = bytearray(pack(stream)[2 * SECTOR : 2 * SECTOR + 512])
    struct.pack_into("<II", entries, 116, 3, 512)
    struct.pack_into("<II", entries, 128 + 116, 0, len(stream))
    small = struct.pack("<8I", *range(1, 8), end).ljust(512, struct.pack("<I", free)[:1])
    return bytes(content) + fat + bytes(entries) + small + pool


def sheet_of_xml(*replaced: tuple[bytes, bytes], part: str = "xl/worksheets/sheet1.xml") -> bytes:
    def change(xml: bytes) -> bytes:
        for before, after in replaced:
            assert before in xml
            xml = xml.replace(before, after, 1)
        return xml

    return changed(part, change)


def merged_in_xml(*ranges: str) -> bytes:
    inside = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    written = f'</sheetData><mergeCells count="{len(ranges)}">{inside}</mergeCells>'
    return sheet_of_xml((b"</sheetData>", written.encode()))


def harmful() -> Iterator[tuple[str, bytes]]:
    """Give each file by what it does."""
    yield "four milliard texts", old(texts=text_table(["a"], 0xFFFFFFFF))
    yield "a milliard texts", old(texts=text_table(["a"], 0x3FFFFFFF))
    yield "all rows and columns said", old(reach(0xFFFFFFFF, 0xFFFF) + CELLS)
    yield "a sheet that ends before it begins", old(reach(2, 2, first_row=0xFFFF) + CELLS)
    yield "two cells far apart", old(CELLS + cell(0xFFFF, 0xFFFF, 0))
    yield (
        "rows of numbers far away",
        old(CELLS + record(0x00BD, struct.pack("<HH", 0xFFF0, 0xFFF0) + bytes(600))),
    )
    yield "a hundred large sheets", old(reach(50_000, 90) + CELLS, sheets=100)
    yield "ten thousand sheets", old(sheets=10_000)
    yield "a sheet beyond the end", old(place=0xFFFFFFF0)
    yield "a sheet that is the workbook", old(place=0)
    yield "cells cut short", old(CELLS + record(0x00FD, b"\1"))
    yield "a record beyond the end", old(CELLS + struct.pack("<HH", 0x00FD, 0xFFFF))
    yield "merged from end to end", old(CELLS + merged((0, 0xFFFF, 0, 0xFFFF)))
    yield "more merged than there is", old(CELLS + merged(count=0xFFFF))
    yield "a loop in the table of sectors", edited(SECTOR + 4 * 3, 3)
    yield "a loop in the directory", edited(SECTOR + 4, 1)
    yield "a loop in the table of the table", edited(68, 3, 0xFFFFFFFF)
    yield "a sector of no place", edited(SECTOR + 4 * 3, 0x7FFFFFFF)
    yield "a table of no place", edited(76, 0x7FFFFFFF)
    yield "a milliard tables", edited(44, 0x7FFFFFFF)
    yield "a stream without end", edited(2 * SECTOR + 128 + 120, 0xFFFFFFFF, 0x7FFFFFFF)
    yield "a directory of no place", edited(48, 0xFFFFFF)
    yield "sectors of a size that is none", edited(30, 0x001F)
    yield "nothing but a head", old()[:SECTOR]
    yield "merged from end to end, in XML", merged_in_xml("A1:XFD1048576")
    yield "merged beyond all, in XML", merged_in_xml("A0:ZZZZZZ99999999999", "B2:A1", "x")
    yield "merged a hundred thousand times", merged_in_xml(*(f"A{n}:C{n}" for n in range(2, 100_002)))
    yield (
        "all rows and columns said, in XML",
        sheet_of_xml((b'<dimension ref="A1:C3"', b'<dimension ref="A1:XFD1048576"')),
    )
    yield (
        "four milliard texts, in XML",
        sheet_of_xml((b"uniqueCount=", b'uniqueCount="4294967295" was='), part="xl/sharedStrings.xml"),
    )
    far = b"<x:row r='1048576'><x:c t='>' r='XFD1048576'><x:v>1</x:v></x:c></x:row></sheetData>"
    prefixed = sheet_of_xml((b"</sheetData>", far), (b"xmlns=", b'xmlns:x="x" xmlns='))
    yield "far apart under a prefix, in XML", prefixed
    far = b'<row r="1048576"><c><v>1</v></c></row></sheetData>'
    yield "far apart without a place, in XML", sheet_of_xml((b"</sheetData>", far))
    hidden = (b"<?xml", b"rubbish <?xml")
    yield "far apart behind rubbish, in XML", sheet_of_xml(hidden, (b"</sheetData>", far))
    yield "a sheet of another kind", other_kind()


def other_kind() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="o" xmlns:table="t"><office:body><office:spreadsheet>'
            '<table:table table:name="survey"><table:table-row table:number-rows-repeated="1000000">'
            '<table:table-cell table:number-columns-repeated="1000000" office:value-type="float"'
            ' office:value="1"/>'
            "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        )
    return out.getvalue()


SCRIPT = """
import json, resource, sys, time
from tests.inputs.test_old_workbooks import harmful, outcome
from app.workbooks import read_excel
files = list(harmful())
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
told = {}
for name, content in files:
    print(name, file=sys.stderr)
    told[name] = outcome(content)
print(json.dumps(told))
"""


def outcome(content: bytes) -> tuple[float, str]:
    """Give how long it took, and what was read or why it was refused."""
    begun = time.process_time()
    try:
        found = str(read_excel(content, "proef"))[:200]
    except UserError as error:
        found = f"refused: {error}"
    return time.process_time() - begun, found


@pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by RLIMIT_AS, which Windows lacks")
def test_workbooks_that_lie_are_read_or_refused_in_time_and_within_bounds() -> None:
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(MEMORY)], capture_output=True, text=True, timeout=300, check=False
    )
    assert told.returncode == 0, told.stderr[-2000:]
    found: dict[str, tuple[float, str]] = json.loads(told.stdout)
    assert {name: seconds for name, (seconds, _) in found.items() if seconds > SECONDS} == {}
    assert "beschadigd" in found["four milliard texts"][1]
    assert "reikt tot rij 65536 en kolom 65536" in found["two cells far apart"][1]
    assert "meer dan 5000000 cellen" in found["a hundred large sheets"][1]
    assert "beschadigd" in found["a loop in the table of sectors"][1]
    assert "beschadigd" in found["four milliard texts, in XML"][1]
    assert "reikt tot rij 1048576" in found["far apart under a prefix, in XML"][1]
    assert "reikt tot rij 1048576" in found["far apart without a place, in XML"][1]
    assert "beschadigd" in found["far apart behind rubbish, in XML"][1]
    assert "geen Excel-bestand" in found["a sheet of another kind"][1]
    assert found["merged from end to end"][1] == str(READ)
    assert "select_one l" in found["merged from end to end, in XML"][1]
    assert "select_one l" in found["merged a hundred thousand times"][1]


def test_a_workbook_of_the_old_kind_is_read_from_sectors_of_either_size() -> None:
    assert read_excel(old(), "proef.xls") == READ
    assert read_excel(in_small_sectors(), "proef.xls") == READ


def test_a_part_that_is_no_xml_is_no_trouble() -> None:
    content = io.BytesIO(write_excel({"survey": [["type", "name"]]}))
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/printerSettings/printerSettings1.bin", b"\x00\xff<\x01" * 50)
        archive.writestr("xl/drawings/vmlDrawing1.vml", "<xml><br></xml>")
    assert read_excel(content.getvalue(), "proef.xlsx") == {"survey": [["type", "name"]]}


def test_what_is_packed_is_taken_out_again() -> None:
    for length in (1, 4096, 5000, 5_000_000):
        stream = bytes(number % 251 for number in range(min(length, 5000))) * max(1, length // 5000)
        assert take_out(pack(stream)).rstrip(b"\0") == stream.rstrip(b"\0")


def test_the_furthest_cell_is_the_one_said_or_the_one_that_is_there() -> None:
    assert list(furthest_cells(workbook(reach(9, 1) + CELLS, TEXTS))) == [(9, 2)]
    assert list(furthest_cells(workbook(CELLS, TEXTS, 2))) == [(2, 2), (2, 2)]
