# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the persona says to the question one is at."""

from app.desktop.display import Display, Words
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.errors import says
from app.services.practice_views import Said


class PersonaCard(Card):
    """The persona's words below the questions."""

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(14, 28), spacing=6)
        self._display = display
        self._words = Words(display, self)
        self._said: Said | None = None
        self._name = Label(look="strong")
        self._answer = Label(look="answer")
        self._asked = Label(look="small")
        for widget in (self._name, self._answer, self._asked):
            self.inside.addWidget(widget)
        display.changed.connect(self._show)
        self.show_said(None)

    def show_said(self, said: Said | None) -> None:
        """Show the words, or nothing."""
        self._said = said
        self.setVisible(said is not None)
        self._show()

    def words(self) -> str:
        """Give the words that are shown."""
        return self._answer.text()

    def _show(self) -> None:
        said = self._said
        if said is None:
            self._answer.setText("")
            return
        self._words(self._name.setText, says("{name} zegt:", name=said.name))
        self._answer.setText(self._display.quote(self._display.show(said.words)))
        asked = self._display.show(said.asked)
        self._asked.setVisible(bool(asked))
        self._words(self._asked.setText, says("Zo kunt u het vragen: {words}", words=asked))
