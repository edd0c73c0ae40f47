# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is past its term goes when two persons decide so, leaves nothing to be read, and is on record."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from app.bootstrap import shipped_terms
from app.errors import UserError
from app.i18n import Texts
from app.questionnaire.values import Address
from app.retention import Kind, Term, read_terms
from app.services.desk import Desk
from app.services.signal_views import NoteFields, QuotablePlace
from app.services.views import Header
from app.strict_yaml import FileRefusedError
from app.vault.compartments import DOSSIERS, PRACTICE, SIGNALS
from app.vault.open_vault import OpenVault
from tests.fakes import SteppingClock
from tests.stories.conftest import QUESTIONNAIRE
from tests.vault.making import database
from tests.workplace import NAME, PASSPHRASE, workplace

COLLEAGUE = "collega 0388"
CANARY = "kanariegeel"
LATER = datetime(2060, 1, 1, tzinfo=UTC)


class Bureau:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._shelf = folder / "vragenlijsten"
        (self._shelf / "proef").mkdir(parents=True)
        (self._shelf / "proef" / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
        self._inside: Desk | None = None
        self.clock = SteppingClock()
        desk = self.enter()
        desk.people.add(COLLEAGUE, PASSPHRASE, ["interviewer", "trainer"])

    def enter(self, name: str = NAME) -> Desk:
        self.leave()
        entrance = workplace(self._folder, questionnaires=self._shelf, clock=self.clock)
        self._inside = entrance.unlock(name, PASSPHRASE)
        return self._inside

    def leave(self) -> None:
        if self._inside is not None:
            self._inside.lock()
            self._inside = None


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    made = Bureau(tmp_path)
    yield made
    made.leave()


def held(desk: Desk, name: str = CANARY) -> str:
    """Hold a hearing with a note, close it, and give its identifier."""
    header = Header("aanmeldgehoor", "280.123.4567", name, "", "", "", "ar", "", "0412")
    view = desk.conduct.start(header, "proef", "1.0.0")
    desk.conduct.answer(Address("place"), name)
    question = desk.conduct.question(Address("place"))
    place = QuotablePlace(view.hearing_id, question.address, question.number, question.label, name)
    desk.notes.note(place, NoteFields(name, "BET-01"))
    desk.close.close("proef")
    desk.conduct.leave()
    return view.hearing_id


def words(vault: OpenVault, compartment: str) -> str:
    """Give every word in a compartment's tables but the trail."""
    with database(vault, compartment).connect() as connection:
        names = connection.execute(
            text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('audit', 'destroyed')")
        ).scalars()
        plain = [name for name in names if not name.startswith(("hearing_words", "sqlite_"))]
        found = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in plain]  # noqa: S608 - our names
    return repr(found)


def decided(bureau: Bureau, kind: Kind, hearing_id: str) -> Desk:
    bureau.enter().retention.propose(kind, hearing_id)
    desk = bureau.enter(COLLEAGUE)
    desk.retention.destroy(kind, hearing_id)
    return desk


def test_nothing_is_due_before_its_term(bureau: Bureau) -> None:
    desk = bureau.enter()
    hearing_id = held(desk)
    assert desk.retention.due() == ()
    with pytest.raises(UserError, match="nog niet voorbij"):
        desk.retention.propose(Kind.HEARING, hearing_id)


def test_a_hearing_goes_when_two_decide_and_leaves_no_word(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    other = held(bureau.enter(), "blijft")
    bureau.clock.moment = LATER
    assert [(one.kind, one.hearing_id) for one in bureau.enter().retention.due()] == [
        (Kind.SIGNALS, hearing_id),
        (Kind.SIGNALS, other),
        (Kind.HEARING, hearing_id),
        (Kind.HEARING, other),
    ]
    desk = decided(bureau, Kind.HEARING, hearing_id)
    assert CANARY not in words(desk.vault, DOSSIERS)
    assert [one.hearing_id for one in desk.worklist.hearings()] == [other]
    assert desk.worklist.hearings(CANARY) == ()
    assert [one.hearing_id for one in desk.worklist.hearings("blijft")] == [other]
    (destroyed,) = desk.retention.destroyed()
    assert (destroyed.hearing_id, destroyed.proposed_by, destroyed.by) == (hearing_id, NAME, COLLEAGUE)
    assert destroyed.records > 5
    assert CANARY not in desk.retention.record().decode()
    assert all(finding.ok for finding in desk.vault.verify())
    assert CANARY in words(desk.vault, SIGNALS)


def test_a_record_that_is_lacking_beside_what_was_destroyed_is_told(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    held(bureau.enter(), "blijft")
    bureau.clock.moment = LATER
    desk = decided(bureau, Kind.HEARING, hearing_id)
    with database(desk.vault, DOSSIERS).connect() as connection:
        connection.execute(text("DROP TRIGGER attendance_no_delete"))
        connection.execute(text("DROP TRIGGER turn_taken_no_delete"))
        connection.execute(text("DELETE FROM turn_taken"))
        connection.commit()
    assert not all(finding.ok for finding in desk.vault.verify())


def test_notes_go_apart_from_the_hearing(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    bureau.clock.moment = LATER
    desk = decided(bureau, Kind.SIGNALS, hearing_id)
    assert CANARY not in words(desk.vault, SIGNALS)
    assert desk.notes.notes(hearing_id) == ()
    assert CANARY in words(desk.vault, DOSSIERS)


def test_practice_goes_whole(tmp_path: Path) -> None:
    clock = SteppingClock()
    entrance = workplace(tmp_path, clock=clock)
    desk = entrance.unlock(NAME, PASSPHRASE)
    desk.people.add(COLLEAGUE, PASSPHRASE, ["trainer"])
    assert desk.practice is not None
    session = desk.practice.begin("SC-01", CANARY)
    desk.practice.finish(session.session_id, "")
    clock.moment = LATER
    desk.retention.propose(Kind.PRACTICE, session.hearing_id)
    desk.lock()
    desk = entrance.unlock(COLLEAGUE, PASSPHRASE)
    try:
        desk.retention.destroy(Kind.PRACTICE, session.hearing_id)
        assert CANARY not in words(desk.vault, PRACTICE)
        assert desk.practice is not None
        assert desk.practice.sessions() == ()
    finally:
        desk.lock()


def test_nobody_decides_alone_and_nothing_goes_without_a_proposal(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    bureau.clock.moment = LATER
    desk = bureau.enter()
    with pytest.raises(UserError, match="geen voorstel"):
        desk.retention.destroy(Kind.HEARING, hearing_id)
    desk.retention.propose(Kind.HEARING, hearing_id)
    with pytest.raises(UserError, match="al voorgesteld"):
        desk.retention.propose(Kind.HEARING, hearing_id)
    with pytest.raises(UserError, match="Een collega moet beslissen"):
        desk.retention.destroy(Kind.HEARING, hearing_id)
    assert CANARY in words(desk.vault, DOSSIERS)


def test_a_proposal_is_turned_down_with_a_reason(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    bureau.clock.moment = LATER
    bureau.enter().retention.propose(Kind.HEARING, hearing_id)
    desk = bureau.enter(COLLEAGUE)
    with pytest.raises(UserError, match="waarom"):
        desk.retention.refuse(Kind.HEARING, hearing_id, " ")
    due = desk.retention.refuse(Kind.HEARING, hearing_id, "beroep loopt nog")
    assert all(not one.proposed_by for one in due)
    with pytest.raises(UserError, match="geen voorstel"):
        desk.retention.destroy(Kind.HEARING, hearing_id)


def test_the_database_itself_lets_nothing_go_otherwise(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    bureau.clock.moment = LATER
    vault = bureau.enter().vault
    forged = (
        "INSERT INTO destroyed VALUES (:seq, 'x', :hearing, 'hearing', '2026', '2026', 1, '2026', '', "
        ":one, '2026', '2060', :other)"
    )
    with database(vault, DOSSIERS).connect() as connection:
        values = {"hearing": hearing_id}
        with pytest.raises(DatabaseError, match="never changed"):
            connection.execute(text("DELETE FROM answer_revised WHERE hearing_id = :hearing"), values)
        seq = connection.execute(text("INSERT INTO sequence (kind) VALUES ('destroyed')")).lastrowid
        for one, other in ((NAME, NAME), (NAME, COLLEAGUE)):
            with pytest.raises(DatabaseError, match="two persons"):
                connection.execute(text(forged), values | {"seq": seq, "one": one, "other": other})


def test_what_comes_after_a_destruction_is_safe_from_it(bureau: Bureau) -> None:
    hearing_id = held(bureau.enter())
    bureau.clock.moment = LATER
    desk = decided(bureau, Kind.HEARING, hearing_id)
    with database(desk.vault, DOSSIERS).connect() as connection:
        seq = connection.execute(text("INSERT INTO sequence (kind) VALUES ('x')")).lastrowid
        connection.execute(
            text("INSERT INTO hearing_moved VALUES (:seq, 'r', :hearing, 'closed', '2060', 'x')"),
            {"seq": seq, "hearing": hearing_id},
        )
        with pytest.raises(DatabaseError, match="never changed"):
            connection.execute(text("DELETE FROM hearing_moved WHERE record_id = 'r'"))


def test_terms_count_months_and_keep_to_the_calendar() -> None:
    assert Term(1, Texts()).due(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Term(240, Texts()).due(date(2024, 2, 29)) == date(2044, 2, 29)
    assert {kind: term.months for kind, term in shipped_terms().by_kind.items()} == {
        Kind.HEARING: 240,
        Kind.SIGNALS: 60,
        Kind.PRACTICE: 12,
    }


@pytest.mark.parametrize("months", ["0", "-1", "1201", "veel", ""])
def test_terms_out_of_bounds_are_refused_with_their_line(months: str) -> None:
    terms = "".join(f"  {kind.value}: {{months: '{months}', basis: {{nl: x, en: x}}}}\n" for kind in Kind)
    with pytest.raises(FileRefusedError, match="regel 3"):
        read_terms(f"notice: {{nl: x, en: x}}\nterms:\n{terms}", "termijnen.yaml")
