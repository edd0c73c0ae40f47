# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reading the audit trail: filter, search, page by page, and export. To read it is itself put on record."""

import csv
import io
import json
from dataclasses import dataclass

from app.errors import Message, says
from app.services.audit_words import ACTS, OBJECTS
from app.vault.open_vault import Act, OpenVault
from app.vault.trail import TrailQuery, TrailRow

__all__ = ["AuditPage", "ReadAudit", "TrailQuery", "TrailRow", "act_words"]

PAGE = 100
"""Rows on a page."""

COLUMNS = ("compartment", "seq", "at", "who", "action", "object_kind", "object_id", "detail")
"""The columns of an exported trail."""

_BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Some of the rows that fit, the latest first.

    Attributes:
        rows: at most `PAGE` of them.
        total: how many fit.
        number: of this page, from 0.
        pages: how many pages there are; at least one.
    """

    rows: tuple[TrailRow, ...]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class AuditChoices:
    """What one can filter by: the compartments that the reader may open, and who and what stands in them."""

    compartments: tuple[str, ...]
    people: tuple[str, ...]
    actions: tuple[str, ...]


class ReadAudit:
    """The use cases of whoever reads the trail; each reads the trails that they may open, and no others."""

    def __init__(self, vault: OpenVault) -> None:
        self._vault = vault

    def choices(self) -> AuditChoices:
        """Give what one can filter by."""
        people, actions = self._vault.evidence.trail_names(Act("read_trail", "trail", "", {"asked": "names"}))
        return AuditChoices(self._vault.compartments, tuple(sorted(people)), tuple(sorted(actions)))

    def page(self, query: TrailQuery, number: int = 0) -> AuditPage:
        """Read one page of the rows that fit; the last one where there are fewer pages."""
        act = Act("read_trail", "trail", "", _asked(query))
        rows, total = self._vault.evidence.trail(act, query, (max(number, 0) + 1) * PAGE)
        pages = max(-(-total // PAGE), 1)
        chosen = min(max(number, 0), pages - 1)
        return AuditPage(rows[chosen * PAGE : (chosen + 1) * PAGE], total, chosen, pages)

    def as_csv(self, query: TrailQuery) -> bytes:
        """Give all rows that fit as CSV (RFC 4180, UTF-8), the latest first.

        A cell that a spreadsheet would take for a formula gets an apostrophe before it.
        """
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for row in self._exported(query, "csv"):
            plain = _plain(row)
            plain["detail"] = json.dumps(plain["detail"], ensure_ascii=False, sort_keys=True)
            writer.writerow([_harmless(str(plain[name])) for name in COLUMNS])
        return out.getvalue().encode()

    def as_json_lines(self, query: TrailQuery) -> bytes:
        """Give all rows that fit as JSON, one on a line (UTF-8), the latest first."""
        rows = self._exported(query, "jsonl")
        return "".join(json.dumps(_plain(row), ensure_ascii=False) + "\n" for row in rows).encode()

    def _exported(self, query: TrailQuery, form: str) -> tuple[TrailRow, ...]:
        act = Act("export_trail", "trail", "", _asked(query) | {"form": form})
        return self._vault.evidence.trail(act, query)[0]


def act_words(action: str) -> Message:
    """Say what an act is; one that this version does not know is shown by its id."""
    return ACTS.get(action) or says("{action}", action=action)


def object_words(row: TrailRow) -> Message:
    """Say what an act was on; a kind that this version does not know is shown by its id."""
    kind = OBJECTS.get(row.object_kind) or says("{kind}", kind=row.object_kind)
    return says("{kind} {object}", kind=kind, object=row.object_id) if row.object_id else kind


def _asked(query: TrailQuery) -> dict[str, str]:
    """Say what was looked for, so that the trail tells who looked into whose acts."""
    asked = {
        "who": query.who,
        "action": query.action,
        "object_kind": query.object_kind,
        "object": query.object_id,
        "since": query.since.isoformat() if query.since else "",
        "until": query.until.isoformat() if query.until else "",
        "words": query.words,
    }
    return {name: value for name, value in asked.items() if value}


def _plain(row: TrailRow) -> dict[str, object]:
    return {name: getattr(row, name) for name in COLUMNS} | {
        "at": row.at.isoformat(timespec="microseconds"),
        "detail": dict(row.detail),
    }


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_BEGINS_A_FORMULA) else cell
