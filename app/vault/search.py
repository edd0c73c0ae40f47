# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Full-text search over names, V-numbers and answers, inside the encrypted file (SQLite FTS5).

The index holds no second copy of the words. A row's number tells whose words they are: the place of the
hearing's opening in the order of records in its upper half, that of the record itself in its lower half. So
a word that stands in a hundred thousand answers is found without reading one of them.
"""

from sqlalchemy import ColumnElement, Integer, bindparam, column, select, text

from app.hearing.records import HearingOpened
from app.vault.database import Transaction, prepared
from app.vault.schema import HEARING_TABLES

_HALF = 32
_DELETE = text("DELETE FROM hearing_words WHERE rowid = :row")
_INSERT = text("INSERT INTO hearing_words (rowid, words) VALUES (:row, :words)")
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

    def forget(self, hearing: int) -> None:
        """Let a hearing be found no more; its words leave the index at once."""
        bounds = {"first": hearing << _HALF, "next": (hearing + 1) << _HALF}
        self._transaction.run(prepared(_FORGET), bounds)
        self._transaction.run(prepared(_MERGE), {})


def in_which_stand(typed: str, hearing_id: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """Give the conditions that in a hearing every word of a search stands, or a word that begins so.

    Words that hold no letter or digit narrow nothing: the index does not know them.
    """
    opened = HEARING_TABLES[HearingOpened].table
    hearing = select(opened.c.seq).where(opened.c.hearing_id == hearing_id).scalar_subquery()
    words = [word for word in typed.replace("\0", " ").split() if any(char.isalnum() for char in word)]
    return [
        hearing.in_(
            text(f"SELECT rowid >> {_HALF} AS hearing FROM hearing_words WHERE words MATCH :word")  # noqa: S608 - a number of ours
            .bindparams(bindparam("word", _begins_so(word), unique=True))
            .columns(column("hearing", Integer))
        )
        for word in words
    ]


def _begins_so(word: str) -> str:
    return '"' + word.replace('"', '""') + '"*'
