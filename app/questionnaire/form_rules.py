# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What XLSForm asks of the whole of a form: what cannot be together, and which names it keeps for itself.

Programs that make forms of workbooks refuse these, so what is taken here can be used there. The
rules are those of https://xlsform.org/en/ref-table/ and of pyxform.
"""

import re
from collections.abc import Iterator

from app.errors import Message, says
from app.questionnaire.answer_tree import DATA
from app.questionnaire.model import Formula, Group, Item, Question, Questionnaire, Repeat, walk
from app.questionnaire.naming import LAST_SAVED, own_name
from app.questionnaire.problems import Problem

TABLE = "table-list"
"""The appearance of a group whose questions all choose from one list, set out as a table."""

_YES = ("yes", "true", "true()")
_FILES = (".csv", ".xml", ".geojson")
_SEARCH = re.compile(r"\bsearch\(")
_PULLDATA = re.compile(r"""\bpulldata\(\s*["']([^"']*)["']""")
_ANOTHER_RECORD = "__last-saved"
"""What a form calls the list of the answers in another record."""

_OUTSIDE = {"csv-external": ".csv", "xml-external": ".xml"}
"""Types that stand for a list in a file which is called after the question."""


def rule_problems(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Give what breaks these rules."""
    for line, message in _broken(questionnaire):
        yield Problem(questionnaire.file, line, message, sheet=questionnaire.sheet)
    settings = questionnaire.settings
    if settings.get("omit_instanceID", "").lower() in _YES and settings.get("public_key"):
        message = says("omit_instanceID en public_key gaan niet samen. Kies er een.")
        sheet = "settings" if questionnaire.sheet else ""
        yield Problem(questionnaire.file, 2 if sheet else 1, message, sheet=sheet)


def _broken(questionnaire: Questionnaire) -> Iterator[tuple[int, Message]]:
    root = questionnaire.settings.get("name", DATA)
    for item in walk(questionnaire.children):
        if "big-image" in item.media and "image" not in item.media:
            yield item.line, says("bij big-image hoort ook image. Voeg het toe.")
        if isinstance(item, Repeat) and own_name(item.name) == root:
            yield (
                item.line,
                says("„{name}” is al de naam van het hele formulier. Kies een andere naam.", name=root),
            )
        if isinstance(item, Group | Repeat) and TABLE in item.appearance.split():
            yield from _in_table(item.children)
    yield from _known_twice(questionnaire)
    yield from _searched(questionnaire)


def _in_table(children: tuple[Item, ...]) -> Iterator[tuple[int, Message]]:
    choosing = [one for one in children if isinstance(one, Question) and one.kind.selects]
    for one in choosing[:1]:
        if one.choice_filter is not None:
            yield one.line, says("in een groep met table-list kan geen choice_filter staan.")
    for one in choosing[1:]:
        if one.list_name != choosing[0].list_name:
            yield (
                one.line,
                says(
                    "in een groep met table-list kiest elke vraag uit dezelfde lijst: „{name}”.",
                    name=choosing[0].list_name,
                ),
            )


def _known_twice(questionnaire: Questionnaire) -> Iterator[tuple[int, Message]]:
    """Object to lists that ``instance()`` would know by one name: files and the sheet *choices*."""
    lists = questionnaire.choices.keys() - questionnaire.external
    known = {name: "choices" for name in lists if not name.endswith(_FILES)}
    for item in walk(questionnaire.children):
        if not isinstance(item, Question):
            continue
        source = item.source
        if item.type_name in _OUTSIDE:
            source = own_name(item.name) + _OUTSIDE[item.type_name]
        other = known.setdefault(source.rpartition(".")[0], source) if source else source
        if other != source:
            yield item.line, _same_name(source, other)
    from_xml = {name: file for name, file in known.items() if file.endswith(".xml")}
    for item in walk(questionnaire.children) if from_xml else ():
        for formula in _formulas(item):
            for name in dict.fromkeys(_PULLDATA.findall(formula.text)):
                if name in from_xml:
                    yield formula.line, _same_name(f"{name}.csv", from_xml[name])
            if _ANOTHER_RECORD in from_xml and LAST_SAVED in formula.text:
                yield formula.line, _same_name(LAST_SAVED, from_xml[_ANOTHER_RECORD])


def _same_name(source: str, other: str) -> Message:
    return says(
        "„{source}” heeft dezelfde naam als een lijst uit {other}. Geef een van beide een andere naam.",
        source=source,
        other=other,
    )


def _searched(questionnaire: Questionnaire) -> Iterator[tuple[int, Message]]:
    """Object to a list whose choices come from ``search()`` and that is used for something else too."""
    questions = [one for one in walk(questionnaire.children) if isinstance(one, Question)]
    searched = {one.list_key for one in questions if one.list_key and searches(one)}
    for one in questions if searched else ():
        list_key = one.parameters.get("reference-geometry", "") or one.list_key
        if list_key in searched and not searches(one):
            yield (
                one.line,
                says(
                    "keuzelijst „{name}” hoort bij een vraag met search(). Geef deze vraag een eigen lijst.",
                    name=list_key,
                ),
            )


def searches(question: Question) -> bool:
    """Tell whether the choices of a question come from a file by ``search()``, as on a telephone."""
    return question.kind.selects and _SEARCH.search(question.appearance) is not None


def _formulas(item: Item) -> Iterator[Formula]:
    every = [item.relevant]
    if isinstance(item, Question):
        every += [item.required, item.constraint, item.warning, item.calculation, item.choice_filter]
        every += [item.dynamic_default, item.read_only_when]
    yield from (one for one in every if one is not None)
