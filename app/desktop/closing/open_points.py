# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The card with what is still open in a hearing."""

from PySide6.QtCore import Signal

from app.desktop.closing.wording import ALL_THERE, ON_BREAK, groups, point_row, unanswered
from app.desktop.display import Display, Words
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label, SectionLabel
from app.desktop.widgets.looks import clear, column
from app.desktop.widgets.row_list import RowList
from app.errors import says
from app.questionnaire.values import Address
from app.services.views import ClosingCheck


class OpenPoints(Card):
    """What is still open, each with the way to it.

    Signals:
        wanted: somebody chose a question; carries its `Address`.
    """

    wanted = Signal(object)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._display = display
        self._check: ClosingCheck | None = None
        self._lists: list[RowList] = []
        heading = SectionLabel()
        Words(display, self)(heading.setText, says("Nog open in het gehoor"))
        self._groups = column(spacing=6)
        self.inside.addWidget(heading)
        self.inside.addLayout(self._groups)

    def show_check(self, check: ClosingCheck | None) -> None:
        """Show what is open; nothing while nothing is known."""
        if check == self._check and check is not None:
            return
        self._check = check
        self.retranslate()

    def focus_first(self) -> bool:
        """Put the focus on the first point; tell whether there is any."""
        return bool(self._lists) and self._lists[0].focus_on()

    def retranslate(self) -> None:
        """Show the same anew."""
        clear(self._groups)
        self._lists = []
        check = self._check
        if check is None:
            return
        text = self._display.text
        for heading, points in groups(check):
            self._groups.addWidget(Label(text(heading), "strong"))
            listed = RowList(bold=False)
            listed.show_rows(tuple(point_row(point, self._display) for point in points))
            listed.chosen.connect(lambda key: self.wanted.emit(Address.parse(key)))
            self._groups.addWidget(listed)
            listed.show()  # at once, not when the window next lays out: the focus may go there now
            self._lists.append(listed)
        if check.on_break:
            self._groups.addWidget(Label(text(ON_BREAK), "strong"))
        if check.may_close:
            self._groups.addWidget(Label(text(ALL_THERE)))
        quiet = unanswered(check)
        if quiet is not None:
            self._groups.addWidget(Label(text(quiet), "small"))
