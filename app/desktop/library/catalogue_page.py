# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A catalogue to read: what it says of itself, and each of its indicators."""

from app.desktop.display import Display
from app.desktop.library.wording import VERSION_STATES
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Chip, Label, SectionLabel
from app.desktop.widgets.looks import clear, column
from app.errors import says
from app.services.library_views import CatalogueView
from app.signals.catalogue import CatalogueStatus, Indicator


class CataloguePage(Card):
    """A catalogue, whole, in its own order."""

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(20, 24), spacing=10)
        self._display = display
        self._view: CatalogueView | None = None
        self._inside = column(spacing=10)
        self.inside.addLayout(self._inside)
        display.changed.connect(self._show)

    @property
    def view(self) -> CatalogueView | None:
        """The catalogue shown."""
        return self._view

    def show_catalogue(self, view: CatalogueView | None) -> None:
        """Show a catalogue."""
        self._view = view
        self._show()

    def _show(self) -> None:
        clear(self._inside)
        if self._view is None:
            return
        catalogue, show = self._view.catalogue, self._display.show
        self._inside.addWidget(Label(f"{catalogue.id} {catalogue.version}", "title"))
        self._inside.addWidget(Chip(self._display.text(VERSION_STATES[self._view.state]), "accent"))
        if catalogue.status is CatalogueStatus.ILLUSTRATIVE:
            self._inside.addWidget(Label(self._display.text(says("Illustratief")), "strong"))
        for words in (catalogue.notice, catalogue.note_standard):
            self._inside.addWidget(Label(show(words), "guidance"))
        for category in catalogue.categories:
            self._inside.addSpacing(8)
            self._inside.addWidget(SectionLabel(f"{category.id} {show(category.label)}"))
            for indicator in category.indicators:
                self._show_indicator(indicator)

    def _show_indicator(self, indicator: Indicator) -> None:
        show = self._display.show
        card = Card(margins=(10, 14), spacing=4)
        card.inside.addWidget(Label(f"{indicator.id} {show(indicator.label)}", "strong"))
        card.inside.addWidget(Label(show(indicator.explanation)))
        for what, words in ((says("Noteer"), indicator.note), (says("Is niet"), indicator.is_not)):
            if words:
                said = says("{what}: {words}", what=what, words=show(words))
                card.inside.addWidget(Label(self._display.text(said), "small"))
        self._inside.addWidget(card)
