# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Closing a hearing: what is still open, the end itself, and the report; the notes play no part in it."""

from app.clock import Clock
from app.documents.hearing_content import HearingContent
from app.documents.hearing_report import hearing_json, make_hearing_report
from app.errors import UserError, says
from app.i18n import Texts
from app.questionnaire.values import Address
from app.services.conduct_hearing import ConductHearing
from app.services.hearing_document import hearing_content
from app.services.open_hearing import drafted_address
from app.services.policy import OfficePolicy
from app.services.views import Changes, ClosingCheck, OpenPoint


class CloseHearing:
    """The use cases of the closing check and of the hearing report."""

    def __init__(self, conduct: ConductHearing, clock: Clock, policy: OfficePolicy) -> None:
        self._conduct = conduct
        self._clock = clock
        self._policy = policy

    def check(self) -> ClosingCheck:
        """Tell what is still open in the open hearing."""
        opened = self._conduct.open_hearing()
        required = opened.evaluation.open_required()
        broken = [address for address, _ in opened.evaluation.problems()]
        doubtful = [
            address
            for address, _ in opened.evaluation.warnings()
            if not opened.hearing.reason_of(str(address))
        ]
        drafts = dict.fromkeys(drafted_address(key) for key in opened.drafts)
        answered, total = opened.answered_and_total()
        return ClosingCheck(
            required=tuple(
                self._point(address, opened.evaluation.question(address).required_message)
                for address in required
            ),
            problems=tuple(self._point(address) for address in broken),
            warnings=tuple(self._point(address) for address in doubtful),
            drafts=tuple(self._point(address) for address in drafts if opened.evaluation.has(address)),
            unanswered=total - answered - len(required),
            on_break=opened.hearing.session.on_break,
        )

    def close(self, reason: str = "") -> Changes:
        """Close the open hearing for good.

        Raises:
            UserError: something is still open and no reason is given.
        """
        if not self.check().may_close and not reason.strip():
            raise UserError(
                says("Er staat nog iets open. Vul het aan, of schrijf op waarom het open blijft.")
            )
        return self._conduct.close(reason.strip())

    def report_pdf(self, hearing_id: str, language: str) -> bytes:
        """Print a hearing's report, with the same for machines inside; the printing is on record."""
        return make_hearing_report(self._content(hearing_id, language))

    def report_json(self, hearing_id: str, language: str) -> bytes:
        """Give a hearing's report for machines, as UTF-8 JSON; the giving is on record."""
        return hearing_json(self._content(hearing_id, language))

    def _content(self, hearing_id: str, language: str) -> HearingContent:
        opened = self._conduct.read_for_report(hearing_id)
        return hearing_content(opened, language, self._clock.now(), self._policy.classification_basis)

    def _point(self, address: Address, why: Texts | None = None) -> OpenPoint:
        view = self._conduct.question(address)
        return OpenPoint(address, view.number, view.label, view.problem or view.warning or why or None)
