# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The program is killed while a hearing goes on; what it had called safe must be there afterwards."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.questionnaire.values import Address
from tests.crash.hearing_child import office
from tests.crash.lives import KILLS, lives, moments
from tests.workplace import NAME, PASSPHRASE

TIMES = KILLS or 100
ANEW = 10
"""Kills that one vault lives through."""

CHILD = Path(__file__).with_name("hearing_child.py")


@dataclass
class Promised:
    """What was called safe, over all lives of the program, and what may have been under way."""

    answers: dict[str, str] = field(default_factory=dict)
    drafts: dict[str, str] = field(default_factory=dict)
    follow_ups: dict[str, list[str]] = field(default_factory=dict)
    count: int = 0

    def take(self, line: str) -> None:
        kind, _, rest = line.rstrip("\n").partition(" ")
        address, _, text = rest.partition(" ")
        self.count += 1
        match kind:
            case "answer":
                self.answers[address] = text
                self.drafts.pop(address, None)
            case "draft":
                self.drafts[address] = text
            case "follow":
                self.follow_ups.setdefault(address, []).append(text)


def unanswered_promises(folder: Path, promised: Promised, *, every_page: bool) -> list[str]:
    """Open the vault anew and say which promise does not hold.

    The act that was under way when the program died may have become safe without being called so: a later
    answer of the same life is no broken promise, an older one is.
    """
    desk = office(folder).unlock(NAME, PASSPHRASE)
    try:
        (hearing,) = desk.worklist.hearings()
        desk.conduct.resume(hearing.hearing_id)
        broken = []
        for address, text in promised.answers.items():
            view = desk.conduct.question(Address.parse(address))
            if not (isinstance(view.value, str) and _not_before(view.value, text)):
                broken.append(f"answer {address}: {text[:20]} became {view.value!r:.30}")
        for address, text in promised.drafts.items():
            view = desk.conduct.question(Address.parse(address))
            became_answer = isinstance(view.value, str) and _not_before(view.value, text)
            if not became_answer and not (view.draft is not None and _not_before(view.draft, text)):
                broken.append(f"draft {address}: {text[:20]} became {view.draft!r:.30}")
        for address, texts in promised.follow_ups.items():
            there = {one.answer for one in desk.conduct.question(Address.parse(address)).follow_ups}
            broken += [f"follow-up {address}: {text[:20]} is gone" for text in texts if text not in there]
        for compartment in desk.vault.verify() if every_page else ():
            if not compartment.ok:
                broken.append(str(compartment.message))
        return broken
    finally:
        desk.lock()


def _not_before(found: str, promised: str) -> bool:
    """Whether `found` is what was promised or was written after it; texts begin with life and count."""

    def moment(text: str) -> tuple[int, int]:
        life, count, _ = text.split(".", 2)
        return int(life), int(count)

    return moment(found) >= moment(promised)


@pytest.mark.crash
@pytest.mark.timeout(max(600, TIMES * 10))
def test_nothing_called_safe_is_lost_when_the_program_is_killed(tmp_path: Path) -> None:
    folder = tmp_path
    moment = moments(0.25)
    promised, count = Promised(), 0
    with lives(CHILD) as living:
        for life in range(TIMES):
            if life % ANEW == 0:
                folder = tmp_path / str(life)  # a long hearing takes longer to read than to write
                office(folder)
                promised = Promised()
            before = promised.count
            for line in living.live_and_die(next(moment), folder, life):
                promised.take(line)
            last = life % ANEW == ANEW - 1
            assert unanswered_promises(folder, promised, every_page=last) == [], f"after {life + 1} kills"
            count += promised.count - before
    assert count > TIMES // 4, "the program was killed before it promised anything worth testing"
