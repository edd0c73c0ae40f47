# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What happens in the hearing room, without its widgets: where one is, what is asked, what changed.

All acts go to the vault's thread one after the other; the room hears of each answer in that order.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.desktop.faults import sentence
from app.desktop.hearing_room.stops import Place, first_open, next_place, stops
from app.desktop.ports import Bridge, Navigator
from app.desktop.saving import save_file
from app.hearing.records import HearingState
from app.questionnaire.explain import Explanation
from app.questionnaire.values import Address, Attachment, Value
from app.services.conduct_hearing import ConductHearing
from app.services.views import (
    Changes,
    ChosenFile,
    DraftPart,
    HearingView,
    InstanceHeading,
    QuestionView,
    RepeatHeading,
    SectionItem,
    SectionView,
)


@dataclass(frozen=True, slots=True)
class _Told:
    """What came back from the vault's thread."""

    changes: Changes | None = None
    place: Place | None = None
    view: HearingView | None = None


class HearingPresenter(QObject):
    """The state of the hearing room.

    Signals:
        opened: a hearing was opened.
        placed: one is at another place; `place` tells where.
        reshaped: items of the section in front appeared or vanished.
        question_changed: a question looks different; carries its view.
        sections_changed: sections look different; carries their views.
        hearing_changed: the hearing as a whole changed.
        refused: an answer was not taken; carries the sentence. Nothing typed is touched.
    """

    opened = Signal()
    placed = Signal()
    reshaped = Signal()
    question_changed = Signal(object)
    sections_changed = Signal(object)
    hearing_changed = Signal()
    refused = Signal(object)

    def __init__(self, bridge: Bridge, navigator: Navigator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._navigator = navigator
        self._conduct: ConductHearing | None = None
        self.view: HearingView | None = None
        self.place: Place | None = None
        self.sections: dict[str, SectionView] = {}
        self.everywhere: tuple[QuestionView, ...] = ()

    # The hearing

    def open_desk(self, conduct: ConductHearing) -> None:
        """Take the services."""
        self._conduct = conduct

    def forget(self) -> None:
        """Drop everything."""
        self._conduct = None
        self.view = None
        self.place = None
        self.sections = {}
        self.everywhere = ()

    @property
    def conduct(self) -> ConductHearing:
        """The services of the hearing; asked for only while the vault is unlocked."""
        if self._conduct is None:
            raise RuntimeError("the vault is locked")
        return self._conduct

    @property
    def is_closed(self) -> bool:
        """Whether the hearing is for reading only."""
        return self.view is not None and self.view.state is HearingState.CLOSED

    @property
    def current(self) -> QuestionView | None:
        """The question one is at, as it stands now."""
        if self.place is None or self.place.current is None:
            return None
        return next(
            (
                item
                for item in self.place.items
                if isinstance(item, QuestionView) and item.address == self.place.current
            ),
            None,
        )

    def open(self, address: Address | None = None) -> None:
        """Show the hearing that is open in the services, at `address` or where it was."""
        conduct = self.conduct

        def act() -> _Told:
            view = conduct.hearing()
            where = address or view.current
            section = conduct.section_of(where) if where else view.sections[0].name
            return _Told(place=Place(section, conduct.section(section), where), view=view)

        self._ask(act, self._take_opened, writes=False)

    def resume(self, hearing_id: str, then: Callable[[], object]) -> None:
        """Open a hearing in the services again; `then` follows once it is open."""
        conduct = self.conduct
        self._bridge.ask(lambda: conduct.resume(hearing_id), lambda _view: then(), owner=self)

    def gather(self, then: Callable[[], object]) -> None:
        """Ask for the questions of every section; `then` follows once they stand in `everywhere`."""
        if self.view is None:
            return
        conduct = self.conduct

        def act() -> tuple[QuestionView, ...]:
            names = [section.name for section in conduct.hearing().sections if section.relevant]
            items = (item for name in names for item in conduct.section(name))
            return tuple(item for item in items if isinstance(item, QuestionView) and not item.is_aside)

        def gathered(found: tuple[QuestionView, ...]) -> None:
            self.everywhere = found
            then()

        self._bridge.ask(act, gathered, self._refuse, owner=self)

    def explain(self, address: Address, then: Callable[[tuple[Explanation, ...]], object]) -> None:
        """Ask why a question stands as it does; `then` takes the answer."""
        conduct = self.conduct
        self._bridge.ask(lambda: conduct.why(address), then, self._refuse, owner=self)

    # Going

    def go_to(self, address: Address, before: Callable[[], Changes] | None = None) -> None:
        """Go to a question, after an act where there is one."""
        conduct = self.conduct

        def act() -> _Told:
            changes = before() if before else None
            conduct.go_to(address)
            section = conduct.section_of(address)
            return _Told(changes, Place(section, conduct.section(section), address))

        self._ask(act, self._take, writes=before is not None)

    def go_to_section(self, section: str, before: Callable[[], Changes] | None = None) -> None:
        """Go to a section: to its first open question, else to its first."""
        conduct = self.conduct

        def act() -> _Told:
            changes = before() if before else None
            items = conduct.section(section)
            stop = first_open(items)
            if isinstance(stop, Address):
                conduct.go_to(stop)
            return _Told(changes, Place(section, items, stop))

        self._ask(act, self._take, writes=before is not None)

    def go_on(self, step: int, before: Callable[[], Changes] | None = None) -> None:
        """Go to the next stop (1) or the one before (-1), across sections; at an end one stays."""
        conduct, here = self.conduct, self.place
        if here is None:
            return

        def act() -> _Told:
            changes = before() if before else None
            names = [section.name for section in conduct.hearing().sections if section.relevant]
            place = next_place(conduct.section, names, here, step)
            if place.current is not None:
                conduct.go_to(place.current)
            return _Told(changes, place)

        self._ask(act, self._take, writes=before is not None)

    # Acting

    def answering(self, address: Address, value: Value) -> Callable[[], Changes]:
        """Give the act that answers a question, to be carried out before going on."""
        conduct = self.conduct
        if isinstance(value, ChosenFile):
            return lambda: conduct.attach(address, Path(value.path))
        return lambda: conduct.answer(address, value)

    def export_file(self, address: Address, place: str) -> None:
        """Write the file that was given at a question where the user wants it."""
        conduct = self.conduct
        self._bridge.ask(
            lambda: save_file(Path(place), conduct.attached(address)[1]),
            lambda _place: None,
            self._refuse,
            owner=self,
        )

    def answer(self, address: Address, value: Value) -> None:
        """Answer a question and stay."""
        self._change(self.answering(address, value))

    def keep_draft(self, address: Address, text: str, part: DraftPart) -> None:
        """Keep words that are being typed."""
        conduct = self.conduct
        self._change(lambda: conduct.keep_draft(address, text, part))

    def keep_unless_given(self, address: Address, text: str, value: Value) -> None:
        """Keep words as a draft unless the vault has taken them as the answer by then."""
        conduct = self.conduct

        def act() -> None:
            given = conduct.question(address).value
            if isinstance(value, ChosenFile) and isinstance(given, Attachment) and given.name == value.name:
                return
            if value is None or given != value:
                conduct.keep_draft(address, text, DraftPart.ANSWER)

        self._bridge.ask(act)

    def follow_up(
        self, address: Address, question: str, answer: str, turn_id: str | None, then: Callable[[], object]
    ) -> None:
        """Keep a follow-up below a question; `then` follows once it is safe."""
        conduct = self.conduct
        self._change(lambda: conduct.follow_up(address, question, answer, turn_id), then)

    def remark(self, address: Address, text: str, part: DraftPart, then: Callable[[], object]) -> None:
        """Keep a remark or a reason below a question; `then` follows once it is safe."""
        conduct = self.conduct
        if part is DraftPart.REASON:
            self._change(lambda: conduct.let_stand(address, text), then)
            return
        by_interpreter = part is DraftPart.INTERPRETER_REMARK
        self._change(lambda: conduct.remark(address, text, by_interpreter), then)

    def add(self, repeat: RepeatHeading, before: Callable[[], Changes] | None = None) -> None:
        """Add one to a repeat and go to its first question."""
        conduct = self.conduct
        here = self.place

        def act() -> _Told:
            if before:
                before()
            changes = conduct.add_instance(repeat.repeat, repeat.parents)
            where = changes.made or (here.stop if here else None)
            section = here.section if here else ""
            return _Told(changes, Place(section, conduct.section(section), where))

        self._ask(act, self._take)

    def remove(self, instance: InstanceHeading) -> None:
        """Take an instance out and stay in the section."""
        conduct = self.conduct
        here = self.place

        def act() -> _Told:
            changes = conduct.remove_instance(instance.repeat, instance.instance_id, instance.parents)
            section = here.section if here else ""
            items = conduct.section(section)
            stop = here.stop if here and here.stop in stops(items) else first_open(items)
            return _Told(changes, Place(section, items, stop))

        self._ask(act, self._take)

    def pause_or_go_on(self) -> None:
        """Begin a break, or end the one that lasts."""
        if self.view is None or self.is_closed:
            return
        self._change(self.conduct.go_on if self.view.on_break else self.conduct.pause)

    # What comes back

    def _change(self, act: Callable[[], Changes], then: Callable[[], object] | None = None) -> None:
        def told(told: _Told) -> None:
            self._take(told)
            if then is not None:
                then()

        self._ask(lambda: _Told(act()), told)

    def _ask(self, act: Callable[[], _Told], done: Callable[[_Told], object], *, writes: bool = True) -> None:
        if writes:
            self._navigator.saving()
        self._bridge.ask(act, done, self._refuse, owner=self)

    def _refuse(self, error: Exception) -> None:
        self.refused.emit(sentence(error))

    def _take_opened(self, told: _Told) -> None:
        self.view = told.view
        self.place = told.place
        self.sections = {section.name: section for section in told.view.sections} if told.view else {}
        self.opened.emit()
        self.placed.emit()

    def _take(self, told: _Told) -> None:
        changes = told.changes
        if changes is not None:
            self._navigator.saved(changes.saved_at)
            if changes.sections:
                self.sections |= {section.name: section for section in changes.sections}
                self.sections_changed.emit(changes.sections)
            if changes.hearing is not None:
                self.view = changes.hearing
                self.hearing_changed.emit()
        if told.place is not None:
            self.place = told.place
            self.placed.emit()
        elif changes is not None:
            self._take_questions(changes)

    def _take_questions(self, changes: Changes) -> None:
        place = self.place
        if place is None:
            return
        changed = {view.address: view for view in changes.questions}
        items = tuple(
            changed.get(item.address, item) if isinstance(item, QuestionView) else item
            for item in place.items
        )
        self.place = replace(place, items=items)
        for view in changes.questions:
            self.question_changed.emit(view)
        if place.section in changes.reshaped:
            self._ask_items(place.section)

    def _ask_items(self, section: str) -> None:
        conduct = self.conduct

        def told(items: tuple[SectionItem, ...]) -> None:
            if self.place is not None and self.place.section == section:
                self.place = replace(self.place, items=items)
                self.reshaped.emit()

        self._bridge.ask(lambda: conduct.section(section), told, self._refuse, owner=self)
