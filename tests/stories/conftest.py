# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The whole program with a small questionnaire, worked with keys alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.clock import Clock
from app.demo.typist import Typist
from app.desktop.hearing_room.room import HearingRoom
from app.desktop.program import build_window
from app.desktop.room_names import HEARING_ROOM, UNLOCK, WORKLIST
from app.desktop.saving import AskFiles
from app.questionnaire.values import Address
from app.services.access import Access
from app.services.desk import Desk
from app.services.views import QuestionView
from app.settings import NO_POLICY, Policy, SettingsFile
from tests.fakes import SteppingClock
from tests.workplace import NAME, PASSPHRASE, workplace

QUESTIONNAIRE = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
  notice: {nl: Verzonnen., en: Invented.}
choices:
  yes_no:
    - {name: "yes", label: {nl: Ja, en: "Yes"}}
    - {name: "no", label: {nl: Nee, en: "No"}}
survey:
  - type: group
    name: person
    number: A1
    label: {nl: Persoon, en: Person}
    children:
      - {type: text, name: place, number: A1.1, required: true,
         label: {nl: Waar woonde u?, en: Where did you live?},
         guidance_hint: {nl: Val niet in de rede., en: Do not interrupt.}}
      - {type: integer, name: age, number: A1.2,
         label: {nl: Hoe oud bent u?, en: How old are you?}, constraint: ". <= 120",
         constraint_message: {nl: Vul hoogstens 120 in., en: Enter at most 120.},
         warning: ". > 90", warning_message: {nl: Is dat de leeftijd?, en: Is that the age?}}
      - {type: partial_date, name: left, number: A1.3,
         label: {nl: Wanneer vertrok u?, en: When did you leave?}}
      - {type: country, name: land, number: A1.4, label: {nl: Uit welk land?, en: From which country?}}
      - {type: select_one yes_no, name: has_children, number: A1.5,
         label: {nl: Heeft u kinderen?, en: Any children?}}
  - type: group
    name: family
    number: A2
    label: {nl: Gezin, en: Family}
    relevant: "${has_children} = 'yes'"
    children:
      - type: repeat
        name: children
        number: A2.1
        label: {nl: Kinderen, en: Children}
        item_label: {nl: "Kind ${child_name}", en: "Child ${child_name}"}
        children:
          - {type: text, name: child_name, number: A2.2,
             label: {nl: Hoe heet het kind?, en: What is its name?}}
  - type: group
    name: end
    number: A3
    label: {nl: Einde, en: End}
    children:
      - {type: narrative, name: rest, number: A3.1, label: {nl: Wilt u nog iets zeggen?, en: Anything else?}}
"""


@dataclass
class Program:
    """One run of the program, from the start until its window is closed."""

    typist: Typist

    @property
    def room(self) -> HearingRoom:
        room = self.typist.window.room(HEARING_ROOM)
        assert isinstance(room, HearingRoom)
        return room

    @property
    def question(self) -> QuestionView:
        """The question one is at."""
        view = self.room.presenter.current
        assert view is not None
        return view

    def words(self) -> str:
        """Give every word that can be seen."""
        seen = (one for one in self.typist.window.findChildren(QLabel) if one.isVisible())
        return "\n".join(one.text() for one in seen)

    def buttons(self) -> list[str]:
        """Give the words of every button that can be seen."""
        return [one.text() for one in self.typist.window.findChildren(QPushButton) if one.isVisible()]

    def problem(self) -> str:
        """Give what is said of the answer being given."""
        card = self.room.transcript.current
        assert card is not None
        return card.problem()

    def go_to(self, number: str) -> None:
        """Go to a question by its number, with the palette."""
        self.typist.press("Ctrl+K")
        self.typist.type(number)
        self.typist.press("Return")

    def enter_as(self, name: str, passphrase: str, room: str) -> None:
        """Unlock as somebody, chosen from the list."""
        self.typist.enter_as(name, passphrase, room)

    def unlock(self) -> None:
        self.typist.wait_for(UNLOCK)
        self.typist.tab_to("Wachtzin")
        self.typist.type(PASSPHRASE)
        self.typist.press("Return")
        self.typist.wait_until_inside()

    def begin(self) -> None:
        """Begin a new hearing."""
        self.typist.press("Ctrl+N")
        self.typist.tab_to("V-nummer")
        self.typist.type("280.123.4567")
        self.typist.tab_to("Naam, in Latijns schrift")
        self.typist.type("Y. A.")
        self.typist.press("Ctrl+Return")
        self.typist.wait_for(HEARING_ROOM)

    def go_on(self) -> None:
        """Go on with the first hearing of the worklist, unless it came back by itself."""
        front = self.typist.window.front()
        if front is not None and front.name == WORKLIST:
            self.typist.press("Return")
        self.typist.wait_for(HEARING_ROOM)

    def close(self) -> None:
        self.typist.window.close()


@dataclass
class Office:
    """The folder with the vault, in which the program can be started time and again."""

    folder: Path
    application: QApplication
    with_shipped: bool = False
    with_vault: bool = True
    policy: Policy = NO_POLICY
    place: str = "bewaard.pdf"
    chosen: str = "gekozen.json"
    moment: datetime = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)

    def start(self) -> Program:
        clock = SteppingClock(self.moment)
        window = build_window(
            self.application,
            self.entrance(clock),
            SettingsFile(self.folder / "settings.json", self.policy),
            clock,
            language="nl",
            ask=AskFiles(
                place=lambda *_asked: (str(self.folder / self.place), ""),
                file=lambda *_asked: (str(self.folder / self.chosen), ""),
                folder=lambda *_asked: (str(self.folder / self.place), ""),
            ),
        )
        window.show()
        return Program(Typist(self.application, window))

    def entrance(self, clock: Clock | None = None) -> Access:
        """Give the way into the vault, with a small questionnaire or those that are shipped."""
        if self.with_shipped:
            return workplace(self.folder, clock=clock, make=self.with_vault)
        questionnaires = self.folder / "vragenlijsten" / "proef"
        if not questionnaires.exists():
            questionnaires.mkdir(parents=True)
            (questionnaires / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
        return workplace(self.folder, clock=clock, questionnaires=questionnaires.parent, make=self.with_vault)

    def desk(self) -> Desk:
        """Unlock the vault without a window, to see what is in it."""
        desk = self.entrance().unlock(NAME, PASSPHRASE)
        (hearing,) = desk.worklist.hearings()
        desk.conduct.resume(hearing.hearing_id)
        return desk

    def kept(self, name: str) -> QuestionView:
        """Give a question of the only hearing as it is in the vault."""
        desk = self.desk()
        try:
            return desk.conduct.question(Address(name))
        finally:
            desk.lock()


Start = Callable[[], Program]


@pytest.fixture
def office(tmp_path: Path, qapp: QApplication) -> Office:
    return Office(tmp_path, qapp)


@pytest.fixture
def start(office: Office) -> Iterator[Callable[[], Program]]:
    """Start the program; whatever is still open at the end is closed."""
    started: list[Program] = []

    def begin() -> Program:
        started.append(office.start())
        return started[-1]

    yield begin
    for program in started:
        program.close()
        program.typist.window.deleteLater()


@pytest.fixture
def at_work(start: Callable[[], Program]) -> Program:
    """Give the program with a new hearing at its first question."""
    program = start()
    program.unlock()
    program.begin()
    return program
