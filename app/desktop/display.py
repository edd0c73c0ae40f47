# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the program is shown: the language, the theme, the size of text. All may change at any moment."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.errors import Message, says
from app.i18n import LANGUAGES, Texts, Translator
from app.settings.schema import LARGEST, SMALLEST, STEP, THEMES

__all__ = ["LARGEST", "SMALLEST", "STEP", "THEMES", "Display", "Words"]


class Display(QObject):
    """The language, the theme and the text size, and the words in that language.

    Signals:
        changed: any of them is another now; whoever shows words shows them anew.
    """

    changed = Signal()

    def __init__(
        self,
        language: str = LANGUAGES[0],
        theme: str = THEMES[0],
        scale: int = 100,
        parent: QObject | None = None,
        *,
        both: bool = False,
    ) -> None:
        super().__init__(parent)
        self._both = both
        self._translator = Translator(language)
        self._theme = theme if theme in THEMES else THEMES[0]
        self._scale = min(max(scale, SMALLEST), LARGEST)

    @property
    def language(self) -> str:
        """The language shown (ISO 639-1)."""
        return self._translator.language

    @property
    def theme(self) -> str:
        """The name of the theme, one of `THEMES`."""
        return self._theme

    @property
    def scale(self) -> int:
        """The size of text, in per cent."""
        return self._scale

    def text(self, message: Message) -> str:
        """Give a sentence of the program in the language shown."""
        return self._translator(message)

    def show(self, texts: Texts) -> str:
        """Give a text that its author wrote in several languages, in the language shown.

        Where it was not written in that language, the language that it is in stands behind it.
        """
        if not texts or texts.get(self.language):
            return texts.show(self.language)
        written, text = next((code, text) for code, text in texts if text)
        return f"{text} [{written}]"

    @property
    def both(self) -> bool:
        """Whether questions stand in the other language too."""
        return self._both

    def beside(self, texts: Texts) -> str:
        """Give a text in the other language, where that is wanted and it was written in it."""
        others = (texts.get(language) for language in LANGUAGES if language != self.language)
        return next((text for text in others if text), "") if self._both else ""

    def next_both(self) -> None:
        """Show questions in both languages, or in one again."""
        self.set_both(both=not self._both)

    def set_both(self, *, both: bool) -> None:
        """Show questions in both languages, or in one."""
        if both != self._both:
            self._both = both
            self.changed.emit()

    def quote(self, words: str) -> str:
        """Give words in the quotation marks of the language shown."""
        return self.text(says("„{words}”", words=words))

    def pixels(self, size: float) -> int:
        """Give a measure that grows with the text."""
        return round(size * self._scale / 100)

    def set_language(self, language: str) -> None:
        """Show everything in another language."""
        if language != self.language:
            self._translator = Translator(language)
            self.changed.emit()

    def next_language(self) -> None:
        """Show everything in the next language."""
        self.set_language(LANGUAGES[(LANGUAGES.index(self.language) + 1) % len(LANGUAGES)])

    def set_theme(self, theme: str) -> None:
        """Show everything in another theme."""
        if theme != self._theme:
            self._theme = theme
            self.changed.emit()

    def next_theme(self) -> None:
        """Show everything in the next theme."""
        self.set_theme(THEMES[(THEMES.index(self._theme) + 1) % len(THEMES)])

    def set_scale(self, scale: int) -> None:
        """Show text in another size, in per cent, within its bounds."""
        bounded = min(max(scale, SMALLEST), LARGEST)
        if bounded != self._scale:
            self._scale = bounded
            self.changed.emit()

    def larger(self) -> None:
        """Show text one step larger."""
        self.set_scale(self._scale + STEP)

    def smaller(self) -> None:
        """Show text one step smaller."""
        self.set_scale(self._scale - STEP)


class Words(QObject):
    """Fixed sentences of a widget, shown anew whenever the display changes; lives as long as its parent."""

    def __init__(self, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._display = display
        self._shown: dict[Callable[[str], object], Message] = {}
        display.changed.connect(self.refresh)

    def __call__(self, setter: Callable[[str], object], message: Message) -> None:
        """Show `message` through `setter` (such as ``label.setText``) now and after each change.

        A second message for the same setter takes the first one's place.
        """
        self._shown[setter] = message
        setter(self._display.text(message))

    def refresh(self) -> None:
        """Show all sentences anew, but for those of widgets that are gone."""
        for setter, message in tuple(self._shown.items()):
            owner = getattr(setter, "__self__", None)
            if isinstance(owner, QObject) and not isValid(owner):
                del self._shown[setter]
            else:
                setter(self._display.text(message))
