# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the rows of a workbook's sheets: what each column means, and cells as fields with their languages."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.errors import says
from app.questionnaire.build import STANDARD_NAMES, language_code
from app.questionnaire.formats.columns import SETTINGS, TRANSLATED, Column, column, fault_of, meant
from app.questionnaire.formats.grid import Grid, Sheet
from app.questionnaire.formats.strays import Stray
from app.questionnaire.problems import did_you_mean
from app.strict_yaml import NO_LETTER, Fields, Node, Reading, Scalar
from app.workbook_parts import MOST_ROWS

READ_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")

ALONE = "default"
"""The language of texts that do not say in which one they are."""


Cells = list[tuple[Column, str]]
"""The cells of a row that hold anything, with their columns."""


class Sheets:
    """The sheets of one workbook, as they are read.

    Attributes:
        by_name: them, by their names in small letters.
        default: the language of texts that do not say in which one they are.
        names: the languages seen so far by code, as the workbook calls them.
        strays: cells that hold nothing of the questionnaire.
    """

    def __init__(self, grid: Grid, reading: Reading) -> None:
        self._reading = reading
        self.by_name: dict[str, Sheet] = {}
        for sheet in grid:
            self._take(sheet)
        self.names: dict[str, str] = {}
        self.default = ALONE
        self.strays: list[Stray] = []

    def _take(self, sheet: Sheet) -> None:
        name = sheet.name.strip().lower()
        reading = self._reading.of_sheet(name)
        if (other := self.by_name.setdefault(name, sheet)) is not sheet:
            message = says(
                "er zijn twee bladen met deze naam: „{one}” en „{other}”. Verwijder of hernoem er een.",
                one=other.name,
                other=sheet.name,
            )
            reading.object(1, message)
        if name not in READ_SHEETS:
            return
        for row, cells in enumerate(sheet.rows, 1):
            if NO_LETTER.search("".join(cells)):
                reading.object(row, says("hier staat een teken dat geen letter is. Verwijder het."))

    def columns(self, sheet: Sheet, aliases: Mapping[str, str]) -> dict[int, Column]:
        """Say what each column of a sheet means; note those that stand there twice."""
        reading = self._reading.of_sheet(sheet.name.strip().lower())
        double = any("::" in header for header in sheet.rows[0])
        found: dict[int, Column] = {}
        seen: dict[tuple[str, str], str] = {}
        for at, header in enumerate(sheet.rows[0]):
            if not header.strip():
                self._must_be_empty(sheet, at, reading)
                continue
            one = column(header, aliases, double=double)
            if (fault := fault_of(header, one, aliases)) is not None:
                reading.object(1, fault)
            if one.known and one.name in TRANSLATED:
                code = language_code(one.language) if one.language else self.default
                if one.language or aliases is not SETTINGS:
                    self.names.setdefault(code, one.language or code)
                one = Column(one.name, code)
            key = (one.name if one.known else meant(one.name), one.language)
            if key in seen:
                reading.object(
                    1,
                    says(
                        "kolom „{header}” staat er twee keer: ook als „{other}”. Verwijder er een.",
                        header=header.strip(),
                        other=seen[key],
                    ),
                )
            seen[key] = header.strip()
            found[at] = one
        if len(sheet.rows) > MOST_ROWS:
            reading.object(
                MOST_ROWS, says("dit blad heeft meer dan {most} rijen. Verwijder lege rijen.", most=MOST_ROWS)
            )
            reading.finish()
        return found

    def _must_be_empty(self, sheet: Sheet, at: int, reading: Reading) -> None:
        filled = next(
            (number for number, row in enumerate(sheet.rows, 1) if at < len(row) and row[at].strip()), None
        )
        if filled is None:
            return
        if reading.file.lower().endswith(".md"):  # a spreadsheet may have notes beside its table
            reading.object(
                1, says("kolom {number} is gevuld en heeft geen naam. Geef haar een naam.", number=at + 1)
            )
        else:
            reading.remark(
                filled, says("kolom {number} heeft geen naam en wordt niet gelezen.", number=at + 1)
            )

    def must_have(self, sheet: Sheet, columns: Mapping[int, Column], name: str) -> bool:
        """Tell whether a column is there; note it where it is not."""
        if any(one.name == name for one in columns.values()):
            return True
        headers = [header.strip() for header in sheet.rows[0]]
        self._reading.of_sheet(sheet.name.strip().lower()).object(
            1,
            says(
                "kolom „{name}” ontbreekt. Zet op de eerste rij de namen van de kolommen. {advice}",
                name=name,
                advice=did_you_mean(name, headers),
            ),
        )
        return False

    # Choices

    def fields(self, row: int, cells: Cells) -> dict[str, Node]:
        """Give cells as fields; the languages of a text come together."""
        fields: dict[str, Node] = {}
        texts: dict[str, dict[str, Node]] = {}
        for one, cell in cells:
            if one.known and one.name in TRANSLATED:
                by_language = texts.setdefault(one.name, {})
                by_language[one.language] = Scalar(row, cell)
                fields[one.name] = Fields(row, MappingProxyType(by_language))
            else:
                fields[one.name] = Scalar(row, cell)
        return fields

    # Survey

    def header(self, one: Column) -> str:
        """Give the header of a column as it is written again."""
        if one.language in ("", ALONE):
            return one.name
        name = self.names[one.language]
        return f"{one.name}::{STANDARD_NAMES.get(name, name)}"


def records(sheet: Sheet, columns: Mapping[int, Column]) -> Iterator[tuple[int, Cells]]:
    """Give the rows below the headers that hold anything, with their numbers."""
    for row, cells in enumerate(sheet.rows[1:], 2):
        found = [
            (columns[at], cell.strip()) for at, cell in enumerate(cells) if at in columns and cell.strip()
        ]
        if found:
            yield row, found


def plain_fields(row: int, cells: Mapping[str, str]) -> Fields:
    """Give cells as fields, by the names of their columns."""
    return Fields(row, MappingProxyType({name: Scalar(row, cell) for name, cell in cells.items()}))
