# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Areas that scroll up and down: a page, and a pane at the window's side."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app.desktop.display import Display
from app.desktop.widgets.looks import column

_WIDEST = 1.4


def scrolling(widget: QWidget) -> QScrollArea:
    """Let a widget be as high as it wants."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setWidget(widget)
    return area


def page_of(widget: QWidget) -> QScrollArea:
    """Let a widget be a page of its own height, with room around it."""
    around = QWidget()
    inside = column(around, margins=(20, 24))
    inside.addWidget(widget)
    inside.addStretch(1)
    return scrolling(around)


def bring_into_view(widget: QWidget) -> None:
    """Scroll the page that a widget is on so that all of it can be seen, where there is room for it."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, QScrollArea):
        layout = above.layout()
        if layout is not None:
            layout.activate()
        above = above.parentWidget()
    if above is not None:
        above.ensureWidgetVisible(widget, 0, 0)


class SidePane(QScrollArea):
    """A pane at the window's side that grows with the text, within bounds, and never scrolls sideways."""

    def __init__(self, display: Display, widget: QWidget, width: int) -> None:
        super().__init__()
        self._display = display
        self._width = width
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(widget)
        display.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedWidth(min(self._display.pixels(self._width), round(self._width * _WIDEST)))
