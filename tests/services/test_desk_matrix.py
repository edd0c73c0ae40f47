# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which role may do what at the desk: all that is not written here is refused, or is not there."""

import shutil
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import pytest

from app.errors import UserError
from app.services.access import Access
from app.services.desk import Desk
from app.services.views import Header
from app.vault.header import Office
from app.vault.publications import office_code
from tests.fakes import SteppingClock
from tests.workplace import NAME, PASSPHRASE, workplace

COLLEAGUE = "collega 0388"

MATRIX: dict[str, tuple[str, str]] = {
    "interviewer": ("dossiers signals", "worklist hold notes note reports"),
    "signal_coordinator": ("signals", "notes note reports"),
    "team_lead": ("library", "drafts begin_draft"),
    "trainer": ("library practice", "practised practise"),
    "trainee": ("practice", "practised practise"),
    "administrator": ("administration", "add roles label way_in recovery rotation office remove"),
}
"""The trails that each role sees, and what the desk does for that role beside what it does for everybody."""


def shipped(desk: Desk) -> tuple[str, str]:
    """Give a questionnaire's id and version; which there are is known to everybody."""
    choice = desk.worklist.questionnaires()[0]
    return choice.questionnaire_id, choice.version


def drafts(desk: Desk) -> object:
    return desk.library is not None and desk.library.drafts()


def begins(desk: Desk) -> object:
    return desk.library is not None and desk.library.begin(*shipped(desk))


def practised(desk: Desk) -> object:
    return desk.practice is not None and desk.practice.sessions()


def practises(desk: Desk) -> object:
    if desk.practice is None:
        return False
    return desk.practice.begin(desk.practice.scenarios()[0].scenario_id)


def holds(desk: Desk) -> object:
    header = Header("aanmeldgehoor", "280.123.4567", "Y. A.", "", "", "", "ar", "", "0412")
    return desk.conduct.start(header, *shipped(desk))


ACTS: Mapping[str, Callable[[Desk], object]] = {
    "worklist": lambda desk: desk.worklist.hearings(),
    "hold": holds,
    "notes": lambda desk: desk.notes.notes("g1"),
    "note": lambda desk: desk.notes.no_signal("g1"),
    "reports": lambda desk: desk.reports.reports(),
    "drafts": drafts,
    "begin_draft": begins,
    "practised": practised,
    "practise": practises,
    "add": lambda desk: desk.people.add("collega 0390", PASSPHRASE, ["trainee"]),
    "roles": lambda desk: desk.people.change_roles(COLLEAGUE, ["interviewer"]),
    "label": lambda desk: desk.people.set_label(COLLEAGUE, "kamer 3"),
    "way_in": lambda desk: desk.administer.reset(COLLEAGUE, "een heel andere lange zin"),
    "recovery": lambda desk: desk.administer.make_recovery(),
    "rotation": lambda desk: desk.rotate.ask(["signals"]),
    "office": lambda desk: desk.people.trust(
        "elders", office_code(Office("ab" * 16, demo=False, authority=b"a" * 32))
    ),
    "remove": lambda desk: desk.people.remove(COLLEAGUE),
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("kantoor")
    desk = entrance(folder).unlock(NAME, PASSPHRASE)
    for role in MATRIX:
        desk.people.add(role, PASSPHRASE, [role])
    desk.people.add(COLLEAGUE, PASSPHRASE, ["trainee"])
    desk.lock()
    return folder


def entrance(folder: Path) -> Access:
    return workplace(folder, clock=SteppingClock())


def may(act: Callable[[], object]) -> bool:
    try:
        return act() is not False
    except UserError:
        return False


@pytest.mark.parametrize("role", MATRIX)
def test_the_desk_does_for_a_role_what_is_written_and_nothing_else(
    office: Path, tmp_path: Path, role: str
) -> None:
    folder = Path(shutil.copytree(office, tmp_path / "kantoor"))
    desk = entrance(folder).unlock(role, PASSPHRASE)
    done = {name for name, act in ACTS.items() if may(partial(act, desk))}
    seen = set(desk.audit.choices().compartments)
    assert desk.check.check().ok
    desk.lock()
    assert (seen, done) == tuple(set(one.split()) for one in MATRIX[role])
