# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Functions of dates and times. What the time is, the scope says."""

from app.questionnaire.expressions.code import Code, Kind, Run, moment_code, number_code, text_code
from app.questionnaire.expressions.functions.signature import Function
from app.questionnaire.expressions.moments import (
    NO_MOMENT,
    Moment,
    date_from_number,
    date_from_text,
    date_time_from_number,
    date_time_from_text,
    date_time_of,
    day_moment,
    formatted,
    part_of_day,
)
from app.questionnaire.expressions.results import as_text
from app.questionnaire.expressions.scope import Scope


def _today(_: tuple[Code, ...]) -> Code:
    def today(scope: Scope) -> Moment:
        return date_from_text(scope.today, scope.outside.now.tzinfo)

    return moment_code(today)


def _now(_: tuple[Code, ...]) -> Code:
    return moment_code(
        lambda scope: date_time_from_text(scope.outside.now.isoformat(), scope.outside.now.tzinfo)
    )


def _read(code: Code) -> Run:
    """Compile what is read as a date; of a partial date, only one of which the day is known."""
    if (span := code.span) is None:
        return code.run

    def day(scope: Scope) -> Moment:
        found = span(scope)
        is_known = found is not None and found.earliest == found.latest
        return day_moment(found.earliest, scope.outside.now.tzinfo) if found and is_known else NO_MOMENT

    return day


def _date(codes: tuple[Code, ...]) -> Code:
    run = _read(codes[0])

    def made(scope: Scope) -> Moment:
        zone, value = scope.outside.now.tzinfo, run(scope)
        match value:
            case Moment():
                return Moment(value.days, value.instant, value.text[:10])
            case bool():
                return NO_MOMENT
            case float():
                return date_from_number(value, zone)
            case _:
                return date_from_text(as_text(value), zone)

    return moment_code(made)


def _date_time(codes: tuple[Code, ...]) -> Code:
    run = _read(codes[0])

    def made(scope: Scope) -> Moment:
        zone, value = scope.outside.now.tzinfo, run(scope)
        match value:
            case Moment():
                return date_time_of(value, zone)
            case bool():
                return NO_MOMENT
            case float():
                return date_time_from_number(value, zone)
            case _:
                return date_time_from_text(as_text(value), zone)

    return moment_code(made)


def _decimal_date_time(codes: tuple[Code, ...]) -> Code:
    moment = _date_time(codes).run

    def days(scope: Scope) -> float:
        found = moment(scope)
        return found.instant if isinstance(found, Moment) else float("nan")

    return number_code(days)


def _decimal_time(codes: tuple[Code, ...]) -> Code:
    text = codes[0].text
    return number_code(lambda scope: part_of_day(text(scope), scope.outside.now))


def _format(codes: tuple[Code, ...]) -> Code:
    run, form = _read(codes[0]), codes[1].text
    dated = codes[0].kind is Kind.DATE or codes[0].span is not None

    def written(scope: Scope) -> str:
        value, zone = run(scope), scope.outside.now.tzinfo
        if isinstance(value, Moment) and dated and "T" not in value.text:
            return formatted(value.text, form(scope), zone)
        return formatted(as_text(value), form(scope), zone)

    return text_code(written)


DATES: dict[str, Function] = {
    "today": Function("", _today, "the day of the hearing"),
    "now": Function("", _now, "the present moment"),
    "date": Function("date", _date, "a date, of a text or of days since 1970"),
    "date-time": Function("date", _date_time, "a date with a time, of a text or of days since 1970"),
    "decimal-date-time": Function(
        "date", _decimal_date_time, "days since 1970 in UTC, with the time as a part"
    ),
    "decimal-time": Function(
        "text",
        _decimal_time,
        "a time as a part of the day",
    ),
    "format-date": Function("date text", _format, "a date in a form such as %d-%m-%Y"),
    "format-date-time": Function("date text", _format, "a date with a time in a form such as %d-%m-%Y %H:%M"),
}
