# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The settings that hold while the window is open: changed in one place, heard of by all who follow them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from app.desktop.display import Display
from app.errors import EnvironmentFault, GehoorwijzerError
from app.settings import LoadedSettings, Settings, SettingsStore
from app.settings.schema import Value

_ACTIONS = {
    "language": ("language",),
    "theme": ("theme",),
    "scale": ("text_larger", "text_smaller"),
    "both_languages": ("both_languages",),
}
"""The actions that change a setting, by the setting's name."""


class Preferences(QObject):
    """The settings, kept as they change.

    Args:
        store: where a user's choices are kept.
        loaded: the values that hold at the start.
        display: shows the program as they say; what changes there is kept too.

    Signals:
        changed: a value is another now.
        failed: a choice could not be kept; carries the exception.
    """

    changed = Signal()
    failed = Signal(object)

    def __init__(self, store: SettingsStore, loaded: LoadedSettings, display: Display) -> None:
        super().__init__()
        self._store = store
        self._loaded = loaded
        self._display = display
        self._seen = _shown(display)
        display.changed.connect(self._keep_display)

    @property
    def loaded(self) -> LoadedSettings:
        """The values, with where each comes from."""
        return self._loaded

    @property
    def values(self) -> Settings:
        """The values that hold."""
        return self._loaded.settings

    def actions_locked(self) -> frozenset[str]:
        """Give the actions that would change what the policy locks."""
        return frozenset(
            action for name, actions in _ACTIONS.items() if self._loaded.locked(name) for action in actions
        )

    def change(self, name: str, value: Value) -> None:
        """Choose a value; it holds at once, also where it cannot be kept for next time."""
        if getattr(self.values, name) != value:
            self._keep({name: value})
        _show(self._display, name, value)

    def _keep_display(self) -> None:
        """Keep what was changed of how the program is shown, and put back what is locked."""
        now = _shown(self._display)
        other = {name: value for name, value in now.items() if value != self._seen[name]}
        locked = {name for name in other if self._loaded.locked(name)}
        for name in locked:
            _show(self._display, name, self._seen[name])
        self._seen = now | {name: self._seen[name] for name in locked}
        fresh = {name: value for name, value in other.items() if getattr(self.values, name) != value}
        if fresh.keys() - locked:
            self._keep({name: value for name, value in fresh.items() if name not in locked})

    def _keep(self, values: dict[str, Value]) -> None:
        try:
            self._loaded = self._store.change(values)
        except GehoorwijzerError as error:
            if isinstance(error, EnvironmentFault):
                self._loaded = self._with(values)
            self.failed.emit(error)
        self.changed.emit()

    def _with(self, values: dict[str, Value]) -> LoadedSettings:
        fresh = replace(self.values, **values)  # type: ignore[arg-type]
        return replace(self._loaded, settings=fresh)


def _shown(display: Display) -> dict[str, Value]:
    return {
        "language": display.language,
        "theme": display.theme,
        "scale": display.scale,
        "both_languages": display.both,
    }


def _show(display: Display, name: str, value: Value) -> None:
    match name, value:
        case "language", str():
            display.set_language(value)
        case "theme", str():
            display.set_theme(value)
        case "scale", int():
            display.set_scale(value)
        case "both_languages", bool():
            display.set_both(both=value)
        case _:
            pass  # not shown by the display
