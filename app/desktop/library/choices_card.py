# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The choices of a list, in both languages, and what can be done with them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.desktop.display import Display, Words
from app.desktop.library.new_items import NEW_CHOICE, new_words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineDelegate, LineField, one_line
from app.errors import says
from app.i18n import LANGUAGES, Texts
from app.library.editing import Choice
from app.services.library_views import ChoicesView

Choices = tuple[Choice, ...]

_FEWEST_LINES, _MOST_LINES = 2, 9


class ChoicesCard(Card):
    """A list of choices.

    Signals:
        changed: the list has other choices now; carries its name, all of them, and its columns.
    """

    changed = Signal(str, object, object)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._display = display
        self._words = Words(display, self)
        self._view: ChoicesView | None = None
        self._languages: tuple[str, ...] = LANGUAGES
        self._columns: tuple[str, ...] = ()
        self._title, self._used = Label(look="question"), Label(look="small")
        self._table = QTableWidget(0, 1 + len(LANGUAGES))
        self._more, self._fewer, self._up, self._down, self._wider = (button() for _ in range(5))
        self._column = LineField()
        self._lay_out()
        display.changed.connect(self._name)

    def show_choices(self, view: ChoicesView | None, languages: tuple[str, ...] = LANGUAGES) -> None:
        """Show a list; what stands there already is not touched."""
        before = self._view.name if self._view is not None else ""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            self._columns = ()
            self._fill(())
            return
        # A column that was just added is in no choice yet.
        empty = tuple(one for one in self._columns if one not in view.columns and view.name == before)
        columns = (*view.columns, *empty)
        if (languages, columns) != (self._languages, self._columns):
            self._languages, self._columns = languages, columns
            self._fill(())
        self._name()
        choices = tuple(
            (name, label, (*values, *("" for _ in empty))) for name, label, values in view.choices
        )
        if self._typed() != choices:
            self._fill(choices)

    def _typed(self) -> Choices:
        return tuple(
            (
                self._cell(line, 0),
                Texts.of(
                    {
                        code: self._cell(line, at)
                        for at, code in enumerate(self._languages, 1)
                        if self._cell(line, at)
                    }
                ),
                tuple(self._cell(line, at) for at, _ in enumerate(self._columns, 1 + len(self._languages))),
            )
            for line in range(self._table.rowCount())
        )

    def _cell(self, line: int, column: int) -> str:
        item = self._table.item(line, column)
        return one_line(item.text()).strip() if item is not None else ""

    def _fill(self, choices: Choices) -> None:
        at = self._table.currentRow()
        self._table.blockSignals(True)
        self._table.setColumnCount(1 + len(self._languages) + len(self._columns))
        self._table.setRowCount(len(choices))
        for line, (name, label, values) in enumerate(choices):
            shown = (name, *(label.get(code) or "" for code in self._languages), *values)
            for column, words in enumerate(shown):
                self._table.setItem(line, column, QTableWidgetItem(words))
        self._table.blockSignals(False)
        if 0 <= at < len(choices):
            self._table.setCurrentCell(at, self._table.currentColumn())
        self._fit()

    def _fit(self) -> None:
        """Be as high as the choices need, within bounds."""
        lines = min(max(self._table.rowCount(), _FEWEST_LINES), _MOST_LINES)
        high = self._table.verticalHeader().defaultSectionSize()
        self._table.setFixedHeight(self._table.horizontalHeader().sizeHint().height() + lines * high + 6)

    def _emit(self, choices: Choices) -> None:
        if self._view is not None:
            self.changed.emit(self._view.name, choices, self._columns)

    def _edited(self) -> None:
        choices = self._typed()
        if self._view is not None and choices != self._view.choices:
            self._emit(choices)

    def _add_column(self) -> None:
        """Have one more column, named after what is filled in; it is kept with the first word in it."""
        name = self._column.text().strip().lower().replace(" ", "_")
        if name and name not in self._columns and self._view is not None:
            choices = tuple((code, label, (*values, "")) for code, label, values in self._typed())
            self._columns = (*self._columns, name)
            self._column.clear()
            self._fill(choices)
            self._name()
            self._table.setCurrentCell(0, self._table.columnCount() - 1)
            self._table.setFocus()

    def _add(self) -> None:
        taken = {name for name, _label, _values in self._typed()}
        name = next(one for at in range(1, len(taken) + 2) if (one := f"keuze_{at}") not in taken)
        label = new_words(NEW_CHOICE, self._languages)
        choices = (*self._typed(), (name, label, ("",) * len(self._columns)))
        self._fill(choices)
        self._table.setCurrentCell(len(choices) - 1, 1)
        self._table.setFocus()
        self._emit(choices)

    def _remove(self) -> None:
        at, choices = self._table.currentRow(), list(self._typed())
        if 0 <= at < len(choices) and len(choices) > 1:
            del choices[at]
            self._fill(tuple(choices))
            self._emit(tuple(choices))

    def _step(self, by: int) -> None:
        at, choices = self._table.currentRow(), list(self._typed())
        to = at + by
        if 0 <= at < len(choices) and 0 <= to < len(choices):
            choices[at], choices[to] = choices[to], choices[at]
            self._fill(tuple(choices))
            self._table.setCurrentCell(to, self._table.currentColumn())
            self._emit(tuple(choices))

    def _name(self) -> None:
        self._column.setMinimumWidth(self._display.pixels(230))
        view, text = self._view, self._display.text
        languages = (text(says("Keuze ({language})", language=code)) for code in self._languages)
        self._table.setHorizontalHeaderLabels([text(says("Code")), *languages, *self._columns])
        if view is not None:
            self._title.setText(text(says("Keuzelijst {name}", name=view.name)))
            numbers = ", ".join(view.used_by)
            self._used.setText(text(says("Deze lijst hoort bij: {numbers}.", numbers=numbers)))
            self._table.setAccessibleName(self._title.text())

    def _lay_out(self) -> None:
        table = self._table
        table.setTabKeyNavigation(False)
        table.setItemDelegate(LineDelegate(table))
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.itemChanged.connect(lambda _item: self._edited())
        self._column.returnPressed.connect(self._add_column)
        self._words(self._column.setPlaceholderText, says("Naam van een kolom, zoals regio"))
        self._words(self._column.setAccessibleName, says("Naam van een kolom"))
        acts = QWidget()
        beside = Flow(acts, spacing=6)
        for made, words, act in (
            (self._more, says("Keuze erbij"), self._add),
            (self._fewer, says("Keuze weg"), self._remove),
            (self._up, says("Keuze omhoog"), lambda: self._step(-1)),
            (self._down, says("Keuze omlaag"), lambda: self._step(1)),
            (self._wider, says("Kolom erbij"), self._add_column),
        ):
            if made is self._wider:
                beside.addWidget(self._column)
            self._words(made.setText, words)
            made.clicked.connect(act)
            beside.addWidget(made)
        for widget in (self._title, self._used, table, acts):
            self.inside.addWidget(widget)
