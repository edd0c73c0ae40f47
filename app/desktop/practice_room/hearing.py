# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing room in practice: the same room on another store, with the persona who answers."""

from typing import TYPE_CHECKING, Any, ClassVar

from app.desktop.display import Display
from app.desktop.hearing_room.room import HearingRoom
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.practice_room.band import PracticeBand
from app.desktop.practice_room.persona import PersonaCard
from app.desktop.room_names import PRACTICE, PRACTICE_HEARING
from app.services.practice_views import Said, SessionView
from app.services.practise import Practise
from app.vault.compartments import PRACTICE as IN_PRACTICE

if TYPE_CHECKING:
    from app.services.desk import Desk


class PracticeHearingRoom(HearingRoom):
    """The hearing room with OEFENING above it. It knows no services but those of practice."""

    name = PRACTICE_HEARING
    roles: ClassVar[frozenset[str]] = frozenset({"trainee", "trainer"})
    way_back: ClassVar[str] = PRACTICE
    compartments: ClassVar[tuple[str, str]] = (IN_PRACTICE, IN_PRACTICE)

    def __init__(self, display: Display, registry: Registry, bridge: Bridge, navigator: Navigator) -> None:
        super().__init__(display, registry, bridge, navigator)
        self._practice: Practise | None = None
        self._session: SessionView | None = None
        self.persona = PersonaCard(display)
        self.middle.insertWidget(0, PracticeBand(display))
        self.middle.addWidget(self.persona)
        self.presenter.placed.connect(self._ask_persona)
        self.presenter.question_changed.connect(self._ask_persona)

    def open_desk(self, desk: "Desk") -> None:
        """Take the services of practice, and none of the others."""
        practice = desk.practice
        if practice is not None:
            self._practice = practice
            self.presenter.open_desk(practice.conduct)
            self.drawer.open_desk(practice.notes)

    def enter(self, **arguments: Any) -> None:
        """Go on with a practice.

        Args:
            arguments: `session`, the practice whose hearing is open in the services.
        """
        self._session = arguments.get("session", self._session)
        super().enter(**arguments)

    def forget(self) -> None:
        """Drop the practice with everything else."""
        super().forget()
        self._practice = None
        self._session = None
        self.persona.show_said(None)

    def whereabouts(self) -> dict[str, str]:
        """Give nothing: one goes on from the room before this one."""
        return {}

    def finish(self) -> None:
        """Go to the end of the practice, where a route is chosen."""
        self.navigator.go(PRACTICE, session=self._session)

    def _ask_persona(self, *_changed: object) -> None:
        practice, session, place = self._practice, self._session, self.presenter.place
        address = place.current if place is not None else None
        if practice is None or session is None or address is None:
            self.persona.show_said(None)
            return

        def show(said: Said) -> None:
            if self.presenter.place is not None and self.presenter.place.current == address:
                self.persona.show_said(said)

        self.bridge.ask(lambda: practice.said(session.session_id, address), show, owner=self)
