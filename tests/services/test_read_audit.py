# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The trail is read by filter and search, page by page, and leaves as CSV and JSON lines."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.retention import Kind
from app.services.audit_words import ACTS, OBJECTS
from app.services.read_audit import ReadAudit, TrailQuery
from app.vault.audit import Act
from app.vault.header import NewPerson
from app.vault.open_vault import OpenVault
from tests.vault.making import CHEAP, NAME, make, unlock

ROOT = Path(__file__).parent.parent.parent
SECOND = "coördinator 0503"


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[OpenVault]:
    folder = make(tmp_path / "kluis", "interviewer", "administrator")
    opened = unlock(folder)
    opened.people.add(NewPerson(SECOND, frozenset({"signal_coordinator"}), "een andere zin"), CHEAP)
    opened.close()
    second = unlock(folder, SECOND, "een andere zin")
    done(second.signals(Act("read_notes", "hearing", "g7")))
    second.close()
    again = unlock(folder)
    for number in range(3):
        done(again.dossiers(Act("answer", "hearing", f"g{number}", {"question": f"vraag_{number}"})))
    yield again
    again.close()


def done(work: object) -> None:
    with work as entered:  # type: ignore[attr-defined]
        entered.commit()


def acts(audit: ReadAudit, query: TrailQuery) -> list[tuple[str, str, str]]:
    rows = audit.page(query).rows
    return [(row.who, row.action, row.object_id) for row in rows if row.action != "read_trail"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (TrailQuery(who=SECOND), [(SECOND, "read_notes", "g7")]),
        (TrailQuery(action="answer", object_id="g1"), [(NAME, "answer", "g1")]),
        (TrailQuery(words="VRAAG_2 answ"), [(NAME, "answer", "g2")]),
        (TrailQuery(words="vraag%"), []),
        (TrailQuery(object_kind="person"), [(NAME, "add_person", SECOND)] * 2),
        (
            TrailQuery(compartments=frozenset({"signals"}), object_kind="hearing"),
            [(SECOND, "read_notes", "g7")],
        ),
    ],
)
def test_rows_are_found_by_what_is_asked(
    vault: OpenVault, query: TrailQuery, expected: list[tuple[str, str, str]]
) -> None:
    assert acts(ReadAudit(vault), query) == expected


def test_rows_are_found_by_their_time(vault: OpenVault) -> None:
    audit = ReadAudit(vault)
    (first, second, third) = reversed(audit.page(TrailQuery(action="answer")).rows)
    assert first.at < second.at < third.at
    found = audit.page(TrailQuery(action="answer", since=second.at, until=third.at)).rows
    assert found == (second,)
    late = audit.page(TrailQuery(action="answer", since=third.at + timedelta(microseconds=1)))
    assert late.rows == ()


def test_to_read_is_on_record_with_what_was_asked(vault: OpenVault) -> None:
    audit = ReadAudit(vault)
    audit.page(TrailQuery(who=SECOND))
    (row,) = audit.page(TrailQuery(action="read_trail", compartments=frozenset({"dossiers"}))).rows
    assert (row.who, row.detail) == (NAME, {"who": SECOND})


def test_who_may_open_one_part_reads_the_trail_of_that_part_alone(tmp_path: Path) -> None:
    second = unlock(make(tmp_path / "kluis", "signal_coordinator"))
    done(second.signals(Act("read_notes", "hearing", "g7")))
    audit = ReadAudit(second)
    assert audit.choices().compartments == ("signals",)
    wanted = TrailQuery(compartments=frozenset({"dossiers", "signals"}))
    assert {row.compartment for row in audit.page(wanted).rows} == {"signals"}
    second.close()


def test_what_one_can_filter_by_is_what_stands_there(vault: OpenVault) -> None:
    choices = ReadAudit(vault).choices()
    assert choices.people == (SECOND, NAME)
    assert set(choices.actions) >= {"answer", "add_person", "read_notes"}


def test_pages_hold_every_row_once(vault: OpenVault) -> None:
    for number in range(230):
        done(vault.dossiers(Act("keep_draft", "hearing", f"d{number}")))
    audit = ReadAudit(vault)
    pages = [audit.page(TrailQuery(action="keep_draft"), number) for number in range(3)]
    assert [len(page.rows) for page in pages] == [100, 100, 30]
    assert [row.object_id for page in pages for row in page.rows] == [f"d{n}" for n in reversed(range(230))]
    assert {(page.total, page.pages) for page in pages} == {(230, 3)}
    assert audit.page(TrailQuery(action="keep_draft"), 99).number == 2


def test_an_export_holds_the_rows_and_is_on_record(vault: OpenVault) -> None:
    done(vault.dossiers(Act("answer", "hearing", "=1+1", {"question": 'naam, of "wat"\nook'})))
    audit = ReadAudit(vault)
    query = TrailQuery(action="answer")
    lines = [json.loads(line) for line in audit.as_json_lines(query).decode().splitlines()]
    assert [line["object_id"] for line in lines] == ["=1+1", "g2", "g1", "g0"]
    assert lines[0]["detail"] == {"question": 'naam, of "wat"\nook'}
    rows = list(csv.DictReader(io.StringIO(audit.as_csv(query).decode(), newline="")))
    assert [row["object_id"] for row in rows] == ["'=1+1", "g2", "g1", "g0"], "a formula stays text"
    assert json.loads(rows[0]["detail"]) == lines[0]["detail"]
    forms = [
        row.detail["form"] for row in audit.page(TrailQuery(action="export_trail", object_kind="trail")).rows
    ]
    assert set(forms) == {"csv", "jsonl"}


def test_every_act_in_the_code_has_words() -> None:
    found = set()
    asked = re.compile(
        r"""(?:Act|_step|_write|_drafts|_records|_record|_book|_put_on_record)\(\s*"([a-z_]+)",?"""
    )
    for file in [*(ROOT / "app/services").glob("*.py"), *(ROOT / "app/vault").glob("*.py")]:
        found |= set(asked.findall(file.read_text(encoding="utf-8")))
    assert len(found) > 30
    assert found - {"list"} <= set(ACTS)


def test_every_object_of_an_act_in_the_code_has_words() -> None:
    asked = re.compile(r"""Act\(\s*(?:"[a-z_]+"|[\w.]+),\s*"([a-z_]+)\"""")
    found = {kind.value for kind in Kind}
    for file in [*(ROOT / "app/services").glob("*.py"), *(ROOT / "app/vault").glob("*.py")]:
        found |= set(asked.findall(file.read_text(encoding="utf-8")))
    assert len(found) > 10
    assert found <= set(OBJECTS)
