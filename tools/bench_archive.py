# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a vault of many hearings costs: opening one of 500 turns, searching, and memory.

The hearings are written by the store itself, a thousand to a unit of work, with words drawn from a made-up
vocabulary as words are in speech: a few in nearly every answer, most in very few. The hearing that is opened
was held through the service before the others were written.
"""

import random
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, cycle, islice
from pathlib import Path
from time import perf_counter

from app.hearing.records import AnswerRevised, HearingOpened, TurnKind, TurnTaken
from app.services.desk import Desk
from app.services.views import Header
from app.vault.audit import Act
from app.vault.listing import ListedHearing
from tools.bench_autosave import NAME, Times, new_vault, open_questions, opened_vault

MANY, FEW = 100_000, 100
TURNS = 500
_ANSWERS, _WORDS, _VOCABULARY = 3, 25, 30_000
_SYLLABLES = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "wu", "dri", "gro", "pla", "ste", "zon")
_BATCH = 1000
_ROUNDS = 15
_OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Looked:
    """What was measured in both vaults: first that of many hearings, then that of few.

    Attributes:
        opening: milliseconds, of opening the hearing of `TURNS` turns.
        searches: milliseconds, by kind of search.
        memory: the most megabytes of a process that does nothing else.
    """

    opening: Times
    searches: dict[str, Times]
    memory: Times


class _Speech:
    """Words of a made-up language, drawn as often as words are in speech (Zipf's law)."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - nothing here is secret
        chance = random.Random(seed)  # noqa: S311 - as above
        self.words = list(
            dict.fromkeys("".join(chance.choices(_SYLLABLES, k=2 + at % 4)) for at in range(_VOCABULARY))
        )
        self._number = 0
        self._weights = list(accumulate(1 / (1 + at) for at in range(len(self.words))))

    def say(self, count: int) -> str:
        """Say so many words."""
        return " ".join(self._chance.choices(self.words, cum_weights=self._weights, k=count))

    def name(self) -> str:
        """Give a name of two words, all names as likely."""
        return " ".join(self._chance.choices(self.words, k=2)).title()

    def number(self) -> str:
        """Give a V-number."""
        return f"{self._chance.randrange(10**9, 10**10)}"

    def identifier(self) -> str:
        """Give an identifier; in order, because an index of random ones takes long to fill."""
        self._number += 1
        return f"{self._number:032x}"


def measure(folder: Path) -> Looked:
    """Make a vault of many hearings and one of few, and look into both in turn.

    Args:
        folder: an empty folder on the disk to be measured.
    """
    places = [folder / str(hearings) for hearings in (MANY, FEW)]
    hearings = [_fill(there, count) for there, count in zip(places, (MANY, FEW), strict=True)]
    memory = [[_memory(there, hearing)] for there, hearing in zip(places, hearings, strict=True)]
    desks = [opened_vault(there) for there in places]
    looks = [_looks(desk, hearing) for desk, hearing in zip(desks, hearings, strict=True)]
    found = {kind: _in_turn(*(look[kind] for look in looks)) for kind in looks[0]}
    for desk in desks:
        desk.lock()
    return Looked(found.pop(_OPENING), found, (memory[0], memory[1]))


def _looks(desk: Desk, hearing: str) -> dict[str, Callable[[], object]]:
    """Give each way of looking into a vault, by its name."""
    searches = {kind: partial(desk.worklist.hearings, typed) for kind, typed in _searches().items()}
    return {_OPENING: partial(desk.conduct.resume, hearing), **searches}


def _in_turn(many: Callable[[], object], few: Callable[[], object]) -> Times:
    times: Times = ([], [])
    for _ in range(_ROUNDS):
        for act, took in zip((many, few), times, strict=True):
            began = perf_counter()
            act()
            took.append((perf_counter() - began) * 1000)
    return times


def _memory(folder: Path, hearing: str) -> float:
    """Look into a vault in a process of its own, and give the most megabytes that it had."""
    child = subprocess.run(
        [sys.executable, "-m", "tools.bench_archive", folder, hearing], capture_output=True, check=True
    )
    return float(child.stdout)


def _fill(folder: Path, hearings: int) -> str:
    """Make a vault with so many hearings, and give the identifier of the long one."""
    folder.mkdir()
    desk = new_vault(folder)
    long_hearing = _held(desk)
    speech = _Speech(7)
    lines = (_line(speech, at) for at in range(hearings - 1))
    while batch := list(islice(lines, _BATCH)):
        _write(desk, speech, batch)
    desk.lock()
    return long_hearing


def _searches() -> dict[str, str]:
    """Give what an interviewer may type, by what kind of search it is."""
    speech = _Speech(7)
    first = _line(speech, 0)
    words = speech.words
    return {
        "a name": first.name,
        "a V-number": first.v_number,
        "the beginning of a name": first.name[:5],
        "a word of one answer in a hundred": words[400],
        "two such words": f"{words[300]} {words[500]}",
        "a rare word": words[-1],
        "a rare word and one of nearly every answer": f"{words[0]} {words[-2]}",
        "a word of nearly every answer": words[0],
        "a word that is nowhere": "qqxzy",
    }


def _held(desk: Desk) -> str:
    """Hold a hearing of `TURNS` turns through the service."""
    conduct = desk.conduct
    hearing = conduct.start(Header("aanmeldgehoor", "280.123.4567", "Y. A."), "aanmeldgehoor", "1.0.0")
    speech = _Speech(3)
    questions = open_questions(conduct)
    for address in questions:
        conduct.answer(address, speech.say(_WORDS))
    for address in islice(cycle(questions), TURNS - len(questions)):
        conduct.follow_up(address, speech.say(8), speech.say(_WORDS))
    return hearing.hearing_id


def _line(speech: _Speech, at: int) -> ListedHearing:
    when = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=at)
    return ListedHearing(
        hearing_id=speech.identifier(),
        kind="aanmeldgehoor",
        v_number=speech.number(),
        name=speech.name(),
        name_in_script="",
        language="ti",
        interpreter_number="",
        state="closed",
        answered=_ANSWERS,
        total=_ANSWERS,
        where_left="",
        opened_at=when,
        last_at=when,
    )


def _write(desk: Desk, speech: _Speech, lines: list[ListedHearing]) -> None:
    with desk.vault.dossiers(Act("fill", "worklist", "")) as work:
        for line in lines:
            work.append(_opened(line))
            for number in range(1, _ANSWERS + 1):
                turn, at = speech.identifier(), line.opened_at
                asked = TurnTaken(
                    turn, line.hearing_id, "", number, TurnKind.QUESTION, f"q{number}", "", at, NAME
                )
                said = speech.say(_WORDS)
                work.append(
                    asked,
                    AnswerRevised(speech.identifier(), line.hearing_id, turn, 1, "", said, at, NAME),
                )
            work.list_hearing(line)
        work.commit()


def _opened(line: ListedHearing) -> HearingOpened:
    return HearingOpened(
        hearing_id=line.hearing_id,
        kind=line.kind,
        v_number=line.v_number,
        name=line.name,
        name_in_script="",
        birth_date="",
        nationality="",
        language=line.language,
        interpreter_number="",
        interviewer_code="",
        classification="",
        questionnaire_id="aanmeldgehoor",
        questionnaire_version="1.0.0",
        questionnaire_hash="",
        at=line.opened_at,
        by=NAME,
    )


def main(folder: Path, hearing: str) -> None:
    """Look into a vault once in every way, and print the most megabytes that this process had (Linux)."""
    desk = opened_vault(folder)
    for look in _looks(desk, hearing).values():
        look()
    desk.lock()
    # Not getrusage's: a child begins with the most that its parent had.
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    print(next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
