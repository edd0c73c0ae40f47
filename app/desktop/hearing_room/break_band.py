# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A calm band that tells that there is a break."""

from PySide6.QtWidgets import QFrame

from app.desktop.display import Display, Words
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import row, set_look
from app.errors import says
from app.names import clock_time
from app.services.views import HearingView


class BreakBand(QFrame):
    """Shown while a break lasts."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._words = Words(display, self)
        self._label = Label(look="strong")
        row(self, margins=(10, 28)).addWidget(self._label, 1)
        set_look(self, "banner")
        self.hide()

    def show_break(self, view: HearingView) -> None:
        """Show since when, or go away."""
        if view.on_break:
            since = clock_time(view.breaks[-1].started)
            self._words(self._label.setText, says("Pauze sinds {time}. F6 hervat het gehoor.", time=since))
        self.setVisible(view.on_break)
