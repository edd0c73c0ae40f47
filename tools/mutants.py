# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Changes the code a little, many times over, and tells which changes no test notices: mutation testing.

A sample is drawn from all small changes that can be made to the language and the evaluation of
questionnaires (another operator, a constant one off, a truth turned round), each is made in a copy of the
tree, and the tests of that room run until the first one fails. ``MUTANTS`` says how many, ``SEED`` which
sample. What survives is printed and written to ``build/mutants.json``: it lacks a test, or changes nothing.
"""

import ast
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
RESULT = ROOT / "build" / "mutants.json"
COPIED = ("app", "tests", "questionnaires", "resources", "translations", "tools", "pyproject.toml")
ROOM = (
    "expressions/*.py",
    "expressions/functions/*.py",
    "following.py",
    "shaping.py",
    "section_counts.py",
    "settling.py",
    "overview.py",
    "evaluation.py",
)
ROOM_TOO = (
    "totals.py",
    "cells.py",
    "cell_scope.py",
    "graph.py",
    "reach.py",
    "compile_names.py",
    "compile_paths.py",
)
TESTS = (
    "tests/conformance/test_xpath_cases.py",
    "tests/questionnaire",
    "tests/inputs/test_expressions.py",
)
LONGEST = 300.0

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change: the file, where in it, what it was and became, and the whole file after it."""

    file: str
    line: int
    was: str
    became: str
    text: str


def places_in(file: Path) -> Iterator[tuple[Path, int]]:
    """Give every place in a file where a change can be made, as the number of the node."""
    for at, node in enumerate(ast.walk(ast.parse(file.read_text(encoding="utf-8")))):
        if _change(node) is not None:
            yield file, at


def mutant_at(file: Path, at: int) -> Mutant:
    """Make the change in one place."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    node = next(one for place, one in enumerate(ast.walk(tree)) if place == at)
    was, change = ast.unparse(node), _change(node)
    if change is None:
        raise ValueError(f"nothing can be changed in {file} at {at}")
    change(node)
    name = file.relative_to(ROOT).as_posix()
    return Mutant(name, getattr(node, "lineno", 0), was, ast.unparse(node), ast.unparse(tree))


def _change(node: ast.AST) -> Callable[[ast.AST], None] | None:
    """Give what makes another of a node; nothing where it stays as it is."""
    match node:
        case ast.Compare(ops=[sign]) if type(sign) in _SWAPS:
            return lambda one: setattr(one, "ops", [_SWAPS[type(sign)]()])
        case ast.BoolOp(op=sign) | ast.BinOp(op=sign) if type(sign) in _SWAPS:
            return lambda one: setattr(one, "op", _SWAPS[type(sign)]())
        case ast.Constant(value=bool() as truth):
            return lambda one: setattr(one, "value", not truth)
        case ast.Constant(value=int() | float() as number):
            return lambda one: setattr(one, "value", number + 1)
        case ast.If(test=test):
            return lambda one: setattr(one, "test", ast.UnaryOp(ast.Not(), test))
        case _:
            return None


def is_noticed(mutant: Mutant, folder: Path) -> bool:
    """Tell whether a test fails in a copy of the tree with a change in it."""
    place = folder / mutant.file
    whole = place.read_text(encoding="utf-8")
    place.write_text(mutant.text, encoding="utf-8")
    try:
        return not _passes(folder)
    finally:
        place.write_text(whole, encoding="utf-8")


def _passes(folder: Path) -> bool:
    """Run the tests in a copy of the tree; those that never end do not pass."""
    try:
        told = subprocess.run(
            [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *TESTS],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": str(folder),
                "PYTHONDONTWRITEBYTECODE": "1",
                "INPUT_CASES": "20",
            },
            capture_output=True,
            timeout=LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return told.returncode == 0


def main() -> int:
    """Draw a sample, try each, and print what survives."""
    room = ROOT / "app" / "questionnaire"
    files = sorted({file for pattern in (*ROOM, *ROOM_TOO) for file in room.glob(pattern)})
    every = [place for file in files for place in places_in(file)]
    dice = random.Random(int(os.environ.get("SEED", "1")))  # noqa: S311 - a sample to draw again, no secret
    drawn = dice.sample(every, min(len(every), int(os.environ.get("MUTANTS", "100"))))
    sample = [mutant_at(*place) for place in drawn]
    survived: list[Mutant] = []
    with TemporaryDirectory(prefix="mutants-") as name:
        folder = Path(name) / "tree"
        folder.mkdir()
        if (cases := ROOT.parent / "shared").exists():
            (Path(name) / "shared").symlink_to(cases)
        for part in COPIED:
            copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
            copy(ROOT / part, folder / part)
        if not _passes(folder):
            print("the tests fail without any change")
            return 1
        for at, mutant in enumerate(sample, 1):
            if not is_noticed(mutant, folder):
                survived.append(mutant)
                print(
                    f"survives: {mutant.file}:{mutant.line}: {mutant.was!r} → {mutant.became!r}", flush=True
                )
            if at % 10 == 0:
                print(f"{at} of {len(sample)}, {len(survived)} survive", flush=True)
    print(f"{len(sample) - len(survived)} of {len(sample)} changes are noticed, of {len(every)} possible")
    RESULT.parent.mkdir(exist_ok=True)
    rows = [{"file": one.file, "line": one.line, "was": one.was, "became": one.became} for one in survived]
    RESULT.write_text(
        json.dumps({"sample": len(sample), "survived": rows}, indent=2) + "\n", encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
