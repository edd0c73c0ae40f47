# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire that somebody broke: told with file and line, and in nobody's way."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.assets import questionnaires
from app.errors import UserError
from app.services.desk import Desk
from app.services.views import Header
from tests.workplace import NAME, PASSPHRASE, workplace

HEADER = Header("aanmeldgehoor", "280.123.4567", "Y. A.")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder with the shipped questionnaires that may be broken."""
    return Path(shutil.copytree(questionnaires(), tmp_path / "vragenlijsten"))


def at_work(tmp_path: Path, folder: Path) -> Desk:
    return workplace(tmp_path, questionnaires=folder).unlock(NAME, PASSPHRASE)


@pytest.fixture
def desk(tmp_path: Path, folder: Path) -> Iterator[Desk]:
    file = folder / "nader_gehoor" / "1.0.0.yaml"
    lines = file.read_text(encoding="utf-8").splitlines()
    wrong = next(number for number, line in enumerate(lines, 1) if "type: instruction" in line)
    lines[wrong - 1] = lines[wrong - 1].replace("instruction", "instructoin")
    file.write_text("\n".join(lines), encoding="utf-8")
    desk = at_work(tmp_path, folder)
    yield desk
    desk.lock()


def test_it_is_told_with_file_line_and_what_to_do(desk: Desk, folder: Path) -> None:
    lines = (folder / "nader_gehoor" / "1.0.0.yaml").read_text(encoding="utf-8").splitlines()
    line = next(number for number, line in enumerate(lines, 1) if "instructoin" in line)
    (sentence,) = desk.worklist.refused_questionnaires()
    assert str(sentence) == (
        f"nader_gehoor/1.0.0.yaml, regel {line}: type „instructoin” bestaat niet. Bedoelt u „instruction”?"
    )


def test_the_others_can_still_be_used(desk: Desk) -> None:
    assert [one.questionnaire_id for one in desk.worklist.questionnaires()] == ["aanmeldgehoor"]
    view = desk.conduct.start(HEADER, "aanmeldgehoor", "1.0.0")
    assert view.sections[0].number == "A0"


def test_no_hearing_begins_with_it(desk: Desk) -> None:
    with pytest.raises(UserError, match=r"nader_gehoor versie 1\.0\.0 is er niet"):
        desk.conduct.start(HEADER, "nader_gehoor", "1.0.0")
    assert desk.worklist.hearings() == ()


def test_a_hearing_under_way_keeps_the_questionnaire_it_began_with(tmp_path: Path, folder: Path) -> None:
    before = at_work(tmp_path, folder)
    hearing_id = before.conduct.start(HEADER, "aanmeldgehoor", "1.0.0").hearing_id
    before.lock()
    (folder / "aanmeldgehoor" / "1.0.0.yaml").write_text("questionnaire: [", encoding="utf-8")
    after = at_work(tmp_path, folder)
    try:
        assert len(after.worklist.refused_questionnaires()) == 1
        assert after.conduct.resume(hearing_id).sections[0].number == "A0"
    finally:
        after.lock()


def test_a_file_that_is_no_text_is_told_too(tmp_path: Path, folder: Path) -> None:
    (folder / "aanmeldgehoor" / "1.1.0.yaml").write_bytes(b"\xff\xfe\x00questionnaire")
    desk = at_work(tmp_path, folder)
    try:
        (sentence,) = desk.worklist.refused_questionnaires()
        assert "aanmeldgehoor/1.1.0.yaml is geen UTF-8-tekst" in str(sentence)
        assert len(desk.worklist.questionnaires()) == 2
    finally:
        desk.lock()
