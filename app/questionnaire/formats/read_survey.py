# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the sheet *survey* of a workbook: its rows, nested as begin and end say."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.errors import says
from app.questionnaire.build_parts import MEDIA
from app.questionnaire.formats.columns import OURS, SURVEY, Column
from app.questionnaire.formats.grid import Sheet
from app.questionnaire.formats.sheets import Cells, Sheets, plain_fields, records
from app.questionnaire.formats.strays import Stray
from app.questionnaire.formats.types import control, plain_type
from app.strict_yaml import Fields, Listing, Node, Reading, Scalar

TRUE = ("yes", "true", "true()")
"""What a cell says for true."""

_EXPRESSIONS = frozenset(
    {
        "relevant",
        "constraint",
        "calculation",
        "choice_filter",
        "required",
        "repeat_count",
        "trigger",
        "default",
    }
)
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_OF_GROUP = frozenset(
    {"type", "name", "label", "hint", "relevant", "appearance", *MEDIA, f"{OURS}::number", f"{OURS}::type"}
)
_OF_QUESTIONS = frozenset(
    {
        "required",
        "constraint",
        "calculation",
        "choice_filter",
        "default",
        "trigger",
        "parameters",
        "read_only",
        "repeat_count",
        f"{OURS}::warning",
    }
)
_OF_REPEAT = _OF_GROUP | {"repeat_count", f"{OURS}::item_label"}


def read_survey(sheet: Sheet, sheets: Sheets, reading: Reading) -> Node:
    """Read the items that the sheet holds.

    Args:
        sheet: it.
        sheets: the sheets of the workbook.
        reading: where is noted what is wrong in it.

    Raises:
        FileRefusedError: the sheet is empty, or has no column *type*.
    """
    return _Survey(sheets, reading).items(sheet)


class _Survey:
    """One reading of one sheet."""

    def __init__(self, sheets: Sheets, reading: Reading) -> None:
        self._sheets = sheets
        self._reading = reading

    def items(self, sheet: Sheet) -> Node:
        if not sheet.rows:
            self._reading.object(1, says("dit blad is leeg. Zet op de eerste rij de namen van de kolommen."))
            self._reading.finish()
        columns = self._sheets.columns(sheet, SURVEY)
        if not self._sheets.must_have(sheet, columns, "type"):
            self._reading.finish()
        for at, one in columns.items():
            if not one.known:
                self._reading.remark(
                    1,
                    says(
                        "kolom „{name}” is onbekend. Ze wordt bewaard en niet gebruikt.",
                        name=sheet.rows[0][at].strip(),
                    ),
                )
        return self._nested(sheet, columns)

    def _nested(self, sheet: Sheet, columns: Mapping[int, Column]) -> Listing:
        top = _Open("", 1, {}, [])
        open_ = [top]
        for row, cells in records(sheet, columns):
            given = {one.name: cell for one, cell in cells}
            if not self._counts(row, given):
                continue
            words = control(given["type"])
            if words is None:
                open_[-1].children.append(self._question(row, cells, given))
            elif words.begins:
                if words.kind == "loop":
                    self._reading.object(row, says("loop wordt niet aangeboden. Gebruik begin_repeat."))
                open_.append(_Open(words.kind, row, self._holder(row, cells, words.kind), []))
            elif open_[-1].kind == words.kind:
                lost = [one.name for one, _ in cells if one.name not in ("type", "name", "label")]
                if lost:
                    self._reading.remark(
                        row,
                        says(
                            "wat bij end_{kind} staat, doet niets en wordt niet bewaard: {columns}. Zet het "
                            "bij begin_{kind}.",
                            kind=words.kind,
                            columns=", ".join(lost),
                        ),
                    )
                self._sheets.strays += [
                    Stray(self._reading, row, cell) for one, cell in cells if one.name != "name"
                ]
                _close(open_)
            else:
                self._reading.object(
                    row,
                    says(
                        "end_{kind} zonder begin_{kind}. Verwijder deze rij of voeg het begin toe.",
                        kind=words.kind,
                    ),
                )
        while len(open_) > 1:
            self._reading.object(
                open_[-1].row,
                says("begin_{kind} heeft geen end_{kind}. Voeg het toe.", kind=open_[-1].kind),
            )
            _close(open_)
        return Listing(2, tuple(top.children))

    def _counts(self, row: int, given: Mapping[str, str]) -> bool:
        """Tell whether a row holds an item."""
        if given.get("save_to"):
            self._reading.object(row, says("save_to hoort bij entities; die worden niet aangeboden."))
        if given.get("disabled", "").lower() in TRUE:
            self._reading.remark(row, says("deze rij is uitgezet (disabled) en wordt niet gelezen."))
            return False
        if given.get("type"):
            return True
        if "name" in given or "label" in given:
            self._reading.object(row, says("„{name}” ontbreekt. Voeg het toe.", name="type"))
        else:
            self._reading.remark(row, says("deze rij heeft geen type en wordt niet gelezen."))
        return False

    def _holder(self, row: int, cells: Cells, kind: str) -> dict[str, Node]:
        allowed = _OF_REPEAT if kind == "repeat" else _OF_GROUP
        fields = self._item(row, [(one, cell) for one, cell in cells if one.name in allowed])
        other = {
            self._sheets.header(one): cell
            for one, cell in cells
            if one.name not in (*allowed, "save_to", "disabled")
        }
        idle = [
            one.name
            for one, _ in cells
            if one.known and one.name in _OF_QUESTIONS and one.name not in allowed
        ]
        if idle:
            self._reading.remark(
                row,
                says(
                    "dit wordt bij een groep of herhaling bewaard en doet hier niets: {columns}. Zet het "
                    "bij de vragen erin.",
                    columns=", ".join(dict.fromkeys(idle)),
                ),
            )
        if other:
            fields["other"] = plain_fields(row, other)
        fields["type"] = Scalar(row, "repeat" if kind == "repeat" else "group")
        return fields

    def _question(self, row: int, cells: Cells, given: Mapping[str, str]) -> Fields:
        elsewhere = ("save_to", "disabled", "repeat_count")
        known = [(one, cell) for one, cell in cells if one.known and one.name not in elsewhere]
        if "repeat_count" in given:
            self._reading.remark(row, says("repeat_count doet hier niets: het hoort bij begin_repeat."))
        fields = self._item(row, known)
        kind = given.get(f"{OURS}::type") or plain_type(given["type"])
        fields["type"] = Scalar(row, kind)
        if "name" not in given and kind in ("note", "audit"):
            fields["name"] = Scalar(row, "audit" if kind == "audit" else f"note_row_{row}")
        other = {one.name: cell for one, cell in cells if not one.known or one.name == "repeat_count"}
        if other:
            fields["other"] = plain_fields(row, other)
        return Fields(row, MappingProxyType(fields))

    def _item(self, row: int, cells: Cells) -> dict[str, Node]:
        straight = [
            (one, cell.translate(_QUOTES) if one.name in _EXPRESSIONS else cell) for one, cell in cells
        ]
        fields = {
            name.removeprefix(f"{OURS}::"): node for name, node in self._sheets.fields(row, straight).items()
        }
        codes = fields.get("non_answers")
        if isinstance(codes, Scalar):
            names = () if codes.text == "none" else codes.text.split()
            fields["non_answers"] = Listing(row, tuple(Scalar(row, name) for name in names))
        return fields


@dataclass(frozen=True, slots=True)
class _Open:
    """A group or repeat of which the end has not been seen."""

    kind: str
    row: int
    fields: dict[str, Node]
    children: list[Node]


def _close(open_: list[_Open]) -> None:
    closed = open_.pop()
    children = Listing(closed.row, tuple(closed.children))
    open_[-1].children.append(Fields(closed.row, MappingProxyType({**closed.fields, "children": children})))
