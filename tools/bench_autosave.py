# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long keeping words in the encrypted vault takes, beside the same rows in plain SQLite.

Ours is measured twice. *In the store* is one unit of work: it begins a transaction, computes the row of the
audit trail with its MAC, encrypts, writes, and waits until the disk has it. *In the service* is the whole act
as the window's vault thread calls it, `ConductHearing.keep_draft` or `ConductHearing.answer`: it thinks the
act through before the unit of work and makes the views of what changed after it. Both run on a vault made by
the program, in SQLCipher.

The other is the standard library's `sqlite3` on a file beside the vault's, with the same tables, indices and
triggers, the same pragmas but for the cipher's (so the same write-ahead log and ``synchronous = FULL``), and
one transaction for each act. Each act's rows are taken down while ours writes them and then written once
more: for a draft the draft and the audit row, and the hearing's line in the worklist where it changes; for an
answer the turn when it is the first, the revision, their places in the sequence, the words for the search,
the draft's deletion, the line and the audit row. The faster the disk says that it has it, the more the cipher
and the audit row weigh: the ratio depends on the disk, and a slow one makes it seem better than it is.

Both begin from rest, as in a hearing, where words are kept once in some seconds: before each act and before
each writing of its rows there is a pause, in which the processor and the disk fall asleep. Without it the
other would always find them awake and warm from ours.

What tilts the comparison, all of it against us: the other gets its rows ready made, reads nothing and
computes nothing; taking the rows down costs ours a call of a Python function for each statement; and where
`sqlite3` is linked to SQLite before 3.43, which cannot delete from an index without a copy of its words, the
other leaves out the deletion that precedes a new revision's words. SQLite's versions may differ: each is the
one that its Python module brings.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter, sleep
from typing import Any
from unittest.mock import patch

from sqlalchemy import Engine, text

from app.bootstrap import Parts, access
from app.clock import RandomIds, SystemClock
from app.hearing.records import Draft
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import Address
from app.services.access import Access
from app.services.conduct_hearing import ConductHearing
from app.services.desk import Desk
from app.services.views import Header, QuestionView
from app.vault.audit import Act
from app.vault.compartments import DOSSIERS
from app.vault.database import PRAGMAS, Transaction
from app.vault.keys import FLOOR

VAULT = "kluis"
NAME = "hoormedewerker 0412"
PASSPHRASE = "een wachtzin voor de meting"  # noqa: S105 - of a vault that is thrown away
WORDS = (
    "Ik ben in het voorjaar uit mijn woonplaats vertrokken, eerst met de bus naar de hoofdstad en daarna te "
    "voet over de grens. Mijn oom had iemand gevonden die ons verder zou brengen, maar die kwam niet. "
)

REST = 0.05
"""Seconds between two acts."""

_CAN_DELETE = sqlite3.sqlite_version_info >= (3, 43)
_FREE_TEXT = frozenset({QuestionKind.TEXT, QuestionKind.NARRATIVE})
_WRITES = ("INSERT", "UPDATE", "DELETE")

Times = tuple[list[float], list[float]]
"""Milliseconds: ours, and the other's."""


class Plain:
    """The same writes in plain SQLite. `sqlite3` keeps its prepared statements."""

    def __init__(self, file: Path, schema: list[str]) -> None:
        self._connection = sqlite3.connect(file, isolation_level=None)
        for pragma in PRAGMAS:
            if "cipher" not in pragma:
                self._connection.execute(pragma).fetchall()
        for statement in schema:
            self._connection.execute(statement)

    def write(self, rows: list[tuple[str, Any]]) -> None:
        """Write one act's rows in one transaction."""
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for statement, values in rows:
            execute(statement, values)
        execute("COMMIT")

    def read(self, query: str) -> list[tuple[Any, ...]]:
        """Give the rows that a query finds."""
        return self._connection.execute(query).fetchall()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


class Sides:
    """A hearing that is open in a vault, and the plain file that follows it act by act."""

    def __init__(self, desk: Desk, engine: Engine, plain: Plain) -> None:
        self.desk = desk
        self.conduct: ConductHearing = desk.conduct
        self.engine = engine
        self.plain = plain
        self._rows: list[tuple[str, Any]] = []

    def act(self, ours: Callable[[], object]) -> tuple[float, float]:
        """Carry out an act, then write its rows in the plain file; give how long each took, in ms."""
        self._rows.clear()
        sleep(REST)
        with patch.object(Transaction, "run", self._taking_down(Transaction.run)):
            ours_took = _took(ours)
        rows = [row for row in self._rows if _other_writes(row[0])]
        sleep(REST)
        return ours_took, _took(lambda: self.plain.write(rows))

    def keep(self, hearing: str, typed: str) -> None:
        """Keep words in the store, without the service."""
        with self.desk.vault.dossiers(Act("keep_draft", "hearing", hearing, {"question": "naam"})) as work:
            work.keep_draft(Draft(hearing, "naam", typed, SystemClock().now()))
            work.commit()

    def _taking_down(self, run: Callable[..., Any]) -> Callable[..., Any]:
        take_down = self._rows.append

        def taken_down(transaction: Transaction, statement: str, values: Any) -> Any:
            take_down((statement, values))
            return run(transaction, statement, values)

        return taken_down


def _other_writes(statement: str) -> bool:
    return statement.startswith(_WRITES) and (
        _CAN_DELETE or not statement.startswith("DELETE FROM hearing_words")
    )


@contextmanager
def sides(folder: Path) -> Iterator[Sides]:
    """Open a new vault with a hearing in `folder`, and a plain file beside it that holds the same."""
    desk = new_vault(folder)
    # Nothing of the program gives its database away, and rightly so.
    engine = desk.vault._files.database(DOSSIERS).engine  # noqa: SLF001 - see above
    plain = Plain(folder / "plain.db", _schema(engine))
    try:
        both = Sides(desk, engine, plain)
        header = Header("aanmeldgehoor", "280.123.4567", "Y. A.")
        both.act(lambda: both.conduct.start(header, "aanmeldgehoor", "1.0.0"))
        yield both
    finally:
        plain.close()
        desk.lock()


def new_vault(folder: Path) -> Desk:
    """Make a vault in `folder` and unlock it."""
    _entrance(folder).create(NAME, PASSPHRASE)
    return opened_vault(folder)


def opened_vault(folder: Path) -> Desk:
    """Unlock the vault that was made in `folder`."""
    return _entrance(folder).unlock(NAME, PASSPHRASE)


def _entrance(folder: Path) -> Access:
    return access(
        Parts(
            folder / VAULT, folder / "uitgaand", SystemClock(), RandomIds(), cost=lambda: FLOOR, floor=FLOOR
        )
    )


def measure(folder: Path, rounds: int) -> tuple[Times, Times, Times]:
    """Give the times of keeping words in the store, and of a draft and an answer in the service.

    In each round words are typed at the next open question: kept as a draft halfway and at their end, then
    given as the answer. Ours and the other take turns at every act.

    Args:
        folder: where the vault and the plain file are made, on the disk to be measured.
        rounds: how many answers; there are twice as many drafts.
    """
    kept: Times = ([], [])
    drafts: Times = ([], [])
    answers: Times = ([], [])
    with sides(folder) as both:
        conduct = both.conduct
        hearing = conduct.open_hearing().hearing_id
        for number, address in enumerate(islice(cycle(open_questions(conduct)), rounds)):
            words = f"{number}. {WORDS}"
            _note(kept, both.act(partial(both.keep, hearing, words)))
            for typed in (words[: len(words) // 2], words):
                _note(drafts, both.act(partial(conduct.keep_draft, address, typed)))
            _note(answers, both.act(partial(conduct.answer, address, words)))
    return kept, drafts, answers


def open_questions(conduct: ConductHearing) -> list[Address]:
    """Give the questions of the second section that are answered in words."""
    items = conduct.section(conduct.hearing().sections[1].name)
    return [item.address for item in items if isinstance(item, QuestionView) and item.kind in _FREE_TEXT]


def _schema(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        found = connection.execute(
            text("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
        )
        made = [str(sql) for sql in found.scalars() if "hearing_words_" not in sql]
    return made if _CAN_DELETE else [sql.replace("contentless_delete = 1,", "") for sql in made]


def _took(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return (perf_counter() - began) * 1000


def _note(times: Times, pair: tuple[float, float]) -> None:
    for side, took in zip(times, pair, strict=True):
        side.append(took)
