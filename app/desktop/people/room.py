# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The room of the people: an administrator adds, changes and removes who works with the vault."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from app.desktop.display import Display
from app.desktop.faults import sentence
from app.desktop.people.form import Newcomer, PersonChange, PersonForm
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room import Room
from app.desktop.room_names import MANAGE, PEOPLE
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import ActionButton
from app.desktop.widgets.card import Pane
from app.desktop.widgets.labels import SectionLabel
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.row_list import Row, RowList
from app.desktop.widgets.scrolling import SidePane, page_of
from app.errors import Message, says
from app.services.keep_people import PersonView
from app.services.words import ROLE_NAMES

if TYPE_CHECKING:
    from app.services.desk import Desk

_Listed = tuple[PersonView, ...]


class PeopleRoom(Room):
    """The people at the left, and the one that is chosen, or somebody new, beside them."""

    name = PEOPLE
    roles: ClassVar[frozenset[str]] = frozenset({"administrator"})

    def __init__(self, display: Display, registry: Registry, bridge: Bridge, navigator: Navigator) -> None:
        super().__init__(display, registry, bridge, navigator)
        self._desk: Desk | None = None
        self._people: _Listed = ()
        self._put_by: tuple[str, Newcomer | None] = ("", None)
        self._list = RowList()
        self._form = PersonForm(display)
        self._confirm = ConfirmBar(display)
        self._lay_out()
        self._list.chosen.connect(self.choose)
        self._form.added.connect(self._add)
        self._form.changed.connect(self._change)
        self._form.removal.connect(self._ask_to_remove)
        self._form.reset.connect(self._reset)
        registry.bind("new_person", self.begin, self.name)

    def open_desk(self, desk: "Desk") -> None:
        """Take the services."""
        self._desk = desk
        if desk.person_name != self._put_by[0]:
            self._put_by = ("", None)

    def enter(self, **arguments: Any) -> None:
        """Show everybody as it is now."""
        del arguments
        self.begin()
        newcomer, self._put_by = self._put_by[1], ("", None)
        if newcomer is not None:
            self._form.fill(newcomer)
            self._put_by = (self._desk.person_name if self._desk else "", newcomer)
        self._ask(lambda desk: desk.people.people())

    def forget(self) -> None:
        """Drop the desk and every name; somebody half filled in waits, in memory alone, for who did that."""
        newcomer = self._form.newcomer() or self._put_by[1]
        if self._desk is not None:
            self._put_by = (self._desk.person_name, newcomer)
        self._desk = None
        self._people = ()
        self._list.show_rows(())
        self._form.show_person(None)
        self._confirm.dismiss()

    def retranslate(self) -> None:
        """Show the roles anew."""
        self._show_rows()

    def begin(self) -> None:
        """Have empty fields for somebody new."""
        self._show_chosen(None)

    def choose(self, name: str) -> None:
        """Show somebody's roles."""
        self._show_chosen(next((one for one in self._people if one.name == name), None))

    # Acting

    def _add(self, newcomer: Newcomer) -> None:
        self._ask(
            lambda desk: desk.people.add(newcomer.name, newcomer.passphrase, newcomer.roles), newcomer.name
        )

    def _change(self, name: str, change: PersonChange) -> None:
        person = next((one for one in self._people if one.name == name), None)
        if person is None:
            return

        def act(desk: "Desk") -> _Listed:
            people = desk.people.people()
            if change.roles != person.roles:
                people = desk.people.change_roles(name, change.roles)
            if change.label != person.label:
                people = desk.people.set_label(name, change.label)
            return desk.people.rename(name, change.name) if change.name != name else people

        self._ask(act, change.name)

    def _reset(self, name: str, passphrase: str) -> None:
        def act(desk: "Desk") -> _Listed:
            desk.administer.reset(name, passphrase)
            return desk.people.people()

        self._ask(act, name, says("{name} opent de kluis vanaf nu met de nieuwe wachtzin.", name=name))

    def _ask_to_remove(self, name: str) -> None:
        self._confirm.ask(
            says("{name} verwijderen? Wat {name} schreef blijft bewaard.", name=name),
            says("Verwijder"),
            lambda: self._remove(name),
        )

    def _remove(self, name: str) -> None:
        known: frozenset[str] = frozenset()

        def act(desk: "Desk") -> _Listed:
            nonlocal known
            known = desk.rotate.known_to(name)
            return desk.people.remove(name)

        self._ask(act, then=lambda: self._offer_other_keys(name, known))

    def _offer_other_keys(self, name: str, known: frozenset[str]) -> None:
        """Offer to change the keys that somebody knew who was removed."""
        if known:
            self._confirm.ask(
                says(
                    "{name} kende sleutels van de kluis, en kan een kopie hebben. De sleutels vernieuwen?",
                    name=name,
                ),
                says("Vernieuw de sleutels"),
                lambda: self._want_other_keys(known),
            )

    def _want_other_keys(self, known: frozenset[str]) -> None:
        desk = self._desk
        if desk is not None:
            self.bridge.ask(
                lambda: desk.rotate.ask(known),
                lambda _: self.navigator.go(MANAGE, page="keys"),
                self._failed,
                owner=self,
            )

    def _ask(
        self,
        act: "Callable[[Desk], _Listed]",
        chosen: str = "",
        told: Message | None = None,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        desk = self._desk
        if desk is None:
            return

        def done(people: _Listed) -> None:
            self._people = people
            self._show_rows()
            waiting, self._put_by = self._put_by[1], ("", None)
            self._show_chosen(next((one for one in people if one.name == chosen.strip()), None))
            if told is not None:
                self.navigator.say(told)
            then()
            if waiting is not None and not chosen:
                self._form.fill(waiting)

        self.bridge.ask(lambda: act(desk), done, self._failed, owner=self)

    def _failed(self, error: Exception) -> None:
        self._form.show_problem(sentence(error))

    # Showing

    def _show_rows(self) -> None:
        self._list.show_rows(
            tuple(
                Row(
                    key=person.name,
                    title=person.name,
                    below=", ".join(self.text(ROLE_NAMES[role]) for role in sorted(person.roles)),
                    aside=person.label,
                    chip=self._state(person),
                )
                for person in self._people
            )
        )

    def _state(self, person: PersonView) -> str:
        if person.damaged:
            return self.text(says("toegang beschadigd"))
        if person.waiting:
            return self.text(says("wacht op een sleutel"))
        return self.text(says("met sleutelbestand")) if person.second_factor else ""

    def _show_chosen(self, person: PersonView | None) -> None:
        self._list.set_current(person.name if person else "")
        self._form.show_person(person)
        self._form.take_focus()

    def _lay_out(self) -> None:
        heading = SectionLabel()
        self.words(heading.setText, says("Medewerkers"))
        side = Pane(margins=(14, 12))
        side.inside.addWidget(heading)
        side.inside.addWidget(self._list)
        side.inside.addStretch(1)
        side.inside.addWidget(ActionButton(self.registry, self.display, "new_person"))
        middle = column(self, margins=(0,), spacing=0)
        middle.addWidget(self._confirm)
        beside = row(margins=(0,), spacing=0)
        beside.addWidget(SidePane(self.display, side, 320))
        beside.addWidget(page_of(self._form), 1)
        middle.addLayout(beside, 1)
