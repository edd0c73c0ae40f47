# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Conducts the hearing of a script, question by question, with keys alone."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeGuard

from app.demo.clock import ScriptClock
from app.demo.script import Answer, Doing, Moment, Script
from app.demo.typist import StuckError, Typist
from app.desktop.hearing_room.room import HearingRoom
from app.desktop.hearing_room.stops import Place, RepeatStop, stops
from app.desktop.room_names import HEARING_ROOM
from app.desktop.worklist.room import WorklistRoom
from app.errors import Message, says
from app.questionnaire.model import QuestionKind
from app.questionnaire.values import Address, NonAnswer
from app.services.views import InstanceHeading, QuestionView

_NON_ANSWER_KEYS = {code: f"Alt+{key}" for key, code in enumerate(NonAnswer, 1)}
_DIGITS = 9
_SECONDS_A_QUESTION = 25
_LETTERS_A_SECOND = 6
_CHOSEN = (QuestionKind.SELECT_ONE, QuestionKind.SELECT_MULTIPLE)

Picture = Callable[[str], None]


class Interview:
    """The typist at work in the hearing room.

    Args:
        typist: sends the keys.
        script: what is answered and what happens.
        clock: goes on while one types.
        picture: takes a picture of the window under a name.
    """

    def __init__(self, typist: Typist, script: Script, clock: ScriptClock, picture: Picture) -> None:
        self._typist = typist
        self._script = script
        self._clock = clock
        self._picture = picture
        self._added: dict[str, int] = {}
        self._happened: set[int] = set()

    def conduct(self) -> Iterator[Message]:
        """Go through the whole questionnaire; tells of each section when it begins.

        Raises:
            StuckError: the script lacks a required answer, or an answer was not taken.
        """
        section = ""
        while True:
            place = self._place
            if place.section != section:
                section = place.section
                shown = self._room.presenter.sections[section]
                yield says("Onderdeel {number} {label}", number=shown.number, label=shown.label)
            before = (place.section, place.stop)
            self._stop_at(place)
            after = self._place
            if (after.section, after.stop) == before:
                return

    @property
    def _room(self) -> HearingRoom:
        front = self._typist.window.room(HEARING_ROOM)
        if not isinstance(front, HearingRoom):
            raise StuckError("the hearing room is not there")
        return front

    @property
    def _place(self) -> Place:
        place = self._room.presenter.place
        if place is None:
            raise StuckError("no hearing is open")
        return place

    def _stop_at(self, place: Place) -> None:
        if isinstance(place.stop, RepeatStop):
            self._typist.press("Ctrl++" if self._more_to_add(place.stop.repeat) else "F5")
            return
        view = self._room.presenter.current
        if view is None:
            raise StuckError(f"nothing to answer in {place.section}")
        answer = self._answer_to(view.address, place)
        if answer is None and view.required and not view.kind.confirmed:
            raise StuckError(f"the script has no answer to {view.address.name}")
        if not isinstance(answer, NonAnswer):
            self._give(view, answer)
        self._clock.go_on(seconds=_SECONDS_A_QUESTION + len(str(answer or "")) / _LETTERS_A_SECOND)
        for moment in self._moments_at(view.address.name):
            self._let_happen(moment)
        self._go_on(view, answer, place)

    def _go_on(self, view: QuestionView, answer: Answer | None, place: Place) -> None:
        repeat = self._repeat_that_goes_on(view.address, place)
        if isinstance(answer, NonAnswer):
            self._typist.press(_NON_ANSWER_KEYS[answer])
        if repeat is not None:
            self._typist.press("Ctrl++")
        elif not isinstance(answer, NonAnswer):
            self._typist.press("F5")
        card = self._room.transcript.current
        if card is not None and card.view.address == view.address and card.problem():
            raise StuckError(f"{view.address.name}: {card.problem()}")

    # What the script says

    def _answer_to(self, address: Address, place: Place) -> Answer | None:
        if not address.instances:
            found = self._script.answers.get(address.name)
            return found if isinstance(found, (str, NonAnswer)) or _are_names(found) else None
        heading = _instance_of(address, place)
        instances = self._script.answers.get(heading.repeat, ()) if heading else ()
        if heading is None or not isinstance(instances, tuple) or heading.index > len(instances):
            return None
        one = instances[heading.index - 1]
        return None if isinstance(one, str) else one.get(address.name)

    def _more_to_add(self, repeat: str) -> bool:
        instances = self._script.answers.get(repeat, ())
        if self._added.get(repeat, 0) >= len(instances):
            return False
        self._added[repeat] = self._added.get(repeat, 0) + 1
        return True

    def _repeat_that_goes_on(self, address: Address, place: Place) -> str | None:
        """Give the repeat to add to after its last question, when the script has one more."""
        if not address.instances:
            return None
        known = stops(place.items)
        following = known[known.index(address) + 1 :]
        if following and isinstance(following[0], Address) and following[0].instances == address.instances:
            return None
        heading = _instance_of(address, place)
        return heading.repeat if heading is not None and self._more_to_add(heading.repeat) else None

    def _moments_at(self, name: str) -> Iterator[Moment]:
        for number, moment in enumerate(self._script.moments):
            if moment.at == name and number not in self._happened:
                self._happened.add(number)
                yield moment

    # Keys

    def _give(self, view: QuestionView, answer: Answer | None) -> None:
        if answer is None:
            return
        if view.kind in _CHOSEN:
            names = [choice.name for choice in view.choices]
            for name in (answer,) if isinstance(answer, str) else answer:
                if name not in names:
                    raise StuckError(f"{view.address.name}: {name} is no choice of {names}")
                self._choose(names.index(name), several=view.kind is QuestionKind.SELECT_MULTIPLE)
        elif isinstance(answer, str):
            self._typist.type(answer)

    def _choose(self, at: int, *, several: bool) -> None:
        if at < _DIGITS:
            self._typist.press(str(at + 1))
            return
        # The first nine have a digit; further on the arrows go.
        self._typist.press(str(_DIGITS))
        if several:
            self._typist.press(str(_DIGITS))
        self._typist.press(*["Down"] * (at - _DIGITS + 1))
        if several:
            self._typist.press("Space")

    def _let_happen(self, moment: Moment) -> None:
        typist, fields = self._typist, moment.fields
        match moment.doing:
            case Doing.FOLLOW_UP:
                typist.press("Ctrl+Return")
                typist.type(fields["question"])
                typist.press("Return")
                typist.type(fields["answer"])
                self._clock.go_on(minutes=1)
            case Doing.REMARK | Doing.INTERPRETER_REMARK:
                typist.press("Ctrl+Shift+R" if moment.doing is Doing.REMARK else "Ctrl+Shift+T")
                typist.type(fields["text"])
            case Doing.PAUSE:
                typist.press("F6")
                self._clock.go_on(minutes=float(fields["minutes"]))
                typist.press("F6")
            case Doing.NOTE:
                self._note(fields)
            case Doing.PICTURE:
                self._picture(fields["name"])

    def _note(self, fields: Mapping[str, str]) -> None:
        typist = self._typist
        typist.press("F9")
        typist.type(fields["search"])
        typist.press("Down", "Down", "Return")
        typist.press("Shift+Tab", "Shift+Tab", "Shift+Tab", "Ctrl+A")
        typist.type(fields["quote"])
        typist.press("Tab", "Tab", "Tab")
        typist.type(fields["facts"])
        typist.press("Tab")
        typist.type(fields["innocent"])
        self._clock.go_on(minutes=1)
        typist.press("Ctrl+S")
        self._picture("notities")
        typist.press("F9")


def begin_hearing(typist: Typist, script: Script, picture: Picture) -> None:
    """Fill in the form for a new hearing and begin."""
    room = typist.window.front()
    if not isinstance(room, WorklistRoom):
        raise StuckError("the worklist is not in front")
    typist.press("Ctrl+N")
    say = typist.window.display.text
    for label, name in _FORM:
        if name in script.hearing:
            typist.tab_to(say(label))
            typist.type(script.hearing[name])
    picture("nieuw-gehoor")
    typist.press("Ctrl+Return")
    typist.wait_for(HEARING_ROOM)


_FORM = (
    (says("V-nummer"), "v_number"),
    (says("Geboortedatum"), "birth_date"),
    (says("Naam, in Latijns schrift"), "name"),
    (says("Naam in eigen schrift"), "name_in_script"),
    (says("Nationaliteit (land)"), "nationality"),
    (says("Taal van het gehoor"), "language"),
    (says("Tolknummer"), "interpreter_number"),
    (says("Code van de hoormedewerker"), "interviewer_code"),
    (says("Plaats"), "location"),
)
"""The fields of the form that the script fills in, in the order of Tab."""


def _are_names(found: object) -> TypeGuard[tuple[str, ...]]:
    return isinstance(found, tuple) and all(isinstance(one, str) for one in found)


def _instance_of(address: Address, place: Place) -> InstanceHeading | None:
    return next(
        (
            item
            for item in place.items
            if isinstance(item, InstanceHeading) and (*item.parents, item.instance_id) == address.instances
        ),
        None,
    )
