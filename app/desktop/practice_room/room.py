# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The practice room: scenarios and practices at the left, the one that is chosen beside them."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.desktop.display import Display
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.practice_room.band import PracticeBand
from app.desktop.practice_room.debrief_page import DebriefPage
from app.desktop.practice_room.finish_page import FinishPage
from app.desktop.practice_room.group_page import GroupPage
from app.desktop.practice_room.scenario_page import ScenarioPage
from app.desktop.room import Room
from app.desktop.room_names import PRACTICE, PRACTICE_HEARING
from app.desktop.saving import AskFiles, put_whole
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import SectionLabel
from app.desktop.widgets.looks import column, row, set_look
from app.desktop.widgets.row_list import Row, RowList
from app.desktop.widgets.scrolling import SidePane, page_of
from app.errors import EnvironmentFault, says
from app.names import clock_time, short_day
from app.services.practice_views import PRACTICE_CLASSIFICATION

if TYPE_CHECKING:
    from app.documents.debrief_content import DebriefContent
    from app.services.desk import Desk
    from app.services.practice_views import ScenarioChoice, SessionView
    from app.services.practise import Practise
    from app.signals.catalogue import Route

T = TypeVar("T")


class PracticeRoom(Room):
    """Where a trainee begins and ends a practice, and a trainer sees those of a group."""

    name = PRACTICE
    roles: ClassVar[frozenset[str]] = frozenset({"trainee", "trainer"})
    classification = PRACTICE_CLASSIFICATION

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
        self._practice: Practise | None = None
        self._scenarios: tuple[ScenarioChoice, ...] = ()
        self._sessions: tuple[SessionView, ...] = ()
        self._routes: tuple[Route, ...] = ()
        self._session: SessionView | None = None
        self._scenario_list = RowList()
        self._session_list = RowList()
        self._scenario_page = ScenarioPage(display, registry)
        self._finish_page = FinishPage(display, registry)
        self._debrief_page = DebriefPage(display, registry)
        self._group_page = GroupPage(display)
        self._pages = QStackedWidget()
        self._lay_out()
        self._bind()

    def open_desk(self, desk: "Desk") -> None:
        """Take the services of practice."""
        self._practice = desk.practice

    def enter(self, **arguments: Any) -> None:
        """Show what can be practised and what was.

        Args:
            arguments: `session`, a practice to finish.
        """
        self._refresh(arguments.get("session"))

    def forget(self) -> None:
        """Drop the services and every word."""
        self._practice = self._session = None
        self._scenarios, self._sessions = (), ()
        self._scenario_list.show_rows(())
        self._session_list.show_rows(())
        self._scenario_page.forget()
        self._finish_page.show_session(None, ())
        self._debrief_page.show_debriefs(())
        self._group_page.show_results(None)

    def retranslate(self) -> None:
        """Show the lists, and a debrief, in the language shown."""
        self._show_lists()
        if self._session is not None and self._session.ended_at is not None:
            self.choose_session(self._session.session_id)

    # Choosing

    def choose_scenario(self, scenario_id: str) -> None:
        """Show a scenario."""
        scenario = next((one for one in self._scenarios if one.scenario_id == scenario_id), None)
        if scenario is None:
            return
        self._session = None
        self._ask(
            lambda practice: practice.groups(scenario_id),
            lambda groups: self._show_scenario(scenario, groups),
        )

    def choose_session(self, session_id: str) -> None:
        """Show a practice: its end, or its debrief."""
        session = next((one for one in self._sessions if one.session_id == session_id), None)
        if session is None:
            return
        self._session = session
        if session.ended_at is None:
            self._finish_page.show_session(session, self._routes)
            self._show_page(self._finish_page)
            self._finish_page.take_focus()
            return
        language = self.display.language
        self._ask(
            lambda practice: practice.debrief_content(session_id, language),
            lambda content: self._show_debriefs((content,)),
        )

    # Acting

    def begin(self) -> None:
        """Begin the scenario that is shown."""
        scenario, group = self._scenario_page.scenario, self._scenario_page.group
        if scenario is not None:
            self._ask(
                lambda practice: practice.begin(scenario.scenario_id, group),
                lambda session: self.navigator.go(PRACTICE_HEARING, session=session),
            )

    def resume(self) -> None:
        """Go on with the practice that is shown."""
        session = self._session
        if session is not None:
            self._ask(
                lambda practice: practice.resume(session.session_id),
                lambda resumed: self.navigator.go(PRACTICE_HEARING, session=resumed),
            )

    def finish(self) -> None:
        """Finish the practice that is shown, and go to its debrief."""
        session, route = self._session, self._finish_page.route
        if session is not None and session.ended_at is None:
            self._ask(
                lambda practice: practice.finish(session.session_id, route),
                lambda debrief: self._refresh(debrief.session),
            )

    def save(self) -> None:
        """Ask for a place and put the debrief there as a PDF."""
        session = self._session
        if session is None or session.ended_at is None:
            return
        name = f"OEFENING-{session.scenario_id}-{session.trainee}.pdf".replace(" ", "-")
        chosen, _kind = self._ask_place(self, self.text(says("Bewaar als PDF")), name, "PDF (*.pdf)")
        if not chosen:
            return
        language, place = self.display.language, Path(chosen)

        def act(practice: "Practise") -> Path:
            try:
                put_whole(place, practice.debrief_pdf(session.session_id, language))
            except OSError as fault:
                raise EnvironmentFault(
                    says(
                        "De nabespreking kan niet worden bewaard in {folder}. Kies een andere map.",
                        folder=str(place.parent),
                    )
                ) from fault
            return place

        self._ask(
            act,
            lambda saved: self.navigator.say(says("De nabespreking staat in {file}.", file=str(saved))),
        )

    # Showing

    def _refresh(self, session: "SessionView | None") -> None:
        def look(practice: "Practise") -> "_Found":
            return practice.scenarios(), practice.sessions(), practice.routes()

        def show(found: "_Found") -> None:
            self._scenarios, self._sessions, self._routes = found
            self._show_lists()
            if session is not None:
                self.choose_session(session.session_id)
            elif self._scenarios:
                self.choose_scenario(self._scenarios[0].scenario_id)

        self._ask(look, show)

    def _show_lists(self) -> None:
        self._scenario_list.show_rows(
            tuple(
                Row(one.scenario_id, f"{one.scenario_id} {self.display.show(one.title)}")
                for one in self._scenarios
            )
        )
        self._session_list.show_rows(tuple(self._row(one) for one in self._sessions))

    def _row(self, session: "SessionView") -> Row:
        at = f"{short_day(session.begun_at, self.display.language)} {clock_time(session.begun_at)}"
        return Row(
            key=session.session_id,
            title=f"{session.scenario_id} {self.display.show(session.title)}",
            below=f"{session.trainee}  ·  {at}  ·  {session.group}",
            chip="" if session.ended_at else self.text(says("bezig")),
        )

    def _show_scenario(self, scenario: "ScenarioChoice", groups: tuple[str, ...]) -> None:
        self._scenario_page.show_scenario(scenario, groups)
        self._show_page(self._scenario_page)
        self._scenario_page.take_focus()

    def _show_debriefs(self, contents: "tuple[DebriefContent, ...]") -> None:
        self._debrief_page.show_debriefs(contents, has_pair=self._other_of_pair() is not None)
        self._show_page(self._debrief_page)
        self._debrief_page.take_focus()

    def _show_pair(self) -> None:
        session, other = self._session, self._other_of_pair()
        if session is None or other is None:
            return
        both = sorted((session, other), key=lambda one: one.scenario_id)
        language = self.display.language
        self._ask(
            lambda practice: tuple(practice.debrief_content(one.session_id, language) for one in both),
            self._show_debriefs,
        )

    def _other_of_pair(self) -> "SessionView | None":
        """Give the last practice of the same trainee with the other variant."""
        session = self._session
        pairs = {one.scenario_id: one.pair for one in self._scenarios if one.pair}
        if session is None or session.scenario_id not in pairs:
            return None
        return next(
            (
                one
                for one in self._sessions
                if one.ended_at is not None
                and one.trainee == session.trainee
                and one.scenario_id != session.scenario_id
                and pairs.get(one.scenario_id) == pairs[session.scenario_id]
            ),
            None,
        )

    def _show_group(self, group: str) -> None:
        scenario = self._scenario_page.scenario
        if scenario is None:
            return

        def show(results: Any) -> None:
            self._group_page.show_results(results)
            self._show_page(self._group_page)

        self._ask(lambda practice: practice.group(scenario.scenario_id, group), show)

    def _show_page(self, page: QWidget) -> None:
        self._pages.setCurrentIndex(self._places[page])
        scenario = self._scenario_page.scenario
        of_scenario = page in (self._scenario_page, self._group_page) and scenario is not None
        self._scenario_list.set_current(scenario.scenario_id if scenario and of_scenario else "")
        self._session_list.set_current(self._session.session_id if self._session else "")
        enabled = {
            "begin_practice": page is self._scenario_page,
            "finish_practice": page is self._finish_page,
            "export": page is self._debrief_page,
        }
        for action, may in enabled.items():
            self.registry.set_enabled(action, self.name, enabled=may)

    def _ask(self, act: "Callable[[Practise], T]", done: Callable[[T], object]) -> None:
        practice = self._practice
        if practice is not None:
            self.bridge.ask(lambda: act(practice), done, owner=self)

    def _lay_out(self) -> None:
        scenarios, sessions = SectionLabel(), SectionLabel()
        self.words(scenarios.setText, says("Scenario's"))
        self.words(sessions.setText, says("Oefeningen"))
        side = Pane(margins=(14, 12))
        for widget in (scenarios, self._scenario_list):
            side.inside.addWidget(widget)
        side.inside.addSpacing(14)
        for widget in (sessions, self._session_list):
            side.inside.addWidget(widget)
        side.inside.addStretch(1)
        self._places: dict[QWidget, int] = {}
        for page in (self._scenario_page, self._finish_page, self._debrief_page, self._group_page):
            self._places[page] = self._pages.addWidget(page_of(page))
        beside = row(spacing=0)
        beside.addWidget(SidePane(self.display, side, 340))
        beside.addWidget(self._pages, 1)
        whole = column(self)
        whole.addWidget(PracticeBand(self.display))
        whole.addLayout(beside, 1)
        set_look(self, "ground")

    def _bind(self) -> None:
        self._scenario_list.chosen.connect(self.choose_scenario)
        self._session_list.chosen.connect(self.choose_session)
        self._scenario_page.group_wanted.connect(self._show_group)
        self._finish_page.resumed.connect(self.resume)
        self._debrief_page.pair_wanted.connect(self._show_pair)
        self.registry.bind("begin_practice", self.begin, self.name)
        self.registry.bind("finish_practice", self.finish, self.name)
        self.registry.bind("export", self.save, self.name)


_Found = tuple[tuple["ScenarioChoice", ...], tuple["SessionView", ...], tuple["Route", ...]]
