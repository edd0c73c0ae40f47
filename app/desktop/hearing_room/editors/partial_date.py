# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A date as far as it is known, typed as it is said; what was understood stands below it."""

from PySide6.QtWidgets import QComboBox

from app.desktop.display import Display, Words
from app.desktop.hearing_room.editors.editor import Editor
from app.desktop.hearing_room.editors.lines import shown_partial
from app.desktop.hearing_room.editors.partial_date_words import understood
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row, set_look
from app.errors import UserError, says
from app.questionnaire.partial_date import readable
from app.questionnaire.values import PartialDate, Value
from app.services.views import QuestionView

CALENDARS = (
    ("gregorian", says("onze kalender")),
    ("ethiopic", says("Ethiopische kalender")),
    ("persian", says("Perzische kalender")),
    ("islamic", says("islamitische kalender")),
)
"""The calendars that a date can have been given in, as CLDR names them."""

_GREGORIAN = CALENDARS[0][0]
_PARTING = "\t"


class PartialDateEditor(Editor):
    """A line for the date, the calendar it was given in, and for another calendar the date as it was said."""

    def __init__(self, display: Display) -> None:
        super().__init__(display)
        self._line = LineField()
        self._calendar = QComboBox()
        self._said = LineField()
        self._below = Label(look="small")
        set_look(self._line, "answer")
        for code, _ in CALENDARS:
            self._calendar.addItem("", code)
        words = Words(display, self)
        words(self._line.setAccessibleName, says("Datum"))
        words(self._line.setPlaceholderText, says("Bijvoorbeeld 2019, mei 2019, ± 2018 of 12-3-2019"))
        words(self._calendar.setAccessibleName, says("Kalender waarin de datum is gezegd"))
        words(self._said.setAccessibleName, says("Datum zoals gezegd"))
        words(self._said.setPlaceholderText, says("De datum zoals gezegd, in die kalender"))
        line = row(spacing=8)
        line.addWidget(self._line, 2)
        line.addWidget(self._calendar, 1)
        inside = column(self, spacing=4)
        inside.addLayout(line)
        inside.addWidget(self._said)
        inside.addWidget(self._below)
        self.setFocusProxy(self._line)
        self._line.textEdited.connect(self._changed)
        self._said.textEdited.connect(self._changed)
        self._calendar.activated.connect(self._changed)
        for field in (self._line, self._said):
            field.returnPressed.connect(self.done)
        display.changed.connect(self._show)
        self._show()

    def put(self, view: QuestionView) -> None:
        """Show the answer of a question."""
        value = view.value if isinstance(view.value, PartialDate) else None
        self._fill(
            shown_partial(value), value.calendar if value else _GREGORIAN, value.original if value else ""
        )

    def value(self) -> Value:
        """Give the date."""
        text = self._line.text().strip()
        if not text:
            if self._said.text().strip():
                raise UserError(says("Typ ook de datum in onze kalender, zo goed als u die weet."))
            return None
        edtf = understood(text)
        if edtf is None:
            raise UserError(
                says(
                    "„{text}” is geen datum. Typ een jaar, een maand met een jaar, of een hele datum.",
                    text=text,
                )
            )
        calendar = str(self._calendar.currentData())
        return PartialDate(edtf, calendar, self._said.text().strip() if calendar != _GREGORIAN else "")

    def draft(self) -> str:
        """Give what was typed, with the calendar where it is another."""
        parts = (self._line.text(), str(self._calendar.currentData()), self._said.text())
        return parts[0] if parts[1] == _GREGORIAN else _PARTING.join(parts)

    def restore(self, text: str) -> None:
        """Put back what was typed."""
        line, calendar, said = text, _GREGORIAN, ""
        if text.count(_PARTING) == 2:  # noqa: PLR2004 - three parts
            line, calendar, said = text.split(_PARTING)
        self._fill(line, calendar, said)

    def selected_words(self) -> str:
        """Give the words that are selected."""
        return self._line.selectedText()

    def _fill(self, line: str, calendar: str, said: str) -> None:
        self._line.setText(line)
        self._calendar.setCurrentIndex(max(self._calendar.findData(calendar), 0))
        self._said.setText(said)
        self._show()

    def _changed(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        for at, (_, name) in enumerate(CALENDARS):
            self._calendar.setItemText(at, self.display.text(name))
        self._said.setVisible(self._calendar.currentData() != _GREGORIAN)
        edtf = understood(self._line.text())
        self._below.setText(
            f"{readable(PartialDate(edtf), self.display.language)}  ·  EDTF {edtf}" if edtf else ""
        )
        self._below.setVisible(edtf is not None)
