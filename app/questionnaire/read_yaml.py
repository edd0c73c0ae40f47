# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads a questionnaire that was written in YAML with the words of XLSForm."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from app.errors import says
from app.i18n import LANGUAGES, Texts
from app.questionnaire.model import (
    Choice,
    Formula,
    Group,
    Item,
    Question,
    QuestionKind,
    Questionnaire,
    Repeat,
)
from app.questionnaire.problems import Problem, QuestionnaireError, did_you_mean
from app.questionnaire.values import NonAnswer
from app.strict_yaml import Fields, FileRefusedError, Listing, Node, Reading

__all__ = ["MOST_CHARACTERS", "Problem", "QuestionnaireError", "read_questionnaire"]

MOST_CHARACTERS = 4_000_000
"""The longest file that is read; 10,000 questions in two languages take about half of it."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_CHOICE_NAME = re.compile(r"\S{1,100}")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

_HEAD = ("id", "version", "hearing_kind", "title", "languages")
_HEAD_OPTIONAL = ("notice", "valid_from")
_COMMON = ("type", "name", "number", "label", "hint", "relevant")
_OF_GROUP = (*_COMMON, "children", "appearance")
_OF_REPEAT = (*_OF_GROUP, "item_label", "repeat_count")
_OF_QUESTION = (
    *_COMMON,
    "guidance_hint",
    "required",
    "required_message",
    "constraint",
    "constraint_message",
    "warning",
    "warning_message",
    "calculation",
    "choice_filter",
    "default",
    "read_only",
    "appearance",
    "topic",
    "sensitive",
    "non_answers",
)
_WITH_LIST = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)


def read_questionnaire(text: str, file: str) -> Questionnaire:
    """Read a questionnaire.

    Args:
        text: the YAML.
        file: what messages call it.

    Raises:
        QuestionnaireError: with everything that is wrong with its form, by line. Its logic is checked by
            `app.questionnaire.compile`.
    """
    reading = Reading(file, MOST_CHARACTERS)
    try:
        found = _Reader(reading, file).read(reading.document(text))
        reading.finish()
    except FileRefusedError as error:
        raise QuestionnaireError(error.problems) from None
    return found


class _Reader:
    """Goes through a file once; what is missing becomes empty and is noted as a problem."""

    def __init__(self, reading: Reading, file: str) -> None:
        self._reading = reading
        self._file = file

    def read(self, root: Fields) -> Questionnaire:
        top = self._reading.fields(root, ("questionnaire", "survey"), ("choices",))
        parts = top.by_key if top else {}
        head = self._head(parts.get("questionnaire"))
        return Questionnaire(
            file=self._file,
            id=self._matching(head.get("id"), _NAME, "aanmeldgehoor"),
            version=self._matching(head.get("version"), _VERSION, "1.0.0"),
            hearing_kind=self._text(head.get("hearing_kind")),
            title=self._texts(head.get("title")),
            languages=self._languages(head.get("languages")),
            notice=self._texts(head.get("notice")),
            valid_from=self._matching(head.get("valid_from"), _DATE, "2026-01-01"),
            choices=self._choices(parts.get("choices")),
            children=self._sections(parts.get("survey")),
        )

    def _head(self, node: Node | None) -> Mapping[str, Node]:
        fields = self._reading.fields(node, _HEAD, _HEAD_OPTIONAL)
        return fields.by_key if fields else {}

    def _languages(self, node: Node | None) -> tuple[str, ...]:
        languages = tuple(self._reading.text(item) for item in self._reading.listing(node))
        if node is not None and set(languages) != set(LANGUAGES):
            wanted = ", ".join(LANGUAGES)
            self._reading.object(
                node.line, says("hier horen precies deze talen te staan: {wanted}.", wanted=wanted)
            )
        return languages

    # Choices

    def _choices(self, node: Node | None) -> Mapping[str, tuple[Choice, ...]]:
        if node is None:
            return MappingProxyType({})
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier horen keuzelijsten te staan, elk met een naam."))
            return MappingProxyType({})
        return MappingProxyType({name: self._choice_list(items) for name, items in node.by_key.items()})

    def _choice_list(self, node: Node) -> tuple[Choice, ...]:
        choices: dict[str, Choice] = {}
        for item in self._reading.listing(node):
            choice = self._choice(item)
            if choice is None:
                continue
            if choice.name in choices:
                self._reading.object(
                    item.line, says("keuze „{name}” staat er twee keer. Verwijder er een.", name=choice.name)
                )
            choices[choice.name] = choice
        return tuple(choices.values())

    def _choice(self, node: Node) -> Choice | None:
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier hoort een keuze te staan met name en label."))
            return None
        extra = [key for key in node.by_key if key not in ("name", "label")]
        fields = self._reading.fields(node, ("name", "label"), extra)
        by_key = fields.by_key if fields else {}
        return Choice(
            name=self._matching(by_key.get("name"), _CHOICE_NAME, "ja"),
            label=self._texts(by_key.get("label")),
            columns=MappingProxyType({key: self._text(by_key[key]) for key in extra}),
        )

    # Items

    def _sections(self, node: Node | None) -> tuple[Group, ...]:
        sections = []
        for child in self._reading.listing(node):
            item = self._item(child)
            if isinstance(item, Group):
                sections.append(item)
            elif item is not None:
                self._reading.object(
                    child.line,
                    says("bovenaan staan alleen onderdelen (type: group). Zet deze vraag in een onderdeel."),
                )
        return tuple(sections)

    def _items(self, node: Node | None) -> tuple[Item, ...]:
        found = (self._item(child) for child in self._reading.listing(node))
        return tuple(item for item in found if item is not None)

    def _item(self, node: Node) -> Item | None:
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier hoort een vraag of groep te staan, met type en name."))
            return None
        kind, _, list_name = self._text(node.by_key.get("type")).strip().partition(" ")
        if kind == "group":
            return self._group(node)
        if kind == "repeat":
            return self._repeat(node)
        if "type" in node.by_key and kind not in tuple(QuestionKind):
            known = [*(one.value for one in QuestionKind), "group", "repeat"]
            self._reading.object(
                node.by_key["type"].line,
                says("type „{kind}” bestaat niet. {advice}", kind=kind, advice=did_you_mean(kind, known)),
            )
            return None
        return self._question(node, kind, list_name.strip())

    def _group(self, node: Fields) -> Group:
        by_key = self._fields(node, ("type", "name", "label", "children"), _OF_GROUP)
        return Group(
            line=node.line,
            name=self._name(by_key),
            number=self._text(by_key.get("number")),
            label=self._texts(by_key.get("label")),
            hint=self._texts(by_key.get("hint")),
            relevant=self._formula(by_key.get("relevant")),
            children=self._items(by_key.get("children")),
        )

    def _repeat(self, node: Fields) -> Repeat:
        by_key = self._fields(node, ("type", "name", "label", "children"), _OF_REPEAT)
        label = self._texts(by_key.get("label"))
        return Repeat(
            line=node.line,
            name=self._name(by_key),
            number=self._text(by_key.get("number")),
            label=label,
            hint=self._texts(by_key.get("hint")),
            relevant=self._formula(by_key.get("relevant")),
            item_label=self._texts(by_key.get("item_label")) or label,
            repeat_count=self._formula(by_key.get("repeat_count")),
            children=self._items(by_key.get("children")),
        )

    def _question(self, node: Fields, kind: str, list_name: str) -> Question | None:
        needed = ["type", "name"]
        if kind == QuestionKind.CALCULATE:
            needed.append("calculation")
        else:
            needed.append("label")
        by_key = self._fields(node, tuple(needed), _OF_QUESTION)
        if "type" not in by_key:
            return None
        question_kind = QuestionKind(kind)
        if bool(list_name) != (question_kind in _WITH_LIST):
            message = (
                says("bij type „{kind}” hoort de naam van een keuzelijst, zoals: {kind} ja_nee.", kind=kind)
                if not list_name
                else says(
                    "bij type „{kind}” hoort geen keuzelijst. Verwijder „{name}”.", kind=kind, name=list_name
                )
            )
            self._reading.object(by_key["type"].line, message)
        return Question(
            line=node.line,
            name=self._name(by_key),
            kind=question_kind,
            number=self._text(by_key.get("number")),
            label=self._texts(by_key.get("label")),
            hint=self._texts(by_key.get("hint")),
            guidance=self._texts(by_key.get("guidance_hint")),
            required=self._required(by_key.get("required")),
            relevant=self._formula(by_key.get("relevant")),
            constraint=self._formula(by_key.get("constraint")),
            constraint_message=self._texts(by_key.get("constraint_message")),
            warning=self._formula(by_key.get("warning")),
            warning_message=self._texts(by_key.get("warning_message")),
            calculation=self._formula(by_key.get("calculation")),
            choice_filter=self._formula(by_key.get("choice_filter")),
            list_name=list_name,
            default=self._text(by_key.get("default")),
            read_only=self._flag(by_key.get("read_only")),
            appearance=self._text(by_key.get("appearance")),
            topic=self._text(by_key.get("topic")),
            sensitive=self._flag(by_key.get("sensitive")),
            non_answers=self._non_answers(by_key.get("non_answers"), question_kind),
        )

    def _non_answers(self, node: Node | None, kind: QuestionKind) -> frozenset[NonAnswer]:
        if node is None:
            return kind.usual_non_answers
        found = set()
        nothing = isinstance(node, Listing) and not node.items
        items = () if nothing else self._reading.listing(node)
        for item in items:
            code = self._reading.text(item)
            if code in tuple(NonAnswer):
                found.add(NonAnswer(code))
            else:
                known = [one.value for one in NonAnswer]
                self._reading.object(
                    item.line,
                    says("„{name}” kan hier niet. {advice}", name=code, advice=did_you_mean(code, known)),
                )
        return frozenset(found)

    # Small parts

    def _fields(
        self, node: Fields, needed: tuple[str, ...], all_known: tuple[str, ...]
    ) -> Mapping[str, Node]:
        optional = tuple(key for key in all_known if key not in needed)
        fields = self._reading.fields(node, needed, optional)
        return fields.by_key if fields else {}

    def _name(self, by_key: Mapping[str, Node]) -> str:
        return self._matching(by_key.get("name"), _NAME, "full_name")

    def _matching(self, node: Node | None, form: re.Pattern[str], example: str) -> str:
        text = self._text(node)
        if node is not None and text and not form.fullmatch(text):
            self._reading.object(
                node.line,
                says("„{text}” kan hier niet. Schrijf bijvoorbeeld: {example}.", text=text, example=example),
            )
        return text

    def _text(self, node: Node | None) -> str:
        return self._reading.text(node)

    def _texts(self, node: Node | None) -> Texts:
        return self._reading.texts(node)

    def _formula(self, node: Node | None) -> Formula | None:
        text = self._text(node)
        return Formula(text, node.line) if node is not None and text else None

    def _required(self, node: Node | None) -> Formula | None:
        formula = self._formula(node)
        if formula is None or formula.text.lower() in ("false", "no", "false()"):
            return None
        return Formula("true()", formula.line) if formula.text.lower() in ("true", "yes") else formula

    def _flag(self, node: Node | None) -> bool:
        text = self._text(node).lower()
        if node is not None and text not in ("true", "false", "yes", "no"):
            self._reading.object(node.line, says("schrijf hier true of false."))
        return text in ("true", "yes")
