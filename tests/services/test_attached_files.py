# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Files as answers: in the vault and nowhere else, never changed, exported where somebody asks for it."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.questionnaire.values import Address, Attachment, NonAnswer
from app.services import attached_files
from app.services.desk import Desk
from app.services.views import Header
from app.vault.audit import Act
from tests.workplace import NAME, PASSPHRASE, workplace

QUESTIONNAIRE = """\
questionnaire:
  id: proef
  version: 1.0.0
  hearing_kind: aanmeldgehoor
  title: {nl: Proef, en: Trial}
  languages: [nl, en]
survey:
  - type: group
    name: papers
    number: P1
    label: {nl: Documenten, en: Documents}
    children:
      - {type: image, name: photo, number: P1.1, label: {nl: Foto?, en: Photo?}}
      - {type: file, name: scan, number: P1.2, label: {nl: Scan?, en: Scan?}, required: "${photo} = ''"}
      - {type: text, name: words, number: P1.3, label: {nl: Woorden?, en: Words?}}
"""
PHOTO, SCAN = Address("photo"), Address("scan")
CANARY = b"KANARIE-IN-HET-BESTAND" * 40


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "vragenlijsten" / "proef"
    folder.mkdir(parents=True)
    (folder / "1.0.0.yaml").write_text(QUESTIONNAIRE, encoding="utf-8")
    desk = workplace(tmp_path, questionnaires=folder.parent).unlock(NAME, PASSPHRASE)
    desk.conduct.start(Header("aanmeldgehoor", "280.123.4567", "Y. A."), "proef", "1.0.0")
    yield desk
    desk.lock()


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "van buiten" / "paspoort.jpg"
    path.parent.mkdir()
    path.write_bytes(CANARY)
    return path


def again(desk: Desk) -> None:
    hearing_id = desk.worklist.hearings()[0].hearing_id
    desk.conduct.leave()
    desk.conduct.resume(hearing_id)


def test_a_file_is_an_answer_with_its_hash_and_comes_back_as_it_was(desk: Desk, paper: Path) -> None:
    assert desk.conduct.question(SCAN).required
    desk.conduct.attach(PHOTO, paper)
    paper.unlink()
    again(desk)
    given = desk.conduct.question(PHOTO).value
    assert isinstance(given, Attachment)
    assert (given.name, given.size) == ("paspoort.jpg", len(CANARY))
    assert given.sha256 == hashlib.sha256(CANARY).hexdigest()
    assert desk.conduct.attached(PHOTO) == ("paspoort.jpg", CANARY)
    assert not desk.conduct.question(SCAN).required


def test_a_file_taken_back_stays_on_record(desk: Desk, paper: Path) -> None:
    desk.conduct.attach(PHOTO, paper)
    desk.conduct.answer(PHOTO, None)
    with pytest.raises(UserError, match="geen bestand gegeven"):
        desk.conduct.attached(PHOTO)
    hearing_id = desk.worklist.hearings()[0].hearing_id
    with desk.conduct._store.dossiers(Act("test", "hearing", hearing_id)) as work:
        assert list(work.attachments(hearing_id).values()) == [CANARY]
    desk.conduct.answer(PHOTO, NonAnswer.REFUSED)
    assert desk.conduct.question(PHOTO).revisions == 3


def test_the_report_names_the_file_and_its_hash(desk: Desk, paper: Path) -> None:
    desk.conduct.attach(PHOTO, paper)
    report = json.loads(desk.close.report_json(desk.worklist.hearings()[0].hearing_id, "nl"))
    answers = [entry["answer"] for section in report["sections"] for entry in section["entries"]]
    assert f"paspoort.jpg (SHA-256 {hashlib.sha256(CANARY).hexdigest()})" in answers


def test_nothing_of_a_file_is_readable_in_any_file_of_the_vault(
    desk: Desk, paper: Path, tmp_path: Path
) -> None:
    desk.conduct.attach(PHOTO, paper)
    desk.conduct.attached(PHOTO)
    paper.unlink()
    assert not [one for one in tmp_path.rglob("*") if one.is_file() and CANARY[:20] in one.read_bytes()]


def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(
    desk: Desk, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UserError, match="kan niet worden gelezen"):
        desk.conduct.attach(PHOTO, paper.with_name("weg.jpg"))
    empty = paper.with_name("leeg.jpg")
    empty.touch()
    with pytest.raises(UserError, match="is leeg"):
        desk.conduct.attach(PHOTO, empty)
    with pytest.raises(UserError, match="past niet bij vraag"):
        desk.conduct.attach(Address("words"), paper)
    monkeypatch.setattr(attached_files, "MOST_BYTES_OF_HEARING", len(CANARY) + 1)
    desk.conduct.attach(PHOTO, paper)
    with pytest.raises(UserError, match="samen groter"):
        desk.conduct.attach(SCAN, paper)
    assert desk.conduct.question(SCAN).value is None
    monkeypatch.setattr(attached_files, "MOST_BYTES", len(CANARY) - 1)
    with pytest.raises(UserError, match="is groter dan"):
        desk.conduct.attach(SCAN, paper)


def test_an_answer_that_speaks_of_another_file_is_refused(desk: Desk) -> None:
    with pytest.raises(UserError, match="Kies het bestand opnieuw"):
        desk.conduct.answer(PHOTO, Attachment("x", "paspoort.jpg", "0" * 64, 3), b"abc")
