# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the offices: the code of this one, and whose questionnaires are accepted here."""

from typing import TYPE_CHECKING

from app.desktop.faults import sentence
from app.desktop.manage.page import Around, Page
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.errors import Message, says
from app.services.keep_people import OfficesView

if TYPE_CHECKING:
    from app.services.desk import Desk

_OURS = says("Hiermee laat een ander kantoor onze vragenlijsten toe. Geef de code zelf door, niet per mail.")
_NONE = says("Er zijn nog geen vragenlijsten van andere kantoren toegelaten.")
_ACCEPTED = says("Toegelaten: {offices}.")
_SURE = says("Laat u de code door dat kantoor zelf geven. Wat zij publiceren, geldt dan hier ook.")


class OfficesPage(Page):
    """An administrator gives out the code of this office, and accepts that of another."""

    name = "offices"
    title = says("Andere kantoren")

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._code = LineField()
        self._code.setReadOnly(True)
        self._accepted = Label(look="quiet")
        self._office, self._theirs = LineField(), LineField()
        self._accept = button("primary")
        self._told = Label()
        self._lay_out()
        self._accept.clicked.connect(self.accept)
        self._theirs.returnPressed.connect(self.accept)

    def serves(self, desk: "Desk") -> bool:
        """Tell whether an administrator is at work."""
        return "administrator" in desk.roles

    def enter(self) -> None:
        """Show the code, and the offices that are accepted."""
        self._tell(Message(""))
        desk = self.desk
        if desk is not None:
            self.bridge.ask(desk.people.offices, self._show, self._failed, owner=self)
        self._office.setFocus()

    def forget(self) -> None:
        """Drop the code and what is typed."""
        super().forget()
        for line in (self._code, self._office, self._theirs):
            line.clear()
        self.words(self._accepted.setText, Message(""))
        self._tell(Message(""))

    def accept(self) -> None:
        """Accept what another office publishes."""
        desk, office, code = self.desk, self._office.text(), self._theirs.text()
        if desk is None:
            return

        def trust() -> OfficesView:
            desk.people.trust(office, code)
            return desk.people.offices()

        self.bridge.ask(trust, lambda view: self._done(office.strip(), view), self._failed, owner=self)

    def _done(self, office: str, view: OfficesView) -> None:
        for line in (self._office, self._theirs):
            line.clear()
        self._show(view)
        self._tell(says("Vragenlijsten van {office} zijn nu toegelaten.", office=office))

    def _show(self, view: OfficesView) -> None:
        self._code.setText(view.code)
        self._code.setCursorPosition(0)
        listed = _ACCEPTED.filled(offices=", ".join(view.accepted)) if view.accepted else _NONE
        self.words(self._accepted.setText, listed)

    def _failed(self, error: Exception) -> None:
        self._tell(sentence(error))

    def _tell(self, message: Message) -> None:
        self.words(self._told.setText, message)
        self._told.setVisible(bool(message.text))

    def _lay_out(self) -> None:
        inside = column(self, spacing=14)
        inside.addWidget(self.heading())
        ours, theirs = Card(margins=(16, 20), spacing=10), Card(margins=(16, 20), spacing=10)
        for card, name in ((ours, says("Dit kantoor")), (theirs, says("Een ander kantoor toelaten"))):
            inside.addWidget(self.section(card, name))
        ours.inside.addWidget(Field(self.display, says("Code van dit kantoor"), self._code, _OURS))
        theirs.inside.addWidget(self._accepted)
        theirs.inside.addWidget(Field(self.display, says("Naam van dat kantoor"), self._office))
        theirs.inside.addWidget(Field(self.display, says("Code van dat kantoor"), self._theirs, _SURE))
        self.words(self._accept.setText, says("Laat toe"))
        theirs.inside.addWidget(self._told)
        line = row(spacing=10)
        line.addWidget(self._accept)
        line.addStretch(1)
        theirs.inside.addLayout(line)
