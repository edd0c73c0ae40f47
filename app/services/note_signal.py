# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Noting what was noticed, apart from the hearing and under a key of its own."""

from collections.abc import Iterable

from app.clock import Clock, Ids
from app.errors import UserError, says
from app.i18n import Translator
from app.questionnaire.values import NonAnswer
from app.services.conduct_hearing import ConductHearing
from app.services.note_book import NoteBook, note_view, observation_revision
from app.services.open_hearing import OpenHearing
from app.services.signal_views import NoteChanges, NoteFields, NoteView, QuotablePlace
from app.services.words import NON_ANSWERS
from app.signals.catalogue import Catalogue
from app.signals.records import (
    NoSignalNoted,
    ObservationNoted,
    SignalRecord,
)
from app.vault.audit import Act
from app.vault.stores import HearingStore

_DOCUMENT_LANGUAGE = "nl"


class NoteSignal:
    """The use cases of the notes drawer and of the look back at the end of a hearing."""

    def __init__(
        self, store: HearingStore, catalogue: Catalogue, conduct: ConductHearing, clock: Clock, ids: Ids
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._conduct = conduct
        self._clock = clock
        self._ids = ids

    def catalogue(self) -> Catalogue:
        """Give the catalogue that notes may refer to."""
        return self._catalogue

    def note(self, place: QuotablePlace, fields: NoteFields) -> NoteChanges:
        """Note something that was noticed at a place in the open hearing.

        Raises:
            UserError: the quote is empty, or the catalogue has no such indicator.
        """
        self._must_hold(fields)
        opened = self._conduct.open_hearing()
        header = opened.hearing.opened
        turn = opened.hearing.turn_of(str(place.address))
        now = self._clock.now()
        before = self._book(place.hearing_id)
        noted = ObservationNoted(
            observation_id=self._ids.new(),
            hearing_id=place.hearing_id,
            hearing_kind=header.kind,
            v_number=header.v_number,
            number=len(before.notes()) + 1,
            turn_address=str(place.address),
            question_number=place.question_number,
            question=place.question.show(_DOCUMENT_LANGUAGE),
            context=_context(opened, place),
            interpreter_number=header.interpreter_number,
            session=opened.hearing.session.started.number,
            turn_at=turn.latest.at if turn and turn.latest else now,
            questionnaire_version=f"{header.questionnaire_id} {header.questionnaire_version}",
            catalogue_version=f"{self._catalogue.id} {self._catalogue.version}",
            at=now,
            by=self._who,
        )
        revised = observation_revision(noted, 1, fields, self._ids.new(), now, self._who)
        return self._write("note", noted.observation_id, (noted, revised))

    def revise(self, observation_id: str, fields: NoteFields) -> NoteChanges:
        """Say more, or say it better; what was noted before stays on record.

        Raises:
            UserError: the quote is empty, or the note was withdrawn.
        """
        self._must_hold(fields)
        book = self._book(None)
        book.must_be_open(observation_id)
        noted, number = book.note(observation_id).noted, book.latest(observation_id).number + 1
        revised = observation_revision(noted, number, fields, self._ids.new(), self._clock.now(), self._who)
        return self._write("revise_note", observation_id, (revised,))

    def withdraw(self, observation_id: str, reason: str) -> NoteChanges:
        """Withdraw a note, with a reason; it stays on record.

        Raises:
            UserError: no reason is given.
        """
        if not reason.strip():
            raise UserError(says("Schrijf kort op waarom u deze notitie intrekt."))
        book = self._book(None)
        record = book.withdrawn(observation_id, reason.strip(), self._ids.new(), self._clock.now(), self._who)
        return self._write("withdraw_note", observation_id, (record,))

    def notes(self, hearing_id: str) -> tuple[NoteView, ...]:
        """List the notes of one hearing, in the order of noting."""
        return tuple(note_view(note, self._catalogue) for note in self._book(hearing_id).notes())

    def no_signal(self, hearing_id: str) -> NoteChanges:
        """Note that the author looked back and found nothing to note: a full outcome."""
        record = NoSignalNoted(self._ids.new(), hearing_id, self._clock.now(), self._who)
        return self._write("no_signal", hearing_id, (record,))

    def no_signal_noted(self, hearing_id: str) -> bool:
        """Whether the author found nothing to note, and noted nothing since."""
        return self._book(hearing_id).nothing_to_note(hearing_id)

    @property
    def _who(self) -> str:
        return self._store.person.name

    def _book(self, hearing_id: str | None) -> NoteBook:
        with self._store.signals(Act("read_notes", "hearing", hearing_id or "")) as work:
            book = NoteBook(work.observations(hearing_id))
            work.commit()
        return book

    def _must_hold(self, fields: NoteFields) -> None:
        if not fields.quote.strip():
            raise UserError(
                says("Een notitie begint met wat er is gezegd of gedaan. Vul de letterlijke woorden in.")
            )
        if fields.indicator and self._catalogue.indicator(fields.indicator) is None:
            raise UserError(
                says(
                    "De catalogus kent {indicator} niet. Kies een andere omschrijving.",
                    indicator=fields.indicator,
                )
            )

    def _write(self, action: str, object_id: str, records: Iterable[SignalRecord]) -> NoteChanges:
        with self._store.signals(Act(action, "observation", object_id)) as work:
            work.append(*records)
            book = NoteBook(work.everything())
            work.commit()
        notes = tuple(
            note_view(note, self._catalogue)
            for note in book.notes()
            if note.noted.observation_id == object_id
        )
        return NoteChanges(self._clock.now(), notes=notes)


def _context(opened: OpenHearing, place: QuotablePlace) -> str:
    """Put the preceding question and answer in words, so that a quote is understood without the hearing."""
    previous = opened.previous_to(place.address)
    if previous is None:
        return ""
    turn = opened.hearing.turn_of(str(previous))
    question = opened.evaluation.question(previous)
    answer = turn.latest.plain if turn and turn.latest else ""
    value = opened.evaluation.status(previous).value
    if isinstance(value, NonAnswer):
        answer = Translator(_DOCUMENT_LANGUAGE)(NON_ANSWERS[value])
    label = opened.evaluation.label(previous).show(_DOCUMENT_LANGUAGE)
    return f"{question.number} {label}\n{answer}".strip()
