# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every room of the window is."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.ports import Bridge, Navigator, PaletteEntry, Registry
from app.desktop.room_names import WORKLIST
from app.errors import Message

if TYPE_CHECKING:
    from app.services.desk import Desk


class Room(QWidget):
    """One of the window's rooms; a subclass fills it with widgets and binds its actions.

    A room is made once, gets the desk at each unlocking, and gives it back at each locking.
    """

    name: ClassVar[str]
    roles: ClassVar[frozenset[str]] = frozenset()
    """Who may enter: whoever has one of these; empty for everybody."""
    way_back: ClassVar[str] = WORKLIST
    """The room that a hearing in this room goes back to."""
    classification: ClassVar[str] = ""
    """What stands at the foot of the window in this room; the usual classification when empty."""

    def __init__(self, display: Display, registry: Registry, bridge: Bridge, navigator: Navigator) -> None:
        super().__init__()
        self.display = display
        self.registry = registry
        self.bridge = bridge
        self.navigator = navigator
        self.words = Words(display, self)
        self.setObjectName(self.name)
        display.changed.connect(self.retranslate)

    def text(self, message: Message) -> str:
        """Give a sentence of the program in the language shown."""
        return self.display.text(message)

    def retranslate(self) -> None:
        """Show anew all words that `words` does not keep; called when language, theme or size changed."""

    def open_desk(self, desk: "Desk") -> None:
        """Take the services of the person who unlocked."""

    def enter(self, **arguments: Any) -> None:
        """Come to the front; put the focus where work begins."""

    def leave(self) -> None:
        """Go to the back; what was typed is handed to the vault first."""

    def forget(self) -> None:
        """Drop the desk and every readable word, at once.

        Words not yet in the vault are handed to `bridge.ask` first: the vault locks after them.
        """

    def whereabouts(self) -> dict[str, str]:
        """Give what `come_back` needs to be here again after a lock: identifiers, never words."""
        return {}

    def come_back(self, where: dict[str, str]) -> None:
        """Go on where the same person was when the vault was locked."""

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give what is typed and no record can hold yet, by compartment and name: it is sealed on locking."""
        return {}

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Take what `half_typed` gave when the vault was locked, of all rooms."""

    def bar(self) -> QWidget | None:
        """Give a widget for the bar's right side while this room is in front, or nothing."""
        return None

    def gather_places(self, then: Callable[[], object]) -> None:
        """Have at hand what `places` looks through; `then` follows if that takes a while."""

    def places(self, text: str) -> tuple[PaletteEntry, ...]:  # noqa: ARG002 - rooms that have places use it
        """Give the places in this room that the palette offers for what was typed."""
        return ()
