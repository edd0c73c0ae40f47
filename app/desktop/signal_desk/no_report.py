# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What stands in the place of a report while none is chosen."""

from PySide6.QtWidgets import QWidget

from app.desktop.display import Display, Words
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import column
from app.errors import says


class NoReport(QWidget):
    """Says how a report begins, and that none is fine."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        words = Words(display, self)
        card = Card(margins=(24, 28), spacing=10)
        nothing, fine = Label(look="strong"), Label()
        words(nothing.setText, says("Er is geen melding gekozen."))
        words(
            fine.setText,
            says(
                "Een melding begint bij een notitie in het gehoor. Kies links een melding of een waarneming. "
                "Is er niets te melden, dan is dat ook goed."
            ),
        )
        card.inside.addWidget(nothing)
        card.inside.addWidget(fine)
        around = column(self, margins=(20, 26))
        around.addWidget(card)
        around.addStretch(1)
