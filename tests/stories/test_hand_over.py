# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""An interviewer hands a hearing over to a colleague elsewhere, who goes on with it, by keys alone."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.channel.certificates import Identity
from app.desktop.room_names import HAND_OVER, HEARING_ROOM, WORKLIST
from tests.certificates import identity, p12, pem
from tests.stories.conftest import Office, Program

MINE, THEIRS = identity("bureau 1"), identity("bureau 2")
WORDS = "een zin"


@pytest.fixture
def elsewhere(tmp_path: Path, qapp: QApplication) -> Office:
    folder = tmp_path / "elders"
    folder.mkdir()
    return Office(folder, qapp)


def files(folder: Path, mine: Identity, colleague: Identity) -> tuple[str, str]:
    (folder / "ik.p12").write_bytes(p12(mine, WORDS))
    (folder / "collega.pem").write_bytes(pem(colleague))
    return str(folder / "collega.pem"), str(folder / "ik.p12")


def fill_in(program: Program, colleague: str, me: str, words: str = WORDS) -> None:
    typist = program.typist
    for field, text in (
        ("Certificaat van uw collega", colleague),
        ("Uw certificaat met sleutel", me),
        ("Wachtzin van dat certificaat", words),
    ):
        typist.tab_to(field)
        typist.press("Ctrl+A")
        typist.type(text)
    typist.press("Return")
    typist.settle()


def test_a_hearing_goes_on_elsewhere(at_work: Program, office: Office, elsewhere: Office) -> None:
    at_work.typist.type("Keren")
    at_work.typist.press("F5", "Ctrl+1")
    at_work.typist.wait_for(WORKLIST)
    at_work.typist.press("Ctrl+Shift+O")
    at_work.typist.wait_for(HAND_OVER)
    assert "Y. A. (280.123.4567) gaat naar een collega" in at_work.words()
    fill_in(at_work, *files(office.folder, MINE, THEIRS))
    at_work.typist.wait_for(WORKLIST)
    sealed = office.folder / "bewaard.pdf"
    assert b"Keren" not in sealed.read_bytes()
    at_work.close()

    there = elsewhere.start()
    there.unlock()
    there.typist.press("Ctrl+O")
    there.typist.wait_for(HAND_OVER)
    there.typist.tab_to("Bestand van uw collega")
    there.typist.type(str(sealed))
    fill_in(there, *files(elsewhere.folder, THEIRS, MINE))
    there.typist.wait_for(WORKLIST)
    assert "is overgenomen van" in there.typist.window.banner_sentence()
    there.typist.press("Return")
    there.typist.wait_for(HEARING_ROOM)
    assert "Keren" in there.words()
    there.close()
    there.typist.window.deleteLater()


def test_a_wrong_passphrase_is_told_and_nothing_is_written(at_work: Program, office: Office) -> None:
    at_work.typist.press("Ctrl+1")
    at_work.typist.wait_for(WORKLIST)
    at_work.typist.press("Ctrl+Shift+O")
    at_work.typist.wait_for(HAND_OVER)
    at_work.typist.press("Return")
    fill_in(at_work, *files(office.folder, MINE, THEIRS), words="een andere zin")
    assert "gaat niet open" in at_work.words()
    assert not (office.folder / "bewaard.pdf").exists()
