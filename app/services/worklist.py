# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The worklist: which hearings there are, and with which questionnaire a new one can begin."""

from datetime import date

from app.clock import Clock
from app.errors import Message, UserError, says
from app.hearing.records import HearingState
from app.services.policy import OfficePolicy
from app.services.shelf import Shelf
from app.services.views import HearingSummary, QuestionnaireChoice
from app.vault.open_vault import OpenVault


class Worklist:
    """The use cases of the worklist."""

    def __init__(self, vault: OpenVault, shelf: Shelf, policy: OfficePolicy, clock: Clock) -> None:
        self._vault = vault
        self._shelf = shelf
        self._policy = policy
        self._clock = clock

    def hearings(
        self,
        search: str = "",
        states: frozenset[HearingState] = frozenset(),
        limit: int = 200,
        offset: int = 0,
    ) -> tuple[HearingSummary, ...]:
        """List hearings, the last worked on first.

        Args:
            search: words that stand in the name, the V-number or the answers; empty for all.
            states: only hearings in one of these; empty for all.
            limit: how many at most.
            offset: how many to pass by.
        """
        with self._vault.dossiers_listing() as work:
            listed = work.listed(search, frozenset(states), limit, offset)
        return tuple(
            HearingSummary(
                hearing_id=one.hearing_id,
                kind=one.kind,
                v_number=one.v_number,
                name=one.name,
                name_in_script=one.name_in_script,
                language=one.language,
                interpreter_number=one.interpreter_number,
                state=HearingState(one.state),
                answered=one.answered,
                total=one.total,
                where_left=one.where_left,
                opened_at=one.opened_at,
                last_at=one.last_at,
            )
            for one in listed
        )

    def only(self, v_number: str) -> HearingSummary:
        """Give the one hearing with a V-number, written with or without points.

        Raises:
            UserError: there is none, or more than one.
        """
        digits = _digits(v_number)
        found = [one for one in self.hearings(v_number) if digits and _digits(one.v_number) == digits]
        if len(found) != 1:
            raise UserError(
                says(
                    "Er zijn {count} gehoren met V-nummer {number}, en het moet er één zijn.",
                    count=len(found),
                    number=v_number,
                )
            )
        return found[0]

    def questionnaires(self) -> tuple[QuestionnaireChoice, ...]:
        """List the questionnaires that a new hearing can use: of each the version in force today."""
        return tuple(
            QuestionnaireChoice(found.id, found.version, found.hearing_kind, found.title, found.notice)
            for found in (one.compiled.questionnaire for one in self._shelf.in_force(self.today()))
        )

    def today(self) -> date:
        """Give the day, as hearings have it."""
        return self._clock.now().date()

    def refused_questionnaires(self) -> tuple[Message, ...]:
        """Say of each questionnaire that cannot be used where and what is wrong with it."""
        return self._shelf.stock().refused

    def v_number_hint(self, text: str) -> Message | None:
        """Give a warning where a V-number looks unusual; it never blocks."""
        return self._policy.v_number_hint(text)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))
