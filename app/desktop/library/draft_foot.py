# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is done with a draft as a whole: by its author, or by the colleague who reviews it."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.library.wording import days_in_words
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.field import Field
from app.desktop.widgets.flow import Flow
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.desktop.widgets.looks import column, row
from app.errors import says


class DraftFoot(QWidget):
    """Days and buttons below a draft.

    Signals:
        put_away: the draft should go.
        sent_back: a reviewer gives it back; carries the reason.
    """

    put_away = Signal()
    sent_back = Signal(str)

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__()
        self._display = display
        self._words = words = Words(display, self)
        self._days = Label()
        self._begins, self._ends, self._why = LineField(), LineField(), LineField()
        self._of_author, self._of_reviewer = QWidget(), QWidget()
        put_away, send_back = button(), button()
        hint = says("Jaar-maand-dag, bijvoorbeeld 2026-12-01.")
        author = Flow(self._of_author, spacing=10)
        author.addWidget(Field(display, says("Eerste dag"), self._begins, hint))
        author.addWidget(Field(display, says("Laatste dag, of leeg"), self._ends, hint))
        author.split()
        author.addWidget(put_away)
        author.addWidget(ActionButton(registry, display, "try_draft"))
        author.addWidget(ActionButton(registry, display, "submit_draft", look="primary"))
        below = column(self._of_reviewer, spacing=8)
        below.addWidget(self._days)
        reviewer = row(spacing=10)
        below.addLayout(reviewer)
        reviewer.addWidget(Field(display, says("Wat moet er anders?"), self._why), 1)
        reviewer.addWidget(send_back)
        reviewer.addWidget(ActionButton(registry, display, "approve_draft", look="primary"))
        whole = column(self)
        whole.addWidget(self._of_author)
        whole.addWidget(self._of_reviewer)
        words(put_away.setText, says("Leg weg"))
        words(send_back.setText, says("Stuur terug"))
        put_away.clicked.connect(self.put_away)
        send_back.clicked.connect(lambda: self.sent_back.emit(self._why.text()))

    @property
    def days(self) -> tuple[str, str]:
        """The first and the last day that were filled in."""
        return self._begins.text().strip(), self._ends.text().strip()

    def show_for(self, *, author: bool, days: tuple[date | None, date | None]) -> None:
        """Show what an author can do, or what a reviewer can, with the days that the reviewer signs for."""
        self._of_author.setVisible(author)
        self._of_reviewer.setVisible(not author)
        self._words(self._days.setText, days_in_words(*days, self._display.language))

    def typed(self) -> dict[str, str]:
        """Give what is filled in and kept nowhere yet."""
        lines = {"begins": self._begins, "ends": self._ends, "why": self._why}
        return {name: line.text() for name, line in lines.items() if line.text().strip()}

    def fill(self, typed: dict[str, str]) -> None:
        """Fill in what `typed` gave."""
        for name, line in (("begins", self._begins), ("ends", self._ends), ("why", self._why)):
            line.setText(typed.get(name, ""))

    def clear(self) -> None:
        """Empty the fields."""
        for field in (self._begins, self._ends, self._why):
            field.clear()
