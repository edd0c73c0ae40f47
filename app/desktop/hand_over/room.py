# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The room for handing a hearing over to a colleague elsewhere, and for taking one in."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from app.desktop.display import Display
from app.desktop.faults import sentence
from app.desktop.hand_over.form import Filled, HandOverForm
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room import Room
from app.desktop.room_names import HAND_OVER, WORKLIST
from app.desktop.saving import AskFiles, read_file, save_file
from app.desktop.widgets.looks import column, set_look
from app.desktop.widgets.scrolling import page_of
from app.errors import says

if TYPE_CHECKING:
    from app.channel.certificates import Certificate, Identity
    from app.services.desk import Desk
    from app.services.hand_over import TakenIn
    from app.services.views import HearingSummary

T = TypeVar("T")


class HandOverRoom(Room):
    """One form for both ways."""

    name = HAND_OVER
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
        self._hearing: HearingSummary | None = None
        self._form = HandOverForm(display, ask.file)
        self._form.submitted.connect(self._submit)
        column(self).addWidget(page_of(self._form))
        set_look(self, "ground")

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self._desk = desk

    def enter(self, **arguments: Any) -> None:
        """Begin.

        Args:
            arguments: `hearing`, the one to hand over; absent for taking one in.
        """
        self._hearing = arguments.get("hearing")
        told = f"{self._hearing.name} ({self._hearing.v_number})" if self._hearing else ""
        self._form.show_for(told, may_note=True)
        self._form.take_focus()

    def leave(self) -> None:
        """Drop the passphrase and all that was filled in."""
        self._form.clear()

    def forget(self) -> None:
        """Drop the desk and every word."""
        self._desk = self._hearing = None
        self._form.show_for("", may_note=False)

    def _submit(self, filled: Filled) -> None:
        if filled.sealed is not None:
            self._take_in(filled, filled.sealed)
        else:
            self._hand_over(filled)

    def _hand_over(self, filled: Filled) -> None:
        hearing = self._hearing
        if hearing is None:
            return
        proposed = f"gehoor-{hearing.v_number}.p7m"
        chosen, _kind = self._ask_place(self, self.text(says("Verzegel en bewaar")), proposed, "CMS (*.p7m)")
        if not chosen:
            return
        place = Path(chosen)

        def act(desk: "Desk") -> Path:
            mine, colleague = _people(filled)
            sealed = desk.hand_over.export(hearing.hearing_id, mine, colleague, with_notes=filled.with_notes)
            return save_file(place, sealed)

        self._ask(act, self._handed_over)

    def _take_in(self, filled: Filled, place: Path) -> None:
        def act(desk: "Desk") -> "TakenIn":
            mine, colleague = _people(filled)
            return desk.hand_over.take_in(read_file(place), mine, colleague, place.name)

        self._ask(act, self._taken_in)

    def _handed_over(self, place: Path) -> None:
        self.navigator.go(WORKLIST)
        self.navigator.say(says("Het gehoor staat verzegeld in {file}.", file=str(place)))

    def _taken_in(self, taken: "TakenIn") -> None:
        self.navigator.go(WORKLIST)
        self.navigator.say(taken.message())

    def _ask(self, act: "Callable[[Desk], T]", done: Callable[[T], object]) -> None:
        desk = self._desk
        if desk is not None:
            self.bridge.ask(lambda: act(desk), done, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self._form.show_problem(sentence(error))


def _people(filled: Filled) -> "tuple[Identity, Certificate]":
    from app.channel.certificates import read_certificate, read_identity

    mine = read_identity(read_file(filled.identity), filled.passphrase, filled.identity.name)
    return mine, read_certificate(read_file(filled.colleague), filled.colleague.name)
