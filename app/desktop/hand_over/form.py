# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What handing over and taking in need: files, a passphrase, and whether notes go along."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from app.desktop.display import Display, Words
from app.desktop.saving import AskPlace
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.file_field import FileField
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row
from app.desktop.widgets.secret_field import SecretField
from app.errors import Message, UserError, says

_CERTIFICATES = "X.509 (*.pem *.crt *.cer *.der)"
_IDENTITIES = "PKCS #12 (*.p12 *.pfx)"
_SEALED = "CMS (*.p7m)"


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in; `sealed` is the file to take in, absent for handing over."""

    colleague: Path
    identity: Path
    passphrase: str
    with_notes: bool
    sealed: Path | None


class HandOverForm(Card):
    """The fields.

    Signals:
        submitted: all is filled in; carries a `Filled`.
    """

    submitted = Signal(object)

    def __init__(self, display: Display, ask_file: AskPlace) -> None:
        super().__init__(margins=(20, 24), spacing=12)
        self._display = display
        self._words = Words(display, self)
        self._takes_in = False
        self._title, self._told, self._problem = Label(look="title"), Label(look="quiet"), Label(look="error")
        self._sealed = FileField(display, ask_file, _SEALED)
        self._colleague = FileField(display, ask_file, _CERTIFICATES)
        self._identity = FileField(display, ask_file, _IDENTITIES)
        self._passphrase = SecretField()
        self._with_notes = QCheckBox()
        self._act = button("primary")
        self._lay_out()

    def show_for(self, hearing: str, *, may_note: bool) -> None:
        """Show the fields for handing over `hearing`, or for taking one in when it is empty."""
        self._takes_in = not hearing
        self.clear()
        self._sealed_field.setVisible(self._takes_in)
        self._with_notes.setVisible(not self._takes_in and may_note)
        self._words(self._title.setText, _TAKE_IN if self._takes_in else _HAND_OVER)
        told = _TAKES_IN if self._takes_in else _HANDS_OVER.filled(hearing=hearing)
        self._words(self._told.setText, told)
        self._words(self._act.setText, says("Neem over") if self._takes_in else says("Verzegel en bewaar"))

    def clear(self) -> None:
        """Empty every field."""
        for field in (self._sealed, self._colleague, self._identity, self._passphrase):
            field.clear()
        self._with_notes.setChecked(False)
        self.show_problem(None)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        (self._sealed if self._takes_in else self._colleague).setFocus()

    def show_problem(self, problem: Message | None) -> None:
        """Show why something was not done, or nothing."""
        self._words(self._problem.setText, problem or Message(""))
        self._problem.setVisible(problem is not None)

    def _submit(self) -> None:
        try:
            filled = self._filled()
        except UserError as error:
            self.show_problem(error.message)
            return
        self.show_problem(None)
        self.submitted.emit(filled)

    def _filled(self) -> Filled:
        sealed, colleague, identity = self._sealed.path(), self._colleague.path(), self._identity.path()
        if self._takes_in and sealed is None:
            raise UserError(says("Kies het bestand van uw collega."))
        if colleague is None:
            raise UserError(says("Kies het certificaat van uw collega."))
        if identity is None:
            raise UserError(says("Kies uw eigen certificaat met sleutel."))
        return Filled(colleague, identity, self._passphrase.text(), self._with_notes.isChecked(), sealed)

    def _lay_out(self) -> None:
        display = self._display
        self._sealed_field = Field(display, says("Bestand van uw collega"), self._sealed)
        self._words(self._with_notes.setText, says("Ook de notities gaan mee; meldingen nooit"))
        for widget in (
            self._title,
            self._told,
            self._sealed_field,
            Field(display, says("Certificaat van uw collega"), self._colleague, _FOR_WHOM),
            Field(display, says("Uw certificaat met sleutel"), self._identity),
            Field(display, says("Wachtzin van dat certificaat"), self._passphrase),
            self._with_notes,
            self._problem,
        ):
            self.inside.addWidget(widget)
        acts = row()
        acts.addStretch(1)
        acts.addWidget(self._act)
        self.inside.addLayout(acts)
        self._act.clicked.connect(self._submit)
        self._passphrase.returnPressed.connect(self._submit)


_HAND_OVER = says("Draag een gehoor over")
_TAKE_IN = says("Neem een gehoor over")
_HANDS_OVER = says(
    "{hearing} gaat naar een collega op een andere werkplek. Het gehoor blijft ook hier staan."
)
_TAKES_IN = says("Een gehoor dat een collega aan u overdroeg, gaat hier verder.")
_FOR_WHOM = says("Controleer samen, bijvoorbeeld per telefoon, dat dit het goede certificaat is.")
