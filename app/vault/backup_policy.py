# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How often backups are made, and which of them are kept: data, and what follows from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Reason(StrEnum):
    """Why a backup was made."""

    SCHEDULE = "schedule"
    BY_HAND = "by-hand"
    MIGRATION = "migration"


@dataclass(frozen=True, slots=True)
class BackupPolicy:
    """The choices of an office about backups; the defaults stand here and nowhere else.

    Attributes:
        every: how long after a backup the next is due.
        daily, weekly, monthly: of how many days, weeks (ISO 8601) and months the last one is kept.
        by_hand, before_migration: how many of those that were asked for, and of those made before the files
            went to a newer schema, are kept beside these, the latest first.
    """

    every: timedelta = timedelta(hours=24)
    daily: int = 7
    weekly: int = 4
    monthly: int = 6
    by_hand: int = 3
    before_migration: int = 3


def is_due(policy: BackupPolicy, made: Iterable[datetime], now: datetime) -> bool:
    """Tell whether a backup is due. One of the future, of a clock that was wrong, puts none off."""
    return not any(timedelta() <= now - one < policy.every for one in made)


def kept(policy: BackupPolicy, made: Mapping[str, tuple[datetime, Reason]], now: datetime) -> frozenset[str]:
    """Give which backups are kept, by name; the latest always is.

    Those of the future, of a clock that is or was wrong, stay, and take the place of none.
    """
    stays = {name for name, (moment, _) in made.items() if moment > now}
    past = [name for name in made if name not in stays]
    latest_first = sorted(past, key=lambda name: (made[name][0], name), reverse=True)
    stays.update(latest_first[:1])
    for number, form in ((policy.daily, "%Y-%m-%d"), (policy.weekly, "%G-%V"), (policy.monthly, "%Y-%m")):
        last_of: dict[str, str] = {}
        for name in latest_first:
            last_of.setdefault(f"{made[name][0]:{form}}", name)
        stays.update(list(last_of.values())[:number])
    for number, reason in (
        (policy.by_hand, Reason.BY_HAND),
        (policy.before_migration, Reason.MIGRATION),
    ):
        stays.update([name for name in latest_first if made[name][1] is reason][:number])
    return frozenset(stays)
