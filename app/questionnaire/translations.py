# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Finds what of a questionnaire is not there in each of its languages."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import Message, says
from app.i18n import Texts
from app.questionnaire.model import Group, Item, Question, Questionnaire, walk
from app.questionnaire.problems import Problem
from app.strict_yaml import Severity


@dataclass(frozen=True, slots=True)
class _Cell:
    """A text, with where it stands and whose it is."""

    sheet: str
    column: str
    line: int
    name: str
    texts: Texts


def missing_translations(questionnaire: Questionnaire) -> tuple[Problem, ...]:
    """Give what lacks one of the languages: a whole column at once, else each text, by sheet and line."""
    columns: defaultdict[tuple[str, str], list[_Cell]] = defaultdict(list)
    for cell in _cells(questionnaire):
        columns[cell.sheet, cell.column].append(cell)
    found = [
        Problem(questionnaire.file, cell.line, message, Severity.WARNING, cell.sheet)
        for cells in columns.values()
        for cell, message in _lacking(cells, questionnaire.languages)
    ]
    return tuple(sorted(found, key=lambda one: (one.sheet == "choices", one.line)))


def _lacking(cells: list[_Cell], wanted: tuple[str, ...]) -> Iterator[tuple[_Cell, Message]]:
    nowhere = {
        language for language in wanted if len(cells) > 1 and not any(_has(one, language) for one in cells)
    }
    if nowhere:
        yield (
            cells[0],
            says(
                "geen enkele „{column}” heeft een tekst in: {languages}.",
                column=cells[0].column,
                languages=", ".join(language for language in wanted if language in nowhere),
            ),
        )
    for cell in cells:
        missing = [one for one in wanted if one not in nowhere and not _has(cell, one)]
        if missing:
            yield (
                cell,
                says(
                    "een tekst van „{name}” ontbreekt in: {languages}.",
                    name=cell.name,
                    languages=", ".join(missing),
                ),
            )


def _has(cell: _Cell, language: str) -> bool:
    return cell.texts.get(language) is not None


def _cells(questionnaire: Questionnaire) -> Iterator[_Cell]:
    sheet = questionnaire.sheet
    for item in walk(questionnaire.children):
        if isinstance(item, Group) and item.generated:
            continue
        for column, texts in _columns(item):
            if texts:
                yield _Cell(sheet, column, item.line, item.name, texts)
    for choices in questionnaire.choices.values():
        for choice in choices:
            if choice.label:
                yield _Cell("choices" if sheet else "", "label", choice.line, choice.name, choice.label)


def _columns(item: Item) -> Iterator[tuple[str, Texts]]:
    yield from (("label", item.label), ("hint", item.hint), *item.media.items())
    if isinstance(item, Question):
        yield "guidance_hint", item.guidance
        yield "constraint_message", item.constraint_message
        yield "required_message", item.required_message
        yield "warning_message", item.warning_message
