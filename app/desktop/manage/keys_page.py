# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the keys: an administrator asks for others, and who holds a key changes it."""

from PySide6.QtCore import Signal

from app.desktop.faults import sentence
from app.desktop.manage.page import Around, Page
from app.desktop.manage.trail_table import compartment_words
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import clear, column, row
from app.desktop.widgets.progress import ThinProgress
from app.errors import Message, says
from app.services.rotate_keys import ALL, Due, Progress

_TOLD = says(
    "Wie wegging, kan een kopie van de kluis hebben, met sleutels van toen. "
    "Met nieuwe sleutels opent zo iemand niets meer van wat daarna komt."
)
_NONE = says("Er hoeft geen sleutel te worden vernieuwd.")
_BUSY = says("De sleutels worden vernieuwd …")
_SURE = says("Alle sleutels laten vernieuwen? Wie een sleutel heeft, vernieuwt die; dat kan even duren.")
_DONE = says("Alle sleutels zijn vernieuwd. Wie de oude heeft, opent er niets meer mee.")
_LEFT = says("Wat van u was, is vernieuwd. Collega's met de andere sleutels doen de rest.")


class KeysPage(Page):
    """What is due, and changing it.

    Signals:
        came_along: how far it is; arrives on the window's thread.
    """

    name = "keys"
    title = says("Sleutels van de kluis")
    came_along = Signal(object)

    def __init__(self, around: Around) -> None:
        super().__init__(around)
        self._due = column(spacing=6)
        self._told = Label(look="strong")
        self._progress = ThinProgress()
        self._confirm = ConfirmBar(self.display)
        self._run, self._want = button("primary"), button()
        self._lay_out()
        self._run.clicked.connect(self.run)
        self._want.clicked.connect(lambda: self._confirm.ask(_SURE, says("Laat vernieuwen"), self._do_want))
        self.came_along.connect(self._show_progress)

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
        self._progress.hide()
        self.words(self._told.setText, Message(""))

    def run(self) -> None:
        """Change every key that is due and that this person holds."""
        desk = self.desk
        if desk is None:
            return
        self._run.setEnabled(False)
        self.words(self._told.setText, _BUSY)
        self._progress.show_part(0, 1)
        self._progress.show()
        self.bridge.ask(
            lambda: desk.rotate.run(self.came_along.emit), self._show_run, self._failed, owner=self
        )

    def _do_want(self) -> None:
        desk = self.desk
        if desk is not None:
            self.bridge.ask(lambda: desk.rotate.ask(ALL), self._show_due, self._failed, owner=self)

    def _show_run(self, left: tuple[Due, ...]) -> None:
        self._progress.hide()
        self._show_due(left)
        self.words(self._told.setText, _LEFT if left else _DONE)

    def _failed(self, error: Exception) -> None:
        self._progress.hide()
        self._run.setEnabled(True)
        self.words(self._told.setText, sentence(error))

    def _show_progress(self, progress: Progress) -> None:
        self._progress.show_part(progress.done, progress.total)

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
        if mine:
            self._run.setFocus()

    def _lay_out(self) -> None:
        inside = column(self, spacing=12)
        heading, told = Label(look="title"), Label(look="quiet")
        self.words(heading.setText, self.title)
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
        for widget in (self._progress, self._told):
            card.inside.addWidget(widget)
        self._progress.hide()
        for part in (heading, told, self._confirm, card):
            inside.addWidget(part)


_YOURS = says("Te vernieuwen, en u heeft de sleutel: {part}")
_THEIRS = says("Te vernieuwen door een collega met de sleutel: {part}")
