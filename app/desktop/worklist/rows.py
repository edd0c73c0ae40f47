# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the worklist shows of a hearing, without pixels."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from app.desktop.display import Display
from app.errors import says
from app.hearing.records import HearingState
from app.names import OFFICE_ZONE, clock_time, language_name, short_day
from app.services.views import HearingSummary
from app.services.words import HEARING_KINDS, HEARING_STATES

TONES = {HearingState.PLANNED: "plain", HearingState.UNDER_WAY: "accent", HearingState.CLOSED: "green"}
"""The tone of each state's chip."""


class Filter(StrEnum):
    """Which hearings are shown."""

    ALL = "all"
    TODAY = "today"
    UNDER_WAY = "under_way"
    CLOSED = "closed"

    def states(self) -> frozenset[HearingState]:
        """Give the states to ask for; none means all."""
        if self is Filter.UNDER_WAY:
            return frozenset({HearingState.UNDER_WAY})
        return frozenset({HearingState.CLOSED}) if self is Filter.CLOSED else frozenset()

    def shows(self, summary: HearingSummary, now: datetime) -> bool:
        """Whether a hearing that was asked for is shown."""
        return self is not Filter.TODAY or days_ago(summary.last_at, now) == 0


@dataclass(frozen=True, slots=True)
class Row:
    """The words of one line."""

    when: str
    v_number: str
    name: str
    hearing: str
    state: str
    tone: str
    where_left: str
    interpreter: str


def row_of(summary: HearingSummary, now: datetime, display: Display) -> Row:
    """Give the words of one line in the language shown."""
    language = display.language
    state = display.text(HEARING_STATES[summary.state])
    if summary.state is HearingState.UNDER_WAY and summary.total:
        state = f"{state} · {summary.answered}/{summary.total}"
    kind = HEARING_KINDS.get(summary.kind)
    interpreter = (
        display.text(says("tolk {number}", number=summary.interpreter_number))
        if summary.interpreter_number
        else ""
    )
    spoken = language_name(summary.language, language)
    return Row(
        when=when(summary.last_at, now, display),
        v_number=summary.v_number,
        name="  ".join(part for part in (summary.name, isolated(summary.name_in_script)) if part),
        hearing=display.text(kind) if kind else summary.kind,
        state=state,
        tone=TONES[summary.state],
        where_left=summary.where_left or "–",
        interpreter=" · ".join(part for part in (interpreter, spoken) if part) or "–",
    )


def isolated(name: str) -> str:
    """Keep a name's own direction apart from the words beside it (Unicode FSI … PDI)."""
    return f"\N{FIRST STRONG ISOLATE}{name}\N{POP DIRECTIONAL ISOLATE}" if name else ""


def when(moment: datetime, now: datetime, display: Display) -> str:
    """Give the time for today, *gisteren* for yesterday, else the day."""
    ago = days_ago(moment, now)
    if ago == 0:
        return clock_time(moment)
    if ago == 1:
        return display.text(says("gisteren"))
    return short_day(moment, display.language)


def days_ago(moment: datetime, now: datetime) -> int:
    """Give how many days ago a moment was, on the office's calendar."""
    difference = now.astimezone(OFFICE_ZONE).date() - moment.astimezone(OFFICE_ZONE).date()
    return difference // timedelta(days=1)
