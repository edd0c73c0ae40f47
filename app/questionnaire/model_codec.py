# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire as JSON and back, much faster than reading its source: what the cache holds.

Text, numbers and lists, of which the first item says what they are: nothing in it can be executed. What is
empty is left out. It is no format to exchange; that is YAML or a workbook.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, replace
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

_CLASSES: tuple[type, ...] = (Questionnaire, Group, Repeat, Question, Choice)
_EMPTY: dict[str, Any] = {
    "Texts": Texts(),
    "Formula | None": None,
    "str": "",
    "bool": False,
    "int": 0,
    "frozenset[NonAnswer]": frozenset(),
    "frozenset[str]": frozenset(),
}

SCHEMA = "; ".join(f"{cls.__name__}: {', '.join(one.name for one in fields(cls))}" for cls in _CLASSES)
"""What the model is made of; what was written with another schema cannot be read."""


def _blank(cls: type) -> list[Any]:
    """Give what the fields of a class are where they are left out, as they are empty."""
    blank: list[Any] = []
    for one in fields(cls):
        if one.default is not MISSING:
            blank.append(one.default)
        elif one.default_factory is not MISSING:
            blank.append(one.default_factory())
        else:
            kind = one.type if isinstance(one.type, str) else getattr(one.type, "__name__", str(one.type))
            blank.append(_EMPTY.get(str(kind), () if str(kind).startswith("tuple") else None))
    return blank


_BLANK = [_blank(cls) for cls in _CLASSES]
_PLACES = {cls: at for at, cls in enumerate(_CLASSES)}


def dump(questionnaire: Questionnaire) -> str:
    """Write a questionnaire: a line for the whole, and one for each section.

    What its reader remarked is left out.
    """
    whole = _line(replace(questionnaire, children=()))
    return "\n".join((whole, *map(_line, questionnaire.children)))


def load(text: str) -> Questionnaire:
    """Read what `dump` wrote.

    Raises:
        ValueError: it is something else.
    """
    unpacking = _Unpacking()
    try:
        # Line by line, so that what is taken apart never stands beside the whole of what is made.
        found, *sections = [unpacking.unpacked(json.loads(line)) for line in text.split("\n")]
    except (KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
        raise ValueError("not a questionnaire") from error
    if not isinstance(found, Questionnaire) or not all(isinstance(one, Group) for one in sections):
        raise ValueError("not a questionnaire")
    return replace(found, children=tuple(sections))


def _line(part: Questionnaire | Group) -> str:
    return json.dumps(_packed(part), ensure_ascii=False, separators=(",", ":"))


def _packed(value: Any) -> Any:
    match value:
        case QuestionKind():
            return ["kind", value.value]
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
    place = _PLACES[type(value)]
    kept: list[Any] = [place]
    for at, one in enumerate(fields(value)):
        found = getattr(value, one.name)
        if one.name != "remarks" and found != _BLANK[place][at]:
            kept += [at, _packed(found)]
    return kept


class _Unpacking:
    """The reading of one questionnaire. What stands in it many times over is made once."""

    def __init__(self) -> None:
        self._known: dict[Any, Any] = {}
        self._readers: dict[str, Callable[[list[Any]], Any]] = {
            "texts": self._once(self._texts),
            "formula": self._formula,
            "tuple": lambda row: tuple([self.unpacked(one) for one in row[1:]]),
            "mapping": self._mapping,
            "kind": self._once(lambda row: QuestionKind(row[1])),
            "set": self._once(lambda row: frozenset(row[1:])),
            "non_answers": self._once(lambda row: frozenset(map(NonAnswer, row[1:]))),
        }

    def unpacked(self, value: Any) -> Any:
        """Make what `_packed` took apart."""
        if not isinstance(value, list):
            return self._known.setdefault(value, value) if isinstance(value, str) else value
        head = value[0]
        if isinstance(head, str):
            return self._readers[head](value)
        made = _BLANK[head].copy()
        parts = iter(value)
        next(parts)
        for at, part in zip(parts, parts, strict=True):
            made[at] = self.unpacked(part)
        return _CLASSES[head](*made)

    def _texts(self, row: list[Any]) -> Texts:
        shared = [self._known.setdefault(part, part) for part in row]
        return Texts(tuple(zip(shared[1::2], shared[2::2], strict=True)))

    def _formula(self, row: list[Any]) -> Formula:
        _, text, line = row
        return Formula(self._known.setdefault(text, text), line)

    def _mapping(self, row: list[Any]) -> Mapping[str, Any]:
        if len(row) == 1:
            return nothing()
        parts = [self.unpacked(part) for part in row[1:]]
        return MappingProxyType(dict(zip(parts[::2], parts[1::2], strict=True)))

    def _once(self, make: Callable[[list[Any]], Any]) -> Callable[[list[Any]], Any]:
        def made(row: list[Any]) -> Any:
            key = tuple(row)
            found = self._known.get(key)
            if found is None:
                found = self._known[key] = make(row)
            return found

        return made
