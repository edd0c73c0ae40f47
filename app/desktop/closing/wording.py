# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the closing room says of a hearing, without pixels."""

from collections.abc import Iterator

from app.desktop.display import Display
from app.desktop.widgets.row_list import Row
from app.errors import Message, says
from app.names import clock_time, day_and_time
from app.services.signal_views import NoteView
from app.services.views import ClosingCheck, HearingView, OpenPoint
from app.services.words import ROLES

REQUIRED = says("Verplichte vragen zonder antwoord")
PROBLEMS = says("Antwoorden die niet kloppen met de vragenlijst")
WARNINGS = says("Antwoorden waarbij de vragenlijst een reden vraagt")
DRAFTS = says("Woorden die nog niet als antwoord zijn gegeven")

ON_BREAK = says("De pauze loopt nog. Bij het sluiten eindigt ook de pauze.")
ALL_THERE = says("Alles wat nodig is, staat er. U kunt het gehoor sluiten.")


def groups(check: ClosingCheck) -> tuple[tuple[Message, tuple[OpenPoint, ...]], ...]:
    """Give what is still open, by what is the matter; a question stands under each that holds for it."""
    found = (
        (REQUIRED, check.required),
        (PROBLEMS, check.problems),
        (WARNINGS, check.warnings),
        (DRAFTS, check.drafts),
    )
    return tuple((heading, points) for heading, points in found if points)


def point_row(point: OpenPoint, display: Display) -> Row:
    """Give the line of one open point."""
    return Row(
        key=str(point.address),
        title=f"{point.number}  {display.show(point.label)}",
        below=display.show(point.problem) if point.problem else "",
    )


def unanswered(check: ClosingCheck) -> Message | None:
    """Tell quietly of questions without an answer that need none."""
    if not check.unanswered:
        return None
    if check.unanswered == 1:
        return says("Eén andere vraag heeft geen antwoord. Dat mag.")
    return says("{count} andere vragen hebben geen antwoord. Dat mag.", count=check.unanswered)


def note_row(note: NoteView, display: Display) -> Row:
    """Give the line of a note: where it stands and its words."""
    return Row(
        key=note.observation_id,
        title=f"{note.question_number}  {display.quote(note.fields.quote)}".strip(),
        aside=clock_time(note.turn_at),
    )


def summary(view: HearingView, display: Display) -> tuple[tuple[Message, str], ...]:
    """Give who and when, as pairs of a heading and its words."""
    return tuple(_summary(view, display))


def _summary(view: HearingView, display: Display) -> Iterator[tuple[Message, str]]:
    yield says("V-nummer"), view.header.v_number
    yield says("Naam"), view.header.name
    yield says("Begonnen"), day_and_time(view.session_started, display.language)
    if view.session_ended is not None:
        yield says("Geëindigd"), day_and_time(view.session_ended, display.language)
    yield says("Pauzes"), _breaks(view, display)
    yield says("Aanwezig"), _attendees(view, display)


def _breaks(view: HearingView, display: Display) -> str:
    none = display.text(says("geen"))
    return (
        ", ".join(
            f"{clock_time(one.started)}–{clock_time(one.ended) if one.ended else '…'}" for one in view.breaks
        )
        or none
    )


def _attendees(view: HearingView, display: Display) -> str:
    told = []
    for one in view.attendees:
        who = f"{display.text(ROLES[one.role])} {one.reference}".strip()
        if not one.present:
            why = f": {one.reason}" if one.reason else ""
            who = f"{who} ({display.text(says('afwezig'))}{why})"
        told.append(who)
    return ", ".join(told) or display.text(says("niemand genoteerd"))
