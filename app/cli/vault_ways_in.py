# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault passphrase``, ``reset`` and ``recovery``: for when a passphrase is old or lost."""

import argparse
from pathlib import Path

from app.cli.common import WELL, Commands, Parser, add_act, ask_who, read_bytes, secret, unlocked
from app.errors import Message, says
from app.i18n import Translator

_IN_A_ROW = 6


def add_ways_in(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    change = add_act(acts, "passphrase", _change, say(says("kies een nieuwe wachtzin voor uzelf")))
    reset = add_act(acts, "reset", _reset, say(says("geef iemand die de wachtzin kwijt is een nieuwe")))
    recovery = acts.add_parser("recovery", help=say(says("herstelwoorden, voor als een wachtzin weg is")))
    own = recovery.add_subparsers(required=True)
    make = add_act(own, "make", _make, say(says("maak herstelwoorden; die van eerder gelden niet meer")))
    use = add_act(own, "use", _use, say(says("geef iemand een nieuwe wachtzin met de herstelwoorden")))
    for act in (change, reset, make, use):
        act.add_argument("folder", type=Path)
    for act in (change, reset, make):
        ask_who(act, say)
    for act in (reset, use):
        act.add_argument("--user", required=True, help=say(says("over wie het gaat")))
    for act in (change, reset, use):
        _ask_new(act, say)
    use.add_argument(
        "--words-file",
        type=Path,
        help=say(says("bestand met de herstelwoorden; anders wordt ernaar gevraagd")),
    )


def print_words(words: tuple[str, ...], say: Translator) -> None:
    """Print recovery words with their numbers."""
    print(
        say(says("Herstelwoorden. Schrijf ze op en bewaar ze achter slot; ze worden niet nog eens getoond."))
    )
    for start in range(0, len(words), _IN_A_ROW):
        row = enumerate(words[start : start + _IN_A_ROW], start + 1)
        print("  ".join(f"{number:2} {word:<10}" for number, word in row).rstrip())


def _ask_new(act: Parser, say: Translator) -> None:
    act.add_argument(
        "--new-passphrase-file",
        type=Path,
        help=say(says("bestand met de nieuwe wachtzin; anders wordt ernaar gevraagd")),
    )


def _new(chosen: argparse.Namespace, say: Translator) -> str:
    return secret(chosen.new_passphrase_file, say(says("Nieuwe wachtzin: ")))


def _change(chosen: argparse.Namespace, say: Translator) -> int:
    old = secret(chosen.passphrase_file, say(says("Wachtzin: ")))
    new = _new(chosen, say)
    with unlocked(chosen, say, old) as desk:
        key_file = read_bytes(chosen.key_file) if chosen.key_file is not None else None
        desk.administer.change_passphrase(old, new, key_file)
    print(say(says("De nieuwe wachtzin geldt vanaf nu.")))
    return WELL


def _reset(chosen: argparse.Namespace, say: Translator) -> int:
    new = _new(chosen, say)
    with unlocked(chosen, say) as desk:
        desk.administer.reset(chosen.user, new)
    print(say(_given(chosen.user)))
    return WELL


def _make(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        words = desk.administer.make_recovery()
    print_words(words, say)
    return WELL


def _use(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import access, real_parts

    typed = secret(chosen.words_file, say(says("Herstelwoorden: ")))
    new = _new(chosen, say)
    desk = access(real_parts(chosen.folder)).recover(typed)
    try:
        desk.administer.reset(chosen.user, new)
    finally:
        desk.lock()
    print(say(_given(chosen.user)))
    print(say(says("Maak nu nieuwe herstelwoorden: deze zijn gebruikt.")))
    return WELL


def _given(name: str) -> Message:
    return says("{name} opent de kluis vanaf nu met de nieuwe wachtzin.", name=name)
