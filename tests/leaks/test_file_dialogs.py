# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A file dialog leaves nowhere in which folder one was, or under which name something was saved."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.leaks.canaries import canary, heard_in

_PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from app.desktop.display import Display
from app.desktop.file_dialogs import file_dialogs

application = QApplication([])
ask = file_dialogs(Display("nl"))
parent = QWidget()
folder = Path(sys.argv[1])
for dialog, proposed in ((ask.place, "gehoor.pdf"), (ask.file, "er al.pdf"), (ask.folder, "")):
    poll = QTimer()
    poll.timeout.connect(lambda: (shown := application.activeModalWidget()) and shown.accept())
    poll.start(20)
    chosen, _ = dialog(parent, "Kies", str(folder / proposed), "")
    poll.stop()
    assert Path(chosen).is_relative_to(folder), chosen
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""


def test_where_one_has_been_is_not_remembered(tmp_path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("skipped: there it is the registry")
    home, elsewhere = tmp_path / "home", tmp_path / canary(1)
    for folder in (home, elsewhere):
        folder.mkdir()
    (elsewhere / "er al.pdf").write_bytes(b"")
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / "c"), "XDG_DATA_HOME": str(home / "d")}
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, str(elsewhere)],
        cwd=Path(__file__).parents[2],
        env=os.environ | places | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert heard_in(home) == []
    assert not list(home.rglob("*.conf"))
