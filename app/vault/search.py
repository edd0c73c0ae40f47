# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Full-text search over names, V-numbers and answers, inside the encrypted file (SQLite FTS5).

The index holds no second copy of the words. A row's number tells whose words they are: the place of the
hearing's opening in the order of records in its upper half, that of the record itself in its lower half. So
a word that stands in a hundred thousand answers is found without reading one of them.
"""

from sqlalchemy import text

from app.vault.database import Transaction, prepared

_HALF = 32
_DELETE = text("DELETE FROM hearing_words WHERE rowid = :row")
_INSERT = text("INSERT INTO hearing_words (rowid, words) VALUES (:row, :words)")
_FIND = text(f"SELECT DISTINCT rowid >> {_HALF} FROM hearing_words WHERE words MATCH :word")  # noqa: S608 - a number of ours
_FORGET = text("DELETE FROM hearing_words WHERE rowid >= :first AND rowid < :next")
_MERGE = text("INSERT INTO hearing_words (hearing_words) VALUES ('optimize')")


class Search:
    """The index, in one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def put(self, hearing: int, seq: int, words: str, *, answer: bool = False) -> None:
        """Let a hearing be found by these words.

        Args:
            hearing: the place of the hearing's opening in the order of records.
            seq: the place of the record that the words stand in, or of the turn that they answer.
            words: the words.
            answer: whether they answer the turn at that place. A new revision then replaces the one before,
                and without words only takes it away: a search is for what holds.
        """
        row = hearing << _HALF | 2 * seq + answer
        if answer:
            self._transaction.run(prepared(_DELETE), {"row": row})
        if words.strip():
            self._transaction.run(prepared(_INSERT), {"row": row, "words": words})

    def places(self, typed: str) -> set[int] | None:
        """Give the places of the hearings in which every word stands, or a word that begins so.

        Words that hold no letter or digit narrow nothing: the index does not know them. Without others there
        is nothing to look for, and nothing is given.
        """
        words = [word for word in typed.replace("\0", " ").split() if any(char.isalnum() for char in word)]
        found: set[int] | None = None
        for word in sorted(words, key=len, reverse=True):  # the longer a word, the fewer it begins
            rows = self._transaction.run(prepared(_FIND), {"word": _begins_so(word)})
            here = {place for (place,) in rows}
            found = here if found is None else found & here
            if not found:
                break
        return found

    def forget(self, hearing: int) -> None:
        """Let a hearing be found no more; its words leave the index at once."""
        bounds = {"first": hearing << _HALF, "next": (hearing + 1) << _HALF}
        self._transaction.run(prepared(_FORGET), bounds)
        self._transaction.run(prepared(_MERGE), {})


def _begins_so(word: str) -> str:
    return '"' + word.replace('"', '""') + '"*'
