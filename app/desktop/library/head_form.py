# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The form of the questionnaire as a whole: its title and the remark before it."""

from PySide6.QtCore import Signal

from app.desktop.display import Display, Words
from app.desktop.library.text_pairs import TextPairs
from app.desktop.widgets.card import Card
from app.desktop.widgets.labels import Label
from app.errors import says
from app.i18n import Texts
from app.services.library_views import HEAD_TEXTS


class HeadForm(Card):
    """What an author can change about the whole.

    Signals:
        edited: a key was pressed in it.
    """

    edited = Signal()

    def __init__(self, display: Display) -> None:
        super().__init__(margins=(16, 20), spacing=8)
        self._head: tuple[tuple[str, Texts], ...] = ()
        title = Label(look="title")
        words = Words(display, self)
        words(title.setText, says("De vragenlijst zelf"))
        self._pairs = TextPairs(display, HEAD_TEXTS)
        self._pairs.edited.connect(self.edited)
        self.inside.addWidget(title)
        self.inside.addWidget(self._pairs)

    def show_head(self, head: tuple[tuple[str, Texts], ...], *, typing: bool = False) -> None:
        """Show the texts as they are kept; while somebody types, only know them."""
        self._head = head
        if not typing:
            self._pairs.show_texts(head)

    def changes(self) -> tuple[tuple[str, Texts], ...]:
        """Give what is other than kept."""
        return self._pairs.changes(self._head)
