# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold between the parts of a questionnaire, apart from its expressions.

Triggers that exist, references in texts, lists that a question can use; what its parameters may be stands in
`app.questionnaire.parameters`. The rules are those of XLSForm (https://xlsform.org/en/ref-table/).
"""

import re
from collections.abc import Callable, Iterator

from app.errors import Message, says
from app.i18n import Texts
from app.questionnaire.expressions.parser import ExpressionError, parse_expression
from app.questionnaire.expressions.syntax import PARENT, Operation, Path, Root
from app.questionnaire.expressions.syntax import walk as walk_expression
from app.questionnaire.form_rules import rule_problems
from app.questionnaire.model import Group, Item, Question, QuestionKind, Questionnaire, Repeat, walk
from app.questionnaire.naming import REFERENCE, last_saved, names_in, own_name, unknown, without_last_saved
from app.questionnaire.parameters import Parameters
from app.questionnaire.problems import Problem, QuestionnaireError, did_you_mean
from app.strict_yaml import MOST_PROBLEMS, with_more

_CALL = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*\(")
_PLACE = re.compile(r"(?:^|\s|\()(?:/|\.\.)")
_SUM = re.compile(r"\s*-?[\d.]+\s*(?:[+*]|\s-\s|\sdiv\s|\smod\s)\s*-?[\d.]+.*")

_DATES = (QuestionKind.DATE, QuestionKind.DATETIME, QuestionKind.PARTIAL_DATE, QuestionKind.NOT_OFFERED)

Object = Callable[[int, Message], None]


def looks_dynamic(default: str, kind: QuestionKind) -> bool:
    """Tell whether a default is an expression: it refers to something, calls a function, or calculates."""
    if last_saved(default):
        return False
    if "${" in default or _CALL.search(default):
        return True
    return kind not in _DATES and (_SUM.fullmatch(default) is not None or _calculates(default))


def _calculates(default: str) -> bool:
    """Tell whether a text calculates with paths, such as ``../age + 1``; ``km/h`` does not."""
    if not _PLACE.search(default):
        return False
    try:
        found = list(walk_expression(parse_expression(default)))
    except ExpressionError:
        return False
    paths = [one for one in found if isinstance(one, Path)]
    placed = all(isinstance(one.start, Root) or one.steps[:1] == PARENT.steps for one in paths)
    return bool(paths) and placed and any(isinstance(one, Operation) for one in found)


def form_problems(questionnaire: Questionnaire) -> list[Problem]:
    """Give what is wrong between the parts of a questionnaire."""
    return [*_Form(questionnaire).problems(), *rule_problems(questionnaire)]


def texts_of(item: Item) -> Iterator[Texts]:
    """Give every text of an item that people may read, and that may refer to answers."""
    yield from (item.label, item.hint)
    yield from item.media.values()
    if isinstance(item, Question):
        yield from (item.guidance, item.constraint_message, item.required_message, item.warning_message)


class _Form:
    """One look at one questionnaire."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._questionnaire = questionnaire
        self._items = list(walk(questionnaire.children))
        self._questions = {item.name: item for item in self._items if isinstance(item, Question)}
        self._names = {item.name for item in self._items}
        self._problems: list[Problem] = []
        self._parameters = Parameters(questionnaire, self._names, self._questions, self._object)

    def problems(self) -> list[Problem]:
        for item in self._items:
            # What a label with answers in it refers to is checked by the compiler, with what may stand there.
            filled = isinstance(item, Question) or (
                isinstance(item, Repeat) and item.item_label == item.label
            )
            made = isinstance(item, Group) and item.generated
            for texts in () if made else texts_of(item):
                self._check_texts(texts, item.line, self._object, known=filled and texts is item.label)
            for text in (item.appearance, *item.other.values()):
                self._check_texts(Texts((("", text),)), item.line, self._object)
            if isinstance(item, Question):
                self._check_question(item)
        for choices in self._questionnaire.choices.values():
            for choice in choices:
                for texts in (choice.label, *choice.media.values()):
                    self._check_texts(texts, choice.line, self._object_to_choice)
        instance_name = self._questionnaire.settings.get("instance_name", "")
        for texts in (self._questionnaire.title, Texts((("", instance_name),))):
            self._check_texts(texts, 2, self._object_to_setting)
        return self._problems

    def _note(self, line: int, message: Message, sheet: str) -> None:
        if len(self._problems) >= MOST_PROBLEMS:
            raise QuestionnaireError(with_more(self._problems))
        in_workbook = sheet if self._questionnaire.sheet else ""
        self._problems.append(Problem(self._questionnaire.file, line, message, sheet=in_workbook))

    def _object(self, line: int, message: Message) -> None:
        self._note(line, message, self._questionnaire.sheet)

    def _object_to_choice(self, line: int, message: Message) -> None:
        self._note(line, message, "choices")

    def _object_to_setting(self, line: int, message: Message) -> None:
        self._note(line if self._questionnaire.sheet else 1, message, "settings")

    def _check_texts(self, texts: Texts, line: int, note: Object, *, known: bool = False) -> None:
        for _, text in texts:
            if "${" not in text:
                continue
            if "${" in REFERENCE.sub("", without_last_saved(text)):
                note(line, says("een verwijzing in „{text}” is niet af. Schrijf: ${{naam}}.", text=text[:60]))
            for name in names_in(REFERENCE.sub("", text) if known else text):
                if name not in self._names:
                    note(line, unknown(name, self._names))

    # Questions

    def _check_question(self, question: Question) -> None:
        self._check_triggers(question)
        self._check_last_saved(question)
        self._check_list(question)
        name = question.type_name.partition(" ")[0] or question.kind.value
        if name == "background-geopoint":
            self._check_background(question)
        if name == "audit" and question.name != "audit":
            self._object(question.line, says("een vraag van type audit heet altijd „audit”."))
        if question.parameters:
            self._parameters.check(question, name)

    def _check_last_saved(self, question: Question) -> None:
        name = last_saved(question.default)
        if name and name not in self._names:
            self._object(question.line, unknown(name, self._names))

    def _check_triggers(self, question: Question) -> None:
        for name in question.trigger:
            trigger = self._questions.get(name)
            if (
                trigger is None
                and name not in self._questions
                and any(own_name(one) == name for one in self._questions)
            ):
                self._object(question.line, unknown(name, self._questions))
            elif trigger is None:
                self._object(
                    question.line,
                    says(
                        "trigger „${{{name}}}” is geen vraag. {advice}",
                        name=name,
                        advice=did_you_mean(name, self._questions),
                    ),
                )
            elif not _asked(trigger):
                self._object(
                    question.line,
                    says(
                        "trigger „${{{name}}}” wordt aan niemand getoond. Noem een vraag die wordt gesteld.",
                        name=name,
                    ),
                )

    def _check_background(self, question: Question) -> None:
        if question.calculation is not None:
            self._object(question.line, says("bij background-geopoint kan geen calculation staan."))
        if not question.trigger:
            self._object(question.line, says("bij background-geopoint hoort trigger: na welke vraag?"))

    def _check_list(self, question: Question) -> None:
        name = question.list_name
        if not name:
            return
        choices = self._questionnaire.choices.get(question.list_key)
        in_external = question.list_key in self._questionnaire.external
        if choices is not None and question.external is not in_external:
            where = "external_choices" if question.external else "choices"
            self._object(
                question.line, says("keuzelijst „{name}” staat niet bij {where}.", name=name, where=where)
            )
        if question.or_other and question.choice_filter is not None:
            self._object(question.line, says("or_other en choice_filter gaan niet samen. Kies er een."))
        if question.kind in (QuestionKind.SELECT_MULTIPLE, QuestionKind.RANK):
            spaced = next((one.name for one in choices or () if re.search(r"\s", one.name)), None)
            if spaced is not None:
                self._object(
                    question.line,
                    says(
                        "keuze „{choice}” heeft een spatie in haar naam. Haal die weg, want hier kunnen "
                        "er meer worden gekozen.",
                        choice=spaced,
                    ),
                )


def _asked(question: Question) -> bool:
    """Tell whether people see a question, so that its answer can change under their hands."""
    if question.kind is QuestionKind.NOT_OFFERED:
        return True
    words = question.label or question.hint or question.media
    return bool(words) and (question.kind.answerable or question.kind is QuestionKind.NOTE)
