# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The line of a hearing in the worklist, made from the hearing."""

from datetime import datetime

from app.hearing.records import HearingState
from app.services.open_hearing import OpenHearing
from app.vault.listing import ListedHearing


def listing_of(opened: OpenHearing, last_at: datetime) -> ListedHearing:
    """Give the line of a hearing that was last worked on at `last_at`."""
    answered, total = opened.answered_and_total()
    header = opened.hearing.opened
    number = opened.evaluation.question(opened.current).number if opened.current else ""
    return ListedHearing(
        hearing_id=header.hearing_id,
        kind=header.kind,
        v_number=header.v_number,
        name=header.name,
        name_in_script=header.name_in_script,
        language=header.language,
        interpreter_number=header.interpreter_number,
        state=opened.hearing.state,
        answered=answered,
        total=total,
        where_left=number if opened.hearing.state is not HearingState.CLOSED else "",
        opened_at=header.at,
        last_at=last_at,
    )
