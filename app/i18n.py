# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Text in the user's language, looked up when it is shown and never before.

Dutch is written in the code and needs no catalogue; English comes from
``translations/en/LC_MESSAGES/gehoorwijzer.po``. `Texts` is for what authors write in several languages
themselves: questions, choices, indicators.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from app.assets import translations
from app.errors import Message, says

__all__ = ["LANGUAGES", "Message", "Texts", "Translator", "says"]

LANGUAGES = ("nl", "en")
"""The languages of the program, the default first (ISO 639-1)."""


@dataclass(frozen=True, slots=True)
class Texts:
    """One text in several languages, as its author wrote it."""

    by_language: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, mapping: Mapping[str, str]) -> "Texts":
        """Take the texts of a mapping from language code to text."""
        return cls(tuple(mapping.items()))

    def get(self, language: str) -> str | None:
        """Give the text in `language`, or nothing where it was not written."""
        return next((text for code, text in self.by_language if code == language), None)

    def show(self, language: str) -> str:
        """Give the text in `language`, else in the first language it was written in, else nothing."""
        found = self.get(language)
        if found is not None:
            return found
        return self.by_language[0][1] if self.by_language else ""

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self.by_language)

    def __bool__(self) -> bool:
        return any(text for _, text in self.by_language)


@cache
def _catalogue(language: str) -> Mapping[str, str]:
    if language == LANGUAGES[0]:
        return {}
    from babel.messages.pofile import read_po

    with (translations() / language / "LC_MESSAGES" / "gehoorwijzer.po").open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file) if entry.id and entry.string}


@dataclass(frozen=True, slots=True)
class Translator:
    """Shows messages in one language."""

    language: str = LANGUAGES[0]

    def __call__(self, message: Message | str) -> str:
        """Give the sentence in this language; untranslated text appears in Dutch."""
        if isinstance(message, str):
            return _catalogue(self.language).get(message, message)
        text = _catalogue(self.language).get(message.text, message.text)
        if not message.values:
            return text
        return text.format(**{name: self._value(value) for name, value in message.values.items()})

    def _value(self, value: object) -> object:
        if isinstance(value, Message):
            return self(value)
        return value.show(self.language) if isinstance(value, Texts) else value
