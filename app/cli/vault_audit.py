# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault audit``: read, search and export the audit trail."""

import argparse
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.common import WELL, Commands, add_act, ask_who, unlocked
from app.errors import UserError, says
from app.i18n import Translator

if TYPE_CHECKING:
    from app.vault.trail import TrailQuery, TrailRow


def add_audit(acts: Commands, say: Translator) -> None:
    """Add the command."""
    audit = add_act(acts, "audit", _audit, say(says("lees het logboek, of exporteer het")))
    audit.add_argument("folder", type=Path)
    ask_who(audit, say)
    audit.add_argument("--who", default="", help=say(says("alleen wat deze medewerker deed")))
    audit.add_argument("--act", default="", help=say(says("alleen deze handeling, zoals open_hearing")))
    audit.add_argument("--kind", default="", help=say(says("alleen dit soort onderwerp, zoals hearing")))
    audit.add_argument("--object", default="", help=say(says("alleen over het onderwerp met dit nummer")))
    audit.add_argument("--since", default="", help=say(says("vanaf deze dag, zoals 2026-11-23")))
    audit.add_argument("--until", default="", help=say(says("tot en met deze dag")))
    audit.add_argument("--words", default="", help=say(says("alleen regels waarin deze woorden staan")))
    audit.add_argument("--compartment", action="append", default=[], help=say(says("deel; mag vaker")))
    audit.add_argument("--page", type=int, default=1, help=say(says("bladzijde, vanaf 1")))
    audit.add_argument("--export", choices=("csv", "jsonl"), help=say(says("geef alle regels in deze vorm")))


def _audit(chosen: argparse.Namespace, say: Translator) -> int:
    query = _query(chosen)
    with unlocked(chosen, say) as desk:
        if chosen.export is not None:
            data = desk.audit.as_csv(query) if chosen.export == "csv" else desk.audit.as_json_lines(query)
            sys.stdout.write(data.decode())
            return WELL
        page = desk.audit.page(query, chosen.page - 1)
    for row in page.rows:
        print(_line(row, say))
    told = says(
        "{total} regels; bladzijde {number} van {pages}.",
        total=page.total,
        number=page.number + 1,
        pages=page.pages,
    )
    print(say(told))
    return WELL


def _query(chosen: argparse.Namespace) -> "TrailQuery":
    from app.vault.trail import TrailQuery

    until = _day(chosen.until)
    return TrailQuery(
        who=chosen.who,
        action=chosen.act,
        object_kind=chosen.kind,
        object_id=chosen.object,
        since=_day(chosen.since),
        until=until + timedelta(days=1) if until else None,
        words=chosen.words,
        compartments=frozenset(chosen.compartment),
    )


def _day(typed: str) -> datetime | None:
    """Read a day as its first moment in UTC, the time in which the trail is kept."""
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError as error:
        raise UserError(says("{day} is geen dag. Schrijf hem als 2026-11-23.", day=typed)) from error
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _line(row: "TrailRow", say: Translator) -> str:
    from app.services.read_audit import act_words, object_words

    detail = ", ".join(f"{name}={value}" for name, value in row.detail.items())
    words = (f"{row.at:%Y-%m-%d %H:%M:%S}", row.compartment, row.who, say(act_words(row.action)))
    return "  ".join(filter(None, (*words, say(object_words(row)), detail)))
