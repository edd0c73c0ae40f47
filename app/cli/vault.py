# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault``: make a vault, and ask how it is."""

import argparse
from pathlib import Path

from app.cli.common import WELL, Commands, Parser, Run, add_act, ask_who, passphrase
from app.cli.vault_audit import add_audit
from app.cli.vault_backup import add_backup
from app.cli.vault_evidence import add_evidence
from app.cli.vault_hand_over import add_hand_over
from app.cli.vault_keys import add_keys
from app.cli.vault_offices import add_offices
from app.cli.vault_retention import add_retention
from app.cli.vault_users import add_users, show_status
from app.cli.vault_ways_in import add_ways_in, print_words
from app.errors import says
from app.i18n import Translator


def add_vault(group: Parser, say: Translator) -> None:
    """Add the commands."""
    acts = group.add_subparsers(required=True)
    init = _add(acts, "init", _init, say(says("maak een kluis")))
    ask_who(init, say)
    init.add_argument("--recovery", action="store_true", help=say(says("maak er herstelwoorden bij")))
    _add(acts, "status", show_status, say(says("zeg wat zonder wachtzin bekend is")))
    add_evidence(acts, say)
    add_audit(acts, say)
    add_backup(acts, say)
    add_users(acts, say)
    add_ways_in(acts, say)
    add_keys(acts, say)
    add_offices(acts, say)
    add_hand_over(acts, say)
    add_retention(acts, say)


def _add(acts: Commands, name: str, run: Run, helps: str) -> Parser:
    act = add_act(acts, name, run, helps)
    act.add_argument("folder", type=Path)
    return act


def _init(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import access, real_parts

    entrance = access(real_parts(chosen.folder))
    words = passphrase(chosen, say)
    entrance.create(chosen.name, words)
    print(say(says("De kluis staat in {folder}.", folder=str(chosen.folder))))
    if chosen.recovery:
        desk = entrance.unlock(chosen.name, words)
        try:
            print_words(desk.administer.make_recovery(), say)
        finally:
            desk.lock()
    return WELL
