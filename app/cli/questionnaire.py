# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer questionnaire``: work with questionnaires without a vault."""

import argparse
import json
from datetime import date
from pathlib import Path

from app.cli.common import WELL, Commands, add_act, read_text, tell
from app.clock import SystemClock
from app.errors import UserError, says
from app.i18n import Translator


def add_questionnaire(commands: Commands, say: Translator) -> None:
    """Add the commands."""
    acts = commands.add_parser("questionnaire", help=say(says("werk met vragenlijsten"))).add_subparsers(
        required=True
    )
    check = add_act(acts, "check", _check, say(says("zeg wat er niet klopt aan een vragenlijst")))
    check.add_argument("file", type=Path)
    evaluate = add_act(
        acts, "evaluate", _evaluate, say(says("vul een vragenlijst in en zeg hoe elke vraag staat"))
    )
    evaluate.add_argument("file", type=Path)
    evaluate.add_argument(
        "--answers", type=Path, help=say(says("JSON-bestand met antwoorden, onder de namen"))
    )
    evaluate.add_argument(
        "--language", dest="in_language", default="nl", help=say(says("taal van de vragen; anders nl"))
    )
    evaluate.add_argument(
        "--explain", metavar="NAME", help=say(says("zeg alleen waarom deze vraag staat zoals zij staat"))
    )
    evaluate.add_argument(
        "--today",
        type=date.fromisoformat,
        help=say(says("dag van het gehoor, zoals 2026-03-01; anders vandaag")),
    )


def _check(chosen: argparse.Namespace, say: Translator) -> int:
    from app.questionnaire.compile import check
    from app.questionnaire.read_yaml import QuestionnaireError, read_questionnaire

    try:
        problems = check(read_questionnaire(read_text(chosen.file), str(chosen.file)))
    except QuestionnaireError as error:
        problems = error.problems
    return tell(problems, chosen.file, say)


def _evaluate(chosen: argparse.Namespace, say: Translator) -> int:
    """Print a line of JSON for each question, or the explanation of one."""
    from app.questionnaire.answer_file import give_answers, written
    from app.questionnaire.compile import compile_questionnaire
    from app.questionnaire.evaluation import Evaluation
    from app.questionnaire.explain import explain, in_words
    from app.questionnaire.read_yaml import read_questionnaire
    from app.questionnaire.values import Address

    compiled = compile_questionnaire(read_questionnaire(read_text(chosen.file), str(chosen.file)))
    evaluation = Evaluation(compiled, chosen.today or SystemClock().now().date())
    if chosen.answers is not None:
        give_answers(evaluation, read_text(chosen.answers))
    if chosen.explain is None:
        for line in written(evaluation, chosen.in_language):
            print(json.dumps(line, ensure_ascii=False))
        return WELL
    address = Address.parse(chosen.explain)
    if not evaluation.has(address):
        raise UserError(says("Vraag „{name}” is er niet. Schrijf naam of naam@deel.", name=chosen.explain))
    print(in_words(explain(evaluation, address), say))
    return WELL
