# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which backups are kept, and when the next is due."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from app.vault.backup_policy import BackupPolicy, Reason, is_due, kept

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
POLICY = BackupPolicy()
Made = dict[str, tuple[datetime, Reason]]

some_backups = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=4),
    st.tuples(
        st.integers(0, 730 * 24).map(lambda hours: NOON - timedelta(hours=hours)),
        st.sampled_from(Reason),
    ),
    min_size=1,
    max_size=60,
)


def daily(days: int) -> Made:
    return {f"{number:03}": (NOON - timedelta(days=number), Reason.SCHEDULE) for number in range(days)}


def test_a_year_of_days_leaves_seven_days_four_weeks_and_six_months() -> None:
    made = daily(365)
    moments = sorted((made[name][0] for name in kept(POLICY, made, NOON)), reverse=True)
    assert moments[:7] == [NOON - timedelta(days=number) for number in range(7)]
    assert f"{moments[-1]:%Y-%m}" == "2026-06"
    assert len(moments) <= POLICY.daily + POLICY.weekly + POLICY.monthly
    assert {f"{one:%Y-%m}" for one in moments} == {f"2026-{month:02}" for month in range(6, 12)}
    assert len({f"{one:%G-%V}" for one in moments[:10]}) >= POLICY.weekly


@given(some_backups)
def test_the_last_of_each_day_is_what_is_kept_and_the_latest_of_all_is_never_dropped(made: Made) -> None:
    stays = kept(POLICY, made, NOON)
    latest = max(made, key=lambda name: (made[name][0], name))
    assert latest in stays
    most = POLICY.daily + POLICY.weekly + POLICY.monthly + POLICY.by_hand + POLICY.before_migration
    assert len(stays) <= most
    # What is kept stays kept when nothing else changes: dropping is done at one stroke or in many.
    assert kept(POLICY, {name: made[name] for name in stays}, NOON) == stays


@given(some_backups)
def test_those_asked_for_are_kept_beside_the_days(made: Made) -> None:
    by_hand = sorted(
        (one for one in made if made[one][1] is Reason.BY_HAND), key=lambda name: (made[name][0], name)
    )
    assert set(by_hand[-POLICY.by_hand :]) <= kept(POLICY, made, NOON)


def test_backups_of_the_future_push_none_of_today_out() -> None:
    """As when the clock stood years ahead for a while, or stands years behind now."""
    ahead = {
        f"later {number:03}": (NOON + timedelta(days=20 * (number + 1)), Reason.BY_HAND)
        for number in range(30)
    }
    assert kept(POLICY, daily(40) | ahead, NOON) == kept(POLICY, daily(40), NOON) | set(ahead)
    behind = {"now": (NOON - timedelta(days=4000), Reason.BY_HAND)}
    assert "now" in kept(POLICY, daily(400) | behind, NOON - timedelta(days=4000))


def test_the_next_is_due_a_day_after_the_last() -> None:
    assert is_due(POLICY, [], NOON)
    assert not is_due(POLICY, [NOON], NOON)
    assert not is_due(POLICY, [NOON - POLICY.every + timedelta(seconds=1)], NOON)
    assert is_due(POLICY, [NOON - POLICY.every], NOON)


def test_a_backup_of_a_clock_that_was_ahead_puts_none_off() -> None:
    assert is_due(POLICY, [NOON + timedelta(days=300)], NOON)
