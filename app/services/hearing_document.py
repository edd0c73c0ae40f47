# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Puts an open hearing in the words of its report. Nothing of the notes can come in here."""

from collections.abc import Iterator
from datetime import datetime

from app.documents.content import Classification, Field, Questionnaire
from app.documents.hearing_content import (
    AttendanceContent,
    BreakContent,
    Entry,
    EntryKind,
    HearingContent,
    SectionContent,
    SessionContent,
)
from app.errors import Message, says
from app.hearing.hearing import Session, Turn
from app.hearing.records import BY_QUESTIONNAIRE, HearingState, TurnKind
from app.i18n import Texts, Translator
from app.names import clock_time, country_name, day, day_and_time, language_name
from app.questionnaire import codec
from app.questionnaire.model import QuestionKind
from app.questionnaire.partial_date import readable
from app.questionnaire.values import Address, Attachment, NonAnswer, PartialDate
from app.services.open_hearing import OpenHearing
from app.services.show_hearing import section_items, section_views
from app.services.views import InstanceHeading, QuestionView, RepeatHeading
from app.services.words import HEARING_KINDS, MODES, NON_ANSWERS, ROLES

_BELOW = {
    TurnKind.FOLLOW_UP: EntryKind.FOLLOW_UP,
    TurnKind.REMARK_REPORTER: EntryKind.REMARK_REPORTER,
    TurnKind.REMARK_INTERPRETER: EntryKind.REMARK_INTERPRETER,
    TurnKind.CONNECTION: EntryKind.REMARK_REPORTER,
    TurnKind.REASON: EntryKind.REMARK_REPORTER,
}


def hearing_content(opened: OpenHearing, language: str, made_at: datetime, basis: str) -> HearingContent:
    """Word a hearing's report.

    Args:
        opened: the hearing.
        language: of the report's own words; what people said stays as it was noted.
        made_at: when the report is made.
        basis: what the classification rests on.
    """
    return _Wording(opened, language).content(made_at, basis)


class _Wording:
    """One report being worded in one language."""

    def __init__(self, opened: OpenHearing, language: str) -> None:
        self._opened = opened
        self._language = language
        self._say = Translator(language)

    def content(self, made_at: datetime, basis: str) -> HearingContent:
        header = self._opened.hearing.opened
        kind = self._say(HEARING_KINDS.get(header.kind, Message(header.kind)))
        return HearingContent(
            language=self._language,
            title=self._say(says("Rapport {kind}", kind=kind[:1].lower() + kind[1:])),
            kind_label=kind,
            v_number=header.v_number,
            classification=Classification(
                header.classification, basis, header.by, day(header.at, self._language)
            ),
            header=tuple(self._header()),
            sessions=tuple(self._session(session) for session in self._opened.hearing.sessions),
            sections=tuple(self._sections()),
            closing=tuple(self._closing()),
            questionnaire=Questionnaire(
                header.questionnaire_id, header.questionnaire_version, header.questionnaire_hash
            ),
            made_at=day_and_time(made_at, self._language),
            made_by=header.by,
            moment=made_at,
            notice=self._text(self._opened.questionnaire.notice),
        )

    def _text(self, texts: Texts) -> str:
        return texts.show(self._language)

    def _header(self) -> Iterator[Field]:
        opened = self._opened.hearing.opened
        birth = readable(PartialDate(opened.birth_date), self._language) if opened.birth_date else ""
        facts: tuple[tuple[Message, str], ...] = (
            (says("V-nummer"), opened.v_number),
            (says("Naam"), opened.name),
            (says("Naam in eigen schrift"), opened.name_in_script),
            (says("Geboortedatum"), birth),
            (says("Nationaliteit"), country_name(opened.nationality, self._language)),
            (says("Taal van het gehoor"), language_name(opened.language, self._language)),
            (says("Tolknummer"), opened.interpreter_number),
            (says("Code hoormedewerker"), opened.interviewer_code),
            (says("Overgenomen van"), self._received()),
        )
        return (Field(self._say(label), value) for label, value in facts if value)

    def _received(self) -> str:
        """Say whom the hearing came from, each time that it was handed over."""
        return "; ".join(
            f"{one.sent_by}, {day_and_time(one.at, self._language)}" for one in self._opened.hearing.received
        )

    def _session(self, session: Session) -> SessionContent:
        started = session.started
        return SessionContent(
            number=started.number,
            mode=self._say(MODES[started.mode]),
            location=started.location,
            started=day_and_time(started.at, self._language),
            ended=day_and_time(session.ended.at, self._language) if session.ended else "",
            breaks=tuple(
                BreakContent(clock_time(start), clock_time(end) if end else "")
                for start, end in session.breaks
            ),
            attendances=tuple(
                AttendanceContent(self._say(ROLES[noted.role]), noted.reference, noted.present, noted.reason)
                for noted in session.attendances
            ),
        )

    def _sections(self) -> Iterator[SectionContent]:
        for section in section_views(self._opened):
            entries = tuple(self._entries(section.name)) if section.relevant else ()
            if entries:
                yield SectionContent(section.number, self._text(section.label), entries)

    def _entries(self, section: str) -> Iterator[Entry]:
        for item in section_items(self._opened, section):
            match item:
                case QuestionView():
                    yield from self._question(item)
                case RepeatHeading():
                    if item.count:
                        yield Entry(EntryKind.HEADING, self._text(item.label), item.number)
                case InstanceHeading():
                    yield Entry(EntryKind.HEADING, self._text(item.title))

    def _question(self, view: QuestionView) -> Iterator[Entry]:
        turn = self._opened.hearing.turn_of(str(view.address))
        below = self._opened.hearing.below(str(view.address))
        if view.kind is QuestionKind.INSTRUCTION:
            if view.answered_at is not None:
                yield Entry(
                    EntryKind.INSTRUCTION,
                    self._text(view.label),
                    view.number,
                    at=clock_time(view.answered_at),
                )
        elif view.answered_at is not None and turn is not None:
            yield self._answered(view, turn)
        elif view.required or below or (turn is not None and turn.revisions):
            words = self._say(says("niet beantwoord"))
            times = self._times(turn) if turn is not None and turn.revisions else ("", "")
            yield Entry(EntryKind.QUESTION, self._text(view.label), view.number, "", words, *times)
        for one in below:
            answer = one.latest.plain if one.latest else ""
            at, revised = self._times(one) if one.revisions else (clock_time(one.taken.at), "")
            text = one.taken.text
            if one.taken.kind is TurnKind.REASON:
                text = self._say(says("Dit antwoord is nagevraagd en blijft staan: {reason}", reason=text))
            yield Entry(_BELOW[one.taken.kind], text, answer=answer, at=at, revised=revised)

    def _answered(self, view: QuestionView, turn: Turn) -> Entry:
        answer, non_answer = "", ""
        if isinstance(view.value, NonAnswer):
            non_answer = self._say(NON_ANSWERS[view.value])
        else:
            answer = self._answer(view.address)
        return Entry(
            EntryKind.QUESTION, self._text(view.label), view.number, answer, non_answer, *self._times(turn)
        )

    def _times(self, turn: Turn) -> tuple[str, str]:
        """Say when something was answered first, and when it was answered last if that is not the same."""
        first, last = turn.revisions[0], turn.revisions[-1]
        revised = self._say(says("herzien om {time}", time=clock_time(last.at))) if last is not first else ""
        if last.by == BY_QUESTIONNAIRE:
            revised = self._say(says("ingevuld door de vragenlijst"))
        return clock_time(first.at), revised

    def _answer(self, address: Address) -> str:
        evaluation = self._opened.evaluation
        value = evaluation.status(address).value
        if isinstance(value, Attachment):
            return f"{value.name} (SHA-256 {value.sha256})"
        choices = (*evaluation.choices(address), *evaluation.withdrawn(address))
        return codec.plain(value, evaluation.question(address).kind, choices, self._language)

    def _closing(self) -> Iterator[str]:
        hearing = self._opened.hearing
        if hearing.state is HearingState.CLOSED and hearing.session.ended is not None:
            ended = day_and_time(hearing.session.ended.at, self._language)
            yield self._say(says("Het gehoor is gesloten op {moment}.", moment=ended))
        else:
            yield self._say(says("Het gehoor is nog niet gesloten; dit rapport is voorlopig."))
        yield self._say(
            says(
                "Correcties en aanvullingen komen in een apart stuk bij dit rapport; "
                "dit origineel verandert niet."
            )
        )
