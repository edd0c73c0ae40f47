# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What every page of the room for managing is."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label, SectionLabel
from app.errors import Message

if TYPE_CHECKING:
    from app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a page."""

    display: Display
    registry: Registry
    bridge: Bridge
    navigator: Navigator


class Page(QWidget):
    """One page; a subclass fills it. It gets the desk at each unlocking and drops it at each locking."""

    name: ClassVar[str]
    """Of the action that opens it too."""
    title: ClassVar[Message]
    fills: ClassVar[bool] = False
    """Whether it takes the whole height, and scrolls inside itself."""

    def __init__(self, around: Around) -> None:
        super().__init__()
        self.display = around.display
        self.registry = around.registry
        self.bridge = around.bridge
        self.navigator = around.navigator
        self.words = Words(around.display, self)
        self.desk: Desk | None = None

    def text(self, message: Message) -> str:
        """Give a sentence of the program in the language shown."""
        return self.display.text(message)

    def heading(self) -> Label:
        """Make the page's heading."""
        made = Label(look="title")
        self.words(made.setText, self.title)
        return made

    def section(self, card: Card, name: Message) -> Card:
        """Give a card with the name of what stands on it."""
        label = SectionLabel()
        self.words(label.setText, name)
        card.inside.addWidget(label)
        return card

    def serves(self, desk: "Desk") -> bool:  # noqa: ARG002 - pages for some people alone use it
        """Tell whether this page is for the person who unlocked."""
        return True

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self.desk = desk

    def enter(self) -> None:
        """Come to the front; put the focus where work begins."""

    def forget(self) -> None:
        """Drop the desk and every readable word, at once."""
        self.desk = None

    def retranslate(self) -> None:
        """Show anew all words that `words` does not keep."""

    def export(self) -> None:
        """Save what is shown as a file, where there is anything to save."""

    def search(self) -> None:
        """Put the focus where one searches, where one can."""

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give what is typed and kept nowhere, as `Room.half_typed` does."""
        return {}

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Take what `half_typed` gave when the vault was locked."""
