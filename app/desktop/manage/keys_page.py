# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the keys: an administrator asks for others, and who holds a key changes it."""

from app.desktop.faults import sentence
from app.desktop.manage.long_work import LongWork, WorkLine
from app.desktop.manage.page import Around, Page
from app.desktop.manage.trail_table import compartment_words
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import clear, column, row
from app.errors import Message, says
from app.services.rotate_keys import ALL, Due

_TOLD = says(
    "Wie wegging, kan een kopie van de kluis hebben, met sleutels van toen. "
    "Met nieuwe sleutels opent zo iemand niets meer van wat daarna komt."
)
_NONE = says("Er hoeft geen sleutel te worden vernieuwd.")
_BUSY = says(
    "De sleutels worden vernieuwd … Wat u intussen typt, wordt even later bewaard. Wat klaar is als u stopt, "
    "blijft klaar."
)
_SURE = says("Alle sleutels laten vernieuwen? Wie een sleutel heeft, vernieuwt die; dat kan even duren.")
_DONE = says("Alle sleutels zijn vernieuwd. Wie de oude heeft, opent er niets meer mee.")
_LEFT = says("Wat van u was, is vernieuwd. Collega's met de andere sleutels doen de rest.")


class KeysPage(Page):
    """What is due, and changing it; what was done stays where it is stopped, and the rest is still due."""

    name = "keys"
    title = says("Sleutels van de kluis")

    def __init__(self, around: Around, work: LongWork) -> None:
        super().__init__(around)
        self._due = column(spacing=6)
        self._told = Label(look="strong")
        self._work = work
        self._line = WorkLine(self.display, work)
        self._confirm = ConfirmBar(self.display)
        self._run, self._want = button("primary"), button()
        self._lay_out()
        self._run.clicked.connect(self.run)
        self._want.clicked.connect(lambda: self._confirm.ask(_SURE, says("Laat vernieuwen"), self._do_want))

    def enter(self) -> None:
        """Show what is due."""
        desk = self.desk
        if desk is not None:
            self._want.setVisible("administrator" in desk.roles)
            self.bridge.ask(desk.rotate.due, self._show_due, self._failed, owner=self)

    def forget(self) -> None:
        """Drop what is shown."""
        super().forget()
        clear(self._due)
        self._confirm.dismiss()
        self._line.end()
        self._tell(Message(""))

    def run(self) -> None:
        """Change every key that is due and that this person holds."""
        desk = self.desk
        if desk is None:
            return
        if self._refused():
            return
        self._run.setEnabled(False)
        self._want.setEnabled(False)
        self._tell(_BUSY)
        self._line.begin()
        # Nobody may write to a compartment while it gets its key, so this is for the vault's own thread.
        self._work.run(desk.rotate.begin, self._show_run, self._stopped, inside=True)

    def _do_want(self) -> None:
        desk = self.desk
        if desk is not None and not self._refused():
            self.bridge.ask(lambda: desk.rotate.ask(ALL), self._show_due, self._failed, owner=self)

    def _show_run(self, left: tuple[Due, ...]) -> None:
        self._line.end()
        self._show_due(left)
        self._tell(_LEFT if left else _DONE)

    def _stopped(self, error: Exception) -> None:
        self._failed(error)
        desk = self.desk
        if desk is not None:  # some may have been done
            self.bridge.ask(desk.rotate.due, self._show_due, self._failed, owner=self)

    def _tell(self, message: Message) -> None:
        self.words(self._told.setText, message)
        self._told.setVisible(bool(message.text))

    def _refused(self) -> bool:
        refused = self._work.refusal()
        if refused is not None:
            self._tell(refused)
        return refused is not None

    def _failed(self, error: Exception) -> None:
        self._line.end()
        self._run.setEnabled(True)
        self._want.setEnabled(True)
        self._tell(sentence(error))

    def _show_due(self, due: tuple[Due, ...]) -> None:
        clear(self._due)
        mine = any(one.mine for one in due)
        for one in due:
            line = Label()
            about = _YOURS if one.mine else _THEIRS
            self.words(line.setText, about.filled(part=compartment_words(one.compartment)))
            self._due.addWidget(line)
        if not due:
            line = Label(look="quiet")
            self.words(line.setText, _NONE)
            self._due.addWidget(line)
        self._run.setEnabled(mine)
        self._want.setEnabled(True)
        if mine:
            self._run.setFocus()

    def _lay_out(self) -> None:
        inside = column(self, spacing=12)
        heading, told = self.heading(), Label(look="quiet")
        self.words(told.setText, _TOLD)
        self.words(self._run.setText, says("Vernieuw nu"))
        self.words(self._want.setText, says("Laat alle sleutels vernieuwen"))
        card = Card(margins=(16, 20), spacing=10)
        card.inside.addLayout(self._due)
        acts = row(spacing=10)
        for act in (self._run, self._want):
            acts.addWidget(act)
        acts.addStretch(1)
        card.inside.addLayout(acts)
        for widget in (self._line, self._told):
            card.inside.addWidget(widget)
        self._told.hide()
        for part in (heading, told, self._confirm, card):
            inside.addWidget(part)


_YOURS = says("Te vernieuwen, en u heeft de sleutel: {part}")
_THEIRS = says("Te vernieuwen door een collega met de sleutel: {part}")
