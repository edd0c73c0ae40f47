# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A workbook as text: what every kind of workbook is read into, and written from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: rows of cells, the first of them the headers. Rows may differ in length."""

    name: str
    rows: tuple[tuple[str, ...], ...]


Grid = tuple[Sheet, ...]
