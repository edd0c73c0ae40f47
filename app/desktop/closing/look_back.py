# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The card that looks back at what was noted. It stands apart: it never keeps a hearing open."""

from PySide6.QtCore import Signal

from app.desktop.closing.wording import note_row
from app.desktop.display import Display, Words
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import row
from app.desktop.widgets.row_list import RowList
from app.errors import Message, says
from app.services.signal_views import NoteView

_NONE_YET = says("Bij dit gehoor staat nog niets genoteerd. Beide keuzes zijn goed.")
_NOTHING = says("U keek terug en vond niets te noteren. Dat is een volwaardige uitkomst.")
_REPORTED = says("Van elke notitie bij dit gehoor is een melding gemaakt.")
_WITHOUT = says("Van deze notities is nog geen melding gemaakt. Enter maakt er een.")


class LookBack(Card):
    """The notes of the hearing without a report, or the choice between noting something and nothing.

    Signals:
        wanted: somebody chose a note; carries its observation's id.
    """

    wanted = Signal(str)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__(margins=(16, 20), spacing=10)
        self._display = display
        self._words = Words(display, self)
        self._notes: tuple[NoteView, ...] | None = None
        heading = SectionLabel()
        self._words(heading.setText, says("Notities, los van het gehoor"))
        self._sentence = Label()
        self._list = RowList(bold=False)
        self._list.chosen.connect(self.wanted)
        self._nothing = ActionButton(registry, display, "nothing_to_note")
        self._something = ActionButton(registry, display, "something_to_note")
        choice = row(spacing=10)
        choice.addWidget(self._nothing, 1)
        choice.addWidget(self._something, 1)
        for widget in (heading, self._sentence, self._list):
            self.inside.addWidget(widget)
        self.inside.addLayout(choice)
        self.say(None)
        display.changed.connect(self._show_rows)

    def say(self, message: Message | None) -> None:
        """Show one sentence and no notes, such as why notes cannot be read; hide all of it without one."""
        self._notes = None
        self._list.hide()
        self._list.show_rows(())
        self._nothing.hide()
        self._something.hide()
        self.setVisible(message is not None)
        if message is not None:
            self._words(self._sentence.setText, message)

    def show_notes(self, notes: tuple[NoteView, ...], *, nothing: bool, closed: bool) -> None:
        """Show the notes as they stand.

        Args:
            notes: of this hearing, those withdrawn left out.
            nothing: the author looked back and found nothing to note.
            closed: the hearing is closed and can take no more notes from here.
        """
        without = tuple(note for note in notes if note.report_id is None)
        if without:
            self.say(_WITHOUT)
        else:
            self.say(_REPORTED if notes else _NOTHING if nothing else _NONE_YET)
        self._notes = without
        self._show_rows()
        self._list.setVisible(bool(without))
        self._nothing.setVisible(not notes and not nothing)
        self._something.setVisible(not notes and not closed)

    def _show_rows(self) -> None:
        notes = self._notes or ()
        self._list.show_rows(tuple(note_row(note, self._display) for note in notes))
