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
    from app.services.access import PersonListed
    from app.services.keep_people import KeepPeople, PersonView


def add_users(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    users = acts.add_parser("users", help=say(says("zeg wie met de kluis werkt, of verander dat")))
    own = users.add_subparsers(required=True)
    listing = add_act(own, "list", show_people, say(says("zeg wie met de kluis werkt")))
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
    rename = _about_somebody(own, "rename", _rename, say(says("geef iemand een andere naam")), say)
    rename.add_argument("--new-name", required=True, help=say(says("de nieuwe naam")))
    label = _about_somebody(own, "label", _label, say(says("geef iemands toegang een bijschrift")), say)
    label.add_argument("--label", default="", help=say(says("het bijschrift; zonder gaat het weg")))
    remove = _about_somebody(
        own, "remove", _remove, say(says("laat iemand niet meer met de kluis werken")), say
    )
    remove.add_argument(
        "--rotate",
        action="store_true",
        help=say(says("en vraag om nieuwe sleutels voor alles wat die persoon kon openen")),
    )


def _about_somebody(acts: Commands, name: str, run: Run, helps: str, say: Translator) -> Parser:
    act = add_act(acts, name, run, helps)
    act.add_argument("folder", type=Path)
    ask_who(act, say)
    act.add_argument("--user", required=True, help=say(says("over wie het gaat")))
    return act


def show_status(chosen: argparse.Namespace, say: Translator) -> int:
    """Say what is known of a vault without a passphrase."""
    from app.bootstrap import access, real_parts

    told = show_people(chosen, say)
    if told == WELL:
        print(say(says("Waar wordt onthouden tot waar de logboeken gingen:")))
        for place in access(real_parts(chosen.folder)).anchor_places():
            print(f"  {say(place)}")
    return told


def show_people(chosen: argparse.Namespace, say: Translator) -> int:
    """Say who works with a vault."""
    from app.bootstrap import access, real_parts

    status = access(real_parts(chosen.folder)).status()
    if status.problem is not None:
        print(say(status.problem))
        return NO
    if not status.exists:
        print(say(says("In {folder} staat geen kluis.", folder=str(chosen.folder))))
        return NO
    for person in status.people:
        _show(person, say)
    return WELL


def _show(person: "PersonListed | PersonView", say: Translator) -> None:
    label = f" ({_plain(person.label)})" if person.label else ""
    print(f"{_plain(person.name)}{label}: {', '.join(sorted(person.roles))}")
    if person.second_factor:
        print(say(says("  opent de kluis met een sleutelbestand erbij")))
    if person.damaged:
        print(say(says("  deze toegang is beschadigd; geef een nieuwe met vault reset")))


def _plain(name: str) -> str:
    """Show a name without the marks that would work on a terminal: before unlocking nobody checked it."""
    return "".join(letter if letter.isprintable() else "�" for letter in name)


def _add(chosen: argparse.Namespace, say: Translator) -> int:
    question = says("Wachtzin van {name}: ", name=chosen.user)
    words = secret(chosen.user_passphrase_file, say(question))
    return _with_people(chosen, say, lambda people: people.add(chosen.user, words, chosen.role))


def _roles(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.change_roles(chosen.user, chosen.role))


def _rename(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.rename(chosen.user, chosen.new_name))


def _label(chosen: argparse.Namespace, say: Translator) -> int:
    return _with_people(chosen, say, lambda people: people.set_label(chosen.user, chosen.label))


def _remove(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        known = desk.rotate.known_to(chosen.user) if chosen.rotate else frozenset()
        _show_all(desk.people.remove(chosen.user), say)
        if known:
            desk.rotate.ask(known)
            print(say(says("Wie een sleutel heeft, vernieuwt die nu met vault rotate.")))
    return WELL


def _with_people(
    chosen: argparse.Namespace, say: Translator, act: "Callable[[KeepPeople], tuple[PersonView, ...]]"
) -> int:
    """Do something about people as the one who is named, and say how things are then."""
    with unlocked(chosen, say) as desk:
        people = act(desk.people)
    _show_all(people, say)
    return WELL


def _show_all(people: "tuple[PersonView, ...]", say: Translator) -> None:
    for person in people:
        _show(person, say)
        if person.waiting:
            print(say(says("  wacht tot een collega met toegang de kluis opent")))
