# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Plays a whole hearing in the window with canaries in what is typed; made to be searched for leaks after.

Arguments: the folder of the vault, the folder that the user exports to. Prints how many canaries were typed,
what the clipboard holds at the end, and the limit of core dumps.
"""

import json
import resource
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.assets import resource as shipped
from app.bootstrap import Parts, access
from app.clock import RandomIds
from app.demo.clock import ScriptClock
from app.demo.office import furnish
from app.demo.play import SCRIPT, perform
from app.demo.script import Answer, Instances, Script, read_script
from app.discretion import keep_to_oneself
from app.questionnaire.values import NonAnswer
from tests.leaks.canaries import canary
from tests.workplace import CHEAP


class Cage:
    """Puts a canary behind what is answered in words, and counts them."""

    def __init__(self) -> None:
        self._numbers = count(1)
        self.used = 0

    def into(self, script: Script) -> Script:
        """Give the script with a canary in each answer, remark, note and field of the report in words."""
        return replace(
            script,
            answers={name: self._answers(value) for name, value in script.answers.items()},
            moments=tuple(
                replace(
                    moment, fields={name: self._words(name, value) for name, value in moment.fields.items()}
                )
                for moment in script.moments
            ),
            report={name: self._words(name, value) for name, value in script.report.items()},
        )

    def _answers(self, value: Answer | Instances) -> Answer | Instances:
        if isinstance(value, tuple):
            return tuple(  # type: ignore[return-value]  # of mappings or of names, as it was
                one
                if isinstance(one, str)
                else {
                    name: self._words(name, each) if isinstance(each, str) else each
                    for name, each in one.items()
                }
                for one in value
            )
        return (
            self._words("", value) if isinstance(value, str) and not isinstance(value, NonAnswer) else value
        )

    def _words(self, name: str, value: str) -> str:
        if name != "search" and " " in value and not any(map(str.isdigit, value)):  # no date
            self.used = next(self._numbers)
            return f"{value} {canary(self.used)}"
        return value


def main(vault: Path, out: Path) -> None:
    """Play it."""
    keep_to_oneself()
    cage = Cage()
    file = shipped(SCRIPT)
    script = cage.into(read_script(file.read_text(encoding="utf-8"), file.name))
    clock = ScriptClock()
    entrance = access(
        Parts(
            vault, out, clock, RandomIds(), cost=lambda: CHEAP, floor=CHEAP, anchors=vault.with_name("ankers")
        )
    )
    furnish(entrance)
    out.mkdir(parents=True, exist_ok=True)
    for _ in perform(entrance, script, clock, out, vault.parent):
        pass
    clipboard = QGuiApplication.clipboard().text() if QGuiApplication.instance() else ""
    limit = resource.getrlimit(resource.RLIMIT_CORE)[1]
    sys.stdout.write(json.dumps({"typed": cage.used, "clipboard": clipboard, "core": limit}) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
