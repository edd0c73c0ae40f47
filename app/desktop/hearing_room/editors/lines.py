# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers of one line: text, numbers, dates and times."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from re import fullmatch

from app.desktop.display import Display, Words
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.hearing_room.editors.partial_date_words import understood
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, set_look
from app.errors import Message, UserError, says
from app.names import OFFICE_ZONE, clock_time, decimal_in_words
from app.questionnaire.check_value import check_size
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import NonAnswer, PartialDate, Value
from app.services.views import QuestionView

_FULL_DATE = 10


class LineEditor(Editor):
    """One line of text, read by `read` and written by `write`."""

    def __init__(
        self,
        display: Display,
        read: Callable[[str], Value],
        write: Callable[[Value], str],
        hint: Message | None = None,
    ) -> None:
        super().__init__(display)
        self._read = read
        self._write = write
        self._line = LineField()
        set_look(self._line, "answer")
        words = Words(display, self)
        words(self._line.setAccessibleName, says("Antwoord"))
        if hint is not None:
            words(self._line.setPlaceholderText, hint)
        column(self).addWidget(self._line)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(lambda _text: self.edited.emit())
        self._line.returnPressed.connect(self.done)

    def put(self, view: QuestionView) -> None:
        """Show the answer of a question."""
        self._line.setText("" if isinstance(view.value, NonAnswer) else self._write(view.value))

    def value(self) -> Value:
        """Give the answer."""
        text = self._line.text().strip()
        return self._read(text) if text else None

    def draft(self) -> str:
        """Give the line."""
        return self._line.text()

    def restore(self, text: str) -> None:
        """Put back a line."""
        self._line.setText(text)

    def selected_words(self) -> str:
        """Give the words that are selected."""
        return self._line.selectedText()


def line_editor(kind: QuestionKind, display: Display) -> LineEditor:
    """Make the editor for a kind of answer that fits on a line."""
    match kind:
        case QuestionKind.INTEGER:
            return LineEditor(display, read_integer, _shown)
        case QuestionKind.DECIMAL:
            return LineEditor(display, read_decimal, lambda value: _shown_decimal(value, display.language))
        case QuestionKind.RANGE:
            return LineEditor(display, read_number, lambda value: _shown_number(value, display.language))
        case QuestionKind.DATE:
            return LineEditor(display, read_date, _shown_date, says("Bijvoorbeeld 23-11-2026"))
        case QuestionKind.TIME:
            return LineEditor(display, read_time, _shown_time, says("Bijvoorbeeld 14:30"))
        case QuestionKind.DATETIME:
            return LineEditor(display, read_moment, _shown_moment, says("Bijvoorbeeld 23-11-2026 14:30"))
        case _:
            return LineEditor(display, str, _shown)


def read_integer(text: str) -> int:
    """Read a whole number."""
    if not fullmatch(r"-?\d{1,15}", text):
        raise UserError(says("„{text}” is geen heel getal. Typ alleen cijfers, zoals 12.", text=text))
    return int(text)


def read_decimal(text: str) -> Decimal:
    """Read a number, with a comma or a point."""
    try:
        found = Decimal(text.replace(",", "."))
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise UserError(says("„{text}” is geen getal. Typ een getal, zoals 12 of 3,5.", text=text))
    check_size(found)
    return found


def read_number(text: str) -> int | Decimal:
    """Read a number on a scale: whole where it can be."""
    found = read_decimal(text)
    return int(found) if found == found.to_integral_value() else found


def _shown_number(value: Value, language: str) -> str:
    return _shown_decimal(value, language) if isinstance(value, Decimal) else _shown(value)


def read_date(text: str) -> date:
    """Read a whole date."""
    edtf = understood(text)
    if edtf is None or len(edtf) != _FULL_DATE or "X" in edtf:
        raise UserError(says("„{text}” is geen hele datum. Typ dag, maand en jaar: 23-11-2026.", text=text))
    return date.fromisoformat(edtf)


def read_time(text: str) -> time:
    """Read a time of day."""
    match = fullmatch(r"(\d{1,2})[:.]?(\d{2})", text)
    if match is None or int(match[1]) > 23 or int(match[2]) > 59:  # noqa: PLR2004 - hours and minutes
        raise UserError(says("„{text}” is geen tijd. Typ uren en minuten: 14:30.", text=text))
    return time(int(match[1]), int(match[2]))


def read_moment(text: str) -> datetime:
    """Read a date with a time of day."""
    day, _, clock = text.rpartition(" ")
    if not day:
        raise UserError(says("Bij „{text}” hoort ook een tijd. Typ beide: 23-11-2026 14:30.", text=text))
    return datetime.combine(read_date(day), read_time(clock), OFFICE_ZONE)


def _shown(value: Value) -> str:
    return "" if value is None else str(value)


def _shown_decimal(value: Value, language: str) -> str:
    return decimal_in_words(value, language) if isinstance(value, Decimal) else _shown(value)


def _shown_date(value: Value) -> str:
    return f"{value.day}-{value.month}-{value.year}" if isinstance(value, date) else ""


def _shown_time(value: Value) -> str:
    return f"{value:%H:%M}" if isinstance(value, time) else ""


def _shown_moment(value: Value) -> str:
    if not isinstance(value, datetime):
        return ""
    local = value.astimezone(OFFICE_ZONE)
    return f"{_shown_date(local)} {clock_time(value)}"


def shown_partial(value: Value) -> str:
    """Write a partial date as one would type it."""
    return value.edtf if isinstance(value, PartialDate) else ""
