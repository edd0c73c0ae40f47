# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reports there are, and the notes of which no report was made."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desktop.display import Display, Words
from app.desktop.signal_desk.wording import note_row, report_row
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import column
from app.desktop.widgets.row_list import RowList
from app.errors import says
from app.services.signal_views import NoteView, ReportView


class ReportLists(Pane):
    """Both lists, below each other.

    Signals:
        report_chosen: carries the report's id.
        note_chosen: carries the observation's id.
    """

    report_chosen = Signal(str)
    note_chosen = Signal(str)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(14, 4))
        self._display = display
        self._words = Words(display, self)
        self._reports: tuple[ReportView, ...] = ()
        self._notes: tuple[NoteView, ...] = ()
        self._now: datetime | None = None
        self._heading, self._notes_heading = SectionLabel(), SectionLabel()
        self._none = Label(look="small")
        self._no_notes = Label(look="small")
        self._report_list = RowList()
        self._note_list = RowList(bold=False)
        self._report_list.chosen.connect(self.report_chosen)
        self._note_list.chosen.connect(self.note_chosen)
        self._words(self._heading.setText, says("Meldingen"))
        self._words(self._notes_heading.setText, says("Waarnemingen zonder melding"))
        self._words(self._none.setText, says("Er zijn nog geen meldingen."))
        self._words(self._no_notes.setText, says("Er zijn geen waarnemingen zonder melding."))
        page = QWidget()
        inside = column(page, margins=(0, 8), spacing=6)
        for widget in (self._heading, self._none, self._report_list):
            inside.addWidget(widget)
        inside.addSpacing(14)
        for widget in (self._notes_heading, self._no_notes, self._note_list):
            inside.addWidget(widget)
        inside.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        self.inside.addWidget(scroll)

    def show_lists(self, reports: tuple[ReportView, ...], notes: tuple[NoteView, ...], now: datetime) -> None:
        """Show other reports and notes."""
        self._reports, self._notes, self._now = reports, notes, now
        self.retranslate()

    def set_current(self, report_id: str) -> None:
        """Mark the report being worked on."""
        self._report_list.set_current(report_id)

    def take_focus(self) -> None:
        """Put the focus on the report being worked on, or else on the first line there is."""
        if not self._report_list.focus_on():
            self._note_list.focus_on()

    def forget(self) -> None:
        """Hold nothing."""
        self._reports, self._notes = (), ()
        self.set_current("")
        self.retranslate()

    def retranslate(self) -> None:
        """Show the same anew."""
        now = self._now
        self._report_list.show_rows(
            tuple(report_row(one, now, self._display) for one in self._reports) if now else ()
        )
        self._note_list.show_rows(
            tuple(note_row(one, now, self._display) for one in self._notes) if now else ()
        )
        self._none.setVisible(not self._reports)
        self._no_notes.setVisible(not self._notes)
