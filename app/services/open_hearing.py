# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing that is open: its records, its questionnaire's state, and how both are shown.

Nothing is written here. Whoever writes and fails calls `OpenHearing` anew from the store, so that what is
in memory is never ahead of what is safe.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from app.clock import Clock, Ids
from app.hearing.hearing import Hearing
from app.hearing.records import (
    BY_QUESTIONNAIRE,
    Draft,
    HearingMoved,
    HearingOpened,
    HearingRecord,
    HearingState,
    Mode,
    TurnKind,
)
from app.names import OFFICE_ZONE
from app.questionnaire import codec
from app.questionnaire.evaluation import Evaluation
from app.questionnaire.explain import explain
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.model import Group, QuestionKind, Repeat
from app.questionnaire.standing import GroupHeader, InstanceHeader, QuestionItem, RepeatHeader
from app.questionnaire.values import Address, NonAnswer
from app.services.shelf import Sourced
from app.services.views import (
    Attendee,
    BreakView,
    DraftPart,
    FollowUp,
    GroupHeading,
    Header,
    HearingView,
    InstanceHeading,
    QuestionView,
    Remark,
    RepeatHeading,
    SectionItem,
    SectionView,
)

PLAIN_LANGUAGE = "nl"
"""Answers are searched in Dutch, the language that reports are written in."""

_MULTILINE = "multiline"


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
        read = tuple(records)
        self.hearing = Hearing(read, clock, ids, who)
        self.drafts = {draft.address: draft for draft in drafts}
        self.questionnaire = sourced.compiled.questionnaire
        self._section_of = dict(_sections_by_name(self.questionnaire.children))
        self.evaluation = Evaluation(
            sourced.compiled, self._day(), _outside(self.hearing.opened, _ended(read)), acting=begins
        )
        self._replay()
        self.evaluation.acting = True
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

    # Showing

    def hearing_view(self) -> HearingView:
        """Show the hearing as a whole."""
        opened = self.hearing.opened
        sessions = self.hearing.sessions
        session = sessions[-1] if sessions else None
        return HearingView(
            hearing_id=self.hearing_id,
            state=self.hearing.state,
            header=self.header(),
            title=self.questionnaire.title,
            notice=self.questionnaire.notice,
            questionnaire_id=opened.questionnaire_id,
            questionnaire_version=opened.questionnaire_version,
            languages=self.questionnaire.languages,
            classification=opened.classification,
            session=session.started.number if session else 0,
            session_started=session.started.at if session else opened.at,
            session_ended=session.ended.at if session and session.ended else None,
            attendees=tuple(
                Attendee(noted.role, noted.reference, noted.present, noted.reason)
                for noted in (session.attendances if session else ())
            ),
            breaks=tuple(BreakView(start, end) for start, end in (session.breaks if session else ())),
            sections=self.section_views(),
            current=self.current,
        )

    def header(self) -> Header:
        """Show what stands above the hearing."""
        opened = self.hearing.opened
        started = self.hearing.sessions[-1].started if self.hearing.sessions else None
        return Header(
            kind=opened.kind,
            v_number=opened.v_number,
            name=opened.name,
            name_in_script=opened.name_in_script,
            birth_date=opened.birth_date,
            nationality=opened.nationality,
            language=opened.language,
            interpreter_number=opened.interpreter_number,
            interviewer_code=opened.interviewer_code,
            mode=started.mode if started else Mode.ON_SITE,
            location=started.location if started else "",
        )

    def section_views(self) -> tuple[SectionView, ...]:
        """Show the outline."""
        return tuple(
            SectionView(
                progress.name,
                progress.number,
                progress.label,
                progress.hint,
                progress.answered,
                progress.total,
                progress.relevant,
                progress.aside,
            )
            for progress in self.evaluation.sections()
        )

    def items(self, section: str) -> tuple[SectionItem, ...]:
        """Show a section's items in order."""
        return tuple(self._item(item) for item in self.evaluation.items(section))

    def items_with_aside(self, section: str) -> tuple[SectionItem, ...]:
        """Show a section's items, with the answers that are kept of questions not asked now; in place.

        They stand here for people to see, and nowhere else: in no report, no check and no count.
        """
        items = list(self.items(section))
        for address in self.evaluation.set_aside(section):
            view = self.question_view(address)
            aside = replace(
                view,
                read_only=True,
                required=False,
                problem=None,
                warning=None,
                aside_because=explain(self.evaluation, address),
            )
            items.insert(self._place_among(items, address), aside)
        return tuple(items)

    def _place_among(self, items: Sequence[SectionItem], address: Address) -> int:
        """Give where a question goes: after the last one of its own instances that comes before it."""
        mine = self.order_of(address.name)
        found = 0
        for at, item in enumerate(items, 1):
            if isinstance(item, QuestionView):
                same = item.address.instances == address.instances[: len(item.address.instances)]
                before = same and self.order_of(item.address.name) <= mine
            elif isinstance(item, InstanceHeading):
                inside = (*item.parents, item.instance_id)
                before = inside == address.instances[: len(inside)]
            else:
                name = item.repeat if isinstance(item, RepeatHeading) else item.name
                before = self.order_of(name) <= mine and not isinstance(item, RepeatHeading)
            found = at if before else found
        return found

    def question_view(self, address: Address) -> QuestionView:
        """Show one question."""
        question = self.evaluation.question(address)
        status = self.evaluation.status(address)
        where = str(address)
        turn = self.hearing.turn_of(where)
        latest = turn.latest if turn else None
        draft = self.drafts.get(draft_key(address))
        open_for_answers = self.hearing.state is not HearingState.CLOSED
        return QuestionView(
            address=address,
            number=question.number,
            kind=question.kind,
            label=self.evaluation.label(address),
            hint=question.hint,
            guidance=question.guidance,
            required=status.required,
            read_only=self.evaluation.is_locked(address) or not open_for_answers,
            multiline=_MULTILINE in question.appearance.split() or question.kind is QuestionKind.NARRATIVE,
            sensitive=question.sensitive,
            choices=self.evaluation.choices(address),
            non_answers=tuple(sorted(question.non_answers, key=_order_of_non_answers)),
            value=status.value,
            draft=draft.text if draft else None,
            below=tuple(
                (part, self.drafts[key].text)
                for part in DraftPart
                if part is not DraftPart.ANSWER and (key := draft_key(address, part)) in self.drafts
            ),
            problem=status.problem,
            warning=status.warning,
            reason=self.hearing.reason_of(where) if status.warning is not None else "",
            answered_at=latest.at if latest and status.answered else None,
            revisions=len(turn.revisions) if turn else 0,
            follow_ups=tuple(self._follow_ups(where)),
            remarks=tuple(self._remarks(where)),
            filled_in=bool(latest and latest.by == BY_QUESTIONNAIRE and status.answered),
        )

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

    def _replay(self) -> None:
        for (repeat, parents), present in sorted(
            self.hearing.instances.items(), key=lambda item: item[0][1].count(".")
        ):
            for instance_id in present:
                self.evaluation.add_instance(repeat, instance_id, _parents(parents))
        for turn in self.hearing.turns.values():
            if turn.latest is not None and turn.taken.kind in (TurnKind.QUESTION, TurnKind.INSTRUCTION):
                address = Address.parse(turn.taken.address)
                value = codec.decode(turn.latest.value)
                if self.evaluation.has(address):
                    self.evaluation.set(address, value)
                else:
                    self.evaluation.keep(address, value)

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

    def _item(self, item: QuestionItem | RepeatHeader | InstanceHeader | GroupHeader) -> SectionItem:
        still_open = self.hearing.state is not HearingState.CLOSED
        match item:
            case QuestionItem(address):
                return self.question_view(address)
            case GroupHeader(name, label):
                return GroupHeading(name, label)
            case RepeatHeader(name, parents, count):
                repeat = self.sourced.compiled.repeat(name)
                may_add = still_open and repeat.repeat_count is None
                return RepeatHeading(name, repeat.number, parents, repeat.label, repeat.hint, count, may_add)
            case InstanceHeader(name, instance_id, parents, index, title):
                fixed = self.sourced.compiled.repeat(name).repeat_count is not None
                return InstanceHeading(name, instance_id, parents, index, title, still_open and not fixed)

    def _follow_ups(self, where: str) -> Iterator[FollowUp]:
        for turn in self.hearing.below(where):
            if turn.taken.kind is TurnKind.FOLLOW_UP:
                answer = turn.latest.plain if turn.latest else ""
                yield FollowUp(turn.taken.turn_id, turn.taken.text, answer, turn.taken.at)

    def _remarks(self, where: str) -> Iterator[Remark]:
        for turn in self.hearing.below(where):
            if turn.taken.kind in (TurnKind.REMARK_REPORTER, TurnKind.REMARK_INTERPRETER):
                by_interpreter = turn.taken.kind is TurnKind.REMARK_INTERPRETER
                yield Remark(turn.taken.turn_id, by_interpreter, turn.taken.text, turn.taken.at)


def _ended(records: Iterable[HearingRecord]) -> datetime | None:
    """Give when a hearing was closed, where it is."""
    moved = [one for one in records if isinstance(one, HearingMoved)]
    return moved[-1].at if moved and moved[-1].state is HearingState.CLOSED else None


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


def _order_of_non_answers(code: str) -> int:
    return tuple(NonAnswer).index(NonAnswer(code))


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
