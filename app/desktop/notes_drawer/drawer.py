# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The drawer on the right: closed it is a strip with a pencil, and tells nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QScrollArea, QToolButton, QWidget

from app.assets import resource
from app.desktop.autosave import Autosave
from app.desktop.display import Display, Words
from app.desktop.faults import sentence
from app.desktop.notes_drawer.catalogue_tree import CatalogueTree
from app.desktop.notes_drawer.note_card import NoteCard
from app.desktop.notes_drawer.note_form import NoteForm
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.widgets.buttons import ActionButton
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import clear, column, row, set_look
from app.errors import UserError, says
from app.i18n import Texts
from app.questionnaire.values import Address
from app.services.signal_views import NoteChanges, NoteFields, NoteView, QuotablePlace
from app.services.views import HearingView
from app.signals.catalogue import Catalogue, Indicator

if TYPE_CHECKING:
    from app.services.note_signal import NoteSignal

WIDTH = 340
STRIP = 44


class NotesDrawer(QFrame):
    """The drawer.

    Signals:
        closed: the user closed it, and goes back to the hearing.
        resized: it takes another width.
    """

    closed = Signal()
    resized = Signal()

    def __init__(self, display: Display, registry: Registry, bridge: Bridge, navigator: Navigator) -> None:
        super().__init__()
        self._display = display
        self._bridge = bridge
        self._navigator = navigator
        self._notes: NoteSignal | None = None
        self._catalogue: Catalogue | None = None
        self._hearing: HearingView | None = None
        self._place: QuotablePlace | None = None
        self._noting: QuotablePlace | None = None
        self._observation = ""
        self._is_new_under_way = False
        self._under_way: list[str] = []
        self._tree_is_empty = True
        self._put_by: dict[str, str] = {}
        self._saved = NoteFields("")
        self._strip = QToolButton()
        self._pane = Pane(margins=(14, 14), spacing=8)
        self._tree = CatalogueTree(display)
        self._form = NoteForm(display)
        self._list_title = SectionLabel()
        self._cards = column(spacing=8)
        self._scroll = QScrollArea()
        self._emergency = Label(look="guidance")
        self._words = Words(display, self)
        self._autosave = Autosave(self._keep, self)
        self._lay_out(registry)
        self._connect()
        self.close_drawer()

    def _lay_out(self, registry: Registry) -> None:
        title = SectionLabel()
        shut = QPushButton()
        set_look(shut, "link")
        shut.clicked.connect(self.leave)
        self._words(title.setText, says("Notities"))
        self._words(shut.setText, says("sluit  F9"))
        self._words(self._list_title.setText, says("In dit gehoor"))
        self._words(self._strip.setToolTip, says("Notities  F9"))
        self._words(self._strip.setAccessibleName, says("Notities"))
        self._strip.clicked.connect(registry.qaction("notes_drawer").trigger)
        self._strip.setAutoRaise(True)
        heading = row()
        heading.addWidget(title, 1)
        heading.addWidget(shut)
        page = QWidget()
        inside = column(page, spacing=10)
        inside.addWidget(self._form)
        inside.addWidget(self._list_title)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(page)
        self._pane.inside.addLayout(heading)
        self._pane.inside.addWidget(self._tree, 3)
        self._pane.inside.addWidget(self._scroll, 4)
        self._pane.inside.addWidget(self._emergency)
        danger = row(spacing=6)
        question = Label(look="small")
        self._words(question.setText, says("Acuut gevaar?"))
        danger.addWidget(question)
        danger.addWidget(ActionButton(registry, self._display, "emergency", look="link"))
        danger.addStretch(1)
        self._pane.inside.addLayout(danger)
        whole = row(self, spacing=0)
        whole.addWidget(self._strip, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        whole.addWidget(self._pane, 1)
        set_look(self, "pane")
        self._emergency.hide()

    def _connect(self) -> None:
        self._tree.chosen.connect(lambda indicator: self._begin(indicator, ""))
        self._tree.own_words.connect(lambda words: self._begin(None, words))
        self._form.edited.connect(self._autosave.soon)
        self._form.ready.connect(self._finish)
        self._form.withdrawn.connect(self._withdraw)
        self._display.changed.connect(self._redress)
        self._words(
            self._emergency.setText,
            says(
                "Is er nu gevaar? Stop het gehoor rustig, zorg dat iedereen veilig is en bel de beveiliging "
                "van het huis, of 112. Waarschuw daarna uw leidinggevende. Wat u typte is bewaard."
            ),
        )

    # The drawer

    @property
    def is_open(self) -> bool:
        """Whether it is open."""
        return not self._pane.isHidden()

    def open_drawer(self, place: QuotablePlace | None) -> None:
        """Open it at a place in the hearing, with the cursor in the search field."""
        self._place = place
        self._strip.hide()
        self._pane.show()
        self._redress()
        (self._form if self._noting else self._tree).setFocus()
        self._fetch()

    def close_drawer(self) -> None:
        """Close it; a note being written is kept."""
        self._autosave.now()
        self._end_form()
        self._emergency.hide()
        self._pane.hide()
        self._strip.show()
        clear(self._cards)
        self._tree.show_catalogue(None)
        self._tree_is_empty = True
        self._redress()

    def leave(self) -> None:
        """Close it and go back to the hearing."""
        self.close_drawer()
        self.closed.emit()

    def has_focus(self) -> bool:
        """Whether the user is at work in it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def move_to(self, place: QuotablePlace | None) -> None:
        """Follow the hearing to another question; a note being written stays tied to its own."""
        self._place = place

    def show_emergency(self) -> None:
        """Show, or put away, what to do in danger; the drawer opens for it."""
        if not self.is_open:
            self.open_drawer(self._place)
        self._emergency.setVisible(self._emergency.isHidden())

    def open_desk(self, notes: "NoteSignal") -> None:
        """Take the services."""
        self._notes = notes

    def show_hearing(self, view: HearingView) -> None:
        """Take notes about this hearing."""
        self._hearing = view

    def half_typed(self) -> dict[str, str]:
        """Give a note that cannot be kept yet, for want of the words that were said."""
        place, fields = self._noting, self._form.fields()
        if place is not None and self._observation and self._form.reason.strip():
            return {"note_withdrawn": self._observation, "note_reason": self._form.reason}
        if place is None or self._observation or fields.quote.strip():
            return self._put_by
        if not (fields.facts.strip() or fields.innocent.strip()):
            return self._put_by
        return {
            "note_hearing": place.hearing_id,
            "note_address": str(place.address),
            "note_number": place.question_number,
            "note_indicator": fields.indicator,
            "note_facts": fields.facts,
            "note_innocent": fields.innocent,
        }

    def take_back(self, words: dict[str, str]) -> None:
        """Have a half-written note at hand for when the drawer opens in its hearing."""
        self._put_by = words

    def _restore_note(self) -> None:
        words, hearing = self._put_by, self._hearing
        if self._noting is not None or hearing is None or words.get("note_hearing") != hearing.hearing_id:
            return
        self._put_by = {}
        self._noting = QuotablePlace(
            hearing.hearing_id, Address.parse(words["note_address"]), words["note_number"], Texts(), ""
        )
        self._observation = ""
        catalogue = self._catalogue
        found = words["note_indicator"]
        indicator = catalogue.indicator(found) if catalogue is not None and found else None
        fields = NoteFields("", found, facts=words["note_facts"], innocent=words["note_innocent"])
        if indicator is not None:
            fields = NoteFields(
                "", found, indicator.basis[0], facts=words["note_facts"], innocent=words["note_innocent"]
            )
        self._show_form(fields, indicator, is_kept=False)

    def _restore_withdrawal(self, notes: tuple[NoteView, ...]) -> None:
        wanted = self._put_by.get("note_withdrawn")
        found = next((one for one in notes if one.observation_id == wanted and not one.withdrawn), None)
        if found is not None and self._noting is None:
            reason, self._put_by = self._put_by["note_reason"], {}
            self._go_on_with(found)
            self._form.fill_reason(reason)

    def forget(self) -> None:
        """Keep the note being written, then drop every word."""
        self.close_drawer()
        self._put_by = {}
        self._is_new_under_way = False
        self._notes = None
        self._catalogue = None
        self._hearing = None
        self._place = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close at Esc."""
        if event.key() == Qt.Key.Key_Escape and self.is_open:
            self.leave()
            return
        super().keyPressEvent(event)

    # A note

    def start_note(self, words: str) -> None:
        """Begin a note in one's own words, with these quoted."""
        self._begin(None, "", words)

    def _begin(self, indicator: Indicator | None, facts: str, words: str = "") -> None:
        place = self._place
        if place is None:
            self._navigator.say(says("Ga eerst naar de vraag waar de notitie bij hoort."))
            return
        self._noting = place
        self._observation = ""
        quote = words or place.answer
        basis = indicator.basis[0] if indicator else None
        fields = NoteFields(quote, indicator.id if indicator else "", facts=facts)
        if basis is not None:
            fields = NoteFields(quote, fields.indicator, basis, facts=facts)
        self._show_form(fields, indicator, is_kept=False)
        if quote.strip():
            self._autosave.soon()

    def _go_on_with(self, note: NoteView) -> None:
        self._noting = QuotablePlace(note.hearing_id, note.address, note.question_number, Texts(), "")
        self._observation = note.observation_id
        indicator = self._catalogue.indicator(note.fields.indicator) if self._catalogue else None
        self._show_form(note.fields, indicator, is_kept=True)

    def _show_form(self, fields: NoteFields, indicator: Indicator | None, *, is_kept: bool) -> None:
        self._saved = fields if is_kept else NoteFields("")
        self._form.start(fields, indicator, is_kept=is_kept)
        self._form.show()
        self._tree.hide()
        self._form.take_focus()
        self._scroll.verticalScrollBar().setValue(0)

    def _finish(self) -> None:
        fields = self._form.fields()
        if not fields.quote.strip() and fields.facts.strip():
            self._form.show_problem(
                says("Een notitie begint met wat er is gezegd of gedaan. Vul de letterlijke woorden in.")
            )
            return
        self._autosave.stop()
        self._keep()
        self._end_form()
        self._tree.setFocus()

    def _end_form(self) -> None:
        self._noting = None
        self._observation = ""
        self._form.hide()
        self._form.forget()
        self._tree.show()

    def _keep(self) -> None:
        """Hand the note to the vault: the first time as a new one, later as a revision."""
        notes, place = self._notes, self._noting
        fields = self._form.fields()
        if notes is None or place is None or not fields.quote.strip() or fields == self._saved:
            return
        self._saved = fields
        observation, under_way = self._observation, self._under_way
        if observation:
            self._ask(lambda: notes.revise(observation, fields))
        elif self._is_new_under_way:
            # Asked after the first one: by then the vault knows which note it is, locked or not.
            self._ask(lambda: notes.revise(under_way[0], fields) if under_way else notes.note(place, fields))
        else:
            self._is_new_under_way = True
            made = self._under_way = []

            def act() -> NoteChanges:
                changes = notes.note(place, fields)
                made.extend(one.observation_id for one in changes.notes[:1])
                return changes

            self._bridge.ask(act, self._made, self._failed, owner=self)

    def _made(self, changes: NoteChanges) -> None:
        self._is_new_under_way = False
        if self._noting is not None and not self._observation and changes.notes:
            self._observation = changes.notes[0].observation_id
            self._form.mark_kept()
        self._navigator.saved(changes.saved_at)
        self._fetch()

    def _withdraw(self, reason: str) -> None:
        notes, observation = self._notes, self._observation
        if notes is None or not observation:
            return
        if not reason.strip():
            self._form.show_problem(says("Schrijf kort op waarom u deze notitie intrekt."))
            return
        self._autosave.stop()
        self._ask(lambda: notes.withdraw(observation, reason))
        self._end_form()
        self._tree.setFocus()

    def _ask(self, act: Callable[[], NoteChanges]) -> None:
        self._navigator.saving()

        def done(changes: NoteChanges) -> None:
            self._navigator.saved(changes.saved_at)
            self._fetch()

        self._bridge.ask(act, done, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self._is_new_under_way = False
        self._saved = NoteFields("")
        if isinstance(error, UserError):
            self._form.show_problem(error.message)
            return
        self._navigator.say(sentence(error), error=True)

    # The list

    def _fetch(self) -> None:
        notes, hearing = self._notes, self._hearing
        if notes is None or hearing is None or not self.is_open:
            return
        hearing_id = hearing.hearing_id
        self._bridge.ask(lambda: (notes.catalogue(), notes.notes(hearing_id)), self._show, owner=self)

    def _show(self, found: tuple[Catalogue, tuple[NoteView, ...]]) -> None:
        if not self.is_open:
            return
        catalogue, notes = found
        if self._catalogue is not catalogue or self._tree_is_empty:
            self._catalogue = catalogue
            self._tree.show_catalogue(catalogue)
            self._tree_is_empty = False
        self._restore_note()
        self._restore_withdrawal(notes)
        clear(self._cards)
        open_notes = [note for note in notes if not note.withdrawn]
        self._list_title.setVisible(bool(open_notes))
        for note in open_notes:
            card = NoteCard(self._display, note)
            card.wanted.connect(self._go_on_with)
            self._cards.addWidget(card)

    def _redress(self) -> None:
        self.setFixedWidth(self._display.pixels(WIDTH if self.is_open else STRIP))
        self.resized.emit()
        icon = resource(f"icons/{self._display.theme}/pencil.svg")
        self._strip.setIcon(QIcon(str(icon)))
