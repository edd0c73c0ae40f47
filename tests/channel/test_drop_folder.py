# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import errno
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from app.channel.drop_folder import DropFolder
from app.channel.package import Package
from app.errors import EnvironmentFault, UserError

PACKAGE = Package("melding-2026-0003.pdf", b"inhoud" * 1000, "a1" * 16)
ROOT = Path(__file__).parents[2]


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_puts_the_whole_file_in_the_folder(tmp_path: Path) -> None:
    receipt = DropFolder(tmp_path).deliver(PACKAGE)
    assert names(tmp_path) == [PACKAGE.file_name]
    assert (tmp_path / PACKAGE.file_name).read_bytes() == PACKAGE.data
    assert receipt.digest == PACKAGE.digest
    assert not receipt.was_there


def test_the_same_key_twice_leaves_one_file(tmp_path: Path) -> None:
    DropFolder(tmp_path).deliver(PACKAGE)
    before = (tmp_path / PACKAGE.file_name).stat()
    again = DropFolder(tmp_path).deliver(PACKAGE)
    after = (tmp_path / PACKAGE.file_name).stat()
    assert again.was_there
    assert names(tmp_path) == [PACKAGE.file_name]
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_another_file_of_that_name_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / PACKAGE.file_name
    other.write_bytes(b"van iemand anders")
    with pytest.raises(UserError, match=r"staat al een ander bestand met de naam melding-2026-0003\.pdf"):
        DropFolder(tmp_path).deliver(PACKAGE)
    assert other.read_bytes() == b"van iemand anders"
    assert names(tmp_path) == [PACKAGE.file_name]


def test_a_folder_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / PACKAGE.file_name).mkdir()
    with pytest.raises(UserError):
        DropFolder(tmp_path).deliver(PACKAGE)


def test_a_file_that_appears_while_writing_is_not_overwritten(tmp_path: Path) -> None:
    def somebody_is_faster(handle: int) -> None:
        os.fsync(handle)
        (tmp_path / PACKAGE.file_name).write_bytes(b"eerder")

    with pytest.raises(UserError):
        DropFolder(tmp_path, somebody_is_faster).deliver(PACKAGE)
    assert (tmp_path / PACKAGE.file_name).read_bytes() == b"eerder"
    assert names(tmp_path) == [PACKAGE.file_name]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="is er niet"):
        DropFolder(tmp_path / "weg").deliver(PACKAGE)
    assert names(tmp_path) == []


def test_a_folder_that_is_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "map").write_bytes(b"")
    with pytest.raises(EnvironmentFault, match="is er niet"):
        DropFolder(tmp_path / "map").deliver(PACKAGE)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "is vol"),
        (errno.EDQUOT, "is vol"),
        (errno.EROFS, "mag niet worden geschreven"),
        (errno.EACCES, "mag niet worden geschreven"),
        (errno.EIO, "is mislukt"),
    ],
)
def test_a_failing_disk_is_told_and_leaves_nothing(tmp_path: Path, code: int, words: str) -> None:
    def fail(handle: int) -> None:
        raise OSError(code, os.strerror(code))

    with pytest.raises(EnvironmentFault, match=words):
        DropFolder(tmp_path, fail).deliver(PACKAGE)
    assert names(tmp_path) == []
    assert not DropFolder(tmp_path).deliver(PACKAGE).was_there


def test_a_disk_that_fills_up_while_writing_is_told(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from app.channel.drop_folder import DropFolder\n"
        "from app.channel.package import Package; from app.errors import EnvironmentFault\n"
        "try: DropFolder(Path(sys.argv[1])).deliver(Package('vol.pdf', b'x' * 100_000, 'k'))\n"
        "except EnvironmentFault as error: print(error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=True,
    )
    assert "is vol" in done.stdout
    assert names(tmp_path) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_folder_without_right_to_write_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(EnvironmentFault, match="mag niet worden geschreven"):
        DropFolder(tmp_path).deliver(PACKAGE)


_DIE_AT_SYNC = """
import os, signal, sys
from pathlib import Path
from app.channel.drop_folder import DropFolder
from app.channel.package import Package
calls = 0
def sync(handle):
    global calls
    calls += 1
    if calls == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    os.fsync(handle)
DropFolder(Path(sys.argv[1]), sync).deliver(Package("melding.pdf", b"z" * 50_000, "sleutel"))
"""


@pytest.mark.parametrize(("call", "seen"), [(1, False), (2, True)])
def test_killed_while_delivering_leaves_all_or_nothing_and_again_makes_it_whole(
    tmp_path: Path, call: int, seen: bool
) -> None:
    killed = subprocess.run(
        [sys.executable, "-c", _DIE_AT_SYNC, str(tmp_path), str(call)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    package = Package("melding.pdf", b"z" * 50_000, "sleutel")
    shown = [entry for entry in names(tmp_path) if not entry.startswith(".")]
    assert shown == (["melding.pdf"] if seen else [])
    receipt = DropFolder(tmp_path).deliver(package)
    assert receipt.was_there == seen
    assert names(tmp_path) == ["melding.pdf"]
    assert (tmp_path / "melding.pdf").read_bytes() == package.data
