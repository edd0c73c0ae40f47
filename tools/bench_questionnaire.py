# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Answers to a synthetic questionnaire: ours among few and many questions, and beside other engines.

The questionnaire is the one that the peers are measured with: blocks of five, a gate and four questions that
are relevant when it says yes; whole numbers from 0 to 120; a sum of thirty answers for every fifty questions.
Every answer is timed until all that follows from it is settled: first all questions are filled in, then every
gate is shut. The peers are looked for in the folder that ``PEERS`` names, else in ``../shared/peers``; what
is not installed there is not measured, and that is said.
"""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.values import Address, Value
from app.services.questionnaire_cache import QuestionnaireCache
from app.services.shelf import compiled_from

ROOT = Path(__file__).parent.parent
SIZES = (100, 1_000, 10_000)
BLOCK, SECTION = 5, 50
TODAY = date(2026, 1, 1)
JAR = "ODK_Validate.jar"
_LONGEST = 600

Pair = tuple[str, str, list[float], list[float]]
"""What is compared, with what, and both in milliseconds."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One engine on one size: milliseconds to load from source and from the cache, and for each answer.

    `first_answers` are those after loading from the cache, when formulas are compiled as they are needed.
    """

    load: float
    answers: list[float]
    cached: float
    first_answers: list[float]

    @property
    def median(self) -> float:
        """The middle of all answers."""
        return quantiles(self.answers, n=100)[49]

    @property
    def slow(self) -> float:
        """What one answer in a hundred takes or exceeds."""
        return quantiles(self.answers, n=100)[98]

    @property
    def slow_at_first(self) -> float:
        """The same, after loading from the cache."""
        return quantiles(self.first_answers, n=100)[98]


def source(size: int) -> str:
    """Write the questionnaire."""
    return "".join(_lines(size))


def ours(size: int) -> Measured:
    """Measure our engine, and make sure that it did the work."""
    text = source(size)
    with TemporaryDirectory() as folder:
        cache = QuestionnaireCache(Path(folder))
        load, filled = _loaded(text, None)
        compiled_from(text, "bench", cache)
        cached, again = _loaded(text, cache)
    answers = _answered(filled, size)
    return Measured(load, answers, cached, _answered(again, size))


def _answered(filled: Evaluation, size: int) -> list[float]:
    """Answer everything, shut every gate, and make sure that the work was done."""
    times = [_timed(filled, at, _value(at)) for at in range(size)]
    expected = sum(at % 100 for at in range(SECTION) if _is_number(at))
    if filled.status(Address("sum0")).value != str(expected):
        raise AssertionError("the sum is wrong")
    times += [_timed(filled, at, "no") for at in range(0, size, BLOCK)]
    if filled.status(Address("q1")).relevant:
        raise AssertionError("the gate did not shut")
    return times


def measure() -> tuple[list[Pair], list[str]]:
    """Give what was compared, and a sentence about each peer that was not."""
    ours_by_size = {size: ours(size) for size in SIZES}
    pairs: list[Pair] = [
        (
            "answer among 10,000 questions",
            "among 100",
            ours_by_size[10_000].answers,
            ours_by_size[100].answers,
        )
    ]
    silent: list[str] = []
    folder = Path(os.environ.get("PEERS") or ROOT.parent / "shared" / "peers")
    for name, command, missing in _peers(folder):
        if missing:
            silent.append(f"not measured: no peer {name} ({missing} is not in {folder})")
            continue
        for size in SIZES[1:] if name == "JavaRosa" else SIZES[1:2]:
            told = _run(folder, [*command, str(size)])
            mine = ours_by_size[size]
            pairs += [
                (f"answer among {size:,}, median", f"{name}'s", [mine.median], [told["fill"]["med"]]),
                (f"answer among {size:,}, 99th percentile", f"{name}'s", [mine.slow], [told["fill"]["p99"]]),
                (
                    f"answer among {size:,} from cache, 99th percentile",
                    f"{name}'s",
                    [mine.slow_at_first],
                    [told["fill"]["p99"]],
                ),
                (f"load {size:,} from source", f"{name}'s", [mine.load], [told["load_ms"]]),
                (f"load {size:,} from cache", f"{name}'s from source", [mine.cached], [told["load_ms"]]),
            ]
    return pairs, silent


def memory(size: int) -> tuple[float, float]:
    """Give the megabytes that a filled-in questionnaire takes above the bare interpreter (Linux).

    First where it was read from its source in that same process, then where it came from the cache.
    """
    with TemporaryDirectory() as folder:
        return _taken(size, folder), _taken(size, folder)


def _taken(size: int, folder: str) -> float:
    script = (
        "import gc, pathlib, sys\n"
        "def taken(): return int(pathlib.Path('/proc/self/statm').read_text().split()[1]) * 4096\n"
        "bare = taken()\n"
        "from tools import bench_questionnaire as bench\n"
        f"kept = bench.filled({size}, {folder!r}); gc.collect()\n"
        "print((taken() - bare) / 1e6)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=_LONGEST
    )
    return float(told.stdout)


def filled(size: int, folder: str) -> tuple[CompiledQuestionnaire, Evaluation]:
    """Give a questionnaire with every question answered, with a cache in a folder."""
    compiled = compiled_from(source(size), "bench", QuestionnaireCache(Path(folder)))
    evaluation = Evaluation(compiled, TODAY)
    for at in range(size):
        evaluation.set(Address(f"q{at}"), _value(at))
    return compiled, evaluation


def _peers(folder: Path) -> Iterator[tuple[str, list[str], str]]:
    """Give the peers: what they are called, how they are started, and what of them is missing."""
    java = ["java", "-cp", f"{JAR}{os.pathsep}.", "JrBench"]
    needed = [JAR, "JrBench.class", *(f"form{size}.xml" for size in SIZES)]
    yield "JavaRosa", java, next((name for name in needed if not (folder / name).exists()), "")
    engine = "node_modules/@getodk/xforms-engine"
    missing = "" if (folder / engine).exists() else engine
    yield "xforms-engine", ["node", "--expose-gc", "xfe.mjs"], missing


def _run(folder: Path, command: list[str]) -> Any:
    told = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=True, timeout=_LONGEST
    ).stdout
    return json.loads(told.splitlines()[-1])


def _lines(size: int) -> Iterator[str]:
    yield (
        "questionnaire:\n  id: bench\n  version: 1.0.0\n  hearing_kind: aanmeldgehoor\n"
        "  title: {nl: P, en: P}\n  languages: [nl, en]\n"
        "choices:\n  yes_no:\n    - {name: 'yes', label: {nl: Ja, en: 'Yes'}}\n"
        "    - {name: 'no', label: {nl: Nee, en: 'No'}}\nsurvey:\n"
    )
    for first in range(0, size, SECTION):
        section = range(first, min(size, first + SECTION))
        name = f"s{first // SECTION}"
        yield f"  - type: group\n    name: {name}\n    label: {{nl: {name}, en: {name}}}\n    children:\n"
        for at in section:
            head = f"name: q{at}, label: {{nl: Vraag {at}, en: Question {at}}}"
            relevant = f"relevant: \"${{q{at - at % BLOCK}}} = 'yes'\""
            if at % BLOCK == 0:
                yield f"      - {{type: select_one yes_no, {head}, required: true}}\n"
            elif not _is_number(at):
                yield f"      - {{type: text, {head}, {relevant}}}\n"
            else:
                yield (
                    f"      - {{type: integer, {head}, {relevant}, constraint: '. >= 0 and . <= 120',"
                    " constraint_message: {nl: '0..120', en: '0..120'}}\n"
                )
        terms = " + ".join(f"coalesce(${{q{at}}}, 0)" for at in section if _is_number(at))
        yield f'      - {{type: calculate, name: sum{first // SECTION}, calculation: "{terms}"}}\n'


def _loaded(text: str, cache: QuestionnaireCache | None) -> tuple[float, Evaluation]:
    gc.collect()
    start = perf_counter()
    filled = Evaluation(compiled_from(text, "bench", cache), TODAY)
    return (perf_counter() - start) * 1000, filled


def _is_number(at: int) -> bool:
    return at % BLOCK in (1, 3, 4)


def _value(at: int) -> Value:
    if at % BLOCK == 0:
        return "yes"
    return at % 100 if _is_number(at) else f"t{at}"


def _timed(filled: Evaluation, at: int, value: Value) -> float:
    address = Address(f"q{at}")
    start = perf_counter()
    filled.set(address, value)
    return (perf_counter() - start) * 1000
