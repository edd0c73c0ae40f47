# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One version: where it stands, who signed it, and what can be done with it."""

from PySide6.QtCore import Signal

from app.desktop.display import Display, Words
from app.desktop.library.difference_cards import show_differences
from app.desktop.library.wording import VERSION_STATES, days_in_words
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.errors import says
from app.library.diff import Difference
from app.services.library_views import VersionState, VersionView


class VersionPage(Card):
    """A version.

    Signals:
        retired: no new hearing should take it any more; carries the reason.
    """

    retired = Signal(str)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__(margins=(20, 24), spacing=10)
        self._display = display
        self._words = Words(display, self)
        self._version: VersionView | None = None
        self._changes: tuple[Difference, ...] = ()
        self._title = Label(look="title")
        self._state = Chip()
        self._days = Label()
        self._signed = Label()
        self._draft = ActionButton(registry, display, "new_draft", look="primary")
        self._export = ActionButton(registry, display, "export")
        self._reason = LineField()
        self._retire = button()
        self._why = Field(display, says("Waarom mag deze versie niet meer worden gebruikt?"), self._reason)
        for widget in (self._title, self._state, self._days, self._signed):
            self.inside.addWidget(widget)
        acts = row(spacing=10)
        acts.addWidget(self._export)
        acts.addStretch(1)
        acts.addWidget(self._draft)
        self.inside.addLayout(acts)
        self.inside.addWidget(self._why)
        last = row()
        last.addStretch(1)
        last.addWidget(self._retire)
        self.inside.addLayout(last)
        self._changed = Label(look="question")
        self._differences = column(spacing=8)
        self.inside.addWidget(self._changed)
        self.inside.addLayout(self._differences)
        self._words(self._retire.setText, says("Trek de versie in"))
        self._retire.clicked.connect(lambda: self.retired.emit(self._reason.text()))
        display.changed.connect(self._show)

    @property
    def version(self) -> VersionView | None:
        """The version shown."""
        return self._version

    def show_version(self, version: VersionView | None, changes: tuple[Difference, ...] = ()) -> None:
        """Show a version, and what it changed with regard to the one before it."""
        self._version = version
        self._changes = changes
        self._reason.clear()
        self._show()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._draft.setFocus()

    def _show(self) -> None:
        version = self._version
        show_differences(self._differences, self._changes if version else (), self._display)
        if version is None:
            return
        display = self._display
        self._title.setText(f"{display.show(version.title)} {version.version}")
        self._state.setText(display.text(VERSION_STATES[version.state]))
        self._state.set_tone("accent" if version.state is VersionState.IN_FORCE else "plain")
        days = days_in_words(version.valid_from, version.valid_until, display.language)
        self._words(self._days.setText, days)
        signed = says("Ondertekend door {names}.", names=" en ".join(version.signers))
        self._words(
            self._signed.setText,
            signed if version.signers else says("Hoort bij het programma; niet ondertekend."),
        )
        may_retire = bool(version.signers) and version.state is not VersionState.RETIRED
        self._why.setVisible(may_retire)
        self._retire.setVisible(may_retire)
        self._export.setVisible(bool(version.signers))
        self._changed.setVisible(bool(self._changes))
        self._words(self._changed.setText, says("Anders dan in de versie ervoor"))
