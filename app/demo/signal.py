# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Makes a signal report of the script's note, with keys alone."""

from collections.abc import Callable

from app.demo.script import Script
from app.demo.typist import Typist
from app.errors import says
from app.services.words import URGENCIES
from app.signals.records import Urgency

_WRITTEN = (
    ("reading", says("Uw duiding, los van de feiten")),
    ("against", says("Wat pleit ertegen")),
    ("unknown", says("Wat is niet bekend")),
    ("explanation", says("Uitleg van betrokkene")),
)


def report_signal(typist: Typist, script: Script, picture: Callable[[str], None]) -> None:
    """Open a report of the first note, fill it in and export it."""
    say = typist.window.display.text
    typist.press("Return")
    for name, label in _WRITTEN:
        if name in script.report:
            typist.tab_to(say(label))
            typist.type(script.report[name])
    typist.tab_to(say(says("Route")))
    typist.press(*["Down"] * int(script.report["route"]))
    typist.tab_to(say(says("Urgentie: {name}", name=URGENCIES[Urgency.ACUTE])))
    typist.press("Right", "Right", "Space")
    typist.tab_to(say(says("Reden voor deze urgentie")))
    typist.type(script.report["urgency_reason"])
    typist.tab_to(say(says("Collega geraadpleegd")))
    typist.type(script.report["consulted"])
    picture("melding")
    typist.press("Ctrl+E")
    typist.settle()
    picture("melding-verzonden")
