# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An invented office for the demo: five colleagues, versions of questionnaires, hearings and practice."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from app.bootstrap import DEMO_PASSPHRASE, DEMO_PERSON
from app.errors import Message, says
from app.hearing.records import Mode
from app.i18n import LANGUAGES, Texts, Translator
from app.library import editing
from app.questionnaire.values import Address
from app.services.signal_views import NoteFields, QuotablePlace
from app.services.views import Header, QuestionView

if TYPE_CHECKING:
    from app.services.access import Access
    from app.services.desk import Desk
    from app.services.keep_library import KeepLibrary
    from app.services.practise import Practise

COORDINATOR = "coördinator 0503"
TEAM_LEAD = "teamleider 0101"
TRAINER = "trainer 0207"
TRAINEE = "cursist 0901"

_ROLES = {
    COORDINATOR: ("signal_coordinator",),
    TEAM_LEAD: ("team_lead", "administrator"),
    TRAINER: ("trainer", "team_lead"),
    TRAINEE: ("trainee",),
}
_GROUP = "demo"
_LATER = timedelta(days=30)


def furnish(entrance: "Access") -> None:
    """Make the demo's vault and put its office in it; everybody has the demo's passphrase."""
    entrance.create(DEMO_PERSON, DEMO_PASSPHRASE, demo=True)
    desk = _enter(entrance, DEMO_PERSON)
    for name, roles in _ROLES.items():
        desk.people.add(name, DEMO_PASSPHRASE, roles)
    _hold_hearings(desk)
    desk.lock()
    _publish(entrance)
    _practise(entrance)
    desk = _enter(entrance, TEAM_LEAD)
    desk.people.change_roles(DEMO_PERSON, ("interviewer",))
    desk.lock()


def _enter(entrance: "Access", name: str) -> "Desk":
    return entrance.unlock(name, DEMO_PASSPHRASE)


def _both(message: Message) -> Texts:
    """Say a sentence of the demo in every language of the program."""
    return Texts.of({language: Translator(language)(message) for language in LANGUAGES})


def _hold_hearings(desk: "Desk") -> None:
    """Leave one hearing closed, one in a break and one under way."""
    choice = next(one for one in desk.worklist.questionnaires() if one.questionnaire_id == "aanmeldgehoor")
    for number, name, end in (
        ("280.123.4103", "Hodan Warsame", ""),
        ("280.123.4101", "Selam Tesfay", "closed"),
        ("280.123.4102", "Mirwais Noori", "break"),
    ):
        of_person = (number, name, "", "1991", "", "ti")
        header = Header("aanmeldgehoor", *of_person, "48213", DEMO_PERSON, Mode.ON_SITE, "Ter Apel")
        desk.conduct.start(header, choice.questionnaire_id, choice.version)
        desk.conduct.answer(Address("interpreter_understood"), "good")
        if end == "closed":
            desk.close.close(Translator("nl")(says("Verzonnen gehoor voor de demo.")))
        elif end == "break":
            desk.conduct.pause()
        desk.conduct.leave()


def _publish(entrance: "Access") -> None:
    """Publish one version for today and one for later, and leave one draft in review."""
    desk = _enter(entrance, TEAM_LEAD)
    today = desk.worklist.today()
    first = _offered(_library(desk), "aanmeldgehoor", "1.0.0", "feeling_today", today)
    desk.lock()
    desk = _enter(entrance, TRAINER)
    _library(desk).approve(first)
    second = _offered(_library(desk), "aanmeldgehoor", "1.1.0", "break_wish", today + _LATER)
    desk.lock()
    desk = _enter(entrance, TEAM_LEAD)
    _library(desk).approve(second)
    _offered(_library(desk), "nader_gehoor", "1.0.0", "new_documents", today)
    desk.lock()


def _library(desk: "Desk") -> "KeepLibrary":
    if desk.library is None:
        raise RuntimeError("the demo's team lead has no library")
    return desk.library


def _offered(library: "KeepLibrary", subject: str, version: str, question: str, begins: date) -> str:
    begun = library.begin(subject, version)
    hint = _both(says("Neem de tijd. Een korte pauze mag altijd."))
    edit = partial(editing.set_property, name=question, what="hint", value=hint)
    library.change(begun.summary.draft_id, begun.number, edit)
    return library.submit(begun.summary.draft_id, begins, None).summary.draft_id


def _practise(entrance: "Access") -> None:
    """Let a trainee and a trainer do the same scenario, and the trainee both variants of a pair."""
    desk = _enter(entrance, TRAINEE)
    at = _practice(desk)
    _done(at, "SC-01", (("N2.1", "MIS-03"),), "")
    _done(at, "SC-03A", (("N5.1", "ONT-03"),), "coordinator_tsz")
    _done(at, "SC-03B", (), "")
    desk.lock()
    desk = _enter(entrance, TRAINER)
    _done(_practice(desk), "SC-01", (("N2.1", "MIS-02"),), "unit_1f")
    desk.lock()


def _practice(desk: "Desk") -> "Practise":
    if desk.practice is None:
        raise RuntimeError("the demo's trainee has no practice")
    return desk.practice


def _done(at: "Practise", scenario: str, notes: tuple[tuple[str, str], ...], route: str) -> None:
    session = at.begin(scenario, _GROUP)
    for number, indicator in notes:
        view = _question(at, number)
        said = at.said(session.session_id, view.address).words.show("nl")
        place = QuotablePlace(session.hearing_id, view.address, number, view.label, said)
        at.notes.note(place, NoteFields(said, indicator))
    at.finish(session.session_id, route)


def _question(at: "Practise", number: str) -> QuestionView:
    items = (item for section in at.conduct.hearing().sections for item in at.conduct.section(section.name))
    return next(item for item in items if isinstance(item, QuestionView) and item.number == number)
