# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Walks at random through questionnaires made at random, beside JavaRosa: every question stands alike.

What is agreed to differ stands in ``agreed_differences.md``. ``WALKS`` says how many walks there are. A Java
compiler must be there, and JavaRosa: in the wheel of pyxform, or where ``JAVAROSA`` says.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path

import pytest

from app.questionnaire.compile import compile_questionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.read_yaml import read_questionnaire
from app.questionnaire.values import Address, Value
from tests.conformance.xforms import xform
from tests.questionnaire.conftest import HEAD, TODAY

WALKS = int(os.environ.get("WALKS", "4"))
ACTS = 60
KINDS = {
    "i": "integer",
    "d": "decimal",
    "t": "text",
    "y": "select_one",
    "m": "select_multiple",
    "k": "rank",
    "a": "date",
}
VALUES: dict[str, tuple[str, ...]] = {
    "i": ("", "0", "1", "2", "7", "100", "-3"),
    "d": ("", "0.5", "2.25", "-1.5", "3"),
    "t": ("", "a", "b", "ab c", "12"),
    "y": ("", "yes", "no"),
    "m": ("", "yes", "no", "yes no", "no yes"),
    "k": ("", "yes no", "no yes"),
    "a": ("", "2024-02-29", "2026-01-31", "2026-12-01"),
}

Standing = tuple[str, str, bool, bool, bool, str]
"""A question: its name, the place of the instance around it, relevant, required, valid, and its text."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done to both."""

    what: str
    name: str
    mult: str = "-1"
    kind: str = ""
    text: str = ""

    def line(self) -> str:
        """Write it for the other side."""
        return f"{self.what}\t{self.name}\t{self.mult}\t{self.kind}\t{self.text}"


@pytest.fixture(scope="session")
def java(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the command that walks in JavaRosa."""
    pyxform = find_spec("pyxform")
    beside = (
        Path(pyxform.origin).parent / "validators/odk_validate/bin/ODK_Validate.jar"
        if (pyxform and pyxform.origin)
        else Path("ODK_Validate.jar")
    )
    jar = Path(os.environ.get("JAVAROSA", str(beside)))
    if not jar.exists():
        pytest.skip("JavaRosa is not here: install pyxform, or say with JAVAROSA where the jar is")
    if shutil.which("javac") is None:
        pytest.skip("there is no Java compiler (javac) here to make the walker with")
    folder = tmp_path_factory.mktemp("java")
    source = Path(__file__).with_name("JavaRosaWalk.java")
    subprocess.run(["javac", "-cp", str(jar), "-d", str(folder), str(source)], check=True, timeout=200)
    return ["java", "-cp", f"{jar}{os.pathsep}{folder}", "JavaRosaWalk"]


class Maker:
    """Makes a questionnaire at random: formulas look back only, so that nothing waits for itself."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self.names: list[str] = []

    def survey(self) -> str:
        """Write the sections: plain questions, a repeat, and what is worked out of both."""
        plain = [self._question("p", at) for at in range(8)]
        outside = list(self.names)
        inside = [self._question("r", at) for at in range(5)]
        deep = [self._question("n", at) for at in range(3)]
        repeated = [name for name in self.names if name not in outside]
        self.names = outside
        totals = [self._total(at, repeated) for at in range(5)]
        gate = f'\n    relevant: "{self._truth()}"' if self._dice.random() < 0.5 else ""
        return (
            "  - type: group\n    name: first\n    label: {nl: F, en: F}\n    children:\n"
            + "".join(f"      - {line}\n" for line in plain)
            + f"  - type: group\n    name: second\n    label: {{nl: S, en: S}}{gate}\n    children:\n"
            "      - type: repeat\n        name: rep\n        label: {nl: R, en: R}\n        children:\n"
            + "".join(f"          - {line}\n" for line in inside)
            + "          - type: repeat\n            name: inner\n            label: {nl: I, en: I}\n"
            "            children:\n"
            + "".join(f"              - {line}\n" for line in deep)
            + "  - type: group\n    name: third\n    label: {nl: T, en: T}\n    children:\n"
            + "".join(f"      - {line}\n" for line in totals)
        )

    def _question(self, prefix: str, at: int) -> str:
        kind = self._dice.choice("iiddtyymkac") if self.names else "i"
        name = f"{prefix}{at}_{kind}"
        parts = [f"name: {name}"]
        if self._dice.random() < 0.5 and self.names:
            parts.append(f'relevant: "{self._truth()}"')
        if kind == "c":
            parts += ["type: calculate", f'calculation: "{self._number()}"']
        else:
            list_name = " yes_no" if kind in "ymk" else ""
            parts += [f"type: {KINDS[kind]}{list_name}", f"label: {{nl: {name}, en: {name}}}"]
            if self._dice.random() < 0.4 and self.names:
                parts.append(f'required: "{self._truth()}"')
            if self._dice.random() < 0.5 and kind in "id" and self.names:
                parts.append(f'constraint: ". <= {self._number()}", constraint_message: {{nl: m, en: m}}')
        self.names.append(name)
        return "{" + ", ".join(parts) + "}"

    def _total(self, at: int, repeated: list[str]) -> str:
        numbers = [name for name in repeated if name[-1] in "id"]
        one = self._dice.choice(repeated)
        of = self._dice.choice(numbers or repeated)
        formula = self._dice.choice(
            (
                f"count(${{{one}}})",
                "count(${rep})",
                f"count-non-empty(${{{one}}})",
                f"join('-', ${{{one}}})",
                f"sum(${{{of}}})" if numbers else "count(${rep})",
                " + ".join(f"coalesce(${{{name}}}, 0)" for name in self._some("id", 7)),
            )
        )
        return f'{{type: calculate, name: total{at}, calculation: "{formula}"}}'

    def _some(self, kinds: str, count: int) -> list[str]:
        found = [name for name in self.names if name[-1] in kinds] or self.names
        return [self._dice.choice(found) for _ in range(count)]

    def _number(self) -> str:
        (one, other) = self._some("id", 2)
        return self._dice.choice(
            (
                f"coalesce(${{{one}}}, 0) + 1",
                f"coalesce(${{{one}}}, 2) * 3 - coalesce(${{{other}}}, 1)",
                f"if(${{{one}}} > 2, 5, 1)",
                f"string-length(${{{one}}})",
                "10",
            )
        )

    def _truth(self) -> str:
        one = self._dice.choice(self.names)
        (number,) = self._some("id", 1)
        if one[-1] in "mka" and self._dice.random() < 0.6:
            return self._truth_of_its_kind(one)
        return self._dice.choice(
            (
                f"${{{one}}} != ''",
                f"${{{number}}} > 1",
                f"${{{number}}} >= 0 and ${{{one}}} != '{'yes' if one[-1] == 'y' else 'a'}'",
                f"not(${{{number}}} = 2) or ${{{one}}} = ''",
                f"string-length(${{{one}}}) < 2",
                f"{self._number()} > 3",
            )
        )

    def _truth_of_its_kind(self, one: str) -> str:
        if one[-1] == "a":
            return self._dice.choice(
                (
                    f"${{{one}}} > date('2026-01-31')",
                    f"${{{one}}} = date('2026-12-01')",
                    f"format-date(${{{one}}}, '%Y-%n') = '2024-2'",
                    f"decimal-date-time(${{{one}}}) < 20000",
                )
            )
        return self._dice.choice(
            (
                f"selected(${{{one}}}, 'yes')",
                f"count-selected(${{{one}}}) > 1",
                f"${{{one}}} = 'no yes'",
                f"not(selected(${{{one}}}, 'no')) or ${{{one}}} = ''",
            )
        )


def our_standing(filled: Evaluation) -> Iterator[Standing]:
    """Tell how each question stands with us."""
    for address in filled.addresses():
        status = filled.status(address)
        places: list[str] = []
        above: tuple[str, ...] = ()
        for repeat, instance in zip(("rep", "inner"), address.instances, strict=False):
            places.append(str(filled.instances(repeat, above).index(instance)))
            above = (*above, instance)
        text = filled.at(address).own if status.relevant else ""
        mult = ".".join(places) or "-1"
        yield (address.name, mult, status.relevant, status.required, status.problem is None, text)


def our_instances(filled: Evaluation, mult: str) -> tuple[str, ...]:
    """Give the instances at a place such as 0.2."""
    found: tuple[str, ...] = ()
    for repeat, place in zip(("rep", "inner"), () if mult == "-1" else mult.split("."), strict=False):
        found = (*found, filled.instances(repeat, found)[int(place)])
    return found


def our_act(filled: Evaluation, act: Act, made: int) -> None:
    """Do it with us."""
    instances = our_instances(filled, act.mult)
    match act.what:
        case "add":
            filled.add_instance(act.name, f"n{made}", instances)
        case "remove":
            filled.remove_instance(act.name, instances[-1], instances[:-1])
        case _:
            filled.set(Address(act.name, instances), value_of(act))


def value_of(act: Act) -> Value:
    """Read an answer."""
    if not act.text:
        return None
    match act.kind:
        case "integer":
            return int(act.text)
        case "decimal":
            return Decimal(act.text)
        case "date":
            return date.fromisoformat(act.text)
        case "select_multiple" | "rank":
            return tuple(act.text.split())
        case _:
            return act.text


def walk(dice: random.Random, names: list[str], gate_open: bool) -> Iterator[Act]:
    """Give what is done: answers, and instances added and taken out, also inside others."""
    inner: list[int] = []
    for _ in range(ACTS):
        chance = dice.random()
        at = dice.randrange(len(inner)) if inner else -1
        if chance < 0.12 and gate_open and len(inner) < 4:
            inner.append(0)
            yield Act("add", "rep")
        elif chance < 0.25 and gate_open and inner and inner[at] < 3:
            inner[at] += 1
            yield Act("add", "inner", str(at))
        elif chance < 0.28 and gate_open and inner and not inner[at]:
            del inner[at]
            yield Act("remove", "rep", str(at))
        elif chance < 0.32 and gate_open and inner and inner[at]:
            inner[at] -= 1
            yield Act("remove", "inner", f"{at}.{dice.randrange(inner[at] + 1)}")
        else:
            there = "p" + ("r" if inner else "") + ("n" if inner and inner[at] else "")
            name = dice.choice([one for one in names if one[-1] != "c" and one[0] in there])
            mult = {
                "p": "-1",
                "r": str(at),
                "n": f"{at}.{dice.randrange(max(1, inner[at]))}" if inner else "",
            }
            yield Act("set", name, mult[name[0]], KINDS[name[-1]], dice.choice(VALUES[name[-1]]))


def normal(text: str) -> str:
    """Write numbers alike: JavaRosa keeps a decimal as binary floating point."""
    try:
        number = float(text)
    except ValueError:
        return text
    return repr(number) if text.strip() == text else text


@pytest.mark.parametrize("seed", range(WALKS))
def test_a_walk_beside_javarosa(seed: int, java: list[str], tmp_path: Path) -> None:
    dice = random.Random(seed)  # noqa: S311 - a walk that can be walked again, not a secret
    maker = Maker(dice)
    survey = maker.survey()
    questionnaire = read_questionnaire(HEAD + survey, "walk.yaml")
    filled = Evaluation(compile_questionnaire(questionnaire), TODAY)
    file = tmp_path / "walk.xml"
    file.write_text(xform(questionnaire), encoding="utf-8")
    names = [address.name for address in filled.addresses()]
    inside = [child.name for repeat in ("rep", "inner") for child in filled.compiled.repeat(repeat).children]
    gate_open = questionnaire.children[1].relevant is None
    acts = list(
        walk(dice, [name for name in [*names, *inside] if name[:5] not in ("total", "inner")], gate_open)
    )
    told = subprocess.run(
        [*java, str(file)],
        input="\n".join(act.line() for act in acts) + "\n",
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert told.returncode == 0, told.stderr[-2000:] + survey
    theirs = [block.splitlines() for block in told.stdout.split("\n\n")]
    for at, act in enumerate([None, *acts]):
        if act is not None:
            our_act(filled, act, at)
        mine = {one[:2]: one[2:] for one in our_standing(filled)}
        for line in theirs[at]:
            name, mult, relevant, required, valid, text = line.split("\t")
            ours = mine.pop((name, mult))
            assert ours[0] == (relevant == "true"), (survey, act, line, ours)
            if ours[0]:
                assert ours[1:3] == (required == "true", valid == "true"), (survey, act, line, ours)
                assert normal(ours[3]) == normal(text), (survey, act, line, ours)
        assert not mine
