# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of settings: each with what it is for; what the office locks says so and by whom."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from app.desktop.display import STEP
from app.desktop.manage.page import Around, Page
from app.desktop.platform_ports import Capture
from app.desktop.preferences import Preferences
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column
from app.errors import Message, says
from app.settings import SCHEMA
from app.settings.schema import DEFAULTS, Value
from app.settings.tables import locked_words, shown

_GROUPS = (
    (says("Weergave"), ("language", "theme", "scale", "both_languages")),
    (says("Beveiliging"), ("idle_minutes", "capture")),
    (
        says("Kluis en kantoor"),
        ("vault_folder", "backup_folder", "drop_folder", "classification", "classification_basis"),
    ),
)

_TITLES = {
    "language": says("Taal"),
    "theme": says("Thema"),
    "scale": says("Grootte van tekst"),
    "both_languages": says("Vragen in twee talen"),
    "idle_minutes": says("Vergrendel na"),
    "capture": says("Venster mag in schermafbeeldingen en opnamen"),
    "vault_folder": says("Map van de kluis"),
    "backup_folder": says("Map voor reservekopieën"),
    "drop_folder": says("Map waarin meldingen vertrekken"),
    "classification": says("Rubricering"),
    "classification_basis": says("Grondslag van de rubricering"),
}

_NAMES = {
    "nl": says("Nederlands"),
    "en": says("Engels"),
    "light": says("Licht"),
    "dark": says("Donker"),
    "contrast": says("Hoog contrast"),
}

_CANNOT_EXCLUDE = says(
    "Dit systeem kan het venster niet uit opnamen houden: wat het scherm mag lezen, leest ook dit venster."
)
_NEXT_START = says("Geldt als het programma opnieuw start.")
_WIDEST = 460
"""Pixels at 100 %; a field for a number or a choice needs no more."""
_INSIDE = 7
"""Pixels between the edge of a field and what is in it."""


class SettingsPage(Page):
    """Changes hold at once, and are kept."""

    name = "settings"
    title = says("Instellingen")

    def __init__(self, around: Around, preferences: Preferences, capture: Capture) -> None:
        super().__init__(around)
        self._preferences = preferences
        self._capture = capture
        self._fields: dict[str, Field] = {}
        self._show: dict[str, Callable[[Value], None]] = {}
        self._lay_out()
        preferences.changed.connect(self._refresh)

    def enter(self) -> None:
        """Begin at the first setting that can be changed."""
        self._refresh()
        for name, field in self._fields.items():
            if not self._preferences.loaded.locked(name):
                field.setFocus()
                return

    def retranslate(self) -> None:
        """Show the names of choices and the values anew."""
        for name, field in self._fields.items():
            if isinstance(field.widget, QComboBox):
                for at, one in enumerate(SCHEMA[name].choices):
                    field.widget.setItemText(at, self.text(_NAMES[one]))
            elif isinstance(field.widget, QSpinBox):
                unit = " %" if name == "scale" else f" {self.text(SCHEMA[name].unit or Message(''))}"
                field.widget.setSuffix(unit)
        for field in self._fields.values():
            field.widget.setMaximumWidth(self.display.pixels(_WIDEST))

    def field(self, name: str) -> Field:
        """Give the field of a setting."""
        return self._fields[name]

    def _refresh(self) -> None:
        """Show the values that hold, and what is locked."""
        loaded = self._preferences.loaded
        for name, field in self._fields.items():
            blocked = field.widget.blockSignals(True)
            self._show[name](getattr(loaded.settings, name))
            field.widget.blockSignals(blocked)
            locked = locked_words(loaded, name)
            field.widget.setEnabled(locked is None)
            field.show_problem(_hint(self._about(name), locked), error=False)

    def _about(self, name: str) -> Message:
        purpose = SCHEMA[name].purpose
        if name == "capture" and not self._capture.can_exclude:
            return says("{one} {more}", one=purpose, more=_CANNOT_EXCLUDE)
        if name in ("vault_folder", "backup_folder"):
            return says("{one} {more}", one=purpose, more=_NEXT_START)
        return purpose

    def _lay_out(self) -> None:
        inside = column(self, spacing=14)
        inside.addWidget(self.heading())
        for group, names in _GROUPS:
            card = self.section(Card(margins=(16, 20), spacing=12), group)
            for name in names:
                widget = self._widget(name)
                label = Message("") if isinstance(widget, QCheckBox) else _TITLES[name]
                self._fields[name] = Field(self.display, label, widget, SCHEMA[name].purpose)
                if isinstance(widget, QCheckBox):
                    self.words(widget.setAccessibleName, _TITLES[name])
                    self._fields[name].hide_label()
                card.inside.addWidget(self._fields[name])
            inside.addWidget(card)
        self.retranslate()

    def _widget(self, name: str) -> QWidget:
        one, default = SCHEMA[name], DEFAULTS[name]
        change: Callable[[Value], None] = lambda value: self._preferences.change(name, value)  # noqa: E731
        if isinstance(default, bool):
            box = QCheckBox()
            self.words(box.setText, _TITLES[name])
            box.toggled.connect(change)
            self._show[name] = lambda value: box.setChecked(bool(value))
            return box
        if one.bounds is not None:
            number = QSpinBox()
            number.setRange(*one.bounds)
            number.setSingleStep(STEP if name == "scale" else 1)
            number.setKeyboardTracking(False)
            number.lineEdit().setTextMargins(
                _INSIDE, 0, _INSIDE, 0
            )  # the style sheet's padding does not reach it
            number.valueChanged.connect(change)
            self._show[name] = lambda value: number.setValue(int(value))
            return number
        if one.choices:
            combo = QComboBox()
            for choice in one.choices:
                combo.addItem(self.text(_NAMES[choice]), choice)
            combo.activated.connect(lambda at: change(str(combo.itemData(at))))
            self._show[name] = lambda value: combo.setCurrentIndex(combo.findData(value))
            return combo
        line = LineField()
        line.editingFinished.connect(lambda: change(line.text().strip()))
        self._show[name] = lambda value: line.setText(shown(value))
        return line


def _hint(about: Message, locked: Message | None) -> Message:
    return (
        about if locked is None else says("{about} Niet te wijzigen: {locked}.", about=about, locked=locked)
    )
