# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Texts of authors with answers in them, such as *Waar verblijft ${relative_name} nu?*."""

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import Texts
from app.questionnaire.naming import REFERENCE, without_last_saved


@dataclass(frozen=True, slots=True)
class Template:
    """A text in all its languages, taken apart at its places: texts at even, names at odd positions."""

    texts: Texts
    pieces: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def names(self) -> frozenset[str]:
        """The questions whose answers stand in it."""
        return frozenset(name for _, pieces in self.pieces for name in pieces[1::2])

    def fill(self, answer: Callable[[str, str], str]) -> Texts:
        """Put in the answers; `answer` gives the one to a name, in a language."""
        if not self.pieces:
            return self.texts
        return Texts(
            tuple(
                (
                    language,
                    "".join(answer(piece, language) if at % 2 else piece for at, piece in enumerate(pieces)),
                )
                for language, pieces in self.pieces
            )
        )


def template(texts: Texts) -> Template:
    """Take a text apart at its places."""
    if not any("${" in text for _, text in texts):
        return Template(texts, ())
    pieces = ((language, REFERENCE.split(without_last_saved(text))) for language, text in texts)
    return Template(texts, tuple((language, tuple(found)) for language, found in pieces))
