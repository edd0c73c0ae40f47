# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire's next version: written by one, approved by another, signed by both, and then in force."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from app.errors import UserError
from app.hearing.records import Mode
from app.i18n import Texts
from app.library import editing
from app.library.records import DraftState
from app.questionnaire.formats.markdown import read_markdown
from app.services.desk import Desk
from app.services.keep_library import KeepLibrary
from app.services.library_views import DraftView, VersionState
from app.services.views import Header
from app.signals.catalogue import CatalogueStatus
from app.vault.publications import FOLDER, office_code, office_of
from app.workbooks import write_old_excel
from tests.fakes import SteppingClock
from tests.stories.conftest import QUESTIONNAIRE
from tests.workplace import NAME, PASSPHRASE, workplace

LEAD, OTHER_LEAD, INTERVIEWER = "teamleider A", "teamleider B", "collega 0388"
THEIRS = "de zin van een collega"
TODAY = date(2026, 11, 23)
ROLES = {LEAD: "team_lead", OTHER_LEAD: "team_lead", INTERVIEWER: "interviewer"}

Enter = Callable[..., Desk]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    return tmp_path / "kantoor"


@pytest.fixture
def enter(office: Path) -> Iterator[Enter]:
    """Let somebody in, after everybody else has gone."""
    yield from _entering(office)


@pytest.fixture
def enter_elsewhere(tmp_path: Path) -> Iterator[Enter]:
    """Let somebody in at another office."""
    yield from _entering(tmp_path / "elders")


def _entering(folder: Path) -> Iterator[Enter]:
    shelf = folder / "vragenlijsten"
    (shelf / "proef").mkdir(parents=True)
    (shelf / "proef" / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    entrance = workplace(folder, questionnaires=shelf, clock=SteppingClock())
    inside: list[Desk] = []

    def come_in(name: str = NAME) -> Desk:
        while inside:
            inside.pop().lock()
        inside.append(entrance.unlock(name, PASSPHRASE if name == NAME else THEIRS))
        return inside[-1]

    first = come_in()
    for name, role in ROLES.items():
        first.people.add(name, THEIRS, [role])
    yield come_in
    for desk in inside:
        desk.lock()


def library(desk: Desk) -> KeepLibrary:
    assert desk.library is not None
    return desk.library


def drafted(desk: Desk) -> DraftView:
    """Begin a draft with another wording of the first question."""
    begun = library(desk).begin("proef", "1.0.0")
    words = Texts.of({"nl": "Waar kwam u vandaan?", "en": "Where did you come from?"})
    edit = partial(editing.set_property, name="place", what="label", value=words)
    return library(desk).change(begun.summary.draft_id, begun.number, edit)


def published(enter: Enter, valid_from: date = TODAY) -> str:
    """Publish a next version, and give the draft's id."""
    desk = enter(LEAD)
    draft = drafted(desk).summary.draft_id
    library(desk).submit(draft, valid_from, None)
    library(enter(OTHER_LEAD)).approve(draft)
    return draft


def header(number: str) -> Header:
    return Header("aanmeldgehoor", number, "Y. A.", "", "", "", "ar", "", "0412", Mode.ON_SITE, "")


def file_of(office: Path) -> Path:
    (found,) = (office / "kluis" / FOLDER).glob("*.publication.json")
    return found


def test_a_draft_tells_what_it_changes(enter: Enter) -> None:
    view = drafted(enter(LEAD))
    assert view.summary.version == "1.1.0"
    assert view.problems == ()
    assert [(one.number, one.language, one.before, one.after) for one in view.differences if one.number] == [
        ("A1.1", "nl", "Waar woonde u?", "Waar kwam u vandaan?"),
        ("A1.1", "en", "Where did you live?", "Where did you come from?"),
    ]


def test_a_running_hearing_keeps_its_version_and_the_next_takes_the_new_one(enter: Enter) -> None:
    desk = enter(INTERVIEWER)
    (choice,) = desk.worklist.questionnaires()
    old = desk.conduct.start(header("280.123.4567"), choice.questionnaire_id, choice.version)
    published(enter)
    desk = enter(INTERVIEWER)
    (choice,) = desk.worklist.questionnaires()
    assert choice.version == "1.1.0"
    new = desk.conduct.start(header("280.123.4568"), choice.questionnaire_id, choice.version)
    assert desk.conduct.resume(old.hearing_id).questionnaire_version == "1.0.0"
    assert desk.conduct.resume(new.hearing_id).questionnaire_version == "1.1.0"


def test_a_version_tells_what_it_changed_and_the_first_one_nothing(enter: Enter) -> None:
    published(enter)
    shelf = library(enter(LEAD)).published
    assert shelf.changes("proef", "1.0.0") == ()
    assert "Waar kwam u vandaan?" in [one.after for one in shelf.changes("proef", "1.1.0")]


def test_the_catalogue_stands_in_the_list_as_illustrative(enter: Enter) -> None:
    (view,) = library(enter(LEAD)).catalogues()
    assert view.state is VersionState.IN_FORCE
    assert view.catalogue.status is CatalogueStatus.ILLUSTRATIVE


def test_a_version_for_later_waits_for_its_day(enter: Enter) -> None:
    published(enter, TODAY + timedelta(days=7))
    (choice,) = enter(INTERVIEWER).worklist.questionnaires()
    assert choice.version == "1.0.0"
    states = {one.version: one.state for one in library(enter(LEAD)).published.versions()}
    assert states == {"1.0.0": VersionState.IN_FORCE, "1.1.0": VersionState.LATER}


def test_nobody_approves_alone(enter: Enter) -> None:
    desk = enter(LEAD)
    draft = drafted(desk).summary.draft_id
    library(desk).submit(draft, TODAY, None)
    with pytest.raises(UserError, match="eigen werk"):
        library(desk).approve(draft)
    assert not (desk.vault._folder / FOLDER).exists()


def test_what_is_in_review_is_not_changed_and_comes_back_with_a_reason(enter: Enter) -> None:
    desk = enter(LEAD)
    view = drafted(desk)
    draft = view.summary.draft_id
    library(desk).submit(draft, TODAY, None)
    with pytest.raises(UserError, match="ter beoordeling"):
        library(desk).change(draft, view.number, lambda source: source)
    other = library(enter(OTHER_LEAD))
    with pytest.raises(UserError, match="Schrijf kort op"):
        other.send_back(draft, " ")
    other.send_back(draft, "Vraag A1.1 kan korter.")
    (back,) = library(enter(LEAD)).drafts()
    assert (back.state, back.reason) == (DraftState.DRAFT, "Vraag A1.1 kan korter.")


def test_two_who_change_the_same_draft_are_told(enter: Enter) -> None:
    view = drafted(enter(LEAD))
    draft = view.summary.draft_id
    edit = partial(editing.set_head, what="notice", value=Texts.of({"nl": "Anders.", "en": "Other."}))
    library(enter(OTHER_LEAD)).change(draft, view.number, edit)
    with pytest.raises(UserError, match=f"{OTHER_LEAD} heeft dit concept intussen veranderd"):
        library(enter(LEAD)).change(draft, view.number, edit)


def test_a_draft_with_problems_is_not_offered(enter: Enter) -> None:
    desk = enter(LEAD)
    view = drafted(desk)
    edit = partial(editing.set_property, name="age", what="relevant", value="${nergens} = 1")
    view = library(desk).change(view.summary.draft_id, view.number, edit)
    assert [problem.place for problem in view.problems] == ["/person/age"]
    with pytest.raises(UserError, match="problemen"):
        library(desk).submit(view.summary.draft_id, TODAY, None)


@pytest.mark.parametrize(
    ("begins", "ends"), [(TODAY - timedelta(days=1), None), (TODAY, TODAY - timedelta(days=1))]
)
def test_days_that_cannot_be_are_refused(enter: Enter, begins: date, ends: date | None) -> None:
    desk = enter(LEAD)
    with pytest.raises(UserError, match="eerste dag"):
        library(desk).submit(drafted(desk).summary.draft_id, begins, ends)


def test_a_retired_version_is_used_no_more_and_says_why(enter: Enter) -> None:
    published(enter)
    keep = library(enter(LEAD))
    keep.published.retire("proef", "1.1.0", "Fout in vraag A1.1.")
    assert {one.version: one.state for one in keep.published.versions()} == {
        "1.0.0": VersionState.IN_FORCE,
        "1.1.0": VersionState.RETIRED,
    }
    (choice,) = enter(INTERVIEWER).worklist.questionnaires()
    assert choice.version == "1.0.0"
    with pytest.raises(UserError, match="staat er al"):
        library(enter(LEAD)).published.retire("proef", "1.1.0", "Nog eens.")


def test_what_could_not_be_read_again_is_refused_before_it_is_signed(enter: Enter) -> None:
    published(enter)
    keep = library(enter(LEAD))
    with pytest.raises(UserError, match="Deze reden is langer dan 10000 tekens"):
        keep.published.retire("proef", "1.1.0", "x" * 10_001)
    draft = keep.begin("proef", "1.0.0")
    long = partial(editing.set_head, what="notice", value=Texts.of({"nl": "é" * 1_000_000, "en": "x"}))
    draft = keep.change(draft.summary.draft_id, draft.number, long)
    assert not draft.problems
    with pytest.raises(UserError, match="Deze vragenlijst is groter dan 2 MB"):
        keep.submit(draft.summary.draft_id, TODAY, None)
    assert keep.draft(draft.summary.draft_id).summary.state is DraftState.DRAFT


def test_a_draft_that_is_put_away_is_listed_no_more(enter: Enter) -> None:
    keep = library(enter(LEAD))
    draft = keep.begin("proef", "1.0.0").summary.draft_id
    assert keep.drop(draft) == ()
    with pytest.raises(UserError, match="weggelegd"):
        keep.drop(draft)


def test_who_is_no_team_lead_has_no_library(enter: Enter) -> None:
    assert enter(INTERVIEWER).library is None


# With the files in hand ---------------------------------------------------------------------------------


def told(enter: Enter) -> str:
    """Give what is said of the published file that is refused, after checking that nothing uses it."""
    desk = enter(INTERVIEWER)
    (choice,) = desk.worklist.questionnaires()
    assert choice.version == "1.0.0"
    (refused,) = desk.worklist.refused_questionnaires()
    return str(refused)


def change(path: Path, *keys: str | int, to: object) -> None:
    plain = json.loads(path.read_bytes())
    place = plain
    for key in keys[:-1]:
        place = place[key]
    place[keys[-1]] = to
    path.write_text(json.dumps(plain, ensure_ascii=False), encoding="utf-8")


def test_a_published_source_that_was_changed_is_refused(enter: Enter, office: Path) -> None:
    published(enter)
    source = json.loads(file_of(office).read_bytes())["content"]["publication"]["source"]
    change(
        file_of(office), "content", "publication", "source", to=source.replace("Waar kwam", "Wanneer kwam")
    )
    assert "klopt niet" in told(enter)


def test_a_published_file_that_is_missing_is_told(enter: Enter, office: Path) -> None:
    published(enter)
    file_of(office).unlink()
    assert "staat niet meer in de kluis" in told(enter)
    assert any("staat niet meer in de kluis" in str(one.message) for one in enter(LEAD).vault.verify())


def test_what_was_published_stays_in_force_under_another_authority(enter: Enter, office: Path) -> None:
    published(enter)
    whole = file_of(office).read_bytes()
    desk = enter()
    desk.rotate.ask(["authority"])
    assert {one.compartment for one in desk.rotate.due() if one.mine} == set(desk.vault.compartments)
    assert all(one.mine for one in desk.rotate.due())
    assert desk.rotate.run() == ()
    (choice,) = enter(INTERVIEWER).worklist.questionnaires()
    assert choice.version == "1.1.0"
    plain = json.loads(whole)
    file_of(office).write_text(json.dumps(plain, indent=3), encoding="utf-8")
    assert "kantoor dat hier niet bekend is" in told(enter), "nothing else that the old one signed is"


def test_a_day_that_was_changed_is_refused(enter: Enter, office: Path) -> None:
    published(enter)
    change(file_of(office), "content", "publication", "valid_from", to="2026-01-01")
    assert "klopt niet" in told(enter)


def test_a_signature_that_is_missing_is_refused(enter: Enter, office: Path) -> None:
    published(enter)
    signatures = json.loads(file_of(office).read_bytes())["signatures"]
    change(file_of(office), "signatures", to=signatures[:1])
    assert "mist een handtekening" in told(enter)


def test_one_person_who_signs_twice_is_refused(enter: Enter, office: Path) -> None:
    published(enter)
    signatures = json.loads(file_of(office).read_bytes())["signatures"]
    change(file_of(office), "signatures", to=signatures[:1] * 2)
    assert "dezelfde persoon" in told(enter)


def test_a_role_that_somebody_wrote_is_refused(enter: Enter, office: Path) -> None:
    published(enter)
    change(file_of(office), "signatures", 0, "name", to="iemand anders")
    assert "klopt niet" in told(enter)


def test_a_file_of_a_newer_program_or_no_file_at_all_is_refused(enter: Enter, office: Path) -> None:
    published(enter)
    whole = file_of(office).read_bytes()
    change(file_of(office), "format", to=2)
    assert "nieuwere versie" in told(enter)
    for bad in (b"", b"{}", whole[:-200], b"[" * 100_000):
        file_of(office).write_bytes(bad)
        assert "beschadigd" in told(enter)


def test_a_signature_holds_after_its_author_has_left(enter: Enter) -> None:
    published(enter)
    enter().people.remove(LEAD)
    (choice,) = enter(INTERVIEWER).worklist.questionnaires()
    assert choice.version == "1.1.0"


# From office to office ----------------------------------------------------------------------------------


def test_an_unknown_office_is_refused_and_a_known_one_is_taken_in(
    enter: Enter, enter_elsewhere: Enter
) -> None:
    published(enter)
    desk = enter(LEAD)
    data = library(desk).published.export("proef", "1.1.0")
    code = office_code(desk.vault.people.header().office)
    elsewhere = enter_elsewhere(LEAD)
    with pytest.raises(UserError, match="niet bekend"):
        library(elsewhere).published.take_in(data, "bestand.json")
    with pytest.raises(UserError, match="geen beheerder"):
        elsewhere.people.trust("Kantoor 1", code)
    enter_elsewhere().people.trust("Kantoor 1", code)
    taken = library(enter_elsewhere(LEAD)).published.take_in(data, "bestand.json")
    assert (taken.version, taken.state, taken.signers) == ("1.1.0", VersionState.IN_FORCE, (LEAD, OTHER_LEAD))
    with pytest.raises(UserError, match="staat er al"):
        library(enter_elsewhere(LEAD)).published.take_in(data, "bestand.json")
    (choice,) = enter_elsewhere(INTERVIEWER).worklist.questionnaires()
    assert choice.version == "1.1.0"


def test_what_was_not_published_is_not_exported(enter: Enter) -> None:
    with pytest.raises(UserError, match="niet gepubliceerd"):
        library(enter(LEAD)).published.export("proef", "1.0.0")


@pytest.mark.parametrize("code", ["", "abc", "00-x-00", "zz-r-00"])
def test_a_code_of_no_office_is_refused(code: str) -> None:
    with pytest.raises(UserError, match="geen code"):
        office_of(code)


def test_two_drafts_never_get_the_same_version(enter: Enter) -> None:
    keep = library(enter(LEAD))
    versions = [keep.begin("proef", "1.0.0").summary.version for _ in range(2)]
    assert versions == ["1.1.0", "1.2.0"]


# Bringing in from a file

BOOK = """| survey |
| | type | name | label::Nederlands (nl) | label::English (en) |
| | begin_group | s | Deel | Part |
| | select_one_from_file plaatsen.csv | place | Waar? | Where? |
| | end_group | | | |
| settings |
| | form_id | version | gehoor::title::Nederlands (nl) | gehoor::title::English (en) | default_language |
| | plaatsen | 1.0.0 | Plaatsen | Places | Nederlands (nl) |
"""
PLACES = b"name,label,label::en\nasm,Asmara,Asmara\nkhr,Khartoem,Khartoum\n"


def of_excel(book: str) -> bytes:
    return write_old_excel({sheet.name: sheet.rows for sheet in read_markdown(book)})


def test_a_workbook_becomes_a_draft_with_the_choices_of_the_files_beside_it(enter: Enter) -> None:
    desk = library(enter(LEAD))
    files = {"plaatsen.csv": PLACES}
    view, _remarks = desk.bring_in("Plaatsen.xls", of_excel(BOOK), files.get)
    assert (view.summary.subject, view.summary.version, view.summary.based_on) == ("plaatsen", "1.0.0", "")
    lists = {one.name: [name for name, _label, _values in one.choices] for one in view.choices}
    assert lists == {"plaatsen.csv": ["asm", "khr"]}
    assert {one.name for one in view.differences} >= {"s", "place"}
    assert [one.draft_id for one in desk.drafts()] == [view.summary.draft_id]


def test_a_workbook_that_lacks_a_file_of_choices_begins_nothing(enter: Enter) -> None:
    desk = library(enter(LEAD))
    with pytest.raises(UserError, match=r"Plaatsen\.xls neemt keuzes uit plaatsen\.csv"):
        desk.bring_in("Plaatsen.xls", of_excel(BOOK), lambda _: None)
    with pytest.raises(UserError, match="eindigt niet op"):
        desk.bring_in("Plaatsen.pdf", b"", lambda _: None)
    with pytest.raises(UserError, match="UTF-8"):
        desk.bring_in("Plaatsen.yaml", b"\xff", lambda _: None)
    assert desk.drafts() == ()


def test_a_file_of_a_questionnaire_that_is_there_becomes_its_next_version(enter: Enter) -> None:
    desk = library(enter(LEAD))
    changed = QUESTIONNAIRE.replace("Waar woonde u?", "Waar was u?")
    view, _remarks = desk.bring_in("proef.yaml", changed.encode(), lambda _: None)
    assert (view.summary.subject, view.summary.version, view.summary.based_on) == ("proef", "1.1.0", "1.0.0")
    assert [one.after for one in view.differences if one.number] == ["Waar was u?"]


def test_what_was_brought_in_is_reviewed_and_published_like_any_draft(enter: Enter) -> None:
    desk = library(enter(LEAD))
    view, _remarks = desk.bring_in("Plaatsen.md", BOOK.encode(), {"plaatsen.csv": PLACES}.get)
    desk.submit(view.summary.draft_id, TODAY, None)
    library(enter(OTHER_LEAD)).approve(view.summary.draft_id)
    assert "plaatsen" in {one.questionnaire_id for one in enter(INTERVIEWER).worklist.questionnaires()}


KINDS_BOOK = """| survey |
| | type | name | label | read_only |
| | begin_group | s | Deel | |
| | select_one kleur or_other | own | Welke? | |
| | select_one_external kleur | far | Welke verre? | |
| | text | fixed | Vast? | ${own} = 'rood' |
| | end_group | | | |
| choices |
| | list_name | name | label |
| | kleur | rood | Rood |
| external_choices |
| | list_name | name | label |
| | kleur | ver | Ver |
"""


def test_a_form_shows_what_locks_a_question_and_the_list_that_is_its_own(enter: Enter) -> None:
    desk = library(enter(LEAD))
    view, _remarks = desk.bring_in("kleuren.md", KINDS_BOOK.encode(), lambda _: None)
    items = {one.name: one for one in view.items}
    assert dict(items["fixed"].logic)["read_only"] == "${own} = 'rood'"
    assert (items["own"].list_name, items["far"].list_name) == ("kleur", "")
    assert [(one.name, one.used_by) for one in view.choices] == [("kleur", ("own",))]
    edit = partial(editing.set_property, name="fixed", what="read_only", value="true()")
    changed = desk.change(view.summary.draft_id, view.number, edit)
    assert {one.name: dict(one.logic)["read_only"] for one in changed.items}["fixed"] == "true()"
