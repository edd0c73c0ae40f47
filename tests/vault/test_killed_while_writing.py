# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A program that is killed while it writes has lost nothing that it had called safe."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.hearing.records import AnswerRevised
from tests.vault.making import ACT, opened, turn, unlock

ROOT = Path(__file__).parent.parent.parent
CHILD = Path(__file__).with_name("writing_child.py")
KILLS = 2


def safe_when_killed(folder: Path, chance: random.Random) -> int:
    """Let the program write, kill it after some answers, and give the last that it had called safe."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    with child.stdout as told:
        assert told.readline() == "ready\n"
        for _ in range(chance.randrange(1, 60)):
            told.readline()
        child.send_signal(signal.SIGKILL)
        lines = [said for said in told if said.endswith("\n")]
    assert child.wait() == -signal.SIGKILL
    return int(lines[-1]) if lines else 0


@pytest.mark.crash
def test_what_was_called_safe_survives_a_kill(folder: Path) -> None:
    vault = unlock(folder)
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1))
        work.commit()
    vault.close()
    chance = random.Random(20261123)  # noqa: S311 - a random moment, no secret
    for _ in range(KILLS):
        promised = safe_when_killed(folder, chance)
        vault = unlock(folder)
        with vault.dossiers(ACT) as work:
            numbers = [one.number for one in work.hearing("g1") if isinstance(one, AnswerRevised)]
            (listed,) = work.listed(f"antwoord {len(numbers)}", frozenset(), 10, 0)
        assert len(numbers) >= promised
        assert numbers == list(range(1, len(numbers) + 1))
        assert listed.last_at.minute == len(numbers) % 60, "the worklist and the records fell apart"
        assert all(finding.ok for finding in vault.verify())
        vault.close()
