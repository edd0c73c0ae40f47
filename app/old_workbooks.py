# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Workbooks of the old kind (.xls), taken out of their compound file, measured, and packed anew.

Such a file says itself how many texts, rows and columns it holds, and a reader that takes room for what it
says can be made to ask for more than there is, which ends the program. So the numbers are held against what
is there before the reader sees them. What the reader gets is a plain compound file with the workbook alone:
it then finds no loops, no macros and no other stream than the one that was measured.

Sources: [MS-CFB], compound files; [MS-XLS], records of BIFF5 and BIFF8.
"""

import struct
from array import array
from collections.abc import Iterator, Sequence

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FREE, _END, _IS_FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_FIRST_RESERVED = 0xFFFFFFFA
_HEADER, _SECTOR, _POOL_SECTOR = 512, 4096, 64
_SMALLEST_STREAM = 4096
"""A smaller stream lies in the pool for small ones."""
_NAMES = ("Workbook", "Book")
_FAT_IN_HEADER = 109

_END_OF_PART, _SHEET, _TEXTS, _REACH, _NUMBERS = 0x000A, 0x0085, 0x00FC, 0x0200, 0x00BD
_CELLS = frozenset({0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x0206, 0x027E, 0x0406, _NUMBERS})
_SHARED, _CONTINUED = 0x00FD, 0x003C
_HAS_RUNS, _HAS_MORE = 0x08, 0x04
"""Bits of a text: its letters have looks of their own, or it says how it is spoken."""
_SHORTEST_TEXT = 3
_REACH_OF_BIFF8 = 14
_MOST_SHEETS = 200


def take_out(content: bytes) -> bytes:
    """Take the stream of the workbook out of a compound file.

    Raises:
        ValueError: there is none, or the file is damaged or leads in a circle.
        struct.error: the file ends too soon.
    """
    (shift,) = struct.unpack_from("<H", content, 30)
    if content[:8] != SIGNATURE or shift not in (9, 12):
        raise ValueError("no compound file")
    size = 1 << shift
    directory, least, pool_fat, more = struct.unpack_from("<I4xII4xI", content, 48)
    body = memoryview(content)[size:]
    fat = _table(body, size, _fat_sectors(content, body, size, more))
    entries = _chain(body, size, fat, directory)
    found = dict(_streams(entries))
    name = next((one for one in _NAMES if one in found), None)
    if name is None:
        raise ValueError("no workbook in the compound file")
    start, length = found[name]
    if length >= least:
        return _chain(body, size, fat, start)[:length]
    (pool_start,) = struct.unpack_from("<I", entries, 116)
    pool = memoryview(_chain(body, size, fat, pool_start))
    pool_table = array("I", _chain(body, size, fat, pool_fat))
    return _chain(pool, _POOL_SECTOR, pool_table, start)[:length]


def _fat_sectors(content: bytes, body: memoryview, size: int, more: int) -> list[int]:
    """Give the sectors that hold the table: those named in the header, then those in a chain of their own."""
    named = list(struct.unpack_from(f"<{_FAT_IN_HEADER}I", content, 76))
    for _ in range(len(body) // size):
        if more >= _FIRST_RESERVED:
            break
        *some, more = array("I", _sector(body, size, more))
        named += some
    return [one for one in named if one < _FIRST_RESERVED]


def _table(body: memoryview, size: int, sectors: Sequence[int]) -> "array[int]":
    table = array("I")
    for sector in sectors:
        if len(table) * size >= len(body):
            break
        table.frombytes(_sector(body, size, sector))
    return table


def _sector(body: memoryview, size: int, number: int) -> bytes:
    found = bytes(body[number * size : (number + 1) * size])
    if not found:
        raise ValueError("a sector beyond the end")
    return found.ljust(size, b"\0")


def _chain(body: memoryview, size: int, table: Sequence[int], start: int) -> bytes:
    at = start
    pieces: list[bytes] = []
    while at < _FIRST_RESERVED:
        if at >= len(table) or len(pieces) > len(body) // size:
            raise ValueError("a chain of sectors that leads nowhere, or in a circle")
        pieces.append(_sector(body, size, at))
        at = table[at]
    return b"".join(pieces)


def _streams(entries: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    """Give each stream by its name, the first of a name last, with where it begins and how long it is."""
    for at in range(len(entries) - 128, -1, -128):
        (length,) = struct.unpack_from("<H", entries, at + 64)
        name = entries[at : at + min(length, 64)].decode("utf-16-le", "replace").rstrip("\0")
        start, size = struct.unpack_from("<II", entries, at + 116)
        yield name, (start, size)


def furthest_cells(stream: bytes) -> Iterator[tuple[int, int]]:
    """Give, for each sheet, the row and column to which it says it reaches, or its cells do.

    Raises:
        ValueError: it says it holds more than is there, or its sheets lead nowhere.
        struct.error: a record ends too soon.
    """
    sheets = []
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<I", body)[0])
        elif kind == _TEXTS and struct.unpack_from("<4xI", body)[0] * _SHORTEST_TEXT > len(stream):
            raise ValueError("more texts than there is room for")
    if len(set(sheets)) != len(sheets) or len(sheets) > _MOST_SHEETS:
        raise ValueError("sheets without end")
    for place in sheets:
        row = column = 0
        for kind, body in _records(stream, place):
            if kind == _REACH:
                form = "<IIHH" if len(body) >= _REACH_OF_BIFF8 else "<HHHH"
                above, said_row, left, said_column = struct.unpack_from(form, body)
                if above > said_row or left > said_column:
                    raise ValueError("a sheet that ends before it begins")
                row, column = max(row, said_row), max(column, said_column)
            elif kind in _CELLS:
                at_row, at_column = struct.unpack_from("<HH", body)
                last = at_column + (len(body) // 6 if kind == _NUMBERS else 0)
                row, column = max(row, at_row + 1), max(column, last + 1)
        yield row, column


def sheet_names(stream: bytes) -> Iterator[str]:
    """Give what the sheets are called, in the order of `furthest_cells`.

    Raises:
        IndexError: a record ends too soon.
    """
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            length, flags = body[6], body[7]
            if flags > 1:  # BIFF5 has the first letter here
                yield body[7 : 7 + length].decode("cp1252", "replace")
            else:
                yield body[8 : 8 + length * (1 + flags)].decode(
                    "utf-16-le" if flags else "latin-1", "replace"
                )


def shared_texts(stream: bytes) -> Iterator[tuple[int, int, int]]:
    """Give, for each cell with a text that cells share, the number of its sheet, its row, and the length.

    Raises:
        struct.error: a record ends too soon.
    """
    sheets: list[int] = []
    texts: list[bytes] = []
    before = 0
    for kind, body in _records(stream, 0):
        if kind == _SHEET:
            sheets.append(struct.unpack_from("<I", body)[0])
        elif kind == _TEXTS:
            texts.append(body[8:])
        elif kind == _CONTINUED and before in (_TEXTS, _CONTINUED) and texts:
            texts.append(body)
        before = kind
    lengths = _lengths(texts)
    for number, place in enumerate(sheets, 1):
        for kind, body in _records(stream, place):
            if kind == _SHARED:
                row, at = struct.unpack_from("<H4xI", body)
                yield number, row + 1, lengths[at] if at < len(lengths) else 0


def _lengths(pieces: Sequence[bytes]) -> "array[int]":
    """Give the lengths of the texts in a table of them, which goes on from record to record."""
    found = array("H")
    piece = at = 0
    try:
        while True:
            while at >= len(pieces[piece]):
                piece, at = piece + 1, 0
            body = pieces[piece]
            length, flags = struct.unpack_from("<HB", body, at)
            found.append(length)
            at += 3
            beside = 0
            if flags & _HAS_RUNS:
                beside += 4 * int(struct.unpack_from("<H", body, at)[0])
                at += 2
            if flags & _HAS_MORE:
                beside += int(struct.unpack_from("<I", body, at)[0])
                at += 4
            left, width = length, 1 + (flags & 1)
            while (taken := min(left, (len(body) - at) // width)) < left:
                left -= taken
                piece, at = piece + 1, 1
                body = pieces[piece]
                width = 1 + (body[0] & 1)
            at += taken * width
            while beside > len(body) - at:
                beside -= len(body) - at
                piece, at = piece + 1, 0
                body = pieces[piece]
            at += beside
    except (IndexError, struct.error):
        return found


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        yield kind, stream[place + 4 : place + 4 + length]
        if kind == _END_OF_PART:
            return
        place += 4 + length


def pack(stream: bytes) -> bytes:
    """Write a compound file that holds the stream of a workbook and an empty pool."""
    sectors = max(1, -(-len(stream) // _SECTOR))
    per_table = _SECTOR // 4
    tables = 1
    while tables * per_table < tables + 2 + sectors:
        tables += 1
    first = tables + 2
    chain = [*[_IS_FAT] * tables, _END, _END, *range(first + 1, first + sectors), _END]
    header = SIGNATURE + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 4, 0xFFFE, 12, 6)
    header += struct.pack("<9I", 1, tables, tables, 0, _SMALLEST_STREAM, _END, 0, _END, 0)
    header += struct.pack(f"<{_FAT_IN_HEADER}I", *range(tables), *[_FREE] * (_FAT_IN_HEADER - tables))
    length = max(len(stream), _SMALLEST_STREAM)
    entries = _entry("Root Entry", 5, first - 1, 0, child=1) + _entry(_NAMES[0], 2, first, length)
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(tables * _SECTOR, b"\xff")
    return b"".join(
        (
            header.ljust(_SECTOR, b"\0"),
            table,
            entries.ljust(_SECTOR, b"\0"),
            bytes(_SECTOR),
            stream.ljust(sectors * _SECTOR, b"\0"),
        )
    )


def _entry(name: str, kind: int, start: int, size: int, child: int = _FREE) -> bytes:
    written = (name + "\0").encode("utf-16-le")
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1)
    return head + struct.pack("<III36xIQ", _FREE, _FREE, child, start, size)
