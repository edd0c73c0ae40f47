# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How large a workbook becomes when it is read, measured before a reader takes room for it.

A text that is kept once may stand in a hundred thousand cells, and each gets its own. So what counts is the
text of every cell, not the size of the file.
"""

import re
from array import array
from typing import IO
from xml.parsers.expat import ExpatError, ParserCreate

from app.errors import Message, UserError, says

MOST_ROWS = 60_000
MOST_CELLS = 5_000_000
"""A sheet that reaches further, or sheets with more cells together, are refused; 10,000 questions in four
languages take about 300,000 cells."""

MOST_TEXT = 10_000_000
"""Cells with more characters together are refused; 10,000 questions in four languages take four million."""

LONGEST_CELL = 32_767
"""In units of UTF-16; no program for spreadsheets writes a longer one (Excel specifications and limits)."""

_HOLDS_CELLS = re.compile(rb"sheetData|uniqueCount")
_LONGEST_WORD = 16
_PLACE = re.compile(r"([A-Za-z]{1,7})(\d{1,9})")
_SHORTEST_TEXT = 5
_CHUNK = 1 << 20
_CLOSE = frozenset({"row", "c", "v", "is", "f", "si"})
_BUFFER = 1 << 16


class Sizes:
    """What the parts of one workbook hold together.

    Attributes:
        texts: the lengths of the texts that cells share, by their numbers.
        names: what the sheets are called, by the numbers of their relations.
        relations: the numbers of the relations of parts, by the names of these.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self.texts = array("L")
        self.names: dict[str, str] = {}
        self.relations: dict[str, str] = {}
        self._cells = self._characters = 0

    def reach(self, sheet: str, row: int, column: int) -> None:
        """Count a sheet that reaches to a row and column.

        Raises:
            UserError: it reaches too far.
        """
        if row > MOST_ROWS or row * column > MOST_CELLS:
            raise UserError(
                says(
                    "Blad „{sheet}” van {file} reikt tot rij {row} en kolom {column}; er mogen {most_rows} "
                    "rijen en {most_cells} cellen zijn. Verwijder de lege rijen en kolommen eronder en "
                    "ernaast, en sla het op.",
                    sheet=sheet,
                    file=self.file,
                    row=row,
                    column=column,
                    most_rows=MOST_ROWS,
                    most_cells=MOST_CELLS,
                )
            )
        self._cells += row * column
        if self._cells > MOST_CELLS:
            raise UserError(
                says(
                    "De bladen van {file} hebben tot en met „{sheet}” meer dan {most} cellen. Verwijder wat "
                    "er niet bij hoort, of splits het.",
                    file=self.file,
                    sheet=sheet,
                    most=MOST_CELLS,
                )
            )

    def text(self, sheet: str, row: int, length: int) -> None:
        """Count the text of a cell.

        Raises:
            UserError: it is too long, or there is too much by now.
        """
        if length > LONGEST_CELL:
            raise UserError(
                says(
                    "Blad „{sheet}” van {file}, rij {row}: een cel heeft meer dan {most} tekens. Maak de "
                    "tekst korter.",
                    sheet=sheet,
                    file=self.file,
                    row=row,
                    most=LONGEST_CELL,
                )
            )
        self._characters += length
        if self._characters > MOST_TEXT:
            raise UserError(
                says(
                    "Blad „{sheet}” van {file}: met rij {row} erbij heeft het bestand meer dan {most} "
                    "tekens. Kort het in, of splits het.",
                    sheet=sheet,
                    file=self.file,
                    row=row,
                    most=MOST_TEXT,
                )
            )


class Part:
    """A part of an archive: how far do its cells reach, and how much text is in them?"""

    def __init__(self, sizes: Sizes, name: str) -> None:
        self._sizes = sizes
        key = name.lower().replace("\\", "/").rpartition("/")[2]
        self.sheet = sizes.names.get(sizes.relations.get(key, ""), name)
        self.row = self.column = 0
        self._at = (0, 0)
        self._holds_cells = self._is_shared = False
        self._says_texts = 0
        self._cell: dict[str, str] = {}
        self._placed = ""
        self._beyond = 0
        """So many cells stand after the place that was named last."""
        self._kind = ""
        self._length = -1
        """Of the text that is being read; less than none outside texts."""
        self._number = ""
        self._opened = ""
        """The element that holds this text: a value holds no other, what is written inside a cell may."""

    def measure(self, stream: IO[bytes], left: int) -> int:
        """Read it through, and give its size; the size that an archive names need not be true.

        Raises:
            UserError: it holds too much, or is damaged.
        """
        parser = ParserCreate()
        parser.buffer_text, parser.buffer_size = True, _BUFFER
        parser.StartElementHandler = self._start
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        size, readable, before = 0, True, b""
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > left:
                raise UserError(too_large(self._sizes.file))
            try:
                if readable:
                    parser.Parse(piece)
            except ExpatError:
                # A picture, or the settings of a printer; the reader would find a sheet behind rubbish too.
                readable = False
            if not readable and (self._holds_cells or _HOLDS_CELLS.search(before + piece)):
                raise UserError(damaged(self._sizes.file))
            before = piece[-_LONGEST_WORD:]
            if self.row > MOST_ROWS or self.row * self.column > MOST_CELLS:
                break
        if readable:
            parser.buffer_text = False  # gives what it still keeps
            self._close()
        if self._says_texts * _SHORTEST_TEXT > size:
            raise UserError(damaged(self._sizes.file))
        return size

    def _doctype(self, *_said: object) -> None:
        raise ValueError("a part that defines entities")

    def _characters(self, text: str) -> None:
        if self._length < 0:
            return
        self._length += len(text)
        if self._kind == "s":
            self._number += text[:_LONGEST_WORD]
        elif not self._is_shared and self._length > LONGEST_CELL:
            self._close()

    def _close(self) -> None:
        """Count the text that was read last."""
        length, number = self._length, self._number
        self._length, self._number = -1, ""
        if length < 0:
            return
        if self._is_shared:
            self._sizes.texts.append(length)
            return
        if self._kind == "s":
            at = int(number or 0)
            length = self._sizes.texts[at] if 0 <= at < len(self._sizes.texts) else 0
        self._sizes.text(self.sheet, self._at[0], length)

    def _start(self, name: str, values: dict[str, str]) -> None:
        local = name.rpartition(":")[2] if ":" in name else name
        if self._length >= 0 and (self._opened == "v" or local in _CLOSE):
            self._close()
        if local == "c":
            # Cells that hold nothing, of which a sheet may have millions for their looks, take no room, and
            # where they stand is only looked at where something follows.
            self._cell = values
            self._beyond += 1
            if "r" in values:
                self._beyond, self._placed = 0, values["r"]
            return
        match local:
            case "row":
                self._at = (int(values.get("r", self._at[0] + 1)), 0)
                self._beyond, self._placed = 0, ""
            case "v" | "is" | "f":
                self._place()
                self.row, self.column = max(self.row, self._at[0]), max(self.column, self._at[1])
                self._length = -1 if local == "f" else 0
                self._opened = local
            case "si":
                self._length = 0
            case "sst":
                if len(self._sizes.texts):
                    raise ValueError("texts in two parts")
                self._says_texts = int(values.get("uniqueCount", "0"))
                self._holds_cells = self._is_shared = True
            case "sheetData":
                self._holds_cells = True
            case "sheet" | "Relationship":
                self._name(local, values)

    def _place(self) -> None:
        self._kind = self._cell.get("t", "")
        if (found := _PLACE.fullmatch(self._placed)) is not None:
            self._at = (int(found[2]), _column_number(found[1].upper()))
        self._at = (self._at[0], self._at[1] + self._beyond)
        self._beyond, self._placed = 0, ""

    def _name(self, local: str, values: dict[str, str]) -> None:
        if local == "sheet":
            relation = next((values[key] for key in values if key.endswith(":id")), "")
            self._sizes.names[relation] = values.get("name", "")
        else:
            target = values.get("Target", "").lower().rpartition("/")[2]
            self._sizes.relations.setdefault(target, values.get("Id", ""))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def too_large(file: str) -> Message:
    """Say that a workbook unpacks to more than is read."""
    return says("{file} is te groot om te lezen. Verwijder wat er niet bij hoort, of splits het.", file=file)


def damaged(file: str) -> Message:
    """Say that a file is no workbook, or no longer."""
    return says(
        "{file} is beschadigd of geen Excel-bestand. Open het in Excel en sla het opnieuw op.", file=file
    )
