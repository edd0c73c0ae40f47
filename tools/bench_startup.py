# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long the program takes from its start to the unlock screen, beside an empty window of Qt's.

Ours is a fresh Python process that does what ``gehoorwijzer --vault FOLDER`` does: it opens the window on a
vault that is there, asks who may unlock it, and has arrived when the field for the passphrase is painted. The
other is a fresh process of the same Python that imports ``PySide6.QtWidgets``, shows an empty ``QMainWindow``
of the same size and has arrived when that is painted.

Both are timed by their parent, from before the process is made until the byte that the child writes after
the paint. Python's byte code is kept in a folder of its own for both, as it is kept where a program is
installed; the first start of each fills that folder, warms the disk's cache and is not counted.
"""

import os
import select
import subprocess
import sys
from pathlib import Path
from time import perf_counter
from typing import IO, cast

from tools.bench_autosave import VAULT, Times, new_vault

ROOT = Path(__file__).parent.parent

_PATIENCE = 120  # seconds; a child that takes longer hangs

_ARRIVED = """
def arrived():
    os.write(1, b".")
    os._exit(0)
"""

OURS = f"""
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QLineEdit
{_ARRIVED}
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and isinstance(watched, QLineEdit):
            if watched.echoMode() == QLineEdit.EchoMode.Password:
                QTimer.singleShot(0, arrived)
        return False

application = QApplication(sys.argv[:1])
watch = Watch()
application.installEventFilter(watch)
from app.cli import main
sys.exit(main(["--vault", sys.argv[1]]) or 1)
"""

EMPTY = f"""
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
{_ARRIVED}
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, arrived)

application = QApplication(sys.argv[:1])
window = Window()
window.resize(1440, 900)
window.show()
application.exec()
"""


def measure(folder: Path, pairs: int) -> Times:
    """Start both in turn, `pairs` times after one start of each to warm up; `folder` holds the vault."""
    new_vault(folder).lock()
    vault = folder / VAULT
    environment = _environment(folder)
    ours: list[float] = []
    other: list[float] = []
    for _ in range(pairs + 1):
        ours.append(took(OURS, vault, environment))
        other.append(took(EMPTY, vault, environment))
    return ours[1:], other[1:]


def took(program: str, vault: Path, environment: dict[str, str]) -> float:
    """Start a program and give how long it took, in ms, until it said that its window was painted.

    Raises:
        RuntimeError: it ended, or hung, before it had said so.
    """
    began = perf_counter()
    command = [sys.executable, "-c", program, str(vault)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=environment
    ) as child:
        told, complaints = cast("IO[bytes]", child.stdout), cast("IO[bytes]", child.stderr)
        arrived = bool(select.select([told], [], [], _PATIENCE)[0]) and told.read(1)
        took_so_long = (perf_counter() - began) * 1000
        if not arrived:
            child.kill()
            raise RuntimeError(f"a window was not painted: {complaints.read().decode()}")
    return took_so_long


def _environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {
        "PYTHONPYCACHEPREFIX": str(folder / "byte code"),
        "XDG_CONFIG_HOME": str(folder / "settings"),
    }
