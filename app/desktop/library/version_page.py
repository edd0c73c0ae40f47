# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One version: where it stands, who signed it, and what can be done with it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit

from app.desktop.display import Display, Words
from app.desktop.library.wording import VERSION_STATES
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Chip, Label
from app.desktop.widgets.looks import row
from app.errors import says
from app.names import day_in_words
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
        self._title = Label(look="title")
        self._state = Chip()
        self._days = Label()
        self._signed = Label()
        self._draft = ActionButton(registry, display, "new_draft", look="primary")
        self._export = ActionButton(registry, display, "export")
        self._reason = QLineEdit()
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
        self._words(self._retire.setText, says("Trek de versie in"))
        self._retire.clicked.connect(lambda: self.retired.emit(self._reason.text()))
        display.changed.connect(self._show)

    @property
    def version(self) -> VersionView | None:
        """The version shown."""
        return self._version

    def show_version(self, version: VersionView | None) -> None:
        """Show a version."""
        self._version = version
        self._reason.clear()
        self._show()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._draft.setFocus()

    def _show(self) -> None:
        version = self._version
        if version is None:
            return
        display = self._display
        self._title.setText(f"{display.show(version.title)} {version.version}")
        self._state.setText(display.text(VERSION_STATES[version.state]))
        self._state.set_tone("accent" if version.state is VersionState.IN_FORCE else "plain")
        begins = day_in_words(version.valid_from, display.language) if version.valid_from.year > 1 else "–"
        ends = day_in_words(version.valid_until, display.language) if version.valid_until else "–"
        self._words(
            self._days.setText, says("Eerste dag: {begins}. Laatste dag: {ends}.", begins=begins, ends=ends)
        )
        signed = says("Ondertekend door {names}.", names=" en ".join(version.signers))
        self._words(
            self._signed.setText,
            signed if version.signers else says("Hoort bij het programma; niet ondertekend."),
        )
        may_retire = bool(version.signers) and version.state is not VersionState.RETIRED
        self._why.setVisible(may_retire)
        self._retire.setVisible(may_retire)
        self._export.setVisible(bool(version.signers))
