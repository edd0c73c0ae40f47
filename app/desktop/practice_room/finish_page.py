# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The end of a practice: going on with it, or choosing a route and going to the debrief."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from app.desktop.display import Display, Words
from app.desktop.ports import Registry
from app.desktop.practice_room.wording import NOTHING_TO_REPORT
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row
from app.errors import says
from app.services.practice_views import SessionView
from app.signals.catalogue import Route


class FinishPage(Card):
    """A practice that is not finished.

    Signals:
        resumed: the trainee goes on with the hearing.
    """

    resumed = Signal()

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__(margins=(20, 24), spacing=12)
        self._display = display
        self._words = Words(display, self)
        self._routes: tuple[Route, ...] = ()
        self._session: SessionView | None = None
        self._title = Label(look="title")
        self._told = Label()
        self._route = QComboBox()
        self._resume = button()
        self._finish = ActionButton(registry, display, "finish_practice", look="primary")
        self._words(
            self._told.setText,
            says("Wat doet u met wat u noteerde? Er wordt niets verzonden: u kiest alleen wat u zou doen."),
        )
        self._words(self._resume.setText, says("Ga verder met het gehoor"))
        field = Field(display, says("Route"), self._route)
        for widget in (self._title, self._told, field):
            self.inside.addWidget(widget)
        acts = row(spacing=10)
        acts.addWidget(self._resume)
        acts.addStretch(1)
        acts.addWidget(self._finish)
        self.inside.addLayout(acts)
        self._resume.clicked.connect(self.resumed)
        display.changed.connect(self._show)

    @property
    def route(self) -> str:
        """The route chosen, by id; empty for reporting nothing."""
        return str(self._route.currentData() or "")

    def show_session(self, session: SessionView | None, routes: tuple[Route, ...]) -> None:
        """Show a practice with the routes there are to choose from."""
        if session != self._session:
            self._route.clear()
        self._session, self._routes = session, routes
        self._show()

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._route.setFocus()

    def _show(self) -> None:
        if self._session is None:
            return
        self._title.setText(f"{self._session.scenario_id} {self._display.show(self._session.title)}")
        chosen = max(self._route.currentIndex(), 0)
        self._route.clear()
        self._route.addItem(self._display.text(NOTHING_TO_REPORT), "")
        for route in self._routes:
            self._route.addItem(self._display.show(route.label), route.id)
        self._route.setCurrentIndex(chosen)
