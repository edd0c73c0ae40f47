# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conducting a hearing: ask, answer, follow up, remark, pause; each act safe before it is shown as saved."""

import hashlib
from contextlib import AbstractContextManager
from pathlib import Path

from app.clock import Clock, Ids
from app.errors import UserError, says
from app.hearing.hearing import Hearing
from app.hearing.records import (
    Draft,
    HearingOpened,
    HearingRecord,
    TurnKind,
)
from app.questionnaire import codec
from app.questionnaire.check_value import check_length, check_value
from app.questionnaire.explain import Explanation, explain
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import Address, Attachment, Value
from app.services.attached_files import matching, read_file
from app.services.hearing_at_hand import HearingAtHand, Step
from app.services.listing_of import listing_of
from app.services.open_hearing import PLAIN_LANGUAGE, OpenHearing, draft_key
from app.services.policy import OfficePolicy
from app.services.shelf import Shelf
from app.services.show_hearing import hearing_view, question_view, section_with_aside
from app.services.views import (
    Attendee,
    Changes,
    DraftPart,
    Header,
    HearingView,
    QuestionView,
    SectionItem,
)
from app.vault.audit import Act
from app.vault.stores import HearingStore


class ConductHearing:
    """The use cases of the hearing room. One hearing is open at a time."""

    def __init__(
        self, store: HearingStore, shelf: Shelf, clock: Clock, ids: Ids, policy: OfficePolicy
    ) -> None:
        self._store = store
        self._shelf = shelf
        self._clock = clock
        self._ids = ids
        self._policy = policy
        self._at_hand = HearingAtHand(store, shelf, clock, ids)

    # Opening

    def start(
        self, header: Header, questionnaire_id: str, version: str, attendees: tuple[Attendee, ...] = ()
    ) -> HearingView:
        """Open a new hearing on a version of a questionnaire and begin its first session.

        Raises:
            UserError: name or V-number is missing, or there is no such questionnaire.
        """
        _must_be_filled_in(header)
        sourced = self._shelf.find(questionnaire_id, version)
        opened = HearingOpened(
            hearing_id=self._ids.new(),
            kind=header.kind,
            v_number=header.v_number.strip(),
            name=header.name.strip(),
            name_in_script=header.name_in_script.strip(),
            birth_date=header.birth_date,
            nationality=header.nationality,
            language=header.language,
            interpreter_number=header.interpreter_number.strip(),
            interviewer_code=header.interviewer_code.strip(),
            classification=self._policy.classification,
            questionnaire_id=questionnaire_id,
            questionnaire_version=version,
            questionnaire_hash=sourced.digest,
            at=self._clock.now(),
            by=self._who,
        )
        hearing = Hearing([opened], self._clock, self._ids, self._who)
        records: list[HearingRecord] = [opened, *hearing.start_session(header.mode, header.location.strip())]
        for attendee in attendees:
            records += hearing.attend(
                attendee.role, attendee.reference, present=attendee.present, reason=attendee.reason
            )
        opening = OpenHearing(records, (), sourced, self._clock, self._ids, self._who, begins=True)
        records += opening.filled_in(opening.evaluation.begun.filled)
        with self._store.dossiers(Act("start_hearing", "hearing", opened.hearing_id)) as work:
            work.keep_questionnaire(sourced.digest, questionnaire_id, version, sourced.source)
            work.append(*records)
            work.list_hearing(listing_of(opening, self._clock.now()))
            work.commit()
        return self._at_hand.take(opening)

    def resume(self, hearing_id: str) -> HearingView:
        """Open a hearing again where it was; a closed one is for reading only."""
        return self._at_hand.take(self._at_hand.read(hearing_id))

    def leave(self) -> None:
        """Put the open hearing away."""
        self._at_hand.put_away()

    # Looking

    def hearing(self) -> HearingView:
        """Show the open hearing as a whole."""
        return hearing_view(self.open_hearing())

    def section(self, name: str) -> tuple[SectionItem, ...]:
        """Show a section's items in order: those that are relevant, and answers that are kept meanwhile."""
        return section_with_aside(self.open_hearing(), name)

    def question(self, address: Address) -> QuestionView:
        """Show one question."""
        return question_view(self.open_hearing(), address)

    def why(self, address: Address) -> tuple[Explanation, ...]:
        """Explain why a question is asked, required, refused, warned about or calculated as it is."""
        return explain(self.open_hearing().evaluation, address)

    def section_of(self, address: Address) -> str:
        """Give the section that a question stands in."""
        return self.open_hearing().section_of(address.name)

    def next_after(self, address: Address) -> Address | None:
        """Give the question to go to after `address`, across sections; nothing at the end."""
        return self.open_hearing().next_after(address)

    def previous_to(self, address: Address) -> Address | None:
        """Give the question to go back to from `address`, across sections; nothing at the start."""
        return self.open_hearing().previous_to(address)

    def go_to(self, address: Address) -> None:
        """Remember the place; it is stored with what is written next."""
        self.open_hearing().current = address

    # Acting

    def keep_draft(self, address: Address, text: str, part: DraftPart = DraftPart.ANSWER) -> Changes:
        """Keep words that are being typed, until the answer, follow-up or remark is given."""
        with self._step("keep_draft", address) as step:
            draft = Draft(step.open.hearing_id, draft_key(address, part), text, self._clock.now())
            step.open.drafts[draft.address] = draft
            step.draft_kept = draft
            step.open.current = address
        return step.done()

    def answer(self, address: Address, value: Value, content: bytes = b"") -> Changes:
        """Give the answer to a question, the first or a new revision; nothing (``None``) takes it back.

        Args:
            address: the question.
            value: the answer.
            content: of the file, where the answer is one.

        Raises:
            UserError: the value is of the wrong type for the question; nothing is stored.
        """
        with self._step("answer", address) as step:
            opened = step.open
            question = opened.evaluation.question(address)
            choices = opened.evaluation.choices(address)
            check_value(question, value, choices)
            if isinstance(value, Attachment):
                step.files[value.attachment_id] = matching(content, value.sha256)
            if opened.evaluation.is_locked(address):
                raise UserError(
                    says(
                        "Vraag {number} kan nu niet worden beantwoord.",
                        number=question.number or question.name,
                    )
                )
            kind = TurnKind.INSTRUCTION if question.kind is QuestionKind.INSTRUCTION else TurnKind.QUESTION
            plain = codec.plain(value, question.kind, choices, PLAIN_LANGUAGE)
            step.records += opened.hearing.answer(str(address), kind, codec.encode(value), plain)
            step.drop_draft(address)
            step.settled = opened.evaluation.set(address, value)
            step.touched.add(address)
            opened.current = address
        return step.done()

    def attach(self, address: Address, path: Path) -> Changes:
        """Give a file as the answer to a question: a copy goes into the vault, the file itself stays.

        Raises:
            UserError: the file cannot be read, is empty or too large, or the question takes no file.
        """
        content = read_file(path)
        given = Attachment(self._ids.new(), path.name, hashlib.sha256(content).hexdigest(), len(content))
        return self.answer(address, given, content)

    def attached(self, address: Address) -> tuple[str, bytes]:
        """Give the file that is the answer to a question, by its name and content, to export it.

        Raises:
            UserError: no file was given.
            IntegrityError: it is not what was put on record.
        """
        opened = self.open_hearing()
        value = opened.evaluation.value(address)
        if not isinstance(value, Attachment):
            raise UserError(says("Bij deze vraag is geen bestand gegeven."))
        detail = {"question": str(address), "sha256": value.sha256}
        with self._store.dossiers(Act("export_file", "hearing", opened.hearing_id, detail)) as work:
            content = work.attachment(value.attachment_id, value.sha256)
            work.commit()
        return value.name, content

    def follow_up(self, after: Address, question: str, answer: str, turn_id: str | None = None) -> Changes:
        """Note a question of one's own with its answer, below `after`; with `turn_id`, revise its answer.

        Raises:
            UserError: the question has no words, or there are too many.
        """
        if not question.strip():
            raise UserError(says("De vervolgvraag is nog leeg. Typ eerst de vraag die u stelde."))
        check_length(question)
        check_length(answer)
        with self._step("follow_up", after) as step:
            hearing = step.open.hearing
            value = codec.encode(answer)
            if turn_id is None:
                step.records += hearing.follow_up(str(after), question.strip(), value, answer)
            else:
                step.records += hearing.revise_turn(turn_id, value, answer)
            step.drop_draft(after, DraftPart.FOLLOW_UP)
            step.touched.add(after)
        return step.done()

    def remark(self, after: Address, text: str, by_interpreter: bool = False) -> Changes:
        """Note a remark of the reporter, or one of the interpreter's, below `after`.

        Raises:
            UserError: the remark has no words, or there are too many.
        """
        if not text.strip():
            raise UserError(says("De opmerking is nog leeg. Typ eerst wat er is opgemerkt."))
        check_length(text)
        kind = TurnKind.REMARK_INTERPRETER if by_interpreter else TurnKind.REMARK_REPORTER
        with self._step("remark", after) as step:
            step.records += step.open.hearing.remark(str(after), kind, text.strip())
            part = DraftPart.INTERPRETER_REMARK if by_interpreter else DraftPart.REMARK
            step.drop_draft(after, part)
            step.touched.add(after)
        return step.done()

    def let_stand(self, address: Address, reason: str) -> Changes:
        """Let an answer stand that the questionnaire warns about, and note why.

        Raises:
            UserError: there is no reason, it is too long, or the questionnaire does not warn about it.
        """
        if not reason.strip():
            raise UserError(says("Schrijf kort op waarom dit antwoord klopt."))
        check_length(reason)
        if self.open_hearing().evaluation.status(address).warning is None:
            raise UserError(says("Bij dit antwoord is geen reden nodig."))
        with self._step("let_stand", address) as step:
            step.records += step.open.hearing.remark(str(address), TurnKind.REASON, reason.strip())
            step.drop_draft(address, DraftPart.REASON)
            step.touched.add(address)
        return step.done()

    def add_instance(self, repeat: str, parents: tuple[str, ...] = ()) -> Changes:
        """Add one to a repeat, at the end; `Changes.made` is its first question."""
        with self._step("add_instance", Address(repeat, parents)) as step:
            opened = step.open
            (record,) = opened.hearing.add_instance(repeat, ".".join(parents))
            step.records.append(record)
            step.settled = opened.evaluation.add_instance(repeat, record.instance_id, parents)
            section = opened.section_of(repeat)
            step.reshaped.add(section)
            inside = (*parents, record.instance_id)
            step.made = next(
                (found for found in opened.addresses(section) if found.instances[: len(inside)] == inside),
                None,
            )
            opened.current = step.made or opened.current
        return step.done()

    def remove_instance(self, repeat: str, instance_id: str, parents: tuple[str, ...] = ()) -> Changes:
        """Take one out of a repeat; what was answered in it stays on record."""
        with self._step("remove_instance", Address(repeat, parents)) as step:
            opened = step.open
            step.records += opened.hearing.remove_instance(repeat, ".".join(parents), instance_id)
            step.settled = opened.evaluation.remove_instance(repeat, instance_id, parents)
            step.reshaped.add(opened.section_of(repeat))
            if opened.current is not None and instance_id in opened.current.instances:
                opened.current = None
        return step.done()

    def pause(self) -> Changes:
        """Begin a break."""
        with self._step("pause") as step:
            step.records += step.open.hearing.pause()
            step.whole = True
        return step.done()

    def go_on(self) -> Changes:
        """End the break."""
        with self._step("go_on") as step:
            step.records += step.open.hearing.go_on()
            step.whole = True
        return step.done()

    def close(self, reason: str) -> Changes:
        """Close the open hearing for good; what may keep it open is `CloseHearing`'s to judge."""
        with self._step("close_hearing") as step:
            if reason:
                last = step.open.current or next(iter(step.open.addresses()))
                text = str(says("Gesloten met open punten. Reden: {reason}", reason=reason))
                step.records += step.open.hearing.remark(str(last), TurnKind.REMARK_REPORTER, text)
            step.records += step.open.hearing.close()
            step.open.end()
            step.whole = True
        return step.done()

    # Inside

    @property
    def _who(self) -> str:
        return self._store.person.name

    def open_hearing(self) -> OpenHearing:
        """Give the open hearing.

        Raises:
            UserError: no hearing is open.
        """
        return self._at_hand.get()

    def read_for_report(self, hearing_id: str) -> OpenHearing:
        """Read a hearing from the store to print it; the hearing that is open stays as it is."""
        return self._at_hand.read(hearing_id, "print_hearing")

    def _step(self, action: str, address: Address | None = None) -> AbstractContextManager[Step]:
        """Carry out one act on the open hearing."""
        return self._at_hand.step(action, address)


def _must_be_filled_in(header: Header) -> None:
    if not header.v_number.strip():
        raise UserError(says("Het V-nummer ontbreekt. Vul het V-nummer in."))
    if not header.name.strip():
        raise UserError(says("De naam ontbreekt. Vul de naam van de aanvrager in."))
