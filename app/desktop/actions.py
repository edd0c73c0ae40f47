# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Actions: what a user can do, declared once; keys, buttons, the palette and the help are made from it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QWidget

from app.desktop.display import Display
from app.desktop.room_names import UNLOCK
from app.errors import Message, says

EVERYWHERE: frozenset[str] = frozenset()
"""The rooms of an action that works in all rooms but the unlock room."""


@dataclass(frozen=True, slots=True)
class Action:
    """Something a user can do.

    Attributes:
        id: its name in the code, such as ``next_question``.
        title: what it is called, short enough for a button.
        shortcut: keys as Qt writes them portably, such as ``Ctrl+Return``; empty for none.
        group: the heading it stands under in the help.
        rooms: where it works; empty for everywhere.
        key_is_wired: whether the registry gives it its key; not where a widget handles the key itself.
        while_locked: whether it works in the unlock room too.
    """

    id: str
    title: Message
    shortcut: str
    group: Message
    rooms: frozenset[str] = EVERYWHERE
    key_is_wired: bool = True
    while_locked: bool = False

    def works_in(self, room: str) -> bool:
        """Whether it can be carried out while `room` is in front."""
        if room == UNLOCK:
            return self.while_locked
        return not self.rooms or room in self.rooms


@dataclass(slots=True)
class _Bound:
    action: Action
    qaction: QAction
    handlers: dict[str, Callable[[], object]] = field(default_factory=dict)
    disabled: set[str] = field(default_factory=set)


class ActionRegistry(QObject):
    """The actions with what the rooms do when they are carried out.

    An action is enabled while the room in front can carry it out. Handlers bound without a room serve
    every room that has none of its own.
    """

    def __init__(self, actions: Iterable[Action], display: Display, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self._room = ""
        self._forbidden: frozenset[str] = frozenset()
        self._locked: frozenset[str] = frozenset()
        self._bound: dict[str, _Bound] = {}
        for action in actions:
            qaction = QAction(self)
            if action.shortcut and action.key_is_wired:
                qaction.setShortcut(QKeySequence.fromString(action.shortcut))
            qaction.setEnabled(False)
            self._bound[action.id] = _Bound(action, qaction)
            qaction.triggered.connect(lambda _checked=False, name=action.id: self.carry_out(name))
        display.changed.connect(self.retranslate)
        self.retranslate()

    def __iter__(self) -> Iterator[Action]:
        return (bound.action for bound in self._bound.values())

    def action(self, action_id: str) -> Action:
        """Give the action as it is declared."""
        return self._bound[action_id].action

    def qaction(self, action_id: str) -> QAction:
        """Give Qt's action; its title, shortcut and state follow by themselves."""
        return self._bound[action_id].qaction

    def qactions(self) -> list[QAction]:
        """Give all of Qt's actions, for the window to listen to their keys."""
        return [bound.qaction for bound in self._bound.values()]

    def bind(self, action_id: str, handler: Callable[[], object], room: str = "") -> None:
        """Let an action call `handler` while `room` is in front; without a room, in every room.

        Raises:
            ValueError: the action is not declared for that room.
        """
        bound = self._bound[action_id]
        if room and not bound.action.works_in(room):
            raise ValueError(f"{action_id} is not declared for {room}")
        bound.handlers[room] = handler
        self._refresh(bound)

    def set_enabled(self, action_id: str, room: str, *, enabled: bool) -> None:
        """Say whether a room can carry out an action of its own at this moment."""
        bound = self._bound[action_id]
        if enabled:
            bound.disabled.discard(room)
        else:
            bound.disabled.add(room)
        self._refresh(bound)

    def forbid(self, actions: frozenset[str]) -> None:
        """Say which actions are not for the person who works here; those of before are allowed again."""
        self._forbidden = actions
        for bound in self._bound.values():
            self._refresh(bound)

    def lock_out(self, actions: frozenset[str]) -> None:
        """Say which actions are for nobody on this computer, whoever works here."""
        self._locked = actions
        for bound in self._bound.values():
            self._refresh(bound)

    def enter(self, room: str) -> None:
        """Enable what can be done in the room that comes to the front."""
        self._room = room
        for bound in self._bound.values():
            self._refresh(bound)

    def available(self) -> tuple[Action, ...]:
        """Give what can be done now, in the order of declaration."""
        return tuple(bound.action for bound in self._bound.values() if bound.qaction.isEnabled())

    def carry_out(self, action_id: str) -> None:
        """Carry out an action in the room in front; nothing happens where it cannot be done now."""
        handler = self._handler(self._bound[action_id])
        if handler is not None:
            handler()

    def retranslate(self) -> None:
        """Show the titles anew."""
        for bound in self._bound.values():
            bound.qaction.setText(self._display.text(bound.action.title))

    def _handler(self, bound: _Bound) -> Callable[[], object] | None:
        if bound.action.id in self._forbidden | self._locked:
            return None
        if not bound.action.works_in(self._room) or self._room in bound.disabled:
            return None
        return bound.handlers.get(self._room, bound.handlers.get(""))

    def _refresh(self, bound: _Bound) -> None:
        bound.qaction.setEnabled(self._handler(bound) is not None)


class KeyGuard(QObject):
    """Lets the program's keys win over a text field's own, such as Ctrl+K, wherever the focus is."""

    def __init__(self, registry: ActionRegistry, application: QApplication) -> None:
        super().__init__(registry)
        self._registry = registry
        self._watched: QWidget | None = None
        application.focusChanged.connect(self._watch)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an enabled action's key away from the field before the field claims it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            pressed = QKeySequence(event.keyCombination())
            if any(one.isEnabled() and one.shortcut() == pressed for one in self._registry.qactions()):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _watch(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)


def keys_shown(shortcut: str, display: Display) -> str:
    """Give a shortcut as it stands on a button, such as *Ctrl+Enter*."""
    *modifiers, key = shortcut.replace("++", "+Plus").split("+")
    return "+".join(
        display.text(_KEY_NAMES[name]) if name in _KEY_NAMES else name for name in (*modifiers, key)
    )


_KEY_NAMES = {
    "Return": says("Enter"),
    "Shift": says("Shift"),
    "Plus": says("plus"),
    "Up": says("pijl omhoog"),
    "Down": says("pijl omlaag"),
    "PgUp": says("PageUp"),
    "PgDown": says("PageDown"),
    "Del": says("Delete"),
}
"""Names of keys as they stand on a Dutch keyboard."""
