# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Talking a practice hearing through: what was noted beside what the key says, with the key's reasons.

There is no mark and no score. Each thing noted or missed stands by itself, to be talked about.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import comb

from app.i18n import Texts
from app.signals.needs import Need
from app.training.scenario import Expectation, Scenario, Weight


class Outcome(StrEnum):
    """How a note, or its absence, stands beside the key."""

    SEEN = "seen"
    """Expected, and noted."""

    MISSED = "missed"
    """Expected, and not noted."""

    DEFENSIBLE = "defensible"
    """Noted, and can be defended."""

    UNFOUNDED = "unfounded"
    """Noted without ground: a trap, or something that the key does not know."""


@dataclass(frozen=True, slots=True)
class PracticeNote:
    """A note that a trainee took.

    Attributes:
        indicator: the indicator's id; empty for a note in own words.
        exchange: the answer that it was taken at, from 1; nothing outside the script.
        quote: the words noted.
        lacking: what a good note has and this one has not.
    """

    indicator: str
    exchange: int | None
    quote: str
    lacking: tuple[Need, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to talk about.

    Attributes:
        expectation: what the key says of it; nothing where the key is silent.
        notes: the notes it is about; none where something was missed.
    """

    outcome: Outcome
    indicator: str
    expectation: Expectation | None
    notes: tuple[PracticeNote, ...]

    @property
    def why(self) -> Texts:
        """The key's reason."""
        return self.expectation.why if self.expectation else Texts()


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that is talked about after one practice hearing.

    Attributes:
        remarks: what was missed first, then what has no ground, then the rest; in the key's order.
        timeline: the notes in the order in which they were taken.
        route_expected: the key's route; empty for none.
        route_chosen: the trainee's route; empty for none.
    """

    scenario: Scenario
    remarks: tuple[Remark, ...]
    timeline: tuple[PracticeNote, ...]
    route_expected: str
    route_chosen: str

    def of(self, outcome: Outcome) -> tuple[Remark, ...]:
        """Give the remarks of one kind."""
        return tuple(remark for remark in self.remarks if remark.outcome is outcome)

    @property
    def same_route(self) -> bool:
        """Whether the trainee chose the key's route."""
        return self.route_chosen == self.route_expected


def debrief(scenario: Scenario, notes: Iterable[PracticeNote], route: str) -> Debrief:
    """Put the notes of a practice hearing beside the key.

    Args:
        scenario: the scenario practised.
        notes: what the trainee noted and did not withdraw.
        route: the route chosen, by id; empty where nothing was reported.
    """
    taken = tuple(sorted(notes, key=lambda note: note.at))
    remarks = [*_by_the_key(scenario, taken), *_beside_the_key(scenario, taken)]
    order = (Outcome.MISSED, Outcome.UNFOUNDED, Outcome.DEFENSIBLE, Outcome.SEEN)
    remarks.sort(key=lambda remark: order.index(remark.outcome))
    return Debrief(scenario, tuple(remarks), taken, scenario.route, route)


def _by_the_key(scenario: Scenario, notes: Sequence[PracticeNote]) -> Iterable[Remark]:
    for expected in scenario.expectations:
        found = tuple(note for note in notes if note.indicator == expected.indicator)
        match expected.weight:
            case Weight.REQUIRED:
                outcome = Outcome.SEEN if found else Outcome.MISSED
                yield Remark(outcome, expected.indicator, expected, found)
            case Weight.ACCEPTABLE if found:
                yield Remark(Outcome.DEFENSIBLE, expected.indicator, expected, found)
            case Weight.TRAP if found:
                yield Remark(Outcome.UNFOUNDED, expected.indicator, expected, found)
            case _:
                pass


def _beside_the_key(scenario: Scenario, notes: Sequence[PracticeNote]) -> Iterable[Remark]:
    """Tell of notes on what the key does not know; those in own words are for the trainer to weigh."""
    unknown = dict.fromkeys(
        note.indicator for note in notes if note.indicator and scenario.expectation(note.indicator) is None
    )
    for indicator in unknown:
        found = tuple(note for note in notes if note.indicator == indicator)
        yield Remark(Outcome.UNFOUNDED, indicator, None, found)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How a group stands on one indicator in the same scenario: raw counts, for the group alone.

    Attributes:
        noted: how many noted it.
        practised: how many practised the scenario.
    """

    indicator: str
    weight: Weight | None
    noted: int
    practised: int

    @property
    def pairs(self) -> int:
        """Count the pairs that can be made of the group."""
        return comb(self.practised, 2)

    @property
    def agreeing(self) -> int:
        """Count the pairs of which both noted it or neither did: the raw agreement, out of `pairs`."""
        return comb(self.noted, 2) + comb(self.practised - self.noted, 2)


def agreement(debriefs: Sequence[Debrief]) -> tuple[Agreement, ...]:
    """Count, for each indicator that the key names or somebody noted, how many of a group noted it.

    Args:
        debriefs: of one scenario, one for each trainee; of a pair, those of one variant.

    Raises:
        ValueError: they are of different scenarios.
    """
    if len({one.scenario.id for one in debriefs}) > 1:
        raise ValueError("an agreement is counted within one scenario")
    if not debriefs:
        return ()
    scenario = debriefs[0].scenario
    names = [one.indicator for one in scenario.expectations]
    names += [note.indicator for one in debriefs for note in one.timeline if note.indicator]
    counted = []
    for name in dict.fromkeys(names):
        expected = scenario.expectation(name)
        noted = sum(any(note.indicator == name for note in one.timeline) for one in debriefs)
        counted.append(Agreement(name, expected.weight if expected else None, noted, len(debriefs)))
    return tuple(counted)


@dataclass(frozen=True, slots=True)
class PairDifference:
    """What one trainee did otherwise in two hearings with the same words.

    Attributes:
        only_first, only_second: indicators noted in one of the two alone.
        same_route: whether both got the same route.
    """

    first: Debrief
    second: Debrief
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    same_route: bool


def beside_each_other(first: Debrief, second: Debrief) -> PairDifference:
    """Put two variants of a pair side by side. One difference proves nothing; a pattern is worth a talk.

    Raises:
        ValueError: they are no two variants of one pair.
    """
    pairs = {first.scenario.pair, second.scenario.pair}
    if len(pairs) > 1 or "" in pairs or first.scenario.id == second.scenario.id:
        raise ValueError("only two variants of one pair can be put side by side")
    noted = [
        dict.fromkeys(note.indicator for note in one.timeline if note.indicator) for one in (first, second)
    ]
    return PairDifference(
        first,
        second,
        tuple(name for name in noted[0] if name not in noted[1]),
        tuple(name for name in noted[1] if name not in noted[0]),
        first.route_chosen == second.route_chosen,
    )
