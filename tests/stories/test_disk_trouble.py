# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A disk that gives trouble while one types: a sentence, the words stay, and are saved when they can be."""

from PySide6.QtGui import QGuiApplication

from app.vault.compartments import DOSSIERS
from tests.stories.conftest import Office, Program

WORDS = "In een dorp bij de rivier. " * 1000
MANY = 1_000_000


def limit(program: Program, pages: int) -> None:
    """Let the file of hearings grow to so many pages, and never below what it has; then SQLite says full."""
    window = program.typist.window

    def act() -> None:
        desk = window._desk
        assert desk is not None
        with desk.vault._files.database(DOSSIERS).connect() as connection:
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    window.bridge.ask_and_wait(act)


def told(program: Program) -> str:
    return program.problem() + program.typist.window.banner_sentence()


def test_a_full_disk_is_told_and_the_words_are_saved_when_there_is_room(
    at_work: Program, office: Office
) -> None:
    typist = at_work.typist
    limit(at_work, 1)
    QGuiApplication.clipboard().setText(WORDS)
    typist.press("Ctrl+V", "F5")
    typist.settle()
    assert "De schijf is vol. Maak ruimte vrij; wat u typte staat nog in het scherm." in told(at_work)
    assert at_work.question.number == "A1.1"
    limit(at_work, MANY)
    typist.press("F5")
    typist.settle()
    assert at_work.question.number == "A1.2"
    at_work.close()
    assert office.kept("place").value == WORDS.strip()


def test_a_vault_that_is_gone_is_told_and_the_words_are_saved_when_it_is_back(
    at_work: Program, office: Office
) -> None:
    vault, away = office.folder / "kluis", office.folder / "losgekoppeld"
    vault.rename(away)
    at_work.typist.type("Een dorp.")
    at_work.typist.press("F5")
    at_work.typist.settle()
    assert "De kluis staat niet meer in" in told(at_work)
    assert at_work.question.number == "A1.1"
    away.rename(vault)
    at_work.typist.press("F5")
    at_work.typist.settle()
    assert at_work.question.number == "A1.2"
    at_work.close()
    assert office.kept("place").value == "Een dorp."
