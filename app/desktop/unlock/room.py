# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The unlock room: makes a vault at the first start, opens it ever after."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPlainTextEdit, QScrollArea, QWidget

from app.desktop.display import Display
from app.desktop.faults import sentence
from app.desktop.ports import Bridge, Navigator, Registry
from app.desktop.room import Room
from app.desktop.room_names import UNLOCK
from app.desktop.saving import AskPlace
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.choice import Choice
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row, set_look
from app.desktop.widgets.secret_field import SecretField
from app.errors import Message, says
from app.services.words import KEY_FILE

if TYPE_CHECKING:
    from app.services.access import Access, AccessStatus
    from app.services.desk import Desk

_LANGUAGE_NAMES = {"nl": "Nederlands", "en": "English"}
"""Each in its own language, so that everybody finds their own."""

_UNLOCK = says("Ontgrendelen")
_CREATE = says("Kluis maken")
_LOST = says("Ik weet mijn wachtzin niet meer")
_NOT_LOST = says("Terug naar ontgrendelen met de wachtzin")
_GIVE_BACK = says("Geef mij een nieuwe wachtzin")
_USED = says(
    "Uw nieuwe wachtzin geldt vanaf nu. De herstelwoorden zijn gebruikt: laat een beheerder nieuwe maken. "
    "Had u een sleutelbestand, maak er dan een nieuw bij Beheer."
)
_MADE = says(
    "De kluis is gemaakt. Maak nu herstelwoorden en schrijf ze op, bij Beheer, Mijn toegang: zonder die "
    "woorden is alles weg als u de wachtzin vergeet."
)
_BUSY = says("De kluis gaat open …")
_MAKING = says("De kluis wordt gemaakt …")


class UnlockRoom(Room):
    """A card in the middle of the window. `unlocked` gets the desk when the vault is open."""

    name = UNLOCK

    def __init__(
        self,
        display: Display,
        registry: Registry,
        bridge: Bridge,
        navigator: Navigator,
        access: "Access",
        *,
        last_person: str = "",
        ask_file: AskPlace,
        unlocked: "Callable[[Desk], object]",
    ) -> None:
        super().__init__(display, registry, bridge, navigator)
        self._access = access
        self._last_person = last_person
        self._unlocked = unlocked
        self._ask_file = ask_file
        self._status: AccessStatus | None = None
        self._busy = False
        self._card = Card(margins=(36, 40), spacing=14)
        self._about = Label(look="quiet")
        self._people = Choice()
        self._new_name = LineField()
        self._passphrase = SecretField()
        self._again = SecretField()
        self._demo = Label(look="guidance")
        self._problem = Label(look="error")
        self._open = button("primary")
        self._language = QComboBox()
        self._classification = QLabel()
        self._person_field = Field(display, says("Medewerker"), self._people)
        self._name_field = Field(
            display, says("Uw naam of nummer"), self._new_name, says("Bijvoorbeeld: hoormedewerker 0412.")
        )
        self._passphrase_field = Field(display, says("Wachtzin"), self._passphrase)
        self._again_field = Field(
            display,
            says("Wachtzin nog een keer"),
            self._again,
            says(
                "Gebruik 12 tekens of meer; een zin van vier of vijf woorden onthoudt u het best. "
                "Maak daarna herstelwoorden: daarmee komt u erin als u de wachtzin vergeet."
            ),
        )
        self._key_file = LineField()
        self._choose_file = button("plain")
        self._key_file_field = Field(
            display, says("Sleutelbestand"), _beside(self._key_file, self._choose_file)
        )
        self._recovering = False
        self._recovery = QPlainTextEdit()
        self._recovery.setTabChangesFocus(True)
        self._recovery_field = Field(
            display,
            says("Herstelwoorden"),
            self._recovery,
            says("De achttien woorden van het papier, in volgorde. Kies daarna een nieuwe wachtzin."),
        )
        self._lost = button("link")
        self._lay_out()
        self._lost.clicked.connect(self._turn)
        self._choose_file.clicked.connect(self._ask_for_file)
        self._people.currentIndexChanged.connect(self._show_key_file)
        self._open.clicked.connect(self._submit)
        for field in (self._passphrase, self._again, self._new_name, self._key_file):
            field.returnPressed.connect(self._submit)
        self._language.activated.connect(self._choose_language)

    def show_classification(self, text: str) -> None:
        """Show the classification at the foot."""
        self._classification.setText(text)

    def enter(self, **arguments: Any) -> None:
        """Ask what vault there is, and show the fields for it."""
        del arguments
        self._say(None)
        self._show_status(None)
        self.bridge.ask(self._access.status, self._show_status, self._failed, owner=self)

    def forget(self) -> None:
        """Drop what was typed."""
        for field in (self._passphrase, self._again, self._new_name, self._key_file):
            field.clear()
        self._recovery.clear()
        self._recovering = False

    def retranslate(self) -> None:
        """Show the language chosen."""
        self._language.setCurrentIndex(self._language.findData(self.display.language))
        self._show_button()
        self._card.setFixedWidth(self._card_width())

    def _lay_out(self) -> None:
        title = Label("Gehoorwijzer", "product")
        title.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.words(self._about.setText, says("Gehoren voeren, waarnemingen zorgvuldig vastleggen"))
        inside = self._card.inside
        inside.addWidget(title)
        inside.addWidget(self._about)
        inside.addSpacing(10)
        for widget in (
            self._demo,
            self._person_field,
            self._name_field,
            self._recovery_field,
            self._passphrase_field,
            self._again_field,
            self._key_file_field,
            self._problem,
        ):
            inside.addWidget(widget)
        inside.addSpacing(6)
        inside.addWidget(self._open)
        inside.addWidget(self._lost)
        self._recovery.setFixedHeight(self.display.pixels(84))
        self.words(self._choose_file.setText, says("Kies …"))
        self.words(self._key_file.setAccessibleName, says("Sleutelbestand"))
        for code, name in _LANGUAGE_NAMES.items():
            self._language.addItem(name, code)
        self.words(self._language.setAccessibleName, says("Taal van het programma"))
        set_look(self._language, "plain")
        foot = row(margins=(10, 20), spacing=10)
        set_look(self._classification, "section")
        foot.addWidget(self._classification)
        foot.addWidget(self._language)
        foot.addStretch(1)
        middle = row()
        middle.addStretch(1)
        middle.addWidget(self._card)
        middle.addStretch(1)
        inner = QWidget()
        page = column(inner, margins=(16,))
        page.addStretch(1)
        page.addLayout(middle)
        page.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        whole = column(self)
        whole.addWidget(scroll, 1)
        whole.addLayout(foot)
        set_look(self, "ground")
        self.retranslate()

    def _card_width(self) -> int:
        return min(self.display.pixels(440), 760)

    def _show_fields(self) -> None:
        """Show the fields for what is asked: unlocking, making a vault, or the recovery words."""
        status = self._status
        usable = status is not None and status.problem is None
        exists = status is not None and status.exists
        self._person_field.setVisible(usable and exists)
        self._name_field.setVisible(usable and not exists)
        self._passphrase_field.setVisible(usable)
        self._again_field.setVisible(usable and (not exists or self._recovering))
        self._recovery_field.setVisible(usable and self._recovering)
        self._lost.setVisible(usable and exists and status is not None and status.recovery)
        self._open.setVisible(usable)
        self._key_file_field.setVisible(False)
        self._demo.setVisible(bool(status and status.demo_passphrase) and not self._recovering)
        self._show_key_file()
        self._passphrase_field.rename(says("Nieuwe wachtzin") if self._recovering else says("Wachtzin"))
        self._again_field.rename(
            says("Nieuwe wachtzin nog een keer") if self._recovering else says("Wachtzin nog een keer")
        )
        self._show_button()

    def _show_status(self, status: "AccessStatus | None") -> None:
        self._status = status
        self._recovering = False
        self._show_fields()
        if status is None:
            return
        exists = status.exists
        if status.problem is not None:
            self._say(status.problem)
            return
        if status.demo_passphrase:
            self.words(
                self._demo.setText,
                says(
                    "Demokluis: alle gegevens zijn verzonnen. De wachtzin is: {passphrase}",
                    passphrase=status.demo_passphrase,
                ),
            )
        self._people.clear()
        self._people.addItems([person.name for person in status.people])
        self._people.setCurrentIndex(max(self._people.findText(self._last_person), 0))
        self._show_key_file()
        if not exists:
            self.words(
                self._about.setText,
                says("Maak eerst een kluis. Daarin staan alle gegevens versleuteld op deze computer."),
            )
        else:
            self.words(self._about.setText, says("Gehoren voeren, waarnemingen zorgvuldig vastleggen"))
        self._show_button()
        self._first().setFocus()

    def _needs_file(self) -> bool:
        """Tell whether the person who is chosen needs a key file."""
        people = self._status.people if self._status is not None else ()
        at = self._people.currentIndex()
        return 0 <= at < len(people) and people[at].second_factor == KEY_FILE

    def _show_key_file(self) -> None:
        """Show the field for a key file to whoever needs one, and to nobody else."""
        exists = self._status is not None and self._status.exists
        self._key_file_field.setVisible(exists and self._needs_file() and not self._recovering)

    def _ask_for_file(self) -> None:
        """Let the user point out the key file."""
        chosen, _ = self._ask_file(self, self.display.text(says("Kies het sleutelbestand")), "", "")
        if chosen:
            self._key_file.setText(chosen)
            self._passphrase.setFocus()

    def _first(self) -> QWidget:
        return self._passphrase if self._status and self._status.exists else self._new_name

    def _show_button(self) -> None:
        exists = self._status is not None and self._status.exists
        resting, busy = (_UNLOCK, _BUSY) if exists else (_CREATE, _MAKING)
        if self._recovering:
            resting = _GIVE_BACK
        self.words(self._lost.setText, _NOT_LOST if self._recovering else _LOST)
        self.words(self._open.setText, busy if self._busy else resting)
        self._card.setFixedWidth(self._card_width())

    def _submit(self) -> None:
        if self._busy or self._status is None:
            return
        if self._recovering:
            self._give_back()
            return
        if self._status.exists:
            name, passphrase = self._people.currentText(), self._passphrase.text()
            key_file = Path(self._key_file.text()) if self._needs_file() and self._key_file.text() else None
            self._begin()
            self.bridge.ask(
                lambda: self._access.unlock(name, passphrase, key_file),
                self._opened,
                self._failed,
                owner=self,
            )
            return
        name, passphrase = self._new_name.text(), self._passphrase.text()
        if not self._equal():
            return
        self._begin()
        self.bridge.ask(lambda: self._make(name, passphrase), self._opened_first, self._failed, owner=self)

    def _equal(self) -> bool:
        """Tell whether the same passphrase was typed twice, and say it where it was not."""
        if self._passphrase.text() == self._again.text():
            return True
        self._say(says("De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw."))
        self._again.clear()
        self._again.setFocus()
        return False

    def _turn(self) -> None:
        """Go to the recovery words, or back."""
        self._recovering = not self._recovering
        for field in (self._passphrase, self._again):
            field.clear()
        self._recovery.clear()
        self._say(None)
        self._show_fields()
        (self._recovery if self._recovering else self._passphrase).setFocus()

    def _give_back(self) -> None:
        """Give whoever is chosen another passphrase with the recovery words, and let them in."""
        name, words, passphrase = (
            self._people.currentText(),
            self._recovery.toPlainText(),
            self._passphrase.text(),
        )
        if not self._equal():
            return
        self._begin()
        self.bridge.ask(
            lambda: self._access.give_back(name, words, passphrase),
            self._opened_anew,
            self._not_given_back,
            owner=self,
        )

    def _opened_first(self, desk: "Desk") -> None:
        self._opened(desk)
        self.navigator.say(_MADE)

    def _opened_anew(self, desk: "Desk") -> None:
        self._opened(desk)
        self.navigator.say(_USED)

    def _not_given_back(self, error: Exception) -> None:
        self._end()
        self._say(sentence(error))
        self._recovery.setFocus()

    def _make(self, name: str, passphrase: str) -> "Desk":
        self._access.create(name, passphrase)
        return self._access.unlock(name.strip(), passphrase)

    def _opened(self, desk: "Desk") -> None:
        self._last_person = desk.person_name
        self._end()
        self.forget()
        self._unlocked(desk)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._say(sentence(error))
        if self._status is not None and self._status.exists:
            self._passphrase.clear()
            self._passphrase.setFocus()

    def _begin(self) -> None:
        self._busy = True
        self._say(None)
        self._card.setEnabled(False)
        self._show_button()

    def _end(self) -> None:
        self._busy = False
        self._card.setEnabled(True)
        self._show_button()

    def _say(self, message: Message | None) -> None:
        self._problem.setVisible(message is not None)
        if message is not None:
            self.words(self._problem.setText, message)

    def _choose_language(self, index: int) -> None:
        self.display.set_language(str(self._language.itemData(index)))


def _beside(field: LineField, choose: QWidget) -> QWidget:
    """Put a button beside a field, so that both have one label."""
    both = QWidget()
    line = row(both, spacing=8)
    line.addWidget(field, 1)
    line.addWidget(choose)
    both.setFocusProxy(field)
    return both
