# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer questionnaire``: work with questionnaires without a vault."""

import argparse
from pathlib import Path

from app.cli.common import Commands, add_act, read_text, tell
from app.errors import says
from app.i18n import Translator


def add_questionnaire(commands: Commands, say: Translator) -> None:
    """Add the commands."""
    acts = commands.add_parser("questionnaire", help=say(says("werk met vragenlijsten"))).add_subparsers(
        required=True
    )
    check = add_act(acts, "check", _check, say(says("zeg wat er niet klopt aan een vragenlijst")))
    check.add_argument("file", type=Path)


def _check(chosen: argparse.Namespace, say: Translator) -> int:
    from app.questionnaire.compile import check
    from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire

    try:
        problems = check(read_questionnaire(read_text(chosen.file), str(chosen.file)))
    except QuestionnaireError as error:
        problems = error.problems
    return tell(problems, chosen.file, say)
