# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The debrief on the screen: one practice, or the two of a pair side by side."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.ports import Registry
from app.desktop.widgets.buttons import ActionButton, button
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import clear, column, row
from app.documents.debrief_content import DebriefContent, Entry, Section
from app.errors import says


class DebriefPage(QWidget):
    """What there is to talk about.

    Signals:
        pair_wanted: the other variant of the pair should stand beside it.
    """

    pair_wanted = Signal()

    def __init__(self, display: Display, registry: Registry) -> None:
        super().__init__()
        self._beside = row(spacing=14)
        self._pair = button()
        self._save = ActionButton(registry, display, "export", look="primary", title=says("Bewaar als PDF"))
        words = Words(display, self)
        words(self._pair.setText, says("Zet de andere variant ernaast"))
        self._pair.clicked.connect(self.pair_wanted)
        acts = row(spacing=10)
        acts.addWidget(self._pair)
        acts.addStretch(1)
        acts.addWidget(self._save)
        inside = column(self, spacing=14)
        inside.addLayout(acts)
        inside.addLayout(self._beside)
        inside.addStretch(1)

    def show_debriefs(self, contents: tuple[DebriefContent, ...], *, has_pair: bool = False) -> None:
        """Show one debrief, or two side by side."""
        clear(self._beside)
        self._pair.setVisible(has_pair and len(contents) == 1)
        self._save.setVisible(len(contents) == 1)
        for content in contents:
            whole = QWidget()
            inside = column(whole, spacing=12)
            inside.addWidget(Label(content.title, "title"))
            inside.addWidget(Label(content.subtitle, "small"))
            inside.addWidget(Label(content.notice, "guidance"))
            for section in content.sections:
                inside.addWidget(_section(section))
            inside.addStretch(1)
            self._beside.addWidget(whole, 1)

    def take_focus(self) -> None:
        """Put the focus where one begins."""
        self._save.setFocus()


def _section(section: Section) -> Card:
    card = Card(margins=(14, 18), spacing=8)
    card.inside.addWidget(Label(section.heading, "question"))
    if section.intro:
        card.inside.addWidget(Label(section.intro, "small"))
    for entry in section.entries:
        _add(card, entry)
    return card


def _add(card: Card, entry: Entry) -> None:
    for words, look in ((entry.title, "strong"), (entry.words, "")):
        if words:
            card.inside.addWidget(Label(words, look))
    for quote in entry.quotes:
        card.inside.addWidget(Label(quote, "quiet"))
    if entry.lacking:
        card.inside.addWidget(Label(entry.lacking, "small"))
