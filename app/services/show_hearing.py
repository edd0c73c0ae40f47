# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How the hearing that is open is shown: as a whole, by section, and by question."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.hearing.records import BY_QUESTIONNAIRE, HearingState, Mode, TurnKind
from app.questionnaire.explain import explain
from app.questionnaire.model import QuestionKind
from app.questionnaire.standing import GroupHeader, InstanceHeader, QuestionItem, RepeatHeader
from app.questionnaire.values import Address, NonAnswer
from app.services.open_hearing import OpenHearing, draft_key
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

_MULTILINE = "multiline"

Item = QuestionItem | RepeatHeader | InstanceHeader | GroupHeader


def hearing_view(opened: OpenHearing) -> HearingView:
    """Show the hearing as a whole."""
    begun = opened.hearing.opened
    sessions = opened.hearing.sessions
    session = sessions[-1] if sessions else None
    return HearingView(
        hearing_id=opened.hearing_id,
        state=opened.hearing.state,
        header=header_of(opened),
        title=opened.questionnaire.title,
        notice=opened.questionnaire.notice,
        questionnaire_id=begun.questionnaire_id,
        questionnaire_version=begun.questionnaire_version,
        languages=opened.questionnaire.languages,
        classification=begun.classification,
        session=session.started.number if session else 0,
        session_started=session.started.at if session else begun.at,
        session_ended=session.ended.at if session and session.ended else None,
        attendees=tuple(
            Attendee(noted.role, noted.reference, noted.present, noted.reason)
            for noted in (session.attendances if session else ())
        ),
        breaks=tuple(BreakView(start, end) for start, end in (session.breaks if session else ())),
        sections=section_views(opened),
        current=opened.current,
    )


def header_of(opened: OpenHearing) -> Header:
    """Show what stands above the hearing."""
    begun = opened.hearing.opened
    started = opened.hearing.sessions[-1].started if opened.hearing.sessions else None
    return Header(
        kind=begun.kind,
        v_number=begun.v_number,
        name=begun.name,
        name_in_script=begun.name_in_script,
        birth_date=begun.birth_date,
        nationality=begun.nationality,
        language=begun.language,
        interpreter_number=begun.interpreter_number,
        interviewer_code=begun.interviewer_code,
        mode=started.mode if started else Mode.ON_SITE,
        location=started.location if started else "",
    )


def section_views(opened: OpenHearing) -> tuple[SectionView, ...]:
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
        for progress in opened.evaluation.sections()
    )


def section_items(opened: OpenHearing, section: str) -> tuple[SectionItem, ...]:
    """Show a section's items in order."""
    return tuple(_item(opened, item) for item in opened.evaluation.items(section))


def section_with_aside(opened: OpenHearing, section: str) -> tuple[SectionItem, ...]:
    """Show a section's items, with the answers that are kept of questions not asked now; in place.

    They stand here for people to see, and nowhere else: in no report, no check and no count.
    """
    items = list(section_items(opened, section))
    for address in opened.evaluation.set_aside(section):
        view = question_view(opened, address)
        aside = replace(
            view,
            read_only=True,
            required=False,
            problem=None,
            warning=None,
            aside_because=explain(opened.evaluation, address),
        )
        items.insert(_place_among(opened, items, address), aside)
    return tuple(items)


def _place_among(opened: OpenHearing, items: Sequence[SectionItem], address: Address) -> int:
    """Give where a question goes: after the last one of its own instances that comes before it."""
    mine = opened.order_of(address.name)
    found = 0
    for at, item in enumerate(items, 1):
        if isinstance(item, QuestionView):
            same = item.address.instances == address.instances[: len(item.address.instances)]
            before = same and opened.order_of(item.address.name) <= mine
        elif isinstance(item, InstanceHeading):
            inside = (*item.parents, item.instance_id)
            before = inside == address.instances[: len(inside)]
        else:
            name = item.repeat if isinstance(item, RepeatHeading) else item.name
            before = opened.order_of(name) <= mine and not isinstance(item, RepeatHeading)
        found = at if before else found
    return found


def question_view(opened: OpenHearing, address: Address) -> QuestionView:
    """Show one question."""
    question = opened.evaluation.question(address)
    choices, locked = opened.evaluation.choices(address), opened.evaluation.is_locked(address)
    status = opened.evaluation.status(address)
    where = str(address)
    turn = opened.hearing.turn_of(where)
    latest = turn.latest if turn else None
    draft = opened.drafts.get(draft_key(address))
    open_for_answers = opened.hearing.state is not HearingState.CLOSED
    return QuestionView(
        address=address,
        number=question.number,
        kind=question.kind,
        label=opened.evaluation.label(address),
        hint=question.hint,
        guidance=question.guidance,
        required=status.required,
        read_only=locked or not open_for_answers,
        multiline=_MULTILINE in question.appearance.split() or question.kind is QuestionKind.NARRATIVE,
        sensitive=question.sensitive,
        choices=choices,
        non_answers=tuple(sorted(question.non_answers, key=_order_of_non_answers)),
        value=status.value,
        draft=draft.text if draft else None,
        below=tuple(
            (part, opened.drafts[key].text)
            for part in DraftPart
            if part is not DraftPart.ANSWER and (key := draft_key(address, part)) in opened.drafts
        ),
        problem=status.problem,
        warning=status.warning,
        reason=opened.hearing.reason_of(where) if status.warning is not None else "",
        answered_at=latest.at if latest and status.answered else None,
        revisions=len(turn.revisions) if turn else 0,
        follow_ups=tuple(_follow_ups(opened, where)),
        remarks=tuple(_remarks(opened, where)),
        withdrawn=opened.evaluation.withdrawn(address),
        hindrance=status.hindrance,
        filled_in=bool(latest and latest.by == BY_QUESTIONNAIRE and status.answered),
    )


def _item(
    opened: OpenHearing, item: QuestionItem | RepeatHeader | InstanceHeader | GroupHeader
) -> SectionItem:
    still_open = opened.hearing.state is not HearingState.CLOSED
    match item:
        case QuestionItem(address):
            return question_view(opened, address)
        case GroupHeader(name, label, hindrance):
            return GroupHeading(name, label, hindrance)
        case RepeatHeader(name, parents, count, hindrance):
            repeat = opened.sourced.compiled.repeat(name)
            may_add = still_open and repeat.repeat_count is None
            return RepeatHeading(
                name, repeat.number, parents, repeat.label, repeat.hint, count, may_add, hindrance
            )
        case InstanceHeader(name, instance_id, parents, index, title):
            fixed = opened.sourced.compiled.repeat(name).repeat_count is not None
            return InstanceHeading(name, instance_id, parents, index, title, still_open and not fixed)


def _follow_ups(opened: OpenHearing, where: str) -> Iterator[FollowUp]:
    for turn in opened.hearing.below(where):
        if turn.taken.kind is TurnKind.FOLLOW_UP:
            answer = turn.latest.plain if turn.latest else ""
            yield FollowUp(turn.taken.turn_id, turn.taken.text, answer, turn.taken.at)


def _remarks(opened: OpenHearing, where: str) -> Iterator[Remark]:
    for turn in opened.hearing.below(where):
        if turn.taken.kind in (TurnKind.REMARK_REPORTER, TurnKind.REMARK_INTERPRETER):
            by_interpreter = turn.taken.kind is TurnKind.REMARK_INTERPRETER
            yield Remark(turn.taken.turn_id, by_interpreter, turn.taken.text, turn.taken.at)


def _order_of_non_answers(code: str) -> int:
    return tuple(NonAnswer).index(NonAnswer(code))
