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
_AS_DETAIL = json.JSONEncoder(ensure_ascii=False).encode
_AS_CHAINED = json.JSONEncoder(default=repr).encode
_ROTATIONS = text("SELECT seq, detail FROM audit WHERE action = :action ORDER BY seq")
_LAST = text("SELECT seq, mac FROM audit ORDER BY seq DESC LIMIT 1")
_NO_DETAIL: Mapping[str, str] = {}

RECORDS = "records"
"""The detail of a row that names the last record of its act (`app.vault.completeness`)."""

ROTATED = "rotate_key"
"""The act with which a compartment got another key; the rows from this one on have their MACs under it."""

EARLIER = "earlier"
"""The detail of such a row that holds the key under which the MACs of the rows before it are."""

GENERATION = "generation"
"""The detail of a row that says how often the header had been written, where its author found it changed."""


def number_in_detail(name: str) -> str:
    """Give the SQL for a number in the detail of a row; NULL in a row that was forged and holds no JSON."""
    return f"CASE WHEN json_valid(detail) THEN CAST(json_extract(detail, '$.{name}') AS INTEGER) END"


_SEEN = text(f"SELECT MAX({number_in_detail(GENERATION)}) FROM audit")  # noqa: S608 - a name of ours

HIDDEN = frozenset({RECORDS, EARLIER, GENERATION})
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
        seen: how often the header had been written, where the first row is to say so.
    """

    def __init__(
        self,
        table: Table,
        key: bytes | bytearray,
        who: str,
        moved: Callable[[Head], object] = lambda _head: None,
        seen: int = 0,
    ) -> None:
        self._table = table
        self._insert = prepared(table.insert())
        self._key = _keyed(subkey(key, "audit"))
        self._who = who
        self._moved = moved
        self._seen = seen
        self._written: Head | None = None
        self._safe: Head | None = None

    def turn(self, key: bytes) -> None:
        """Write under another key of the compartment from now on, after what was written meanwhile."""
        self._key = _keyed(subkey(key, "audit"))
        self._safe = None

    def write(self, transaction: Transaction, act: Act, at: datetime) -> None:
        """Write the row of an act, in the transaction of the act."""
        seq, before = self._follows(transaction)
        detail = {**act.detail, GENERATION: str(self._seen)} if self._seen else dict(act.detail)
        row: dict[str, Any] = {
            "seq": seq,
            "at": written_moment(at),
            "who": self._who,
            "action": act.action,
            "object_kind": act.object_kind,
            "object_id": act.object_id,
            "detail": _written_detail(detail),
        }
        mac = row["mac"] = _mac(self._key, before, row)
        transaction.run(self._insert, row)
        self._written = Head(seq, mac, row["at"])

    def settled(self) -> None:
        """Tell where the trail ends, now that the row written last is safe."""
        self._seen = 0
        self._safe = self._written
        if self._safe is not None:
            self._moved(self._safe)

    def _follows(self, transaction: Transaction) -> tuple[int, bytes]:
        """Give the number of the next row and the MAC that it follows.

        Nobody else writes while the vault is open, so the row that was made safe last is the end. It is
        read anew after an act that did not come that far.
        """
        known, self._safe = self._safe, None
        if known is not None:
            return known.number + 1, known.mac
        last = transaction.run(prepared(_LAST), {}).fetchone()
        return (last[0] + 1, last[1]) if last else (1, _START)

    def verify(self, connection: Connection, compartment: str) -> Finding:
        """Check the whole chain."""
        before, expected = _START, 1
        earlier = self._earlier(connection)
        names = [column.name for column in self._table.c]
        # As it is stored, without our types: what was forged need not fit them.
        rows = connection.execute(text(f"SELECT {', '.join(names)} FROM audit ORDER BY seq"))  # noqa: S608 - our names
        for row in rows.mappings():
            plain = {name: row[name] for name in names if name != "mac"}
            mac = row["mac"] if isinstance(row["mac"], bytes) else b""
            while earlier and expected >= earlier[0][0]:
                earlier.pop(0)
            key = earlier[0][1] if earlier else self._key
            if row["seq"] != expected or not hmac.compare_digest(_mac(key, before, plain), mac):
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

    def seen(self, connection: Connection) -> int:
        """Give how often the header had been written, as far as anybody who opened this compartment saw."""
        return int(connection.execute(_SEEN).scalar() or 0)

    def _earlier(self, connection: Connection) -> list[tuple[int, hmac.HMAC]]:
        """Give the rows from which the compartment had another key, with the key of the MACs before each."""
        found = []
        for seq, detail in connection.execute(_ROTATIONS, {"action": ROTATED}):
            try:
                found.append((int(seq), _keyed(bytes.fromhex(json.loads(detail)[EARLIER]))))
            except (ValueError, KeyError, TypeError):  # forged: the rows before it will not fit
                continue
        return found


def earlier_key(key: bytes | bytearray) -> str:
    """Give what a compartment has to remember of its key when it gets another."""
    return subkey(key, "audit").hex()


def _keyed(key: bytes) -> hmac.HMAC:
    """Put the key of MACs in its place once; each MAC goes on from a copy, in half the time."""
    return hmac.new(key, digestmod=hashlib.sha256)


def _mac(key: hmac.HMAC, before: bytes, row: Mapping[str, Any]) -> bytes:
    mac = key.copy()
    mac.update(_written_chain([before.hex(), *row.values()]).encode())
    return mac.digest()


# Both give what the encoder gives for the whole, from its parts: it is quick at one text and slow to set out
# on a list, and the row is written at every pause in typing.


def _written_detail(detail: Mapping[str, str]) -> str:
    pairs = [f"{_AS_DETAIL(name)}: {_AS_DETAIL(detail[name])}" for name in sorted(detail)]
    return "{" + ", ".join(pairs) + "}"


def _written_chain(values: list[Any]) -> str:
    parts = [str(one) if type(one) is int else _AS_CHAINED(one) for one in values]
    return "[" + ", ".join(parts) + "]"
