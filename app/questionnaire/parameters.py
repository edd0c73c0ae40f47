# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The parameters of a question: how they are written, which fit its type, and the scale of a range.

The rules are those of XLSForm (the reference of its parameters, https://xlsform.org/en/ref-table/).
"""

import re
from collections.abc import Callable, Collection, Mapping
from decimal import Decimal
from functools import cached_property

from app.errors import Message, says
from app.questionnaire.model import Question, Questionnaire, walk
from app.questionnaire.naming import REFERENCE, own_name, unknown

_AROUND_EQUALS = re.compile(r"\s*=\s*")
_PARAMETER = re.compile(r"\s*([^\s=]+)\s*=\s*([^=]*?)\s*")
_COLUMN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_APP = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+")

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
_YES = ("true", "yes", "true()")
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
    ("geotrace", "incremental"): _YES,
    ("geoshape", "incremental"): _YES,
}
_BESIDE = ("csv-external", "xml-external")
_ITEMSETS = "itemsets"
"""What the sheet *external_choices* is called in a form."""

_WHOLE = ("rows", "max-pixels", "location-min-interval", "location-max-age")
_TICKS = frozenset({"vertical", "no-ticks"})

Object = Callable[[int, Message], None]


def parameters_of(text: str) -> dict[str, str] | None:
    """Take parameters apart, which stand with spaces, commas or semicolons between them.

    Returns:
        them by key, in lower case; nothing where they have another form or a key stands there twice.
    """
    separator = next((mark for mark in (";", ",") if mark in text), None)
    found: dict[str, str] = {}
    for part in _AROUND_EQUALS.sub("=", text).split(separator):
        pair = _PARAMETER.fullmatch(part)
        if pair is None or not pair[2] or pair[1].lower() in found:
            return None
        found[pair[1].lower()] = pair[2]
    return found


def parameters_as_text(parameters: Mapping[str, str]) -> str:
    """Write parameters as `parameters_of` reads them."""
    spaced = any(" " in value for value in parameters.values())
    return ("; " if spaced else " ").join(f"{key}={value}" for key, value in parameters.items())


class Parameters:
    """Looks at the parameters of the questions of one questionnaire.

    Args:
        questionnaire: the questionnaire.
        names: all names in it.
        questions: those of its questions.
        note: called with the line of what is wrong, and a sentence about it.
    """

    def __init__(
        self, questionnaire: Questionnaire, names: Collection[str], questions: Collection[str], note: Object
    ) -> None:
        self._questionnaire = questionnaire
        self._names = names
        self._questions = questions
        self._object = note

    def check(self, question: Question, name: str) -> None:
        """Look at those of a question whose type is `name`."""
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
            fits = _number(value) is not None or REFERENCE.fullmatch(value) is not None
        elif key in ("value", "label"):
            fits = _COLUMN_NAME.fullmatch(value) is not None
        elif key in ("capture-accuracy", "warning-accuracy"):
            fits = _number(value) is not None
        elif key == "app":
            fits = question.appearance not in ("", "annotate") or _APP.fullmatch(value) is not None
        elif key == "reference-geometry":
            lists = self._questionnaire.choices.keys() - self._questionnaire.external
            fits = value in lists or value in self._files or self._refers(value)
        if not fits:
            self._object(question.line, _unfit(key, value, wanted))
        elif key == "seed" and (found := REFERENCE.fullmatch(value)) and found[1] not in self._names:
            self._object(question.line, unknown(found[1], self._names))

    @cached_property
    def _files(self) -> frozenset[str]:
        """The files that questions choose from or that go along, as ``instance()`` knows them."""
        questions = [one for one in walk(self._questionnaire.children) if isinstance(one, Question)]
        sources = {one.source.rpartition(".")[0] for one in questions if one.source}
        beside = {own_name(one.name) for one in questions if one.type_name in _BESIDE}
        return frozenset(sources | beside | ({_ITEMSETS} if self._questionnaire.external else set()))

    def _refers(self, value: str) -> bool:
        found = REFERENCE.fullmatch(value)
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
        for key, size in (("step", scale.step), ("tick_interval", _number_of(question, "tick_interval"))):
            if size > abs(scale.end - scale.start):
                self._object(
                    question.line,
                    says("{name} kan niet groter zijn dan de hele schaal, van start tot end.", name=key),
                )
                return
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
        elif "no-ticks" in question.appearance.split() and (set(numbers) != {scale.start, scale.end}):
            self._object(
                question.line,
                says("met no-ticks heeft tick_labelset twee keuzes: het begin en het einde van de schaal."),
            )
        elif (interval := _number_of(question, "tick_interval")) and any(
            (number - scale.start) % interval for number in numbers
        ):
            self._object(
                question.line,
                says(
                    "bij elke keuze van „{name}” hoort een streepje: bij {start} en dan om de {interval}.",
                    name=name,
                    start=str(scale.start),
                    interval=str(interval),
                ),
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
