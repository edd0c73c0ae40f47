# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The closing room: what is still open, the look back, the end of the hearing, and its report."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from app.desktop.closing.look_back import LookBack
from app.desktop.closing.open_points import OpenPoints
from app.desktop.closing.report_files import SavedReport, proposed_name, save_report
from app.desktop.closing.wording import summary
from app.desktop.display import Display
from app.desktop.faults import sentence
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room import Room
from app.desktop.room_names import CLOSING, HEARING_ROOM, SIGNAL_DESK, WORKLIST
from app.desktop.saving import AskFiles
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import clear, column, row, set_look
from app.desktop.widgets.text_area import GrowingTextArea
from app.errors import Message, says
from app.hearing.records import HearingState
from app.names import clock_time
from app.vault.compartments import DOSSIERS

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.signal_views import NoteView
    from app.services.views import Changes, ClosingCheck, HearingView

_WIDEST = 900
"""Pixels at 100 %; longer lines are hard to read."""

_FINAL = says("Na het sluiten verandert er niets meer aan het gehoor.")
_WHY_MISSING = says("Er staat nog iets open. Schrijf op waarom het open blijft.")


@dataclass(frozen=True, slots=True)
class _Found:
    view: "HearingView"
    check: "ClosingCheck | None"


@dataclass(frozen=True, slots=True)
class _Noted:
    notes: "tuple[NoteView, ...]"
    nothing: bool


class ClosingRoom(Room):
    """Looks back at the open hearing and closes it."""

    name = CLOSING
    roles: ClassVar[frozenset[str]] = frozenset({"interviewer"})

    def __init__(
        self,
        display: Display,
        registry: Registry,
        bridge: Bridge,
        navigator: Navigator,
        ask: AskFiles,
    ) -> None:
        super().__init__(display, registry, bridge, navigator)
        self._ask_place = ask.place
        self._desk: Desk | None = None
        self._view: HearingView | None = None
        self._check: ClosingCheck | None = None
        self._busy = False
        self._put_by: dict[str, str] = {}
        self._title = Label(look="title")
        self._facts = QGridLayout()
        self._points = OpenPoints(display)
        self._look_back = LookBack(display, registry)
        self._reason = GrowingTextArea(least=2, most=8, look="")
        self._reason_field = Field(display, says("Waarom blijft dit open?"), self._reason)
        self._sentence = Label()
        self._close = ActionButton(registry, display, "close_hearing", look="primary")
        self._back = button()
        self._save = ActionButton(
            registry, display, "export", look="primary", title=says("Bewaar gehoorverslag")
        )
        self._worklist = ActionButton(registry, display, WORKLIST)
        self._scroll = QScrollArea()
        self._page = QWidget()
        self._foot = QWidget()
        self._lay_out()
        self._bind()
        self.retranslate()

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self._desk = desk

    def enter(self, **arguments: Any) -> None:
        """Show the open hearing as it stands now."""
        del arguments
        self.refresh()

    def forget(self) -> None:
        """Drop the desk and every word."""
        self._desk = None
        self._reason.clear()
        self._put_by = {}
        self._view = self._check = None
        self._points.show_check(None)
        self._look_back.say(None)
        clear(self._facts)
        self.words(self._sentence.setText, _FINAL)

    def whereabouts(self) -> dict[str, str]:
        """Give the hearing that is being closed."""
        return {"hearing": self._view.hearing_id} if self._view is not None else {}

    def come_back(self, where: dict[str, str]) -> None:
        """Open the hearing again, and go on closing it."""
        desk, hearing_id = self._desk, where["hearing"]
        if desk is not None:
            self.bridge.ask(
                lambda: desk.conduct.resume(hearing_id), lambda _view: self.navigator.go(CLOSING), owner=self
            )

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give the reason why something stays open, while it is being typed."""
        reason = self._reason.toPlainText()
        if self._view is not None and reason.strip():
            return {DOSSIERS: {"closing.hearing": self._view.hearing_id, "closing.reason": reason}}
        return {DOSSIERS: self._put_by} if self._put_by else {}

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Have the reason at hand for when its hearing is closed."""
        kept = sheets.get(DOSSIERS, {}).items()
        self._put_by = {name: words for name, words in kept if name.startswith("closing.")}

    def retranslate(self) -> None:
        """Show what comes from the hearing anew."""
        for part in (self._page, self._foot):
            part.setMaximumWidth(self.display.pixels(_WIDEST))
        self._points.retranslate()
        self._show_facts()

    def refresh(self) -> None:
        """Ask anew what is open and what was noted."""
        desk = self._desk
        if desk is None:
            return

        def look() -> _Found:
            view = desk.conduct.hearing()
            closed = view.state is HearingState.CLOSED
            return _Found(view, None if closed else desk.close.check())

        self.bridge.ask(look, self._show_found, owner=self)

    def close_hearing(self) -> None:
        """Close the hearing for good; what is open needs a reason."""
        desk, check = self._desk, self._check
        if desk is None or check is None or self._busy:
            return
        reason = self._reason.toPlainText().strip()
        if not check.may_close and not reason:
            self._reason_field.show_problem(_WHY_MISSING)
            self._reason.setFocus()
            return
        self._reason_field.show_problem(None)
        self._set_busy(busy=True)
        self.navigator.saving()
        self.bridge.ask(lambda: desk.close.close(reason), self._closed, self._not_closed, owner=self)

    def save(self) -> None:
        """Ask for a place and put the report there, for people and for machines."""
        desk, view = self._desk, self._view
        if desk is None or view is None or self._busy:
            return
        title = self.text(says("Bewaar gehoorverslag"))
        chosen, _kind = self._ask_place(self, title, proposed_name(view), "PDF (*.pdf)")
        if not chosen or self._desk is not desk:
            return
        hearing_id, language = view.hearing_id, self.display.language
        self._set_busy(busy=True)
        self.words(self._sentence.setText, says("Het verslag wordt gemaakt …"))
        self.bridge.ask(
            lambda: save_report(
                chosen,
                lambda: desk.close.report_pdf(hearing_id, language),
                lambda: desk.close.report_json(hearing_id, language),
            ),
            self._saved,
            self._not_saved,
            owner=self,
        )

    def nothing_to_note(self) -> None:
        """Put on record that the author looked back and found nothing to note."""
        desk, view = self._desk, self._view
        if desk is not None and view is not None:
            self.bridge.ask(
                lambda: desk.notes.no_signal(view.hearing_id),
                lambda changes: self._nothing_noted(changes.saved_at),
                owner=self,
            )

    # Inside

    def _lay_out(self) -> None:
        facts = Card(margins=(16, 20))
        self._facts.setHorizontalSpacing(20)
        self._facts.setVerticalSpacing(6)
        self._facts.setColumnStretch(1, 1)
        facts.inside.addLayout(self._facts)
        inside = column(self._page, margins=(22, 0), spacing=14)
        for widget in (self._title, facts, self._points, self._look_back):
            inside.addWidget(widget)
        inside.addStretch(1)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(_centred(self._page))
        acts = Flow(spacing=10)
        acts.split()
        for one in (self._back, self._close, self._worklist, self._save):
            acts.addWidget(one)
        foot = Card(margins=(12, 0))
        foot.inside.addWidget(_centred(self._foot))
        lines = column(self._foot, spacing=8)
        lines.addWidget(self._reason_field)
        lines.addWidget(self._sentence)
        lines.addLayout(acts)
        whole = column(self)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(foot)
        set_look(self, "ground")
        set_look(foot, "foot")
        self.words(self._back.setText, says("Terug naar het gehoor"))
        self.words(self._sentence.setText, _FINAL)

    def _bind(self) -> None:
        bind = self.registry.bind
        bind("closing_check", self.refresh, CLOSING)
        bind("close_hearing", self.close_hearing, CLOSING)
        bind("export", self.save, CLOSING)
        bind("nothing_to_note", self.nothing_to_note, CLOSING)
        bind("something_to_note", self._something_to_note, CLOSING)
        self._back.clicked.connect(lambda: self.navigator.go(HEARING_ROOM))
        self._points.wanted.connect(lambda address: self.navigator.go(HEARING_ROOM, address=address))
        self._look_back.wanted.connect(
            lambda observation_id: self.navigator.go(SIGNAL_DESK, observation_id=observation_id)
        )

    def _something_to_note(self) -> None:
        self.navigator.go(HEARING_ROOM, notes=True)

    def _show_found(self, found: _Found) -> None:
        if self._view is not None and self._view.hearing_id != found.view.hearing_id:
            self._reason.clear()
            self.words(self._sentence.setText, _FINAL)
        self._view, self._check = found.view, found.check
        if self._put_by.get("closing.hearing") == found.view.hearing_id and found.check is not None:
            self._reason.setPlainText(self._put_by["closing.reason"])
            self._put_by = {}
        self.navigator.hearing_header(found.view)
        self._show_state()
        self._ask_for_notes(found.view)
        if not self._points.focus_first():
            (self._close if found.check is not None else self._save).setFocus()

    def _show_state(self) -> None:
        check = self._check
        closed = check is None
        self.words(self._title.setText, says("Gehoor gesloten") if closed else says("Gehoor afronden"))
        self._points.setVisible(not closed)
        self._points.show_check(check)
        self._reason_field.setVisible(check is not None and not check.may_close)
        for one in (self._back, self._close):
            one.setVisible(not closed)
        for one in (self._worklist, self._save):
            one.setVisible(closed)
        self._set_busy(busy=self._busy)
        self._show_facts()

    def _show_facts(self) -> None:
        clear(self._facts)
        if self._view is None:
            return
        for line, (heading, words) in enumerate(summary(self._view, self.display)):
            self._facts.addWidget(Label(self.text(heading), "small"), line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Label(words), line, 1)

    def _set_busy(self, *, busy: bool) -> None:
        self._busy = busy
        closed = self._check is None
        there = self._view is not None and not busy
        self.registry.set_enabled("close_hearing", CLOSING, enabled=there and not closed)
        self.registry.set_enabled("export", CLOSING, enabled=there and closed)

    def _closed(self, changes: "Changes") -> None:
        self._busy = False
        self._check = None
        if changes.hearing is not None:
            self._view = changes.hearing
            self.navigator.hearing_header(changes.hearing)
        self.navigator.saved(changes.saved_at)
        self._reason.clear()
        self._show_state()
        self.words(
            self._sentence.setText,
            says(
                "Het gehoor is gesloten om {time}. Bewaar nu het verslag.", time=clock_time(changes.saved_at)
            ),
        )
        if self._view is not None:
            self._ask_for_notes(self._view)
        self._save.setFocus()

    def _not_closed(self, error: Exception) -> None:
        self._set_busy(busy=False)
        self.navigator.say(sentence(error), error=True)
        self.refresh()

    def _saved(self, saved: SavedReport) -> None:
        self._set_busy(busy=False)
        self.words(
            self._sentence.setText,
            says(
                "Het verslag staat in {folder}: {pdf} en {json}.",
                folder=str(saved.pdf.parent),
                pdf=saved.pdf.name,
                json=saved.json.name,
            ),
        )
        self._worklist.setFocus()

    def _not_saved(self, error: Exception) -> None:
        self._set_busy(busy=False)
        problem: Message = sentence(error)
        self.words(self._sentence.setText, problem)
        self.navigator.say(problem, error=True)
        self._save.setFocus()

    def _ask_for_notes(self, view: "HearingView") -> None:
        desk = self._desk
        if desk is None:
            return
        hearing_id = view.hearing_id

        def look() -> _Noted:
            notes = tuple(note for note in desk.notes.notes(hearing_id) if not note.withdrawn)
            return _Noted(notes, desk.notes.no_signal_noted(hearing_id))

        self.bridge.ask(
            look,
            lambda noted: self._show_notes(hearing_id, noted),
            lambda error: self._look_back.say(sentence(error)),
            owner=self,
        )

    def _show_notes(self, hearing_id: str, noted: _Noted) -> None:
        if self._view is None or self._view.hearing_id != hearing_id:
            return
        closed = self._view.state is HearingState.CLOSED
        self._look_back.show_notes(noted.notes, nothing=noted.nothing, closed=closed)
        open_choice = not noted.notes and not noted.nothing
        self.registry.set_enabled("nothing_to_note", CLOSING, enabled=open_choice)
        self.registry.set_enabled("something_to_note", CLOSING, enabled=not closed)

    def _nothing_noted(self, saved_at: Any) -> None:
        self.navigator.saved(saved_at)
        if self._view is not None:
            self._ask_for_notes(self._view)
        (self._close if self._check is not None else self._save).setFocus()


def _centred(part: QWidget) -> QWidget:
    """Put a part in the middle where there is more room than it may take."""
    whole = QWidget()
    inside = row(whole, margins=(0, 28), spacing=0)
    inside.addStretch(1)
    inside.addWidget(part, 100)
    inside.addStretch(1)
    return whole
