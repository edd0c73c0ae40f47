# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing that is open: its records, its questionnaire's state, and where one is in it.

Nothing is written here. Whoever writes and fails calls `OpenHearing` anew from the store, so that what is
in memory is never ahead of what is safe.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from uuid import UUID

from app.clock import Clock, Ids
from app.hearing.hearing import Hearing
from app.hearing.records import (
    BY_QUESTIONNAIRE,
    Draft,
    HearingOpened,
    HearingRecord,
    TurnKind,
)
from app.names import OFFICE_ZONE
from app.questionnaire import codec
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.model import Group, Repeat
from app.questionnaire.standing import QuestionItem
from app.questionnaire.values import Address
from app.services.shelf import Sourced
from app.services.views import (
    DraftPart,
)

PLAIN_LANGUAGE = "nl"
"""Answers are searched in Dutch, the language that reports are written in."""


class OpenHearing:
    """A hearing with its questionnaire evaluated, ready to be shown and to go on."""

    def __init__(
        self,
        records: Iterable[HearingRecord],
        drafts: Iterable[Draft],
        sourced: Sourced,
        clock: Clock,
        ids: Ids,
        who: str,
        *,
        begins: bool = False,
    ) -> None:
        """Read a hearing.

        Args:
            records: all there are.
            drafts: words that are being typed.
            sourced: its questionnaire.
            clock: for what is done next.
            ids: for what is done next.
            who: the person at work.
            begins: it has just begun, so its questionnaire may fill in what questions begin with. What was
                filled in by itself is on record, and is not worked out again when a hearing is read.
        """
        self.sourced = sourced
        self.hearing = Hearing(records, clock, ids, who)
        self.drafts = {draft.address: draft for draft in drafts}
        self.questionnaire = sourced.compiled.questionnaire
        self._section_of = dict(_sections_by_name(self.questionnaire.children))
        self.evaluation = self._evaluated(acting=begins)
        self.current: Address | None = self._where_it_was()

    # Finding one's way

    @property
    def hearing_id(self) -> str:
        """The hearing's identifier."""
        return self.hearing.hearing_id

    def section_of(self, name: str) -> str:
        """Give the section that the question or repeat of this name stands in."""
        return self._section_of[name]

    def addresses(self, section: str | None = None) -> Iterator[Address]:
        """Give the relevant questions in order, of one section or of all."""
        for progress in self.evaluation.sections():
            if section in (None, progress.name):
                for item in self.evaluation.items(progress.name):
                    if isinstance(item, QuestionItem):
                        yield item.address

    def next_after(self, address: Address) -> Address | None:
        """Give the next question to go to after `address`, across sections; notes are passed by."""
        seen = False
        for candidate in self.addresses():
            if seen and self._is_stop(candidate):
                return candidate
            seen = seen or candidate == address
        return None

    def previous_to(self, address: Address) -> Address | None:
        """Give the question before `address`, across sections."""
        before = None
        for candidate in self.addresses():
            if candidate == address:
                return before
            if self._is_stop(candidate):
                before = candidate
        return None

    # Answers

    def filled_in(self, addresses: Iterable[Address]) -> list[HearingRecord]:
        """Put on record what the questionnaire filled in by itself."""
        records: list[HearingRecord] = []
        for address in sorted(addresses, key=lambda one: (self.order_of(one.name), one)):
            question = self.evaluation.question(address)
            value = self.evaluation.value(address)
            plain = codec.plain(value, question.kind, self.evaluation.choices(address), PLAIN_LANGUAGE)
            records += self.hearing.answer(
                str(address), TurnKind.QUESTION, codec.encode(value), plain, by=BY_QUESTIONNAIRE
            )
        return records

    def end(self) -> None:
        """Fill in what the questionnaire asks of the end, now that the hearing is closed.

        It stands from then on as it does whenever the hearing is read again, for the moment is on record.
        """
        self.evaluation = self._evaluated(acting=False)

    def order_of(self, name: str) -> int:
        """Give the place of an item in the questionnaire."""
        return self.sourced.compiled.placed[name].order

    def answered_and_total(self) -> tuple[int, int]:
        """Count the relevant questions with an answer, and all of them."""
        sections = [section for section in self.evaluation.sections() if section.relevant]
        return sum(section.answered for section in sections), sum(section.total for section in sections)

    # Inside

    def _day(self) -> date:
        return self.hearing.opened.at.date()

    def _evaluated(self, *, acting: bool) -> Evaluation:
        """Evaluate the questionnaire with all that is on record."""
        outside = _outside(self.hearing.opened, self.hearing.closed_at)
        evaluation = Evaluation(self.sourced.compiled, self._day(), outside, acting=acting)
        self._replay(evaluation)
        evaluation.acting = True
        return evaluation

    def _replay(self, evaluation: Evaluation) -> None:
        for (repeat, parents), present in sorted(
            self.hearing.instances.items(), key=lambda item: item[0][1].count(".")
        ):
            for instance_id in present:
                evaluation.add_instance(repeat, instance_id, _parents(parents))
        for turn in self.hearing.turns.values():
            if turn.latest is not None and turn.taken.kind in (TurnKind.QUESTION, TurnKind.INSTRUCTION):
                address = Address.parse(turn.taken.address)
                value = codec.decode(turn.latest.value)
                if evaluation.has(address):
                    evaluation.set(address, value)
                else:
                    evaluation.keep(address, value)

    def _where_it_was(self) -> Address | None:
        if self.drafts:
            newest = max(self.drafts.values(), key=lambda draft: draft.at)
            address = drafted_address(newest.address)
            if self.evaluation.has(address):
                return address
        last: tuple[datetime, Address] | None = None
        for turn in self.hearing.turns.values():
            if turn.latest is not None and turn.latest.by == BY_QUESTIONNAIRE:
                continue
            address = Address.parse(turn.taken.address)
            moment = turn.latest.at if turn.latest else turn.taken.at
            if (last is None or moment >= last[0]) and self.evaluation.has(address):
                last = (moment, address)
        if last is not None:
            return self.next_after(last[1]) or last[1]
        return next((address for address in self.addresses() if self._is_stop(address)), None)

    def _is_stop(self, address: Address) -> bool:
        return self.evaluation.question(address).kind.answerable


def _outside(opened: HearingOpened, ended: datetime | None) -> Outside:
    """Give what expressions may ask of the world: the same whenever the hearing is opened.

    A hearing that is read again next year must stand as it did. So ``now()`` is the moment at which it was
    opened, and what comes by chance follows from its identifier.
    """
    drawn = hashlib.sha256(opened.hearing_id.encode()).digest()
    chance = int.from_bytes(drawn[:6]) / 2**48
    identifier = str(UUID(bytes=drawn[:16], version=4))
    properties = {"username": opened.interviewer_code}
    if ended is not None:
        properties["end"] = ended.astimezone(OFFICE_ZONE).isoformat(timespec="milliseconds")
    return Outside(opened.at.astimezone(OFFICE_ZONE), lambda: chance, lambda: identifier, properties)


def draft_key(address: Address, part: DraftPart = DraftPart.ANSWER) -> str:
    """Give the key under which words being typed at a question are kept."""
    return str(address) if part is DraftPart.ANSWER else f"{address}#{part.value}"


def drafted_address(key: str) -> Address:
    """Give the question of words being typed."""
    return Address.parse(key.partition("#")[0])


def _parents(text: str) -> tuple[str, ...]:
    return tuple(text.split(".")) if text else ()


def _sections_by_name(sections: Iterable[object]) -> Iterator[tuple[str, str]]:
    for section in sections:
        if isinstance(section, (Group, Repeat)):
            yield section.name, section.name
            yield from ((name, section.name) for name in _names_below(section))


def _names_below(group: Group | Repeat) -> Iterator[str]:
    for child in group.children:
        yield child.name
        if isinstance(child, (Group, Repeat)):
            yield from _names_below(child)
