# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disk that is full, broken or read-only at any point: a sentence, nothing lost, nothing half done.

A child works on a disk that fails at points spread over all of them; ``make faults`` tries every one.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
CHILD = Path(__file__).with_name("disk_child.py")
SHIM = Path(__file__).with_name("failing_disk.c")


@pytest.fixture(scope="session")
def shim(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the disk that fails."""
    compiler = shutil.which("cc")
    if sys.platform != "linux" or compiler is None:
        pytest.skip("no C compiler on Linux, so no disk can be made to fail")
    made = tmp_path_factory.mktemp("shim") / "failing_disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, SHIM, "-ldl"], check=True)
    return made


@pytest.fixture
def place() -> Iterator[Path]:
    """Give a folder, in memory where there is such a disk: it is written a thousand times."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
    usable = memory.is_dir() and os.access(memory, os.W_OK)
    with tempfile.TemporaryDirectory(dir=memory if usable else None) as folder:
        yield Path(folder)


@pytest.mark.timeout(7200)
@pytest.mark.parametrize(
    ("how", "works"),
    [
        ("full", ["hearing", "ten_passes", "export"]),
        ("full", ["backup", "restore", "slots", "making"]),
        ("broken", ["hearing", "export"]),
        ("broken", ["backup", "restore", "slots", "making"]),
        ("read-only", ["hearing", "ten_passes", "backup"]),
        ("full", ["migration", "backup_before_migration"]),
        ("broken", ["migration"]),
        ("read-only", ["migration"]),
    ],
)
def test_nothing_is_lost_and_nothing_is_half_done(
    shim: Path, place: Path, how: str, works: list[str]
) -> None:
    child = subprocess.run(
        [sys.executable, str(CHILD), how, str(place), *works],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LD_PRELOAD": str(shim)},
        check=False,
    )
    assert child.returncode == 0, child.stderr[-4000:]
    points = dict(line.split() for line in child.stdout.splitlines())
    assert list(points) == works
    assert all(int(number) >= 5 for number in points.values()), "the disk did not fail"
