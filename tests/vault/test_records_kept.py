# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is put in comes out the same and in order, whatever it holds."""

from dataclasses import fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.hearing.records import Draft, HearingOpened, HearingRecord, TurnTaken
from app.signals.records import (
    ObservationNoted,
    ObservationRevised,
    ReportMoved,
    ReportOpened,
    ReportRevised,
    SignalRecord,
)
from app.vault.open_vault import Act, OpenVault
from tests.vault.making import ACT, answer, make, opened, turn, unlock

WORDS = st.text(max_size=60)
MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis adds the time zone
    max_value=datetime(2199, 1, 1),  # noqa: DTZ001 - hypothesis adds the time zone
    timezones=st.just(UTC),
)


def values(kind: Any) -> st.SearchStrategy[Any]:
    if kind is datetime:
        return MOMENTS
    if kind is bool:
        return st.booleans()
    if kind is int:
        return st.integers(min_value=0, max_value=2**40)
    if issubclass(kind, StrEnum):
        return st.sampled_from(list(kind))
    return WORDS


def records(union: Any) -> st.SearchStrategy[Any]:
    kinds = get_args(union)
    return st.one_of(
        *(
            st.builds(kind, **{name: values(hint) for name, hint in get_type_hints(kind).items()})
            for kind in kinds
        )
    )


def numbered(found: list[Any], hearing_id: str) -> list[Any]:
    """Give records identifiers of their own, one hearing, and a turn for the answers to belong to."""
    ready = []
    for count, record in enumerate(found):
        names = [field.name for field in fields(record)]
        changes = {"hearing_id": hearing_id} if "hearing_id" in names else {}
        if "turn_id" in names:
            changes["turn_id"] = f"{hearing_id} first"
        changes[names[0]] = f"{hearing_id} {count}" if names[0] != "hearing_id" else hearing_id
        ready.append(replace(record, **changes))
    return ready


IN_ONE_VAULT = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
"""Each example writes about a hearing of its own, so that they can share a vault."""


@IN_ONE_VAULT
@given(
    st.lists(records(HearingRecord), max_size=12),
    st.builds(TurnTaken, **{name: values(hint) for name, hint in get_type_hints(TurnTaken).items()}),
)
def test_a_hearing_comes_back_as_it_was_written(vault: OpenVault, found: list[Any], first: TurnTaken) -> None:
    hearing_id = uuid4().hex
    written = [
        opened(hearing_id),
        replace(first, turn_id=f"{hearing_id} first", hearing_id=hearing_id),
        *numbered([record for record in found if not isinstance(record, HearingOpened)], hearing_id),
    ]
    with vault.dossiers(ACT) as work:
        work.append(*written)
        work.commit()
    with vault.dossiers(ACT) as work:
        assert list(work.hearing(hearing_id)) == written


@IN_ONE_VAULT
@given(
    st.builds(HearingOpened, **{name: values(hint) for name, hint in get_type_hints(HearingOpened).items()})
)
def test_the_opening_of_a_hearing_comes_back_as_it_was_written(
    vault: OpenVault, found: HearingOpened
) -> None:
    written = replace(found, hearing_id=uuid4().hex)
    with vault.dossiers(ACT) as work:
        work.append(written)
        assert work.hearing(written.hearing_id) == (written,)


@IN_ONE_VAULT
@given(st.lists(records(SignalRecord), max_size=12))
def test_notes_and_reports_come_back_as_they_were_written(vault: OpenVault, found: list[Any]) -> None:
    written = numbered(found, uuid4().hex)
    with vault.signals(ACT) as work:
        before = len(work.everything())
        work.append(*written)
        work.commit()
    with vault.signals(ACT) as work:
        assert list(work.everything()[before:]) == written
        assert work.observations(None) == work.everything()


@IN_ONE_VAULT
@given(st.dictionaries(WORDS, st.tuples(WORDS, MOMENTS), min_size=1, max_size=5), WORDS)
def test_the_last_words_of_a_draft_are_kept(
    vault: OpenVault, drafts: dict[str, tuple[str, datetime]], later: str
) -> None:
    hearing_id = uuid4().hex
    kept = {address: Draft(hearing_id, address, text, at) for address, (text, at) in drafts.items()}
    written_over = min(kept)
    with vault.dossiers(ACT) as work:
        for draft in kept.values():
            work.keep_draft(draft)
        kept[written_over] = replace(kept[written_over], text=later)
        work.keep_draft(kept[written_over])
        work.commit()
    with vault.dossiers(ACT) as work:
        assert {draft.address: draft for draft in work.drafts(hearing_id)} == kept
        work.drop_draft(hearing_id, written_over)
        assert written_over not in {draft.address for draft in work.drafts(hearing_id)}
        assert work.drafts("another hearing") == ()


def test_what_was_safe_is_there_after_closing_and_opening_again(tmp_path: Path) -> None:
    folder = make(tmp_path / "kluis")
    vault = unlock(folder)
    with vault.dossiers(ACT) as work:
        work.append(opened(), turn(1), answer(1, "Aleppo"))
        work.commit()
    vault.close()
    vault = unlock(folder)
    with vault.dossiers(ACT) as work:
        assert work.hearing("g1") == (opened(), turn(1), answer(1, "Aleppo"))
    vault.close()


def test_the_records_of_one_hearing_come_with_its_reports_and_no_others(vault: OpenVault) -> None:
    moment = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)

    def filled(kind: type, **given: Any) -> Any:
        plain: dict[Any, Any] = {str: "", int: 1, bool: False, datetime: moment}
        hints = get_type_hints(kind)
        found = {name: plain[hint] if hint in plain else next(iter(hint)) for name, hint in hints.items()}
        return kind(**{**found, **given})

    def about(hearing_id: str) -> list[SignalRecord]:
        return [
            filled(ObservationNoted, observation_id=f"{hearing_id}o", hearing_id=hearing_id),
            filled(ObservationRevised, revision_id=f"{hearing_id}r", hearing_id=hearing_id),
            filled(ReportOpened, report_id=f"{hearing_id}m", hearing_id=hearing_id),
            filled(ReportRevised, revision_id=f"{hearing_id}mr", report_id=f"{hearing_id}m"),
            filled(ReportMoved, record_id=f"{hearing_id}mm", report_id=f"{hearing_id}m"),
        ]

    one, other = about("a"), about("b")
    with vault.signals(Act("proef", "hearing", "a")) as work:
        work.append(*(record for pair in zip(one, other, strict=True) for record in pair))
        assert list(work.observations("a")) == one
        assert list(work.observations("b")) == other
