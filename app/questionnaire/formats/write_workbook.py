# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes a questionnaire as a workbook of XLSForm; what that lacks stands in columns beginning with `gehoor`.

A type of ours is written as the nearest one of XLSForm, with our own beside it, so that others can open it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from app.i18n import Texts
from app.questionnaire.build import STANDARD_NAMES
from app.questionnaire.formats.columns import IN_ORDER, OURS, TRANSLATED
from app.questionnaire.formats.grid import Grid, Sheet
from app.questionnaire.kinds import written_type
from app.questionnaire.model import (
    EXTERNAL,
    Choice,
    Formula,
    Group,
    Item,
    Question,
    QuestionKind,
    Questionnaire,
    Repeat,
)
from app.questionnaire.parameters import parameters_as_text

ALONE = "default"
"""The language of texts that do not say in which one they are."""

_NEAREST: Mapping[QuestionKind, str] = {
    QuestionKind.NARRATIVE: "text",
    QuestionKind.PARTIAL_DATE: "text",
    QuestionKind.COUNTRY: "text",
    QuestionKind.LANGUAGE: "text",
    QuestionKind.INSTRUCTION: "acknowledge",
}
Row = dict[str, "str | Texts"]


def write_workbook(questionnaire: Questionnaire) -> Grid:
    """Write a questionnaire; reading it again gives the same one."""
    return _Writing(questionnaire).grid()


class _Writing:
    """The writing of one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._headers = {
            code: ""
            if code == ALONE
            else questionnaire.language_names.get(code, STANDARD_NAMES.get(code, code))
            for code in questionnaire.languages
        }

    def grid(self) -> Grid:
        questionnaire = self._questionnaire
        sheets = [self._sheet("survey", ("type", "name"), list(self._survey(questionnaire.children)))]
        for name, external in (("choices", False), ("external_choices", True)):
            lists = {
                key: choices
                for key, choices in questionnaire.choices.items()
                if (key in questionnaire.external) is external
            }
            if lists:
                rows = [
                    _choice_row(key.removeprefix(EXTERNAL), one)
                    for key, all_ in lists.items()
                    for one in all_
                    if not one.generated
                ]
                sheets.append(self._sheet(name, ("list_name", "name"), rows))
        sheets.append(self._sheet("settings", ("form_title", "form_id", "version"), [self._settings()]))
        return tuple(sheets)

    def _settings(self) -> Row:
        one = self._questionnaire
        first = one.title.get(one.languages[0]) if one.languages else None
        row: Row = {"form_title": first or one.title.show(""), "form_id": one.id, "version": one.version}
        row |= dict(one.settings)
        if len(one.title.by_language) > 1:
            row[f"{OURS}::title"] = one.title
        if one.languages and ALONE not in one.languages:
            row.setdefault("default_language", self._headers[one.languages[0]])
        for what, own, given in (
            ("id", one.id, "form_id" in one.settings),
            ("version", one.version, "version" in one.settings),
            ("hearing_kind", one.hearing_kind, one.hearing_kind != "other"),
            ("valid_from", one.valid_from, bool(one.valid_from)),
        ):
            if given:
                row[f"{OURS}::{what}"] = own
        if len(one.languages) > 1:
            row[f"{OURS}::languages"] = "; ".join(self._headers[code] or ALONE for code in one.languages)
        if one.notice:
            row[f"{OURS}::notice"] = one.notice
        return row

    # Survey

    def _survey(self, items: Sequence[Item]) -> Iterator[Row]:
        for item in items:
            if isinstance(item, Question):
                if not item.generated:
                    yield _question_row(item)
            elif isinstance(item, Group) and item.generated:
                yield from self._survey(item.children)
            else:
                kind = "repeat" if isinstance(item, Repeat) else "group"
                yield _holder_row(item, kind)
                yield from self._survey(item.children)
                yield {"type": f"end_{kind}"}

    # Sheets

    def _sheet(self, name: str, always: Iterable[str], rows: Sequence[Row]) -> Sheet:
        flat = [self._flat(row) for row in rows]
        used = dict.fromkeys([*always, *(header for row in flat for header in row)])
        expected = [
            self._header(key, code) for key in ("list_name", *IN_ORDER) for code in ("", *self._headers)
        ]
        order = {header: at for at, header in enumerate(dict.fromkeys(expected))}
        headers = tuple(sorted(used, key=lambda header: order.get(header, len(order))))
        body = (tuple(row.get(header, "") for header in headers) for row in flat)
        return Sheet(name, (headers, *body))

    def _flat(self, row: Row) -> dict[str, str]:
        """Give each text a column of its own in every language it has."""
        return {
            header: text
            for key, value in row.items()
            for header, text in (
                ((self._header(key, code), text) for code, text in value)
                if isinstance(value, Texts)
                else ((key, value),)
            )
        }

    def _header(self, key: str, code: str) -> str:
        header = self._headers.get(code, code)
        return f"{key}::{header}" if header and key in TRANSLATED else key


def _choice_row(list_name: str, choice: Choice) -> Row:
    row: Row = {"list_name": list_name, "name": choice.name, "label": choice.label}
    return _filled({**row, **choice.media, **choice.columns})


def _holder_row(item: Group | Repeat, kind: str) -> Row:
    row: Row = {
        "type": f"begin_{kind}",
        "name": item.name,
        "label": item.label,
        "hint": item.hint,
        "relevant": _text(item.relevant),
        "appearance": item.appearance,
        f"{OURS}::number": item.number,
        **item.media,
    }
    if isinstance(item, Repeat):
        row["repeat_count"] = _text(item.repeat_count)
        if item.item_label != item.label:
            row[f"{OURS}::item_label"] = item.item_label
    return _filled(row) | dict(item.other)


def _question_row(question: Question) -> Row:
    own = written_type(
        question.kind,
        question.list_name,
        question.source,
        external=question.external,
        or_other=question.or_other,
        type_name=question.type_name,
    )
    row: Row = {
        "type": _NEAREST.get(question.kind, own),
        "name": question.name,
        "label": question.label,
        "hint": question.hint,
        "guidance_hint": question.guidance,
        "required": {"true()": "yes"}.get(_text(question.required), _text(question.required)),
        "required_message": question.required_message,
        "relevant": _text(question.relevant),
        "constraint": _text(question.constraint),
        "constraint_message": question.constraint_message,
        "calculation": _text(question.calculation),
        "choice_filter": _text(question.choice_filter),
        "default": question.default,
        "trigger": ", ".join(f"${{{name}}}" for name in question.trigger),
        "parameters": parameters_as_text(question.parameters),
        "read_only": "yes" if question.read_only else _text(question.read_only_when),
        "appearance": question.appearance,
        f"{OURS}::type": own if question.kind in _NEAREST else "",
        f"{OURS}::number": question.number,
        f"{OURS}::topic": question.topic,
        f"{OURS}::sensitive": "yes" if question.sensitive else "",
        f"{OURS}::non_answers": non_answers_text(question),
        f"{OURS}::warning": _text(question.warning),
        f"{OURS}::warning_message": question.warning_message,
        **question.media,
    }
    return _filled(row) | dict(question.other)


def non_answers_text(question: Question) -> str:
    """Write the non-answers that may be given, where they are not the usual ones of the kind."""
    if question.non_answers == question.kind.usual_non_answers:
        return ""
    return " ".join(sorted(question.non_answers)) or "none"


def _filled(row: Row) -> Row:
    return {key: value for key, value in row.items() if value}


def _text(formula: Formula | None) -> str:
    return formula.text if formula is not None else ""
