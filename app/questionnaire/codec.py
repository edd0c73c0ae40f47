# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers as text: exactly, to be stored and read back, and plainly, to be read by people.

The stored form is canonical JSON, ``[kind, value]``: the same answer always gives the same bytes.
"""

import json
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from app.errors import IntegrityError, says
from app.names import country_name, day_and_time, day_in_words, decimal_in_words, language_name
from app.questionnaire.model import Choice, QuestionKind
from app.questionnaire.partial_date import readable
from app.questionnaire.values import Attachment, NonAnswer, PartialDate, Value


def encode(value: Value) -> str:
    """Write an answer so that `decode` gives the same answer back."""
    return json.dumps(_tagged(value), ensure_ascii=False, separators=(",", ":"))


def decode(text: str) -> Value:
    """Read what `encode` wrote.

    Raises:
        IntegrityError: it is something else.
    """
    try:
        tag, content = json.loads(text)
        return _untagged(tag, content)
    except (ValueError, TypeError, KeyError, InvalidOperation) as error:
        raise IntegrityError(
            says(
                "Een opgeslagen antwoord is onleesbaar. Zet een reservekopie terug en meld het de beheerder."
            )
        ) from error


def plain(value: Value, kind: QuestionKind, choices: Sequence[Choice], language: str) -> str:
    """Write an answer as people read it; what is no answer of the applicant's gives nothing.

    Non-answers have no words here: each place that shows them has its own.
    """
    match value:
        case None | NonAnswer():
            return ""
        case PartialDate():
            return readable(value, language)
        case Attachment():
            return value.name
        case tuple():
            return ", ".join(_choice_label(name, choices, language) for name in value)
        case datetime():
            return day_and_time(value, language)
        case date():
            return day_in_words(value, language)
        case time():
            return f"{value:%H:%M}"
        case str():
            return _plain_text(value, kind, choices, language)
        case Decimal():
            return decimal_in_words(value, language)
    return str(value)


def _plain_text(text: str, kind: QuestionKind, choices: Sequence[Choice], language: str) -> str:
    match kind:
        case QuestionKind.SELECT_ONE:
            return _choice_label(text, choices, language)
        case QuestionKind.COUNTRY:
            return country_name(text, language)
        case QuestionKind.LANGUAGE:
            return language_name(text, language)
        case _:
            return text


def _choice_label(name: str, choices: Sequence[Choice], language: str) -> str:
    return next((choice.label.show(language) for choice in choices if choice.name == name), name)


def _tagged(value: Value) -> list[Any]:
    match value:
        case None:
            return ["none", None]
        case NonAnswer():
            return ["non_answer", value.value]
        case PartialDate():
            return ["partial_date", [value.edtf, value.calendar, value.original]]
        case Attachment():
            return ["file", [value.attachment_id, value.name, value.sha256, value.size]]
        case tuple():
            return ["choices", list(value)]
        case datetime():
            return ["datetime", value.isoformat()]
        case date():
            return ["date", value.isoformat()]
        case time():
            return ["time", value.isoformat()]
        case Decimal():
            return ["decimal", str(value)]
        case int():
            return ["integer", value]
        case str():
            return ["text", value]


def _untagged(tag: str, content: Any) -> Value:
    match tag, content:
        case "none", None:
            return None
        case "non_answer", str():
            return NonAnswer(content)
        case "partial_date", [str() as edtf, str() as calendar, str() as original]:
            return PartialDate(edtf, calendar, original)
        case "file", [str() as attachment_id, str() as name, str() as sha256, int() as size]:
            return Attachment(attachment_id, name, sha256, size)
        case "choices", list() if all(isinstance(name, str) for name in content):
            return tuple(content)
        case "datetime", str():
            return datetime.fromisoformat(content)
        case "date", str():
            return date.fromisoformat(content)
        case "time", str():
            return time.fromisoformat(content)
        case "decimal", str():
            return Decimal(content)
        case "integer", int() if not isinstance(content, bool):
            return content
        case "text", str():
            return content
    raise ValueError(tag)
