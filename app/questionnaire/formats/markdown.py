# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
r"""Workbooks as tables of Markdown: the first column names a sheet, or is empty on its rows.

A bar in a cell is written with a backslash before it, and so is a backslash; a line's end as ``\n``.
"""

import re

from app.questionnaire.formats.grid import Grid, Sheet

_CELL = re.compile(r"((?:[^|\\]|\\.|\\$)*)\|")
_RULE = re.compile(r"[\s|:-]*-[\s|:-]*")
_ESCAPED = re.compile(r"\\([|\\n])")


def read_markdown(text: str) -> Grid:
    """Read sheets; lines that are no rows of a table are passed over, as is what stands before a sheet."""
    sheets: dict[str, list[tuple[str, ...]]] = {}
    current: list[tuple[str, ...]] | None = None
    for line in text.splitlines():
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
        lines += ["|  | " + " | ".join(_escaped(cell) for cell in row) + " |" for row in sheet.rows]
        lines.append("")
    return "\n".join(lines)


def _escaped(cell: str) -> str:
    return cell.strip().replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def _unescaped(cell: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] == "n" else found[1], cell.strip())
