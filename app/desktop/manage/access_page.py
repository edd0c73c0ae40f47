# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of one's own way in: another passphrase; for administrators also the recovery words."""

from pathlib import Path

from app.desktop.faults import sentence
from app.desktop.manage.page import Around, Page
from app.desktop.saving import AskPlace, read_file, save_file
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.file_field import FileField
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.secret_field import SecretField
from app.errors import Message, says

_NOT_EQUAL = says("De twee wachtzinnen zijn niet gelijk. Typ ze opnieuw.")
_DONE = says("De nieuwe wachtzin geldt vanaf nu.")
_THERE_ARE = says("Er zijn herstelwoorden.")
_THERE_ARE_NONE = says(
    "Er zijn geen herstelwoorden. Wie de wachtzin kwijt is, heeft dan een beheerder nodig."
)
_WRITE_DOWN = says("Herstelwoorden. Schrijf ze op en bewaar ze achter slot; ze worden niet nog eens getoond.")
_SURE = says("Nieuwe herstelwoorden maken? Die van eerder gelden dan niet meer.")
_FIRST_OLD = says("Vul eerst bovenaan de wachtzin van nu in.")
_FIRST_BOTH = says("Vul eerst bovenaan de wachtzin van nu en het sleutelbestand in.")
_WITH_FILE = says("U opent de kluis met uw wachtzin en een sleutelbestand.")
_WITHOUT_FILE = says(
    "U opent de kluis met uw wachtzin alleen. "
    "Met een sleutelbestand, zoals op een losse stick, is ook dat nodig."
)
_IN_A_ROW = 6


class AccessPage(Page):
    """Passphrases are typed here and kept nowhere."""

    name = "access"
    title = says("Mijn toegang")

    def __init__(self, around: Around, ask_place: AskPlace, ask_file: AskPlace) -> None:
        super().__init__(around)
        self._ask_place = ask_place
        self._key_file = FileField(self.display, ask_file, "")
        self._key_file_field = Field(self.display, says("Sleutelbestand"), self._key_file)
        self._factor = Label(look="quiet")
        self._add, self._remove = button(), button()
        self._of_factor = Card(margins=(16, 20), spacing=10)
        self._old, self._new, self._again = (SecretField() for _ in range(3))
        self._change = button("primary")
        self._told, self._recovery, self._words_told = Label(), Label(look="quiet"), Label()
        self._words = Label(look="guidance")
        self._make, self._hide = button(), button()
        self._confirm = ConfirmBar(self.display)
        self._of_recovery = Card(margins=(16, 20), spacing=10)
        self._lay_out()
        self._change.clicked.connect(self.change)
        for line in (self._old, self._new, self._again):
            line.returnPressed.connect(self.change)
        self._make.clicked.connect(
            lambda: self._confirm.ask(_SURE, says("Maak herstelwoorden"), self._do_make)
        )
        self._hide.clicked.connect(self._hide_words)
        self._add.clicked.connect(self.add_key_file)
        self._remove.clicked.connect(self.remove_key_file)

    def enter(self) -> None:
        """Begin with the passphrase of now."""
        self._old.setFocus()
        self._tell(Message(""))
        desk = self.desk
        self._show_factor("")
        if desk is not None:
            self.bridge.ask(desk.administer.second_factor, self._show_factor, self._failed, owner=self)
        administers = desk is not None and "administrator" in desk.roles
        self._of_recovery.setVisible(administers)
        if desk is not None and administers:
            self.bridge.ask(desk.administer.has_recovery, self._show_recovery, self._failed, owner=self)

    def forget(self) -> None:
        """Drop every passphrase and every word."""
        super().forget()
        self._clear()
        self._hide_words()
        self._confirm.dismiss()
        self._tell(Message(""))

    def change(self) -> None:
        """Choose another passphrase."""
        desk, old, new, place = self.desk, self._old.text(), self._new.text(), self._key_file.path()
        if desk is None:
            return
        if new != self._again.text():
            self._tell(_NOT_EQUAL)
            self._new.setFocus()
            return
        self.bridge.ask(
            lambda: desk.administer.change_passphrase(old, new, read_file(place) if place else None),
            lambda _: self._changed(),
            self._failed,
            owner=self,
        )

    def add_key_file(self) -> None:
        """Make a key file, keep it where the user says, and need it from then on."""
        desk, old = self.desk, self._old.text()
        if desk is None:
            return
        if not old:
            self._tell(_FIRST_OLD)
            self._old.setFocus()
            return
        chosen, _ = self._ask_place(self, self.text(says("Sleutelbestand")), "sleutel.gwkey", "")
        if not chosen:
            return

        def add() -> Path:
            made = desk.administer.new_key_file()
            place = save_file(Path(chosen), made)
            desk.administer.add_key_file(old, made)
            return place

        self.bridge.ask(add, self._added, self._failed, owner=self)

    def remove_key_file(self) -> None:
        """Open the vault with the passphrase alone again."""
        desk, old, place = self.desk, self._old.text(), self._key_file.path()
        if desk is None:
            return
        if not old or place is None:
            self._tell(_FIRST_BOTH)
            (self._key_file if old else self._old).setFocus()
            return
        self.bridge.ask(
            lambda: desk.administer.remove_key_file(old, read_file(place)),
            lambda _: self._removed(),
            self._failed,
            owner=self,
        )

    def _added(self, place: Path) -> None:
        self._clear()
        self._show_factor("keyfile")
        self._tell(
            says(
                "Vanaf nu opent u de kluis alleen met {file} erbij. Bewaar ergens een kopie.", file=str(place)
            )
        )

    def _removed(self) -> None:
        self._clear()
        self._show_factor("")
        self._tell(says("Vanaf nu opent u de kluis met de wachtzin alleen."))

    def _show_factor(self, kind: str) -> None:
        self.words(self._factor.setText, _WITH_FILE if kind else _WITHOUT_FILE)
        self._key_file_field.setVisible(bool(kind))
        self._add.setVisible(not kind)
        self._remove.setVisible(bool(kind))

    def _changed(self) -> None:
        self._clear()
        self._tell(_DONE)

    def _do_make(self) -> None:
        desk = self.desk
        if desk is not None:
            self.bridge.ask(desk.administer.make_recovery, self._show_words, self._failed, owner=self)

    def _show_words(self, made: tuple[str, ...]) -> None:
        self._show_recovery(there=True)
        numbered = [f"{number}. {word}" for number, word in enumerate(made, 1)]
        lines = [numbered[at : at + _IN_A_ROW] for at in range(0, len(numbered), _IN_A_ROW)]
        self._words.setText("\n".join("    ".join(line) for line in lines))
        self.words(self._words_told.setText, _WRITE_DOWN)
        for shown in (self._words, self._words_told, self._hide):
            shown.show()
        self._hide.setFocus()

    def _hide_words(self) -> None:
        self._words.setText("")
        for shown in (self._words, self._words_told, self._hide):
            shown.hide()

    def _show_recovery(self, there: bool) -> None:
        self.words(self._recovery.setText, _THERE_ARE if there else _THERE_ARE_NONE)

    def _clear(self) -> None:
        for line in (self._old, self._new, self._again):
            line.clear()
        self._key_file.clear()

    def _failed(self, error: Exception) -> None:
        self._tell(sentence(error))

    def _tell(self, message: Message) -> None:
        self.words(self._told.setText, message)
        self._told.setVisible(bool(message.text))

    def _lay_out(self) -> None:
        inside = column(self, spacing=14)
        inside.addWidget(self.heading())
        inside.addWidget(self._confirm)
        of_passphrase = Card(margins=(16, 20), spacing=10)
        for card, name in (
            (of_passphrase, says("Andere wachtzin")),
            (self._of_factor, says("Sleutelbestand")),
            (self._of_recovery, says("Herstelwoorden")),
        ):
            inside.addWidget(self.section(card, name))
        hint = says("Twaalf tekens of meer; vier of vijf woorden die niets met u of uw werk te maken hebben.")
        for field in (
            Field(self.display, says("Wachtzin van nu"), self._old),
            self._key_file_field,
            Field(self.display, says("Nieuwe wachtzin"), self._new, hint),
            Field(self.display, says("Nieuwe wachtzin nog een keer"), self._again),
        ):
            of_passphrase.inside.addWidget(field)
        self.words(self._change.setText, says("Wijzig de wachtzin"))
        self.words(self._make.setText, says("Maak nieuwe herstelwoorden"))
        self.words(self._hide.setText, says("Ik heb ze opgeschreven"))
        of_passphrase.inside.addWidget(self._told)
        for card, act in (
            (of_passphrase, self._change),
            (self._of_recovery, self._make),
        ):
            if card is self._of_recovery:
                card.inside.addWidget(self._recovery)
            line = row(spacing=10)
            line.addWidget(act)
            line.addStretch(1)
            card.inside.addLayout(line)
        for shown in (self._words_told, self._words):
            self._of_recovery.inside.addWidget(shown)
        self.words(self._add.setText, says("Maak een sleutelbestand"))
        self.words(self._remove.setText, says("Open weer zonder sleutelbestand"))
        self._of_factor.inside.addWidget(self._factor)
        factor = row(spacing=10)
        for act in (self._add, self._remove):
            factor.addWidget(act)
        factor.addStretch(1)
        self._of_factor.inside.addLayout(factor)
        hiding = row(spacing=10)
        hiding.addWidget(self._hide)
        hiding.addStretch(1)
        self._of_recovery.inside.addLayout(hiding)
        self._hide_words()
