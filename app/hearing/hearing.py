# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The hearing as a whole: what its records amount to, and which records may follow.

Every act gives the records that it adds and takes none back. Time and identifiers are handed in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from app.clock import Clock, Ids
from app.errors import IntegrityError, UserError, says
from app.hearing.records import (
    AnswerRevised,
    Attendance,
    BreakMarked,
    HearingMoved,
    HearingOpened,
    HearingReceived,
    HearingRecord,
    HearingState,
    InstanceMarked,
    Mode,
    Role,
    SessionEnded,
    SessionStarted,
    TurnKind,
    TurnTaken,
)

ASKED = frozenset({TurnKind.QUESTION, TurnKind.INSTRUCTION})
"""The turns that belong to a question of the questionnaire; the others stand below one."""


@dataclass(slots=True)
class Turn:
    """A turn with the revisions of its answer, the latest last."""

    taken: TurnTaken
    revisions: list[AnswerRevised] = field(default_factory=list)

    @property
    def latest(self) -> AnswerRevised | None:
        """The answer in force, if one was given."""
        return self.revisions[-1] if self.revisions else None


@dataclass(slots=True)
class Session:
    """A session with who attends and its breaks."""

    started: SessionStarted
    ended: SessionEnded | None = None
    attendances: list[Attendance] = field(default_factory=list)
    marks: list[BreakMarked] = field(default_factory=list)

    @property
    def on_break(self) -> bool:
        """Whether a break lasts now."""
        return bool(self.marks) and not self.marks[-1].resumed

    @property
    def breaks(self) -> tuple[tuple[datetime, datetime | None], ...]:
        """The breaks as start and end; the end of one that lasts is missing."""
        starts = [mark.at for mark in self.marks if not mark.resumed]
        ends: list[datetime | None] = [mark.at for mark in self.marks if mark.resumed]
        ends += [None] * (len(starts) - len(ends))
        return tuple(zip(starts, ends, strict=True))


class Hearing:
    """One hearing, made of its records.

    Attributes:
        opened: the record that began it.
        state: where it stands.
        closed_at: when it was closed; nothing until then.
        sessions: its sessions in order.
        turns: its turns in order of being taken, by identifier.
        instances: the identifiers of the instances of each repeat that are there now, in order, by the
            repeat's name and the instances around it.
        received: where it came from, for each time that it was handed over.
    """

    def __init__(self, records: Iterable[HearingRecord], clock: Clock, ids: Ids, who: str) -> None:
        self._clock = clock
        self._ids = ids
        self._who = who
        self.state = HearingState.PLANNED
        self.closed_at: datetime | None = None
        self.sessions: list[Session] = []
        self.turns: dict[str, Turn] = {}
        self.instances: dict[tuple[str, str], list[str]] = {}
        self.received: list[HearingReceived] = []
        self._turn_of: dict[str, Turn] = {}
        self._below: dict[str, list[Turn]] = {}
        self._reasons: dict[str, str] = {}
        opened: HearingOpened | None = None
        for record in records:
            if isinstance(record, HearingOpened):
                opened = record
            else:
                self._apply(record)
        if opened is None:
            raise IntegrityError(
                says("Van dit gehoor ontbreekt het begin. Zet een reservekopie terug of meld dit bij beheer.")
            )
        self.opened = opened

    # What is there

    @property
    def hearing_id(self) -> str:
        """The hearing's identifier."""
        return self.opened.hearing_id

    @property
    def session(self) -> Session:
        """The session that lasts, or the last one there was."""
        if not self.sessions:
            raise UserError(says("Dit gehoor heeft nog geen zitting. Begin eerst een zitting."))
        return self.sessions[-1]

    def turn_of(self, address: str) -> Turn | None:
        """Give the turn in which the question at `address` was asked, if it was."""
        return self._turn_of.get(address)

    def below(self, address: str) -> tuple[Turn, ...]:
        """Give the follow-ups, remarks and other turns that stand below the question at `address`."""
        return tuple(self._below.get(address, ()))

    def reason_of(self, address: str) -> str:
        """Give why the answer in force at `address` stands, as was noted after it was given; or nothing."""
        return self._reasons.get(address, "")

    # What may happen

    def start_session(self, mode: Mode, location: str) -> tuple[HearingRecord, ...]:
        """Begin the next session; a planned hearing is under way from then on."""
        self._must_be_open()
        if self.sessions and self.sessions[-1].ended is None:
            raise UserError(says("Er loopt al een zitting. Sluit die eerst af."))
        records: list[HearingRecord] = [
            SessionStarted(
                self._ids.new(),
                self.hearing_id,
                len(self.sessions) + 1,
                mode,
                location,
                self._now(),
                self._who,
            )
        ]
        if self.state is HearingState.PLANNED:
            records.append(self._moved(HearingState.UNDER_WAY))
        return self._take(*records)

    def attend(self, role: Role, reference: str, *, present: bool, reason: str) -> tuple[HearingRecord, ...]:
        """Note who attends the session, or should have and why not."""
        self._must_be_open()
        return self._take(
            Attendance(
                self._ids.new(),
                self.hearing_id,
                self.session.started.session_id,
                role,
                reference,
                present,
                reason,
                self._now(),
                self._who,
            )
        )

    def pause(self) -> tuple[HearingRecord, ...]:
        """Begin a break."""
        if self.session.on_break:
            raise UserError(says("De pauze loopt al. Hervat het gehoor met F6."))
        return self._take(self._mark(resumed=False))

    def go_on(self) -> tuple[HearingRecord, ...]:
        """End the break."""
        if not self.session.on_break:
            raise UserError(says("Er loopt geen pauze. Begin een pauze met F6."))
        return self._take(self._mark(resumed=True))

    def answer(
        self, address: str, kind: TurnKind, value: str, plain: str, *, by: str = ""
    ) -> tuple[HearingRecord, ...]:
        """Give the answer to the question at `address`, the first or a new revision.

        Args:
            address: where the question stands.
            kind: a question or an instruction.
            value: the answer as JSON text of `app.questionnaire.codec`.
            plain: the answer for reading and searching.
            by: who gave it, if that is not the person at work: `BY_QUESTIONNAIRE`.
        """
        self._must_be_open()
        turn = self.turn_of(address)
        records: list[HearingRecord] = []
        if turn is None:
            taken = self._turn(kind, address, "")
            records.append(taken)
            turn = Turn(taken)
        records.append(self._revision(turn, value, plain, by))
        return self._take(*records)

    def follow_up(self, address: str, question: str, value: str, plain: str) -> tuple[HearingRecord, ...]:
        """Note a question of the interviewer's own below the question at `address`, with its answer."""
        self._must_be_open()
        taken = self._turn(TurnKind.FOLLOW_UP, address, question)
        return self._take(taken, self._revision(Turn(taken), value, plain))

    def revise_turn(self, turn_id: str, value: str, plain: str) -> tuple[HearingRecord, ...]:
        """Give a follow-up another answer, as a new revision."""
        self._must_be_open()
        if turn_id not in self.turns:
            raise UserError(says("Deze vervolgvraag staat niet in dit gehoor. Open het gehoor opnieuw."))
        return self._take(self._revision(self.turns[turn_id], value, plain))

    def remark(self, address: str, kind: TurnKind, text: str) -> tuple[HearingRecord, ...]:
        """Note a remark of the reporter or the interpreter, or something about the connection."""
        self._must_be_open()
        return self._take(self._turn(kind, address, text))

    def add_instance(self, repeat: str, parents: str) -> tuple[InstanceMarked]:
        """Add an instance at the end of a repeat."""
        self._must_be_open()
        record = self._instance(repeat, parents, self._ids.new(), removed=False)
        self._take(record)
        return (record,)

    def remove_instance(self, repeat: str, parents: str, instance_id: str) -> tuple[HearingRecord, ...]:
        """Take an instance out of a repeat; what was answered in it stays on record."""
        self._must_be_open()
        if instance_id not in self.instances.get((repeat, parents), ()):
            raise UserError(says("Dit onderdeel is al weggehaald."))
        return self._take(self._instance(repeat, parents, instance_id, removed=True))

    def close(self) -> tuple[HearingRecord, ...]:
        """End the session and close the hearing."""
        self._must_be_open()
        records: list[HearingRecord] = []
        if self.session.on_break:
            records.append(self._mark(resumed=True))
        session_id = self.session.started.session_id
        records.append(SessionEnded(self._ids.new(), self.hearing_id, session_id, self._now(), self._who))
        records.append(self._moved(HearingState.CLOSED))
        return self._take(*records)

    # How records are made and taken in

    def _now(self) -> datetime:
        return self._clock.now()

    def _must_be_open(self) -> None:
        if self.state is HearingState.CLOSED:
            raise UserError(says("Dit gehoor is gesloten; het origineel verandert niet meer."))

    def _moved(self, state: HearingState) -> HearingMoved:
        return HearingMoved(self._ids.new(), self.hearing_id, state, self._now(), self._who)

    def _mark(self, *, resumed: bool) -> BreakMarked:
        self._must_be_open()
        session_id = self.session.started.session_id
        return BreakMarked(self._ids.new(), self.hearing_id, session_id, resumed, self._now(), self._who)

    def _turn(self, kind: TurnKind, address: str, text: str) -> TurnTaken:
        return TurnTaken(
            self._ids.new(),
            self.hearing_id,
            self.session.started.session_id,
            len(self.turns) + 1,
            kind,
            address,
            text,
            self._now(),
            self._who,
        )

    def _revision(self, turn: Turn, value: str, plain: str, by: str = "") -> AnswerRevised:
        return AnswerRevised(
            self._ids.new(),
            self.hearing_id,
            turn.taken.turn_id,
            len(turn.revisions) + 1,
            value,
            plain,
            self._now(),
            by or self._who,
        )

    def _instance(self, repeat: str, parents: str, instance_id: str, *, removed: bool) -> InstanceMarked:
        return InstanceMarked(
            self._ids.new(), self.hearing_id, repeat, instance_id, parents, removed, self._now(), self._who
        )

    def _take(self, *records: HearingRecord) -> tuple[HearingRecord, ...]:
        for record in records:
            self._apply(record)
        return records

    def _apply(self, record: HearingRecord) -> None:  # noqa: C901, PLR0912 - one case for each kind of record
        match record:
            case HearingMoved():
                self.state = record.state
                self.closed_at = record.at if record.state is HearingState.CLOSED else None
            case SessionStarted():
                self.sessions.append(Session(record))
            case SessionEnded():
                self._session(record.session_id).ended = record
            case Attendance():
                self._session(record.session_id).attendances.append(record)
            case BreakMarked():
                self._session(record.session_id).marks.append(record)
            case TurnTaken():
                turn = Turn(record)
                self.turns[record.turn_id] = turn
                if record.kind is TurnKind.REASON:
                    self._reasons[record.address] = record.text
                if record.kind in ASKED:
                    self._turn_of[record.address] = turn
                else:
                    self._below.setdefault(record.address, []).append(turn)
            case AnswerRevised():
                turn = self.turns[record.turn_id]
                turn.revisions.append(record)
                if turn.taken.kind in ASKED:
                    self._reasons.pop(turn.taken.address, None)  # it was given for the answer before
            case InstanceMarked():
                present = self.instances.setdefault((record.repeat, record.parents), [])
                if record.removed:
                    present.remove(record.instance_id)
                else:
                    present.append(record.instance_id)
            case HearingReceived():
                self.received.append(record)
            case HearingOpened():
                raise IntegrityError(says("Dit gehoor heeft twee keer een begin. Meld dit bij beheer."))

    def _session(self, session_id: str) -> Session:
        for session in self.sessions:
            if session.started.session_id == session_id:
                return session
        raise IntegrityError(says("Een zitting van dit gehoor ontbreekt. Meld dit bij beheer."))
