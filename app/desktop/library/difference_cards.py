# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a version changes, one card for each difference, for people to read."""

from collections.abc import Iterable

from PySide6.QtWidgets import QVBoxLayout

from app.desktop.display import Display
from app.desktop.library.wording import difference_heading, property_name
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.desktop.widgets.looks import clear
from app.library.diff import Difference
from app.library.meaning import meanings


def show_differences(layout: QVBoxLayout, differences: Iterable[Difference], display: Display) -> None:
    """Fill a layout with what the differences mean for hearings, then each of them; what was in it goes."""
    clear(layout)
    found = tuple(differences)
    for sentence in meanings(found):
        layout.addWidget(Label(display.text(sentence)))
    for one in found:
        layout.addWidget(_card(one, display))


def _card(one: Difference, display: Display) -> Card:
    card = Card(margins=(10, 14), spacing=4)
    card.inside.addWidget(Label(difference_heading(one, display), "strong"))
    if one.what:
        card.inside.addWidget(Label(property_name(one.what, one.language, display), "small"))
        for mark, words in (("−", one.before), ("+", one.after)):
            if words:
                card.inside.addWidget(Label(f"{mark}  {words}"))
    return card
