# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page that tells whether the vault is as it was left: notices, checking, and anchors."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from app.desktop.faults import sentence
from app.desktop.manage.long_work import LongWork, WorkLine
from app.desktop.manage.page import Around, Page
from app.desktop.manage.trail_table import COMPARTMENTS, compartment_words
from app.desktop.saving import AskPlace, save_file
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import clear, column, row
from app.errors import Message, says
from app.services.check_vault import Checked, Looked

_NOTHING = says("Bij het openen viel niets op.")
_BUSY = says("De kluis wordt gecontroleerd. U kunt gewoon doorwerken.")
_ACCEPT = says(
    "De logboeken aanvaarden zoals ze nu zijn? Doe dat alleen als u weet waarom ze afwijken, bijvoorbeeld na "
    "het terugzetten van een reservekopie. Het wordt vastgelegd."
)


class CheckPage(Page):
    """Checking looks at all that this person can open, beside the work; it can be stopped."""

    name = "check"
    title = says("Controle van de kluis")

    def __init__(self, around: Around, ask_place: AskPlace, work: LongWork) -> None:
        super().__init__(around)
        self._ask_place = ask_place
        self._work = work
        self._line = WorkLine(self.display, work)
        self._notices = column(spacing=6)
        self._accept = button()
        self._confirm = ConfirmBar(self.display)
        self._earlier = LineField()
        self._outcome = Label(look="strong")
        self._found = column(spacing=4)
        self._places = column(spacing=4)
        self._anchor = LineField()
        self._anchor.setReadOnly(True)
        self._told = Label(look="small")
        self._copy, self._save = button(), button()
        self._lay_out()
        self._accept.clicked.connect(lambda: self._confirm.ask(_ACCEPT, says("Aanvaard"), self._do_accept))
        self._copy.clicked.connect(self._copy_anchor)
        self._save.clicked.connect(self.export)

    def enter(self) -> None:
        """Show what was noticed on unlocking, and the anchor of now."""
        self._go.setFocus()
        desk = self.desk
        if desk is not None:
            self._show_notices(desk.notices)
            self.bridge.ask(desk.check.anchor, self._anchor.setText, self._failed, owner=self)
            self.bridge.ask(desk.check.anchor_places, self._show_places, self._failed, owner=self)

    def forget(self) -> None:
        """Drop every sentence."""
        super().forget()
        for layout in (self._notices, self._found, self._places):
            clear(layout)
        self._confirm.dismiss()
        self._earlier.clear()
        self._anchor.clear()
        self._line.end()
        for label in (self._outcome, self._told):
            self.words(label.setText, Message(""))

    def check(self) -> None:
        """Check the vault, against an earlier anchor where one is filled in."""
        desk, earlier = self.desk, self._earlier.text()
        if desk is None:
            return
        refused = self._work.refusal()
        if refused is not None:
            self.words(self._outcome.setText, refused)
            return

        def looked(found: tuple[Looked, ...]) -> None:
            self.bridge.ask(
                lambda: desk.check.finish(found, earlier), self._show_checked, self._check_failed, owner=self
            )

        clear(self._found)
        self.words(self._outcome.setText, _BUSY)
        self._line.begin()
        self._work.run(lambda: desk.check.begin(earlier), looked, self._check_failed)

    def export(self) -> None:
        """Save the anchor as a file, to be printed."""
        line = self._anchor.text()
        chosen, _ = self._ask_place(self, self.text(says("Anker")), "anker.txt", "TXT (*.txt)")
        if chosen:
            place, data = Path(chosen), f"{line}\n".encode()
            self.bridge.ask(lambda: save_file(place, data), self._saved, self._failed, owner=self)

    def outcome(self) -> str:
        """Give the sentence about the last check."""
        return self._outcome.text()

    def _do_accept(self) -> None:
        desk = self.desk
        if desk is not None:
            self.bridge.ask(desk.check.accept, lambda _: self._accepted(), self._failed, owner=self)

    def _accepted(self) -> None:
        self._tell(says("De logboeken zijn aanvaard zoals ze zijn. Dat staat in elk logboek."))
        self._accept.hide()
        self.enter()

    def _copy_anchor(self) -> None:
        QGuiApplication.clipboard().setText(self._anchor.text())
        self._tell(says("Het anker staat op het klembord."))

    def _saved(self, place: Path) -> None:
        self._tell(says("Het anker staat in {file}. Druk het af of bewaar het elders.", file=str(place)))

    def _failed(self, error: Exception) -> None:
        self._tell(sentence(error))

    def _check_failed(self, error: Exception) -> None:
        self._line.end()
        self.words(self._outcome.setText, sentence(error))

    def _tell(self, message: Message) -> None:
        self.words(self._told.setText, message)

    def _show_checked(self, checked: Checked) -> None:
        self._line.end()
        self.words(self._outcome.setText, _worded(checked.outcome))
        for finding in checked.findings:
            line = Label(look="small" if finding.ok else "error")
            self.words(
                line.setText,
                Message(
                    "{mark} {what}", {"mark": "✓" if finding.ok else "✗", "what": _worded(finding.message)}
                ),
            )
            self._found.addWidget(line)

    def _show_places(self, places: tuple[Message, ...]) -> None:
        clear(self._places)
        for place in places:
            line = Label(look="quiet")
            self.words(line.setText, place)
            self._places.addWidget(line)

    def _show_notices(self, notices: tuple[Message, ...]) -> None:
        clear(self._notices)
        for notice in notices or (_NOTHING,):
            line = Label(look="error" if notices else "quiet")
            self.words(line.setText, _worded(notice))
            self._notices.addWidget(line)
        self._accept.setVisible(bool(notices))

    def _lay_out(self) -> None:
        inside = column(self, spacing=14)
        inside.addWidget(self.heading())
        inside.addWidget(self._confirm)
        noticed, checking, anchors = (Card(margins=(16, 20), spacing=10) for _ in range(3))
        for card, name in (
            (noticed, says("Bij het openen")),
            (checking, says("Controleren")),
            (anchors, says("Anker")),
        ):
            inside.addWidget(self.section(card, name))
        noticed.inside.addLayout(self._notices)
        noticed.inside.addLayout(_left(self._accept))
        self.words(self._accept.setText, says("Aanvaard de logboeken zoals ze zijn"))
        self._go = ActionButton(self.registry, self.display, "check_now", look="primary")
        checking.inside.addWidget(
            Field(
                self.display,
                says("Eerder afgedrukt anker"),
                self._earlier,
                says(
                    "Mag leeg blijven. Vul de regel in die u eerder afdrukte, om ook daarmee te vergelijken."
                ),
            )
        )
        checking.inside.addLayout(_left(self._go))
        for widget in (self._line, self._outcome):
            checking.inside.addWidget(widget)
        checking.inside.addLayout(self._found)
        anchors.inside.addWidget(
            Field(
                self.display,
                says("Waar de logboeken nu eindigen"),
                self._anchor,
                says(
                    "Bewaar deze regel buiten deze computer. Daarmee is later te zien of iets is teruggezet."
                ),
            )
        )
        kept = Label(look="quiet")
        self.words(kept.setText, says("Het programma zelf bewaart het ook, buiten de kluis:"))
        anchors.inside.addLayout(_left(self._copy, self._save))
        anchors.inside.addWidget(kept)
        anchors.inside.addLayout(self._places)
        anchors.inside.addWidget(self._told)
        self.words(self._copy.setText, says("Kopieer"))
        self.words(self._save.setText, says("Bewaar als bestand"))


def _left(*widgets: QPushButton) -> QHBoxLayout:
    """Put buttons beside each other at the left."""
    line = row(spacing=10)
    for widget in widgets:
        line.addWidget(widget)
    line.addStretch(1)
    return line


def _worded(message: Message) -> Message:
    """Give a finding with what people call the parts of the vault, in place of their files."""
    parts = {
        name: compartment_words(value)
        for name, value in message.values.items()
        if name in ("name", "compartment") and value in COMPARTMENTS
    }
    return message.filled(**{**message.values, **parts})
