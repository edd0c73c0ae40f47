# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Writes a questionnaire as an XForm, as far as a walk beside JavaRosa needs it."""

import re
from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from app.questionnaire.model import Group, Item, Question, QuestionKind, Questionnaire, Repeat

_REFERENCE = re.compile(r"\$\{(\w+)\}")
_TYPES = {QuestionKind.INTEGER: "int", QuestionKind.DECIMAL: "decimal", QuestionKind.DATE: "date"}
_SELECTS = {
    QuestionKind.SELECT_ONE: "select1",
    QuestionKind.SELECT_MULTIPLE: "select",
    QuestionKind.RANK: "odk:rank",
}


def xform(questionnaire: Questionnaire) -> str:
    """Write a whole form."""
    paths: dict[str, str] = {}
    _find_paths(questionnaire.children, "/data", paths)
    instance = "".join(_instance(item) for item in questionnaire.children)
    binds = "".join(bind for item in questionnaire.children for bind in _binds(item, paths))
    body = "".join(_body(item, paths, questionnaire) for item in questionnaire.children)
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms"'
        ' xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"'
        ' xmlns:odk="http://www.opendatakit.org/xforms">'
        f'<h:head><h:title>t</h:title><model><instance><data id="t">{instance}</data></instance>'
        f"{binds}</model></h:head><h:body>{body}</h:body></h:html>"
    )


def _find_paths(items: tuple[Item, ...] | tuple[Group, ...], above: str, paths: dict[str, str]) -> None:
    for item in items:
        paths[item.name] = f"{above}/{item.name}"
        if not isinstance(item, Question):
            _find_paths(item.children, paths[item.name], paths)


def _instance(item: Item) -> str:
    if isinstance(item, Question):
        return f"<{item.name}/>"
    inside = "".join(_instance(child) for child in item.children)
    template = ' jr:template=""' if isinstance(item, Repeat) else ""
    return f"<{item.name}{template}>{inside}</{item.name}>"


def _binds(item: Item, paths: dict[str, str]) -> Iterator[str]:
    formulas = {"relevant": item.relevant}
    kind = "string"
    if isinstance(item, Question):
        formulas |= {"required": item.required, "constraint": item.constraint, "calculate": item.calculation}
        kind = "odk:rank" if item.kind is QuestionKind.RANK else _TYPES.get(item.kind, "string")
    written = "".join(
        f" {name}={quoteattr(_REFERENCE.sub(lambda found: ' ' + paths[found[1]] + ' ', formula.text))}"
        for name, formula in formulas.items()
        if formula is not None
    )
    yield f'<bind nodeset="{paths[item.name]}" type="{kind}"{written}/>'
    if not isinstance(item, Question):
        for child in item.children:
            yield from _binds(child, paths)


def _body(item: Item, paths: dict[str, str], questionnaire: Questionnaire) -> str:
    ref, label = paths[item.name], f"<label>{escape(item.name)}</label>"
    match item:
        case Question(kind=QuestionKind.CALCULATE):
            return ""
        case Question() if item.kind in _SELECTS:
            choices = "".join(
                f"<item><label>{one.name}</label><value>{one.name}</value></item>"
                for one in questionnaire.choices[item.list_name]
            )
            control = _SELECTS[item.kind]
            return f'<{control} ref="{ref}">{label}{choices}</{control}>'
        case Question():
            return f'<input ref="{ref}">{label}</input>'
        case Repeat():
            inside = "".join(_body(child, paths, questionnaire) for child in item.children)
            return f'<group ref="{ref}">{label}<repeat nodeset="{ref}">{inside}</repeat></group>'
        case Group():
            inside = "".join(_body(child, paths, questionnaire) for child in item.children)
            return f'<group ref="{ref}">{label}{inside}</group>'
