# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault rotate`` and ``vault key-file``: other keys, and a file beside the passphrase."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.common import NO, WELL, Commands, add_act, ask_who, passphrase, read_bytes, unlocked, write_bytes
from app.errors import says
from app.i18n import Translator

if TYPE_CHECKING:
    from app.services.rotate_keys import Progress


def add_keys(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    rotate = add_act(acts, "rotate", _rotate, say(says("vernieuw de sleutels waar een beheerder om vroeg")))
    rotate.add_argument("folder", type=Path)
    ask_who(rotate, say)
    rotate.add_argument(
        "--ask",
        action="append",
        default=[],
        metavar="DEEL",
        help=say(says("vraag eerst om een nieuwe sleutel voor dit deel; mag vaker, en „all” is alles")),
    )
    own = acts.add_parser(
        "key-file", help=say(says("een sleutelbestand dat naast uw wachtzin nodig is"))
    ).add_subparsers(required=True)
    add = add_act(own, "add", _add, say(says("maak een sleutelbestand en heb het voortaan nodig")))
    remove = add_act(own, "remove", _remove, say(says("open de kluis weer met de wachtzin alleen")))
    for act in (add, remove):
        act.add_argument("folder", type=Path)
        ask_who(act, say)
    add.add_argument(
        "--out", type=Path, required=True, help=say(says("waar het bestand komt, zoals op een losse stick"))
    )


def _rotate(chosen: argparse.Namespace, say: Translator) -> int:
    from app.vault.compartments import AUTHORITY, CREATED

    with unlocked(chosen, say) as desk:
        if chosen.ask:
            desk.rotate.ask((AUTHORITY, *CREATED) if "all" in chosen.ask else chosen.ask)
        left = desk.rotate.run(_shown if sys.stderr.isatty() else lambda _progress: None)
    for one in left:
        print(say(says("{name}: wacht op iemand met toegang.", name=one.compartment)))
    if left:
        return NO
    print(say(says("Alle sleutels zijn vernieuwd. Wie de oude heeft, opent er niets meer mee.")))
    return WELL


def _shown(progress: "Progress") -> None:
    percent = 100 * progress.done // max(progress.total, 1)
    end = "\n" if progress.done == progress.total else ""
    print(f"\r{progress.compartment}: {percent} %", end=end, file=sys.stderr, flush=True)


def _add(chosen: argparse.Namespace, say: Translator) -> int:
    words = passphrase(chosen, say)
    with unlocked(chosen, say, words) as desk:
        made = desk.administer.new_key_file()
        write_bytes(chosen.out, made)
        desk.administer.add_key_file(words, made)
    print(
        say(
            says(
                "Vanaf nu opent {name} de kluis alleen met {file} erbij. Bewaar ergens een kopie.",
                name=chosen.name,
                file=str(chosen.out),
            )
        )
    )
    return WELL


def _remove(chosen: argparse.Namespace, say: Translator) -> int:
    words = passphrase(chosen, say)
    with unlocked(chosen, say, words) as desk:
        key_file = read_bytes(chosen.key_file) if chosen.key_file is not None else b""
        desk.administer.remove_key_file(words, key_file)
    print(say(says("Vanaf nu opent {name} de kluis met de wachtzin alleen.", name=chosen.name)))
    return WELL
