# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of one person: a name and a passphrase for somebody new, and the roles."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import row
from app.desktop.widgets.secret_field import SecretField
from app.errors import Message, says
from app.services.keep_people import PersonView
from app.services.words import ROLE_NAMES

_NEW = says("Nieuwe medewerker")
_OPENS: dict[str, Message] = {
    "interviewer": says("gehoren, en de notities daarbij"),
    "signal_coordinator": says("notities en meldingen, geen gehoren"),
    "team_lead": says("vragenlijsten"),
    "trainer": says("oefenen, en de resultaten van anderen"),
    "trainee": says("zelf oefenen"),
    "administrator": says("wie met de kluis werkt, en geen inhoud"),
}


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What was filled in for somebody new."""

    name: str
    passphrase: str
    roles: frozenset[str]


@dataclass(frozen=True, slots=True)
class PersonChange:
    """What stands in the form for somebody who is there already."""

    name: str
    roles: frozenset[str]
    label: str


class PersonForm(Card):
    """Fields for somebody new, or the roles of somebody who is there.

    Signals:
        added: somebody new is filled in; carries a `Newcomer`.
        changed: somebody is called otherwise or has other roles; carries the name and a `PersonChange`.
        removal: somebody should go; carries the name.
        reset: somebody lost the passphrase and gets another; carries the name and the passphrase.
    """

    added = Signal(object)
    changed = Signal(str, object)
    removal = Signal(str)
    reset = Signal(str, str)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(20, 24), spacing=12)
        self._words = Words(display, self)
        self._person: PersonView | None = None
        self._title = Label(look="title")
        self._waits = Label(look="small")
        self._name = LineField()
        self._label = LineField()
        self._passphrase, self._again = SecretField(), SecretField()
        self._problem = Label(look="error")
        self._save = button("primary")
        self._remove = button()
        self._lost = button()
        self._roles = {role: QCheckBox() for role in ROLE_NAMES}
        self._lay_out(display)
        self._save.clicked.connect(self.submit)
        self._remove.clicked.connect(self._ask_removal)
        self._lost.clicked.connect(self._ask_reset)
        self.show_person(None)

    def show_person(self, person: PersonView | None) -> None:
        """Show somebody's roles, or empty fields for somebody new."""
        self._person = person
        self._words(self._title.setText, _NEW if person is None else says("{name}", name=person.name))
        self._words(self._save.setText, says("Voeg toe") if person is None else says("Bewaar"))
        self._waits.setVisible(person is not None and person.waiting)
        self._remove.setVisible(person is not None)
        self._label_field.setVisible(person is not None)
        for field in self._secrets:
            field.setVisible(person is None)
        self._lost.setVisible(person is not None)
        for line in (self._name, self._passphrase, self._again):
            line.clear()
        self._name.setText(person.name if person is not None else "")
        self._label.setText(person.label if person is not None else "")
        for role, box in self._roles.items():
            box.setChecked(person is not None and role in person.roles)
        self.show_problem(None)

    def show_problem(self, problem: Message | None) -> None:
        """Show why something was not done, or nothing."""
        self._words(self._problem.setText, problem or Message(""))
        self._problem.setVisible(problem is not None)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        (self._name if self._person is None else next(iter(self._roles.values()))).setFocus()

    def newcomer(self) -> Newcomer | None:
        """Give what is filled in for somebody new, without the passphrase, or nothing."""
        roles = frozenset(role for role, box in self._roles.items() if box.isChecked())
        name = self._name.text()
        return Newcomer(name, "", roles) if self._person is None and (name.strip() or roles) else None

    def fill(self, newcomer: Newcomer) -> None:
        """Go on with somebody new; the passphrase is typed again."""
        self.show_person(None)
        self._name.setText(newcomer.name)
        for role, box in self._roles.items():
            box.setChecked(role in newcomer.roles)

    def submit(self) -> None:
        """Hand over what is filled in."""
        roles = frozenset(role for role, box in self._roles.items() if box.isChecked())
        if self._person is not None:
            self.changed.emit(
                self._person.name, PersonChange(self._name.text().strip(), roles, self._label.text().strip())
            )
        elif self._passphrase.text() != self._again.text():
            self.show_problem(says("De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw."))
            self._passphrase.setFocus()
        else:
            self.added.emit(Newcomer(self._name.text(), self._passphrase.text(), roles))

    def _ask_reset(self) -> None:
        """Show the fields for another passphrase, and hand it over when they are filled in."""
        if self._person is None:
            return
        if self._passphrase.isHidden() or not self._passphrase.isVisible():
            for field in self._secrets:
                field.show()
            self._passphrase.setFocus()
        elif self._passphrase.text() != self._again.text():
            self.show_problem(says("De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw."))
            self._passphrase.setFocus()
        else:
            self.reset.emit(self._person.name, self._passphrase.text())

    def _ask_removal(self) -> None:
        if self._person is not None:
            self.removal.emit(self._person.name)

    def _lay_out(self, display: Display) -> None:
        self._name_field = Field(display, says("Naam of nummer"), self._name)
        hint = says("Bijvoorbeeld: laptop van de balie.")
        self._label_field = Field(display, says("Omschrijving van deze toegang"), self._label, hint)
        self._secrets = (
            Field(display, says("Wachtzin"), self._passphrase, _ONE_USE),
            Field(display, says("Wachtzin nog een keer"), self._again),
        )
        self._words(self._waits.setText, _WAITS)
        heading = SectionLabel()
        self._words(heading.setText, says("Rollen"))
        for widget in (
            self._title,
            self._waits,
            self._name_field,
            self._label_field,
            *self._secrets,
            heading,
        ):
            self.inside.addWidget(widget)
        for role, box in self._roles.items():
            told = says("{role}: {opens}", role=ROLE_NAMES[role], opens=_OPENS[role])
            self._words(box.setText, told)
            self._words(box.setAccessibleName, ROLE_NAMES[role])
            self.inside.addWidget(box)
        self.inside.addWidget(self._problem)
        acts = row(spacing=10)
        acts.addWidget(self._remove)
        acts.addWidget(self._lost)
        self._words(self._lost.setText, says("Geef een nieuwe wachtzin"))
        acts.addStretch(1)
        acts.addWidget(self._save)
        self.inside.addLayout(acts)
        self.inside.addStretch(1)
        self._words(self._remove.setText, says("Verwijder"))


_ONE_USE = says("Geef deze zin persoonlijk door, nooit per mail.")
_WAITS = says("Wacht op een sleutel. Die komt vanzelf als een collega met dezelfde toegang de kluis opent.")
