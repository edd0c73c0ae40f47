# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conducts a hearing without end and says on its output what is safe; made to be killed.

Arguments of a life: the folder with the vault, a seed. A line ``answer <address> <text>`` or
``draft <address> <text>`` is written after the service has come back, never before.
"""

import random
from collections.abc import Sequence
from pathlib import Path

from app.bootstrap import shipped_catalogue
from app.questionnaire.model import QuestionKind
from app.services.access import Access
from app.services.conduct_hearing import ConductHearing
from app.services.views import Header, QuestionView
from tests.crash.lives import say, serve
from tests.services.test_close_and_report import QUESTIONNAIRE
from tests.workplace import NAME, PASSPHRASE, workplace

TEXT = (QuestionKind.TEXT, QuestionKind.NARRATIVE)


def office(folder: Path) -> Access:
    """Give the way into a vault, with a questionnaire that is read quickly."""
    shelf = folder / "vragenlijsten"
    if not shelf.exists():
        (shelf / "proef").mkdir(parents=True)
        (shelf / "proef" / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    return workplace(folder, questionnaires=shelf)


def live(arguments: Sequence[str]) -> None:
    """Answer, keep drafts, pause and add instances, at random, until killed."""
    folder, seed = Path(arguments[0]), int(arguments[1])
    chance = random.Random(seed)  # noqa: S311 - a random walk, no secret
    desk = office(folder).unlock(NAME, PASSPHRASE)
    conduct = desk.conduct
    known = desk.worklist.hearings()
    if known:
        conduct.resume(known[0].hearing_id)
    else:
        conduct.start(Header("aanmeldgehoor", "280.123.4567", "Y. A."), "proef", "1.0.0")
    say("ready", conduct.hearing().hearing_id)
    count = 0
    while True:
        count += 1
        question = chance.choice(_open_texts(conduct))
        text = f"{seed}.{count}." + "woorden " * chance.randrange(1, 60)
        match chance.randrange(10):
            case 0:
                conduct.go_on() if conduct.hearing().on_break else conduct.pause()
                say("break")
            case 1:
                conduct.follow_up(question.address, "En daarna?", text)
                say("follow", str(question.address), text)
            case 2 | 3:
                conduct.keep_draft(question.address, text)
                say("draft", str(question.address), text)
            case _:
                conduct.answer(question.address, text)
                say("answer", str(question.address), text)


def _open_texts(conduct: ConductHearing) -> list[QuestionView]:
    section = conduct.hearing().sections[1]
    items = conduct.section(section.name)
    return [item for item in items if isinstance(item, QuestionView) and item.kind in TEXT]


if __name__ == "__main__":
    shipped_catalogue()  # each life has it already
    serve(live)
