# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A registration interview from unlocking to the report and the signal, by somebody without a mouse."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from app.assets import resource
from app.demo.play import SCREENS, SCRIPT, play
from app.demo.script import Script, read_script
from app.i18n import Translator

pytestmark = pytest.mark.timeout(900)
"""A whole hearing and the rooms of five colleagues take minutes on a busy machine."""

ROOMS = {
    "ontgrendelen",
    "nieuw-gehoor",
    "gehoorkamer-begin",
    "gehoorkamer",
    "notities",
    "afronden",
    "gesloten",
    "melding",
    "melding-verzonden",
    "werklijst",
    "vragenlijsten",
    "concept",
    "voorbeeld",
    "beoordeling",
    "versie",
    "catalogus",
    "medewerkers",
    "oefenen",
    "oefengehoor",
    "oefening-afronden",
    "nabespreking",
    "paar",
    "groep",
}

_MOUSE = {
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Watch(QObject):
    """Counts what reaches the program from the keyboard and from a pointer."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0
        self.pointer = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.keys += event.type() == QEvent.Type.KeyPress
        self.pointer += event.type() in _MOUSE
        return False


@dataclass
class Played:
    out: Path
    script: Script
    watch: Watch = field(default_factory=Watch)
    told: list[str] = field(default_factory=list)

    def json(self, pattern: str) -> dict[str, Any]:
        (file,) = self.out.glob(pattern)
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def text(self, pattern: str) -> list[str]:
        """Give the text of each page of a PDF."""
        (file,) = self.out.glob(pattern)
        return [page.extract_text() for page in PdfReader(file).pages]


@pytest.fixture(scope="module")
def played(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Played:
    file = resource(SCRIPT)
    played = Played(tmp_path_factory.mktemp("out"), read_script(file.read_text(encoding="utf-8"), file.name))
    qapp.installEventFilter(played.watch)
    say = Translator("nl")
    played.told += [say(message) for message in play(played.out)]
    qapp.removeEventFilter(played.watch)
    return played


def entries(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [entry for section in report["sections"] for entry in section["entries"]]


def test_no_mouse_was_needed(played: Played) -> None:
    assert played.watch.keys > 1000
    assert played.watch.pointer == 0


def test_both_reports_are_there_as_pdf_and_as_json_and_the_debrief_as_pdf(played: Played) -> None:
    kinds = sorted(file.suffix for file in played.out.iterdir() if file.is_file())
    assert kinds == [".json", ".json", ".pdf", ".pdf", ".pdf"]


def test_the_debrief_says_on_each_page_that_it_is_practice(played: Played) -> None:
    pages = played.text("OEFENING-*.pdf")
    assert pages
    assert all("OEFENING" in page for page in pages)
    assert "Gemist" in pages[0]


def test_each_room_is_pictured_in_both_languages(played: Played) -> None:
    for language in ("nl", "en"):
        pictures = {file.stem: file for file in (played.out / SCREENS / language).iterdir()}
        assert set(pictures) == ROOMS
        for file in pictures.values():
            picture = QImage(str(file))
            assert (picture.width(), picture.height()) == (1440, 900)
    for room in ROOMS:
        assert (played.out / SCREENS / "nl" / f"{room}.png").read_bytes() != (
            played.out / SCREENS / "en" / f"{room}.png"
        ).read_bytes(), f"{room} looks the same in both languages"


def test_progress_is_told_section_by_section(played: Played) -> None:
    sections = [line for line in played.told if line.startswith("Onderdeel A")]
    assert [line.split()[1] for line in sections] == [f"A{number}" for number in range(13)]


def test_every_sentence_of_the_script_stands_in_the_hearing_report(played: Played) -> None:
    report = played.json("Gehoorverslag-*.json")
    found = json.dumps(entries(report), ensure_ascii=False)
    lines = [
        line
        for answer in played.script.answers.values()
        if isinstance(answer, str)
        for line in answer.splitlines()
        if line.endswith(".")
    ]
    assert len(lines) > 20
    assert [line for line in lines if line not in found] == []


def test_every_section_of_the_questionnaire_is_in_the_hearing_report(played: Played) -> None:
    report = played.json("Gehoorverslag-*.json")
    assert [section["number"] for section in report["sections"]] == [f"A{number}" for number in range(13)]
    pages = "\n".join(played.text("Gehoorverslag-*.pdf"))
    for section in report["sections"]:
        assert f"{section['number']} {section['label']}" in " ".join(pages.split())


def test_each_page_of_both_reports_says_how_it_is_classified_and_which_page_it_is(played: Played) -> None:
    for pattern in ("Gehoorverslag-*.pdf", "signaal-*.pdf"):
        pages = played.text(pattern)
        for number, page in enumerate(pages, 1):
            assert page.count("DEPARTEMENTAAL VERTROUWELIJK") >= 2
            assert f"pagina {number} van {len(pages)}" in page


def test_the_hearing_report_knows_nothing_of_the_note(played: Played) -> None:
    (note,) = [moment for moment in played.script.moments if moment.doing == "note"]
    everything = (
        json.dumps(played.json("Gehoorverslag-*.json"), ensure_ascii=False)
        + "\n".join(played.text("Gehoorverslag-*.pdf"))
    ).casefold()
    for word in (note.fields["facts"], note.fields["innocent"], "BET-0", "signaal", "waarneming"):
        assert word.casefold() not in everything


def test_the_signal_report_holds_what_was_noted_and_what_speaks_against_it(played: Played) -> None:
    (note,) = [moment for moment in played.script.moments if moment.doing == "note"]
    report = json.dumps(played.json("signaal-*.json"), ensure_ascii=False)
    for words in (note.fields["quote"], note.fields["facts"], note.fields["innocent"]):
        assert words in report
    for name in ("reading", "against", "unknown", "explanation", "urgency_reason", "consulted"):
        assert played.script.report[name] in report
