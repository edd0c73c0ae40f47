# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a questionnaire from a workbook of XLSForm: the sheets *survey*, *choices* and *settings*.

What is written there becomes the same tree of fields as that of a file in YAML; its lines are the rows.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.errors import says
from app.questionnaire.build import Written, build, language_code
from app.questionnaire.build_parts import NAME
from app.questionnaire.formats.columns import CHOICES, OURS, SETTINGS
from app.questionnaire.formats.grid import Grid, Sheet
from app.questionnaire.formats.read_survey import TRUE, read_survey
from app.questionnaire.formats.sheets import ALONE, READ_SHEETS, Sheets, records
from app.questionnaire.formats.strays import Stray, check_strays
from app.questionnaire.model import Questionnaire, walk
from app.questionnaire.problems import QuestionnaireError, did_you_mean
from app.strict_yaml import Fields, FileRefusedError, Listing, Node, Reading, Scalar

_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")


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
        workbook = _Workbook(grid, file, reading)
        found = build(workbook.written())
        check_strays(workbook.sheets.strays, {item.name for item in walk(found.children)})
        reading.finish()
    except FileRefusedError as error:
        raise QuestionnaireError(error.problems) from None
    return found


class _Workbook:
    """One reading of one workbook."""

    def __init__(self, grid: Grid, file: str, reading: Reading) -> None:
        self._file = file
        self._reading = reading
        self.sheets = Sheets(self._with_survey(grid), reading)

    def _with_survey(self, grid: Grid) -> Grid:
        """Read the one sheet of a spreadsheet as the survey, whatever it is called, as pyxform does."""
        if (
            len(grid) != 1
            or grid[0].name.strip().lower() in READ_SHEETS
            or self._file.lower().endswith(".md")
        ):
            return grid
        self._reading.remark(
            1, says("het enige blad, „{name}”, wordt gelezen als survey.", name=grid[0].name)
        )
        return (Sheet("survey", grid[0].rows),)

    def written(self) -> Written:
        settings = self._settings()
        self.sheets.default = language_code(settings.get("default_language", ALONE)) or ALONE
        if "default_language" in settings:
            self.sheets.names[self.sheets.default] = settings["default_language"]
        for name in filter(None, settings.get(f"{OURS}::languages", "").split("; ")):
            self.sheets.names.setdefault(language_code(name), name)
        self._tell_of_sheets()
        sheet = self.sheets.by_name.get("survey")
        survey = read_survey(sheet, self.sheets, self._reading) if sheet is not None else None
        choices = self._choice_lists("choices")
        external = self._choice_lists("external_choices")
        if not self.sheets.names:
            self.sheets.names[ALONE] = ALONE
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
            duplicate_choices=settings.get("allow_choice_duplicates", "").strip().lower() in TRUE,
        )

    def _tell_of_sheets(self) -> None:
        sheets = self.sheets.by_name
        if "survey" not in sheets:
            self._reading.object(
                1,
                says("het blad „survey” ontbreekt. {advice}", advice=did_you_mean("survey", sheets)),
            )
            self._reading.finish()
        for name, sheet in sheets.items():
            if name not in READ_SHEETS:
                self._reading.of_sheet(sheet.name).remark(1, says("dit blad wordt niet gelezen."))
        if "osm" in sheets:
            self._reading.of_sheet("osm").remark(1, says("dit blad wordt niet gelezen."))
        if "entities" in sheets and len(sheets["entities"].rows) > 1:
            self._reading.of_sheet("entities").object(
                2, says("entities worden niet aangeboden. Verwijder dit blad en de kolom save_to.")
            )

    # Settings

    def _settings(self) -> dict[str, str]:
        sheet = self.sheets.by_name.get("settings")
        if sheet is None or not sheet.rows:
            return {}
        columns = self.sheets.columns(sheet, SETTINGS)
        _, cells = next(records(sheet, columns), (2, []))
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
        if "name" in theirs and not NAME.fullmatch(theirs["name"]):
            reading.object(2, says("„{name}” kan geen naam zijn.", name=theirs["name"]))
        in_words = ("form_title", "instance_name")  # where a questionnaire keeps references
        self.sheets.strays += [Stray(reading, 2, text) for key, text in theirs.items() if key not in in_words]
        title = theirs.get("form_title") or form_id
        if language_code(theirs.get("default_language", "")) == next(iter(self.sheets.names), ""):
            del theirs["default_language"]
        for name, value in (("form_id", made_id), ("version", version), ("form_title", title)):
            if theirs.get(name) == value:
                del theirs[name]
        by_key: dict[str, Node] = {
            "id": Scalar(2, made_id),
            "version": Scalar(2, version),
            "hearing_kind": Scalar(2, ours.get("hearing_kind", "other")),
            "title": self._head_texts(ours, "title") or Scalar(2, title),
            "languages": Listing(2, tuple(Scalar(2, name) for name in self.sheets.names.values())),
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
            (language_code(name.split("::", 1)[1]) if "::" in name else self.sheets.default): Scalar(2, text)
            for name, text in ours.items()
            if name == what or name.startswith(f"{what}::")
        }
        return Fields(2, MappingProxyType(found)) if found else None

    # Columns

    def _choice_lists(self, name: str) -> Node | None:
        sheet = self.sheets.by_name.get(name)
        if sheet is None or len(sheet.rows) < 2:  # noqa: PLR2004 - headers alone hold no choices
            return None
        reading = self._reading.of_sheet(name)
        columns = self.sheets.columns(sheet, CHOICES)
        if not all(self.sheets.must_have(sheet, columns, needed) for needed in ("list_name", "name")):
            return None
        lists: dict[str, list[Node]] = {}
        for row, cells in records(sheet, columns):
            list_name = next((cell for one, cell in cells if one.name == "list_name"), "")
            if not list_name:
                reading.remark(row, says("deze rij heeft geen list_name en wordt niet gelezen."))
                continue
            fields = self.sheets.fields(row, [(one, cell) for one, cell in cells if one.name != "list_name"])
            lists.setdefault(list_name, []).append(Fields(row, MappingProxyType(fields)))
        if not lists:
            return None
        return Fields(
            1, MappingProxyType({key: Listing(2, tuple(choices)) for key, choices in lists.items()})
        )


def slug(text: str) -> str:
    """Make a name of any text."""
    plain = re.sub(r"[^A-Za-z0-9_.-]+", "_", text).strip("_.-")[:90]
    return plain if re.match(r"[A-Za-z_]", plain) else f"form_{plain}".rstrip("_")
