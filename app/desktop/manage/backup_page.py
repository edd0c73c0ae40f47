# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of backups: which there are, making one, checking one, and putting one back."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer

from app.desktop.faults import sentence
from app.desktop.manage.long_work import LongWork, WorkLine
from app.desktop.manage.page import Around, Page
from app.desktop.saving import AskPlace
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.row_list import Row, RowList
from app.desktop.widgets.scrolling import bring_into_view
from app.desktop.widgets.secret_field import SecretField
from app.errors import Message, says
from app.names import OFFICE_ZONE
from app.services.keep_backups import Backup, Finding, KeepBackups, OtherKeys, Reason, Stopped

if TYPE_CHECKING:
    from app.services.desk import Desk

_REASONS = {
    Reason.SCHEDULE: says("vanzelf gemaakt"),
    Reason.BY_HAND: says("gevraagd"),
    Reason.MIGRATION: says("voor een nieuwe versie"),
}
_NO_FOLDER = says("Voor deze kluis is geen map voor reservekopieën gekozen.")
_MAKING = says("De reservekopie wordt gemaakt en gecontroleerd. U kunt gewoon doorwerken.")
_CHECKING = says("De reservekopie wordt gecontroleerd. U kunt gewoon doorwerken.")
_PUTTING_BACK = says("De reservekopie wordt gecontroleerd en klaargezet. U kunt gewoon doorwerken.")

_INTO = says("Kies een nieuwe of lege map voor de kluis")

_SOON, _LATER = 60_000, 3_600_000
"""Milliseconds after unlocking, and between looks: opening is slowed by no backup."""


class BackupPage(Page):
    """What takes long goes on beside the work; what is due is made by itself after unlocking."""

    name = "backups"
    title = says("Reservekopieën")

    def __init__(self, around: Around, ask_folder: AskPlace, work: LongWork) -> None:
        super().__init__(around)
        self._ask_folder = ask_folder
        self._all: tuple[Backup, ...] = ()
        self._chosen = ""
        self._work = work
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.start_if_due)
        self._list = RowList()
        self._where, self._none, self._told = Label(look="quiet"), Label(look="quiet"), Label(look="strong")
        self._about = Label(look="strong")
        self._of_then = SecretField()
        self._of_then_field = Field(
            self.display,
            says("Wachtzin van toen"),
            self._of_then,
            says("Waarmee u de kluis opende toen deze reservekopie werd gemaakt."),
        )
        self._line = WorkLine(self.display, work)
        self._confirm = ConfirmBar(self.display)
        self._check, self._restore, self._into, self._give_up = button(), button(), button(), button()
        self._decision = Card(margins=(16, 20), spacing=10)
        self._waits = Card(margins=(16, 20), spacing=10)
        self._lay_out()
        self._list.chosen.connect(self.choose)
        self._check.clicked.connect(self.check)
        self._restore.clicked.connect(self._ask_to_restore)
        self._into.clicked.connect(self.restore_into)
        self._give_up.clicked.connect(self._do_give_up)

    def enter(self) -> None:
        """Show the backups that there are."""
        self._go.setFocus()
        self._ask_again()

    def open_desk(self, desk: "Desk") -> None:
        """Take the services, and look in a while whether a backup is due."""
        super().open_desk(desk)
        self._timer.start(_SOON)

    def start_if_due(self) -> None:
        """Make a backup by itself, where the policy wants one now, and look again later."""
        self._timer.start(_LATER)
        desk = self.desk
        if desk is None or self._work.refusal() is not None:
            return
        backups = desk.backups
        self._work.run(
            lambda: backups.begin(Reason.SCHEDULE) if backups.is_due() else None,
            self._made,
            self._not_made,
            begun=lambda: self._busy(_MAKING),
        )

    def forget(self) -> None:
        """Stop what is being made, and drop every name."""
        super().forget()
        self._timer.stop()
        self._line.end()
        self._all, self._chosen = (), ""
        self._ask_of_then(wanted=False)
        self._list.show_rows(())
        self._confirm.dismiss()
        for label in (self._about, self._where):
            self.words(label.setText, Message(""))
        self._tell(Message(""))
        self._show_chosen()
        self._waits.hide()

    def retranslate(self) -> None:
        """Show the list anew."""
        self._show_rows()

    def make(self) -> None:
        """Make a backup now."""
        desk = self.desk
        if desk is not None and self._may_begin():
            self._busy(_MAKING)
            self._work.run(desk.backups.begin, self._made, self._not_made)

    def choose(self, name: str) -> None:
        """Show what can be done with a backup."""
        self._chosen = name
        self._ask_of_then(wanted=False)
        self._list.set_current(name)
        self._show_chosen()
        self._check.setFocus()
        bring_into_view(self._decision)

    def check(self) -> None:
        """Check every byte of the backup that is chosen."""
        desk, name = self.desk, self._chosen
        if desk is None or not name or not self._may_begin():
            return
        of_then = self._of_then.text()
        self._busy(_CHECKING)
        self._work.run(lambda: desk.backups.begin_verifying(name, of_then), self._checked, self._failed)

    def outcome(self) -> str:
        """Give the sentence about the last act."""
        return self._told.text()

    # Making

    def _made(self, made: Backup) -> None:
        desk = self.desk
        if desk is None:
            return
        done = says("De reservekopie is gemaakt en gecontroleerd.")
        self.bridge.ask(
            lambda: desk.backups.finish(made), lambda _gone: self._done(done), self._failed, owner=self
        )

    def _not_made(self, error: Exception) -> None:
        self._failed(error)
        if not isinstance(error, Stopped):
            self.navigator.say(sentence(error), error=True)

    # Checking and putting back

    def _checked(self, findings: tuple[Finding, ...]) -> None:
        wrong = next((one for one in findings if not one.ok), None)
        self._done(wrong.message if wrong is not None else says("De reservekopie is heel."))

    def _ask_to_restore(self) -> None:
        chosen = self._one()
        if chosen is not None:
            self._confirm.ask(
                says(
                    "De kluis van {moment} terugzetten? Dat gebeurt als de kluis weer opengaat. "
                    "De kluis van nu blijft ernaast bewaard, met alles wat daarna is opgeschreven.",
                    moment=_moment(chosen),
                ),
                says("Zet terug"),
                self._do_restore,
            )

    def _do_restore(self) -> None:
        desk, name = self.desk, self._chosen
        if desk is None or not name or not self._may_begin():
            return
        self._busy(_PUTTING_BACK)
        ready = says(
            "De reservekopie staat klaar. Vergrendel nu; bij het ontgrendelen komt zij in de plaats, met de "
            "wachtzinnen van toen."
        )
        of_then = self._of_then.text()

        def finish(key: bytearray) -> None:
            self.bridge.ask(
                lambda: desk.backups.finish_restore(name, key),
                lambda _: self._done(ready),
                self._failed,
                owner=self,
            )

        self._work.run(lambda: desk.backups.begin_restore(name, of_then), finish, self._failed)

    def restore_into(self) -> None:
        """Lay out the backup that is chosen as a vault in a new folder, which the user is asked for."""
        desk, name = self.desk, self._chosen
        if desk is None or not name or not self._may_begin():
            return
        chosen, _kind = self._ask_folder(self, self.text(_INTO), "", "")
        if not chosen or self.desk is not desk:
            return
        target, of_then = Path(chosen), self._of_then.text()
        self._busy(_PUTTING_BACK)
        there = says(
            "De reservekopie staat als kluis in {folder}. Kies die map bij de instellingen om haar te "
            "openen. De kluis van nu is niet veranderd; werk daarna in een van de twee.",
            folder=str(target),
        )

        def finish(_: None) -> None:
            self.bridge.ask(
                lambda: desk.backups.finish_restore_into(name),
                lambda _: self._done(there),
                self._failed,
                owner=self,
            )

        self._work.run(lambda: desk.backups.begin_restore_into(name, target, of_then), finish, self._failed)

    def _do_give_up(self) -> None:
        desk = self.desk
        if desk is not None:
            stays = says("Er wordt niets teruggezet. De kluis blijft zoals zij is.")
            self.bridge.ask(
                desk.backups.give_up_restore, lambda _: self._done(stays), self._failed, owner=self
            )

    # Showing

    def _tell(self, message: Message) -> None:
        self.words(self._told.setText, message)
        self._told.setVisible(bool(message.text))

    def _may_begin(self) -> bool:
        refused = self._work.refusal()
        if refused is not None:
            self._tell(refused)
        return refused is None

    def _busy(self, message: Message) -> None:
        self._tell(message)
        self._line.begin()

    def _done(self, message: Message) -> None:
        self._tell(message)
        self._line.end()
        self._ask_again()

    def _failed(self, error: Exception) -> None:
        self._tell(sentence(error))
        self._line.end()
        if isinstance(error, OtherKeys):
            self._ask_of_then(wanted=True)
            self._of_then.setFocus()
            bring_into_view(self._of_then_field)

    def _ask_of_then(self, *, wanted: bool) -> None:
        """Show the field for the passphrase of then, empty, or put it away."""
        self._of_then.clear()
        self._of_then_field.setVisible(wanted)

    def _ask_again(self) -> None:
        desk = self.desk
        if desk is None:
            return
        backups = desk.backups
        self._show_policy(backups)
        self.bridge.ask(
            lambda: (backups.all(), backups.restore_waits()), self._show_found, self._failed, owner=self
        )

    def _show_policy(self, backups: KeepBackups) -> None:
        policy = backups.policy
        if backups.root is None:
            self.words(self._where.setText, _NO_FOLDER)
            return
        self.words(
            self._where.setText,
            says(
                "In {folder}. Elke {hours} uur een; van {days} dagen, {weeks} weken en {months} maanden "
                "blijft de laatste.",
                folder=str(backups.root),
                hours=round(policy.every.total_seconds() / 3600),
                days=policy.daily,
                weeks=policy.weekly,
                months=policy.monthly,
            ),
        )

    def _show_found(self, found: tuple[tuple[Backup, ...], bool]) -> None:
        self._all, waits = found
        self._waits.setVisible(waits)
        self._show_rows()
        self._show_chosen()

    def _show_rows(self) -> None:
        self._none.setVisible(not self._all)
        self._list.show_rows(
            tuple(
                Row(
                    key=one.name,
                    title=_moment(one),
                    aside=f"{one.size / 1e6:.1f} MB",
                    below=self.text(says("{reason}, {who}", reason=_REASONS[one.reason], who=one.by)),
                )
                for one in self._all
            )
        )

    def _one(self) -> Backup | None:
        return next((one for one in self._all if one.name == self._chosen), None)

    def _show_chosen(self) -> None:
        one = self._one()
        self._decision.setVisible(one is not None)
        about = says("Reservekopie van {moment}", moment=_moment(one)) if one is not None else Message("")
        self.words(self._about.setText, about)

    def _lay_out(self) -> None:
        inside = column(self, spacing=12)
        heading, waits = self.heading(), Label()
        self.words(self._none.setText, says("Er is nog geen reservekopie."))
        self.words(self._check.setText, says("Controleer"))
        self.words(self._restore.setText, says("Zet terug"))
        self.words(self._into.setText, says("Zet terug in een nieuwe map …"))
        self.words(self._give_up.setText, says("Zet toch niets terug"))
        self.words(
            waits.setText, says("Een reservekopie staat klaar om bij het ontgrendelen de kluis te vervangen.")
        )
        self._go = ActionButton(self.registry, self.display, "make_backup", look="primary")
        top = row(spacing=10)
        top.addWidget(self._go)
        top.addStretch(1)
        listed = self.section(Card(margins=(16, 20), spacing=10), self.title)
        for widget in (self._none, self._list):
            listed.inside.addWidget(widget)
        self._decision.inside.addWidget(self._about)
        self._decision.inside.addWidget(self._of_then_field)
        self._ask_of_then(wanted=False)
        acts = row(spacing=10)
        for act in (self._check, self._restore, self._into):
            acts.addWidget(act)
        acts.addStretch(1)
        self._decision.inside.addLayout(acts)
        self._waits.inside.addWidget(waits)
        undo = row(spacing=10)
        undo.addWidget(self._give_up)
        undo.addStretch(1)
        self._waits.inside.addLayout(undo)
        self._waits.hide()
        self._told.hide()
        inside.addWidget(heading)
        inside.addWidget(self._where)
        inside.addLayout(top)
        for part in (self._told, self._line, self._confirm, self._waits, self._decision, listed):
            inside.addWidget(part)
        self._show_chosen()


def _moment(backup: Backup) -> str:
    return f"{backup.made.astimezone(OFFICE_ZONE):%d-%m-%Y %H:%M}"
