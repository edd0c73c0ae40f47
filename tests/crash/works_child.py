# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Works that are killed: a migration, a backup, an export to the user's folder, sending a report.

Arguments of a life: the work, a folder, a number. It says ``ready`` when the work begins.
"""

from collections.abc import Sequence
from pathlib import Path

from app.bootstrap import shipped_catalogue
from app.desktop.saving import save_file
from app.services.desk import Desk
from app.services.signal_views import QuotablePlace
from tests.crash.hearing_child import office
from tests.crash.lives import say, serve
from tests.golden.test_golden import enter
from tests.services.test_close_and_report import FILLED_IN, HEADER, HOME, NOTE
from tests.workplace import NAME, PASSPHRASE

EXPORTED = bytes(range(256)) * 8192
"""What is exported, in place of a report that takes a second to make: two megabytes."""


def furnish(folder: Path) -> None:
    """Make a vault with a hearing in it."""
    desk = office(folder).unlock(NAME, PASSPHRASE)
    desk.conduct.start(HEADER, "proef", "1.0.0")
    desk.conduct.answer(HOME, "Ik woonde in een dorp.")
    desk.lock()


def ready_to_send(desk: Desk) -> str:
    """Make a report that can go."""
    (hearing,) = desk.worklist.hearings()
    desk.conduct.resume(hearing.hearing_id)
    quoted = QuotablePlace(hearing.hearing_id, HOME, "P1.1", desk.conduct.question(HOME).label, "")
    note = desk.notes.note(quoted, NOTE).notes[-1]
    report_id = desk.reports.open_report(note.observation_id).report_id
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    return report_id


def live(arguments: Sequence[str]) -> None:
    """Carry out one work."""
    work, folder, number = arguments[0], Path(arguments[1]), arguments[2]
    if work == "migration":
        say("ready")
        enter(folder / "kluis", folder / "reservekopieen").notices()
        return
    if work == "export":
        say("ready")
        save_file(folder / f"verslag-{number}", EXPORTED)
        return
    desk = office(folder).unlock(NAME, PASSPHRASE)
    if work == "backup":
        say("ready")
        say("made", desk.backups.make().name)
    elif work == "send":
        report_id = ready_to_send(desk)
        say("ready")
        desk.reports.export(report_id, "nl")


if __name__ == "__main__":
    shipped_catalogue()  # each life has it already
    serve(live)
