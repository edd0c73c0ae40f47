# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""From the first question to both reports, on a real vault and a small questionnaire."""

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.hearing.records import HearingState, Role
from app.i18n import Translator
from app.questionnaire.values import Address, NonAnswer
from app.services.desk import Desk
from app.services.signal_outbox import VaultOutbox
from app.services.signal_views import NoteFields, QuotablePlace, ReportFields, ReportView
from app.services.views import Attendee, Header
from app.signals.records import Basis, Directness, ReportState, Urgency
from tests.documents.reports import Report
from tests.fakes import CountingIds, SteppingClock
from tests.workplace import NAME, PASSPHRASE, workplace

QUESTIONNAIRE = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
  notice: {nl: Alleen voor de proef., en: For the trial alone.}
choices:
  yes_no:
    - {name: "yes", label: {nl: Ja, en: "Yes"}}
    - {name: "no", label: {nl: Nee, en: "No"}}
survey:
  - type: group
    name: opening
    number: P0
    label: {nl: Begin, en: Start}
    children:
      - {type: instruction, name: explain, number: P0.1, label: {nl: Leg alles uit., en: Explain it all.}}
  - type: group
    name: life
    number: P1
    label: {nl: Leven, en: Life}
    children:
      - {type: text, name: home, number: P1.1, required: true,
         required_message: {nl: Vraag ten minste naar de stad., en: Ask at least for the town.},
         label: {nl: Waar woonde u?, en: Where did you live?}}
      - {type: text, name: work, number: P1.2, label: {nl: Wat deed u daar?, en: What did you do there?}}
      - {type: text, name: school, number: P1.3, label: {nl: Welke school?, en: Which school?}}
      - {type: select_one yes_no, name: kin, number: P1.4,
         label: {nl: Heeft u familie?, en: Do you have family?}}
  - type: group
    name: family
    number: P2
    label: {nl: Familie, en: Family}
    relevant: "${kin} = 'yes'"
    children:
      - {type: text, name: family_home, number: P2.1, label: {nl: Waar woont die?, en: Where do they live?}}
      - type: repeat
        name: kin_list
        number: P2.2
        label: {nl: Familieleden, en: Relatives}
        item_label: {nl: "Familielid ${kin_role}", en: "Relative ${kin_role}"}
        children:
          - {type: text, name: kin_role, number: P2.2a, label: {nl: Wie is dat?, en: Who is that?}}
"""

HEADER = Header(
    kind="aanmeldgehoor",
    v_number="280.123.4567",
    name="Voorbeeld Een",
    name_in_script="ኣብነት ሓደ",
    birth_date="1996-05",
    nationality="ER",
    language="ti",
    interpreter_number="48213",
    interviewer_code="0412",
    location="kamer 12",
)
ATTENDEES = (
    Attendee(Role.INTERVIEWER, "0412"),
    Attendee(Role.INTERPRETER, "48213"),
    Attendee(Role.LAWYER, "", present=False, reason="verhinderd"),
)

NOTE = NoteFields(
    quote="notitiequote zeepaardje",
    indicator="BET-01",
    basis=Basis.STATEMENT,
    directness=Directness.SAID_TO_ME,
    original_term="ሓለዋ",
    facts="notitiefeiten klokhuis",
    reading="notitieduiding vlieger",
    explanation="notitieuitleg tuinslang",
    innocent="notitieonschuldig paraplu",
    against="notitietegen wasknijper",
    unknown="notitieonbekend kruiwagen",
    translation_doubt="notitietwijfel kurkentrekker",
)
FILLED_IN = ReportFields(
    route="coordinator_tsz",
    urgency=Urgency.THIS_WEEK,
    urgency_reason="meldingsreden hangmat",
    others="meldingsanderen fietsbel",
    consulted="meldingscollega zonnebril",
)
SECRETS = [
    value
    for value in (*asdict(NOTE).values(), *asdict(FILLED_IN).values())
    if isinstance(value, str) and (value.startswith(("notitie", "melding")) or value in {"BET-01", "ሓለዋ"})
]
POINTS: dict[str, tuple[NoteFields, ReportFields]] = {
    "feiten, los van uw duiding": (replace(NOTE, facts=" "), FILLED_IN),
    "urgentie met reden": (NOTE, replace(FILLED_IN, urgency_reason=" ")),
    "route": (NOTE, replace(FILLED_IN, route="")),
}

HOME, WORK, SCHOOL, KIN = (Address(name) for name in ("home", "work", "school", "kin"))
ANSWER = "Ik woonde in een dorp aan de rivier."

say = Translator("nl")


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock(step=timedelta(seconds=20))


@pytest.fixture
def enter(tmp_path: Path, clock: SteppingClock) -> Iterator[Callable[[], Desk]]:
    """Give a way to unlock the vault; what is left open is locked at the end."""
    shelf = tmp_path / "vragenlijsten" / "proef"
    shelf.mkdir(parents=True)
    (shelf / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    entrance = workplace(tmp_path, clock=clock, ids=CountingIds(), questionnaires=shelf.parent)
    desks: list[Desk] = []

    def unlock() -> Desk:
        while desks:
            desks.pop().lock()
        desks.append(entrance.unlock(NAME, PASSPHRASE))
        return desks[-1]

    yield unlock
    for desk in desks:
        desk.lock()


@pytest.fixture
def desk(enter: Callable[[], Desk]) -> Desk:
    return enter()


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "uitgaand"


@pytest.fixture
def hearing_id(desk: Desk) -> str:
    """Start a hearing in which some questions were answered."""
    started = desk.conduct.start(HEADER, "proef", "1.0.0", ATTENDEES)
    desk.conduct.answer(Address("explain"), "OK")
    desk.conduct.answer(HOME, ANSWER)
    desk.conduct.answer(WORK, "Ik stond bij de poort.")
    return started.hearing_id


@pytest.fixture
def report_id(desk: Desk, hearing_id: str) -> str:
    """Open a report of a note on what was answered."""
    return opened_report(desk, hearing_id).report_id


def place(desk: Desk, hearing_id: str, address: Address = WORK) -> QuotablePlace:
    view = desk.conduct.question(address)
    return QuotablePlace(hearing_id, address, view.number, view.label, "")


def opened_report(desk: Desk, hearing_id: str, fields: NoteFields = NOTE) -> ReportView:
    (note,) = desk.notes.note(place(desk, hearing_id), fields).notes
    return desk.reports.open_report(note.observation_id)


def hearing_report(desk: Desk, hearing_id: str, language: str = "nl") -> Report:
    return Report(desk.close.report_pdf(hearing_id, language))


def hearing_data(desk: Desk, hearing_id: str, language: str = "nl") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(desk.close.report_json(hearing_id, language))
    return found


def entry(data: dict[str, Any], number: str) -> dict[str, Any]:
    entries = [entry for section in data["sections"] for entry in section["entries"]]
    (found,) = [entry for entry in entries if entry["number"] == number]
    return dict(found)


def kinds(data: dict[str, Any], kind: str) -> list[tuple[str, str]]:
    entries = [entry for section in data["sections"] for entry in section["entries"]]
    return [(entry["text"], entry["answer"]) for entry in entries if entry["kind"] == kind]


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


# The hearing and its report


def test_what_stood_above_the_hearing_stands_above_the_report(desk: Desk, hearing_id: str) -> None:
    rows = hearing_report(desk, hearing_id).rows()
    assert rows["V-nummer"] == "280.123.4567"
    assert rows["Naam"] == "Voorbeeld Een"
    assert rows["Naam in eigen schrift"] == "ኣብነት ሓደ"
    assert rows["Geboortedatum"] == "mei 1996"
    assert rows["Nationaliteit"] == "Eritrea"
    assert rows["Taal van het gehoor"] == "Tigrinya"
    assert rows["Tolknummer"] == "48213"
    assert rows["Code hoormedewerker"] == "0412"
    assert rows["Plaats"] == "kamer 12"
    assert rows["Aanwezig"] == "hoormedewerker (0412)\ntolk (48213)"
    assert rows["Niet aanwezig"] == "gemachtigde: verhinderd"


def test_answers_are_in_the_report_with_their_questions(desk: Desk, hearing_id: str) -> None:
    data = hearing_data(desk, hearing_id)
    assert entry(data, "P1.1")["text"] == "Waar woonde u?"
    assert entry(data, "P1.1")["answer"] == ANSWER
    assert kinds(data, "instruction") == [("Leg alles uit.", "")]
    lines = hearing_report(desk, hearing_id).entries()
    (home,) = [line for line in lines if line[0] == "P1.1"]
    assert home[-2:] == ["Waar woonde u?", ANSWER]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (NonAnswer.UNKNOWN, "Weet het niet"),
        (NonAnswer.REFUSED, "Wil het niet zeggen"),
        (NonAnswer.NOT_APPLICABLE, "Niet van toepassing"),
    ],
)
def test_an_answer_that_is_none_stands_in_words(
    desk: Desk, hearing_id: str, value: NonAnswer, words: str
) -> None:
    desk.conduct.answer(SCHOOL, value)
    assert entry(hearing_data(desk, hearing_id), "P1.3")["non_answer"] == words
    assert words in hearing_report(desk, hearing_id).text()
    english = entry(hearing_data(desk, hearing_id, "en"), "P1.3")["non_answer"]
    assert english not in {"", words, value.value}


def test_a_required_question_left_open_says_so(desk: Desk) -> None:
    started = desk.conduct.start(HEADER, "proef", "1.0.0")
    assert entry(hearing_data(desk, started.hearing_id), "P1.1")["non_answer"] == "niet beantwoord"
    point = next(one for one in desk.close.check().required if one.number == "P1.1")
    assert point.problem is not None
    assert point.problem.show("nl") == "Vraag ten minste naar de stad."


def test_a_revised_answer_is_given_as_it_is_now_and_marked(
    desk: Desk, hearing_id: str, clock: SteppingClock
) -> None:
    first = entry(hearing_data(desk, hearing_id), "P1.1")["at"]
    clock.moment = clock.moment.replace(hour=10, minute=30, second=0)
    desk.conduct.answer(HOME, "Ik woonde in de stad.")
    data = hearing_data(desk, hearing_id)
    assert entry(data, "P1.1")["answer"] == "Ik woonde in de stad."
    assert entry(data, "P1.1")["at"] == first
    assert entry(data, "P1.1")["revised"] == "herzien om 11:30"
    assert entry(data, "P1.2")["revised"] == ""


def test_a_revised_follow_up_is_marked_like_any_answer(
    desk: Desk, hearing_id: str, clock: SteppingClock
) -> None:
    desk.conduct.follow_up(HOME, "Welke rivier?", "De kleine.")
    (asked,) = desk.conduct.question(HOME).follow_ups
    clock.moment = clock.moment.replace(hour=10, minute=30, second=0)
    desk.conduct.follow_up(HOME, "Welke rivier?", "De grote.", asked.turn_id)
    (found,) = [
        entry
        for entry in hearing_data(desk, hearing_id)["sections"][1]["entries"]
        if entry["kind"] == "follow_up"
    ]
    assert (found["answer"], found["revised"]) == ("De grote.", "herzien om 11:30")


def test_an_answer_that_was_taken_back_is_not_passed_over(
    desk: Desk, hearing_id: str, clock: SteppingClock
) -> None:
    clock.moment = clock.moment.replace(hour=10, minute=30, second=0)
    desk.conduct.answer(WORK, None)
    found = entry(hearing_data(desk, hearing_id), "P1.2")
    assert (found["answer"], found["non_answer"]) == ("", "niet beantwoord")
    assert found["revised"] == "herzien om 11:30"


def test_a_note_tells_what_went_before_also_where_that_was_no_answer(desk: Desk, hearing_id: str) -> None:
    desk.conduct.answer(HOME, NonAnswer.UNKNOWN)
    (note,) = desk.notes.note(place(desk, hearing_id), NOTE).notes
    assert note.context == "P1.1 Waar woonde u?\nWeet het niet"


def test_follow_ups_and_remarks_stand_below_their_question(desk: Desk, hearing_id: str) -> None:
    desk.conduct.follow_up(HOME, "Welke rivier?", "De kleine.")
    desk.conduct.remark(HOME, "Aanvrager wijst het aan.")
    desk.conduct.remark(HOME, "Dit woord betekent ook beek.", by_interpreter=True)
    data = hearing_data(desk, hearing_id)
    life = data["sections"][1]["entries"]
    assert [found["kind"] for found in life[:4]] == [
        "question",
        "follow_up",
        "remark_reporter",
        "remark_interpreter",
    ]
    assert kinds(data, "follow_up") == [("Welke rivier?", "De kleine.")]
    assert kinds(data, "remark_reporter") == [("Aanvrager wijst het aan.", "")]
    assert kinds(data, "remark_interpreter") == [("Dit woord betekent ook beek.", "")]


def test_breaks_stand_with_their_times(desk: Desk, hearing_id: str, clock: SteppingClock) -> None:
    clock.moment = clock.moment.replace(hour=9, minute=30, second=0)
    desk.conduct.pause()
    clock.moment = clock.moment.replace(minute=45, second=0)
    desk.conduct.go_on()
    assert hearing_data(desk, hearing_id)["sessions"][0]["breaks"] == [{"start": "10:30", "end": "10:45"}]
    assert hearing_report(desk, hearing_id).rows()["Pauzes"] == "10:30 – 10:45"


def test_a_section_that_was_not_shown_is_not_in_the_report(desk: Desk, hearing_id: str) -> None:
    desk.conduct.answer(KIN, "yes")
    desk.conduct.answer(Address("family_home"), "Bij het meer.")
    made = desk.conduct.add_instance("kin_list").made
    assert made is not None
    desk.conduct.answer(made, "mijn zus")
    shown = hearing_report(desk, hearing_id).text()
    assert "P2  Familie" in shown
    assert "Familielid mijn zus" in shown
    assert "Bij het meer." in shown
    desk.conduct.answer(KIN, "no")
    hidden = hearing_report(desk, hearing_id)
    assert "Familie\n" not in hidden.text()
    assert b"Bij het meer." not in hidden.everything()
    assert b"mijn zus" not in hidden.everything()


def test_words_that_are_still_being_typed_are_no_answer(desk: Desk, hearing_id: str) -> None:
    desk.conduct.keep_draft(SCHOOL, "nog niet gezegd")
    assert b"nog niet gezegd" not in hearing_report(desk, hearing_id).everything()


def test_a_report_of_an_open_hearing_is_provisional_and_leaves_it_open(desk: Desk, hearing_id: str) -> None:
    assert (
        "Het gehoor is nog niet gesloten; dit rapport is voorlopig."
        in hearing_data(desk, hearing_id)["closing"]
    )
    assert desk.conduct.hearing().state is HearingState.UNDER_WAY
    desk.conduct.answer(SCHOOL, "De dorpsschool.")
    assert entry(hearing_data(desk, hearing_id), "P1.3")["answer"] == "De dorpsschool."


def test_a_closed_hearing_says_when_it_ended_and_takes_no_more_answers(desk: Desk, hearing_id: str) -> None:
    desk.close.close()
    data = hearing_data(desk, hearing_id)
    assert data["closing"][0].startswith("Het gehoor is gesloten op 23 november 2026, 09:")
    assert data["sessions"][0]["ended"]
    with pytest.raises(UserError):
        desk.conduct.answer(HOME, "Toch ergens anders.")
    assert entry(hearing_data(desk, hearing_id), "P1.1")["answer"] == ANSWER


def test_closing_with_an_open_question_needs_a_reason_which_the_report_tells(desk: Desk) -> None:
    started = desk.conduct.start(HEADER, "proef", "1.0.0")
    with pytest.raises(UserError):
        desk.close.close("  ")
    assert desk.conduct.hearing().state is HearingState.UNDER_WAY
    desk.close.close("Aanvrager is moe.")
    data = hearing_data(desk, started.hearing_id)
    assert kinds(data, "remark_reporter") == [("Gesloten met open punten. Reden: Aanvrager is moe.", "")]


def test_the_report_names_the_questionnaire_by_its_fingerprint(desk: Desk, hearing_id: str) -> None:
    digest = hashlib.sha256(QUESTIONNAIRE.encode()).hexdigest()
    assert hearing_data(desk, hearing_id)["questionnaire"] == {
        "id": "proef",
        "version": "1.0.0",
        "hash": digest,
    }


def test_the_report_is_in_either_language_and_answers_stay_as_they_were_given(
    desk: Desk, hearing_id: str
) -> None:
    english = hearing_report(desk, hearing_id, "en")
    text = english.text()
    assert "Where did you live?" in text
    assert "For the trial alone." in text
    assert ANSWER in text
    assert english.rows()["Nationality"] == "Eritrea"
    assert f"page 1 of {len(english.pages)}" in english.pages[0]
    assert "Waar woonde u?" not in text


def test_the_pdf_holds_the_same_data_as_the_json(desk: Desk, hearing_id: str) -> None:
    inside, beside = hearing_report(desk, hearing_id).data_inside(), hearing_data(desk, hearing_id)
    for changing in ("moment", "made_at"):
        del inside[changing], beside[changing]
    assert inside == beside


def test_the_report_is_the_same_after_locking_and_unlocking(
    enter: Callable[[], Desk], desk: Desk, hearing_id: str
) -> None:
    desk.close.close()
    before = hearing_data(desk, hearing_id)
    after = hearing_data(enter(), hearing_id)
    for data in (before, after):
        del data["moment"], data["made_at"]
    assert before == after


# Notes live apart


@pytest.mark.parametrize("language", ["nl", "en"])
def test_not_a_word_of_a_note_or_a_signal_is_in_the_hearing_report(
    desk: Desk, hearing_id: str, language: str
) -> None:
    report = opened_report(desk, hearing_id)
    desk.reports.fill_in(report.report_id, NOTE, FILLED_IN)
    desk.close.close()
    assert len(SECRETS) >= 12
    printed = hearing_report(desk, hearing_id, language).everything()
    data = desk.close.report_json(hearing_id, language)
    for secret in (*SECRETS, report.number):
        assert secret.encode() not in printed
        assert secret.encode() not in data


def test_a_hearing_with_a_note_gives_the_same_report_as_one_without(desk: Desk, hearing_id: str) -> None:
    before = hearing_data(desk, hearing_id)
    opened_report(desk, hearing_id)
    desk.reports.export(
        desk.reports.fill_in(desk.reports.reports()[0].report_id, NOTE, FILLED_IN).report_id, "nl"
    )
    after = hearing_data(desk, hearing_id)
    for data in (before, after):
        del data["moment"], data["made_at"]
    assert before == after


# The signal report


@pytest.mark.parametrize("point", POINTS)
def test_a_report_does_not_leave_without_a_point_it_needs_and_the_point_is_named(
    desk: Desk, report_id: str, out: Path, point: str
) -> None:
    note, fields = POINTS[point]
    desk.reports.fill_in(report_id, note, fields)
    with pytest.raises(UserError) as refused:
        desk.reports.export(report_id, "nl")
    assert say(refused.value.message) == f"De melding kan nog niet weg. Vul eerst aan: {point}."
    assert desk.reports.report(report_id).state is ReportState.NOTE
    assert not desk.reports.report(report_id).may_export
    assert files(out) == {}


def test_all_missing_points_are_named_at_once(desk: Desk, hearing_id: str, out: Path) -> None:
    report = opened_report(desk, hearing_id, NoteFields("alleen de woorden"))
    with pytest.raises(UserError) as refused:
        desk.reports.export(report.report_id, "nl")
    points = "feiten, los van uw duiding, urgentie met reden, route"
    assert say(refused.value.message).endswith(f"Vul eerst aan: {points}.")
    assert Translator("en")(refused.value.message) != say(refused.value.message)
    assert files(out) == {}


def test_a_sealed_report_lies_in_the_folder_as_pdf_and_as_data(desk: Desk, report_id: str, out: Path) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    outcome = desk.reports.export(report_id, "nl")
    assert outcome.delivered
    assert outcome.report.state is ReportState.SENT
    assert outcome.report.sent_at is not None
    assert outcome.where == outcome.report.sent_to == str(out / "signaal-S-2026-0001.pdf")
    there = files(out)
    assert set(there) == {"signaal-S-2026-0001.json", "signaal-S-2026-0001.pdf"}
    assert Report(there["signaal-S-2026-0001.pdf"]).attachment() == there["signaal-S-2026-0001.json"]
    assert desk.reports.send_waiting() == ()


def test_the_report_says_what_the_author_wrote(desk: Desk, report_id: str, out: Path) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    desk.reports.export(report_id, "nl")
    data = json.loads(files(out)["signaal-S-2026-0001.json"])
    for name, value in asdict(NOTE).items():
        if name not in {"basis", "directness", "indicator"}:
            assert data[name] == value
    assert data["schema"] == "gehoorwijzer/signal-report/1"
    assert data["indicator"].startswith("BET-01 ")
    assert data["source"] == "eigen verklaring"
    assert data["directness"] == "tegen mij gezegd"
    assert data["urgency"] == "deze week"
    assert data["urgency_reason"] == FILLED_IN.urgency_reason
    assert data["route"] == ["Handhavingscoördinator, daarna Team Speciale Zaken"]
    assert (data["others"], data["consulted"]) == (FILLED_IN.others, FILLED_IN.consulted)
    assert data["v_number"] == "280.123.4567"
    assert (data["question_number"], data["question"]) == ("P1.2", "Wat deed u daar?")
    assert data["context"] == f"P1.1 Waar woonde u?\n{ANSWER}"
    assert data["interpreter"] == "48213"
    assert data["author"] == NAME
    assert data["said_at"].startswith("23 november 2026, 09:")


def test_facts_are_printed_apart_from_the_reading(desk: Desk, report_id: str, out: Path) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    desk.reports.export(report_id, "nl")
    report = Report(files(out)["signaal-S-2026-0001.pdf"])
    rows = report.rows()
    assert rows["Feiten"] == NOTE.facts
    assert rows["Eigen lezing van de opsteller"] == NOTE.reading
    assert report.section("9. Wat ertegen spreekt").lines()[1:] == [NOTE.against]
    assert report.section("8. Onschuldige verklaringen die zijn overwogen").lines()[1:] == [NOTE.innocent]
    assert report.section("1. Wat is gezegd of gedaan").lines()[1] == f"„{NOTE.quote}”"


def test_a_report_in_english_keeps_the_literal_words(desk: Desk, report_id: str, out: Path) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    desk.reports.export(report_id, "en")
    there = files(out)
    data = json.loads(there["signaal-S-2026-0001.json"])
    assert data["language"] == "en"
    assert data["route"] == ["Enforcement coordinator, then the Special Cases Team"]
    assert data["urgency"] == "this week"
    text = Report(there["signaal-S-2026-0001.pdf"]).text()
    assert f"“{NOTE.quote}”" in text
    assert "What speaks against it" in text


def test_looking_at_a_report_does_not_send_it(desk: Desk, report_id: str, out: Path) -> None:
    preview = Report(desk.reports.preview_pdf(report_id, "nl"))
    assert preview.data_inside()["facts"] == NOTE.facts
    assert desk.reports.report(report_id).state is ReportState.NOTE
    assert files(out) == {}


def test_a_withdrawn_report_is_not_sent(desk: Desk, report_id: str, out: Path) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    with pytest.raises(UserError):
        desk.reports.withdraw(report_id, " ")
    assert desk.reports.withdraw(report_id, "Het was een vergissing.").state is ReportState.WITHDRAWN
    with pytest.raises(UserError):
        desk.reports.export(report_id, "nl")
    assert desk.reports.send_waiting() == ()
    assert files(out) == {}
    assert [note.fields.quote for note in desk.reports.notes_without_report()] == [NOTE.quote]


def test_a_sent_report_and_its_note_do_not_change(desk: Desk, report_id: str, out: Path) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    sent = desk.reports.export(report_id, "nl").report
    there = files(out)
    observation_id = sent.note.observation_id
    changed = replace(NOTE, facts="iets anders")
    for change in (
        lambda: desk.reports.fill_in(report_id, changed, FILLED_IN),
        lambda: desk.reports.withdraw(report_id, "Toch niet."),
        lambda: desk.reports.export(report_id, "nl"),
        lambda: desk.notes.revise(observation_id, changed),
        lambda: desk.notes.withdraw(observation_id, "Toch niet."),
    ):
        with pytest.raises(UserError):
            change()
    assert desk.reports.report(report_id) == sent
    assert files(out) == there


def test_a_report_waits_while_the_folder_is_away_and_leaves_once_as_it_was_sealed(
    enter: Callable[[], Desk], desk: Desk, report_id: str, out: Path
) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    out.rmdir()
    outcome = desk.reports.export(report_id, "nl")
    assert not outcome.delivered
    assert outcome.problem is not None
    assert str(out) in say(outcome.problem)
    assert outcome.report.state is ReportState.SEALED
    sealed = {waiting.package.file_name: waiting.package for waiting in VaultOutbox(desk.vault).waiting()}
    assert len(sealed) == 2
    with pytest.raises(UserError):
        desk.reports.fill_in(report_id, replace(NOTE, facts="iets anders"), FILLED_IN)
    again = enter()
    (sent,) = again.reports.send_waiting()
    assert sent.delivered
    assert sent.report.state is ReportState.SENT
    there = files(out)
    assert {name: hashlib.sha256(data).hexdigest() for name, data in there.items()} == {
        name: package.digest for name, package in sealed.items()
    }
    assert again.reports.send_waiting() == ()


def test_another_file_of_that_name_is_not_overwritten_and_the_report_waits(
    desk: Desk, report_id: str, out: Path
) -> None:
    desk.reports.fill_in(report_id, NOTE, FILLED_IN)
    blocking = out / "signaal-S-2026-0001.pdf"
    blocking.write_bytes(b"van een ander")
    outcome = desk.reports.export(report_id, "nl")
    assert not outcome.delivered
    assert outcome.problem is not None
    assert "signaal-S-2026-0001.pdf" in say(outcome.problem)
    assert blocking.read_bytes() == b"van een ander"
    blocking.unlink()
    assert [sent.delivered for sent in desk.reports.send_waiting()] == [True]
    assert Report(blocking.read_bytes()).data_inside()["facts"] == NOTE.facts


def test_two_reports_have_numbers_and_files_of_their_own(desk: Desk, hearing_id: str, out: Path) -> None:
    for _ in range(2):
        report = opened_report(desk, hearing_id)
        desk.reports.fill_in(report.report_id, NOTE, FILLED_IN)
        assert desk.reports.export(report.report_id, "nl").delivered
    assert [report.number for report in desk.reports.reports()] == ["S-2026-0002", "S-2026-0001"]
    assert len(files(out)) == 4
