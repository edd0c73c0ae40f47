# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conducts a hearing without end and says on its output what is safe; made to be killed.

Arguments: the folder with the vault, a seed. A line ``answer <address> <text>`` or ``draft <address> <text>``
is written after the service has come back, never before.
"""

import random
import sys
from pathlib import Path

from app.questionnaire.model import QuestionKind
from app.services.conduct_hearing import ConductHearing
from app.services.views import Header, QuestionView
from tests.workplace import NAME, PASSPHRASE, workplace

TEXT = (QuestionKind.TEXT, QuestionKind.NARRATIVE)


def say(*words: str) -> None:
    """Tell the parent; a line is on its way before anything else happens."""
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


def main(folder: Path, seed: int) -> None:
    """Answer, keep drafts, pause and add instances, at random, until killed."""
    chance = random.Random(seed)  # noqa: S311 - a random walk, no secret
    desk = workplace(folder).unlock(NAME, PASSPHRASE)
    conduct = desk.conduct
    known = desk.worklist.hearings()
    if known:
        conduct.resume(known[0].hearing_id)
    else:
        conduct.start(Header("aanmeldgehoor", "280.123.4567", "Y. A."), "aanmeldgehoor", "1.0.0")
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
    main(Path(sys.argv[1]), int(sys.argv[2]))
