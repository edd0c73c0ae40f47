# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a group did a scenario: a bar for each indicator, all of one colour, with the numbers beside it."""

from PySide6.QtWidgets import QGridLayout, QProgressBar

from app.desktop.display import Display, Words
from app.desktop.practice_room.wording import NOTHING_TO_REPORT, WEIGHTS
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import clear
from app.errors import Message, says
from app.i18n import Texts
from app.services.practice_views import GroupResults

_AGREED, _KEY = 3, 4
"""The columns of what pairs agreed on, and of what the key says."""


class GroupPage(Card):
    """Raw counts of a group, for talking about; nobody's name stands in it."""

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(20, 24), spacing=10)
        self._display = display
        self._words = Words(display, self)
        self._results: GroupResults | None = None
        self._title = Label(look="title")
        self._told = Label(look="small")
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 3)
        self._grid.setColumnStretch(1, 2)
        for widget in (self._title, self._told):
            self.inside.addWidget(widget)
        self.inside.addLayout(self._grid)
        display.changed.connect(self._show)

    def show_results(self, results: GroupResults | None) -> None:
        """Show the counts."""
        self._results = results
        self._show()

    def _show(self) -> None:
        clear(self._grid)
        results = self._results
        if results is None:
            return
        show = self._display.show
        self._title.setText(f"{show(results.title)}  ·  {results.group}")
        self._words(
            self._told.setText,
            says(
                "Cursisten: {count}. Dit zijn tellingen om over te praten, geen cijfers of oordelen. "
                "„Eens” telt de paren cursisten die allebei noteerden, of allebei niet.",
                count=results.practised,
            ),
        )
        self._headings(0, says("Aandachtspunt"))
        if any(one.pairs for one in results.rows):
            self._grid.addWidget(SectionLabel(self._display.text(says("Eens"))), 0, _AGREED)
        line = 1
        for one in results.rows:
            self._line(line, show(one.label), one.noted, results.practised, WEIGHTS[one.weight])
            if one.pairs:
                self._grid.addWidget(Label(self._of(one.agreeing, one.pairs)), line, _AGREED)
            line += 1
        self._headings(line, says("Route"))
        for chosen in results.routes:
            line += 1
            key = says("verwacht") if chosen.expected else Message("")
            self._line(line, self._route(chosen.label), chosen.count, results.practised, key)

    def _route(self, label: Texts | None) -> str:
        return self._display.show(label) if label else self._display.text(NOTHING_TO_REPORT)

    def _headings(self, line: int, what: Message) -> None:
        for place, heading in ((0, what), (2, says("Aantal")), (_KEY, says("Sleutel"))):
            self._grid.addWidget(SectionLabel(self._display.text(heading)), line, place)

    def _line(self, line: int, label: str, count: int, of: int, key: Message) -> None:
        counted = self._of(count, of)
        bar = QProgressBar()
        bar.setRange(0, of)
        bar.setValue(count)
        bar.setTextVisible(False)
        bar.setFixedHeight(10)
        bar.setAccessibleName(f"{label}: {counted}")
        words = Label(self._display.text(key), "small")
        for place, widget in ((0, Label(label)), (1, bar), (2, Label(counted)), (_KEY, words)):
            self._grid.addWidget(widget, line, place)

    def _of(self, count: int, of: int) -> str:
        return self._display.text(says("{count} van {of}", count=count, of=of))
