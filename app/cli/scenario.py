# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer scenario``: work with scenarios to practise with."""

import argparse
from pathlib import Path

from app.cli.common import Parser, add_act, read_text, tell
from app.errors import says
from app.i18n import Translator


def add_scenario(group: Parser, say: Translator) -> None:
    """Add the commands."""
    acts = group.add_subparsers(required=True)
    check = add_act(acts, "check", _check, say(says("zeg wat er niet klopt aan een scenario")))
    check.add_argument("file", type=Path)


def _check(chosen: argparse.Namespace, say: Translator) -> int:
    from app.bootstrap import shipped_scenarios

    problems = shipped_scenarios().problems(read_text(chosen.file), str(chosen.file))
    return tell(problems, chosen.file, say)
