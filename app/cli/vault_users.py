# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault status`` and ``vault users``: who works with a vault."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.common import NO, WELL, Commands, Parser, Run, add_act, ask_who, secret, unlocked
from app.errors import says
from app.i18n import Translator

if TYPE_CHECKING:
    from app.services.keep_people import KeepPeople, PersonView


def add_users(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    users = acts.add_parser("users", help=say(says("zeg wie met de kluis werkt, of verander dat")))
    own = users.add_subparsers(required=True)
    listing = add_act(own, "list", show_status, say(says("zeg wie met de kluis werkt")))
    listing.add_argument("folder", type=Path)
    add = _about_somebody(own, "add", _add, say(says("laat iemand met de kluis werken")), say)
    add.add_argument(
        "--user-passphrase-file",
        type=Path,
        help=say(says("bestand met de wachtzin van die persoon; anders wordt ernaar gevraagd")),
    )
    roles = _about_somebody(own, "roles", _roles, say(says("geef iemand andere rollen")), say)
    for act in (add, roles):
        act.add_argument("--role", action="append", default=[], help=say(says("rol; mag vaker")))
    _about_somebody(own, "remove", _remove, say(says("laat iemand niet meer met de kluis werken")), say)


def _about_somebody(acts: Commands, name: str, run: Run, helps: str, say: Translator) -> Parser:
    act = add_act(acts, name, run, helps)
    act.add_argument("folder", type=Path)
    ask_who(act, say)
    act.add_argument("--user", required=True, help=say(says("over wie het gaat")))
    return act


def show_status(chosen: argparse.Namespace, say: Translator) -> int:
    """Say what is known of a vault without a passphrase."""
    from app.bootstrap import access, real_parts

    status = access(real_parts(chosen.folder)).status()
    if status.problem is not None:
        print(say(status.problem))
        return NO
    if not status.exists:
        print(say(says("In {folder} staat geen kluis.", folder=str(chosen.folder))))
        return NO
    for person in status.people:
        print(f"{person.name}: {', '.join(sorted(person.roles))}")
    return WELL


def _add(chosen: argparse.Namespace, say: Translator) -> int:
    question = says("Wachtzin van {name}: ", name=chosen.user)
    words = secret(chosen.user_passphrase_file, say(question))
    return _with_people(chosen, say, lambda people: people.add(chosen.user, words, chosen.role))


def _roles(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.change_roles(chosen.user, chosen.role))


def _remove(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.remove(chosen.user))


def _with_people(
    chosen: argparse.Namespace, say: Translator, act: "Callable[[KeepPeople], tuple[PersonView, ...]]"
) -> int:
    """Do something about people as the one who is named, and say how things are then."""
    with unlocked(chosen, say) as desk:
        people = act(desk.people)
    for person in people:
        print(f"{person.name}: {', '.join(sorted(person.roles))}")
        if person.waiting:
            print(say(says("  wacht tot een collega met toegang de kluis opent")))
    return WELL
