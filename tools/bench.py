# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measures speed as ratios, which tell more than times do on a machine that nobody else has.

Each of our acts and what it is compared with are measured in turn, in one run and on one disk. What exactly
is compared stands in `tools.bench_autosave`, `tools.bench_startup`, `tools.bench_archive` and
`tools.bench_questionnaire`. Prints the medians with their spread, and writes them to ``build/bench.json``.
With ``BENCH=questionnaire`` only the engine of questionnaires is measured.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from tools import bench_archive, bench_autosave, bench_keys, bench_questionnaire, bench_startup

ROOT = Path(__file__).parent.parent

RESULT = ROOT / "build" / "bench.json"
ROUNDS = 200
PLAIN = "the same rows written to plain SQLite, made safe as often"
PAIRS = 11
SEARCH, SEARCH_MS = "the 50 ms that a search may take at the median", 50.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one act of ours took beside something else, in the order of measuring.

    Attributes:
        against: what it is compared with, to be read after "against".
    """

    name: str
    against: str
    ours: list[float]
    other: list[float]
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Give our median as a multiple of the other's."""
        return median(self.ours) / median(self.other)

    def entry(self) -> dict[str, Any]:
        """Give the comparison as it is written."""
        return {
            "name": self.name,
            "ours": round(median(self.ours), 4),
            "other": round(median(self.other), 4),
            "against": self.against,
            "ratio": round(self.ratio, 3),
            "unit": self.unit,
        }

    def lines(self) -> list[str]:
        """Give the comparison as it is printed."""
        return [
            f"{self.name}: {self.ratio:.2f} x {self.against}",
            f"  ours   {_spread(self.ours, self.unit)}",
            f"  other  {_spread(self.other, self.unit)}",
        ]


def measure(folder: Path, rounds: int, pairs: int) -> list[Comparison]:
    """Make every comparison.

    Args:
        folder: an empty folder on the disk to be measured.
        rounds: how many answers are given; there are twice as many drafts.
        pairs: how many times both programs are started.
    """
    for name in ("autosave", "start-up"):
        (folder / name).mkdir()
    kept, drafts, answers = bench_autosave.measure(folder / "autosave", rounds)
    starts = bench_startup.measure(folder / "start-up", pairs)
    return [
        Comparison("encrypted autosave in the store", PLAIN, *kept),
        Comparison("encrypted autosave in the service", PLAIN, *drafts),
        Comparison("encrypted answer in the service", PLAIN, *answers),
        Comparison(
            "start-up to the unlock screen", "the start of an empty Qt window of the same size", *starts
        ),
    ]


def archive(folder: Path) -> Iterator[Comparison]:
    """Compare a vault of many hearings with one of few.

    Args:
        folder: an empty folder on the disk to be measured.
    """
    looked = bench_archive.measure(folder)
    there = f"the same in a vault of {bench_archive.FEW}"
    store = f"a vault of {bench_archive.MANY:,} hearings"
    yield Comparison(f"opening a hearing of {bench_archive.TURNS} turns in {store}", there, *looked.opening)
    for kind, took in looked.searches.items():
        yield Comparison(f"searching for {kind} in {store}", there, *took)
    medians = [median(many) for many, _ in looked.searches.values()]
    yield Comparison(f"searching in {store}, all kinds", SEARCH, medians, [SEARCH_MS])
    yield Comparison(f"memory with {store}", there, *looked.memory, "MB")


def write(comparisons: list[Comparison], file: Path) -> None:
    """Write the comparisons as JSON."""
    file.parent.mkdir(parents=True, exist_ok=True)
    entries = [comparison.entry() for comparison in comparisons]
    file.write_text(json.dumps(entries, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _spread(found: list[float], unit: str) -> str:
    least, middle, most = min(found), median(found), max(found)
    return f"min {least:9.3f}   median {middle:9.3f}   max {most:9.3f} {unit}   of {len(found)}"


def main() -> None:
    """Measure, print and write."""
    RESULT.parent.mkdir(exist_ok=True)
    comparisons: list[Comparison] = []
    if os.environ.get("BENCH") != "questionnaire":
        with TemporaryDirectory(prefix="bench-", dir=RESULT.parent) as folder:
            comparisons = measure(Path(folder), ROUNDS, PAIRS)
        print(bench_keys.told())
        with TemporaryDirectory(prefix="bench-", dir=RESULT.parent) as folder:
            comparisons += archive(Path(folder))
    for comparison in comparisons:
        print(*comparison.lines(), sep="\n")
    pairs, silent = bench_questionnaire.measure()
    answers = [Comparison(*pair) for pair in pairs]
    for comparison in answers:
        print(*comparison.lines(), sep="\n")
    print(*silent, sep="\n")
    size = max(bench_questionnaire.SIZES)
    read, cached = bench_questionnaire.memory(size)
    print(
        f"memory with {size:,} answers: {read:.0f} MB above the bare interpreter where the questionnaire was"
        f" read from its source, {cached:.0f} MB where it came from the cache"
    )
    write([*comparisons, *answers], RESULT)
    print(f"written to {RESULT.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
