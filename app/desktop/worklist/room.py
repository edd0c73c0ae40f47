# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist: find a hearing and go on with it, or begin a new one."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QStackedWidget, QWidget

from app.clock import Clock, SystemClock
from app.desktop.display import Display
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room import Room
from app.desktop.room_names import HAND_OVER, HEARING_ROOM, WORKLIST
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row, set_look
from app.desktop.worklist.new_hearing import NewHearing, NewHearingForm
from app.desktop.worklist.rows import Filter
from app.desktop.worklist.table import WorklistModel, WorklistTable
from app.errors import Message, says
from app.names import weekday_and_day
from app.vault.compartments import DOSSIERS

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.views import HearingSummary, HearingView

_FILTERS = {
    Filter.ALL: says("Alle"),
    Filter.TODAY: says("Vandaag"),
    Filter.UNDER_WAY: says("Bezig"),
    Filter.CLOSED: says("Gesloten"),
}
_SEARCH_PAUSE = 250
"""Milliseconds without a key press before the search begins."""

_NONE_YET = says("Er zijn nog geen gehoren. Begin met de knop Nieuw gehoor, of met Ctrl+N.")
_NONE_FOUND = says("Geen gehoor gevonden. Zoek op een ander woord of kies een ander filter.")


class WorklistRoom(Room):
    """The list and the form for a new hearing, one of them at a time."""

    name = WORKLIST
    roles: ClassVar[frozenset[str]] = frozenset({"interviewer"})

    def __init__(
        self,
        display: Display,
        registry: Registry,
        bridge: Bridge,
        navigator: Navigator,
        clock: Clock | None = None,
    ) -> None:
        super().__init__(display, registry, bridge, navigator)
        self._clock = clock or SystemClock()
        self._desk: Desk | None = None
        self._asked = 0
        self._filter = Filter.ALL
        self._top = row(spacing=10)
        self._date = Label(look="title")
        self._search = LineField()
        self._chips: dict[Filter, QPushButton] = {}
        self._model = WorklistModel(display, self)
        self._table = WorklistTable(display)
        self._table.setModel(self._model)
        self._empty = Label(look="quiet")
        self._pages = QStackedWidget()
        self._body = QStackedWidget()
        self._form = NewHearingForm(display)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_PAUSE)
        self._lay_out()
        self._bind()
        self.retranslate()

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self._desk = desk
        self.bridge.ask(
            desk.worklist.questionnaires,
            lambda choices: self._form.open_desk(desk.worklist, choices),
            owner=self,
        )
        self.bridge.ask(desk.worklist.refused_questionnaires, self._tell_refused, owner=self)

    def enter(self, **arguments: Any) -> None:
        """Show the list as it stands now."""
        del arguments
        self._show_list()
        self.refresh()

    def forget(self) -> None:
        """Drop the desk, the list and the form."""
        self._desk = None
        self._asked += 1
        self._pause.stop()
        self._search.blockSignals(True)
        self._search.clear()
        self._search.blockSignals(False)
        self._model.forget()
        self._form.forget()
        self._pages.setCurrentIndex(0)

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give what is filled in for a new hearing."""
        filled = self._form.half_typed()
        return (
            {DOSSIERS: {f"{self.name}.{field}": words for field, words in filled.items()}} if filled else {}
        )

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Open the form again that was being filled in."""
        kept = sheets.get(DOSSIERS, {}).items()
        begin = f"{self.name}."
        filled = {name.removeprefix(begin): words for name, words in kept if name.startswith(begin)}
        if filled:
            self.open_form()
            self._form.take_back(filled)

    def retranslate(self) -> None:
        """Show the date, the list and its headings anew."""
        today = weekday_and_day(self._clock.now(), self.display.language)
        self._date.setText(self.text(says("Vandaag, {day}", day=today)))
        self._search.setMinimumWidth(self.display.pixels(300))
        self._model.retranslate()
        self._table.fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the date above the search field where they do not fit beside each other."""
        super().resizeEvent(event)
        narrow = self.width() < self.display.pixels(900)
        self._top.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def refresh(self) -> None:
        """Ask for the list anew; an answer to an older question is left aside."""
        desk = self._desk
        if desk is None:
            return
        self._asked += 1
        asked = self._asked
        text, wanted = self._search.text().strip(), self._filter
        self.bridge.ask(
            lambda: desk.worklist.hearings(text, wanted.states()),
            lambda found: self._show_found(asked, found),
            owner=self,
        )

    def _tell_refused(self, refused: tuple[Message, ...]) -> None:
        for sentence in refused[:1]:  # the next one shows itself when this one is repaired
            self.navigator.say(sentence, error=True)

    def _lay_out(self) -> None:
        self.words(self._search.setPlaceholderText, says("Zoek op naam, V-nummer of woorden uit het gehoor"))
        self.words(self._search.setAccessibleName, says("Zoek een gehoor"))
        self.words(self._table.setAccessibleName, says("Gehoren"))
        self._search.setClearButtonEnabled(True)
        right = row(spacing=10)
        right.addWidget(self._search, 1)
        right.addWidget(ActionButton(self.registry, self.display, "new_hearing", look="primary"))
        self._top.addWidget(self._date, 2)
        self._top.addLayout(right, 3)
        below = QWidget()
        chips = Flow(below, spacing=6)
        for which, title in _FILTERS.items():
            chip = button("filter")
            chip.setCheckable(True)
            chip.setAutoExclusive(True)
            chip.setChecked(which is self._filter)
            self.words(chip.setText, title)
            chip.clicked.connect(lambda _checked=False, chosen=which: self.choose(chosen))
            chips.addWidget(chip)
            self._chips[which] = chip
        chips.split()
        for action in ("hand_over", "take_in_hearing"):
            chips.addWidget(ActionButton(self.registry, self.display, action))
        empty = Card(margins=(28, 28))
        empty.inside.addWidget(self._empty)
        empty.inside.addStretch(1)
        self._body.addWidget(self._table)
        self._body.addWidget(empty)
        listing = QWidget()
        inside = column(listing, spacing=12)
        inside.addLayout(self._top)
        inside.addWidget(below)
        inside.addWidget(self._body, 1)
        self._pages.addWidget(listing)
        self._pages.addWidget(self._form)
        column(self, margins=(22, 28)).addWidget(self._pages)
        set_look(self, "ground")

    def _bind(self) -> None:
        self._pause.timeout.connect(self.refresh)
        self._search.textChanged.connect(lambda _text: self._pause.start())
        self._search.returnPressed.connect(self._table.setFocus)
        self._table.activated.connect(lambda index: self.resume(index.row()))
        self._form.begun.connect(self._begin)
        self._form.given_up.connect(self._give_up)
        self.registry.bind("new_hearing", self.open_form, WORKLIST)
        self.registry.bind("search", self._go_to_search, WORKLIST)
        self.registry.bind("hand_over", self.hand_over, WORKLIST)
        self.registry.bind("take_in_hearing", lambda: self.navigator.go(HAND_OVER), WORKLIST)
        self.registry.bind("continue", lambda: self.resume(self._table.currentIndex().row()), WORKLIST)

    def choose(self, wanted: Filter) -> None:
        """Show only hearings of one kind."""
        self._filter = wanted
        self._chips[wanted].setChecked(True)
        self.refresh()

    def hand_over(self) -> None:
        """Go and hand over the hearing that is chosen in the list."""
        at = self._table.currentIndex()
        if at.isValid():
            self.navigator.go(HAND_OVER, hearing=self._model.summary(at.row()))
        else:
            self.navigator.say(says("Kies eerst een gehoor in de lijst."))

    def open_form(self) -> None:
        """Show the form for a new hearing."""
        self._pages.setCurrentWidget(self._form)
        self._form.begin()

    def resume(self, at: int) -> None:
        """Go on with the hearing in a row."""
        desk = self._desk
        if desk is None or not 0 <= at < self._model.rowCount():
            return
        hearing_id = self._model.summary(at).hearing_id
        self.bridge.ask(lambda: desk.conduct.resume(hearing_id), self._go_on, owner=self)

    def _begin(self, new: NewHearing) -> None:
        desk = self._desk
        if desk is None:
            return
        self.bridge.ask(
            lambda: desk.conduct.start(new.header, new.questionnaire_id, new.version, new.attendees),
            self._go_on,
            owner=self,
        )

    def _go_on(self, view: "HearingView") -> None:
        self._form.forget()
        self.navigator.go(HEARING_ROOM, view=view)

    def _give_up(self) -> None:
        self._form.forget()
        self._show_list()

    def _go_to_search(self) -> None:
        self._show_list()
        self._search.setFocus()
        self._search.selectAll()

    def _show_list(self) -> None:
        self._pages.setCurrentIndex(0)
        self._table.setFocus()

    def _show_found(self, asked: int, found: "tuple[HearingSummary, ...]") -> None:
        if asked != self._asked:
            return
        now = self._clock.now()
        shown = tuple(one for one in found if self._filter.shows(one, now))
        self._model.show_hearings(shown, now)
        self._table.fit()
        filtered = bool(self._search.text().strip()) or self._filter is not Filter.ALL
        reason: Message = _NONE_FOUND if filtered else _NONE_YET
        self.words(self._empty.setText, reason)
        self._body.setCurrentIndex(0 if shown else 1)
        if shown:
            self._table.selectRow(0)
