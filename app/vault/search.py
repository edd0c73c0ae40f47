# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Full-text search over names, V-numbers and answers, inside the encrypted file (SQLite FTS5)."""

from sqlalchemy import ColumnElement, Connection, Text, bindparam, column, text

_DELETE = text("DELETE FROM hearing_words WHERE rowid = :row")
_INSERT = text("INSERT INTO hearing_words (rowid, hearing_id, words) VALUES (:row, :hearing_id, :words)")


class Search:
    """The index, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, seq: int, hearing_id: str, words: str, *, answer: bool = False) -> None:
        """Let a hearing be found by these words, in place of those under the same number.

        Args:
            seq: the place of the record that the words stand in, or of the turn that they answer.
            hearing_id: the hearing.
            words: the words; none takes the former ones away.
            answer: whether they answer the turn at that place. A new revision then replaces the one before:
                a search is for what holds.
        """
        row = {"row": 2 * seq + answer, "hearing_id": hearing_id, "words": words}
        if answer:
            self._connection.execute(_DELETE, {"row": row["row"]})
        if words.strip():
            self._connection.execute(_INSERT, row)


def in_which_stand(typed: str, hearing_id: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Give the conditions that in a hearing every word of a search stands, or a word that begins so.

    Words that hold no letter or digit narrow nothing: the index does not know them.
    """
    words = [word for word in typed.replace("\0", " ").split() if any(char.isalnum() for char in word)]
    return [
        hearing_id.in_(
            text("SELECT hearing_id FROM hearing_words WHERE words MATCH :word")
            .bindparams(bindparam("word", _begins_so(word), unique=True))
            .columns(column("hearing_id", Text))
        )
        for word in words
    ]


def _begins_so(word: str) -> str:
    return '"' + word.replace('"', '""') + '"*'
