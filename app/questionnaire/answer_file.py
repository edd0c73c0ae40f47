# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers as JSON, to try a questionnaire with: read into an evaluation, and written of one.

An answer stands under the name of its question: a text, a number, a list of choices, ``true`` for what is
confirmed, a date as ISO 8601 has it, a partial date as EDTF. ``{"non_answer": "refused"}`` is an answer that
is no value. A repeat is a list, with an object of the same kind for each instance. Groups have no part in it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from app.errors import UserError, says
from app.questionnaire.cells import Instances
from app.questionnaire.check_value import CONFIRMED, check_value
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.model import Question, QuestionKind, Repeat
from app.questionnaire.problems import did_you_mean
from app.questionnaire.values import Address, Attachment, NonAnswer, PartialDate, Value

_NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
"""A number as a person writes one; Python takes more, such as ``1_0``."""

DEEPEST = 20
"""Repeats in repeats beyond this are refused."""


def give_answers(evaluation: Evaluation, text: str) -> None:
    """Read answers and give them.

    Raises:
        UserError: the text is no such JSON, or an answer does not fit its question.
    """
    _give(evaluation, _loaded(text), ())


def written(evaluation: Evaluation, language: str) -> Iterator[dict[str, Any]]:
    """Give how each question stands, in order, as a line of JSON should have it."""
    for address in evaluation.addresses():
        question, status = evaluation.question(address), evaluation.status(address)
        label = evaluation.label(address)
        choices = evaluation.choices(address)
        yield {
            "name": address.name,
            "instances": list(address.instances),
            "number": question.number,
            "type": question.kind.value,
            "label": label.show(language),
            "value": _plain(status.value),
            "relevant": status.relevant,
            "required": status.required,
            "valid": status.problem is None,
            "why": status.problem.show(language) if status.problem else None,
            "warning": status.warning.show(language) if status.warning else None,
            "choices": [{"name": one.name, "label": one.label.show(language)} for one in choices],
        }


def _loaded(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text, parse_float=Decimal, object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise UserError(
            says("Dit is geen geldige JSON. Controleer aanhalingstekens, komma's en haakjes.")
        ) from error
    if not isinstance(found, dict):
        raise UserError(
            says("De antwoorden horen tussen accolades te staan, elk onder de naam van zijn vraag.")
        )
    return found


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise UserError(says("„{name}” staat er twee keer. Verwijder er een.", name=name))
        found[name] = value
    return found


def _give(evaluation: Evaluation, answers: Mapping[str, Any], instances: Instances) -> None:
    placed = evaluation.compiled.placed
    if len(instances) > DEEPEST:
        raise UserError(says("dit is te diep genest. Controleer het inspringen."))
    for name, answer in answers.items():
        found = placed.get(name)
        if found is None:
            raise UserError(
                says("Vraag „{name}” bestaat niet. {advice}", name=name, advice=did_you_mean(name, placed))
            )
        if len(found.repeats) != len(instances):
            raise UserError(says("„{name}” staat hier niet: zet het in de goede herhaling.", name=name))
        match found.item:
            case Question():
                address = Address(name, instances)
                value = _value(found.item, answer)
                offer = evaluation.compiled.offers.get(name)
                choices = offer.choices if offer is not None and not offer.answers_of else ()
                check_value(found.item, value, choices or evaluation.choices(address))
                evaluation.set(address, value)
            case Repeat():
                _give_instances(evaluation, found.item, answer, instances)
            case _:
                raise UserError(
                    says("„{name}” is een groep en heeft geen antwoord. Noem een vraag.", name=name)
                )


def _give_instances(evaluation: Evaluation, repeat: Repeat, answer: object, parents: Instances) -> None:
    if not isinstance(answer, list) or not all(isinstance(one, dict) for one in answer):
        raise UserError(
            says("Bij herhaling „{name}” hoort een lijst, met accolades om elk deel.", name=repeat.name)
        )
    for index, inside in enumerate(answer, 1):
        if str(index) not in evaluation.instances(repeat.name, parents):
            if repeat.repeat_count is not None:
                raise UserError(
                    says("Herhaling „{name}” heeft nu geen {index} delen.", name=repeat.name, index=index)
                )
            evaluation.add_instance(repeat.name, str(index), parents)
        _give(evaluation, inside, (*parents, str(index)))


def _value(question: Question, answer: object) -> Value:
    try:
        return _of_kind(question.kind, answer)
    except (ValueError, TypeError, ArithmeticError) as error:
        raise UserError(
            says(
                "Dit antwoord past niet bij vraag {number}. Vul het opnieuw in.",
                number=question.number or question.name,
            )
        ) from error


def _of_kind(kind: QuestionKind, answer: object) -> Value:
    match kind, answer:
        case _, None:
            return None
        case _, {"non_answer": str(code), **rest} if not rest:
            return NonAnswer(code)
        case ((QuestionKind.INSTRUCTION | QuestionKind.ACKNOWLEDGE), True):
            return CONFIRMED
        case _, bool():
            raise ValueError(answer)
        case QuestionKind.INTEGER, (int() | str()):
            return int(_figures(answer))
        case ((QuestionKind.DECIMAL | QuestionKind.RANGE), (int() | str() | Decimal())):
            return Decimal(_figures(answer))
        case QuestionKind.DATE, str():
            return date.fromisoformat(answer)
        case QuestionKind.TIME, str():
            return time.fromisoformat(answer)
        case QuestionKind.DATETIME, str():
            return datetime.fromisoformat(answer)
        case QuestionKind.PARTIAL_DATE, str():
            return PartialDate(answer)
        case ((QuestionKind.SELECT_MULTIPLE | QuestionKind.RANK), list()):
            return tuple(str(name) for name in answer)
        case _, str():
            return answer
    raise ValueError(answer)


def _figures(answer: int | str | Decimal) -> int | str | Decimal:
    if isinstance(answer, str) and not _NUMBER.fullmatch(answer):
        raise ValueError(answer)
    return answer


def _plain(value: Value) -> object:
    match value:
        case None | str() | int() if not isinstance(value, NonAnswer):
            return value
        case NonAnswer():
            return {"non_answer": value.value}
        case tuple():
            return list(value)
        case PartialDate():
            return value.edtf
        case Attachment():
            return value.name
        case date() | time():
            return value.isoformat()
        case _:
            return format(value, "f")
