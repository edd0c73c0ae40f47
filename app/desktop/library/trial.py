# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing room with a draft: the same room, on a store that is gone when it is left."""

from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QFrame

from app.desktop.display import Display
from app.desktop.hearing_room.room import HearingRoom
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room_names import LIBRARY, TRIAL
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row, set_look
from app.errors import says
from app.services.try_draft import Trial

if TYPE_CHECKING:
    from app.services.desk import Desk


class TrialRoom(HearingRoom):
    """Shows a draft as interviewers will see it; nothing that is typed here is kept."""

    name = TRIAL
    roles: ClassVar[frozenset[str]] = frozenset({"team_lead"})
    way_back: ClassVar[str] = LIBRARY

    def __init__(self, display: Display, registry: Registry, bridge: Bridge, navigator: Navigator) -> None:
        super().__init__(display, registry, bridge, navigator)
        band, told = QFrame(), Label(look="strong")
        self.words(told.setText, says("VOORBEELD van een concept. Wat u hier typt, wordt niet bewaard."))
        row(band, margins=(8, 28)).addWidget(told, 1)
        set_look(band, "practice")
        self.middle.insertWidget(0, band)

    def open_desk(self, desk: "Desk") -> None:
        """Take nothing: a trial comes with its own services."""

    def enter(self, **arguments: Any) -> None:
        """Show a draft.

        Args:
            arguments: `trial`, the hearing of nobody that is open with it.
        """
        trial: Trial = arguments["trial"]
        self.presenter.open_desk(trial.conduct)
        self.drawer.open_desk(trial.notes)
        super().enter()

    def whereabouts(self) -> dict[str, str]:
        """Give nothing: one goes on from the room before this one."""
        return {}

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give nothing: what is typed in a trial is not kept."""
        return {}

    def finish(self) -> None:
        """Go back to the library."""
        self.navigator.go(LIBRARY)
