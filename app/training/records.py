# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept of practising: who practised what, and the route chosen at the end. Each is written once."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PracticeBegun:
    """A trainee began a scenario.

    Attributes:
        session_id: of this practice.
        hearing_id: the practice hearing that it is held in.
        group: whose results are talked through together, such as a day of training.
    """

    session_id: str
    hearing_id: str
    scenario_id: str
    scenario_version: str
    group: str
    trainee: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PracticeEnded:
    """A trainee finished, and chose a route; empty for reporting nothing."""

    record_id: str
    session_id: str
    route: str
    at: datetime


PracticeRecord = PracticeBegun | PracticeEnded
