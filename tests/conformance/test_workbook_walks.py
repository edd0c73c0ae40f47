# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Walks at random through real workbooks, beside JavaRosa: what stands outside repeats stands alike.

The workbooks are those of the shared cases that pyxform converts and both engines take. ``WALKS`` says how
many are walked through; see ``agreed_differences.md`` for what is kept out.
"""

import os
import random
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest

from app.cli.questionnaire import read
from app.errors import UserError
from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.model import Question, QuestionKind
from app.questionnaire.values import Address, Value
from tests.conformance.test_javarosa import Act, java, normal

__all__ = ["java"]

FOLDER = Path("../shared/conformance/xlsforms")
WALKS = int(os.environ.get("WALKS", "3"))
ACTS = 40
DAY = date(2026, 3, 4)
UNLIKE = (("tests_bug_example_xls_xl_date_ambiguous_v1.xlsx", "current_date"),)
"""Agreed to differ, one by one."""

_TIME = re.compile(r"(\d\d:\d\d:\d\d)\.000Z?")

MOVING = (
    "today",
    "now",
    "random",
    "uuid",
    "once",
    "pulldata",
    "digest",
    "property",
    "jr:",
    "date",
    "decimal-time",
    "version",
)
"""What depends on the day, chance or the device, or is agreed to differ."""

VALUES: dict[QuestionKind, tuple[str, ...]] = {
    QuestionKind.TEXT: ("", "a", "12", "ab c"),
    QuestionKind.INTEGER: ("", "0", "1", "7", "30", "-3"),
    QuestionKind.DECIMAL: ("", "0.5", "2.25", "40"),
    QuestionKind.RANGE: ("", "1", "3", "10"),
    QuestionKind.DATE: ("", "2019-02-03", "2026-05-06"),
    QuestionKind.TIME: ("", "10:30:00.000"),
}


def workbooks() -> list[Path]:
    """Give the workbooks, in an order that is always the same and puts no one source first."""
    found = sorted(FOLDER.rglob("*.xls*")) if FOLDER.exists() else []
    random.Random(7).shuffle(found)  # noqa: S311 - an order, not a secret
    return found


def is_plain(question: Question) -> bool:
    """Whether a question is one whose standing does not depend on the day, chance or the device."""
    formulas = (question.relevant, question.required, question.constraint, question.calculation)
    written = " ".join([question.default, *(one.text for one in formulas if one is not None)])
    return question.kind not in (QuestionKind.METADATA, QuestionKind.NOT_OFFERED) and not any(
        word in written for word in MOVING
    )


def values_of(question: Question, filled: Evaluation, address: Address) -> tuple[str, ...]:
    if question.kind is QuestionKind.SELECT_ONE:
        return ("", *(choice.name for choice in filled.choices(address)[:4]))
    if question.kind is QuestionKind.SELECT_MULTIPLE:
        names = [choice.name for choice in filled.choices(address)[:4]]
        return ("", *names, " ".join(names[:2]))
    return VALUES.get(question.kind, ())


def value_of(kind: QuestionKind, text: str) -> Value:
    if not text:
        return None
    match kind:
        case QuestionKind.INTEGER:
            return int(text)
        case QuestionKind.DECIMAL | QuestionKind.RANGE:
            return Decimal(text)
        case QuestionKind.DATE:
            return date.fromisoformat(text)
        case QuestionKind.TIME:
            return time.fromisoformat(text)
        case QuestionKind.SELECT_MULTIPLE:
            return tuple(text.split())
        case _:
            return text


def acts(dice: random.Random, filled: Evaluation) -> Iterator[tuple[Act, Address, QuestionKind]]:
    """Give answers to questions outside repeats; they are given to ours as they come."""
    asked = [
        (address, question)
        for address in filled.addresses()
        if not address.instances and (question := filled.question(address)).answerable and question.kind
    ]
    asked = [pair for pair in asked if pair[1].kind in VALUES or pair[1].kind.selects]
    for _ in range(ACTS if asked else 0):
        address, question = dice.choice(asked)
        texts = values_of(question, filled, address)
        if texts:
            name = address.name.rpartition("/")[2]
            yield Act("set", name, "-1", "typed", dice.choice(texts)), address, question.kind


def walked(path: Path, command: list[str], folder: Path) -> int:
    """Walk through a workbook, and tell how often questions were compared; 0 where either refuses it."""
    from pyxform.errors import PyXFormError
    from pyxform.xls2xform import convert

    try:
        compiled = compile_questionnaire(read(path))
        form = convert(xlsform=path, validate=False).xform
    except (UserError, PyXFormError, ValueError, KeyError):
        return 0
    file = folder / "form.xml"
    file.write_text(form, encoding="utf-8")
    outside = Outside(datetime(DAY.year, DAY.month, DAY.day, tzinfo=UTC), lambda: 0.5, lambda: "u")
    filled = Evaluation(compiled, DAY, outside)
    times = Counter(address.name.rpartition("/")[2] for address in filled.addresses())
    plain = {
        address.name: address
        for address in filled.addresses()
        if times[address.name] == 1 and not address.instances and is_plain(filled.question(address))
    }
    dice = random.Random(path.name)  # noqa: S311 - a walk that can be walked again, not a secret
    given: list[Act] = []
    stood: list[dict[str, tuple[bool, bool, bool, str]]] = [standing(filled, plain)]
    for act, address, kind in acts(dice, filled):
        filled.set(address, value_of(kind, act.text))
        given.append(act)
        stood.append(standing(filled, plain))
    told = subprocess.run(
        [*command, str(file)],
        input="".join(f"{act.line()}\n" for act in given),
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    if told.returncode != 0:
        return 0
    count = 0
    for at, block in enumerate(told.stdout.split("\n\n")[: len(stood)]):
        for line in block.splitlines():
            name, mult, relevant, required, valid, text = line.split("\t")
            if mult != "-1" or name not in stood[at] or (path.name, name) in UNLIKE:
                continue
            count += 1
            ours = stood[at][name]
            where = (path.name, given[at - 1] if at else None, line, ours)
            assert ours[0] == (relevant == "true"), where
            if ours[0]:
                assert ours[1:3] == (required == "true", valid == "true"), where
                assert plainly(ours[3]) == plainly(text), where
    return count


def plainly(text: str) -> str:
    """Write a time as we do, and a number as `normal` does; JavaRosa adds the zone it lives in."""
    return normal(_TIME.sub(r"\1", text))


def standing(filled: Evaluation, plain: dict[str, Address]) -> dict[str, tuple[bool, bool, bool, str]]:
    found = {}
    for name, address in plain.items():
        status = filled.status(address)
        text = filled.at(address).own if status.relevant else ""
        found[name] = (status.relevant, status.required, status.problem is None, text)
    return found


@pytest.mark.skipif(not FOLDER.exists(), reason="no conformance data")
@pytest.mark.parametrize("path", workbooks()[:WALKS], ids=lambda path: path.name)
def test_a_walk_through_a_workbook_beside_javarosa(path: Path, java: list[str], tmp_path: Path) -> None:
    if not walked(path, java, tmp_path):
        pytest.skip("not taken by both engines, or nothing outside repeats")
