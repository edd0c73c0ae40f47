# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""One act is one transaction with one row in the trail; what is on record is never changed."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError as Refused
from sqlcipher3 import dbapi2

from app.errors import IntegrityError, UserError
from app.hearing.records import Draft
from app.vault import schema
from app.vault.compartments import DOSSIERS, SIGNALS
from app.vault.open_vault import Act, OpenVault
from app.vault.outbox import OutboxEntry
from tests.vault.making import ACT, MORNING, answer, database, opened, turn


def count(vault: OpenVault, table: str, compartment: str = DOSSIERS) -> int:
    with database(vault, compartment).connect() as connection:
        found: int = connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one()  # noqa: S608 - our names
    return found


def test_what_is_not_committed_is_taken_back(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1), answer(1, "Aleppo"))
        work.keep_draft(Draft("g1", "vraag_2", "half", MORNING))
    for table in ("hearing_opened", "turn_taken", "sequence", "draft", "hearing_words", "audit"):
        assert count(vault, table) == 0, table


def test_an_act_that_fails_halfway_leaves_nothing(vault: OpenVault) -> None:
    class Stumble(Exception):  # noqa: N818 - thrown by this test alone
        pass

    def stumble() -> None:
        with vault.dossiers(ACT) as work:
            work.append(opened())
            raise Stumble

    with pytest.raises(Stumble):
        stumble()
    assert count(vault, "hearing_opened") == 0
    with vault.dossiers(ACT) as work:
        work.append(opened())
        work.commit()
    assert count(vault, "hearing_opened") == 1


def test_each_act_writes_one_row_in_the_trail_and_reading_is_an_act(vault: OpenVault) -> None:
    with vault.dossiers(Act("start_hearing", "hearing", "g1", {"question": "naam"})) as work:
        work.append(opened(), turn(1), answer(1, "Aleppo"), turn(2))
        work.commit()
    with vault.dossiers(Act("open_hearing", "hearing", "g1")) as work:
        work.hearing("g1")
        work.commit()
    with database(vault, DOSSIERS).connect() as connection:
        rows = connection.execute(text("SELECT who, action, object_id, detail FROM audit ORDER BY seq")).all()
    assert [tuple(row) for row in rows] == [
        (vault.person.name, "start_hearing", "g1", '{"question": "naam", "records": "4"}'),
        (vault.person.name, "open_hearing", "g1", "{}"),
    ]


def test_the_trail_of_one_compartment_says_nothing_of_the_other(vault: OpenVault) -> None:
    with vault.signals(Act("read_notes", "hearing", "g1")) as work:
        work.commit()
    assert count(vault, "audit", DOSSIERS) == 0
    assert count(vault, "audit", SIGNALS) == 1


def test_reading_the_worklist_is_no_act(vault: OpenVault) -> None:
    with vault.dossiers_listing() as work:
        assert work.listed("", frozenset(), 10, 0) == ()
    assert count(vault, "audit") == 0


def test_work_outside_its_block_is_refused(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work:
        pass
    with pytest.raises(RuntimeError):
        work.append(opened())
    with pytest.raises(RuntimeError):
        work.commit()


def test_the_same_record_twice_is_refused(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1))
        work.commit()
    with pytest.raises(dbapi2.IntegrityError), vault.dossiers(ACT) as work:
        work.append(turn(1))


def test_a_hearing_that_is_not_there_is_told(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work, pytest.raises(UserError):
        work.hearing("nergens")


def test_a_questionnaire_is_kept_once_and_never_changed(vault: OpenVault) -> None:
    with vault.dossiers(ACT) as work:
        work.keep_questionnaire("ab" * 32, "aanmeldgehoor", "1.0.0", "vragen: een")
        work.keep_questionnaire("ab" * 32, "aanmeldgehoor", "1.0.0", "vragen: een andere")
        work.commit()
    with vault.dossiers(ACT) as work:
        assert work.questionnaire("ab" * 32) == "vragen: een"
    with vault.dossiers(ACT) as work, pytest.raises(IntegrityError):
        work.questionnaire("cd" * 32)


def filled(vault: OpenVault) -> None:
    """Put a row in the tables that a test then tries to change."""
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1), answer(1, "Aleppo"))
        work.keep_questionnaire("ab" * 32, "aanmeldgehoor", "1.0.0", "vragen: een")
        work.commit()
    with vault.signals(ACT) as work:
        work.outbox_add(OutboxEntry("p1", "m1", "map", "melding.pdf", b"%PDF", MORNING))
        work.outbox_attempt("p1", MORNING, "started", "")
        work.outbox_done("p1", MORNING)
        work.commit()


WRITTEN_OVER = {"draft", "listing"}
FILLED = [
    *((DOSSIERS, name) for name in ("sequence", "audit", "hearing_opened", "turn_taken", "answer_revised")),
    (DOSSIERS, "questionnaire"),
    *((SIGNALS, name) for name in ("audit", "outbox", "outbox_attempt", "outbox_arrived")),
]


@pytest.mark.parametrize(("compartment", "table"), FILLED)
def test_rows_on_record_are_neither_changed_nor_deleted_nor_replaced(
    vault: OpenVault, compartment: str, table: str
) -> None:
    filled(vault)
    column = list(schema.METADATA[compartment].tables[table].c)[-1].name
    statements = (
        f"UPDATE {table} SET {column} = {column}",  # noqa: S608 - our names
        f"DELETE FROM {table}",  # noqa: S608 - our names
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",  # noqa: S608 - our names
    )
    for statement in statements:
        with database(vault, compartment).connect() as connection:
            with pytest.raises(Refused, match="never changed"):
                connection.execute(text(statement))
            connection.rollback()
        assert count(vault, table, compartment) > 0


@pytest.mark.parametrize("compartment", [DOSSIERS, SIGNALS])
def test_every_table_but_drafts_and_the_worklist_is_held(vault: OpenVault, compartment: str) -> None:
    with database(vault, compartment).connect() as connection:
        held = connection.execute(
            text("SELECT tbl_name FROM sqlite_master WHERE type = 'trigger' AND name GLOB '*_no_*'")
        ).scalars()
        expected = set(schema.METADATA[compartment].tables) - WRITTEN_OVER
        assert sorted(held) == sorted([*expected, *expected])


def test_two_vaults_do_not_hold_the_same_keys(vault: OpenVault) -> None:
    assert bytes(vault._files.keys[DOSSIERS]) != bytes(vault._files.keys[SIGNALS])
