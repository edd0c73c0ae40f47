# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault verify`` and ``vault anchor``: whether all is as it was, and how to tell later."""

import argparse
import sys
from pathlib import Path

from app.cli.common import NO, WELL, Commands, add_act, ask_who, unlocked
from app.errors import says
from app.i18n import Translator


def add_evidence(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    verify = add_act(
        acts,
        "verify",
        _verify,
        say(says("controleer elke bladzijde, elk logboek, het anker en wat is gepubliceerd")),
    )
    anchor = add_act(acts, "anchor", _anchor, say(says("toon een regel waarmee u later kunt controleren")))
    for act in (verify, anchor):
        act.add_argument("folder", type=Path)
        ask_who(act, say)
    verify.add_argument(
        "--anchor", default="", help=say(says("regel die eerder met vault anchor is afgedrukt"))
    )
    anchor.add_argument(
        "--accept",
        action="store_true",
        help=say(says("ga verder met de logboeken zoals ze nu zijn, na het terugzetten van een kopie")),
    )


def _verify(chosen: argparse.Namespace, say: Translator) -> int:
    from app.vault.anchor import read_printed

    with unlocked(chosen, say) as desk:
        against = read_printed(chosen.anchor, desk.vault.anchor.vault_id) if chosen.anchor else None
        findings = desk.vault.verify(against)
    for finding in findings:
        print(say(finding.message))
    wrong = [finding for finding in findings if not finding.ok]
    if wrong:
        told = says("De kluis klopt niet. {what}", what=wrong[0].message)
    else:
        told = says("De kluis klopt, voor zover u haar kunt openen.")
    print(say(told))
    return NO if wrong else WELL


def _anchor(chosen: argparse.Namespace, say: Translator) -> int:
    from app.vault.anchor import printed

    with unlocked(chosen, say) as desk:
        if chosen.accept:
            desk.vault.accept_trails()
            print(say(says("De logboeken zijn aanvaard zoals ze zijn. Dat staat in elk logboek.")))
            return WELL
        for notice in desk.notices:
            print(say(notice), file=sys.stderr)
        print(printed(desk.vault.anchor))
    return NO if desk.notices else WELL
