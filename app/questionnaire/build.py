# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a questionnaire of what an author wrote, whether in YAML or in a workbook.

Both readers give the same tree of fields, with the words of XLSForm; what is missing becomes empty here and
is noted as a problem, so that an author hears of all of it at once.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from app.errors import says
from app.i18n import Texts
from app.questionnaire.form import looks_dynamic, parameters_of
from app.questionnaire.kinds import METADATA, TypeWords, type_words
from app.questionnaire.model import (
    Choice,
    Formula,
    Group,
    Item,
    Question,
    QuestionKind,
    Questionnaire,
    Repeat,
    walk,
)
from app.questionnaire.problems import did_you_mean
from app.questionnaire.values import NonAnswer
from app.strict_yaml import Fields, Listing, Node, Reading, Scalar

MEDIA = ("image", "big-image", "audio", "video")
"""The kinds of files that go with a label."""

STANDARD_NAMES: Mapping[str, str] = {"nl": "Nederlands (nl)", "en": "English (en)"}
"""What a workbook calls the languages of the program."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,99}")
_CHOICE_NAME = re.compile(r"\S.{0,199}")
_VERSION = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"(?P<name>.*?)\s*\((?P<code>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\)\s*")
_TRIGGERS = re.compile(r"\$\{\s*([^{}]+?)\s*\}(?:\s*,\s*\$\{\s*([^{}]+?)\s*\})*")
_ONE_TRIGGER = re.compile(r"\$\{\s*([^{}]+?)\s*\}")

_HEAD = ("id", "version", "hearing_kind", "title", "languages")
_HEAD_OPTIONAL = ("notice", "valid_from", "settings")
_COMMON = ("type", "name", "number", "label", "hint", "relevant", "appearance", "other", *MEDIA)
_OF_GROUP = (*_COMMON, "children")
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
    "trigger",
    "parameters",
    "read_only",
    "topic",
    "sensitive",
    "non_answers",
)
_FLAGS = ("true", "false", "yes", "no")
_OTHER_CHOICE = "other"
_OTHER_LABELS = {"nl": "Anders", "en": "Other"}
_WHICH_OTHER = {"nl": "Wat is het dan?", "en": "Which other?"}


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


class _Builder:
    """Goes through what was written once."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._reading = written.in_survey
        self._languages: tuple[str, ...] = ()
        self._or_other: set[str] = set()

    def build(self) -> Questionnaire:
        written = self._written
        self._reading = written.in_head
        head = self._fields(written.head, _HEAD, _HEAD_OPTIONAL)
        names = self._language_names(head.get("languages"))
        self._languages = tuple(names)
        title = self._texts(head.get("title"))
        notice = self._texts(head.get("notice"))
        self._reading = written.in_survey
        items = self._items(written.survey)
        if written.survey is not None and not items:
            self._reading.object(written.survey.line, says("er staat geen vraag in. Voeg er een toe."))
        self._reading = written.in_choices
        choices = dict(self._choices(written.choices))
        self._reading = written.in_external
        external = self._choices(written.external_choices)
        for name in external:
            if name in choices:
                self._reading.object(1, says("keuzelijst „{name}” staat ook bij choices.", name=name))
        choices |= external
        self._reading = written.in_head
        return Questionnaire(
            file=written.file,
            id=self._matching(head.get("id"), _NAME, "aanmeldgehoor"),
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

    def _choices(self, node: Node | None) -> Mapping[str, tuple[Choice, ...]]:
        if node is None:
            return {}
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier horen keuzelijsten te staan, elk met een naam."))
            return {}
        return {name: self._choice_list(name, items) for name, items in node.by_key.items()}

    def _choice_list(self, list_name: str, node: Node) -> tuple[Choice, ...]:
        choices: list[Choice] = []
        names: set[str] = set()
        for item in self._reading.listing(node):
            choice = self._choice(item)
            if choice is None:
                continue
            if choice.name in names and not self._written.duplicate_choices:
                self._reading.object(
                    item.line, says("keuze „{name}” staat er twee keer. Verwijder er een.", name=choice.name)
                )
            if choice.name not in names or self._written.duplicate_choices:
                choices.append(choice)
            names.add(choice.name)
        if list_name in self._or_other and _OTHER_CHOICE not in names:
            label = self._given(_OTHER_LABELS)
            choices.append(Choice(_OTHER_CHOICE, label, MappingProxyType({}), generated=True))
        return tuple(choices)

    def _given(self, labels: Mapping[str, str]) -> Texts:
        """Give words of ours in the questionnaire's languages; in a language we lack, the English ones."""
        return Texts(tuple((code, labels.get(code, labels["en"])) for code in self._languages))

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

    # Items

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

    def _items(self, node: Node | None) -> tuple[Item, ...]:
        if isinstance(node, Listing) and not node.items:
            self._reading.remark(node.line, says("hier staat niets in. Voeg iets toe of verwijder het."))
            return ()
        return tuple(item for child in self._reading.listing(node) for item in self._item(child))

    def _item(self, node: Node) -> Iterator[Item]:
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier hoort een vraag of groep te staan, met type en name."))
            return
        words = type_words(self._text(node.by_key.get("type")))
        if words.name == "group":
            yield self._group(node)
        elif words.name == "repeat":
            yield self._repeat(node)
        elif words.kind is None and "type" in node.by_key:
            known = [*(one.value for one in QuestionKind), *METADATA, "group", "repeat"]
            self._reading.object(
                node.by_key["type"].line,
                says(
                    "type „{kind}” bestaat niet. {advice}",
                    kind=words.name,
                    advice=did_you_mean(words.name, known),
                ),
            )
        else:
            yield from self._question(node, words)

    def _group(self, node: Fields) -> Group:
        by_key = self._fields(node, ("type", "name", "children"), _OF_GROUP)
        return Group(
            line=node.line,
            name=self._name(by_key),
            number=self._text(by_key.get("number")),
            label=self._texts(by_key.get("label")),
            hint=self._texts(by_key.get("hint")),
            relevant=self._formula(by_key.get("relevant")),
            children=self._items(by_key.get("children")),
            appearance=self._text(by_key.get("appearance")),
            media=self._media(by_key),
            other=self._plain_fields(by_key.get("other")),
        )

    def _repeat(self, node: Fields) -> Repeat:
        by_key = self._fields(node, ("type", "name", "children"), _OF_REPEAT)
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
            appearance=self._text(by_key.get("appearance")),
            media=self._media(by_key),
            other=self._plain_fields(by_key.get("other")),
        )

    def _question(self, node: Fields, words: TypeWords) -> Iterator[Question]:
        by_key = self._fields(node, ("type", "name"), _OF_QUESTION)
        if words.kind is None:
            return
        kind = words.kind
        self._check_type(by_key["type"].line, words)
        default = self._text(by_key.get("default"))
        dynamic = looks_dynamic(default, kind)
        read_only = self._formula(by_key.get("read_only"))
        always = read_only is not None and read_only.text.lower().removesuffix("()") in _FLAGS
        question = Question(
            line=node.line,
            name=self._name(by_key),
            kind=kind,
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
            list_name=words.list_name,
            default=default,
            read_only=self._flag(by_key.get("read_only")) if always else False,
            appearance=self._text(by_key.get("appearance")),
            topic=self._text(by_key.get("topic")),
            sensitive=self._flag(by_key.get("sensitive")),
            non_answers=self._non_answers(by_key.get("non_answers"), kind),
            required_message=self._texts(by_key.get("required_message")),
            dynamic_default=Formula(default, by_key["default"].line) if dynamic else None,
            trigger=self._trigger(by_key.get("trigger")),
            parameters=self._parameters(by_key.get("parameters")),
            media=self._media(by_key),
            type_name=words.type_name,
            source=words.source,
            external=words.external,
            or_other=words.or_other,
            other=self._plain_fields(by_key.get("other")),
            read_only_when=None if always else read_only,
        )
        self._check_words(question)
        yield question
        if words.or_other:
            self._or_other.add(question.list_name)
            yield self._which_other(question)

    def _which_other(self, question: Question) -> Question:
        return Question(
            line=question.line,
            name=f"{question.name}_other",
            kind=QuestionKind.TEXT,
            number="",
            label=self._given(_WHICH_OTHER),
            hint=Texts(),
            guidance=Texts(),
            required=None,
            relevant=Formula(f"selected(${{{question.name}}}, '{_OTHER_CHOICE}')", question.line),
            constraint=None,
            constraint_message=Texts(),
            warning=None,
            warning_message=Texts(),
            calculation=None,
            choice_filter=None,
            list_name="",
            default="",
            read_only=False,
            appearance="",
            topic=question.topic,
            sensitive=question.sensitive,
            non_answers=question.non_answers,
            generated=True,
        )

    def _check_type(self, line: int, words: TypeWords) -> None:
        if words.source and not words.source.endswith((".csv", ".xml", ".geojson")):
            self._reading.object(
                line, says("het bestand „{name}” moet eindigen op .csv, .xml of .geojson.", name=words.source)
            )
        elif words.kind is not None and words.kind.selects and not (words.list_name or words.source):
            self._reading.object(
                line,
                says(
                    "bij type „{kind}” hoort de naam van een keuzelijst, zoals: {kind} ja_nee.",
                    kind=words.name,
                ),
            )
        elif words.rest:
            self._reading.object(
                line,
                says(
                    "bij type „{kind}” hoort geen keuzelijst. Verwijder „{name}”.",
                    kind=words.name,
                    name=words.rest,
                ),
            )

    def _check_words(self, question: Question) -> None:
        """Object to a question that nobody could read, and to a calculation that calculates nothing."""
        kind = question.kind
        if kind is QuestionKind.CALCULATE and not (question.calculation or question.dynamic_default):
            self._reading.object(question.line, says("„calculation” ontbreekt. Voeg het toe."))
        unseen = kind in (
            QuestionKind.CALCULATE,
            QuestionKind.HIDDEN,
            QuestionKind.METADATA,
            QuestionKind.NOT_OFFERED,
        )
        shown = question.label or question.hint or question.media
        if not (unseen or shown or question.calculation or question.dynamic_default):
            self._reading.object(question.line, says("„label” ontbreekt. Voeg het toe."))

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
        self, node: Node | None, needed: tuple[str, ...], all_known: tuple[str, ...]
    ) -> Mapping[str, Node]:
        optional = tuple(key for key in all_known if key not in needed)
        fields = self._reading.fields(node, needed, optional)
        return fields.by_key if fields else {}

    def _plain_fields(self, node: Node | None) -> Mapping[str, str]:
        """Read fields that are kept as they are; a column may be called anything, and be empty."""
        if node is None:
            return MappingProxyType({})
        if not isinstance(node, Fields):
            self._reading.object(node.line, says("hier horen namen met tekst te staan."))
            return MappingProxyType({})
        return MappingProxyType(
            {
                key: value.text if isinstance(value, Scalar) else self._text(value)
                for key, value in node.by_key.items()
            }
        )

    def _media(self, by_key: Mapping[str, Node]) -> Mapping[str, Texts]:
        return MappingProxyType({kind: self._texts(by_key[kind]) for kind in MEDIA if kind in by_key})

    def _name(self, by_key: Mapping[str, Node]) -> str:
        name = self._matching(by_key.get("name"), _NAME, "full_name")
        if name == "meta":
            self._reading.object(by_key["name"].line, says("„meta” is geen vrije naam. Kies een andere."))
        return name

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
        """Take a text in the questionnaire's languages; a plain text is in the first of them."""
        if node is None:
            return Texts()
        if isinstance(node, Scalar):
            text = self._text(node)
            return Texts(((self._languages[0] if self._languages else "", text),)) if text else Texts()
        by_key = self._fields(node, (), self._languages)
        return Texts(tuple((code, self._text(by_key[code])) for code in self._languages if code in by_key))

    def _formula(self, node: Node | None) -> Formula | None:
        text = self._text(node)
        return Formula(text, node.line) if node is not None and text else None

    def _required(self, node: Node | None) -> Formula | None:
        formula = self._formula(node)
        if formula is None or formula.text.lower() in ("false", "no", "false()"):
            return None
        return Formula("true()", formula.line) if formula.text.lower() in ("true", "yes") else formula

    def _flag(self, node: Node | None) -> bool:
        text = self._text(node).lower().removesuffix("()")
        if node is not None and text not in _FLAGS:
            self._reading.object(node.line, says("schrijf hier true of false."))
        return text in ("true", "yes")

    def _trigger(self, node: Node | None) -> tuple[str, ...]:
        text = self._text(node)
        if node is not None and text and not _TRIGGERS.fullmatch(text):
            self._reading.object(
                node.line,
                says(
                    "schrijf bij trigger namen van vragen met komma's ertussen: {example}.",
                    example="${a}, ${b}",
                ),
            )
        return tuple(_ONE_TRIGGER.findall(text))

    def _parameters(self, node: Node | None) -> Mapping[str, str]:
        text = self._text(node)
        found = parameters_of(text) if text else {}
        if found is None and node is not None:
            self._reading.object(
                node.line, says("parameters zien eruit als: start=0 end=10. Controleer „{text}”.", text=text)
            )
        return MappingProxyType(found or {})
