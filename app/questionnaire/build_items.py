# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes the questions, groups and repeats of a questionnaire."""

from collections.abc import Collection, Iterator, Mapping

from app.errors import says
from app.i18n import Texts
from app.questionnaire.build_parts import FLAGS, MEDIA, PartsBuilder
from app.questionnaire.form import looks_dynamic
from app.questionnaire.kinds import METADATA, PLACES, TypeWords, type_words
from app.questionnaire.model import EXTERNAL, Formula, Group, Item, Question, QuestionKind, Repeat
from app.questionnaire.problems import did_you_mean
from app.questionnaire.values import NonAnswer
from app.strict_yaml import Fields, Listing, Node, Reading

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
MOST_NESTED = 50
"""Groups and repeats nest no deeper, in whatever form they are written; real forms need about six."""

OTHER_CHOICE = "other"
OTHER_LABELS = {"nl": "Anders", "en": "Other"}
_WHICH_OTHER = {"nl": "Wat is het dan?", "en": "Which other?"}


class ItemsBuilder(PartsBuilder):
    """Makes items, and remembers which lists got the choice *other*."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._depth = 0
        self._or_other: set[str] = set()
        self._twins: Collection[str] = ()

    def _items(self, node: Node | None) -> tuple[Item, ...]:
        if node is not None and self._depth > MOST_NESTED:
            self._reading.object(
                node.line,
                says(
                    "groepen en herhalingen staan hier meer dan {most} diep in elkaar. Nest minder diep.",
                    most=MOST_NESTED,
                ),
            )
            return ()
        self._depth += 1
        try:
            return self._all_items(node)
        finally:
            self._depth -= 1

    def _all_items(self, node: Node | None) -> tuple[Item, ...]:
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
            relevant=self._bound(by_key.get("relevant")),
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
            relevant=self._bound(by_key.get("relevant")),
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
        always = read_only is not None and read_only.text.lower().removesuffix("()") in FLAGS
        question = Question(
            line=node.line,
            name=self._name(by_key),
            kind=kind,
            number=self._text(by_key.get("number")),
            label=self._texts(by_key.get("label")),
            hint=self._texts(by_key.get("hint")),
            guidance=self._texts(by_key.get("guidance_hint")),
            required=self._required(by_key.get("required")),
            relevant=self._bound(by_key.get("relevant")),
            constraint=self._bound(by_key.get("constraint")),
            constraint_message=self._texts(by_key.get("constraint_message")),
            warning=self._formula(by_key.get("warning")),
            warning_message=self._texts(by_key.get("warning_message")),
            calculation=self._bound(by_key.get("calculation")),
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
            external_key=f"{EXTERNAL}{words.list_name}"
            if words.external and words.list_name in self._twins
            else "",
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
            relevant=Formula(f"selected(${{{question.name}}}, '{OTHER_CHOICE}')", question.line),
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
        ) and not question.type_name.startswith(PLACES)
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

    def _given(self, labels: Mapping[str, str]) -> Texts:
        """Give words of ours in the questionnaire's languages; in a language we lack, the English ones."""
        return Texts(tuple((code, labels.get(code, labels["en"])) for code in self._languages))
