# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Destroying what is past its term: one person proposes, another decides, and what is left says only that."""

import json
from dataclasses import dataclass
from datetime import date

from app.clock import Clock, Ids
from app.errors import UserError, says
from app.i18n import Texts
from app.plain_records import plain
from app.retention import (
    Destroyed,
    DestructionProposed,
    DestructionRefused,
    Kind,
    RetentionRecord,
    Terms,
)
from app.vault.audit import Act
from app.vault.open_vault import OpenVault
from app.vault.retention_work import COMPARTMENT_OF, Ended, RetentionWork


@dataclass(frozen=True, slots=True)
class DueView:
    """Something that may be destroyed.

    Attributes:
        name: by which those who may open it know it.
        due: since when its term is over.
        basis: what the term rests on.
        proposed_by: who proposed it; empty where nobody did.
        own: whether that was the person who looks.
    """

    kind: Kind
    hearing_id: str
    name: str
    due: date
    basis: Texts
    proposed_by: str
    own: bool


class KeepRetention:
    """The use cases of retention, for each compartment that the person may open."""

    def __init__(self, vault: OpenVault, terms: Terms, clock: Clock, ids: Ids) -> None:
        self._vault = vault
        self._terms = terms
        self._clock = clock
        self._ids = ids

    @property
    def notice(self) -> Texts:
        """What everybody should know about the terms."""
        return self._terms.notice

    def due(self) -> tuple[DueView, ...]:
        """List what is past its term, the longest first."""
        found: list[DueView] = []
        for kind in self._kinds():
            with self._work(kind, "read_retention", "") as work:
                proposals = _proposals(work.decisions())
                found += [
                    self._view(kind, one, proposals.get((kind, one.hearing_id)))
                    for one in work.ended(kind)
                    if self._is_due(kind, one)
                ]
                work.commit()
        return tuple(sorted(found, key=lambda one: one.due))

    def propose(self, kind: Kind, hearing_id: str) -> tuple[DueView, ...]:
        """Propose to destroy something, and list what is due then.

        Raises:
            UserError: its term is not over, or it was proposed already.
        """
        with self._work(kind, "propose_destruction", hearing_id) as work:
            ended = self._ended(work, kind, hearing_id)
            if (kind, hearing_id) in _proposals(work.decisions()):
                raise UserError(says("Dit is al voorgesteld. Een collega kan nu beslissen."))
            due = self._due(kind, ended).isoformat()
            work.append(
                DestructionProposed(self._ids.new(), hearing_id, kind, due, self._clock.now(), self._who)
            )
            work.commit()
        return self.due()

    def refuse(self, kind: Kind, hearing_id: str, reason: str) -> tuple[DueView, ...]:
        """Turn a proposal down, or take back one's own.

        Raises:
            UserError: nobody proposed it, or no reason is given.
        """
        if not reason.strip():
            raise UserError(says("Schrijf kort op waarom dit bewaard blijft."))
        with self._work(kind, "refuse_destruction", hearing_id) as work:
            self._proposal(work, kind, hearing_id)
            now = self._clock.now()
            work.append(DestructionRefused(self._ids.new(), hearing_id, kind, reason.strip(), now, self._who))
            work.commit()
        return self.due()

    def destroy(self, kind: Kind, hearing_id: str) -> Destroyed:
        """Destroy what somebody else proposed; only the record of it stays.

        Raises:
            UserError: nobody proposed it, this person did, its term runs again, or something about it still
                waits to be sent.
        """
        with self._work(kind, "destroy", hearing_id) as work:
            proposal = self._proposal(work, kind, hearing_id)
            if proposal.by == self._who:
                raise UserError(says("U stelde dit zelf voor. Een collega moet beslissen."))
            ended = self._ended(work, kind, hearing_id)
            if kind is Kind.SIGNALS and work.is_waiting(hearing_id):
                raise UserError(says("Een melding hierover wacht nog op verzending. Verzend die eerst."))
            destroyed = Destroyed(
                record_id=self._ids.new(),
                hearing_id=hearing_id,
                kind=kind,
                began=ended.began,
                ended=ended.ended,
                records=work.count(kind, hearing_id),
                due=proposal.due,
                basis=self._terms.by_kind[kind].basis.show("nl"),
                proposed_by=proposal.by,
                proposed_at=proposal.at,
                at=self._clock.now(),
                by=self._who,
            )
            work.destroy(destroyed)
            work.commit()
        self._vault.compact(COMPARTMENT_OF[kind])
        return destroyed

    def destroyed(self) -> tuple[Destroyed, ...]:
        """List what was destroyed, the last first."""
        found: list[Destroyed] = []
        for kind in self._kinds():
            with self._work(kind, "read_retention", "") as work:
                found += [one for one in work.decisions() if isinstance(one, Destroyed)]
                work.commit()
        return tuple(sorted(found, key=lambda one: one.at, reverse=True))

    def record(self) -> bytes:
        """Give the record of destruction as a JSON file, for the archive."""
        found = [plain(one) for one in self.destroyed()]
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()

    # Inside

    @property
    def _who(self) -> str:
        return self._vault.person.name

    def _kinds(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in Kind if self._vault.opens(COMPARTMENT_OF[kind]))

    def _work(self, kind: Kind, action: str, hearing_id: str) -> RetentionWork:
        return self._vault.retention(COMPARTMENT_OF[kind], Act(action, kind.value, hearing_id))

    def _due(self, kind: Kind, ended: Ended) -> date:
        return self._terms.by_kind[kind].due(ended.ended.date())

    def _is_due(self, kind: Kind, ended: Ended) -> bool:
        return self._due(kind, ended) <= self._clock.now().date()

    def _ended(self, work: RetentionWork, kind: Kind, hearing_id: str) -> Ended:
        for one in work.ended(kind):
            if one.hearing_id == hearing_id and self._is_due(kind, one):
                return one
        raise UserError(says("De bewaartermijn hiervan is nog niet voorbij. Er is niets vernietigd."))

    def _proposal(self, work: RetentionWork, kind: Kind, hearing_id: str) -> DestructionProposed:
        found = _proposals(work.decisions()).get((kind, hearing_id))
        if found is None:
            raise UserError(says("Hierover is geen voorstel. Stel het eerst voor; een collega beslist."))
        return found

    def _view(self, kind: Kind, ended: Ended, proposal: DestructionProposed | None) -> DueView:
        return DueView(
            kind=kind,
            hearing_id=ended.hearing_id,
            name=ended.name,
            due=self._due(kind, ended),
            basis=self._terms.by_kind[kind].basis,
            proposed_by=proposal.by if proposal else "",
            own=proposal is not None and proposal.by == self._who,
        )


def _proposals(decisions: tuple[RetentionRecord, ...]) -> dict[tuple[Kind, str], DestructionProposed]:
    """Give the proposals about which nobody decided yet."""
    waiting: dict[tuple[Kind, str], DestructionProposed] = {}
    for one in decisions:
        key = (one.kind, one.hearing_id)
        if isinstance(one, DestructionProposed):
            waiting[key] = one
        else:
            waiting.pop(key, None)
    return waiting
