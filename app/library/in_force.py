# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which version of a questionnaire a new hearing takes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Version:
    """A version with the days on which new hearings may begin with it; the last day may be open."""

    subject: str
    version: str
    valid_from: date
    valid_until: date | None = None
    retired: bool = False

    def is_valid(self, today: date) -> bool:
        """Whether a hearing that begins today may take it."""
        return not self.retired and self.valid_from <= today <= (self.valid_until or date.max)


def in_force(versions: Iterable[Version], today: date) -> tuple[Version, ...]:
    """Give for each subject the version that begins last among those that are valid, then the highest."""
    best: dict[str, Version] = {}
    for one in versions:
        if one.is_valid(today) and (one.subject not in best or _rank(one) > _rank(best[one.subject])):
            best[one.subject] = one
    return tuple(best.values())


def order(version: str) -> tuple[int, ...]:
    """Give what puts versions in order, so that 1.10.0 comes after 1.9.0."""
    return tuple(int(part) for part in version.split("."))


def next_version(version: str) -> str:
    """Give the version after this one, for a change that colleagues will notice."""
    first, second, _third = order(version)
    return f"{first}.{second + 1}.0"


def _rank(one: Version) -> tuple[date, tuple[int, ...]]:
    return one.valid_from, order(one.version)
