# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Looking after the program and the vault from the window, with keys alone."""

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QSpinBox, QTableView
from pytestqt.qtbot import QtBot

from app.desktop.manage.backup_page import BackupPage
from app.desktop.manage.check_page import CheckPage
from app.desktop.manage.room import ManageRoom
from app.desktop.manage.settings_page import SettingsPage
from app.desktop.manage.trail_page import TrailPage
from app.desktop.room_names import MANAGE, UNLOCK
from app.settings import SettingsFile
from app.settings.policy import read_policy
from tests.fakes import SteppingClock
from tests.stories.conftest import Office, Program, Start
from tests.workplace import NAME, PASSPHRASE, workplace

COLLEAGUE = "collega 0388"
LATER = datetime(2060, 1, 1, tzinfo=UTC)


def manage(program: Program) -> ManageRoom:
    room = program.typist.window.room(MANAGE)
    assert isinstance(room, ManageRoom)
    return room


def settings_page(program: Program) -> SettingsPage:
    program.typist.press("Ctrl+,")
    program.typist.wait_for(MANAGE)
    page = manage(program).page("settings")
    assert isinstance(page, SettingsPage)
    return page


def test_settings_change_at_once_and_are_kept(start: Start, office: Office) -> None:
    program = start()
    program.unlock()
    settings_page(program)
    program.typist.tab_to("Thema")
    program.typist.press("Down")
    program.typist.tab_to("Vergrendel na")
    program.typist.press("Ctrl+A")
    program.typist.type("12")
    program.typist.tab_to("Venster mag in schermafbeeldingen en opnamen")
    program.typist.press("Space")
    assert program.typist.window.display.theme == "dark"
    kept = SettingsFile(office.folder / "settings.json").load().settings
    assert (kept.theme, kept.idle_minutes, kept.capture) == ("dark", 12, True)


def test_what_the_office_locks_is_seen_and_cannot_be_changed(start: Start, office: Office) -> None:
    file = office.folder / "policy.yaml"
    file.write_text("by: Functioneel beheer\nlocked: {idle_minutes: 3, theme: contrast}\n", encoding="utf-8")
    office.policy = read_policy(file)
    program = start()
    program.unlock()
    page = settings_page(program)
    assert "Niet te wijzigen: vastgezet door Functioneel beheer." in program.words()
    number = page.field("idle_minutes").widget
    assert isinstance(number, QSpinBox)
    assert (number.value(), number.isEnabled()) == (3, False)
    program.typist.press("Ctrl+Shift+D")
    assert program.typist.window.display.theme == "contrast"
    program.typist.press("Ctrl+Shift+L")
    assert "Cannot be changed: locked by Functioneel beheer." in program.words()
    assert QApplication.focusWidget() is not number


def open_page(program: Program, title: str) -> None:
    """Open a page by its name, with the palette."""
    program.typist.press("Ctrl+K")
    program.typist.type(title)
    program.typist.press("Return")
    program.typist.wait_for(MANAGE)
    program.typist.settle()


def trail(program: Program) -> tuple[TrailPage, QTableView]:
    page = manage(program).page("trail")
    assert isinstance(page, TrailPage)
    (table,) = page.findChildren(QTableView)
    return page, table


def cells(table: QTableView, column: int) -> list[str]:
    model = table.model()
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def test_the_trail_is_filtered_searched_and_exported(at_work: Program, office: Office) -> None:
    at_work.typist.type("Idlib")
    at_work.typist.press("F5")
    open_page(at_work, "Logboek")
    page, table = trail(at_work)
    QAbstractItemModelTester(table.model(), QAbstractItemModelTester.FailureReportingMode.Fatal, page)
    acts = cells(table, 3)
    assert {"begon een gehoor", "schreef een antwoord op", "las het logboek"} <= set(acts)
    assert set(cells(table, 2)) == {NAME}
    at_work.typist.tab_to("Woorden")
    at_work.typist.type("START")
    at_work.typist.press("Return")
    assert cells(table, 3)[-1] == "begon een gehoor"
    office.place = "logboek.csv"
    at_work.typist.press("Ctrl+E")
    rows = list(csv.DictReader(io.StringIO((office.folder / "logboek.csv").read_text(encoding="utf-8"))))
    assert rows[-1]["action"] == "start_hearing"
    office.place = "logboek.jsonl"
    at_work.typist.press("Ctrl+E")
    lines = (office.folder / "logboek.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(lines[-1])["action"] == "start_hearing"
    assert "Idlib" not in "".join(lines)
    at_work.typist.press("Ctrl+L")
    assert cells(table, 2) == []
    assert page._words.text() == ""


def test_a_day_that_is_none_is_told_and_the_rows_stay(at_work: Program) -> None:
    open_page(at_work, "Logboek")
    _, table = trail(at_work)
    before = cells(table, 0)
    at_work.typist.tab_to("Vanaf")
    at_work.typist.type("gisteren")
    at_work.typist.press("Return")
    assert "gisteren is geen dag. Schrijf hem als 23-11-2026." in at_work.words()
    assert cells(table, 0) == before
    at_work.typist.press("Ctrl+A")
    at_work.typist.type("24-11-2026")
    at_work.typist.press("Return")
    assert cells(table, 0) == []


def until_done(program: Program, qtbot: QtBot) -> None:
    """Wait until nothing that takes long is under way, and its outcome is shown."""
    qtbot.waitUntil(lambda: manage(program).long_work.refusal() is None, timeout=20_000)
    program.typist.settle()


def check_page(program: Program) -> CheckPage:
    page = manage(program).page("check")
    assert isinstance(page, CheckPage)
    return page


def test_the_vault_is_checked_and_its_anchor_saved(at_work: Program, office: Office, qtbot: QtBot) -> None:
    open_page(at_work, "Controle van de kluis")
    at_work.typist.press("Ctrl+Return")
    until_done(at_work, qtbot)
    page = check_page(at_work)
    assert page.outcome() == "De kluis klopt, voor zover u haar kunt openen."
    assert "✓ gehoren: het bestand is heel." in at_work.words()
    office.place = "anker.txt"
    at_work.typist.press("Ctrl+E")
    assert (office.folder / "anker.txt").read_text(encoding="utf-8").startswith("gw1:")
    at_work.typist.tab_to("Eerder afgedrukt anker")
    at_work.typist.type("gw1:verzonnen")
    at_work.typist.press("Ctrl+Return")
    until_done(at_work, qtbot)
    assert "anker" in page.outcome()
    at_work.typist.press("Ctrl+L")
    assert page.outcome() == ""


def test_an_old_file_is_told_on_unlocking_and_accepted_in_the_window(
    start: Start, office: Office, qtbot: QtBot
) -> None:
    office.entrance()
    file = office.folder / "kluis" / "dossiers.db"
    program = start()
    program.unlock()
    program.begin()
    program.close()
    old = office.folder / "oud.db"
    shutil.copy(file, old)
    program = start()
    program.unlock()
    program.go_on()
    program.typist.type("Idlib")
    program.typist.press("F5")
    program.close()
    shutil.copy(old, file)
    program = start()
    program.unlock()
    assert "Zie Beheer, Controle van de kluis." in program.typist.window.banner_sentence()
    open_page(program, "Controle van de kluis")
    program.typist.press("Ctrl+Return")
    until_done(program, qtbot)
    page = check_page(program)
    assert page.outcome().startswith("De kluis klopt niet.")
    program.typist.tab_to("Aanvaard de logboeken zoals ze zijn")
    program.typist.press("Space", "Tab", "Return")
    program.typist.settle()
    assert "De logboeken zijn aanvaard zoals ze zijn." in program.words()
    program.typist.press("Ctrl+Return")
    until_done(program, qtbot)
    assert page.outcome() == "De kluis klopt, voor zover u haar kunt openen."


def test_two_persons_destroy_what_is_past_its_term(start: Start, office: Office) -> None:
    desk = office.entrance(SteppingClock()).unlock(NAME, PASSPHRASE)
    desk.people.add(COLLEAGUE, PASSPHRASE, ["interviewer"])
    desk.lock()
    office.moment = LATER
    program = start()
    program.unlock()
    program.begin()
    program.close()
    desk = office.desk()
    hearing = desk.conduct.hearing().hearing_id
    desk.close.close("proef")
    desk.lock()
    office.moment = LATER.replace(year=2100)
    program = start()
    program.unlock()
    open_page(program, "Bewaartermijnen")
    assert "Y. A." in program.words()
    program.typist.press("Return")
    program.typist.tab_to("Stel voor te vernietigen")
    program.typist.press("Space")
    assert f"voorgesteld door {NAME}" in program.words()
    program.typist.press("Return")
    assert "Vernietig" not in [one for one in program.words().splitlines() if one == "Vernietig"]
    program.typist.press("Ctrl+L")
    program.enter_as(COLLEAGUE, PASSPHRASE, "worklist")
    open_page(program, "Bewaartermijnen")
    program.typist.press("Return")
    program.typist.tab_to("Vernietig")
    program.typist.press("Space", "Tab", "Return")
    program.typist.settle()
    assert "Vernietigd: " in program.words()
    assert "Y. A." not in program.words()
    office.place = "vernietiging.json"
    program.typist.press("Ctrl+E")
    (record,) = json.loads((office.folder / "vernietiging.json").read_text(encoding="utf-8"))
    assert (record["hearing_id"], record["proposed_by"], record["by"]) == (hearing, NAME, COLLEAGUE)


def test_a_reason_half_typed_comes_back_after_a_lock(start: Start, office: Office) -> None:
    program = start()
    program.unlock()
    program.begin()
    program.close()
    desk = office.desk()
    desk.close.close("proef")
    desk.lock()
    office.moment = LATER.replace(year=2100)
    program = start()
    program.unlock()
    open_page(program, "Bewaartermijnen")
    program.typist.press("Return")
    program.typist.tab_to("Stel voor te vernietigen")
    program.typist.press("Space")
    program.typist.press("Return")
    program.typist.type("Er loopt nog beroep")
    program.typist.press("Ctrl+L")
    program.unlock()
    open_page(program, "Bewaartermijnen")
    program.typist.tab_to("Trek het voorstel in")
    program.typist.press("Space")
    assert "voorgesteld door" not in program.words()


def backups(program: Program) -> BackupPage:
    open_page(program, "Reservekopieën")
    page = manage(program).page("backups")
    assert isinstance(page, BackupPage)
    return page


def wait_for(program: Program, page: BackupPage, told: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: page.outcome() == told)
    program.typist.settle()


def test_a_backup_is_made_checked_and_put_back(at_work: Program, office: Office, qtbot: QtBot) -> None:
    at_work.typist.type("Idlib")
    at_work.typist.press("F5")
    page = backups(at_work)
    assert "Er is nog geen reservekopie." in at_work.words()
    at_work.typist.press("Ctrl+Shift+K")
    wait_for(at_work, page, "De reservekopie is gemaakt en gecontroleerd.", qtbot)
    assert f"gevraagd, {NAME}" in at_work.words()
    page._list.focus_on()
    at_work.typist.press("Return")
    at_work.typist.tab_to("Controleer")
    at_work.typist.press("Space")
    wait_for(at_work, page, "De reservekopie is heel.", qtbot)
    at_work.typist.press("Ctrl+1")
    at_work.go_on()
    at_work.go_to("A1.1")
    at_work.typist.press("Ctrl+A")
    at_work.typist.type("Aleppo")
    at_work.typist.press("F5")
    page = backups(at_work)
    page._list.focus_on()
    at_work.typist.press("Return")
    at_work.typist.tab_to("Zet terug")
    at_work.typist.press("Space", "Tab", "Return")
    until_done(at_work, qtbot)
    assert page.outcome().startswith("De reservekopie staat klaar.")
    assert "Een reservekopie staat klaar" in at_work.words()
    at_work.typist.press("Ctrl+L")
    at_work.unlock()
    at_work.close()
    assert "Idlib" in str(office.kept("place"))


def test_what_waits_to_be_put_back_can_be_given_up(at_work: Program, qtbot: QtBot) -> None:
    page = backups(at_work)
    at_work.typist.press("Ctrl+Shift+K")
    wait_for(at_work, page, "De reservekopie is gemaakt en gecontroleerd.", qtbot)
    page._list.focus_on()
    at_work.typist.press("Return")
    at_work.typist.tab_to("Zet terug")
    at_work.typist.press("Space", "Tab", "Return")
    until_done(at_work, qtbot)
    at_work.typist.tab_to("Zet toch niets terug")
    at_work.typist.press("Space")
    at_work.typist.settle()
    assert "Er wordt niets teruggezet." in page.outcome()


def test_a_backup_that_is_due_is_made_by_itself_and_a_lock_stops_it(
    at_work: Program, office: Office, qtbot: QtBot
) -> None:
    page = manage(at_work).page("backups")
    assert isinstance(page, BackupPage)
    page.start_if_due()
    at_work.typist.press("Ctrl+L")
    at_work.unlock()
    page.start_if_due()
    desk = page.desk
    assert desk is not None
    qtbot.waitUntil(lambda: bool(desk.backups.all()) and manage(at_work).long_work.refusal() is None)
    assert desk.backups.all()[0].reason == "schedule"


def test_a_passphrase_is_changed_and_recovery_words_shown_once(start: Start) -> None:
    program = start()
    program.unlock()
    open_page(program, "Mijn toegang")
    program.typist.type(PASSPHRASE)
    program.typist.tab_to("Nieuwe wachtzin")
    program.typist.type("zeven paarse olifanten dansen")
    program.typist.tab_to("Nieuwe wachtzin nog een keer")
    program.typist.type("zeven paarse olifanten")
    program.typist.press("Return")
    assert "De twee wachtzinnen zijn niet gelijk." in program.words()
    program.typist.tab_to("Nieuwe wachtzin nog een keer")
    program.typist.type("zeven paarse olifanten dansen")
    program.typist.press("Return")
    assert "De nieuwe wachtzin geldt vanaf nu." in program.words()
    program.typist.tab_to("Maak nieuwe herstelwoorden")
    program.typist.press("Space", "Tab", "Return")
    program.typist.settle()
    assert "Schrijf ze op en bewaar ze achter slot" in program.words()
    assert "18. " in program.words()
    program.typist.press("Ctrl+L")
    assert "18. " not in "".join(one.text() for one in program.typist.window.findChildren(QLabel))
    program.enter_as(NAME, "zeven paarse olifanten dansen", "worklist")


def test_who_lost_the_passphrase_gets_another(start: Start, office: Office) -> None:
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add(COLLEAGUE, PASSPHRASE, ["interviewer"])
    desk.lock()
    program = start()
    program.unlock()
    program.typist.press("Ctrl+3")
    program.typist.tab_to_beginning_with(NAME)
    program.typist.press("Down", "Return")
    program.typist.tab_to("Geef een nieuwe wachtzin")
    program.typist.press("Space")
    program.typist.type("zeven paarse olifanten dansen")
    program.typist.tab_to("Wachtzin nog een keer")
    program.typist.type("zeven paarse olifanten dansen")
    program.typist.tab_to("Geef een nieuwe wachtzin")
    program.typist.press("Space")
    assert "opent de kluis vanaf nu met de nieuwe wachtzin" in program.typist.window.banner_sentence()
    program.typist.press("Ctrl+L")
    program.enter_as(COLLEAGUE, "zeven paarse olifanten dansen", "worklist")


def test_a_key_file_is_made_needed_and_done_without_again(start: Start, office: Office) -> None:
    office.place = "sleutel"
    program = start()
    program.unlock()
    open_page(program, "Mijn toegang")
    program.typist.tab_to("Maak een sleutelbestand")
    program.typist.press("Space")
    assert "Vul eerst bovenaan de wachtzin van nu in." in program.words()
    program.typist.type(PASSPHRASE)
    program.typist.tab_to("Maak een sleutelbestand")
    program.typist.press("Space")
    program.typist.settle()
    file = office.folder / "sleutel"
    assert "Vanaf nu opent u de kluis alleen met" in program.words()
    assert file.exists()
    open_page(program, "Mijn toegang")
    program.typist.type(PASSPHRASE)
    program.typist.tab_to("Sleutelbestand")
    program.typist.type(str(file))
    program.typist.tab_to("Open weer zonder sleutelbestand")
    program.typist.press("Space")
    program.typist.settle()
    assert "Vanaf nu opent u de kluis met de wachtzin alleen." in program.words()
    program.typist.press("Ctrl+L")
    program.unlock()


def test_after_somebody_left_the_keys_are_changed(start: Start, office: Office, qtbot: QtBot) -> None:
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add(COLLEAGUE, PASSPHRASE, ["interviewer"])
    desk.lock()
    program = start()
    program.unlock()
    program.typist.press("Ctrl+3")
    program.typist.tab_to_beginning_with(NAME)
    program.typist.press("Down", "Return")
    program.typist.tab_to("Naam of nummer")
    program.typist.type("collega 0399")
    program.typist.tab_to("Omschrijving van deze toegang")
    program.typist.type("laptop balie")
    program.typist.tab_to("Bewaar")
    program.typist.press("Space")
    assert "collega 0399\nlaptop balie" in program.words()
    program.typist.tab_to("Verwijder")
    program.typist.press("Space", "Tab", "Return")
    program.typist.settle()
    assert "collega 0399 kende sleutels van de kluis" in program.words()
    program.typist.press("Tab", "Return")
    program.typist.settle()
    assert "Te vernieuwen, en u heeft de sleutel: gehoren" in program.words()
    program.typist.tab_to("Vernieuw nu")
    program.typist.press("Space")
    until_done(program, qtbot)
    assert "Alle sleutels zijn vernieuwd." in program.words()
    program.typist.press("Ctrl+L")
    program.unlock()


def test_recovery_words_give_back_what_was_lost_from_the_unlock_screen(start: Start, office: Office) -> None:
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.people.add(COLLEAGUE, PASSPHRASE, ["interviewer"])
    desk.lock()
    program = start()
    program.typist.wait_for("unlock")
    assert "Ik weet mijn wachtzin niet meer" not in program.buttons(), "there are no recovery words"
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    words = desk.administer.make_recovery()
    desk.lock()
    program.close()
    program = start()
    typist = program.typist
    typist.wait_for("unlock")
    typist.tab_to("Medewerker")
    typist.press("End")
    typist.tab_to("Ik weet mijn wachtzin niet meer")
    typist.press("Space")
    typist.tab_to("Herstelwoorden")
    typist.type(" ".join((words[1], words[0], *words[2:])))
    for field in ("Nieuwe wachtzin", "Nieuwe wachtzin nog een keer"):
        typist.tab_to(field)
        typist.type("zeven paarse olifanten dansen")
    typist.press("Return")
    typist.settle()
    assert "De herstelwoorden horen niet bij elkaar." in program.words()
    typist.tab_to("Herstelwoorden")
    typist.press("Ctrl+A")
    typist.type(" ".join(words))
    typist.tab_to("Nieuwe wachtzin nog een keer")
    typist.press("Return")
    typist.wait_until_inside()
    assert "De herstelwoorden zijn gebruikt" in typist.window.banner_sentence()
    typist.press("Ctrl+L")
    assert not any(word in program.words() for word in (" ".join(words), "dansen"))
    program.enter_as(COLLEAGUE, "zeven paarse olifanten dansen", "worklist")


def test_a_backup_becomes_a_vault_in_a_new_folder_from_the_window(
    at_work: Program, office: Office, qtbot: QtBot
) -> None:
    at_work.typist.type("kanarie")
    at_work.typist.press("Return")
    open_page(at_work, "Reservekopieën")
    page = manage(at_work).page("backups")
    assert isinstance(page, BackupPage)
    page.make()
    qtbot.waitUntil(lambda: "is gemaakt en gecontroleerd" in page.outcome(), timeout=20_000)
    at_work.typist.settle()
    for place, outcome in (("kluis", "staat al iets"), ("nieuw/kluis", "staat als kluis in")):
        office.place = place
        at_work.typist.tab_to_beginning_with(f"{office.moment:%d-%m-%Y}")
        at_work.typist.press("Return")
        at_work.typist.tab_to("Zet terug in een nieuwe map …")
        at_work.typist.press("Space")
        qtbot.waitUntil(lambda wanted=outcome: wanted in page.outcome(), timeout=20_000)  # type: ignore[misc]
    at_work.close()
    office.folder = office.folder / "nieuw"
    desk = office.desk()
    assert "teruggezet door" in str(desk.notices[0])
    desk.lock()


def test_keys_that_are_due_are_told_on_unlocking_to_whoever_can_do_something(
    start: Start, office: Office
) -> None:
    desk = office.entrance().unlock(NAME, PASSPHRASE)
    desk.rotate.ask(["practice"])
    desk.people.add(COLLEAGUE, PASSPHRASE, ["signal_coordinator"])
    desk.lock()
    program = start()
    program.unlock()
    assert "Er zijn nog sleutels te vernieuwen" in program.typist.window.banner_sentence()
    program.typist.press("Ctrl+L")
    program.enter_as(COLLEAGUE, PASSPHRASE, "signal_desk")
    assert program.typist.window.banner_sentence() == ""


def test_the_questionnaires_of_another_office_are_accepted_by_its_code(
    start: Start, office: Office, tmp_path: Path
) -> None:
    elsewhere = workplace(tmp_path / "elders")
    program = start()
    program.unlock()
    program.typist.press("Ctrl+K")
    program.typist.type("Andere kantoren")
    program.typist.press("Return")
    program.typist.wait_for(MANAGE)
    assert "nog geen vragenlijsten van andere kantoren" in program.words()
    program.typist.tab_to("Naam van dat kantoor")
    program.typist.type("Kantoor Ter Apel")
    program.typist.press("Tab")
    program.typist.type("geen code")
    program.typist.press("Return")
    assert "Dit is geen code van een kantoor." in program.words()
    program.typist.press("Ctrl+A")
    program.typist.type(elsewhere.office_code())
    program.typist.press("Return")
    program.typist.settle()
    assert "Vragenlijsten van Kantoor Ter Apel zijn nu toegelaten." in program.words()
    assert "Toegelaten: Kantoor Ter Apel." in program.words()
    program.typist.press("Ctrl+L")
    program.typist.wait_for(UNLOCK)
    left = {line.text() for line in program.typist.window.room(MANAGE).findChildren(QLineEdit)}
    assert not left & {"Kantoor Ter Apel", elsewhere.office_code(), office.entrance().office_code()}
