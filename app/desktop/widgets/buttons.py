# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Buttons, most of them made from actions."""

from PySide6.QtWidgets import QPushButton, QWidget

from app.desktop.actions import keys_shown
from app.desktop.display import Display
from app.desktop.ports import Registry
from app.desktop.widgets.looks import set_look
from app.errors import Message


class ActionButton(QPushButton):
    """A button that carries out an action; it shows the action's title and keys and follows its state."""

    def __init__(
        self,
        registry: Registry,
        display: Display,
        action_id: str,
        *,
        look: str = "",
        title: Message | None = None,
        keys: bool = True,
    ) -> None:
        super().__init__()
        self._display = display
        self._action = registry.action(action_id)
        self._keys = keys
        self._title = title or self._action.title
        self._qaction = registry.qaction(action_id)
        self._qaction.enabledChanged.connect(self.setEnabled)
        self.setEnabled(self._qaction.isEnabled())
        self.clicked.connect(self._qaction.trigger)
        display.changed.connect(self.retranslate)
        if look:
            set_look(self, look)
        self.retranslate()

    def set_title(self, title: Message) -> None:
        """Call the action otherwise here, such as *Ga verder* for a break that lasts."""
        self._title = title
        self.retranslate()

    def show_keys(self, *, shown: bool) -> None:
        """Show the keys on the button, or in its tooltip where there is little room."""
        if shown != self._keys:
            self._keys = shown
            self.retranslate()

    def retranslate(self) -> None:
        """Show the title anew."""
        title = self._display.text(self._title)
        keys = keys_shown(self._action.shortcut, self._display) if self._action.shortcut else ""
        self.setText(f"{title}  {keys}".rstrip() if self._keys else title)
        self.setToolTip("" if self._keys else keys)
        self.setAccessibleName(title)


def button(look: str = "", parent: QWidget | None = None) -> QPushButton:
    """Make a plain button that Enter presses too; its words come through `Words`."""
    made = QPushButton(parent)
    made.setAutoDefault(True)
    if look:
        set_look(made, look)
    return made
