# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes the stream of a small workbook of the old kind (.xls), of which every number can be a lie.

Source: [MS-XLS], records of BIFF8.
"""

import struct
from collections.abc import Sequence


def record(kind: int, body: bytes = b"") -> bytes:
    """Write a record."""
    return struct.pack("<HH", kind, len(body)) + body


def text_table(texts: Sequence[str], count: int | None = None) -> bytes:
    """Write the table of texts (SST); ``count`` is what it says it holds."""
    said = len(texts) if count is None else count
    written = b"".join(struct.pack("<HB", len(text), 0) + text.encode("latin-1") for text in texts)
    return record(0x00FC, struct.pack("<II", said, said) + written)


def reach(rows: int, columns: int, first_row: int = 0) -> bytes:
    """Write how far a sheet reaches (DIMENSIONS)."""
    return record(0x0200, struct.pack("<IIHHH", first_row, rows, 0, columns, 0))


def cell(row: int, column: int, text: int) -> bytes:
    """Write a cell that names a text of the table (LABELSST)."""
    return record(0x00FD, struct.pack("<HHHI", row, column, 0, text))


def merged(*ranges: tuple[int, int, int, int], count: int | None = None) -> bytes:
    """Write which cells are merged (MERGEDCELLS): first and last row, first and last column."""
    said = len(ranges) if count is None else count
    return record(0x00E5, struct.pack("<H", said) + b"".join(struct.pack("<4H", *one) for one in ranges))


def workbook(sheet: bytes, texts: bytes, sheets: int = 1, *, place: int | None = None) -> bytes:
    """Write a workbook whose sheets are alike; ``place`` is where it says the first begins."""
    begin = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    inside = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0)) + sheet + record(0x000A)
    heads = [struct.pack("<BBBB", 0, 0, 6, 0) + b"s%05d" % number for number in range(sheets)]
    at = len(begin + texts + record(0x000A)) + sum(len(record(0, bytes(4) + head)) for head in heads)
    first = at if place is None else place
    bounds = [
        record(0x0085, struct.pack("<I", first + n * len(inside)) + head) for n, head in enumerate(heads)
    ]
    return begin + b"".join(bounds) + texts + record(0x000A) + inside * sheets
