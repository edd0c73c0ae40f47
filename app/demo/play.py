# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The demo from beginning to end: unlock, hearing, notes, closing, report, signal."""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from app.assets import resource
from app.bootstrap import DEMO_PASSPHRASE, Parts, access
from app.clock import RandomIds
from app.demo.clock import ScriptClock
from app.demo.office import furnish
from app.demo.script import Script, read_script
from app.errors import EnvironmentFault, Message, says
from app.vault.keys import FLOOR

if TYPE_CHECKING:
    from app.demo.typist import Typist
    from app.desktop.shell import Window
    from app.services.access import Access

SCRIPT = "demo/aanmeldgehoor.yaml"
SCREENS = "schermen"
"""The folder with pictures of the rooms, one folder for each language."""

_SIZE = (1440, 900)


def play(out: Path) -> Iterator[Message]:
    """Play the demo into a folder; gives a sentence at each step.

    Raises:
        EnvironmentFault: the folder cannot be written.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise EnvironmentFault(
            says("De map {folder} kan niet worden gemaakt: {reason}.", folder=str(out), reason=error.strerror)
        ) from error
    file = resource(SCRIPT)
    script = read_script(file.read_text(encoding="utf-8"), file.name)
    with tempfile.TemporaryDirectory(prefix="gehoorwijzer-demo-") as folder:
        clock = ScriptClock()
        parts = Parts(Path(folder) / "kluis", out, clock, RandomIds(), cost=lambda: FLOOR)
        entrance = access(parts)
        furnish(entrance)
        yield says("De kluis voor de demo is gemaakt.")
        yield from perform(entrance, script, clock, out, Path(folder))
    yield says("Klaar. Alles staat in {folder}.", folder=str(out))


def perform(
    entrance: "Access", script: Script, clock: ScriptClock, out: Path, settings: Path
) -> Iterator[Message]:
    """Play a script in a vault that is furnished for it; gives a sentence at each step.

    Args:
        entrance: the way into the vault.
        script: what is answered where.
        clock: tells the time that the script goes by.
        out: the folder for what is exported, and for the pictures.
        settings: the folder for the settings of the window.
    """
    from PySide6.QtCore import QCoreApplication, QEvent, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from app.demo.typist import Typist
    from app.desktop.program import build_window
    from app.desktop.saving import AskFiles
    from app.settings import SettingsFile

    def put(_parent: object, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        return str(out / Path(proposed).name), ""

    told_before = qInstallMessageHandler(_tell_what_matters)
    application = QApplication.instance()
    if not isinstance(application, QApplication):
        application = QApplication([])
    window = build_window(
        application,
        entrance,
        SettingsFile(settings / "settings.json"),
        clock,
        language="nl",
        ask=AskFiles(place=put, file=put, folder=put),
    )
    window.resize(*_SIZE)
    window.show()
    typist = Typist(application, window)
    picture = _photographer(window, typist, out)
    try:
        yield from _acts(typist, script, clock, picture)
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        qInstallMessageHandler(told_before)


def _acts(
    typist: "Typist", script: Script, clock: ScriptClock, picture: Callable[[str], None]
) -> Iterator[Message]:
    from app.demo.colleagues import show_colleagues
    from app.demo.interview import Interview, begin_hearing
    from app.demo.signal import report_signal
    from app.desktop.room_names import CLOSING, SIGNAL_DESK, UNLOCK, WORKLIST

    typist.wait_for(UNLOCK)
    picture("ontgrendelen")
    typist.type(DEMO_PASSPHRASE)
    typist.press("Return")
    typist.wait_for(WORKLIST)
    yield says("De kluis is open.")
    begin_hearing(typist, script, picture)
    yield from Interview(typist, script, clock, picture).conduct()
    typist.press("Ctrl+Shift+W")
    typist.wait_for(CLOSING)
    picture("afronden")
    typist.press("Ctrl+Return")
    yield says("Het gehoor is gesloten.")
    typist.press("Ctrl+E")
    picture("gesloten")
    yield says("Het gehoorverslag is gemaakt.")
    typist.press("Ctrl+2")
    typist.wait_for(SIGNAL_DESK)
    report_signal(typist, script, picture)
    yield says("De melding is gemaakt.")
    typist.press("Ctrl+1")
    typist.wait_for(WORKLIST)
    picture("werklijst")
    show_colleagues(typist, picture)
    yield says("De kamers van de teamleider, de cursist en de trainer zijn getoond.")


def _tell_what_matters(_kind: object, _context: object, text: str) -> None:
    """Pass on what Qt says, but for what the platform without a screen cannot do."""
    if not text.startswith("This plugin does not support"):
        sys.stderr.write(f"{text}\n")


def _photographer(window: "Window", typist: "Typist", out: Path) -> Callable[[str], None]:
    """Give what takes a picture of the window in each language."""

    def picture(name: str) -> None:
        for _ in range(2):
            typist.rest()
            folder = out / SCREENS / window.display.language
            folder.mkdir(parents=True, exist_ok=True)
            window.grab().save(str(folder / f"{name}.png"))
            typist.press("Ctrl+Shift+L")

    return picture
