# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Getting in: at the first start, beside another window, after wrong tries, and with older keys."""

import re
from datetime import timedelta

from pytestqt.qtbot import QtBot

from app.desktop.room_names import UNLOCK
from app.services.rotate_keys import ALL
from tests.fakes import SteppingClock
from tests.stories.conftest import Office, Program, Start
from tests.stories.test_manage import backups, open_page, until_done
from tests.workplace import NAME, PASSPHRASE

OTHER = "zeven paarse olifanten dansen"


def recovery_words(program: Program) -> tuple[str, ...]:
    """Write down the recovery words that are on the screen."""
    return tuple(re.findall(r"\b\d+\. (\w+)", program.words()))


def make_recovery_words(program: Program) -> tuple[str, ...]:
    open_page(program, "Mijn toegang")
    program.typist.tab_to("Maak nieuwe herstelwoorden")
    program.typist.press("Space", "Tab", "Return")
    program.typist.settle()
    written = recovery_words(program)
    program.typist.tab_to("Ik heb ze opgeschreven")
    program.typist.press("Space")
    assert recovery_words(program) == ()
    return written


def use_recovery_words(program: Program, words: tuple[str, ...], passphrase: str) -> None:
    typist = program.typist
    typist.wait_for(UNLOCK)
    typist.tab_to("Ik weet mijn wachtzin niet meer")
    typist.press("Space")
    typist.tab_to("Herstelwoorden")
    typist.type(" ".join(words))
    for field in ("Nieuwe wachtzin", "Nieuwe wachtzin nog een keer"):
        typist.tab_to(field)
        typist.type(passphrase)
    typist.press("Return")
    typist.settle()


def try_to_unlock(program: Program, passphrase: str) -> None:
    program.typist.wait_for(UNLOCK)
    program.typist.tab_to("Wachtzin")
    program.typist.type(passphrase)
    program.typist.press("Return")
    program.typist.settle()


def test_recovery_words_are_asked_for_at_the_first_start_shown_once_and_replaced_by_the_next(
    start: Start, office: Office
) -> None:
    office.with_vault = False
    program = start()
    typist = program.typist
    typist.wait_for(UNLOCK)
    typist.type(NAME)
    for field in ("Wachtzin", "Wachtzin nog een keer"):
        typist.tab_to(field)
        typist.type(PASSPHRASE)
    typist.press("Return")
    typist.wait_until_inside()
    assert "Maak nu herstelwoorden" in typist.window.banner_sentence()
    first = make_recovery_words(program)
    second = make_recovery_words(program)
    assert len(first) == len(second) == 18
    assert first != second
    typist.press("Ctrl+L")
    use_recovery_words(program, first, OTHER)
    assert "Met deze herstelwoorden gaat de kluis niet open." in program.words()
    program.close()
    program = start()
    use_recovery_words(program, second, OTHER)
    program.typist.wait_until_inside()
    program.typist.press("Ctrl+L")
    program.enter_as(NAME, OTHER, "worklist")


def test_a_vault_that_is_open_in_another_window_is_told_and_opens_when_that_is_closed(start: Start) -> None:
    first = start()
    first.unlock()
    second = start()
    try_to_unlock(second, PASSPHRASE)
    assert "Deze kluis is al open in een ander venster." in second.words()
    first.close()
    try_to_unlock(second, PASSPHRASE)
    second.typist.wait_until_inside()


def test_wrong_tries_make_one_wait_and_are_on_record(start: Start, office: Office) -> None:
    program = start()
    for _ in range(3):
        try_to_unlock(program, "een verkeerde wachtzin")
        assert "De naam of de wachtzin klopt niet." in program.words()
    try_to_unlock(program, PASSPHRASE)
    assert "Er is te vaak een verkeerde wachtzin ingevuld. Probeer het over " in program.words()
    program.close()
    program = start()
    try_to_unlock(program, PASSPHRASE)
    assert "Er is te vaak een verkeerde wachtzin ingevuld." in program.words(), "a restart helps nobody"
    program.close()
    office.moment += timedelta(hours=1)
    program = start()
    program.unlock()
    program.close()
    desk = office.entrance(SteppingClock(office.moment + timedelta(hours=1))).unlock(NAME, PASSPHRASE)
    assert "wrong_try" in desk.audit.choices().actions
    desk.lock()


def test_a_backup_of_before_other_keys_is_put_back_with_the_passphrase_of_then(
    at_work: Program, start: Start, office: Office, qtbot: QtBot
) -> None:
    at_work.typist.type("Idlib")
    at_work.typist.press("F5")
    backups(at_work)
    at_work.typist.press("Ctrl+Shift+K")
    until_done(at_work, qtbot)
    at_work.close()
    office.moment += timedelta(hours=1)
    desk = office.entrance(SteppingClock(office.moment)).unlock(NAME, PASSPHRASE)
    desk.rotate.ask(ALL)
    assert desk.rotate.run() == ()
    desk.administer.change_passphrase(PASSPHRASE, OTHER)
    desk.lock()
    office.moment += timedelta(hours=1)
    program = start()
    program.enter_as(NAME, OTHER, "worklist")
    page = backups(program)
    page._list.focus_on()
    program.typist.press("Return")
    for act, outcome in (
        ("Controleer", "De reservekopie is heel."),
        ("Zet terug", "De reservekopie staat klaar."),
    ):
        program.typist.tab_to_beginning_with(f"{office.moment:%d-%m-%Y}")
        program.typist.press("Return")
        for passphrase, told in (
            ("", "Na deze reservekopie zijn sleutels van de kluis vernieuwd."),
            (OTHER, "De naam of de wachtzin klopt niet."),
            (PASSPHRASE, outcome),
        ):
            if passphrase:
                program.typist.tab_to("Wachtzin van toen")
                program.typist.press("Ctrl+A")
                program.typist.type(passphrase)
            program.typist.tab_to(act)
            program.typist.press("Space")
            if act == "Zet terug":
                program.typist.press("Tab", "Return")
            until_done(program, qtbot)
            assert page.outcome().startswith(told)
    program.typist.press("Ctrl+L")
    program.enter_as(NAME, PASSPHRASE, "worklist")
    assert "teruggezet door" in program.typist.window.banner_sentence()
    program.close()
    assert "Idlib" in str(office.kept("place"))
