# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A scenario before it is practised: who will be heard, what one learns, and with which group."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.desktop.display import Display, Words
from app.desktop.ports import Registry
from app.desktop.practice_room.wording import LEVELS
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import row
from app.errors import says
from app.services.practice_views import ScenarioChoice


class ScenarioPage(Card):
    """One scenario.

    Signals:
        group_wanted: a trainer wants to see how a group did it; carries the group.
    """

    group_wanted = Signal(str)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__(margins=(20, 24), spacing=10)
        self._display = display
        self._words = Words(display, self)
        self._scenario: ScenarioChoice | None = None
        self._title = Label(look="title")
        self._level = Label(look="small")
        self._persona = Label()
        self._learning = Label()
        self._notice = Label(look="guidance")
        self._group = LineField()
        self._begin = ActionButton(registry, display, "begin_practice", look="primary")
        self._groups = QComboBox()
        self._show_group = button()
        self._lay_out()
        display.changed.connect(self._show)
        self._show_group.clicked.connect(lambda: self.group_wanted.emit(self._groups.currentText()))

    @property
    def scenario(self) -> ScenarioChoice | None:
        """The scenario that is shown."""
        return self._scenario

    @property
    def group(self) -> str:
        """The group that was filled in."""
        return self._group.text()

    def show_scenario(self, scenario: ScenarioChoice | None, groups: tuple[str, ...]) -> None:
        """Show a scenario, with the groups whose results a trainer can see."""
        self._scenario = scenario
        self._groups.clear()
        self._groups.addItems(list(groups))
        for widget in (self._groups_title, self._groups, self._show_group):
            widget.setVisible(bool(groups))
        self._show()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._begin.setFocus()

    def forget(self) -> None:
        """Drop what was filled in."""
        self._group.clear()
        self.show_scenario(None, ())

    def _show(self) -> None:
        scenario = self._scenario
        if scenario is None:
            return
        show = self._display.show
        self._title.setText(f"{scenario.scenario_id} {show(scenario.title)}")
        level = self._display.text(LEVELS[scenario.level])
        self._words(self._level.setText, says("Niveau: {level}", level=level))
        self._persona.setText(show(scenario.persona))
        self._learning.setText("\n".join(f"•  {show(one)}" for one in scenario.learning))
        self._notice.setText(show(scenario.notice))

    def _lay_out(self) -> None:
        learning, self._groups_title = SectionLabel(), SectionLabel()
        self._words(learning.setText, says("Wat u leert"))
        self._words(self._groups_title.setText, says("Resultaten van een groep"))
        self._words(self._groups.setAccessibleName, says("Groep"))
        self._words(self._show_group.setText, says("Toon de groep"))
        hint = says("Bijvoorbeeld de naam van de training. Leeg is de datum van vandaag.")
        for widget in (
            self._title,
            self._level,
            self._persona,
            learning,
            self._learning,
            self._notice,
            Field(self._display, says("Met welke groep oefent u?"), self._group, hint),
        ):
            self.inside.addWidget(widget)
        acts = row(spacing=10)
        acts.addStretch(1)
        acts.addWidget(self._begin)
        self.inside.addLayout(acts)
        self.inside.addWidget(self._groups_title)
        of_group = row(spacing=10)
        of_group.addWidget(self._groups, 1)
        of_group.addWidget(self._show_group)
        self.inside.addLayout(of_group)
