# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program is killed while keys or ways in are changed: there is the old state or the new one."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from app.hearing.records import HearingRecord
from app.vault.header import NEXT, NewPerson
from tests.crash.keys_child import COLLEAGUE, NAMES
from tests.vault.making import ACT, CHEAP, NAME, answer, header_of, line, make, opened, turn, unlock

KILLS = min(int(os.environ.get("KILLS", "10")), 50)
ROOT = Path(__file__).parent.parent.parent
CHILD = Path(__file__).with_name("keys_child.py")
RECORDS: tuple[HearingRecord, ...] = (
    opened(),
    turn(1),
    *(answer(1, f"Aleppo {number} " + "woorden " * 400, number) for number in range(1, 200)),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = make(tmp_path / "kluis", "administrator", "interviewer", "team_lead", "trainer")
    vault = unlock(made)
    vault.people.add(NewPerson(NAMES[0], frozenset({"interviewer"}), COLLEAGUE), CHEAP)
    with vault.dossiers(ACT) as work:
        work.append(*RECORDS)
        work.list_hearing(line())
        work.commit()
    vault.close()
    return made


def live_and_die(folder: Path, what: str, after: float) -> list[str]:
    """Start the program, kill it at a random moment, and give what it had called done by then."""
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), what],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    with child.stdout as told:
        assert told.readline() == "ready\n"
        killer = Timer(after, child.send_signal, (signal.SIGKILL,))
        killer.start()
        done = [said.rstrip("\n") for said in told if said.endswith("\n")]
        killer.join()
    assert child.wait() == -signal.SIGKILL
    return done


def all_is_there(folder: Path) -> None:
    """Open the vault as each of both, and look at everything."""
    name = next(slot.person.name for slot in header_of(folder).slots if slot.person.name in NAMES)
    for who in (name, NAME):
        vault = unlock(folder, who, COLLEAGUE) if who == name else unlock(folder)
        with vault.dossiers(ACT) as work:
            assert work.hearing("g1") == RECORDS
        assert [str(finding.message) for finding in vault.verify() if not finding.ok] == []
        assert vault.notices() == ()
        vault.close()
    header = header_of(folder)
    assert not header.flawed
    assert not any(key.startswith(NEXT) for slot in header.slots for key in slot.sealed)
    assert not [path.name for path in folder.iterdir() if ".next" in path.name]


@pytest.mark.crash
@pytest.mark.timeout(max(300, KILLS * 15))
@pytest.mark.parametrize("what", ["keys", "slots"])
def test_a_kill_leaves_the_old_state_or_the_new_one(folder: Path, what: str) -> None:
    chance = random.Random(f"20261124 {what}")  # noqa: S311 - a repeatable choice of moments, no secret
    done: list[str] = []
    for life in range(KILLS):
        said = live_and_die(folder, what, chance.uniform(0.0, 1.0))
        done += said
        all_is_there(folder)
        names = [slot.person.name for slot in header_of(folder).slots]
        if said and said[-1] == "gone":
            assert names.count("even") <= 1
        if "even" in names:
            vault = unlock(folder)
            vault.people.remove("even")
            vault.close()
        assert len(names) in (2, 3), f"after {life + 1} kills"
    assert done, "the program was killed before it had done anything worth testing"
