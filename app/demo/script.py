# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The script of a demo hearing: what is answered where, and what else happens on the way."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.errors import says
from app.questionnaire.values import NonAnswer
from app.strict_yaml import Fields, Listing, Node, Reading, Scalar

Answer = str | tuple[str, ...] | NonAnswer
"""What is typed, the names of what is chosen, or a non-answer."""

Instances = tuple[Mapping[str, Answer], ...]


class Doing(StrEnum):
    """What can happen at a question after its answer."""

    FOLLOW_UP = "follow_up"
    REMARK = "remark"
    INTERPRETER_REMARK = "interpreter_remark"
    PAUSE = "pause"
    NOTE = "note"
    PICTURE = "picture"


_FIELDS: dict[Doing, tuple[str, ...]] = {
    Doing.FOLLOW_UP: ("question", "answer"),
    Doing.REMARK: ("text",),
    Doing.INTERPRETER_REMARK: ("text",),
    Doing.PAUSE: ("minutes",),
    Doing.NOTE: ("search", "quote", "facts", "innocent"),
    Doing.PICTURE: ("name",),
}


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happens at a question."""

    at: str
    doing: Doing
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Script:
    """A whole hearing. `hearing` and `report` map the names of fields to what is typed there."""

    hearing: Mapping[str, str]
    answers: Mapping[str, Answer | Instances]
    moments: tuple[Moment, ...]
    report: Mapping[str, str]


def read_script(text: str, file: str) -> Script:
    """Read a script.

    Raises:
        FileRefusedError: with everything that is wrong with it, by line.
    """
    reading = Reading(file)
    top = reading.fields(reading.document(text), ("hearing", "answers", "moments", "report"))
    parts = top.by_key if top else {}
    script = Script(
        hearing=_texts(reading, parts.get("hearing")),
        answers=_answers(reading, parts.get("answers")),
        moments=tuple(_moment(reading, one) for one in reading.listing(parts.get("moments"))),
        report=_texts(reading, parts.get("report")),
    )
    reading.finish()
    return script


def _texts(reading: Reading, node: Node | None) -> Mapping[str, str]:
    if not isinstance(node, Fields):
        return {}
    return {name: reading.text(value) for name, value in node.by_key.items()}


def _answers(reading: Reading, node: Node | None) -> Mapping[str, Answer | Instances]:
    if not isinstance(node, Fields):
        return {}
    found: dict[str, Answer | Instances] = {}
    for name, value in node.by_key.items():
        if isinstance(value, Listing) and value.items and isinstance(value.items[0], Fields):
            found[name] = tuple(
                {field: _answer(reading, answer) for field, answer in one.by_key.items()}
                for one in value.items
                if isinstance(one, Fields)
            )
        else:
            found[name] = _answer(reading, value)
    return found


def _answer(reading: Reading, node: Node) -> Answer:
    match node:
        case Scalar():
            return node.text
        case Listing():
            return tuple(reading.text(one) for one in node.items)
        case Fields():
            code = reading.text(node.by_key.get("non_answer"))
            if code in tuple(NonAnswer):
                return NonAnswer(code)
            reading.object(node.line, says("schrijf non_answer: unknown, refused of not_applicable."))
            return ""


def _moment(reading: Reading, node: Node) -> Moment:
    fields = reading.fields(node, ("at", "do"), tuple({name for names in _FIELDS.values() for name in names}))
    by_key = fields.by_key if fields else {}
    doing = reading.text(by_key.get("do"))
    if doing not in tuple(Doing):
        reading.object(node.line, says("„{name}” kan hier niet gebeuren.", name=doing))
        return Moment("", Doing.PICTURE, {})
    wanted = _FIELDS[Doing(doing)]
    reading.fields(node, ("at", "do", *wanted))
    return Moment(
        reading.text(by_key.get("at")),
        Doing(doing),
        {name: reading.text(by_key.get(name)) for name in wanted},
    )
