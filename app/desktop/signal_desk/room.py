# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The signal desk: from a note to a report that left."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.clock import Clock, SystemClock
from app.desktop.autosave import Autosave
from app.desktop.display import Display
from app.desktop.faults import sentence
from app.desktop.ports import Bridge, Navigator, PaletteEntry, Registry
from app.desktop.room import Room
from app.desktop.room_names import SIGNAL_DESK
from app.desktop.signal_desk.no_report import NoReport
from app.desktop.signal_desk.report_form import ReportForm
from app.desktop.signal_desk.report_lists import ReportLists
from app.desktop.signal_desk.requirements import Requirements
from app.desktop.signal_desk.withdrawal import Withdrawal
from app.desktop.signal_desk.wording import may_change, outcome_told
from app.desktop.widgets.buttons import ActionButton
from app.desktop.widgets.card import Pane
from app.desktop.widgets.looks import column, row, set_look
from app.errors import says
from app.services.words import REPORT_STATES
from app.signals.records import ReportState
from app.vault.compartments import SIGNALS

if TYPE_CHECKING:
    from app.services.desk import Desk
    from app.services.signal_views import (
        ExportOutcome,
        NoteFields,
        NoteView,
        ReportFields,
        ReportView,
    )
    from app.signals.catalogue import Catalogue

_THREE_PANES = 1120
"""Pixels at 100 %; with less room what a report needs stands below it."""

_EXPORT, _SEND = says("Exporteer"), says("Verstuur nu")


@dataclass(frozen=True, slots=True)
class _Listing:
    reports: "tuple[ReportView, ...]"
    notes: "tuple[NoteView, ...]"
    catalogue: "Catalogue"


class SignalDeskRoom(Room):
    """Lists of reports and notes, the report being worked on, and what it still needs."""

    name = SIGNAL_DESK
    roles: ClassVar[frozenset[str]] = frozenset({"interviewer", "signal_coordinator"})

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
        self._reports: dict[str, ReportView] = {}
        self._notes: tuple[NoteView, ...] = ()
        self._current: ReportView | None = None
        self._handed: tuple[NoteFields, ReportFields] | None = None
        self._asked = 0
        self._lists = ReportLists(display)
        self._form = ReportForm(display)
        self._requirements = Requirements(display)
        self._withdrawal = Withdrawal(display)
        self._put_by: dict[str, str] = {}
        self._export = ActionButton(registry, display, "export", look="primary")
        self._withdraw = ActionButton(registry, display, "withdraw_report", keys=False)
        self._foot = QWidget()
        self._acts = row(spacing=8)
        self._side = Pane(margins=(14, 16))
        self._side_scroll = _scroll()
        self._middle = QStackedWidget()
        self._page = _scroll()
        self._under = column(spacing=16)
        self._sheet: QVBoxLayout = column(margins=(0,))
        self._autosave = Autosave(self._keep, self)
        self._lay_out()
        self._bind()
        self.retranslate()

    # What the window asks ---------------------------------------------------------------------------

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self._desk = desk

    def enter(self, **arguments: Any) -> None:
        """Show the lists as they stand now; open a report of the note `observation_id`, if one is named."""
        observation_id = arguments.get("observation_id")
        if observation_id:
            self.open_report(observation_id)
        else:
            self.refresh(focus=True)

    def leave(self) -> None:
        """Hand over what was typed."""
        self._autosave.now()

    def forget(self) -> None:
        """Hand over what was typed, then drop every word."""
        self._autosave.now()
        self._desk = None
        self._put_by = {}
        self._asked += 1
        self._reports, self._notes, self._current, self._handed = {}, (), None, None
        self._lists.forget()
        self._form.forget()
        self._requirements.forget()
        self._withdrawal.forget()
        self._show_state()

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give the reason for withdrawing a report, while it is being typed."""
        if self._current is not None and self._withdrawal.reason.strip():
            about = self._current.report_id
            return {SIGNALS: {"withdrawal.report": about, "withdrawal.reason": self._withdrawal.reason}}
        return {SIGNALS: self._put_by} if self._put_by else {}

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Have the reason at hand for when the reports are shown."""
        kept = sheets.get(SIGNALS, {}).items()
        self._put_by = {name: words for name, words in kept if name.startswith("withdrawal.")}

    def retranslate(self) -> None:
        """Show what comes from the vault anew."""
        self._lists.retranslate()
        self._form.retranslate()
        self._requirements.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._fit()

    def places(self, text: str) -> tuple[PaletteEntry, ...]:
        """Give the reports whose number holds what was typed."""
        wanted = text.strip().casefold()
        return tuple(self._place(one) for one in self._reports.values() if wanted in one.number.casefold())

    # What a user does -------------------------------------------------------------------------------

    def refresh(self, *, focus: bool = False) -> None:
        """Ask for the lists anew; an answer to an older question is left aside."""
        desk = self._desk
        if desk is None:
            return
        self._asked += 1
        asked = self._asked
        self.bridge.ask(
            lambda: _Listing(
                desk.reports.reports(), desk.reports.notes_without_report(), desk.notes.catalogue()
            ),
            lambda listing: self._show_listing(asked, listing, focus=focus),
            owner=self,
        )

    def open_report(self, observation_id: str) -> None:
        """Open a report of a note, or the one there is."""
        desk = self._desk
        if desk is None:
            return
        self._autosave.now()
        self.bridge.ask(lambda: desk.reports.open_report(observation_id), self._opened, owner=self)

    def choose(self, report_id: str) -> None:
        """Work on a report of the list."""
        chosen = self._reports.get(report_id)
        if chosen is not None:
            self.show_report(chosen)

    def show_report(self, report: "ReportView") -> None:
        """Work on a report; what was typed in the one before is handed over first."""
        self._autosave.now()
        self._withdrawal.forget()
        self._current = self._reports.get(report.report_id, report)
        self._handed = None
        self._form.show_report(self._current)
        self._requirements.show_report(self._current)
        self._lists.set_current(report.report_id)
        self._page.verticalScrollBar().setValue(0)
        self._show_state()
        if may_change(self._current):
            facts = self._form.fields["facts"]
            facts.setFocus()
            self._under.activate()  # the report above it is new: its height is not yet known
            self._page.ensureWidgetVisible(facts)
        else:
            self._lists.take_focus()

    def export(self) -> None:
        """Let the report out, or what waits; what is missing is told and gone to."""
        desk, current = self._desk, self._current
        if desk is None or current is None:
            return
        report_id, language = current.report_id, self.display.language
        self.registry.set_enabled("export", SIGNAL_DESK, enabled=False)
        if current.state is ReportState.SEALED:
            self.bridge.ask(desk.reports.send_waiting, self._sent, self._not_exported, owner=self)
            return
        self._autosave.stop()
        self._keep()
        self.bridge.ask(
            lambda: desk.reports.export(report_id, language),
            lambda outcome: self._sent((outcome,)),
            self._not_exported,
            owner=self,
        )

    def withdraw(self, reason: str) -> None:
        """Withdraw the report, with a reason."""
        desk, current = self._desk, self._current
        if desk is None or current is None:
            return
        self._autosave.stop()
        self._keep()
        report_id = current.report_id
        self.bridge.ask(
            lambda: desk.reports.withdraw(report_id, reason), lambda view: self._moved((view,)), owner=self
        )

    # Inside -----------------------------------------------------------------------------------------

    def _place(self, report: "ReportView") -> PaletteEntry:
        state = self.text(REPORT_STATES[report.state])
        return PaletteEntry(report.number, state, lambda: self.choose(report.report_id))

    def _lay_out(self) -> None:
        sheet = QWidget()
        self._under = column(sheet, margins=(20, 26), spacing=22)
        self._under.addWidget(self._form)
        self._under.addStretch(1)
        self._page.setWidget(sheet)
        working = QWidget()
        self._sheet = column(working)
        self._sheet.addWidget(self._page, 1)
        self._middle.addWidget(NoReport(self.display))
        self._middle.addWidget(working)
        foot = column(self._foot, spacing=8)
        foot.addWidget(self._withdrawal)
        foot.addLayout(self._acts)
        self._acts.addWidget(self._export, 1)
        self._acts.addWidget(self._withdraw, 1)
        self._side.inside.addWidget(self._side_scroll, 1)
        whole = row(self, spacing=0)
        whole.addWidget(self._lists)
        whole.addWidget(self._middle, 1)
        whole.addWidget(self._side)
        set_look(self, "ground")

    def _bind(self) -> None:
        bind = self.registry.bind
        bind("export", self.export, SIGNAL_DESK)
        bind("report_list", self._lists.take_focus, SIGNAL_DESK)
        bind("withdraw_report", self._ask_to_withdraw, SIGNAL_DESK)
        self._lists.report_chosen.connect(self.choose)
        self._lists.note_chosen.connect(self.open_report)
        self._form.edited.connect(self._autosave.soon)
        self._requirements.edited.connect(self._autosave.soon)
        self._withdrawal.given.connect(self.withdraw)
        self._withdrawal.given_up.connect(self._not_withdrawn)

    def _fit(self) -> None:
        pixels = self.display.pixels
        three = self.width() >= pixels(_THREE_PANES)
        side = pixels(300) if three else 0
        self._lists.setFixedWidth(pixels(280 if three else 230))
        if three:
            self._side.setFixedWidth(side)
            self._side_scroll.setWidget(self._requirements)
            self._side.inside.addWidget(self._foot)
        else:
            self._side_scroll.takeWidget()
            self._under.insertWidget(1, self._requirements)
            self._sheet.addWidget(self._foot)
        self._requirements.show()
        self._foot.setContentsMargins(*((0,) * 4 if three else (26, 8, 26, 8)))
        direction = QBoxLayout.Direction
        self._acts.setDirection(direction.TopToBottom if three else direction.LeftToRight)
        self._form.fit(self.width() - self._lists.width() - side - 60)
        self._show_state()

    def _show_state(self) -> None:
        current = self._current
        working = current is not None
        self._middle.setCurrentIndex(1 if working else 0)
        self._side.setVisible(working and self.width() >= self.display.pixels(_THREE_PANES))
        changes = current is not None and may_change(current)
        waits = current is not None and current.state is ReportState.SEALED
        asking = not self._withdrawal.isHidden()
        self._foot.setVisible(changes or waits)
        self._export.setVisible(not asking)
        self._withdraw.setVisible(changes and not asking)
        self._export.set_title(_SEND if waits else _EXPORT)
        self.registry.set_enabled("export", SIGNAL_DESK, enabled=changes or waits)
        self.registry.set_enabled("withdraw_report", SIGNAL_DESK, enabled=changes)

    def _show_listing(self, asked: int, listing: _Listing, *, focus: bool) -> None:
        if asked != self._asked:
            return
        self._requirements.open_desk(listing.catalogue)
        self._reports = {one.report_id: one for one in listing.reports}
        self._notes = listing.notes
        self._show_lists()
        current = self._current
        if current is not None:
            self._requirements.show_report(self._reports.get(current.report_id, current))
        if focus:
            self._lists.take_focus()
        self._restore_withdrawal()

    def _restore_withdrawal(self) -> None:
        """Go on with the withdrawal that was under way when the vault was locked."""
        about = self._reports.get(self._put_by.get("withdrawal.report", ""))
        if about is not None and may_change(about):
            reason, self._put_by = self._put_by["withdrawal.reason"], {}
            self.show_report(about)
            self._withdrawal.go_on(reason)
            self._show_state()

    def _show_lists(self) -> None:
        self._lists.show_lists(tuple(self._reports.values()), self._notes, self._clock.now())

    def _opened(self, report: "ReportView") -> None:
        self._reports = {report.report_id: report} | self._reports
        self._notes = tuple(one for one in self._notes if one.observation_id != report.note.observation_id)
        self._show_lists()
        self.show_report(report)
        self.refresh()

    def _ask_to_withdraw(self) -> None:
        self._withdrawal.ask()
        self._show_state()

    def _not_withdrawn(self) -> None:
        self._show_state()
        self._withdraw.setFocus()

    def _keep(self) -> None:
        """Hand what was typed to the vault, if it is other than what is kept or under way."""
        desk, current = self._desk, self._current
        if desk is None or current is None or not may_change(current):
            return
        note = self._form.note_fields()
        fields = self._requirements.report_fields(self._form.others())
        if (note, fields) == (self._handed or (current.note.fields, current.fields)):
            return
        self._handed = (note, fields)
        self.navigator.saving()
        report_id = current.report_id
        self.bridge.ask(
            lambda: desk.reports.fill_in(report_id, note, fields), self._kept, self._not_kept, owner=self
        )

    def _kept(self, view: "ReportView") -> None:
        self._reports[view.report_id] = view
        self.navigator.saved(self._clock.now())
        if self._current is not None and self._current.report_id == view.report_id:
            self._current = view
            self._form.show_kept(view)
            self._requirements.show_kept(view)

    def _not_kept(self, error: Exception) -> None:
        self._handed = None  # the words still stand in the form and are handed over again
        self.navigator.say(sentence(error), error=True)

    def _sent(self, outcomes: "tuple[ExportOutcome, ...]") -> None:
        self._moved(tuple(outcome.report for outcome in outcomes))
        for outcome in outcomes:
            self.navigator.say(outcome_told(outcome), error=not outcome.delivered)

    def _not_exported(self, error: Exception) -> None:
        self.navigator.say(sentence(error), error=True)
        self._show_state()
        current = self._current
        missing = {point.name for point in current.needed if not point.met} if current else set()
        places: dict[str, Callable[[], object]] = {
            "facts": self._form.fields["facts"].setFocus,
            "urgency": self._requirements.focus_urgency,
            "route": self._requirements.route.setFocus,
        }
        first = next((go for name, go in places.items() if name in missing), None)
        if first is not None:
            first()

    def _moved(self, views: "tuple[ReportView, ...]") -> None:
        for view in views:
            self._reports[view.report_id] = view
        self._show_lists()
        current = self._current
        if current is not None:
            self.show_report(self._reports[current.report_id])


def _scroll() -> QScrollArea:
    made = QScrollArea()
    made.setWidgetResizable(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
