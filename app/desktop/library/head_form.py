# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of the questionnaire as a whole: its title, the remark before it, and its languages."""

from PySide6.QtCore import Signal

from app.desktop.display import Display, Words
from app.desktop.library.text_pairs import TextPairs
from app.desktop.widgets.card import Card
from app.desktop.widgets.field import Field
from app.desktop.widgets.labels import Label
from app.desktop.widgets.line_field import LineField
from app.errors import says
from app.i18n import Texts
from app.services.library_views import HEAD_TEXTS


class HeadForm(Card):
    """What an author can change about the whole.

    Signals:
        edited: a key was pressed in it.
        languages_changed: the questionnaire should be in other languages; carries their codes.
    """

    edited = Signal()
    languages_changed = Signal(object)

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._head: tuple[tuple[str, Texts], ...] = ()
        title = Label(look="title")
        words = Words(display, self)
        words(title.setText, says("De vragenlijst zelf"))
        self._pairs = TextPairs(display, HEAD_TEXTS)
        self._pairs.edited.connect(self.edited)
        self._languages: tuple[str, ...] = ()
        self._codes = LineField()
        field = Field(
            display,
            says("Talen van de vragen"),
            self._codes,
            says("Codes van talen met een komma ertussen: nl, en, ti. Wie er een toevoegt, vertaalt alles."),
        )
        self._codes.editingFinished.connect(self._change_languages)
        self.inside.addWidget(title)
        self.inside.addWidget(self._pairs)
        self.inside.addWidget(field)

    def show_head(
        self, head: tuple[tuple[str, Texts], ...], languages: tuple[str, ...], *, typing: bool = False
    ) -> None:
        """Show the texts as they are kept; while somebody types, only know them."""
        self._head = head
        if not typing:
            self._pairs.show_languages(languages)
            self._pairs.show_texts(head)
        if languages != self._languages:
            self._languages = languages
            self._codes.setText(", ".join(languages))

    def changes(self) -> tuple[tuple[str, Texts], ...]:
        """Give what is other than kept."""
        return self._pairs.changes(self._head)

    def _change_languages(self) -> None:
        codes = tuple(dict.fromkeys(self._codes.text().replace(",", " ").lower().split()))
        if codes and codes != self._languages:
            self.languages_changed.emit(codes)
