# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a questionnaire from a workbook of XLSForm: the sheets *survey*, *choices* and *settings*.

What is written there becomes the same tree of fields as that of a file in YAML; its lines are the rows.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.errors import says
from app.questionnaire.build import STANDARD_NAMES, Written, build, language_code
from app.questionnaire.build_parts import MEDIA
from app.questionnaire.formats.columns import CHOICES, OURS, SETTINGS, SURVEY, TRANSLATED, Column, column
from app.questionnaire.formats.grid import Grid, Sheet
from app.questionnaire.formats.types import control, plain_type
from app.questionnaire.model import Questionnaire
from app.questionnaire.problems import QuestionnaireError, did_you_mean
from app.strict_yaml import Fields, FileRefusedError, Listing, Node, Reading, Scalar

MOST_ROWS = 60_000
"""A sheet with more rows is refused."""

ALONE = "default"
"""The language of texts that do not say in which one they are."""

_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
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
_OF_REPEAT = _OF_GROUP | {"repeat_count", f"{OURS}::item_label"}
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_TRUE = ("yes", "true", "true()")


def read_workbook(grid: Grid, file: str) -> Questionnaire:
    """Read a questionnaire.

    Args:
        grid: the sheets as text.
        file: what messages call the workbook.

    Raises:
        QuestionnaireError: with everything that is wrong with its form, by sheet and row. Its logic is
            checked by `app.questionnaire.compile`.
    """
    reading = Reading(file, sheet="survey")
    try:
        found = build(_Workbook(grid, file, reading).written())
        reading.finish()
    except FileRefusedError as error:
        raise QuestionnaireError(error.problems) from None
    return found


class _Workbook:
    """One reading of one workbook."""

    def __init__(self, grid: Grid, file: str, reading: Reading) -> None:
        self._file = file
        self._reading = reading
        self._sheets = {sheet.name.strip().lower(): sheet for sheet in grid}
        self._names: dict[str, str] = {}
        self._default = ALONE

    def written(self) -> Written:
        settings = self._settings()
        self._default = language_code(settings.get("default_language", ALONE)) or ALONE
        if "default_language" in settings:
            self._names[self._default] = settings["default_language"]
        for name in filter(None, settings.get(f"{OURS}::languages", "").split("; ")):
            self._names.setdefault(language_code(name), name)
        self._tell_of_sheets()
        survey = self._survey()
        choices = self._choice_lists("choices")
        external = self._choice_lists("external_choices")
        if not self._names:
            self._names[ALONE] = ALONE
        return Written(
            file=self._file,
            sheet="survey",
            head=self._head(settings),
            choices=choices,
            external_choices=external,
            survey=survey,
            in_head=self._reading.of_sheet("settings"),
            in_choices=self._reading.of_sheet("choices"),
            in_external=self._reading.of_sheet("external_choices"),
            in_survey=self._reading,
            duplicate_choices=settings.get("allow_choice_duplicates", "").strip().lower() in _TRUE,
        )

    def _tell_of_sheets(self) -> None:
        if "survey" not in self._sheets:
            self._reading.object(
                1,
                says("het blad „survey” ontbreekt. {advice}", advice=did_you_mean("survey", self._sheets)),
            )
            self._reading.finish()
        for name, sheet in self._sheets.items():
            if name not in _SHEETS:
                self._reading.of_sheet(sheet.name).remark(1, says("dit blad wordt niet gelezen."))
        if "osm" in self._sheets:
            self._reading.of_sheet("osm").remark(1, says("dit blad wordt niet gelezen."))
        if "entities" in self._sheets and len(self._sheets["entities"].rows) > 1:
            self._reading.of_sheet("entities").object(
                2, says("entities worden niet aangeboden. Verwijder dit blad en de kolom save_to.")
            )

    # Settings

    def _settings(self) -> dict[str, str]:
        sheet = self._sheets.get("settings")
        if sheet is None or not sheet.rows:
            return {}
        columns = self._columns(sheet, SETTINGS)
        _, cells = next(_records(sheet, columns), (2, []))
        return {(f"{one.name}::{one.language}" if one.language else one.name): cell for one, cell in cells}

    def _head(self, settings: Mapping[str, str]) -> Fields:
        ours = {
            name.removeprefix(f"{OURS}::"): text for name, text in settings.items() if name.startswith(OURS)
        }
        theirs = {name: text for name, text in settings.items() if not name.startswith(OURS)}
        reading = self._reading.of_sheet("settings")
        form_id = theirs.get("form_id") or self._file.replace("\\", "/").rsplit("/", 1)[-1].rsplit(".", 1)[0]
        made_id = ours.get("id") or slug(form_id)
        given = theirs.get("version", "")
        version = ours.get("version") or (given if _VERSION.fullmatch(given) else "1.0.0")
        if given and given != version and "version" not in ours:
            reading.remark(
                2, says("versie „{version}” heeft niet de vorm 1.0.0; ze heet hier 1.0.0.", version=given)
            )
        if "name" in theirs and not re.fullmatch(r"[A-Za-z_][\w.-]*", theirs["name"]):
            reading.object(2, says("„{name}” kan geen naam zijn.", name=theirs["name"]))
        title = theirs.get("form_title") or form_id
        if language_code(theirs.get("default_language", "")) == next(iter(self._names), ""):
            del theirs["default_language"]
        for name, value in (("form_id", made_id), ("version", version), ("form_title", title)):
            if theirs.get(name) == value:
                del theirs[name]
        by_key: dict[str, Node] = {
            "id": Scalar(2, made_id),
            "version": Scalar(2, version),
            "hearing_kind": Scalar(2, ours.get("hearing_kind", "other")),
            "title": self._head_texts(ours, "title") or Scalar(2, title),
            "languages": Listing(2, tuple(Scalar(2, name) for name in self._names.values())),
        }
        notice = self._head_texts(ours, "notice")
        if notice is not None:
            by_key["notice"] = notice
        if "valid_from" in ours:
            by_key["valid_from"] = Scalar(2, ours["valid_from"])
        if theirs:
            by_key["settings"] = Fields(
                2, MappingProxyType({name: Scalar(2, text) for name, text in theirs.items()})
            )
        return Fields(2, MappingProxyType(by_key))

    def _head_texts(self, ours: Mapping[str, str], what: str) -> Fields | None:
        found = {
            (language_code(name.split("::", 1)[1]) if "::" in name else self._default): Scalar(2, text)
            for name, text in ours.items()
            if name == what or name.startswith(f"{what}::")
        }
        return Fields(2, MappingProxyType(found)) if found else None

    # Columns

    def _columns(self, sheet: Sheet, aliases: Mapping[str, str]) -> dict[int, Column]:
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
            if one.name in TRANSLATED:
                code = language_code(one.language) if one.language else self._default
                if one.language or aliases is not SETTINGS:
                    self._names.setdefault(code, one.language or code)
                one = Column(one.name, code)
            if (one.name, one.language) in seen:
                reading.object(
                    1,
                    says(
                        "kolom „{header}” staat er twee keer: ook als „{other}”. Verwijder er een.",
                        header=header.strip(),
                        other=seen[one.name, one.language],
                    ),
                )
            seen[one.name, one.language] = header.strip()
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
        if filled is not None:
            reading.remark(
                filled, says("kolom {number} heeft geen naam en wordt niet gelezen.", number=at + 1)
            )

    def _must_have(self, sheet: Sheet, columns: Mapping[int, Column], name: str) -> bool:
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

    def _choice_lists(self, name: str) -> Node | None:
        sheet = self._sheets.get(name)
        if sheet is None or len(sheet.rows) < 2:  # noqa: PLR2004 - headers alone hold no choices
            return None
        reading = self._reading.of_sheet(name)
        columns = self._columns(sheet, CHOICES)
        if not (self._must_have(sheet, columns, "list_name") and self._must_have(sheet, columns, "name")):
            return None
        lists: dict[str, list[Node]] = {}
        for row, cells in _records(sheet, columns):
            list_name = next((cell for one, cell in cells if one.name == "list_name"), "")
            if not list_name:
                reading.remark(row, says("deze rij heeft geen list_name en wordt niet gelezen."))
                continue
            fields = self._fields(row, [(one, cell) for one, cell in cells if one.name != "list_name"])
            lists.setdefault(list_name, []).append(Fields(row, MappingProxyType(fields)))
        if not lists:
            return None
        return Fields(
            1, MappingProxyType({key: Listing(2, tuple(choices)) for key, choices in lists.items()})
        )

    def _fields(self, row: int, cells: list[tuple[Column, str]]) -> dict[str, Node]:
        """Give cells as fields; the languages of a text come together."""
        fields: dict[str, Node] = {}
        texts: dict[str, dict[str, Node]] = {}
        for one, cell in cells:
            if one.name in TRANSLATED:
                by_language = texts.setdefault(one.name, {})
                by_language[one.language] = Scalar(row, cell)
                fields[one.name] = Fields(row, MappingProxyType(by_language))
            else:
                fields[one.name] = Scalar(row, cell)
        return fields

    # Survey

    def _survey(self) -> Node:
        sheet = self._sheets["survey"]
        if not sheet.rows:
            self._reading.object(1, says("dit blad is leeg. Zet op de eerste rij de namen van de kolommen."))
            self._reading.finish()
        columns = self._columns(sheet, SURVEY)
        if not self._must_have(sheet, columns, "type"):
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
        for row, cells in _records(sheet, columns):
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
        if given.get("disabled", "").lower() in _TRUE:
            self._reading.remark(row, says("deze rij is uitgezet (disabled) en wordt niet gelezen."))
            return False
        if given.get("type"):
            return True
        if "name" in given or "label" in given:
            self._reading.object(row, says("„{name}” ontbreekt. Voeg het toe.", name="type"))
        else:
            self._reading.remark(row, says("deze rij heeft geen type en wordt niet gelezen."))
        return False

    def _holder(self, row: int, cells: list[tuple[Column, str]], kind: str) -> dict[str, Node]:
        allowed = _OF_REPEAT if kind == "repeat" else _OF_GROUP
        fields = self._item(row, [(one, cell) for one, cell in cells if one.name in allowed])
        other = {
            self._header(one): cell
            for one, cell in cells
            if one.name not in (*allowed, "save_to", "disabled")
        }
        if other:
            fields["other"] = _plain(row, other)
        fields["type"] = Scalar(row, "repeat" if kind == "repeat" else "group")
        return fields

    def _question(self, row: int, cells: list[tuple[Column, str]], given: Mapping[str, str]) -> Fields:
        known = [(one, cell) for one, cell in cells if one.known and one.name not in ("save_to", "disabled")]
        fields = self._item(row, known)
        kind = given.get(f"{OURS}::type") or plain_type(given["type"])
        fields["type"] = Scalar(row, kind)
        if "name" not in given and kind in ("note", "audit"):
            fields["name"] = Scalar(row, "audit" if kind == "audit" else f"note_row_{row}")
        other = {one.name: cell for one, cell in cells if not one.known}
        if other:
            fields["other"] = _plain(row, other)
        return Fields(row, MappingProxyType(fields))

    def _header(self, one: Column) -> str:
        """Give the header of a column as it is written again."""
        if one.language in ("", ALONE):
            return one.name
        name = self._names[one.language]
        return f"{one.name}::{STANDARD_NAMES.get(name, name)}"

    def _item(self, row: int, cells: list[tuple[Column, str]]) -> dict[str, Node]:
        straight = [
            (one, cell.translate(_QUOTES) if one.name in _EXPRESSIONS else cell) for one, cell in cells
        ]
        fields = {name.removeprefix(f"{OURS}::"): node for name, node in self._fields(row, straight).items()}
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


def slug(text: str) -> str:
    """Make a name of any text."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", text).strip("_.-")[:90]
    return plain if re.match(r"[A-Za-z_]", plain) else f"form_{plain}".rstrip("_")


def _records(sheet: Sheet, columns: Mapping[int, Column]) -> Iterator[tuple[int, list[tuple[Column, str]]]]:
    for row, cells in enumerate(sheet.rows[1:], 2):
        found = [
            (columns[at], cell.strip()) for at, cell in enumerate(cells) if at in columns and cell.strip()
        ]
        if found:
            yield row, found


def _plain(row: int, cells: Mapping[str, str]) -> Fields:
    return Fields(row, MappingProxyType({name: Scalar(row, cell) for name, cell in cells.items()}))
