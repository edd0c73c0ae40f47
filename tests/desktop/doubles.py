# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Small stand-ins for what stands around a room: the vault, the services and the window."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.desktop.room import Room
from app.desktop.room_names import HEARING_ROOM, SIGNAL_DESK
from app.errors import Message, UserError, says
from app.hearing.records import HearingState
from app.i18n import Texts
from app.services.views import Attendee, Header, HearingSummary, QuestionnaireChoice
from app.settings import LoadedSettings, Settings
from app.settings.schema import Value

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
PERSON = "hoormedewerker 0412"
PASSPHRASE = "vier losse gewone woorden"


class StillClock:
    """A clock that stands still."""

    def __init__(self, moment: datetime = NOW) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


class Notebook:
    """A navigator that writes down what rooms ask of it."""

    def __init__(self) -> None:
        self.gone: list[tuple[str, dict[str, Any]]] = []
        self.said: list[str] = []
        self.locked = 0

    def go(self, room: str, **arguments: Any) -> None:
        self.gone.append((room, arguments))

    def say(self, message: Message, *, error: bool = False) -> None:
        self.said.append(str(message))

    def saving(self) -> None: ...

    def saved(self, at: datetime) -> None: ...

    def hearing_header(self, view: object) -> None: ...

    def lock(self) -> None:
        self.locked += 1


def summary(name: str, state: HearingState = HearingState.UNDER_WAY, **fields: Any) -> HearingSummary:
    """Make a line of the worklist."""
    values: dict[str, Any] = {
        "hearing_id": name,
        "kind": "aanmeldgehoor",
        "v_number": "280.123.4567",
        "name": name,
        "name_in_script": "ያሶፍ",
        "language": "ti",
        "interpreter_number": "48213",
        "state": state,
        "answered": 6,
        "total": 9,
        "where_left": "A3.1",
        "opened_at": NOW,
        "last_at": NOW,
    }
    return HearingSummary(**(values | fields))


@dataclass
class FakeWorklist:
    listed: list[HearingSummary]
    refused: tuple[Message, ...] = ()
    asked: list[tuple[str, frozenset[HearingState]]] = field(default_factory=list)

    def hearings(
        self, search: str = "", states: frozenset[HearingState] = frozenset()
    ) -> tuple[HearingSummary, ...]:
        self.asked.append((search, states))
        return tuple(
            one
            for one in self.listed
            if search.casefold() in one.name.casefold() and (not states or one.state in states)
        )

    def questionnaires(self) -> tuple[QuestionnaireChoice, ...]:
        title = Texts.of({"nl": "Aanmeldgehoor", "en": "Registration interview"})
        return (QuestionnaireChoice("aanmeldgehoor", "1.0.0", "aanmeldgehoor", title, Texts()),)

    def refused_questionnaires(self) -> tuple[Message, ...]:
        return self.refused

    def v_number_hint(self, text: str) -> Message | None:
        return None if "." in text else says("Een V-nummer heeft tien cijfers.")


@dataclass
class FakeConduct:
    started: list[tuple[Header, str, str, tuple[Attendee, ...]]] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)

    def start(
        self, header: Header, questionnaire_id: str, version: str, attendees: tuple[Attendee, ...]
    ) -> str:
        self.started.append((header, questionnaire_id, version, attendees))
        return "a view"

    def resume(self, hearing_id: str) -> str:
        self.resumed.append(hearing_id)
        return f"view of {hearing_id}"


@dataclass
class FakeDesk:
    worklist: FakeWorklist
    conduct: FakeConduct = field(default_factory=FakeConduct)
    person_name: str = PERSON
    roles: frozenset[str] = frozenset({"interviewer"})
    let_in: tuple[str, ...] = ()
    notices: tuple[Message, ...] = ()
    reminder: Message | None = None
    locked: int = 0

    sheets: dict[str, dict[str, str]] = field(default_factory=dict)

    def put_by(self, sheets: dict[str, dict[str, str]]) -> None:
        self.sheets = sheets

    def put_by_before(self) -> dict[str, dict[str, str]]:
        return self.sheets

    def lock(self) -> None:
        self.locked += 1


@dataclass(frozen=True)
class Person:
    name: str
    second_factor: str = ""


@dataclass
class Status:
    exists: bool
    people: tuple[Person, ...]
    demo_passphrase: str = ""
    problem: Message | None = None
    recovery: bool = False


@dataclass
class FakeAccess:
    """A vault that knows one passphrase."""

    desk: FakeDesk
    exists: bool = True
    demo_passphrase: str = ""
    problem: Message | None = None
    created: list[tuple[str, str]] = field(default_factory=list)
    second_factor: str = ""
    key_files: list[Path | None] = field(default_factory=list)

    def status(self) -> Status:
        people = (Person("coördinator 7", self.second_factor), Person(PERSON)) if self.exists else ()
        return Status(self.exists, people, self.demo_passphrase, self.problem)

    def create(self, name: str, passphrase: str) -> None:
        self.created.append((name, passphrase))
        self.exists = True

    def unlock(self, name: str, passphrase: str, key_file: Path | None = None) -> FakeDesk:
        self.key_files.append(key_file)
        if passphrase != PASSPHRASE:
            raise UserError(says("De naam of de wachtzin klopt niet. Probeer het opnieuw."))
        return self.desk


@dataclass
class KeptSettings:
    """Settings in memory."""

    settings: Settings = field(default_factory=Settings)
    problem: Message | None = None

    def load(self) -> LoadedSettings:
        return LoadedSettings(self.settings, (self.problem,) if self.problem else ())

    def change(self, values: Mapping[str, Value]) -> LoadedSettings:
        self.settings = replace(self.settings, **dict(values))  # type: ignore[arg-type]
        return self.load()


class StandIn(Room):
    """A room that writes down what happens to it."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.happened: list[str] = []

    def open_desk(self, desk: Any) -> None:
        self.happened.append("desk")

    def enter(self, **arguments: Any) -> None:
        self.happened.append("enter")

    def leave(self) -> None:
        self.happened.append("leave")

    def forget(self) -> None:
        self.happened.append("forget")


class StandInHearing(StandIn):
    name = HEARING_ROOM


class StandInSignals(StandIn):
    name = SIGNAL_DESK
