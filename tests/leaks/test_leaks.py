# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Nothing that is said in a hearing is in clear text anywhere but where the user put it."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.leaks.canaries import canary, heard_in, sings

CANARIES = 50
EXPORTS = "door de gebruiker gekozen"


pytestmark = pytest.mark.timeout(900)  # a whole hearing, typed key by key


@dataclass(frozen=True, slots=True)
class Played:
    """A machine on which a whole hearing was held: its only folder, and what the program told."""

    home: Path
    told: dict[str, Any]
    output: str


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    home = tmp_path_factory.mktemp("machine")
    places = {
        name: str(home / folder)
        for name, folder in {
            "HOME": "",
            "TMPDIR": "tmp",
            "SQLITE_TMPDIR": "tmp",
            "XDG_CACHE_HOME": "cache",
            "XDG_CONFIG_HOME": "config",
            "XDG_DATA_HOME": "data",
            "XDG_STATE_HOME": "state",
            "XDG_RUNTIME_DIR": "runtime",
        }.items()
    }
    for place in places.values():
        Path(place).mkdir(mode=0o700, exist_ok=True)
    root = Path(__file__).parent.parent.parent
    child = subprocess.run(
        [sys.executable, "-m", "tests.leaks.leak_child", home / "kluis", home / EXPORTS],
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)},
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        timeout=880,
    )
    assert child.returncode == 0, child.stderr[-2000:]
    *_, last = child.stdout.splitlines()
    return Played(home, json.loads(last), child.stdout + child.stderr)


def test_the_canaries_are_heard_where_they_may_be(played: Played) -> None:
    """What is exported on purpose holds them: so they were typed, and the search can find them."""
    exported = b"".join(path.read_bytes() for path in (played.home / EXPORTS).glob("*.json"))
    heard = [number for number in range(1, played.told["typed"] + 1) if canary(number).encode() in exported]
    assert len(heard) >= CANARIES


def test_no_canary_is_in_any_other_file(played: Played) -> None:
    assert [file for file in heard_in(played.home) if not file.startswith(EXPORTS)] == []


def test_no_canary_is_in_the_clipboard_or_the_output(played: Played) -> None:
    assert not sings(played.told["clipboard"])
    assert not sings(played.output)


def test_what_the_program_writes_is_for_its_user_alone(played: Played) -> None:
    if sys.platform == "win32":
        pytest.skip("skipped: Windows has other permissions")
    open_to_others = [
        str(path.relative_to(played.home))
        for path in played.home.rglob("*")
        if path.is_file() and path.stat().st_mode & 0o077 and path.parent.name != EXPORTS
    ]
    assert open_to_others == []


def test_the_memory_of_the_program_is_not_written_when_it_fails(played: Played) -> None:
    assert played.told["core"] == 0


def test_a_canary_is_heard_in_whatever_encoding(tmp_path: Path) -> None:
    for encoding in ("utf-8", "utf-16", "utf-32"):
        (tmp_path / encoding).write_text(f"zij zei {canary(7)}", encoding=encoding)
    (tmp_path / canary(8)).write_text("niets")
    (tmp_path / "stil").write_text("niets")
    assert heard_in(tmp_path) == [canary(8), "utf-16", "utf-32", "utf-8"]
