# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The band that sets practice apart from what is real."""

from PySide6.QtWidgets import QFrame

from app.desktop.display import Display, Words
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row, set_look
from app.errors import says


class PracticeBand(QFrame):
    """Says OEFENING, in a colour that nothing real has."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        words = Words(display, self)
        mark, told = Label(), Label()
        mark.setMinimumWidth(display.pixels(90))
        words(mark.setText, says("OEFENING"))
        words(told.setText, says("Alle gegevens zijn verzonnen. Niets hiervan gaat naar het meldpunt."))
        set_look(mark, "strong")
        inside = row(self, margins=(8, 28), spacing=12)
        inside.addWidget(mark)
        inside.addWidget(told, 1)
        set_look(self, "practice")
