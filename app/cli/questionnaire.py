# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""``gehoorwijzer questionnaire``: work with questionnaires without a vault."""

import argparse
import json
import random
import sys
import uuid
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.cli.common import NO, WELL, Parser, add_act, read_bytes, read_text, tell, write_bytes
from app.clock import SystemClock
from app.errors import UserError, says
from app.i18n import Translator

if TYPE_CHECKING:
    from app.questionnaire.model import Questionnaire

_TEXT = (".yaml", ".yml")


def add_questionnaire(group: Parser, say: Translator) -> None:
    """Add the commands."""
    acts = group.add_subparsers(required=True)
    file_help = say(says("vragenlijst: .yaml, .xlsx, .xls of .md"))
    check = add_act(acts, "check", _check, say(says("zeg wat er niet klopt aan een vragenlijst")))
    check.add_argument("file", type=Path, help=file_help)
    diff = add_act(acts, "diff", _diff, say(says("zeg wat er verschilt tussen twee vragenlijsten")))
    diff.add_argument("old", type=Path, help=file_help)
    diff.add_argument("new", type=Path, help=file_help)
    convert = add_act(acts, "convert", _convert, say(says("schrijf een vragenlijst in een andere vorm")))
    convert.add_argument("file", type=Path, help=file_help)
    convert.add_argument("out", type=Path, help=say(says("nieuw bestand: .yaml, .xlsx, .xls of .md")))
    xpath = add_act(
        acts, "xpath", _xpath, say(says("reken XPath-expressies uit: een geval van JSON op elke regel"))
    )
    xpath.add_argument(
        "--utc-offset",
        default="-07:00",
        help=say(says("tijdzone van datums zonder zone; anders -07:00, zoals in de gevallen van het vak")),
    )
    evaluate = add_act(
        acts, "evaluate", _evaluate, say(says("vul een vragenlijst in en zeg hoe elke vraag staat"))
    )
    evaluate.add_argument("file", type=Path, help=file_help)
    evaluate.add_argument(
        "--answers", type=Path, help=say(says("JSON-bestand met antwoorden, onder de namen"))
    )
    evaluate.add_argument("--language", dest="in_language", help=say(says("taal van de vragen; anders nl")))
    evaluate.add_argument(
        "--explain", metavar="NAME", help=say(says("zeg alleen waarom deze vraag staat zoals zij staat"))
    )
    evaluate.add_argument(
        "--today",
        type=date.fromisoformat,
        help=say(says("dag van het gehoor, zoals 2026-03-01; anders vandaag")),
    )


def read(file: Path) -> "Questionnaire":
    """Read a questionnaire in whichever form its name says it has, with the files of choices beside it.

    Raises:
        UserError: it is refused, or its name says nothing.
        EnvironmentFault: it cannot be read.
    """
    from app.services.questionnaire_files import questionnaire_of

    def beside(name: str) -> bytes | None:
        found = file.with_name(name) if Path(name).name == name else None
        return read_bytes(found) if found is not None and found.is_file() else None

    return questionnaire_of(str(file), read_bytes(file), beside)


def _check(chosen: argparse.Namespace, say: Translator) -> int:
    from app.questionnaire.check import check_all
    from app.questionnaire.problems import QuestionnaireError

    try:
        problems = check_all(read(chosen.file))
    except QuestionnaireError as error:
        problems = error.problems
    return tell(problems, chosen.file, say)


def _xpath(chosen: argparse.Namespace, say: Translator) -> int:
    """Answer every line of JSON with a line; a damaged one with an error, and the others go on."""
    from app.questionnaire.expressions.cases import Cases
    from app.questionnaire.expressions.scope import Outside

    try:
        now = SystemClock().now().astimezone(datetime.strptime(chosen.utc_offset, "%z").tzinfo)
    except ValueError:
        raise UserError(
            says("„{offset}” is geen tijdzone. Schrijf bijvoorbeeld +01:00.", offset=chosen.utc_offset)
        ) from None
    outside = Outside(now, random.SystemRandom().random, lambda: str(uuid.uuid4()))
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for answer in Cases(outside, say).answer_all(lines):
        sys.stdout.write(answer + "\n")
    return WELL


def _evaluate(chosen: argparse.Namespace, say: Translator) -> int:
    """Print a line of JSON for each question, or the explanation of one."""
    from app.questionnaire.answer_file import give_answers, written
    from app.questionnaire.compile import compile_questionnaire
    from app.questionnaire.evaluation import Evaluation
    from app.questionnaire.explain import explain, in_words
    from app.questionnaire.values import Address

    questionnaire = read(chosen.file)
    language = chosen.in_language or "nl"
    if chosen.in_language and language not in questionnaire.languages:
        raise UserError(
            says(
                "De vragenlijst heeft geen taal „{language}”. Kies uit: {known}.",
                language=language,
                known=", ".join(questionnaire.languages),
            )
        )
    compiled = compile_questionnaire(questionnaire)
    evaluation = Evaluation(compiled, chosen.today or SystemClock().now().date())
    if chosen.answers is not None:
        give_answers(evaluation, read_text(chosen.answers))
    if chosen.explain is None:
        for line in written(evaluation, language):
            print(json.dumps(line, ensure_ascii=False))
        for where, why in evaluation.hindrances():
            print(say(says("{name}: niet uit te rekenen: {why}", name=str(where), why=why)), file=sys.stderr)
        return WELL
    address = Address.parse(chosen.explain)
    if not evaluation.has(address):
        raise UserError(says("Vraag „{name}” is er niet. Schrijf naam of naam@deel.", name=chosen.explain))
    print(in_words(explain(evaluation, address), say))
    return WELL


def _diff(chosen: argparse.Namespace, say: Translator) -> int:
    from app.library.diff import differences
    from app.library.meaning import meanings

    found = differences(read(chosen.old), read(chosen.new))
    for one in found:
        place = " ".join(filter(None, (one.number, one.name)))
        what = " ".join(filter(None, (one.what, one.language and f"({one.language})")))
        line = " ".join(filter(None, (f"{one.kind.value}: {place}", what)))
        print(line)
        for mark, text in (("-", one.before), ("+", one.after)):
            if text:
                print(f"  {mark} {text}")
    for sentence in meanings(found):
        print(say(sentence))
    if not found:
        print(say(says("Er is geen verschil.")))
    return NO if found else WELL


def _convert(chosen: argparse.Namespace, say: Translator) -> int:
    from app.questionnaire.check import check_all
    from app.questionnaire.choice_files import READ, file_of, without_files

    questionnaire = read(chosen.file)
    out: Path = chosen.out
    written, beside = (questionnaire, {}) if out.suffix.lower() in _TEXT else without_files(questionnaire)
    contents = {out: _written(written, out)}
    for name, choices in beside.items():
        if Path(name).name != name or "\\" in name:
            raise UserError(
                says("Keuzebestand „{name}” ligt in een andere map. Noem het zonder map.", name=name)
            )
        if name.endswith(READ) and not out.with_name(name).exists():
            contents[out.with_name(name)] = file_of(name, choices)
    if out.exists():
        raise UserError(says("{file} bestaat al. Kies een andere naam.", file=str(out)))
    for file, content in contents.items():
        write_bytes(file, content)
    for problem in check_all(questionnaire):
        print(say(problem.says()))
    print(say(says("{file} is geschreven.", file=str(chosen.out))))
    return WELL


def _written(questionnaire: "Questionnaire", out: Path) -> bytes:
    from app.questionnaire.formats.markdown import write_markdown
    from app.questionnaire.formats.write_workbook import write_workbook
    from app.questionnaire.formats.write_yaml import write_yaml
    from app.workbooks import write_excel, write_old_excel

    match out.suffix.lower():
        case ".yaml" | ".yml":
            return write_yaml(questionnaire).encode()
        case ".xlsx" | ".xls" as suffix:
            write = write_excel if suffix == ".xlsx" else write_old_excel
            return write({sheet.name: sheet.rows for sheet in write_workbook(questionnaire)})
        case ".md":
            return write_markdown(write_workbook(questionnaire)).encode()
    raise UserError(says("{file} eindigt niet op .yaml, .xlsx, .xls of .md.", file=str(out)))
