# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.display import Display
from app.desktop.room_names import SIGNAL_DESK
from app.desktop.signal_desk.room import SignalDeskRoom
from app.desktop.signal_desk.wording import (
    TONES,
    hints_told,
    may_change,
    needed_told,
    note_row,
    place_of,
    report_row,
    state_told,
)
from app.desktop.widgets.row_list import RowButton
from app.errors import EnvironmentFault, says
from app.services.signal_views import NeededPoint, NoteFields, ReportFields, WordHint
from app.signals.records import Basis, Directness, ReportState, Urgency
from tests.desktop.closing_doubles import QUOTE, RecordsDesk, note, report
from tests.desktop.doubles import NOW, Notebook, StillClock

Settle = Callable[[], None]
NONE, CONTROL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def navigator() -> Notebook:
    return Notebook()


@pytest.fixture
def records() -> RecordsDesk:
    desk = RecordsDesk()
    desk.reports.notes = [note("o1")]
    return desk


@pytest.fixture
def room(
    qtbot: QtBot,
    display: Display,
    registry: ActionRegistry,
    bridge: VaultThread,
    navigator: Notebook,
    records: RecordsDesk,
) -> SignalDeskRoom:
    made = SignalDeskRoom(display, registry, bridge, navigator, StillClock())
    qtbot.addWidget(made)
    made.addActions(registry.qactions())
    registry.enter(SIGNAL_DESK)
    made.open_desk(cast("Any", records))
    made.resize(1400, 900)
    made.show()
    made.activateWindow()
    return made


def enter(room: SignalDeskRoom, settle: Settle, **arguments: Any) -> None:
    room.enter(**arguments)
    settle()
    settle()


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(focused(), key, modifiers)


def write(words: str) -> None:
    QTest.keyClicks(focused(), words)


def tab_to(name: str) -> None:
    """Press Tab until the field of that name has the focus, as a user who sees only the screen would."""
    for _ in range(40):
        if focused().accessibleName() == name:
            return
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {name}")


def words(room: QWidget) -> str:
    """Give all words that can be seen."""
    return "\n".join(label.text() for label in room.findChildren(QLabel) if label.isVisible())


# The words


def test_a_report_s_line(display: Display) -> None:
    line = report_row(report(), NOW, display)
    assert (line.title, line.aside, line.below) == ("S-2026-0117", "13:00", "Aanmeldgehoor 280.123.4567")
    assert (line.chip, line.tone) == ("in voorbereiding", "accent")


def test_a_note_s_line(display: Display) -> None:
    line = note_row(note(), NOW, display)
    assert line.title == f"„{QUOTE}”"
    assert line.below == "Aanmeldgehoor 280.123.4567 · A6.5"


def test_every_state_has_a_tone_and_only_those_before_leaving_may_change() -> None:
    assert set(TONES) == set(ReportState)
    assert {state for state in ReportState if may_change(report(state=state))} == {
        ReportState.NOTE,
        ReportState.IN_REVIEW,
        ReportState.READY,
    }


def test_what_became_of_a_report_is_told(display: Display) -> None:
    assert state_told(report(), display) is None
    assert "wacht op verzending" in str(state_told(report(state=ReportState.SEALED), display))
    assert "ingetrokken" in str(state_told(report(state=ReportState.WITHDRAWN), display))
    assert "ontvangen" in str(state_told(report(state=ReportState.ACKNOWLEDGED), display))
    sent = report(state=ReportState.SENT, sent_at=NOW, sent_to="/uit/s.pdf")
    assert (
        str(state_told(sent, display))
        == "Verzonden op 23 november 2026, 13:00. Het pakket staat in /uit/s.pdf."
    )


def test_a_place_names_question_time_session_and_interpreter(display: Display) -> None:
    assert place_of(note(), display) == "vraag A6.5 · 14:09 · zitting 1 · via tolk 48213"
    bare = note(question_number="", interpreter_number="")
    assert place_of(bare, display) == "14:09 · zitting 1"


def test_hints_and_needs_are_words_and_no_colours(display: Display) -> None:
    hints = (WordHint("beweert", "zegt"), WordHint("liegt", "zegt"))
    assert hints_told(hints, display).splitlines() == [
        "Oordelend woord? „beweert” → „zegt”",
        "Oordelend woord? „liegt” → „zegt”",
    ]
    assert needed_told(NeededPoint("route", says("route"), met=True), display) == (
        "✓  route",
        "route: staat er",
    )
    assert needed_told(NeededPoint("route", says("route"), met=False), display)[1] == "route: nog nodig"


# From a note to a report that left, by keyboard alone


def test_a_note_becomes_a_report_that_leaves(
    room: SignalDeskRoom, records: RecordsDesk, navigator: Notebook, settle: Settle
) -> None:
    enter(room, settle)
    assert isinstance(focused(), RowButton)
    press(Qt.Key.Key_Return)
    settle()
    settle()
    assert "Melding S-2026-0118" in words(room)
    assert "Er zijn geen waarnemingen zonder melding." in words(room)
    assert focused().accessibleName() == "Feiten"
    write("Betrokkene zegt eten te hebben gebracht.")
    tab_to("Uw duiding, los van de feiten")
    write("Mogelijk steun.")
    tab_to("Andere personen")
    write("Een neef.")
    tab_to("Route")
    press(Qt.Key.Key_Down)
    tab_to("Urgentie: acuut")
    press(Qt.Key.Key_Right)
    assert focused().accessibleName() == "Urgentie: deze week"
    press(Qt.Key.Key_Space)
    tab_to("Reden voor deze urgentie")
    write("Hij reist vrijdag.")
    tab_to("Collega geraadpleegd")
    write("0077")
    press(Qt.Key.Key_E, CONTROL)
    settle()
    settle()
    report_id, said, decided = records.reports.filled_in[-1]
    assert report_id == "r-o1"
    assert said == NoteFields(
        QUOTE, facts="Betrokkene zegt eten te hebben gebracht.", reading="Mogelijk steun."
    )
    assert decided == ReportFields(
        "coordinator_tsz", Urgency.THIS_WEEK, "Hij reist vrijdag.", "Een neef.", "0077"
    )
    assert records.reports.exported == [("r-o1", "nl")]
    assert navigator.said[-1].startswith("Melding S-2026-0118 is verzonden. Het pakket staat in /uit/")
    assert "Verzonden op 23 november 2026, 13:00." in words(room)


def test_a_report_may_be_asked_for_by_its_note(
    room: SignalDeskRoom, records: RecordsDesk, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    assert "Melding S-2026-0118" in words(room)
    assert list(records.reports.kept) == ["r-o1"]


def test_a_report_that_misses_a_point_stays_and_leads_there(
    room: SignalDeskRoom, records: RecordsDesk, navigator: Notebook, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    press(Qt.Key.Key_F8)
    assert isinstance(focused(), RowButton)
    press(Qt.Key.Key_E, CONTROL)
    settle()
    assert records.reports.exported == []
    assert navigator.said == ["De melding kan nog niet weg. Vul eerst aan: route."]
    assert focused().accessibleName() == "Feiten"
    write("Hij zegt het.")
    press(Qt.Key.Key_E, CONTROL)
    settle()
    assert focused().accessibleName() == "Urgentie: acuut"
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_E, CONTROL)
    settle()
    assert focused().accessibleName() == "Reden voor deze urgentie"
    write("Hij reist vandaag.")
    press(Qt.Key.Key_E, CONTROL)
    settle()
    assert focused().accessibleName() == "Route"
    assert records.reports.exported == []


def test_nothing_is_chosen_for_the_author(room: SignalDeskRoom, records: RecordsDesk, settle: Settle) -> None:
    enter(room, settle, observation_id="o1")
    chips = [one for one in room.findChildren(QPushButton) if one.accessibleName().startswith("Urgentie")]
    assert len(chips) == len(Urgency)
    assert not any(one.isChecked() for one in chips)
    room.leave()
    settle()
    assert records.reports.filled_in == []


def test_a_report_that_cannot_leave_waits_and_is_sent_later(
    room: SignalDeskRoom, records: RecordsDesk, navigator: Notebook, settle: Settle
) -> None:
    records.reports.kept["r1"] = report(
        note=note("o9", report_id="r1", fields=NoteFields(QUOTE, facts="Hij zegt het.")),
        fields=ReportFields("unit_1f", Urgency.ROUTINE, "Geen haast."),
    )
    records.reports.refuse = says("De map is vol. Vraag de beheerder.")
    enter(room, settle)
    room.choose("r1")
    room.export()
    settle()
    assert navigator.said[-1] == (
        "Melding S-2026-0117 staat veilig klaar en wacht. De map is vol. Vraag de beheerder."
    )
    assert "wacht op verzending" in words(room)
    assert any(one.text() == "Verstuur nu  Ctrl+E" for one in room.findChildren(QPushButton))
    records.reports.refuse = None
    press(Qt.Key.Key_E, CONTROL)
    settle()
    assert navigator.said[-1].startswith("Melding S-2026-0117 is verzonden.")


def test_a_report_that_left_can_only_be_read(
    room: SignalDeskRoom, records: RecordsDesk, registry: ActionRegistry, settle: Settle
) -> None:
    records.reports.kept["r1"] = report(state=ReportState.SENT, sent_at=NOW, sent_to="/uit/s.pdf")
    enter(room, settle)
    room.choose("r1")
    assert all(one.isReadOnly() for one in room.findChildren(QPlainTextEdit))
    assert not registry.qaction("export").isEnabled()
    assert not registry.qaction("withdraw_report").isEnabled()


# Keeping


def test_words_are_kept_while_they_are_typed(
    room: SignalDeskRoom, records: RecordsDesk, qtbot: QtBot, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    write("Hij beweert het.")
    qtbot.waitUntil(lambda: bool(records.reports.filled_in))
    settle()
    assert records.reports.filled_in[-1][1].facts == "Hij beweert het."
    assert "Oordelend woord? „beweert” → „zegt”" in words(room)
    assert "✓  feiten, los van uw duiding" in words(room)
    write(" En meer.")
    assert focused().accessibleName() == "Feiten"
    room.leave()
    settle()
    assert records.reports.filled_in[-1][1].facts == "Hij beweert het. En meer."


def test_words_go_to_the_vault_before_another_report_and_before_locking(
    room: SignalDeskRoom, records: RecordsDesk, settle: Settle
) -> None:
    records.reports.kept["r1"] = report()
    enter(room, settle, observation_id="o1")
    write("Eerst dit.")
    room.choose("r1")
    write("Dan dat.")
    room.forget()
    settle()
    kept = [(report_id, said.facts) for report_id, said, _ in records.reports.filled_in]
    assert kept == [("r-o1", "Eerst dit."), ("r1", "Dan dat.")]


def test_words_that_could_not_be_kept_are_handed_over_again(
    room: SignalDeskRoom, records: RecordsDesk, navigator: Notebook, settle: Settle
) -> None:
    def full() -> None:
        raise EnvironmentFault(says("De schijf is vol. Maak ruimte."))

    enter(room, settle, observation_id="o1")
    records.reports.broken = full
    write("Blijft staan.")
    room.leave()
    settle()
    assert navigator.said == ["De schijf is vol. Maak ruimte."]
    records.reports.broken = lambda: None
    room.export()
    settle()
    assert records.reports.filled_in[-1][1].facts == "Blijft staan."


def test_the_author_says_what_a_note_rests_on(
    room: SignalDeskRoom, records: RecordsDesk, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    tab_to("Waarop steunt dit?")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert focused().accessibleName() == "Hoe weet u dit?"
    press(Qt.Key.Key_Down)
    room.leave()
    settle()
    said = records.reports.filled_in[-1][1]
    assert (said.basis, said.directness) == (Basis.CONDUCT, Directness.SEEN)


# Withdrawing


def test_withdrawing_takes_a_reason(
    room: SignalDeskRoom, records: RecordsDesk, registry: ActionRegistry, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    registry.qaction("withdraw_report").trigger()
    assert isinstance(focused(), QLineEdit)
    press(Qt.Key.Key_Return)
    assert "Schrijf kort op waarom u deze melding intrekt." in words(room)
    write("Bij nader inzien geen signaal.")
    press(Qt.Key.Key_Return)
    settle()
    assert records.reports.kept["r-o1"].state is ReportState.WITHDRAWN
    assert "Deze melding is ingetrokken." in words(room)


def test_a_reason_half_typed_comes_back_with_its_report_after_a_lock(
    room: SignalDeskRoom, records: RecordsDesk, registry: ActionRegistry, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    registry.qaction("withdraw_report").trigger()
    write("Bij nader inzien")
    sheets = room.half_typed()
    room.forget()
    assert not any("nader" in one.text() for one in room.findChildren(QLineEdit))
    room.open_desk(cast("Any", records))
    room.take_back(sheets)
    assert room.half_typed() == sheets  # a lock before the reports are shown loses nothing either
    enter(room, settle)
    write(" geen signaal.")
    press(Qt.Key.Key_Return)
    settle()
    assert records.reports.kept["r-o1"].state is ReportState.WITHDRAWN


def test_escape_withdraws_nothing(
    room: SignalDeskRoom, records: RecordsDesk, registry: ActionRegistry, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    registry.qaction("withdraw_report").trigger()
    write("Toch maar")
    press(Qt.Key.Key_Escape)
    settle()
    assert records.reports.kept["r-o1"].state is ReportState.NOTE
    shown = [one.text() for one in room.findChildren(QPushButton) if one.isVisible() and one.text()]
    assert shown[-2:] == ["Exporteer  Ctrl+E", "Trek de melding in"]


# The room


def test_without_reports_the_room_says_how_one_begins(
    room: SignalDeskRoom, records: RecordsDesk, settle: Settle
) -> None:
    records.reports.notes = []
    enter(room, settle)
    shown = words(room)
    assert "Er zijn nog geen meldingen." in shown
    assert "Is er niets te melden, dan is dat ook goed." in shown


def test_after_locking_nothing_can_be_read(room: SignalDeskRoom, settle: Settle) -> None:
    enter(room, settle, observation_id="o1")
    write("Hij zegt het.")
    room.forget()
    shown = words(room)
    for readable in ("kamp", "S-2026", "280.123.4567"):
        assert readable not in shown
    assert not any(one.toPlainText() for one in room.findChildren(QPlainTextEdit))
    assert not any(one.document().isUndoAvailable() for one in room.findChildren(QPlainTextEdit))
    assert not any(one.isVisible() for one in room.findChildren(RowButton))


def test_a_lesser_width_puts_all_below_each_other(
    room: SignalDeskRoom, display: Display, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    display.set_scale(150)
    room.resize(1000, 700)
    settle()
    assert "NOG NODIG VOOR VERZENDEN" in words(room)
    tab_to("Collega geraadpleegd")
    display.set_scale(100)
    room.resize(1400, 900)
    settle()
    assert "NOG NODIG VOOR VERZENDEN" in words(room)


def test_another_language_keeps_what_was_typed_and_chosen(
    room: SignalDeskRoom, records: RecordsDesk, display: Display, settle: Settle
) -> None:
    enter(room, settle, observation_id="o1")
    write("Hij zegt het.")
    tab_to("Route")
    press(Qt.Key.Key_Down)
    display.set_language("en")
    room.leave()
    settle()
    _, said, decided = records.reports.filled_in[-1]
    assert (said.facts, said.basis, decided.route) == ("Hij zegt het.", Basis.STATEMENT, "coordinator_tsz")
    assert "Support for an armed group" in words(room)


def test_the_palette_offers_reports_by_number(
    room: SignalDeskRoom, records: RecordsDesk, settle: Settle
) -> None:
    records.reports.kept["r1"] = report()
    enter(room, settle)
    assert room.places("9999") == ()
    (place,) = room.places("0117")
    assert (place.title, place.detail) == ("S-2026-0117", "in voorbereiding")
    place.choose()
    assert "Melding S-2026-0117" in words(room)
