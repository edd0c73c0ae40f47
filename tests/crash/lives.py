# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Many short lives of the program, each ended by a kill.

A parent process loads the program once and forks for each life, so that a life costs what it does and not
what loading costs. It holds nothing open itself.
"""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Timer
from typing import IO

KILLS = int(os.environ.get("KILLS", "0"))
"""How often the program is killed in each test; 0 for as often as fits in every run of the tests."""

ROOT = Path(__file__).parent.parent.parent
_BORN, _DIED = "born", "died"


def say(*words: str) -> None:
    """Tell the test; a line is on its way, whole, before anything else happens."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def serve(live: Callable[[Sequence[str]], None]) -> None:
    """Live one life for each line that comes in: its words are the arguments."""
    say("loaded")
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            say(_BORN, str(os.getpid()))
            try:
                live(line.split())
                os._exit(0)
            finally:
                os._exit(1)  # it failed, and stderr says how
        _, status = os.waitpid(child, 0)
        say(_DIED, str(os.waitstatus_to_exitcode(status)))


class Lives:
    """Lives of one kind, one after the other."""

    def __init__(self, to: IO[str], told: IO[str]) -> None:
        self._to, self._told = to, told

    def live_and_die(self, after: float, *arguments: object, ready: str = "ready") -> list[str]:
        """Live until killed, `after` seconds after it said that it was ready, and give what it said.

        A life may end by itself before that.
        """
        self._to.write(" ".join(map(str, arguments)) + "\n")
        self._to.flush()
        pid = int(self._told.readline().removeprefix(_BORN))
        said: list[str] = []
        killer: Timer | None = None
        for line in self._told:
            kind, _, rest = line.rstrip("\n").partition(" ")
            if kind == ready and killer is None:
                killer = Timer(after, _kill, (pid,))
                killer.start()
            elif kind == _DIED:
                break
            else:
                said.append(line.rstrip("\n"))
        if killer is not None:
            killer.cancel()
            killer.join()
        assert killer is not None, "the program did not come up"
        assert int(rest) in {0, -signal.SIGKILL}, f"it ended by itself with {rest}"
        return said


@contextmanager
def lives(script: Path) -> Iterator[Lives]:
    """Load a script that serves lives, and end it afterwards."""
    parent = subprocess.Popen(
        [sys.executable, str(script)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert parent.stdin is not None
    assert parent.stdout is not None
    try:
        assert parent.stdout.readline() == "loaded\n"
        yield Lives(parent.stdin, parent.stdout)
    finally:
        parent.stdin.close()
        os.killpg(parent.pid, signal.SIGKILL)  # a life that is still going on, too
        parent.wait()
        parent.stdout.close()


def moments(longest: float) -> Iterator[float]:
    """Give random moments to kill at, the same in every run."""
    chance = random.Random(20261123)  # noqa: S311 - a repeatable choice, no secret
    while True:
        yield chance.uniform(0.0, longest)


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return  # it had ended by itself
