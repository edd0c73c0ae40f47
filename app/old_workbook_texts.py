# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The table of texts of a workbook of the old kind, written so that no letter is cut in two.

A record holds 8,224 bytes, and the table goes on in the next ([MS-XLS] 2.5.293). xlwt cuts a text wherever a
record is full, also between the two halves of a letter beyond the first plane of Unicode; who reads each part
by itself, as python-calamine does, then finds two letters that are none.
"""

from struct import pack_into

import xlwt
from xlwt.BIFFRecords import SharedStringTable

_RECORD = 0x2020
_HEAD = 3
"""The length of a text and its way of writing, before its letters."""
_WIDE = 1
_PLAIN_LATIN = "latin1"


class _WholeLetters(SharedStringTable):  # type: ignore[misc]
    """A table whose letters stay whole."""

    def _add_to_sst(self, s: str) -> None:
        try:
            letters, wide, unit = s.encode(_PLAIN_LATIN), 0, 1
        except UnicodeEncodeError:
            letters, wide, unit = s.encode("utf-16-le"), _WIDE, 2
        head = bytearray(_HEAD)
        pack_into("<HB", head, 0, len(letters) // unit, wide)
        # The head stands before the first letter, in the same record.
        at = 2 * unit if wide and _is_first_half(letters[:unit]) else unit
        self._save_atom(bytes(head) + letters[:at])
        while at < len(letters):
            room = (_RECORD - len(self._current_piece)) // unit * unit
            part = letters[at : at + room]
            if wide and part and _is_first_half(part[-unit:]):
                part = part[:-2]
            self._current_piece += part
            at += len(part)
            if at < len(letters):
                self._new_piece()
                self._current_piece += bytes((wide,))


def _is_first_half(unit: bytes) -> bool:
    return 0xD8 <= unit[1] <= 0xDB  # noqa: PLR2004 - a high surrogate, in little-endian order


def new_workbook() -> xlwt.Workbook:
    """Begin a workbook whose texts come back whole."""
    workbook = xlwt.Workbook(encoding="utf-8")
    workbook._Workbook__sst = _WholeLetters(workbook.encoding)  # noqa: SLF001 - xlwt has no other way in
    return workbook
