# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a questionnaire of what an author wrote, whether in YAML or in a workbook.

Both readers give the same tree of fields, with the words of XLSForm; what is missing becomes empty here and
is noted as a problem, so that an author hears of all of it at once.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.errors import says
from app.i18n import Texts
from app.questionnaire.build_items import OTHER_CHOICE, OTHER_LABELS, ItemsBuilder
from app.questionnaire.build_parts import MEDIA
from app.questionnaire.model import EXTERNAL, Choice, Group, Item, Questionnaire, walk
from app.strict_yaml import Fields, Node, Reading

STANDARD_NAMES: Mapping[str, str] = {"nl": "Nederlands (nl)", "en": "English (en)"}
"""What a workbook calls the languages of the program."""

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_CHOICE_NAME = re.compile(r"\S.{0,199}")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"(?P<name>.*?)\s*\((?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*")
_HEAD = ("id", "version", "hearing_kind", "title", "languages")
_HEAD_OPTIONAL = ("notice", "valid_from", "settings")


@dataclass(frozen=True, slots=True)
class Written:
    """What an author wrote, part by part, with where to note what is wrong with each."""

    file: str
    sheet: str
    head: Node | None
    choices: Node | None
    external_choices: Node | None
    survey: Node | None
    in_head: Reading
    in_choices: Reading
    in_external: Reading
    in_survey: Reading
    duplicate_choices: bool = False


def build(written: Written) -> Questionnaire:
    """Make a questionnaire; problems are noted, and what has a problem is made as well as it can be."""
    return _Builder(written).build()


def language_code(name: str) -> str:
    """Give the code in a language's name, as in *English (en)*, or the name itself."""
    found = _LANGUAGE.fullmatch(name)
    return found["code"] if found else name


class _Builder(ItemsBuilder):
    """Goes through what was written once."""

    def __init__(self, written: Written) -> None:
        super().__init__(written.in_survey)
        self._written = written

    def build(self) -> Questionnaire:
        written = self._written
        self._reading = written.in_head
        head = self._fields(written.head, _HEAD, _HEAD_OPTIONAL)
        names = self._language_names(head.get("languages"))
        self._languages = tuple(names)
        title = self._texts(head.get("title"))
        notice = self._texts(head.get("notice"))
        self._reading = written.in_survey
        self._twins = _names(written.choices) & _names(written.external_choices)
        items = self._items(written.survey)
        if written.survey is not None and not items:
            self._reading.object(written.survey.line, says("er staat geen vraag in. Voeg er een toe."))
        self._reading = written.in_choices
        choices = dict(self._choices(written.choices))
        self._reading = written.in_external
        external = self._choices(written.external_choices, self._twins, double=True)
        choices |= external
        self._reading = written.in_head
        return Questionnaire(
            file=written.file,
            id=self._matching(head.get("id"), _ID, "aanmeldgehoor"),
            version=self._matching(head.get("version"), _VERSION, "1.0.0"),
            hearing_kind=self._text(head.get("hearing_kind")),
            title=title,
            languages=self._languages,
            notice=notice,
            valid_from=self._matching(head.get("valid_from"), _DATE, "2026-01-01"),
            choices=MappingProxyType(choices),
            children=self._sections(items, title),
            sheet=written.sheet,
            language_names=MappingProxyType(
                {code: name for code, name in names.items() if name not in (code, STANDARD_NAMES.get(code))}
            ),
            external=frozenset(external),
            settings=self._plain_fields(head.get("settings")),
            remarks=written.in_survey.remarks,
        )

    def _language_names(self, node: Node | None) -> dict[str, str]:
        names: dict[str, str] = {}
        for item in self._reading.listing(node):
            name = self._reading.text(item)
            code = language_code(name)
            if code in names:
                self._reading.object(item.line, says("taal „{name}” staat er twee keer.", name=name))
            names[code] = name
        return names

    # Choices

    def _choices(
        self, node: Node | None, twins: Collection[str] = (), *, double: bool = False
    ) -> Mapping[str, tuple[Choice, ...]]:
        if node is None:
            return {}
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier horen keuzelijsten te staan, elk met een naam."))
            return {}
        double = double or self._written.duplicate_choices
        keys = {name: f"{EXTERNAL}{name}" if name in twins else name for name in node.by_key}
        return {key: self._choice_list(key, node.by_key[name], double=double) for name, key in keys.items()}

    def _choice_list(self, list_name: str, node: Node, *, double: bool) -> tuple[Choice, ...]:
        choices: list[Choice] = []
        names: set[str] = set()
        for item in self._reading.listing(node):
            choice = self._choice(item)
            if choice is None:
                continue
            if choice.name in names and not double:
                self._reading.object(
                    item.line, says("keuze „{name}” staat er twee keer. Verwijder er een.", name=choice.name)
                )
            if choice.name not in names or double:
                choices.append(choice)
            names.add(choice.name)
        if list_name in self._or_other and OTHER_CHOICE not in names:
            label = self._given(OTHER_LABELS)
            choices.append(Choice(OTHER_CHOICE, label, MappingProxyType({}), generated=True))
        return tuple(choices)

    def _choice(self, node: Node) -> Choice | None:
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier hoort een keuze te staan met name en label."))
            return None
        extra = [key for key in node.by_key if key not in ("name", "label", *MEDIA)]
        by_key = self._fields(node, ("name",), ("label", *MEDIA, *extra))
        media = self._media(by_key)
        if "label" not in by_key and not media:
            self._remark_or_object(node.line)
        return Choice(
            name=self._matching(by_key.get("name"), _CHOICE_NAME, "ja"),
            label=self._texts(by_key.get("label")),
            columns=MappingProxyType({key: self._text(by_key[key]) for key in extra}),
            media=media,
            line=node.line,
        )

    def _remark_or_object(self, line: int) -> None:
        """A choice without label: in our own files a mistake, in a workbook only shown by its name."""
        message = says("deze keuze heeft geen label. Voeg het toe.")
        if self._written.sheet:
            self._reading.remark(line, message)
        else:
            self._reading.object(line, message)

    # Sections

    def _sections(self, items: tuple[Item, ...], title: Texts) -> tuple[Group, ...]:
        """Give the groups at the top; what stands loose between them gets a section of its own."""
        taken = {item.name for item in walk(items)}
        sections: list[Group] = []
        loose: list[Item] = []

        def close() -> None:
            if loose:
                name = next(name for at in range(1, len(taken) + 2) if (name := f"section_{at}") not in taken)
                taken.add(name)
                sections.append(
                    Group(
                        line=loose[0].line,
                        name=name,
                        number="",
                        label=title,
                        hint=Texts(),
                        relevant=None,
                        children=tuple(loose),
                        generated=True,
                    )
                )
                loose.clear()

        for item in items:
            if isinstance(item, Group):
                close()
                sections.append(item)
            else:
                loose.append(item)
        close()
        return tuple(sections)


def _names(node: Node | None) -> frozenset[str]:
    return frozenset(node.by_key) if isinstance(node, Fields) else frozenset()
