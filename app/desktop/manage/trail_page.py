# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The page of the audit trail: filter, search, page by page, and export."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QGridLayout

from app.desktop.faults import sentence
from app.desktop.manage.page import Around, Page
from app.desktop.manage.trail_table import TrailModel, TrailTable, compartment_words
from app.desktop.saving import AskPlace, save_file
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.errors import Message, UserError, says
from app.names import OFFICE_ZONE
from app.services.read_audit import AuditChoices, AuditPage, TrailQuery, act_words

_ALL = says("alles")
_EVERYBODY = says("iedereen")
_DAY = says("Een dag, zoals 23-11-2026.")
_KINDS = "CSV (*.csv);;JSON lines (*.jsonl)"
_IN_A_ROW = 3


class TrailPage(Page):
    """What stands in the trails that this person can open. To read them is itself put on record."""

    name = "trail"
    title = says("Logboek")
    fills = True

    def __init__(self, around: Around, ask_place: AskPlace) -> None:
        super().__init__(around)
        self._ask_place = ask_place
        self._choices = AuditChoices((), (), ())
        self._page = AuditPage((), 0, 0, 1)
        self._query = TrailQuery()
        self._who, self._act, self._part = QComboBox(), QComboBox(), QComboBox()
        self._words, self._since, self._until = LineField(), LineField(), LineField()
        self._model = TrailModel(self.display, self)
        self._table = TrailTable(self.display)
        self._told = Label(look="quiet")
        self._find, self._before, self._after = button("primary"), button(), button()
        self._lay_out()
        self._find.clicked.connect(self.look_up)
        for line in (self._words, self._since, self._until):
            line.returnPressed.connect(self.look_up)
        self._before.clicked.connect(lambda: self._read(self._page.number - 1))
        self._after.clicked.connect(lambda: self._read(self._page.number + 1))

    def enter(self) -> None:
        """Show the latest rows, and what one can filter by."""
        self._words.setFocus()
        desk = self.desk
        if desk is not None:
            self.bridge.ask(desk.audit.choices, self._show_choices, self._failed, owner=self)
            self._read(0)

    def forget(self) -> None:
        """Drop every row and name."""
        super().forget()
        self._choices = AuditChoices((), (), ())
        self._query = TrailQuery()
        self._show_page(AuditPage((), 0, 0, 1))
        for combo in (self._who, self._act, self._part):
            combo.clear()
        for line in (self._words, self._since, self._until):
            line.clear()

    def retranslate(self) -> None:
        """Show the rows and the lists anew."""
        self._model.retranslate()
        self._fill()
        self._table.fit()
        self._show_page(self._page)

    def search(self) -> None:
        """Put the focus on the words that are searched for."""
        self._words.setFocus()

    def look_up(self) -> None:
        """Read the rows that fit what is filled in."""
        try:
            since, until = _moment(self._since.text()), _moment(self._until.text())
        except UserError as error:
            self.words(self._told.setText, error.message)
            return
        self._query = TrailQuery(
            who=str(self._who.currentData() or ""),
            action=str(self._act.currentData() or ""),
            since=since,
            until=until + timedelta(days=1) if until else None,
            words=self._words.text(),
            compartments=frozenset({str(self._part.currentData())} if self._part.currentData() else ()),
        )
        self._read(0)

    def export(self) -> None:
        """Save all rows that fit, as CSV or as JSON lines."""
        desk, query = self.desk, self._query
        if desk is None:
            return
        chosen, kind = self._ask_place(self, self.text(self.title), "logboek.csv", _KINDS)
        if not chosen:
            return
        as_json = chosen.endswith(".jsonl") or (not Path(chosen).suffix and "jsonl" in kind)

        def save() -> Path:
            data = desk.audit.as_json_lines(query) if as_json else desk.audit.as_csv(query)
            return save_file(Path(chosen), data)

        self.bridge.ask(save, self._saved, self._failed, owner=self)

    def _read(self, number: int) -> None:
        desk, query = self.desk, self._query
        if desk is not None:
            self.bridge.ask(lambda: desk.audit.page(query, number), self._show_page, self._failed, owner=self)

    def _saved(self, place: Path) -> None:
        self.words(self._told.setText, says("Het logboek staat in {file}.", file=str(place)))

    def _failed(self, error: Exception) -> None:
        self.words(self._told.setText, sentence(error))

    def _show_page(self, page: AuditPage) -> None:
        self._page = page
        self._model.show_rows(page.rows)
        self._table.fit()
        told = says(
            "{total} regels; bladzijde {number} van {pages}.",
            total=page.total,
            number=page.number + 1,
            pages=page.pages,
        )
        self.words(self._told.setText, told)
        self._before.setEnabled(page.number > 0)
        self._after.setEnabled(page.number + 1 < page.pages)

    def _show_choices(self, choices: AuditChoices) -> None:
        self._choices = choices
        self._fill()

    def _fill(self) -> None:
        """Offer what one can filter by; what was chosen stays chosen."""
        same: Callable[[str], Message] = lambda name: says("{name}", name=name)  # noqa: E731
        for combo, everything, values, words in (
            (self._who, _EVERYBODY, self._choices.people, same),
            (self._act, _ALL, self._choices.actions, act_words),
            (self._part, _ALL, self._choices.compartments, compartment_words),
        ):
            chosen = combo.currentData()
            combo.clear()
            combo.addItem(self.text(everything), "")
            for shown, value in sorted((self.text(words(value)), value) for value in values):
                combo.addItem(shown, value)
            combo.setCurrentIndex(max(combo.findData(chosen), 0))

    def _lay_out(self) -> None:
        inside = column(self, spacing=12)
        inside.addWidget(self.heading())
        fields = QGridLayout()
        fields.setSpacing(10)
        for combo in (self._who, self._act, self._part):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(10)
        for at, field in enumerate(
            (
                Field(self.display, says("Woorden"), self._words),
                Field(self.display, says("Wie"), self._who),
                Field(self.display, says("Handeling"), self._act),
                Field(self.display, says("Vanaf"), self._since),
                Field(self.display, says("Tot en met"), self._until),
                Field(self.display, says("Deel van de kluis"), self._part),
            )
        ):
            fields.addWidget(field, at // _IN_A_ROW, at % _IN_A_ROW)
            fields.setColumnStretch(at % _IN_A_ROW, 1)
        for line in (self._since, self._until):
            self.words(line.setPlaceholderText, _DAY)
        inside.addLayout(fields)
        self.words(self._find.setText, says("Zoek"))
        self.words(self._before.setText, says("Nieuwer"))
        self.words(self._after.setText, says("Ouder"))
        self.words(self._table.setAccessibleName, self.title)
        acts = row(spacing=10)
        acts.addWidget(self._find)
        acts.addWidget(ActionButton(self.registry, self.display, "export"))
        acts.addWidget(self._told, 1)
        acts.addWidget(self._before)
        acts.addWidget(self._after)
        inside.addLayout(acts)
        self._table.setModel(self._model)
        inside.addWidget(self._table, 1)


def _moment(typed: str) -> datetime | None:
    """Read a day as its first moment in the office.

    Raises:
        UserError: it is no day.
    """
    text = typed.strip()
    if not text:
        return None
    for form in ("%d-%m-%Y", "%Y-%m-%d"):
        try:
            day: date = datetime.strptime(text, form).replace(tzinfo=OFFICE_ZONE).date()
        except ValueError:
            continue
        return datetime(day.year, day.month, day.day, tzinfo=OFFICE_ZONE)
    raise UserError(says("{day} is geen dag. Schrijf hem als 23-11-2026.", day=text))
