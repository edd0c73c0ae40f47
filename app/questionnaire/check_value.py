# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Guards the store: an answer of the wrong type for its question goes no further than here."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from decimal import Decimal

from app.errors import UserError, says
from app.questionnaire.model import Choice, Question, QuestionKind
from app.questionnaire.parameters import Scale
from app.questionnaire.partial_date import check_edtf
from app.questionnaire.values import Attachment, NonAnswer, PartialDate, Value

MOST_CHARACTERS = 200_000
"""The longest answer that is kept, about a hundred printed pages."""

MOST_DIGITS = 100
"""The most digits that a number has before its point, and after it."""

CONFIRMED = "OK"
"""The answer of an instruction that was given."""

_COUNTRY = re.compile(r"[A-Z]{2}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")

_TYPES: dict[QuestionKind, type | tuple[type, ...]] = {
    QuestionKind.TEXT: str,
    QuestionKind.NARRATIVE: str,
    QuestionKind.INTEGER: int,
    QuestionKind.DECIMAL: (int, Decimal),
    QuestionKind.DATE: date,
    QuestionKind.TIME: time,
    QuestionKind.DATETIME: datetime,
    QuestionKind.PARTIAL_DATE: PartialDate,
    QuestionKind.SELECT_ONE: str,
    QuestionKind.SELECT_MULTIPLE: tuple,
    QuestionKind.COUNTRY: str,
    QuestionKind.LANGUAGE: str,
    QuestionKind.INSTRUCTION: str,
    QuestionKind.ACKNOWLEDGE: str,
    QuestionKind.RANGE: (int, Decimal),
    QuestionKind.RANK: tuple,
    QuestionKind.BARCODE: str,
    QuestionKind.IMAGE: Attachment,
    QuestionKind.AUDIO: Attachment,
    QuestionKind.VIDEO: Attachment,
    QuestionKind.FILE: Attachment,
}


def check_value(question: Question, value: Value, choices: Sequence[Choice] = ()) -> None:
    """Check that `value` is an answer that `question` can take; ``None`` takes an answer back.

    Raises:
        UserError: it is not.
    """
    if not question.answerable:
        raise UserError(says("Vraag {number} wordt niet met de hand beantwoord.", number=_called(question)))
    if value is None:
        return
    if isinstance(value, NonAnswer):
        if value not in question.non_answers:
            raise UserError(says("Vraag {number} kan zo niet worden overgeslagen.", number=_called(question)))
        return
    if not _fits(value, question.kind):
        raise UserError(
            says("Dit antwoord past niet bij vraag {number}. Vul het opnieuw in.", number=_called(question))
        )
    if isinstance(value, (int, Decimal)):
        check_size(value)
    check_content(question, value, choices)


def _called(question: Question) -> str:
    return question.number or question.name


def _fits(value: Value, kind: QuestionKind) -> bool:
    if isinstance(value, bool) or (isinstance(value, datetime) and kind is not QuestionKind.DATETIME):
        return False
    return isinstance(value, _TYPES[kind])


def check_content(question: Question, value: Value, choices: Sequence[Choice]) -> None:
    """Check what a value of the right type says, such as whether a choice is among those there are.

    Raises:
        UserError: it is no answer to the question.
    """
    match question.kind, value:
        case QuestionKind.SELECT_ONE, str():
            _check_choices((value,), choices)
        case ((QuestionKind.SELECT_MULTIPLE | QuestionKind.RANK), tuple()):
            _check_choices(value, choices)
        case QuestionKind.RANGE, (int() | Decimal()):
            _check_scale(Scale.of(question), value)
        case QuestionKind.PARTIAL_DATE, PartialDate():
            check_edtf(value.edtf)
        case QuestionKind.DECIMAL, Decimal() if not value.is_finite():
            raise UserError(says("Dit is geen getal. Typ een getal, zoals 12 of 3,5."))
        case QuestionKind.COUNTRY, str() if not _COUNTRY.fullmatch(value):
            raise UserError(says("„{text}” is geen land. Kies een land uit de lijst.", text=value))
        case QuestionKind.LANGUAGE, str() if not _LANGUAGE.fullmatch(value):
            raise UserError(says("„{text}” is geen taal. Kies een taal uit de lijst.", text=value))
        case ((QuestionKind.INSTRUCTION | QuestionKind.ACKNOWLEDGE), str()) if value != CONFIRMED:
            raise UserError(says("Een uitleg kan alleen worden bevestigd."))
        case ((QuestionKind.TEXT | QuestionKind.NARRATIVE | QuestionKind.BARCODE), str()):
            check_length(value)
        case _:
            pass


def check_length(words: str) -> None:
    """Refuse words that are too many to be kept and read in one piece.

    Raises:
        UserError: they are.
    """
    if len(words) > MOST_CHARACTERS:
        raise UserError(says("Dit is langer dan {most} tekens. Kort het in.", most=MOST_CHARACTERS))


def check_size(number: int | Decimal) -> None:
    """Refuse a number that nobody means and that takes endlessly long to write out, such as 1e9999999.

    Raises:
        UserError: it has too many digits before or after the point.
    """
    if isinstance(number, int):
        fits = abs(number) < 10**MOST_DIGITS
    elif number.is_finite():
        exponent = number.as_tuple().exponent
        fits = number.adjusted() < MOST_DIGITS and isinstance(exponent, int) and exponent >= -MOST_DIGITS
    else:
        return  # no number at all, which is said elsewhere
    if not fits:
        raise UserError(
            says("Dit getal heeft meer dan {most} cijfers. Typ een korter getal.", most=MOST_DIGITS)
        )


def _check_scale(scale: Scale, value: int | Decimal) -> None:
    if (isinstance(value, Decimal) and not value.is_finite()) or value not in scale:
        raise UserError(
            says(
                "Dit getal ligt niet op de schaal. Kies van {start} tot {end}, in stappen van {step}.",
                start=str(scale.start),
                end=str(scale.end),
                step=str(scale.step),
            )
        )


def _check_choices(names: Sequence[object], choices: Sequence[Choice]) -> None:
    known = {choice.name for choice in choices}
    for name in names:
        if name not in known:
            raise UserError(says("„{text}” is hier geen keuze. Kies uit de lijst.", text=str(name)))
    if len(set(names)) < len(names):
        raise UserError(says("Een keuze is twee keer gekozen. Kies elke keuze één keer."))
