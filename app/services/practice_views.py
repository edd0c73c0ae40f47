# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Frozen values about practice, for whoever shows them. None holds a mark or a score."""

from dataclasses import dataclass
from datetime import datetime

from app.errors import Message
from app.i18n import Texts
from app.training.debrief import Outcome
from app.training.scenario import Level, Weight

PRACTICE_CLASSIFICATION = "OEFENING"
"""Stands on each page that is made in practice and at the foot of its rooms, in place of a classification."""


@dataclass(frozen=True, slots=True)
class ScenarioChoice:
    """A scenario that can be practised; `pair` is the scenario that it is a variant of, or empty."""

    scenario_id: str
    pair: str
    title: Texts
    persona: Texts
    learning: tuple[Texts, ...]
    level: Level
    notice: Texts


@dataclass(frozen=True, slots=True)
class SessionView:
    """One practice of one trainee; `route` is what was chosen at the end, empty for reporting nothing."""

    session_id: str
    hearing_id: str
    scenario_id: str
    title: Texts
    group: str
    trainee: str
    begun_at: datetime
    ended_at: datetime | None
    route: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the persona says to a question.

    Attributes:
        asked: how the interviewer may put the question, as an example.
        words: the answer.
        is_written: whether the scenario has an answer to this; otherwise `words` is what is said instead.
    """

    name: str
    asked: Texts
    words: Texts
    is_written: bool


@dataclass(frozen=True, slots=True)
class NotedView:
    """A note that the trainee took; `label` is absent for a note in own words."""

    at: datetime
    question: str
    quote: str
    label: Texts | None
    lacking: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class RemarkView:
    """One thing to talk about, with the words of the persona that it is about."""

    outcome: Outcome
    label: Texts
    why: Texts
    said: tuple[Texts, ...]
    notes: tuple[NotedView, ...]


@dataclass(frozen=True, slots=True)
class DebriefView:
    """All that is talked about after one practice; a route that is absent means: nothing to report."""

    session: SessionView
    notice: Texts
    no_signal: bool
    remarks: tuple[RemarkView, ...]
    timeline: tuple[NotedView, ...]
    route_expected: Texts | None
    route_chosen: Texts | None
    same_route: bool
    must_note: tuple[Texts, ...]
    talk: tuple[Texts, ...]

    def of(self, outcome: Outcome) -> tuple[RemarkView, ...]:
        """Give the remarks of one kind."""
        return tuple(remark for remark in self.remarks if remark.outcome is outcome)


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """How a group stands on one indicator.

    Attributes:
        weight: what the key thinks of it, if it names it.
        noted: how many noted it.
        agreeing, pairs: the pairs of trainees that did the same, of all that can be made.
    """

    label: Texts
    weight: Weight | None
    noted: int
    practised: int
    agreeing: int
    pairs: int


@dataclass(frozen=True, slots=True)
class RouteCount:
    """How many of a group chose one route; a route that is absent means: nothing to report."""

    label: Texts | None
    count: int
    expected: bool


@dataclass(frozen=True, slots=True)
class GroupResults:
    """How a group did the same scenario."""

    title: Texts
    group: str
    practised: int
    rows: tuple[AgreementRow, ...]
    routes: tuple[RouteCount, ...]


@dataclass(frozen=True, slots=True)
class PairView:
    """Two hearings with the same words about another person, side by side."""

    first: DebriefView
    second: DebriefView
    only_first: tuple[Texts, ...]
    only_second: tuple[Texts, ...]
    same_route: bool
