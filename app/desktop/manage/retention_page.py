# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of retention: what is past its term, and two persons who decide about it."""

from pathlib import Path

from app.desktop.faults import sentence
from app.desktop.manage.page import Around, Page
from app.desktop.saving import AskPlace, save_file
from app.desktop.widgets.banner import ConfirmBar
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.desktop.widgets.row_list import Row, RowList
from app.errors import Message, says
from app.retention import Destroyed, Kind
from app.services.keep_retention import DueView

_KINDS = {
    Kind.HEARING: says("gehoor"),
    Kind.SIGNALS: says("notities en meldingen"),
    Kind.PRACTICE: says("oefening"),
}
_NONE = says("Er is niets over de termijn.")
_TWO = says(
    "Wie iets over de termijn ziet, stelt voor het te vernietigen; een collega beslist. Daarna blijft alleen "
    "over dat er iets was en wie besliste."
)


class RetentionPage(Page):
    """What is due, for what this person can open."""

    name = "retention"
    title = says("Bewaartermijnen")

    def __init__(self, around: Around, ask_place: AskPlace) -> None:
        super().__init__(around)
        self._ask_place = ask_place
        self._due: tuple[DueView, ...] = ()
        self._chosen = ""
        self._list = RowList()
        self._none, self._about, self._told = Label(look="quiet"), Label(look="strong"), Label(look="small")
        self._notice = Label(look="guidance")
        self._reason = LineField()
        self._reason_field = Field(self.display, says("Waarom blijft dit bewaard?"), self._reason)
        self._propose, self._destroy, self._refuse = button("primary"), button("primary"), button()
        self._confirm = ConfirmBar(self.display)
        self._decision = Card(margins=(16, 20), spacing=10)
        self._lay_out()
        self._list.chosen.connect(self.choose)
        self._propose.clicked.connect(self.propose)
        self._refuse.clicked.connect(self.refuse)
        self._destroy.clicked.connect(self._ask_to_destroy)

    def enter(self) -> None:
        """Show what is due now."""
        desk = self.desk
        if desk is not None:
            notice = desk.retention.notice
            self._notice.setText(self.display.show(notice))
            self.bridge.ask(desk.retention.due, self._show_due, self._failed, owner=self)

    def forget(self) -> None:
        """Drop every name and word."""
        super().forget()
        self._due, self._chosen = (), ""
        self._list.show_rows(())
        self._reason.clear()
        self._confirm.dismiss()
        self.words(self._told.setText, Message(""))
        self._show_chosen()

    def retranslate(self) -> None:
        """Show the list anew."""
        self._show_rows()
        if self.desk is not None:
            self._notice.setText(self.display.show(self.desk.retention.notice))

    def choose(self, key: str) -> None:
        """Show one thing, and what can be decided about it."""
        self._chosen = key
        self._reason.clear()
        self._list.set_current(key)
        self._show_chosen()
        for shown in (self._propose, self._destroy, self._reason):
            if not shown.isHidden():
                shown.setFocus()
                return

    def propose(self) -> None:
        """Propose to destroy what is chosen."""
        desk, one = self.desk, self._one()
        if desk is not None and one is not None:
            self.bridge.ask(
                lambda: desk.retention.propose(one.kind, one.hearing_id),
                self._decided,
                self._failed,
                owner=self,
            )

    def refuse(self) -> None:
        """Turn a proposal down, or take back one's own."""
        desk, one, reason = self.desk, self._one(), self._reason.text()
        if desk is not None and one is not None:
            self.bridge.ask(
                lambda: desk.retention.refuse(one.kind, one.hearing_id, reason),
                self._decided,
                self._failed,
                owner=self,
            )

    def export(self) -> None:
        """Save the record of what was destroyed, for the archive."""
        desk = self.desk
        if desk is None:
            return
        title = self.text(says("Overzicht van vernietiging"))
        chosen, _ = self._ask_place(self, title, "vernietiging.json", "JSON (*.json)")
        if chosen:
            self.bridge.ask(
                lambda: save_file(Path(chosen), desk.retention.record()),
                self._saved,
                self._failed,
                owner=self,
            )

    def half_typed(self) -> dict[str, dict[str, str]]:
        """Give the reason that is being typed."""
        one = self._one()
        if one is None or not self._reason.text().strip():
            return {}
        compartment = _COMPARTMENTS[one.kind]
        return {
            compartment: {"retention.chosen": self._chosen, "retention.reason": self._reason.text()},
        }

    def take_back(self, sheets: dict[str, dict[str, str]]) -> None:
        """Have the reason again, with what it is about."""
        for words in sheets.values():
            if "retention.reason" in words:
                self._chosen = words["retention.chosen"]
                self._reason.setText(words["retention.reason"])

    def _one(self) -> DueView | None:
        return next((one for one in self._due if _key(one) == self._chosen), None)

    def _ask_to_destroy(self) -> None:
        one = self._one()
        if one is not None:
            self._confirm.ask(
                says("{what} voorgoed vernietigen? Dit kan niet ongedaan worden gemaakt.", what=_said(one)),
                says("Vernietig"),
                self._do_destroy,
            )

    def _do_destroy(self) -> None:
        desk, one = self.desk, self._one()
        if desk is None or one is None:
            return

        def destroy() -> tuple[Destroyed, tuple[DueView, ...]]:
            return desk.retention.destroy(one.kind, one.hearing_id), desk.retention.due()

        self.bridge.ask(destroy, self._destroyed, self._failed, owner=self)

    def _destroyed(self, done: tuple[Destroyed, tuple[DueView, ...]]) -> None:
        destroyed, due = done
        self._decided(due)
        self._tell(says("Vernietigd: {count} gegevens.", count=destroyed.records))

    def _decided(self, due: tuple[DueView, ...]) -> None:
        self._tell(Message(""))
        self._reason.clear()
        self._chosen = ""
        self._show_due(due)

    def _saved(self, place: Path) -> None:
        self._tell(says("Het overzicht staat in {file}.", file=str(place)))

    def _failed(self, error: Exception) -> None:
        self._tell(sentence(error))

    def _tell(self, message: Message) -> None:
        self.words(self._told.setText, message)

    def _show_due(self, due: tuple[DueView, ...]) -> None:
        self._due = due
        self._show_rows()
        self._show_chosen()
        if self.isVisible():
            self._list.set_current(self._chosen)
            self._list.focus_on(self._chosen)

    def _show_rows(self) -> None:
        self._none.setVisible(not self._due)
        self._list.show_rows(
            tuple(
                Row(
                    key=_key(one),
                    title=one.name or one.hearing_id,
                    aside=f"{one.due:%d-%m-%Y}",
                    below=self.text(
                        says("{kind}; {basis}", kind=_KINDS[one.kind], basis=self.display.show(one.basis))
                    ),
                    chip=self.text(says("voorgesteld door {name}", name=one.proposed_by))
                    if one.proposed_by
                    else "",
                )
                for one in self._due
            )
        )

    def _show_chosen(self) -> None:
        one = self._one()
        self._decision.setVisible(one is not None)
        if one is None:
            self.words(self._about.setText, Message(""))
            return
        self.words(self._about.setText, _said(one))
        self._propose.setVisible(not one.proposed_by)
        self._destroy.setVisible(bool(one.proposed_by) and not one.own)
        self._reason_field.setVisible(bool(one.proposed_by))
        self._refuse.setVisible(bool(one.proposed_by))
        refuse = says("Trek het voorstel in") if one.own else says("Wijs het voorstel af")
        self.words(self._refuse.setText, refuse)

    def _lay_out(self) -> None:
        inside = column(self, spacing=12)
        heading, two = self.heading(), Label(look="quiet")
        self.words(two.setText, _TWO)
        self.words(self._none.setText, _NONE)
        self.words(self._propose.setText, says("Stel voor te vernietigen"))
        self.words(self._destroy.setText, says("Vernietig"))
        listed = self.section(Card(margins=(16, 20), spacing=10), says("Over de termijn"))
        for widget in (self._none, self._list):
            listed.inside.addWidget(widget)
        for part in (self._about, self._reason_field):
            self._decision.inside.addWidget(part)
        acts = row(spacing=10)
        for act in (self._propose, self._destroy, self._refuse):
            acts.addWidget(act)
        acts.addStretch(1)
        self._decision.inside.addLayout(acts)
        foot = row(spacing=10)
        foot.addWidget(
            ActionButton(self.registry, self.display, "export", title=says("Bewaar wat is vernietigd"))
        )
        foot.addWidget(self._told, 1)
        for whole in (heading, two, self._notice, self._confirm, listed, self._decision):
            inside.addWidget(whole)
        inside.addLayout(foot)
        self._show_chosen()


_COMPARTMENTS = {Kind.HEARING: "dossiers", Kind.SIGNALS: "signals", Kind.PRACTICE: "practice"}


def _key(one: DueView) -> str:
    return f"{one.kind.value}/{one.hearing_id}"


def _said(one: DueView) -> Message:
    return says("{name} ({kind})", name=one.name or one.hearing_id, kind=_KINDS[one.kind])
