# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault backup``, ``backups`` and ``restore``: copies of a vault, and putting one back."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.common import NO, WELL, Commands, add_act, ask_who, passphrase, unlocked
from app.errors import UserError, says
from app.i18n import Translator

if TYPE_CHECKING:
    from app.services.keep_backups import Progress, Told
    from app.services.restore_vault import RestoreVault


def add_backup(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    make = add_act(acts, "backup", _backup, say(says("maak een reservekopie en controleer die")))
    listing = add_act(
        acts, "backups", _backups, say(says("toon de reservekopieën, en controleer ze met --check"))
    )
    restore = add_act(acts, "restore", _restore, say(says("zet een reservekopie terug")))
    for act in (make, listing, restore):
        act.add_argument("folder", type=Path)
        act.add_argument(
            "--backups", type=Path, help=say(says("map met de reservekopieën; anders naast de kluis"))
        )
    ask_who(make, say)
    ask_who(restore, say)
    listing.add_argument("--name", default="", help=say(says("naam van de medewerker, om te controleren")))
    listing.add_argument("--passphrase-file", type=Path, help=say(says("bestand met de wachtzin")))
    listing.add_argument(
        "--check", default="", metavar="KOPIE", help=say(says("controleer deze reservekopie"))
    )
    restore.add_argument("backup", help=say(says("naam van de reservekopie, zoals vault backups die toont")))
    where = restore.add_mutually_exclusive_group(required=True)
    where.add_argument("--into", type=Path, help=say(says("nieuwe map voor de kluis")))
    where.add_argument(
        "--in-place",
        action="store_true",
        help=say(says("in de plaats van de kluis; de oude kluis blijft ernaast bewaard")),
    )


def _backup(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say, backups=chosen.backups) as desk:
        made = desk.backups.make(told=_telling())
        place = desk.backups.root
    told = says(
        "Reservekopie {name} is gemaakt en gecontroleerd, in {folder}.", name=made.name, folder=str(place)
    )
    print(say(told))
    return WELL


def _backups(chosen: argparse.Namespace, say: Translator) -> int:
    from app.vault.backup import all_backups
    from app.vault.header import read_header

    if chosen.check:
        if not chosen.name:
            raise UserError(says("Noem met --name wie de reservekopie kan openen."))
        findings = _restoring(chosen, chosen.check).verify(chosen.name, passphrase(chosen, say), _telling())
        for finding in findings:
            print(say(finding.message))
        return WELL if all(finding.ok for finding in findings) else NO
    try:
        header = read_header(chosen.folder)
    except UserError:
        header = None
    for one in all_backups(_place(chosen), header.vault_id if header else ""):
        print(f"{one.name}  {one.made:%Y-%m-%d %H:%M} UTC  {one.size / 1e6:.1f} MB  {one.by}")
    return WELL


def _restore(chosen: argparse.Namespace, say: Translator) -> int:
    restoring = _restoring(chosen, chosen.backup)
    words = passphrase(chosen, say)
    if chosen.in_place:
        aside = restoring.in_place(chosen.folder, chosen.name, words, _telling())
        print(say(says("De reservekopie is teruggezet in {folder}.", folder=str(chosen.folder))))
        if aside is not None:
            print(say(says("De kluis van daarvoor staat in {folder}.", folder=str(aside))))
    else:
        restoring.into(chosen.into, chosen.name, words, _telling())
        print(say(says("De reservekopie is teruggezet in {folder}.", folder=str(chosen.into))))
    return WELL


def _restoring(chosen: argparse.Namespace, name: str) -> "RestoreVault":
    from app.clock import SystemClock
    from app.services.restore_vault import RestoreVault

    key_file = getattr(chosen, "key_file", None)
    return RestoreVault(_place(chosen) / Path(name).name, SystemClock(), key_file=key_file)


def _place(chosen: argparse.Namespace) -> Path:
    from app.bootstrap import usual_backups

    place: Path = chosen.backups or usual_backups(chosen.folder)
    return place


def _telling() -> "Told":
    """Tell how far it is, where somebody sits at a terminal."""
    last = ""

    def told(progress: "Progress") -> None:
        nonlocal last
        now = f"{progress.done / max(progress.total, 1):.0%}"
        if sys.stderr.isatty() and now != last:
            last = now
            print(
                f"\r{now}", end="\n" if progress.done >= progress.total else "", file=sys.stderr, flush=True
            )

    return told
