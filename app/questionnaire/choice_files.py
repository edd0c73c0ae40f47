# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of choices in files beside a questionnaire, as ``select_one_from_file`` names them.

A file becomes a list of the questionnaire under its own name, so that a hearing, which keeps its own copy of
its questionnaire, keeps its choices too. XML has the shape of an instance: a root with an ``item`` for each
choice, CSV has a row for each, and for GeoJSON see `app.questionnaire.geojson`.
"""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from xml.sax.saxutils import escape

from app.errors import Message, says
from app.i18n import Texts
from app.questionnaire.build import language_code
from app.questionnaire.expressions.nodes import NodeType
from app.questionnaire.expressions.parser import ExpressionError, parse_expression
from app.questionnaire.expressions.syntax import Call, Literal, walk
from app.questionnaire.expressions.xml_tree import XmlRefusedError, read_xml
from app.questionnaire.geojson import GeoJsonError, geojson_of, rows_of_geojson
from app.questionnaire.model import Choice, Formula, Item, Question, Questionnaire
from app.questionnaire.model import walk as walk_items
from app.questionnaire.problems import Problem, QuestionnaireError

MOST_BYTES = 5_000_000
MOST_CHOICES = 20_000
"""A longer list is refused; choosing from it by hand is beyond anybody."""

_LABEL_IN = "label::"
"""A column of CSV that begins so holds the labels in another language."""

READ = (".csv", ".xml", ".geojson")
"""The files that are read, by how their names end."""

Find = Callable[[str], bytes | None]
"""Gives the content of a file beside the questionnaire, or nothing where there is none."""


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
"""A line with its end; other signs that some take for the end of a line are text."""


class _RefusedError(ValueError):
    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


def with_files(questionnaire: Questionnaire, find: Find) -> Questionnaire:
    """Give a questionnaire with the lists of the files that it names, as far as they are there.

    Raises:
        QuestionnaireError: a file is there, and holds no list of choices.
    """
    found: dict[str, tuple[Choice, ...]] = {}
    problems: list[Problem] = []
    for name, line in named_files(questionnaire).items():
        if name in questionnaire.choices or not name.endswith(READ):
            continue
        content = find(name)
        if content is None:
            continue
        try:
            found[name] = _choices(name, content, questionnaire)
        except _RefusedError as error:
            message = says("keuzebestand „{name}”: {what}", name=name, what=error.message)
            problems.append(Problem(questionnaire.file, line, message, sheet=questionnaire.sheet))
    if problems:
        raise QuestionnaireError(tuple(problems))
    return replace(questionnaire, choices=MappingProxyType({**questionnaire.choices, **found}))


def without_files(questionnaire: Questionnaire) -> tuple[Questionnaire, Mapping[str, tuple[Choice, ...]]]:
    """Take the lists of files out of a questionnaire, and give them beside it."""
    named = named_files(questionnaire)
    inside = {key: one for key, one in questionnaire.choices.items() if key not in named}
    beside = {key: one for key, one in questionnaire.choices.items() if key in named}
    return replace(questionnaire, choices=MappingProxyType(inside)), beside


def named_files(questionnaire: Questionnaire) -> Mapping[str, int]:
    """Give the files that a questionnaire takes choices or data from, with a line that names each."""
    found: dict[str, int] = {}
    for item in walk_items(questionnaire.children):
        if isinstance(item, Question):
            if item.source:
                found.setdefault(item.source, item.line)
            if item.type_name in ("csv-external", "xml-external"):
                found.setdefault(f"{item.name}.{item.type_name[:3]}", item.line)
        for formula in _formulas(item):
            for name in _looked_up(formula):
                if name not in questionnaire.choices:
                    found.setdefault(name if name.endswith(READ) else f"{name}.csv", formula.line)
    return found


def file_of(name: str, choices: Iterable[Choice]) -> bytes:
    """Write a list as the file of that name, as `with_files` reads it."""
    choices = tuple(choices)
    rows = [{"name": one.name, "label": one.label.show(""), **one.columns} for one in choices]
    if name.endswith(".geojson"):
        return geojson_of(rows)
    if name.endswith(".xml"):
        items = "".join(
            f"  <item>{''.join(_element(*cell) for cell in row.items())}</item>\n" for row in rows
        )
        return f"<root>\n{items}</root>\n".encode()
    for row, one in zip(rows, choices, strict=True):
        row |= {f"{_LABEL_IN}{code}": text for code, text in tuple(one.label)[1:]}
    headers = list(dict.fromkeys(key for row in rows for key in row)) or ["name", "label"]
    lines = [headers, *([row.get(header, "") for header in headers] for row in rows)]
    return "".join(",".join(map(_quoted, line)) + "\r\n" for line in lines).encode()


def _quoted(cell: str) -> str:
    """Write a cell of CSV (RFC 4180)."""
    inside = cell.replace('"', '""')
    return f'"{inside}"' if re.search(r'[",\r\n]', cell) or cell != cell.strip() else cell


def _element(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def _formulas(item: Item) -> Iterator[Formula]:
    if isinstance(item, Question):
        every = (item.relevant, item.required, item.constraint, item.warning, item.calculation)
        yield from (one for one in (*every, item.choice_filter, item.dynamic_default) if one is not None)
    elif item.relevant is not None:
        yield item.relevant


def _looked_up(formula: Formula) -> Iterator[str]:
    if "pulldata" not in formula.text:
        return
    try:
        expression = parse_expression(formula.text)
    except ExpressionError:
        return
    for part in walk(expression):
        match part:
            case Call("pulldata", (Literal(name), *_)):
                yield name
            case _:
                pass


def _choices(name: str, content: bytes, questionnaire: Questionnaire) -> tuple[Choice, ...]:
    if len(content) > MOST_BYTES:
        raise _RefusedError(says("het is groter dan {most} MB.", most=MOST_BYTES // 1_000_000))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _RefusedError(says("het is geen UTF-8. Bewaar het opnieuw als UTF-8.")) from None
    read = {".xml": _of_xml, ".geojson": _of_geojson}.get(name[name.rfind(".") :], _of_csv)
    languages = questionnaire.languages
    language = languages[0] if languages else ""
    found: list[Choice] = []
    for line, row in read(text):
        if len(found) >= MOST_CHOICES:
            raise _RefusedError(says("het heeft meer dan {most} keuzes.", most=MOST_CHOICES))
        own = row.get("name") or next(iter(row.values()), "")
        if not own:
            continue
        labels, own_columns = {language: row.get("label") or own}, ["name", "label"]
        for key, text_of_label in row.items():
            code = language_code(key.removeprefix(_LABEL_IN)) if key.startswith(_LABEL_IN) else ""
            if code in questionnaire.languages:
                own_columns.append(key)
                labels |= {code: text_of_label} if text_of_label else {}
        columns = {key: value for key, value in row.items() if key not in own_columns}
        label = Texts(tuple(sorted(labels.items(), key=lambda one: (*languages, one[0]).index(one[0]))))
        found.append(Choice(own, label, MappingProxyType(columns), line=line))
    return tuple(found)


def _of_csv(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    first = text.partition("\n")[0]
    mark = (
        ";" if ";" in first and "," not in first else ","
    )  # Excel writes the former where a comma is in numbers
    lines = csv.reader((found[0] for found in _LINE.finditer(text)), strict=True, delimiter=mark)
    try:
        headers = [header.strip() for header in next(lines, [])]
        if not any(headers):
            raise _RefusedError(says("de eerste regel heeft geen namen van kolommen."))
        twice = next((one for one in headers if one and headers.count(one) > 1), None)
        if twice is not None:
            raise _RefusedError(says("kolom „{name}” staat er twee keer.", name=twice))
        for row in lines:
            if any(cell.strip() for cell in row[len(headers) :]):
                raise _RefusedError(
                    says(
                        "regel {line} heeft meer cellen dan de eerste regel. Controleer de komma's en de "
                        "aanhalingstekens.",
                        line=lines.line_num,
                    )
                )
            cells = zip(headers, row, strict=False)
            if any(cell.strip() for cell in row):
                yield lines.line_num, {header: cell.strip() for header, cell in cells if header}
    except csv.Error:
        raise _RefusedError(
            says("regel {line} is geen CSV. Controleer de aanhalingstekens.", line=lines.line_num)
        ) from None


def _of_geojson(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        yield from rows_of_geojson(text)
    except GeoJsonError as error:
        raise _RefusedError(error.message) from error


def _of_xml(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        top = read_xml(text)
    except XmlRefusedError as error:
        raise _RefusedError(error.message) from error
    roots = [one for one in top.children if one.type is NodeType.ELEMENT]
    for root in roots:
        for at, item in enumerate((one for one in root.children if one.name == "item"), 1):
            yield at, {one.name: one.text().strip() for one in item.children if one.type is NodeType.ELEMENT}
