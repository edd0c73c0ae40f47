# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A desk with a hearing by the questionnaire that a test module holds as ``QUESTIONNAIRE``."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.services.desk import Desk
from app.services.views import Header
from tests.workplace import NAME, PASSPHRASE, workplace


@pytest.fixture
def enter(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[[], Desk]]:
    """Give the way to one's work, again and again."""
    folder = tmp_path / "vragenlijsten" / "proef"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(request.module.QUESTIONNAIRE, encoding="utf-8")
    desks: list[Desk] = []

    def unlock() -> Desk:
        for before in desks:
            before.lock()
        desks[:] = [workplace(tmp_path, questionnaires=folder.parent).unlock(NAME, PASSPHRASE)]
        return desks[0]

    yield unlock
    for desk in desks:
        desk.lock()


@pytest.fixture
def desk(enter: Callable[[], Desk]) -> Desk:
    """Give a desk at which a hearing was begun."""
    desk = enter()
    desk.conduct.start(Header("aanmeldgehoor", "280.123.4567", "Y. A."), "proef", "1.0.0")
    return desk


@pytest.fixture
def again(enter: Callable[[], Desk], desk: Desk) -> Callable[[], Desk]:
    """Give the way back to the hearing after everything was locked."""

    def come_back() -> Desk:
        hearing_id = desk.worklist.hearings()[0].hearing_id
        after = enter()
        after.conduct.resume(hearing_id)
        return after

    return come_back
