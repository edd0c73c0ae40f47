# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault retention``: what is past its term, and who decides about it."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.common import WELL, Commands, Parser, Run, add_act, ask_who, unlocked
from app.errors import says
from app.i18n import Translator
from app.retention import Kind

if TYPE_CHECKING:
    from app.services.keep_retention import DueView


def add_retention(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    retention = acts.add_parser(
        "retention", help=say(says("vernietig wat over de termijn is, met twee personen"))
    )
    own = retention.add_subparsers(required=True)
    _add(own, "due", _due, say(says("zeg wat over de termijn is")), say)
    _add(own, "record", _record, say(says("druk af wat is vernietigd, als JSON")), say)
    about = (
        ("propose", _propose, says("stel voor iets te vernietigen")),
        ("refuse", _refuse, says("wijs een voorstel af")),
        ("destroy", _destroy, says("vernietig wat een collega voorstelde")),
    )
    for name, run, helps in about:
        act = _add(own, name, run, say(helps), say)
        act.add_argument("--kind", required=True, choices=[kind.value for kind in Kind])
        act.add_argument("--id", required=True, help=say(says("waarover het gaat, zoals due het noemt")))
        if run is _refuse:
            act.add_argument("--reason", required=True, help=say(says("waarom het bewaard blijft")))


def _add(acts: Commands, name: str, run: Run, helps: str, say: Translator) -> Parser:
    act = add_act(acts, name, run, helps)
    act.add_argument("folder", type=Path)
    ask_who(act, say)
    return act


def _due(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        found, notice = desk.retention.due(), desk.retention.notice
    print(notice.show(say.language))
    return _tell(found, say)


def _propose(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        found = desk.retention.propose(Kind(chosen.kind), chosen.id)
    return _tell(found, say)


def _refuse(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        found = desk.retention.refuse(Kind(chosen.kind), chosen.id, chosen.reason)
    return _tell(found, say)


def _destroy(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        destroyed = desk.retention.destroy(Kind(chosen.kind), chosen.id)
    print(say(says("Vernietigd: {count} gegevens.", count=destroyed.records)))
    return WELL


def _record(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        sys.stdout.write(desk.retention.record().decode())
    return WELL


def _tell(found: "tuple[DueView, ...]", say: Translator) -> int:
    for one in found:
        print(f"{one.kind.value}  {one.hearing_id}  {one.name}  {one.due.isoformat()}")
        if one.proposed_by:
            print(say(says("  voorgesteld door {name}", name=one.proposed_by)))
    if not found:
        print(say(says("Er is niets over de termijn.")))
    return WELL
