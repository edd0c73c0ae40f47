# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.closing.report_files import proposed_name, save_report
from app.desktop.closing.room import ClosingRoom
from app.desktop.closing.wording import summary, unanswered
from app.desktop.display import Display
from app.desktop.room_names import CLOSING, HEARING_ROOM, SIGNAL_DESK
from app.desktop.saving import AskFiles
from app.desktop.widgets.row_list import Row, RowButton, RowList
from app.errors import EnvironmentFault, UserError, says
from app.hearing.records import HearingState
from app.questionnaire.values import Address
from tests.desktop.closing_doubles import COMPLETE, OPEN, RecordsDesk, hearing_view, note
from tests.desktop.doubles import Notebook

W = TypeVar("W", bound=QWidget)
Settle = Callable[[], None]


class Place:
    """Stands in for the dialog that asks where a file goes."""

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.proposed: list[str] = []

    def __call__(self, _parent: QWidget, _title: str, proposed: str, _kinds: str) -> tuple[str, str]:
        self.proposed.append(proposed)
        return self.path, ""


@pytest.fixture
def navigator() -> Notebook:
    return Notebook()


@pytest.fixture
def place() -> Place:
    return Place()


@pytest.fixture
def records() -> RecordsDesk:
    return RecordsDesk()


@pytest.fixture
def room(
    qtbot: QtBot,
    display: Display,
    registry: ActionRegistry,
    bridge: VaultThread,
    navigator: Notebook,
    place: Place,
    records: RecordsDesk,
) -> ClosingRoom:
    made = ClosingRoom(display, registry, bridge, navigator, ask=AskFiles(place, place, place))
    qtbot.addWidget(made)
    made.addActions(registry.qactions())
    registry.enter(CLOSING)
    made.open_desk(cast("Any", records))
    made.resize(1200, 800)
    made.show()
    made.activateWindow()
    return made


def enter(room: ClosingRoom, settle: Settle) -> None:
    room.enter()
    settle()
    settle()


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifiers)


def words(room: QWidget) -> str:
    """Give all words that can be seen."""
    return "\n".join(label.text() for label in room.findChildren(QLabel) if label.isVisible())


def only(room: QWidget, kind: type[W]) -> W:
    found = room.findChild(kind)
    assert isinstance(found, kind)
    return found


def focused_row() -> str:
    focused = QApplication.focusWidget()
    assert isinstance(focused, RowButton)
    return focused.key


# The check


def test_what_is_open_stands_with_its_number(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    records.close.found = OPEN
    enter(room, settle)
    shown = words(room)
    assert "A1.4  In welke plaats bent u geboren?" in shown
    assert "De datum ligt in de toekomst. Vraag opnieuw." in shown
    assert "A7.1  Waarom vraagt u asiel aan?" in shown
    assert "7 andere vragen hebben geen antwoord. Dat mag." in shown


def test_enter_on_a_point_goes_to_the_question(
    room: ClosingRoom, records: RecordsDesk, navigator: Notebook, settle: Settle
) -> None:
    records.close.found = OPEN
    enter(room, settle)
    assert focused_row() == "birth_place"
    press(Qt.Key.Key_Down)
    assert focused_row() == "health"
    press(Qt.Key.Key_Return)
    assert navigator.gone == [(HEARING_ROOM, {"address": Address("health")})]


def test_tab_stops_once_in_each_list(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    records.close.found = OPEN
    enter(room, settle)
    press(Qt.Key.Key_Tab)
    assert focused_row() == "departure_date"


def test_the_last_check_is_shown_in_another_language(
    room: ClosingRoom, records: RecordsDesk, display: Display, settle: Settle
) -> None:
    records.close.found = OPEN
    records.notes.kept = [note("o1", "ik bracht eten")]
    enter(room, settle)
    display.set_language("en")
    assert "A1.4  In which place were you born?" in words(room)
    assert "“ik bracht eten”" in words(room)


def test_a_break_that_lasts_is_told(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    records.close.found = replace(COMPLETE, on_break=True)
    enter(room, settle)
    assert "De pauze loopt nog" in words(room)
    assert only(room, QPlainTextEdit).isVisible()


def test_who_and_when_are_summed_up(display: Display) -> None:
    told = {str(heading): line for heading, line in summary(hearing_view(), display)}
    assert told["Begonnen"] == "23 november 2026, 09:05"
    assert told["Pauzes"] == "10:00–10:15"
    assert "gemachtigde mr. V. (afwezig: trein viel uit)" in told["Aanwezig"]
    assert "Geëindigd" not in told
    bare = {str(heading): line for heading, line in summary(hearing_view(breaks=(), attendees=()), display)}
    assert (bare["Pauzes"], bare["Aanwezig"]) == ("geen", "niemand genoteerd")


def test_open_questions_that_may_stay_open_are_told_quietly() -> None:
    assert unanswered(replace(COMPLETE, unanswered=0)) is None
    assert str(unanswered(COMPLETE)) == "Eén andere vraag heeft geen antwoord. Dat mag."


# Closing


def test_a_complete_hearing_closes_with_one_key(
    room: ClosingRoom, records: RecordsDesk, settle: Settle
) -> None:
    enter(room, settle)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert records.close.reasons == [""]
    shown = words(room)
    assert "Gehoor gesloten" in shown
    assert "Het gehoor is gesloten om 11:42. Bewaar nu het verslag." in shown


def test_an_open_point_needs_a_reason_first(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    records.close.found = OPEN
    enter(room, settle)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert records.close.reasons == []
    assert "Schrijf op waarom het open blijft." in words(room)
    reason = QApplication.focusWidget()
    assert isinstance(reason, QPlainTextEdit)
    QTest.keyClicks(reason, "De tolk moest weg. ")
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert records.close.reasons == ["De tolk moest weg."]


def test_closing_twice_asks_once(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    enter(room, settle)
    room.close_hearing()
    room.close_hearing()
    settle()
    room.close_hearing()
    settle()
    assert records.close.reasons == [""]


def test_a_failed_closing_can_be_tried_again(
    room: ClosingRoom,
    records: RecordsDesk,
    navigator: Notebook,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_reason: str) -> None:
        raise EnvironmentFault(says("De schijf is vol. Maak ruimte."))

    enter(room, settle)
    with monkeypatch.context() as while_full:
        while_full.setattr(records.close, "close", full)
        room.close_hearing()
        settle()
    settle()
    assert navigator.said == ["De schijf is vol. Maak ruimte."]
    room.close_hearing()
    settle()
    assert records.close.reasons == [""]


def test_a_closed_hearing_only_offers_its_report(
    room: ClosingRoom, records: RecordsDesk, registry: ActionRegistry, settle: Settle
) -> None:
    records.conduct.view = hearing_view(state=HearingState.CLOSED)
    enter(room, settle)
    assert registry.qaction("export").isEnabled()
    assert not registry.qaction("close_hearing").isEnabled()
    focused = QApplication.focusWidget()
    assert isinstance(focused, QPushButton)
    assert focused.text().startswith("Bewaar gehoorverslag")


# The report


def test_the_report_goes_where_the_user_wants(
    room: ClosingRoom, records: RecordsDesk, place: Place, settle: Settle, tmp_path: Path
) -> None:
    records.conduct.view = hearing_view(state=HearingState.CLOSED)
    place.path = str(tmp_path / "verslag.pdf")
    enter(room, settle)
    press(Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert place.proposed == ["Gehoorverslag-280.123.4567-2026-11-23.pdf"]
    assert (tmp_path / "verslag.pdf").read_bytes() == b"%PDF-1.7 verslag"
    assert (tmp_path / "verslag.json").read_bytes() == b"{}"
    assert records.close.printed == [("pdf", "h1", "nl"), ("json", "h1", "nl")]
    assert f"Het verslag staat in {tmp_path}: verslag.pdf en verslag.json." in words(room)


def test_no_place_is_no_report(room: ClosingRoom, records: RecordsDesk, place: Place, settle: Settle) -> None:
    records.conduct.view = hearing_view(state=HearingState.CLOSED)
    enter(room, settle)
    room.save()
    settle()
    assert len(place.proposed) == 1
    assert records.close.printed == []


def test_a_place_that_cannot_be_written_is_told(
    room: ClosingRoom, records: RecordsDesk, place: Place, settle: Settle, tmp_path: Path
) -> None:
    records.conduct.view = hearing_view(state=HearingState.CLOSED)
    place.path = str(tmp_path / "nergens" / "verslag.pdf")
    enter(room, settle)
    room.save()
    settle()
    assert "kan niet worden bewaard" in words(room)
    room.save()
    settle()
    assert len(place.proposed) == 2


def test_a_name_without_ending_gets_one(tmp_path: Path) -> None:
    saved = save_report(str(tmp_path / "v1.2"), lambda: b"pdf", lambda: b"json")
    assert (saved.pdf.name, saved.json.name) == ("v1.2.pdf", "v1.2.json")


def test_a_stranger_s_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "verslag.json").write_bytes(b"other")
    with pytest.raises(UserError, match="Er staat al een bestand"):
        save_report(str(tmp_path / "verslag.pdf"), lambda: b"pdf", lambda: b"json")
    assert (tmp_path / "verslag.json").read_bytes() == b"other"


def test_a_report_takes_its_forerunner_s_place_and_leaves_nothing_else(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        save_report(str(tmp_path / "verslag.pdf"), lambda now=content: now, lambda: b"json")  # type: ignore[misc] # mypy does not infer lambdas with a default
    assert sorted(one.name for one in tmp_path.iterdir()) == ["verslag.json", "verslag.pdf"]
    assert (tmp_path / "verslag.pdf").read_bytes() == b"two"


def test_a_proposed_name_holds_nothing_a_folder_could_take_wrong() -> None:
    view = hearing_view()
    strange = replace(view, header=replace(view.header, v_number="../280 12/3"))
    assert proposed_name(strange) == "Gehoorverslag-..280123-2026-11-23.pdf"


def test_a_proposed_name_holds_the_day_of_the_office() -> None:
    after_midnight = hearing_view(session_started=datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    assert proposed_name(after_midnight).endswith("-2026-11-23.pdf")


# The look back


def test_nothing_to_note_is_one_key(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    enter(room, settle)
    offered = [one for one in room.findChildren(QPushButton) if one.isVisible() and "noteren" in one.text()]
    assert [one.text() for one in offered] == ["Niets te noteren  Alt+N", "Iets noteren  F9"]
    assert abs(offered[0].width() - offered[1].width()) <= 1
    press(Qt.Key.Key_N, Qt.KeyboardModifier.AltModifier)
    settle()
    settle()
    assert records.notes.nothing
    assert "Dat is een volwaardige uitkomst." in words(room)


def test_something_to_note_goes_back_to_the_hearing(
    room: ClosingRoom, navigator: Notebook, settle: Settle
) -> None:
    enter(room, settle)
    press(Qt.Key.Key_F9)
    assert navigator.gone == [(HEARING_ROOM, {"notes": True})]


def test_a_note_without_report_leads_to_the_signal_desk(
    room: ClosingRoom, records: RecordsDesk, navigator: Notebook, settle: Settle
) -> None:
    records.notes.kept = [note("o1"), note("o2", report_id="r2"), note("o3", withdrawn=True)]
    enter(room, settle)
    press(Qt.Key.Key_Backtab)
    while not isinstance(QApplication.focusWidget(), RowButton):
        press(Qt.Key.Key_Backtab)
    assert focused_row() == "o1"
    press(Qt.Key.Key_Return)
    assert navigator.gone == [(SIGNAL_DESK, {"observation_id": "o1"})]


def test_notes_never_keep_a_hearing_open(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    records.notes.kept = [note("o1")]
    enter(room, settle)
    room.close_hearing()
    settle()
    assert records.close.reasons == [""]


def test_notes_that_may_not_be_read_leave_the_rest_alone(
    room: ClosingRoom, records: RecordsDesk, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_hearing: str) -> None:
        raise UserError(says("U hebt geen toegang tot notities."))

    monkeypatch.setattr(records.notes, "notes", refuse)
    enter(room, settle)
    assert "U hebt geen toegang tot notities." in words(room)
    room.close_hearing()
    settle()
    assert records.close.reasons == [""]


def test_after_locking_nothing_can_be_read(room: ClosingRoom, records: RecordsDesk, settle: Settle) -> None:
    records.close.found = OPEN
    records.notes.kept = [note("o1")]
    enter(room, settle)
    only(room, QPlainTextEdit).setPlainText("De tolk moest weg.")
    room.forget()
    shown = words(room)
    for readable in ("280.123.4567", "A1.4", "kamp"):
        assert readable not in shown
    assert only(room, QPlainTextEdit).toPlainText() == ""


# The list of lines


def test_lines_keep_the_focus_when_they_change(qtbot: QtBot) -> None:
    listed = RowList()
    qtbot.addWidget(listed)
    listed.show_rows((Row("a", "A"), Row("b", "B")))
    listed.show()
    listed.activateWindow()
    assert listed.focus_on("b")
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), RowButton))
    assert focused_row() == "b"
    listed.show_rows((Row("c", "C"), Row("b", "B, anders")))
    assert focused_row() == "b"
    press(Qt.Key.Key_Home)
    assert focused_row() == "c"
    press(Qt.Key.Key_Up)
    assert focused_row() == "c"
    press(Qt.Key.Key_End)
    assert focused_row() == "b"


def test_a_line_tells_a_screen_reader_all_its_words(qtbot: QtBot) -> None:
    listed = RowList()
    qtbot.addWidget(listed)
    listed.show_rows((Row("a", "S-1", aside="vandaag", below="uit aanmeldgehoor", chip="verzonden"),))
    assert only(listed, RowButton).accessibleName() == "S-1, vandaag, uit aanmeldgehoor, verzonden"
