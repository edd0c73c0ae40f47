# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire as JSON and back, much faster than reading its source: what the cache holds.

Text, numbers and lists, of which the first item says what they are: nothing in it can be executed. What is
empty is left out. It is no format to exchange; that is YAML or a workbook.
"""

import json
from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import Any

from app.i18n import Texts
from app.questionnaire.model import (
    Choice,
    Formula,
    Group,
    Question,
    QuestionKind,
    Questionnaire,
    Repeat,
    nothing,
)
from app.questionnaire.values import NonAnswer

_CLASSES: dict[str, type] = {
    "Questionnaire": Questionnaire,
    "Group": Group,
    "Repeat": Repeat,
    "Question": Question,
    "Choice": Choice,
}
_EMPTY: dict[str, Any] = {
    "Texts": Texts(),
    "Formula | None": None,
    "str": "",
    "bool": False,
    "int": 0,
    "frozenset[NonAnswer]": frozenset(),
    "frozenset[str]": frozenset(),
}

SCHEMA = "; ".join(f"{name}: {', '.join(one.name for one in fields(cls))}" for name, cls in _CLASSES.items())
"""What the model is made of; what was written with another schema cannot be read."""


def _blank(cls: type) -> dict[str, Any]:
    """Give the fields of a class that are left out where they are empty."""
    blank: dict[str, Any] = {}
    for one in fields(cls):
        if one.default is not MISSING:
            blank[one.name] = one.default
        elif one.default_factory is not MISSING:
            blank[one.name] = one.default_factory()
        else:
            kind = one.type if isinstance(one.type, str) else getattr(one.type, "__name__", str(one.type))
            blank[one.name] = _EMPTY.get(str(kind), () if str(kind).startswith("tuple") else None)
    return blank


_BLANK = {name: _blank(cls) for name, cls in _CLASSES.items()}
_NAMES = {cls: name for name, cls in _CLASSES.items()}


def dump(questionnaire: Questionnaire) -> str:
    """Write a questionnaire; what its reader remarked is left out."""
    return json.dumps(_packed(questionnaire), ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Questionnaire:
    """Read what `dump` wrote.

    Raises:
        ValueError: it is something else.
    """
    try:
        found = _unpacked(json.loads(text))
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError("not a questionnaire") from error
    if not isinstance(found, Questionnaire):
        raise ValueError("not a questionnaire")  # noqa: TRY004 - what is wrong is the text
    return found


def _packed(value: Any) -> Any:
    match value:
        case QuestionKind():
            return value.value
        case None | bool() | int() | str():
            return value
        case Texts():
            return ["texts", *(part for pair in value for part in pair)]
        case Formula():
            return ["formula", value.text, value.line]
        case tuple():
            return ["tuple", *map(_packed, value)]
        case frozenset():
            of_codes = any(isinstance(one, NonAnswer) for one in value)
            return ["non_answers" if of_codes else "set", *sorted(map(str, value))]
        case Mapping():
            return ["mapping", *(_packed(part) for pair in value.items() for part in pair)]
    name = _NAMES[type(value)]
    kept: dict[str, Any] = {}
    for one in fields(value):
        found = getattr(value, one.name)
        if one.name != "remarks" and found != _BLANK[name][one.name]:
            kept[one.name] = _packed(found)
    return [name, kept]


def _unpacked(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    match value[0]:
        case "texts":
            return Texts(tuple(zip(value[1::2], value[2::2], strict=True)))
        case "formula":
            return Formula(value[1], value[2])
        case "tuple":
            return tuple(map(_unpacked, value[1:]))
        case "set":
            return frozenset(value[1:])
        case "non_answers":
            return frozenset(map(NonAnswer, value[1:]))
        case "mapping":
            pairs = zip(value[1::2], map(_unpacked, value[2::2]), strict=True)
            return MappingProxyType(dict(pairs)) if len(value) > 1 else nothing()
        case name:
            kept = {key: _unpacked(one) if isinstance(one, list) else one for key, one in value[1].items()}
            if "kind" in kept:
                kept["kind"] = QuestionKind(kept["kind"])
            return _CLASSES[name](**{**_BLANK[name], **kept})
