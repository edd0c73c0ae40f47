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
    with unlocked(chosen, say) as desk:
        checked = desk.check.check(chosen.anchor)
    for finding in checked.findings:
        print(say(finding.message))
    print(say(checked.outcome))
    return WELL if checked.ok else NO


def _anchor(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        if chosen.accept:
            desk.check.accept()
            print(say(says("De logboeken zijn aanvaard zoals ze zijn. Dat staat in elk logboek.")))
            return WELL
        for notice in desk.notices:
            print(say(notice), file=sys.stderr)
        print(desk.check.anchor())
    return NO if desk.notices else WELL
