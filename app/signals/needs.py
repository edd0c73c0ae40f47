# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a signal report must hold before it may leave: the points without which a desk cannot weigh it.

The points are numbered as in a good report: 1 the words, 2 when and which question, 3 the source, 7 the
facts apart from the reading, 11 the urgency with its reason; and a route, or it would reach nobody.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import Message, says
from app.signals.records import ObservationNoted, ObservationRevised, ReportRevised


@dataclass(frozen=True, slots=True)
class Need:
    """A point that must be there, and whether it is."""

    name: str
    label: Message
    met: bool


def needs(
    noted: ObservationNoted, observation: ObservationRevised, report: ReportRevised | None
) -> Iterator[Need]:
    """Give the points that a report must hold, in the order of a good report."""
    yield Need("quote", says("letterlijke woorden"), bool(observation.quote.strip()))
    yield Need("place", says("tijd, vraag en zitting"), bool(noted.question_number and noted.session))
    yield Need("source", says("bron en kenniswijze"), bool(observation.basis and observation.directness))
    yield Need("facts", says("feiten, los van uw duiding"), bool(observation.facts.strip()))
    urgency = report is not None and bool(report.urgency and report.urgency_reason.strip())
    yield Need("urgency", says("urgentie met reden"), urgency)
    yield Need("route", says("route"), report is not None and bool(report.route))
