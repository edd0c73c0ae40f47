# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Practising: a hearing with an invented person, and the talk about it. Nothing here reaches the channel."""

from collections import Counter
from collections.abc import Iterable

from app.clock import Clock, Ids
from app.documents.debrief_content import DebriefContent
from app.errors import UserError, says
from app.hearing.records import Mode
from app.i18n import Texts
from app.questionnaire.values import Address
from app.services.conduct_hearing import ConductHearing
from app.services.debrief_document import debrief_content
from app.services.note_book import Note, NoteBook
from app.services.note_signal import NoteSignal
from app.services.practice_views import (
    AgreementRow,
    DebriefView,
    GroupResults,
    NotedView,
    PairView,
    RemarkView,
    RouteCount,
    Said,
    ScenarioChoice,
    SessionView,
)
from app.services.scenarios import Scenarios
from app.services.shelf import Shelf
from app.services.views import Header
from app.signals.catalogue import Catalogue, Route
from app.signals.needs import Need, needs
from app.training.debrief import Debrief, PracticeNote, Remark, agreement, beside_each_other, debrief
from app.training.records import PracticeBegun, PracticeEnded, PracticeRecord
from app.training.scenario import Scenario
from app.vault.audit import Act
from app.vault.stores import PracticeStore

_OF_A_NOTE = frozenset({"quote", "place", "source", "facts"})
"""What a note must hold; urgency and route belong to a report."""

_NO_PAIR = says("Kies de twee varianten van één scenario, zoals SC-03A en SC-03B.")


class Practise:
    """The use cases of the practice room.

    Args:
        store: where practice is kept.
        conduct: conducts hearings in that store.
        notes: takes notes in that store.
        scenarios: what can be practised.
        shelf: the questionnaires.
        catalogue: what notes refer to.
        clock: tells the time.
        ids: makes identifiers.
    """

    def __init__(
        self,
        store: PracticeStore,
        conduct: ConductHearing,
        notes: NoteSignal,
        scenarios: Scenarios,
        shelf: Shelf,
        catalogue: Catalogue,
        clock: Clock,
        ids: Ids,
    ) -> None:
        self.conduct = conduct
        self.notes = notes
        self._store = store
        self._scenarios = scenarios
        self._shelf = shelf
        self._catalogue = catalogue
        self._clock = clock
        self._ids = ids

    @property
    def is_trainer(self) -> bool:
        """Whether this person sees what others practised."""
        return "trainer" in self._store.person.roles

    def scenarios(self) -> tuple[ScenarioChoice, ...]:
        """List what can be practised."""
        return tuple(
            ScenarioChoice(one.id, one.pair, one.title, one.persona, one.learning, one.level, one.notice)
            for one in self._scenarios.all()
        )

    def routes(self) -> tuple[Route, ...]:
        """List the routes that a trainee can choose from."""
        return self._catalogue.routes

    def sessions(self) -> tuple[SessionView, ...]:
        """List who practised what, the last first: everybody's for a trainer, the own for a trainee."""
        found = self._sessions(self._records("list_practice", ""))
        who = self._store.person.name
        return tuple(one for one in reversed(found) if self.is_trainer or one.trainee == who)

    def begin(self, scenario_id: str, group: str = "") -> SessionView:
        """Begin a scenario; its hearing is then open.

        Args:
            scenario_id: what is practised.
            group: whose results are talked through together; today's date when empty.

        Raises:
            UserError: there is no such scenario, or its questionnaire is not there.
        """
        scenario = self._scenarios.find(scenario_id)
        sourced = self._shelf.to_use(scenario.questionnaire_id, self._clock.now().date())
        person, found = scenario.person, sourced.compiled.questionnaire
        header = Header(
            kind=found.hearing_kind,
            v_number=person.v_number,
            name=person.name,
            name_in_script="",
            birth_date="",
            nationality=person.country.show("nl"),
            language=person.language.show("nl"),
            interpreter_number=person.interpreter_number,
            interviewer_code=self._store.person.name,
            mode=Mode.ON_SITE,
            location="",
        )
        view = self.conduct.start(header, found.id, found.version)
        now = self._clock.now()
        begun = PracticeBegun(
            session_id=self._ids.new(),
            hearing_id=view.hearing_id,
            scenario_id=scenario.id,
            scenario_version=scenario.version,
            group=group.strip() or f"{now:%Y-%m-%d}",
            trainee=self._store.person.name,
            at=now,
        )
        self._write("begin_practice", begun.session_id, begun)
        return self._session(begun.session_id)

    def resume(self, session_id: str) -> SessionView:
        """Open the hearing of a practice that is not finished.

        Raises:
            UserError: it is not there, or it is finished.
        """
        session = self._session(session_id)
        if session.ended_at is not None:
            raise UserError(says("Deze oefening is afgerond. Open de nabespreking, of begin opnieuw."))
        self.conduct.resume(session.hearing_id)
        return session

    def said(self, session_id: str, address: Address) -> Said:
        """Give what the persona says to the question one is at; a further follow-up gets a further answer."""
        scenario = self._scenario(self._session(session_id))
        view = self.conduct.question(address)
        before = len(view.follow_ups)
        written = [one for one in scenario.exchanges if one.question == view.number]
        asked = written[before].asked if before < len(written) else Texts()
        words = scenario.answer_to(view.number, before)
        return Said(scenario.person.name, asked, words, is_written=before < len(written))

    def finish(self, session_id: str, route: str) -> DebriefView:
        """Finish a practice with the route chosen, and give what there is to talk about.

        Args:
            session_id: the practice.
            route: by id; empty for reporting nothing.

        Raises:
            UserError: it is finished already, or there is no such route.
        """
        session = self._session(session_id)
        if session.ended_at is not None:
            raise UserError(says("Deze oefening is al afgerond. Open de nabespreking."))
        if route and self._catalogue.route(route) is None:
            raise UserError(says("Deze route is er niet. Kies een route uit de lijst."))
        self.conduct.leave()
        self._write(
            "finish_practice",
            session_id,
            PracticeEnded(self._ids.new(), session_id, route, self._clock.now()),
        )
        return self.debrief(session_id)

    def debrief(self, session_id: str) -> DebriefView:
        """Give what there is to talk about after a practice.

        Raises:
            UserError: it is not there, is not finished, or is somebody else's.
        """
        session = self._finished(session_id)
        return self._debrief_view(session, self._debriefed(session))

    def debrief_content(self, session_id: str, language: str) -> DebriefContent:
        """Give the debrief in words, for the screen.

        Raises:
            UserError: as for `debrief`.
        """
        return debrief_content(self.debrief(session_id), language, self._clock.now())

    def debrief_pdf(self, session_id: str, language: str) -> bytes:
        """Give the debrief as a PDF.

        Raises:
            UserError: as for `debrief`.
        """
        from app.documents.debrief_report import make_debrief

        return make_debrief(self.debrief_content(session_id, language))

    def groups(self, scenario_id: str) -> tuple[str, ...]:
        """List the groups that practised a scenario, the last first; for a trainer."""
        if not self.is_trainer:
            return ()
        finished = [one for one in self.sessions() if one.ended_at is not None]
        return tuple(dict.fromkeys(one.group for one in finished if one.scenario_id == scenario_id))

    def group(self, scenario_id: str, group: str) -> GroupResults:
        """Give how a group did the same scenario: raw counts, for talking about, and no mark.

        Of who practised it more than once, the last time counts.

        Raises:
            UserError: this person is no trainer, or nobody of the group finished it.
        """
        if not self.is_trainer:
            raise UserError(says("Alleen een trainer ziet de resultaten van een groep."))
        finished = [
            one
            for one in self._sessions(self._records("read_group", group))
            if (one.scenario_id, one.group) == (scenario_id, group) and one.ended_at is not None
        ]
        last = {one.trainee: one for one in finished}
        if not last:
            raise UserError(says("Van deze groep heeft nog niemand dit scenario afgerond."))
        debriefs = [self._debriefed(one) for one in last.values()]
        chosen = Counter(one.route_chosen for one in debriefs)
        scenario = debriefs[0].scenario
        return GroupResults(
            title=scenario.title,
            group=group,
            practised=len(debriefs),
            rows=tuple(
                AgreementRow(
                    self._label(one.indicator),
                    one.weight,
                    one.noted,
                    one.practised,
                    one.agreeing,
                    one.pairs,
                )
                for one in agreement(debriefs)
            ),
            routes=tuple(
                RouteCount(self._route(route), count, expected=route == scenario.route)
                for route, count in chosen.most_common()
            ),
        )

    def pair(self, first_id: str, second_id: str) -> PairView:
        """Put two variants of a pair, practised by the same trainee, side by side.

        Raises:
            UserError: they are no two variants of one pair, or not of one trainee.
        """
        first, second = self._finished(first_id), self._finished(second_id)
        if first.trainee != second.trainee:
            raise UserError(says("Kies twee oefeningen van dezelfde cursist."))
        one, other = self._debriefed(first), self._debriefed(second)
        try:
            beside = beside_each_other(one, other)
        except ValueError as error:
            raise UserError(
                says("Kies de twee varianten van één scenario, zoals SC-03A en SC-03B.")
            ) from error
        return PairView(
            first=self._debrief_view(first, one),
            second=self._debrief_view(second, other),
            only_first=tuple(self._label(name) for name in beside.only_first),
            only_second=tuple(self._label(name) for name in beside.only_second),
            same_route=beside.same_route,
        )

    # Inside

    def _records(self, action: str, object_id: str) -> tuple[PracticeRecord, ...]:
        with self._store.practice(Act(action, "practice", object_id)) as work:
            records = work.everything()
            work.commit()
        return records

    def _write(self, action: str, session_id: str, record: PracticeRecord) -> None:
        with self._store.practice(Act(action, "practice", session_id)) as work:
            work.append(record)
            work.commit()

    def _sessions(self, records: Iterable[PracticeRecord]) -> list[SessionView]:
        kept = tuple(records)
        ended = {record.session_id: record for record in kept if isinstance(record, PracticeEnded)}
        titles = {one.id: one.title for one in self._scenarios.all()}
        return [
            SessionView(
                session_id=record.session_id,
                hearing_id=record.hearing_id,
                scenario_id=record.scenario_id,
                title=titles.get(record.scenario_id, Texts()),
                group=record.group,
                trainee=record.trainee,
                begun_at=record.at,
                ended_at=ended[record.session_id].at if record.session_id in ended else None,
                route=ended[record.session_id].route if record.session_id in ended else "",
            )
            for record in kept
            if isinstance(record, PracticeBegun)
        ]

    def _session(self, session_id: str) -> SessionView:
        for session in self._sessions(self._records("read_practice", session_id)):
            own = session.trainee == self._store.person.name
            if session.session_id == session_id and (own or self.is_trainer):
                return session
        raise UserError(says("Deze oefening is er niet. Open de lijst opnieuw."))

    def _finished(self, session_id: str) -> SessionView:
        session = self._session(session_id)
        if session.ended_at is None:
            raise UserError(says("Deze oefening is nog niet afgerond. Rond haar eerst af."))
        return session

    def _scenario(self, session: SessionView) -> Scenario:
        return self._scenarios.find(session.scenario_id)

    def _debriefed(self, session: SessionView) -> Debrief:
        scenario = self._scenario(session)
        with self._store.signals(Act("read_notes", "practice", session.session_id)) as work:
            book = NoteBook(work.observations(session.hearing_id))
            work.commit()
        taken = [_practice_note(note, scenario) for note in book.notes()]
        return debrief(scenario, [note for note in taken if note is not None], session.route)

    def _debrief_view(self, session: SessionView, made: Debrief) -> DebriefView:
        scenario = made.scenario
        return DebriefView(
            session=session,
            notice=scenario.notice,
            no_signal=scenario.no_signal,
            remarks=tuple(self._remark(remark, scenario) for remark in made.remarks),
            timeline=tuple(self._noted(note, scenario) for note in made.timeline),
            route_expected=self._route(made.route_expected),
            route_chosen=self._route(made.route_chosen),
            same_route=made.same_route,
            must_note=scenario.must_note,
            talk=scenario.debrief,
        )

    def _remark(self, remark: Remark, scenario: Scenario) -> RemarkView:
        places = remark.expectation.at if remark.expectation else ()
        return RemarkView(
            outcome=remark.outcome,
            label=self._label(remark.indicator),
            why=remark.why,
            said=tuple(scenario.exchanges[place - 1].answer for place in places),
            notes=tuple(self._noted(note, scenario) for note in remark.notes),
        )

    def _noted(self, note: PracticeNote, scenario: Scenario) -> NotedView:
        question = scenario.exchanges[note.exchange - 1].question if note.exchange else ""
        label = self._label(note.indicator) if note.indicator else None
        return NotedView(note.at, question, note.quote, label, tuple(need.label for need in note.lacking))

    def _label(self, indicator: str) -> Texts:
        found = self._catalogue.indicator(indicator)
        return found.label if found else Texts.of({"nl": indicator})

    def _route(self, route: str) -> Texts | None:
        found = self._catalogue.route(route) if route else None
        return found.label if found else None


def _practice_note(note: Note, scenario: Scenario) -> PracticeNote | None:
    """Give a note as the debrief wants it, or nothing where it was withdrawn."""
    latest, noted = note.latest, note.noted
    if latest is None or latest.withdrawn:
        return None
    asked = [one.question for one in scenario.exchanges]
    exchange = asked.index(noted.question_number) + 1 if noted.question_number in asked else None
    lacking: tuple[Need, ...] = tuple(
        need for need in needs(noted, latest, None) if need.name in _OF_A_NOTE and not need.met
    )
    return PracticeNote(latest.indicator, exchange, latest.quote, lacking, noted.at)
