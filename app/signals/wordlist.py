# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Help with words: which words in a text judge, and how to say the same plainly. Never a rating."""

from collections.abc import Iterable
from typing import NamedTuple

from app.errors import says
from app.i18n import LANGUAGES
from app.signals.catalogue import names_word
from app.strict_yaml import Fields, Node, Reading


class PlainerWord(NamedTuple):
    """A word that judges, and one that only tells."""

    word: str
    instead: str


def read_wordlist(text: str, file: str) -> tuple[PlainerWord, ...]:
    """Read a word list in YAML: ``lists: [{language: nl, words: [{word: …, instead: …}]}]``.

    The lists of all languages come together: an author may write in one and quote in another.

    Raises:
        FileRefusedError: with everything that is wrong, by line.
    """
    reading = Reading(file)
    root = reading.document(text)
    top = reading.fields(root, ("lists",))
    lists = reading.listing(top.by_key.get("lists") if top is not None else None)
    found = [pair for node in lists for pair in _words(reading, node)]
    reading.finish()
    return tuple(dict.fromkeys(found))


def _words(reading: Reading, node: Node) -> Iterable[PlainerWord]:
    fields = reading.fields(node, ("language", "words"))
    if fields is None:
        return
    language = reading.text(fields.by_key.get("language"))
    if language and language not in LANGUAGES:
        reading.object(
            fields.by_key["language"].line,
            says("„{text}” is geen van: {names}.", text=language, names=", ".join(LANGUAGES)),
        )
    seen: set[str] = set()
    for item in reading.listing(fields.by_key.get("words")):
        pair = _pair(reading, reading.fields(item, ("word", "instead")))
        if pair.word and pair.word.casefold() in seen:
            reading.object(item.line, says("„{name}” staat er twee keer. Verwijder er een.", name=pair.word))
        seen.add(pair.word.casefold())
        yield pair


def _pair(reading: Reading, fields: Fields | None) -> PlainerWord:
    if fields is None:
        return PlainerWord("", "")
    return PlainerWord(reading.text(fields.by_key.get("word")), reading.text(fields.by_key.get("instead")))


def hints(text: str, words: Iterable[PlainerWord]) -> tuple[PlainerWord, ...]:
    """Find the words of the list that stand in `text` as whole words, whatever their case, in list order."""
    return tuple(pair for pair in words if names_word(text, pair.word))
