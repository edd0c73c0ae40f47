# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What rooms may ask of the window around them. Rooms know these ports, never the window itself."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction

from app.errors import Message

if TYPE_CHECKING:
    from app.desktop.actions import Action
    from app.services.views import HearingView

T = TypeVar("T")


class Navigator(Protocol):
    """The window, as rooms see it."""

    def go(self, room: str, **arguments: Any) -> None:
        """Bring a room to the front; the arguments go to its `enter`.

        The hearing room is entered with ``view``, the `HearingView` just started or resumed; without it, the
        hearing that is open comes back as it was.
        """
        ...

    def say(self, message: Message, *, error: bool = False) -> None:
        """Show a sentence in the banner until it is dismissed; it takes no focus and blocks nothing."""
        ...

    def saving(self) -> None:
        """Tell in the status bar that words are on their way to the vault."""
        ...

    def saved(self, at: datetime) -> None:
        """Tell in the status bar when the last words were safely in the vault."""
        ...

    def hearing_header(self, view: "HearingView | None") -> None:
        """Show the open hearing in the bar instead of the rooms, or the rooms again."""
        ...

    def lock(self) -> None:
        """Put everything away and show the unlock room."""
        ...


class Bridge(Protocol):
    """The way to the vault's one thread. Acts are carried out in the order in which they were asked."""

    def ask(
        self,
        act: Callable[[], T],
        done: Callable[[T], object] | None = None,
        failed: Callable[[Exception], object] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Carry out `act` on the vault's thread; `done` or `failed` follows on the window's thread.

        Args:
            act: blocks, and touches no widget.
            done: gets the result; left out where the vault has been locked since.
            failed: gets the exception; without it the window shows the error's sentence.
            owner: answers to an owner that is destroyed by then are left out.
        """
        ...


class Registry(Protocol):
    """The program's actions, bound to what a room does with them."""

    def bind(self, action_id: str, handler: Callable[[], object], room: str = "") -> None:
        """Let an action call `handler` while `room` is in front; without a room, in every room."""
        ...

    def set_enabled(self, action_id: str, room: str, *, enabled: bool) -> None:
        """Say whether a room can carry out an action of its own at this moment."""
        ...

    def qaction(self, action_id: str) -> QAction:
        """Give Qt's action; its title, shortcut and state follow by themselves."""
        ...

    def action(self, action_id: str) -> "Action":
        """Give the action as it is declared."""
        ...


@dataclass(frozen=True, slots=True)
class PaletteEntry:
    """A place or act that the palette (Ctrl+K) offers: shown words, quiet words behind, what it does."""

    title: str
    detail: str
    choose: Callable[[], object]
