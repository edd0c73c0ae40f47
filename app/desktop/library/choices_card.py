# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The choices of a list, in both languages, and what can be done with them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.buttons import button
from app.desktop.widgets.card import Card
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineDelegate
from app.errors import says
from app.i18n import LANGUAGES, Texts
from app.services.library_views import ChoicesView

Choices = tuple[tuple[str, Texts], ...]

_FEWEST_LINES, _MOST_LINES = 2, 9


class ChoicesCard(Card):
    """A list of choices.

    Signals:
        changed: the list has other choices now; carries its name and all of them.
    """

    changed = Signal(str, object)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._display = display
        self._words = Words(display, self)
        self._view: ChoicesView | None = None
        self._title, self._used = Label(look="question"), Label(look="small")
        self._table = QTableWidget(0, 1 + len(LANGUAGES))
        self._more, self._fewer, self._up, self._down = (button() for _ in range(4))
        self._lay_out()
        display.changed.connect(self._name)

    def show_choices(self, view: ChoicesView | None) -> None:
        """Show a list; what stands there already is not touched."""
        self._view = view
        self.setVisible(view is not None)
        if view is None:
            self._fill(())
            return
        self._name()
        if self._typed() != view.choices:
            self._fill(view.choices)

    def _typed(self) -> Choices:
        return tuple(
            (
                self._cell(line, 0),
                Texts.of(
                    {
                        code: self._cell(line, at)
                        for at, code in enumerate(LANGUAGES, 1)
                        if self._cell(line, at)
                    }
                ),
            )
            for line in range(self._table.rowCount())
        )

    def _cell(self, line: int, column: int) -> str:
        item = self._table.item(line, column)
        return item.text().strip() if item is not None else ""

    def _fill(self, choices: Choices) -> None:
        at = self._table.currentRow()
        self._table.blockSignals(True)
        self._table.setRowCount(len(choices))
        for line, (name, label) in enumerate(choices):
            for column, words in enumerate((name, *(label.get(code) or "" for code in LANGUAGES))):
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
            self.changed.emit(self._view.name, choices)

    def _edited(self) -> None:
        choices = self._typed()
        if self._view is not None and choices != self._view.choices:
            self._emit(choices)

    def _add(self) -> None:
        taken = {name for name, _label in self._typed()}
        name = next(one for at in range(1, len(taken) + 2) if (one := f"keuze_{at}") not in taken)
        label = Texts.of({"nl": "Nieuwe keuze", "en": "New choice"})
        choices = (*self._typed(), (name, label))
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
        view, text = self._view, self._display.text
        languages = (text(says("Keuze ({language})", language=code)) for code in LANGUAGES)
        self._table.setHorizontalHeaderLabels([text(says("Code")), *languages])
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
        acts = QWidget()
        beside = Flow(acts, spacing=6)
        for made, words, act in (
            (self._more, says("Keuze erbij"), self._add),
            (self._fewer, says("Keuze weg"), self._remove),
            (self._up, says("Keuze omhoog"), lambda: self._step(-1)),
            (self._down, says("Keuze omlaag"), lambda: self._step(1)),
        ):
            self._words(made.setText, words)
            made.clicked.connect(act)
            beside.addWidget(made)
        for widget in (self._title, self._used, table, acts):
            self.inside.addWidget(widget)
