# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Measuring speed: what is written, and that both sides do the same. No test here depends on a time."""

import json
import os
from pathlib import Path

import pytest
from sqlalchemy import text

from tools import bench_questionnaire, bench_startup
from tools.bench import Comparison, measure, write
from tools.bench_autosave import Sides, open_questions, sides

NAMES = [
    "encrypted autosave in the store",
    "encrypted autosave in the service",
    "encrypted answer in the service",
    "start-up to the unlock screen",
]


def _in_the_vault(both: Sides, query: str) -> list[tuple[object, ...]]:
    with both.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def test_medians_and_their_ratio_are_written(tmp_path: Path) -> None:
    file = tmp_path / "build" / "bench.json"
    write([Comparison("an act", "another act", [9.0, 3.0, 4.0], [2.0, 1.0, 8.0])], file)
    assert json.loads(file.read_text(encoding="utf-8")) == [
        {"name": "an act", "ours": 4.0, "other": 2.0, "against": "another act", "ratio": 2.0, "unit": "ms"}
    ]


def test_the_spread_is_printed_beside_the_ratio() -> None:
    told = Comparison("an act", "another act", [9.0, 3.0, 4.0], [2.0, 1.0, 8.0]).lines()
    assert told[0] == "an act: 2.00 x another act"
    assert " ".join(told[1].split()) == "ours min 3.000 median 4.000 max 9.000 ms of 3"
    assert " ".join(told[2].split()) == "other min 1.000 median 2.000 max 8.000 ms of 3"


def test_every_comparison_is_made_as_often_as_asked(tmp_path: Path) -> None:
    found = measure(tmp_path, rounds=2, pairs=1)
    assert [one.name for one in found] == NAMES
    assert [(len(one.ours), len(one.other)) for one in found] == [(2, 2), (4, 4), (2, 2), (1, 1)]
    for entry in (one.entry() for one in found):
        assert list(entry) == ["name", "ours", "other", "against", "ratio", "unit"]
        assert entry["ours"] > 0
        assert entry["other"] > 0


@pytest.mark.parametrize("table", ["draft", "listing", "turn_taken", "answer_revised", "hearing_opened"])
def test_the_plain_file_holds_the_same_rows_as_the_vault(tmp_path: Path, table: str) -> None:
    query = f"SELECT * FROM {table}"  # noqa: S608 - named above
    with sides(tmp_path) as both:
        one, other, *_ = open_questions(both.conduct)
        both.act(lambda: both.conduct.keep_draft(one, "met de bus"))
        both.act(lambda: both.conduct.answer(one, "met de bus"))
        both.act(lambda: both.conduct.keep_draft(other, "te voet"))
        held = both.plain.read(query)
        assert len(held) == 1
        assert held == _in_the_vault(both, query)


def test_the_plain_file_gets_the_audit_row_and_the_words_for_the_search(tmp_path: Path) -> None:
    audit = "SELECT * FROM audit WHERE action IN ('start_hearing', 'keep_draft', 'answer') ORDER BY seq"
    search = "SELECT rowid FROM hearing_words WHERE words MATCH 'stadsbus'"
    with sides(tmp_path) as both:
        question = open_questions(both.conduct)[0]
        both.act(lambda: both.conduct.keep_draft(question, "met de stadsbus"))
        both.act(lambda: both.conduct.answer(question, "met de stadsbus"))
        held = both.plain.read(audit)
        assert len(held) == 3
        assert held == _in_the_vault(both, audit)
        assert len(both.plain.read(search)) == 1
        assert both.plain.read(search) == _in_the_vault(both, search)


def test_the_plain_file_is_made_safe_as_the_vault_is(tmp_path: Path) -> None:
    with sides(tmp_path) as both:
        for pragma in ("PRAGMA journal_mode", "PRAGMA synchronous"):
            assert both.plain.read(pragma) == _in_the_vault(both, pragma)


def test_a_program_that_paints_nothing_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="there is no such screen"):
        bench_startup.took("raise SystemExit('there is no such screen')", tmp_path, dict(os.environ))


def test_the_synthetic_questionnaire_is_evaluated_whole() -> None:
    found = bench_questionnaire.ours(100)  # says so itself if a sum or a gate is wrong
    assert len(found.answers) == 120
    assert found.median <= found.slow


def test_a_peer_that_is_not_there_is_said_to_be_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PEERS", str(tmp_path))
    monkeypatch.setattr(bench_questionnaire, "SIZES", (100, 10_000))
    monkeypatch.setattr(
        bench_questionnaire, "ours", lambda _: bench_questionnaire.Measured(1.0, [1.0, 2.0], 1.0, [1.0, 2.0])
    )
    pairs, silent = bench_questionnaire.measure()
    assert [name for name, *_ in pairs] == ["answer among 10,000 questions"]
    assert [sentence.split(" (")[0] for sentence in silent] == [
        "not measured: no peer JavaRosa",
        "not measured: no peer xforms-engine",
    ]
