# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
r"""Workbooks as tables of Markdown: the first column names a sheet, or is empty on its rows.

A bar in a cell is written with a backslash before it, and so is a backslash; a line's end as ``\n`` or
``\r``. A row of dashes alone is the line below a table's head, and a dash that is a cell is written ``\-``.
"""

import re

from app.questionnaire.formats.grid import Grid, Sheet

_CELL = re.compile(r"((?:[^|\\]|\\.|\\$)*)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_ESCAPED = re.compile(r"\\([|\\nr-])")
_LINE_ENDS = re.compile(r"\r\n|\r|\n")
_ENDS = {"n": "\n", "r": "\r"}


def read_markdown(text: str) -> Grid:
    """Read sheets; lines that are no rows of a table are passed over, as is what stands before a sheet."""
    sheets: dict[str, list[tuple[str, ...]]] = {}
    current: list[tuple[str, ...]] | None = None
    for line in _LINE_ENDS.split(text):
        bare = line.strip()
        if not bare.startswith("|") or _RULE.fullmatch(bare):
            continue
        closed = bare if bare.endswith("|") and not bare.endswith("\\|") else bare + "|"
        first, *cells = [_unescaped(cell) for cell in _CELL.findall(closed[1:])] or [""]
        if first:
            current = sheets.setdefault(first, [])
        if current is not None and any(cells):
            current.append(tuple(cells))
    return tuple(Sheet(name, tuple(rows)) for name, rows in sheets.items())


def write_markdown(grid: Grid) -> str:
    """Write sheets so that `read_markdown` gives them back."""
    lines: list[str] = []
    for sheet in grid:
        lines.append(f"| {_escaped(sheet.name)} |")
        lines += [_row(row) for row in sheet.rows]
        lines.append("")
    return "\n".join(lines)


def _row(row: tuple[str, ...]) -> str:
    line = "|  | " + " | ".join(_escaped(cell) for cell in row) + " |"
    return line.replace("-", "\\-") if _RULE.fullmatch(line) else line


def _escaped(cell: str) -> str:
    return cell.strip().replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n").replace("\r", "\\r")


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _ENDS.get(found[1], found[1]), cell.strip())
