# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The report itself: the words that were said, and all that an author adds to them, each kept apart."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from app.desktop.display import Display, Words
from app.desktop.signal_desk.numbered_field import NumberedField
from app.desktop.signal_desk.wording import TONES, hints_told, may_change, place_of, state_told
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import column, row
from app.errors import Message, says
from app.services.signal_views import NoteFields, ReportView
from app.services.words import BASES, DIRECTNESS, REPORT_STATES
from app.signals.records import Basis, Directness

_PAIRED = 620
"""Pixels at 100 %; with less room the short fields stand below each other."""


class ReportForm(QWidget):
    """The form of one report.

    Signals:
        edited: the user changed something.
    """

    edited = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._words = Words(display, self)
        self._report: ReportView | None = None
        self._title = Label(look="title")
        self._chip = Chip()
        self._state = Label(look="guidance")
        self._place = Label(look="small")
        self._quote = Label(look="answer")
        self._about = Label(look="small")
        self._basis = QComboBox()
        self._directness = QComboBox()
        self._grid = QGridLayout()
        self.fields = {
            "facts": NumberedField(
                display, 2, says("Feiten"), says("Alleen wat is gezegd, gezien of getoond."), lines=3
            ),
            "reading": NumberedField(
                display,
                3,
                says("Uw duiding, los van de feiten"),
                says("Wat zou dit kunnen betekenen? Hoe zeker bent u?"),
            ),
            "innocent": NumberedField(
                display, 4, says("Onschuldige verklaring"), says("Hoe kan het ook zijn gegaan?")
            ),
            "against": NumberedField(
                display, 5, says("Wat pleit ertegen"), says("Wat past niet bij uw duiding?")
            ),
            "unknown": NumberedField(
                display, 6, says("Wat is niet bekend"), says("Onbekend is ook een antwoord.")
            ),
            "explanation": NumberedField(
                display, 7, says("Uitleg van betrokkene"), says("Is het voorgelegd? Wat zei betrokkene zelf?")
            ),
            "translation_doubt": NumberedField(
                display, 8, says("Twijfel over de vertaling"), says("Leeg laten als er geen twijfel is.")
            ),
            "original_term": NumberedField(
                display, 9, says("Woord in de eigen taal"), says("Alleen als het ertoe doet.")
            ),
            "others": NumberedField(
                display, 10, says("Andere personen"), says("Alleen voor zover nodig voor deze melding.")
            ),
        }
        self._lay_out(
            Field(display, says("Waarop steunt dit?"), self._basis),
            Field(display, says("Hoe weet u dit?"), self._directness),
        )
        for field in self.fields.values():
            field.edited.connect(self.edited)
        for box in (self._basis, self._directness):
            box.activated.connect(lambda _at: self.edited.emit())
        self.retranslate()

    def show_report(self, report: ReportView) -> None:
        """Show a report, its fields as they were kept."""
        self._report = report
        kept = report.note.fields
        for name, field in self.fields.items():
            field.fill(report.fields.others if name == "others" else getattr(kept, name))
            field.set_fixed(not may_change(report))
        self._basis.setCurrentIndex(self._basis.findData(kept.basis.value))
        self._directness.setCurrentIndex(self._directness.findData(kept.directness.value))
        for box in (self._basis, self._directness):
            box.setEnabled(may_change(report))
        self.show_kept(report)

    def show_kept(self, report: ReportView) -> None:
        """Show what follows from the words now kept; the fields are being typed in and stay as they are."""
        self._report = report
        self._show_words()

    def forget(self) -> None:
        """Drop every word."""
        self._report = None
        for field in self.fields.values():
            field.fill("")
            field.area.document().clearUndoRedoStacks()
            field.show_below("")
        for label in (self._title, self._state, self._place, self._quote, self._about):
            label.setText("")

    def note_fields(self) -> NoteFields:
        """Give what the form says of the note.

        Raises:
            ValueError: no report is shown.
        """
        if self._report is None:
            raise ValueError("no report is shown")
        written = {name: field.text() for name, field in self.fields.items() if name != "others"}
        return replace(
            self._report.note.fields,
            basis=Basis(self._basis.currentData()),
            directness=Directness(self._directness.currentData()),
            **written,
        )

    def others(self) -> str:
        """Give what the form says of other persons."""
        return self.fields["others"].text()

    def retranslate(self) -> None:
        """Show the same anew in the language shown."""
        for box, names in (
            (self._basis, {one.value: name for one, name in BASES.items()}),
            (self._directness, {one.value: name for one, name in DIRECTNESS.items()}),
        ):
            at = max(box.currentIndex(), 0)
            box.clear()
            for code, name in names.items():
                box.addItem(self._display.text(name), code)
            box.setCurrentIndex(at)
        self._show_words()

    def fit(self, width: int) -> None:
        """Put the short fields beside each other where there is room."""
        columns = 2 if width >= self._display.pixels(_PAIRED) else 1
        short = [field for name, field in self.fields.items() if name not in _WIDE]
        for field in short:
            self._grid.removeWidget(field)
        for at, field in enumerate(short):
            self._grid.addWidget(field, at // columns, at % columns)
        self._grid.setColumnStretch(1, columns - 1)
        self._grid.setHorizontalSpacing(14 if columns > 1 else 0)

    def _lay_out(self, basis: Field, directness: Field) -> None:
        top = row()
        top.addWidget(self._title, 1)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        card = Card(margins=(14, 18), spacing=8)
        heading = Label(look="strong")
        self._words(
            heading.setText, Message("1  {heading}", {"heading": says("Letterlijk gezegd of gezien")})
        )
        source = row(spacing=14)
        source.addWidget(basis, 1)
        source.addWidget(directness, 1)
        for widget in (heading, self._place, self._quote, self._about):
            card.inside.addWidget(widget)
        card.inside.addLayout(source)
        self._grid.setColumnStretch(0, 1)
        self._grid.setVerticalSpacing(16)
        inside = column(self, spacing=16)
        inside.addLayout(top)
        inside.addWidget(self._state)
        inside.addWidget(card)
        inside.addWidget(self.fields["facts"])
        inside.addWidget(self.fields["reading"])
        inside.addLayout(self._grid)
        inside.addWidget(self.fields["others"])

    def _show_words(self) -> None:
        report = self._report
        if report is None:
            return
        display = self._display
        note = report.note
        self._title.setText(display.text(says("Melding {number}", number=report.number)))
        self._chip.setText(display.text(REPORT_STATES[report.state]))
        self._chip.set_tone(TONES[report.state])
        told = state_told(report, display)
        self._state.setText(display.text(told) if told else "")
        self._state.setVisible(told is not None)
        self._place.setText(place_of(note, display))
        self._quote.setText(display.quote(note.fields.quote))
        about = [note.context] if note.context else []
        if note.question:
            about.append(f"{note.question_number} {note.question}".strip())
        if note.indicator_label:
            named = says("Uit de catalogus: {label}", label=note.indicator_label)
            about.append(display.text(named))
        self._about.setText("\n".join(about))
        self._about.setVisible(bool(about))
        self.fields["facts"].show_below(hints_told(report.hints, display))


_WIDE = frozenset({"facts", "reading", "others"})
