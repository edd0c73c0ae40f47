# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A hearing goes to a colleague's vault and on from there, with where it came from."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.bootstrap import Parts, access, real_parts
from app.channel.sealing import open_sealed, seal
from app.cli import NO, WELL, main
from app.clock import RandomIds, SystemClock
from app.errors import GehoorwijzerError, UserError
from app.questionnaire.values import Address
from app.services.desk import Desk
from app.services.hand_over_file import HandedOver, read, written
from app.services.signal_views import NoteFields, QuotablePlace
from app.services.views import Header
from app.vault.keys import FLOOR
from tests.certificates import identity, p12, pem
from tests.fakes import SteppingClock
from tests.stories.conftest import QUESTIONNAIRE
from tests.workplace import NAME, PASSPHRASE, workplace

MINE, THEIRS, STRANGER = (identity(name) for name in ("bureau 1", "bureau 2", "vreemde"))
WITHOUT_NOTES = "collega zonder notities"


@dataclass
class Bureau:
    folder: Path
    inside: Desk | None = None
    source: str = QUESTIONNAIRE

    def enter(self, name: str = NAME) -> Desk:
        self.leave()
        shelf = self.folder / "vragenlijsten"
        if not shelf.exists():
            (shelf / "proef").mkdir(parents=True)
            (shelf / "proef" / "1.0.0.yaml").write_text(self.source, encoding="utf-8")
        self.inside = workplace(self.folder, questionnaires=shelf, clock=SteppingClock()).unlock(
            name, PASSPHRASE
        )
        return self.inside

    def leave(self) -> None:
        if self.inside is not None:
            self.inside.lock()
            self.inside = None


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(tmp_path / "hier")
    yield bureau
    bureau.leave()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(tmp_path / "daar")
    yield bureau
    bureau.leave()


def held(desk: Desk) -> str:
    """Hold a hearing with an answer, and note something; give its identifier."""
    header = Header("aanmeldgehoor", "280.123.4567", "Y. A.", "", "", "", "ar", "", "0412")
    view = desk.conduct.start(header, "proef", "1.0.0")
    desk.conduct.answer(Address("place"), "Keren")
    question = desk.conduct.question(Address("place"))
    place = QuotablePlace(view.hearing_id, question.address, question.number, question.label, "Keren")
    desk.notes.note(place, NoteFields("Keren", "BET-01"))
    return view.hearing_id


def handed(here: Bureau, *, with_notes: bool = False) -> bytes:
    desk = here.enter()
    return desk.hand_over.export(held(desk), MINE, THEIRS.certificate, with_notes=with_notes)


def test_a_hearing_goes_on_elsewhere_where_it_was(here: Bureau, there: Bureau) -> None:
    data = handed(here)
    desk = there.enter()
    taken = desk.hand_over.take_in(data, THEIRS, MINE.certificate, "x")
    assert (taken.name, taken.sent_by, taken.was_there, taken.notes) == ("Y. A.", NAME, False, 0)
    (listed,) = desk.worklist.hearings("Keren")
    assert listed.hearing_id == taken.hearing_id
    desk.conduct.resume(taken.hearing_id)
    assert desk.conduct.question(Address("place")).value == "Keren"
    desk.conduct.answer(Address("place"), "Asmara")
    assert desk.conduct.question(Address("place")).revisions == 2


def test_a_file_that_is_an_answer_travels_along(here: Bureau, there: Bureau, tmp_path: Path) -> None:
    photo = tmp_path / "paspoort.jpg"
    photo.write_bytes(b"beeld")
    here.source = QUESTIONNAIRE.replace(
        "      - {type: partial_date,",
        "      - {type: image, name: photo, number: A1.9, label: {nl: Foto?, en: Photo?}}\n"
        "      - {type: partial_date,",
    )
    desk = here.enter()
    hearing_id = held(desk)
    desk.conduct.attach(Address("photo"), photo)
    data = desk.hand_over.export(hearing_id, MINE, THEIRS.certificate)
    desk = there.enter()
    desk.hand_over.take_in(data, THEIRS, MINE.certificate, "x")
    desk.conduct.resume(hearing_id)
    assert desk.conduct.attached(Address("photo")) == ("paspoort.jpg", b"beeld")


def test_where_it_came_from_stands_in_the_record(here: Bureau, there: Bureau) -> None:
    data = handed(here)
    desk = there.enter()
    taken = desk.hand_over.take_in(data, THEIRS, MINE.certificate, "x")
    (received,) = desk.conduct.read_for_report(taken.hearing_id).hearing.received
    assert received.sent_by == NAME
    assert received.certificate == MINE.certificate.fingerprint
    assert received.vault_id == here.enter().vault.people.header().office.vault_id


def test_notes_travel_only_when_that_was_chosen(here: Bureau, there: Bureau) -> None:
    data = handed(here)
    hearing_id = there.enter().hand_over.take_in(data, THEIRS, MINE.certificate, "x").hearing_id
    assert there.enter().notes.notes(hearing_id) == ()
    desk = here.enter()
    with_notes = desk.hand_over.export(hearing_id, MINE, THEIRS.certificate, with_notes=True)
    taken = there.enter().hand_over.take_in(with_notes, THEIRS, MINE.certificate, "x")
    assert (taken.was_there, taken.notes) == (True, 1)
    (note,) = there.enter().notes.notes(hearing_id)
    assert note.fields.quote == "Keren"


def test_to_take_in_twice_changes_nothing(here: Bureau, there: Bureau) -> None:
    data = handed(here, with_notes=True)
    for was_there, notes in ((False, 1), (True, 0)):
        taken = there.enter().hand_over.take_in(data, THEIRS, MINE.certificate, "x")
        assert (taken.was_there, taken.notes) == (was_there, notes)
    assert len(there.enter().worklist.hearings()) == 1


def test_a_hearing_that_went_another_way_is_not_mixed(here: Bureau, there: Bureau) -> None:
    data = handed(here)
    desk = there.enter()
    hearing_id = desk.hand_over.take_in(data, THEIRS, MINE.certificate, "x").hearing_id
    desk.conduct.resume(hearing_id)
    desk.conduct.answer(Address("place"), "Asmara")
    desk = here.enter()
    desk.conduct.resume(hearing_id)
    desk.conduct.answer(Address("place"), "Massawa")
    later = desk.hand_over.export(hearing_id, MINE, THEIRS.certificate)
    with pytest.raises(UserError, match="anders verdergegaan"):
        there.enter().hand_over.take_in(later, THEIRS, MINE.certificate, "x")


def test_another_signer_another_recipient_and_an_old_certificate_are_refused(
    here: Bureau, there: Bureau
) -> None:
    data = handed(here)
    desk = there.enter()
    old = identity("oud", datetime(2026, 2, 1, tzinfo=UTC))
    for me, sender, told in (
        (THEIRS, STRANGER, "ondertekend door bureau 1"),
        (STRANGER, MINE, "iemand anders"),
        (THEIRS, old, "niet geldig"),
    ):
        with pytest.raises(UserError, match=told):
            desk.hand_over.take_in(data, me, sender.certificate, "x")
    assert desk.worklist.hearings() == ()


def test_notes_are_not_given_to_who_may_not_open_them(here: Bureau, there: Bureau) -> None:
    desk = there.enter()
    desk.people.add(WITHOUT_NOTES, PASSPHRASE, ["trainee"])
    data = handed(here, with_notes=True)
    with pytest.raises(UserError, match="mag u niet openen"):
        there.enter(WITHOUT_NOTES).hand_over.take_in(data, THEIRS, MINE.certificate, "x")


def test_a_hearing_of_a_demo_vault_stays_among_demo_vaults(here: Bureau, there: Bureau) -> None:
    data = handed(here)
    content = read(open_sealed(data, THEIRS, "x").data, "x")
    invented = HandedOver(
        content.vault_id, True, content.sent_by, content.sent_at, content.questionnaire, content.hearing
    )
    resealed = seal(written(invented), MINE, [THEIRS.certificate])
    with pytest.raises(UserError, match="demokluis"):
        there.enter().hand_over.take_in(resealed, THEIRS, MINE.certificate, "x")


def test_every_content_cut_off_or_changed_is_refused(here: Bureau) -> None:
    desk = here.enter()
    held(desk)
    (listed,) = desk.worklist.hearings()
    sealed = desk.hand_over.export(listed.hearing_id, MINE, THEIRS.certificate)
    whole = open_sealed(sealed, THEIRS, "x").data
    for length in range(0, len(whole), 11):
        with pytest.raises(GehoorwijzerError):
            read(whole[:length], "x")


def test_both_ways_at_the_command_line(tmp_path: Path) -> None:
    here, there = (tmp_path / name / "kluis" for name in ("hier", "daar"))
    for vault in (here, there):
        vault.parent.mkdir()
        access(Parts(vault, vault.with_name("uit"), SystemClock(), RandomIds(), cost=lambda: FLOOR)).create(
            NAME, PASSPHRASE
        )
    desk = access(real_parts(here)).unlock(NAME, PASSPHRASE)
    header = Header("aanmeldgehoor", "280.123.4567", "Y. A.", "", "", "", "ar", "", "0412")
    desk.conduct.start(header, "aanmeldgehoor", "1.0.0")
    desk.lock()
    for name, data in (
        ("mine.p12", p12(MINE, "een")),
        ("theirs.p12", p12(THEIRS, "een")),
        ("mine.pem", pem(MINE)),
        ("theirs.pem", pem(THEIRS)),
        ("wachtzin", PASSPHRASE.encode()),
        ("zin", b"een"),
    ):
        (tmp_path / name).write_bytes(data)

    def run(act: str, vault: Path, *more: str) -> int:
        who = ("--name", NAME, "--passphrase-file", str(tmp_path / "wachtzin"))
        words = ("--identity-passphrase-file", str(tmp_path / "zin"))
        return main(["--language", "nl", "vault", act, str(vault), *more, *who, *words])

    out = str(tmp_path / "gehoor.p7m")
    over = ("--v-number", "2801234567", "--to", str(tmp_path / "theirs.pem"), "--out", out)
    assert run("hand-over", here, *over, "--identity", str(tmp_path / "mine.p12")) == WELL
    assert run("hand-over", here, *over, "--identity", str(tmp_path / "mine.p12")) == NO
    take = (out, "--from", str(tmp_path / "mine.pem"), "--identity", str(tmp_path / "theirs.p12"))
    assert run("take-in", there, *take) == WELL
    desk = access(real_parts(there)).unlock(NAME, PASSPHRASE)
    assert [one.name for one in desk.worklist.hearings()] == ["Y. A."]
    desk.lock()
