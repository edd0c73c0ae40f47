# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What must hold between the parts of a questionnaire, apart from its expressions.

Parameters that fit their type, triggers that exist, references in texts, lists that a question can use. The
rules are those of XLSForm (https://xlsform.org/en/ref-table/ and the reference of its parameters).
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal

from app.errors import Message, says
from app.i18n import Texts
from app.questionnaire.model import Item, Question, QuestionKind, Questionnaire, walk
from app.questionnaire.naming import own_name, unknown
from app.questionnaire.problems import Problem, did_you_mean

_PLACE = re.compile(r"\$\{\s*([A-Za-z_][A-Za-z0-9_.-]*)\s*\}")
_LAST_SAVED = re.compile(r"\$\{\s*last-saved#([A-Za-z_][A-Za-z0-9_.-]*)\s*\}")
_CALL = re.compile(r"[A-Za-z_][A-Za-z0-9_.:-]*\(")
_SUM = re.compile(r"\s*-?[\d.]+\s*(?:[+*]|\s-\s|\sdiv\s|\smod\s)\s*-?[\d.]+.*")
_PARAMETER = re.compile(r"\s*([^\s=]+)\s*=\s*([^=]*?)\s*")
_COLUMN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_APP = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+")

LAST_SAVED = "${last-saved#"
"""A default that comes from another record: nothing of one hearing ever goes into the next."""

_ACCURACY = ("capture-accuracy", "warning-accuracy", "allow-mock-accuracy", "reference-geometry")
_SHAPE = ("allow-mock-accuracy", "incremental", "reference-geometry")
_RANGE = ("start", "end", "step", "tick_interval", "placeholder", "tick_labelset")
_LOCATION = ("location-priority", "location-min-interval", "location-max-age")
_ALLOWED_BY_TYPE: Mapping[str, tuple[str, ...]] = {
    "text": ("rows",),
    "range": _RANGE,
    "image": ("max-pixels", "app"),
    "audio": ("quality",),
    "background-audio": ("quality",),
    "geopoint": _ACCURACY,
    "geotrace": _SHAPE,
    "geoshape": _SHAPE,
    "audit": (*_LOCATION, "track-changes", "identify-user", "track-changes-reasons"),
}
_SELECTING = ("randomize", "seed")
_FROM_FILE = ("randomize", "seed", "value", "label")
_TRUTHS = ("true", "false")
_ONE_OF: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("audio", "quality"): ("voice-only", "low", "normal", "external"),
    ("background-audio", "quality"): ("voice-only", "low", "normal"),
    ("audit", "location-priority"): ("no-power", "low-power", "balanced", "high-accuracy"),
    ("audit", "track-changes"): _TRUTHS,
    ("audit", "identify-user"): _TRUTHS,
    ("audit", "track-changes-reasons"): ("on-form-edit",),
    ("geopoint", "allow-mock-accuracy"): _TRUTHS,
    ("geotrace", "allow-mock-accuracy"): _TRUTHS,
    ("geoshape", "allow-mock-accuracy"): _TRUTHS,
    ("geotrace", "incremental"): ("true",),
    ("geoshape", "incremental"): ("true",),
}
_WHOLE = ("rows", "max-pixels", "location-min-interval", "location-max-age")
_DATES = (QuestionKind.DATE, QuestionKind.DATETIME, QuestionKind.PARTIAL_DATE, QuestionKind.NOT_OFFERED)
_TICKS = frozenset({"vertical", "no-ticks"})
_BOTH_ENDS = 2

Object = Callable[[int, Message], None]


def looks_dynamic(default: str, kind: QuestionKind) -> bool:
    """Tell whether a default is an expression: it refers to something, calls a function, or calculates."""
    if LAST_SAVED in default:
        return False
    if "${" in default or _CALL.search(default):
        return True
    return kind not in _DATES and _SUM.fullmatch(default) is not None


def parameters_of(text: str) -> dict[str, str] | None:
    """Take parameters apart, which stand with spaces, commas or semicolons between them.

    Returns:
        them by key, in lower case; nothing where they have another form or a key stands there twice.
    """
    separator = next((mark for mark in (";", ",") if mark in text), None)
    found: dict[str, str] = {}
    for part in text.split(separator):
        pair = _PARAMETER.fullmatch(part)
        if pair is None or not pair[2] or pair[1].lower() in found:
            return None
        found[pair[1].lower()] = pair[2]
    return found


def parameters_as_text(parameters: Mapping[str, str]) -> str:
    """Write parameters as `parameters_of` reads them."""
    spaced = any(" " in value for value in parameters.values())
    return ("; " if spaced else " ").join(f"{key}={value}" for key, value in parameters.items())


def form_problems(questionnaire: Questionnaire) -> list[Problem]:
    """Give what is wrong between the parts of a questionnaire."""
    return _Form(questionnaire).problems()


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

    def problems(self) -> list[Problem]:
        for item in self._items:
            # What the label refers to is checked with what may stand there, by the compiler.
            for texts in texts_of(item):
                self._check_texts(texts, item.line, self._object, known=texts is item.label)
            if isinstance(item, Question):
                self._check_question(item)
        for choices in self._questionnaire.choices.values():
            for choice in choices:
                for texts in (choice.label, *choice.media.values()):
                    self._check_texts(texts, choice.line, self._object_to_choice)
        instance_name = self._questionnaire.settings.get("instance_name", "")
        self._check_texts(Texts((("", instance_name),)), 2, self._object_to_setting)
        return self._problems

    def _note(self, line: int, message: Message, sheet: str) -> None:
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
            if "${" in _PLACE.sub("", text):
                note(line, says("een verwijzing in „{text}” is niet af. Schrijf: ${{naam}}.", text=text[:60]))
            for name in () if known else dict.fromkeys(_PLACE.findall(text)):
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
            self._check_parameters(question, name)

    def _check_last_saved(self, question: Question) -> None:
        if LAST_SAVED not in question.default:
            return
        found = _LAST_SAVED.fullmatch(question.default)
        if found is None:
            self._object(
                question.line,
                says("„{text}” is niet af. Schrijf: ${{last-saved#naam}}.", text=question.default),
            )
        elif found[1] not in self._names:
            self._object(question.line, unknown(found[1], self._names))

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
            elif not trigger.kind.answerable and trigger.kind not in (
                QuestionKind.NOTE,
                QuestionKind.NOT_OFFERED,
            ):
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
        choices = self._questionnaire.choices.get(name)
        if choices is not None and question.external is not (name in self._questionnaire.external):
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

    # Parameters

    def _check_parameters(self, question: Question, name: str) -> None:
        allowed = _ALLOWED_BY_TYPE.get(name)
        if question.kind.selects:
            allowed = _FROM_FILE if question.source else _SELECTING
        unknown = [key for key in question.parameters if allowed is not None and key not in allowed]
        if unknown and allowed is not None:
            self._object(
                question.line,
                says(
                    "parameter „{name}” kan hier niet. Hier kunnen: {allowed}.",
                    name=unknown[0],
                    allowed=", ".join(allowed),
                ),
            )
            return
        for key, value in question.parameters.items():
            self._check_value(question, name, key, value)
        if name == "range":
            self._check_range(question)
        if name == "audit":
            self._check_location(question)
        if "seed" in question.parameters and "randomize" not in question.parameters:
            self._object(question.line, says("seed werkt alleen met randomize=true. Voeg dat toe."))

    def _check_value(self, question: Question, name: str, key: str, value: str) -> None:
        wanted = _ONE_OF.get((name, key)) or (_TRUTHS if key == "randomize" else None)
        fits = True
        if wanted is not None:
            fits = value.lower() in wanted
        elif key in _WHOLE:
            fits = re.fullmatch(r"\d+" if name == "audit" else r"-?\d+", value) is not None
        elif key == "seed":
            fits = _number(value) is not None or _PLACE.fullmatch(value) is not None
        elif key in ("value", "label"):
            fits = _COLUMN_NAME.fullmatch(value) is not None
        elif key in ("capture-accuracy", "warning-accuracy"):
            fits = _number(value) is not None
        elif key == "app":
            fits = question.appearance not in ("", "annotate") or _APP.fullmatch(value) is not None
        elif key == "reference-geometry":
            lists = self._questionnaire.choices.keys() - self._questionnaire.external
            fits = value in lists or self._refers(value)
        if not fits:
            self._object(question.line, _unfit(key, value, wanted))
        elif key == "seed" and (found := _PLACE.fullmatch(value)) and found[1] not in self._names:
            self._object(question.line, unknown(found[1], self._names))

    def _refers(self, value: str) -> bool:
        found = _PLACE.fullmatch(value)
        return found is not None and found[1] in self._names and found[1] not in self._questions

    def _check_location(self, question: Question) -> None:
        given = [key for key in _LOCATION if key in question.parameters]
        if given and len(given) < len(_LOCATION):
            self._object(
                question.line, says("deze parameters horen bij elkaar: {names}.", names=", ".join(_LOCATION))
            )
        elif given and _number_of(question, "location-max-age") < _number_of(
            question, "location-min-interval"
        ):
            self._object(
                question.line, says("location-max-age kan niet kleiner zijn dan location-min-interval.")
            )

    def _check_range(self, question: Question) -> None:
        parameters = question.parameters
        for key in _RANGE[:-1]:
            if key in parameters and _number(parameters[key]) is None:
                self._object(question.line, _unfit(key, parameters[key], None))
                return
        if any(key in parameters and not _number_of(question, key) for key in ("step", "tick_interval")):
            self._object(question.line, says("step en tick_interval kunnen niet 0 zijn."))
            return
        ticked = [key for key in ("tick_interval", "placeholder", "tick_labelset") if key in parameters]
        if ticked and not set(question.appearance.split()) <= _TICKS:
            self._object(
                question.line,
                says(
                    "„{name}” werkt alleen met appearance vertical of no-ticks, of zonder appearance.",
                    name=ticked[0],
                ),
            )
        scale = Scale.of(question)
        if "tick_interval" in parameters and _number_of(question, "tick_interval") % scale.step:
            self._object(question.line, says("tick_interval moet een veelvoud van step zijn."))
        if "placeholder" in parameters:
            self._must_lie_on(scale, (_number_of(question, "placeholder"),), question, "placeholder")
        if "tick_labelset" in parameters:
            self._check_labels(question, scale)

    def _must_lie_on(
        self, scale: "Scale", numbers: Collection[Decimal], question: Question, key: str
    ) -> None:
        if not all(number in scale for number in numbers):
            self._object(
                question.line,
                says(
                    "„{name}” moet op de schaal liggen: van {start} tot {end}, in stappen van {step}.",
                    name=key,
                    start=str(scale.start),
                    end=str(scale.end),
                    step=str(scale.step),
                ),
            )

    def _check_labels(self, question: Question, scale: "Scale") -> None:
        name = question.parameters["tick_labelset"]
        choices = self._questionnaire.choices.get(name)
        if choices is None:
            self._object(
                question.line,
                says("keuzelijst „{name}” bestaat niet. Voeg haar toe onder choices.", name=name),
            )
            return
        numbers = [number for one in choices if (number := _number(one.name)) is not None]
        if len(numbers) < len(choices):
            self._object(
                question.line, says("de keuzes van „{name}” moeten getallen zijn: tick_labelset.", name=name)
            )
        elif "no-ticks" in question.appearance.split() and (
            len(numbers) != _BOTH_ENDS or set(numbers) != {scale.start, scale.end}
        ):
            self._object(
                question.line,
                says("met no-ticks heeft tick_labelset twee keuzes: het begin en het einde van de schaal."),
            )
        else:
            self._must_lie_on(scale, numbers, question, "tick_labelset")


class Scale:
    """The numbers that a range can be answered with: from start to end, by step."""

    def __init__(self, start: Decimal, end: Decimal, step: Decimal) -> None:
        self.start, self.end, self.step = start, end, step

    @classmethod
    def of(cls, question: Question) -> "Scale":
        """Give the scale of a question whose parameters are numbers; from 1 to 10 if they do not say."""
        found = [_number(question.parameters.get(key, str(default))) for key, default in _SCALE]
        start, end, step = (one if one is not None else Decimal(1) for one in found)
        return cls(start, end, step or Decimal(1))

    def __contains__(self, number: object) -> bool:
        """Tell whether a number is on the scale."""
        if not isinstance(number, Decimal | int):
            return False
        low, high = sorted((self.start, self.end))
        return low <= number <= high and not (Decimal(number) - self.start) % self.step

    @property
    def whole(self) -> bool:
        """Whether every number on it is a whole number."""
        return not any(one % 1 for one in (self.start, self.end, self.step))


_SCALE = (("start", 1), ("end", 10), ("step", 1))


def _number(text: str) -> Decimal | None:
    """Read a number of a sane size; ``1e999999`` would keep Decimal busy."""
    if not re.fullmatch(r"[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})", text):
        return None
    return Decimal(text)


def _number_of(question: Question, key: str) -> Decimal:
    return _number(question.parameters.get(key, "")) or Decimal(0)


def _unfit(key: str, value: str, wanted: Collection[str] | None) -> Message:
    if wanted is not None:
        return says(
            "parameter „{name}” kan niet „{value}” zijn. Kies uit: {wanted}.",
            name=key,
            value=value,
            wanted=", ".join(wanted),
        )
    return says("parameter „{name}” kan niet „{value}” zijn. Controleer hem.", name=key, value=value)
