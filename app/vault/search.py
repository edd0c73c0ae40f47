# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Full-text search over names, V-numbers and answers, inside the encrypted file (SQLite FTS5)."""

from collections.abc import Sequence

from sqlalchemy import Connection, text


class Search:
    """The index, in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, hearing_id: str, words: str) -> None:
        """Let a hearing be found by these words."""
        if words.strip():
            self._connection.execute(
                text("INSERT INTO hearing_words (hearing_id, words) VALUES (:hearing_id, :words)"),
                {"hearing_id": hearing_id, "words": words},
            )

    def find(self, typed: str) -> Sequence[str]:
        """Give the hearings in which every word stands, or a word that begins so."""
        found: set[str] | None = None
        for word in typed.split():
            quoted = '"' + word.replace('"', '""') + '"*'
            rows = self._connection.execute(
                text("SELECT DISTINCT hearing_id FROM hearing_words WHERE words MATCH :word"),
                {"word": quoted},
            )
            ids = set(rows.scalars())
            found = ids if found is None else found & ids
        return sorted(found or ())
