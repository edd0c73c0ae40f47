# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer vault office`` and ``vault trust``: whose questionnaires are accepted."""

import argparse
from pathlib import Path

from app.cli.common import WELL, Commands, add_act, ask_who, unlocked
from app.errors import says
from app.i18n import Translator


def add_offices(acts: Commands, say: Translator) -> None:
    """Add the commands."""
    office = add_act(acts, "office", _office, say(says("toon de code van dit kantoor, voor andere kantoren")))
    office.add_argument("folder", type=Path)
    trust = add_act(acts, "trust", _trust, say(says("laat vragenlijsten van een ander kantoor toe")))
    trust.add_argument("folder", type=Path)
    ask_who(trust, say)
    trust.add_argument("--office", required=True, help=say(says("naam van dat kantoor")))
    trust.add_argument("--code", required=True, help=say(says("code van dat kantoor")))


def _office(chosen: argparse.Namespace, say: Translator) -> int:  # noqa: ARG001 - a code has no words
    from app.bootstrap import access, real_parts

    print(access(real_parts(chosen.folder)).office_code())
    return WELL


def _trust(chosen: argparse.Namespace, say: Translator) -> int:
    with unlocked(chosen, say) as desk:
        desk.people.trust(chosen.office, chosen.code)
    print(say(says("Vragenlijsten van {office} zijn nu toegelaten.", office=chosen.office)))
    return WELL
