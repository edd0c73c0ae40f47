# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers cases of XPath over XML: one JSON object in, one out, so that engines can be laid side by side."""

import json
import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, NoReturn, TypeVar

from app.errors import Message, says
from app.questionnaire.expressions.code import Code
from app.questionnaire.expressions.conversions import text_of_number
from app.questionnaire.expressions.moments import Moment
from app.questionnaire.expressions.nodes import Node
from app.questionnaire.expressions.over_xml import compile_over_xml, evaluate_over_xml
from app.questionnaire.expressions.parser import ExpressionError
from app.questionnaire.expressions.results import as_number, as_text, as_truth
from app.questionnaire.expressions.scope import EvaluationError, Outside
from app.questionnaire.expressions.xml_tree import XmlNode, XmlRefusedError, read_xml

LONGEST_LINE = 20_000_000
_BYTE_ORDER_MARK = "\ufeff"
_KEPT = 256
_EXACT = 2**53

_Key = TypeVar("_Key", bound=Hashable)
_Made = TypeVar("_Made")
Answer = dict[str, Any]


class CaseError(ValueError):
    """A line is no case; `message` says why."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class Cases:
    """Answers cases; documents and expressions that come again are not read again."""

    def __init__(self, outside: Outside, say: Callable[[Message], str]) -> None:
        self._outside = outside
        self._say = say
        self._trees: OrderedDict[str, XmlNode] = OrderedDict()
        self._codes: OrderedDict[str, Code] = OrderedDict()

    def answer_all(self, lines: Iterable[str]) -> Iterator[str]:
        """Answer every line that is not empty with a line."""
        for place, line in enumerate(lines):
            case = line if place else line.removeprefix(_BYTE_ORDER_MARK)
            if case.strip():
                yield _line(self.answer(case))

    def answer(self, line: str) -> Answer:
        """Answer one line: ``id`` with ``value`` and ``kind``, or with ``error``.

        The kind is `boolean`, `number`, `string` or `nodeset`; a date is a string. Of a node set the value is
        the text of its first node, and `count` tells how many there are. Where the case has a ``kind`` the
        value is converted to it. Numbers that JSON lacks are the strings NaN, Infinity and -Infinity.
        """
        case: dict[str, Any] = {}
        try:
            case = _case(line)
            return {"id": case.get("id"), **self._evaluated(case)}
        except (CaseError, ExpressionError, EvaluationError, XmlRefusedError) as error:
            return {"id": case.get("id"), "error": self._say(error.message)}

    def _evaluated(self, case: dict[str, Any]) -> Answer:
        root: Node = _kept(self._trees, _text(case, "xml", "<data/>"), read_xml)
        code = _kept(self._codes, _text(case, "expr"), compile_over_xml)
        where = _text(case, "context", "/")
        context = root
        if where != "/":
            found = evaluate_over_xml(_kept(self._codes, where, compile_over_xml), root, self._outside)
            if not isinstance(found, list) or not found:
                raise CaseError(says("het pad in „context” leidt nergens heen. Controleer het."))
            context = found[0]
        value = evaluate_over_xml(code, context, self._outside)
        return _shown(value, str(case.get("kind", "")))


def _case(line: str) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise CaseError(says("de regel is te lang. Maak het document kleiner."))
    try:
        case = json.loads(line, object_pairs_hook=_once_each, parse_constant=_no_number)
        json.dumps(case)  # what is too deep to be written again cannot be answered
    except CaseError:
        raise
    except (ValueError, RecursionError) as error:
        raise CaseError(says("de regel is geen JSON. Schrijf één object op elke regel.")) from error
    if not isinstance(case, dict):
        raise CaseError(says("de regel is geen JSON-object. Schrijf één object op elke regel."))
    if "\\ud" in line.lower() and not _is_text(json.dumps(case, ensure_ascii=False)):
        raise CaseError(says("de regel heeft een half teken (\\ud800 tot \\udfff). Verwijder het."))
    return case


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise CaseError(says("„{name}” staat er twee keer. Verwijder er een.", name=name))
        found[name] = value
    return found


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _is_text(text: str) -> bool:
    """Tell whether a text can be written: half of a pair of surrogates cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _line(answer: Answer) -> str:
    line = json.dumps(answer, ensure_ascii=False)
    return line if _is_text(line) else json.dumps(answer)


def _text(case: dict[str, Any], name: str, otherwise: str | None = None) -> str:
    found = case.get(name, otherwise)
    if not isinstance(found, str):
        raise CaseError(says("„{name}” ontbreekt of is geen tekst. Vul het in.", name=name))
    return found


def _kept(known: "OrderedDict[_Key, _Made]", key: _Key, make: Callable[[_Key], _Made]) -> _Made:
    """Give what was made of a key before, or make it; what was not asked for the longest is let go."""
    if key in known:
        known.move_to_end(key)
        return known[key]
    made = known[key] = make(key)
    if len(known) > _KEPT:
        known.popitem(last=False)
    return made


def _shown(value: object, wanted: str) -> Answer:
    if wanted == "boolean" or (not wanted and (isinstance(value, bool) or value is None)):
        return {"value": as_truth(value), "kind": "boolean"}
    if wanted.startswith("number") or (not wanted and isinstance(value, float)):
        return {"value": _number(as_number(value)), "kind": "number"}
    if isinstance(value, list) and not wanted.startswith("string"):
        return {"value": as_text(value), "kind": "nodeset", "count": len(value)}
    if isinstance(value, (Moment, str)) or wanted:
        return {"value": as_text(value), "kind": "string"}
    raise AssertionError(f"an expression gave {type(value)}")


def _number(number: float) -> float | int | str:
    if not math.isfinite(number):
        return text_of_number(number)
    return int(number) if number == math.floor(number) and abs(number) < _EXACT else number
