# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The audit trail: who did what and when, each row bound to the one before it.

A row's MAC is HMAC-SHA256, under a key of the compartment, over the previous row's MAC and the row itself.
Changing, removing or reordering rows breaks the chain; cutting off its end does not, and needs an anchor
elsewhere.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Table, text

from app.errors import Message, says
from app.vault.anchor import Head
from app.vault.database import Transaction, prepared
from app.vault.keys import subkey
from app.vault.tables import written_moment

_START = bytes(32)
_LAST = text("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1")
_NO_DETAIL: Mapping[str, str] = {}

RECORDS = "records"
"""The detail of a row that names the last record of its act (`app.vault.completeness`)."""

HIDDEN = frozenset({RECORDS})
"""Details of rows that are for verifying alone and are never shown."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does; every unit of work is one act. `detail` names no content."""

    action: str
    object_kind: str
    object_id: str
    detail: Mapping[str, str] = field(default_factory=lambda: _NO_DETAIL)


@dataclass(frozen=True, slots=True)
class Finding:
    """What verifying one thing gave."""

    ok: bool
    message: Message


class Audit:
    """The trail of one compartment, for one person.

    Args:
        table: the compartment's.
        key: of the compartment.
        who: does what is written.
        moved: is told where the trail ends, each time that an act is safe.
    """

    def __init__(
        self,
        table: Table,
        key: bytes | bytearray,
        who: str,
        moved: Callable[[Head], object] = lambda _head: None,
    ) -> None:
        self._table = table
        self._insert = table.insert()
        self._key = subkey(key, "audit")
        self._who = who
        self._moved = moved
        self._head: Head | None = None

    def write(self, transaction: Transaction, act: Act, at: datetime) -> None:
        """Write the row of an act, in the transaction of the act."""
        last = transaction.run(prepared(_LAST), {}).fetchone()
        seq, before = (last[0] + 1, last[1]) if last else (1, _START)
        row: dict[str, Any] = {
            "seq": seq,
            "at": written_moment(at),
            "who": self._who,
            "action": act.action,
            "object_kind": act.object_kind,
            "object_id": act.object_id,
            "detail": json.dumps(dict(act.detail), ensure_ascii=False, sort_keys=True),
        }
        mac = self._mac(before, row)
        transaction.run(prepared(self._insert), row | {"mac": mac})
        self._head = Head(seq, mac, row["at"])

    def settled(self) -> None:
        """Tell where the trail ends, now that the row written last is safe."""
        if self._head is not None:
            self._moved(self._head)

    def verify(self, connection: Connection, compartment: str) -> Finding:
        """Check the whole chain."""
        before, expected = _START, 1
        names = [column.name for column in self._table.c]
        # As it is stored, without our types: what was forged need not fit them.
        rows = connection.execute(text(f"SELECT {', '.join(names)} FROM audit ORDER BY seq"))  # noqa: S608 - our names
        for row in rows.mappings():
            plain = {name: row[name] for name in names if name != "mac"}
            mac = row["mac"] if isinstance(row["mac"], bytes) else b""
            if row["seq"] != expected or not hmac.compare_digest(self._mac(before, plain), mac):
                return Finding(
                    ok=False,
                    message=says(
                        "{compartment}: het logboek klopt niet vanaf regel {row}. "
                        "Bewaar de kluis zoals zij is en waarschuw de beveiliging.",
                        compartment=compartment,
                        row=expected,
                    ),
                )
            before, expected = mac, expected + 1
        return Finding(
            ok=True,
            message=says(
                "{compartment}: het logboek klopt, {count} regels.",
                compartment=compartment,
                count=expected - 1,
            ),
        )

    def _mac(self, before: bytes, row: Mapping[str, Any]) -> bytes:
        plain = json.dumps([before.hex(), *row.values()], default=repr).encode()
        return hmac.digest(self._key, plain, hashlib.sha256)
