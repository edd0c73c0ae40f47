# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.display import Display
from app.desktop.room_names import HEARING_ROOM, WORKLIST
from app.desktop.worklist.new_hearing import NewHearing, NewHearingForm, edtf_of
from app.desktop.worklist.room import WorklistRoom
from app.desktop.worklist.rows import Filter, days_ago, row_of, when
from app.desktop.worklist.table import HEADINGS, WorklistModel, WorklistTable
from app.errors import UserError, says
from app.hearing.records import HearingState, Mode, Role
from app.names import OFFICE_ZONE, country_names, language_name, language_names
from tests.desktop.doubles import NOW, FakeDesk, FakeWorklist, Notebook, StillClock, summary

Settle = Callable[[], None]


# The lines


def test_a_line_says_how_far_a_hearing_is(display: Display) -> None:
    row = row_of(summary("Y. A."), NOW, display)
    assert row.state == "bezig · 6/9"
    assert row.hearing == "Aanmeldgehoor"
    assert row.interpreter == "tolk 48213 · Tigrinya"
    assert row.where_left == "A3.1"
    assert row.name.startswith("Y. A.")
    assert "ያሶፍ" in row.name


def test_a_line_without_particulars_has_no_leftovers(display: Display) -> None:
    bare = summary("O. K.", HearingState.CLOSED, name_in_script="", language="", interpreter_number="")
    row = row_of(bare, NOW, display)
    assert (row.name, row.interpreter, row.state) == ("O. K.", "–", "gesloten")


def test_time_is_told_on_the_office_s_calendar(display: Display) -> None:
    just_after_midnight = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert when(just_after_midnight, NOW, display) == "00:30"
    assert when(just_after_midnight - timedelta(hours=1), NOW, display) == "gisteren"
    assert when(NOW - timedelta(days=5), NOW, display) == "18 nov 2026"


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 400), st.times(), st.times())
def test_days_are_counted_on_the_calendar_whatever_the_clock_does(
    day: date, later: int, then: time, now: time
) -> None:
    moment = datetime.combine(day, then, OFFICE_ZONE).astimezone(UTC)
    after = datetime.combine(day + timedelta(days=later), now, OFFICE_ZONE).astimezone(UTC)
    assert days_ago(moment, after) == later


def test_filters_ask_for_states_and_leave_days_out() -> None:
    old = summary("M. R.", last_at=NOW - timedelta(days=1))
    assert Filter.ALL.states() == Filter.TODAY.states() == frozenset()
    assert Filter.CLOSED.states() == {HearingState.CLOSED}
    assert [one.shows(old, NOW) for one in Filter] == [True, False, True, True]


# The table


def test_the_model_is_clean(display: Display) -> None:
    model = WorklistModel(display)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show_hearings((summary("Y. A."), summary("M. R.")), NOW)
    assert tester.model() is model
    assert (model.rowCount(), model.columnCount()) == (2, len(HEADINGS))
    assert model.headerData(1, Qt.Orientation.Horizontal) == "V-NUMMER"
    assert model.summary(1).name == "M. R."
    model.forget()
    assert model.rowCount() == 0


def test_every_column_is_as_wide_as_its_words(qtbot: QtBot, display: Display) -> None:
    model = WorklistModel(display)
    table = WorklistTable(display)
    qtbot.addWidget(table)
    table.setModel(model)
    model.show_hearings((summary("Een heel lange samengestelde achternaam"),), NOW)
    table.fit()
    for column in range(model.columnCount() - 1):
        assert table.columnWidth(column) >= table.sizeHintForColumn(column)


# The names


@pytest.mark.parametrize("language", ["nl", "en"])
def test_lists_of_names_are_sorted_and_have_no_doubles(language: str) -> None:
    for named in (country_names(language), language_names(language)):
        codes = [code for code, _ in named]
        assert len(set(codes)) == len(codes)
        assert {"ER", "SY"} <= set(codes) or {"ti", "ar", "prs", "ckb"} <= set(codes)
    assert {"EU", "UN", "ZZ"}.isdisjoint(code for code, _ in country_names(language))


def test_accents_do_not_send_a_name_to_the_end() -> None:
    names = [name for _, name in country_names("nl")]
    assert names.index("Åland") < names.index("Albanië")


def test_dari_has_a_name() -> None:
    assert language_name("prs", "nl") == "Dari"


# The form


@pytest.mark.parametrize(
    ("typed", "edtf"),
    [
        ("12-5-1998", "1998-05-12"),
        ("5-1998", "1998-05"),
        (" 1998 ", "1998"),
        ("1998~", "1998~"),
        ("", ""),
        ("1998-05", "1998-05"),
    ],
)
def test_dates_are_read_as_written(typed: str, edtf: str) -> None:
    assert edtf_of(typed) == edtf


@pytest.mark.parametrize("typed", ["31-2-1998", "13-1998", "gisteren", "12/5/98"])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(UserError):
        edtf_of(typed)


def named(inside: QWidget, name: str) -> Any:
    fields = [*inside.findChildren(QLineEdit), *inside.findChildren(QComboBox)]
    return next(one for one in fields if one.accessibleName() == name)


@pytest.fixture
def form(qtbot: QtBot, display: Display) -> NewHearingForm:
    made = NewHearingForm(display)
    qtbot.addWidget(made)
    worklist = FakeWorklist([])
    made.open_desk(cast("Any", worklist), worklist.questionnaires())
    made.show()
    made.begin()
    return made


def begun(form: NewHearingForm) -> list[NewHearing]:
    heard: list[NewHearing] = []
    form.begun.connect(heard.append)
    return heard


def test_a_form_filled_in_well_begins_a_hearing(form: NewHearingForm) -> None:
    heard = begun(form)
    named(form, "V-nummer").setText("280.123.4567")
    named(form, "Naam, in Latijns schrift").setText(" Y. A. ")
    named(form, "Naam in eigen schrift").setText("ያሶፍ")
    named(form, "Geboortedatum").setText("5-1998")
    named(form, "Nationaliteit (land)").setCurrentText("eritrea")
    named(form, "Taal van het gehoor").setCurrentText("Tigrinya")
    named(form, "Tolknummer").setText("48213")
    named(form, "Manier van horen").setCurrentText("per video")
    form.submit()
    (new,) = heard
    header = new.header
    assert (header.kind, header.v_number, header.name) == ("aanmeldgehoor", "280.123.4567", "Y. A.")
    assert (header.birth_date, header.nationality, header.language) == ("1998-05", "ER", "ti")
    assert header.mode is Mode.VIDEO
    assert (new.questionnaire_id, new.version) == ("aanmeldgehoor", "1.0.0")
    assert [(one.role, one.reference) for one in new.attendees] == [(Role.INTERPRETER, "48213")]


def test_what_is_missing_is_told_and_gone_to(form: NewHearingForm) -> None:
    heard = begun(form)
    named(form, "Taal van het gehoor").setCurrentText("Klingonees dialect")
    form.submit()
    words = "\n".join(label.text() for label in form.findChildren(QLabel) if label.isVisible())
    assert heard == []
    assert "Vul een naam in." in words
    assert "Vul het V-nummer in." in words
    assert "Kies een taal uit de lijst" in words


def test_an_unusual_v_number_is_warned_about_and_accepted(form: NewHearingForm) -> None:
    heard = begun(form)
    field = named(form, "V-nummer")
    field.setText("12")
    field.editingFinished.emit()
    assert "tien cijfers" in field.accessibleDescription()
    named(form, "Naam, in Latijns schrift").setText("Y. A.")
    form.submit()
    assert heard[0].header.v_number == "12"


def test_the_form_changes_language_and_keeps_what_was_chosen(form: NewHearingForm, display: Display) -> None:
    heard = begun(form)
    named(form, "V-nummer").setText("280.123.4567")
    named(form, "Naam, in Latijns schrift").setText("Y. A.")
    country = named(form, "Nationaliteit (land)")
    country.setCurrentText("Syrië")
    display.set_language("en")
    assert country.currentText() == "Syria"
    form.submit()
    assert heard[0].header.nationality == "SY"


def test_others_present_are_noted(form: NewHearingForm) -> None:
    heard = begun(form)
    named(form, "V-nummer").setText("280.123.4567")
    named(form, "Naam, in Latijns schrift").setText("Y. A.")
    add = next(
        one for one in form.findChildren(QWidget) if getattr(one, "text", str)() == "Voeg een aanwezige toe"
    )
    QTest.mouseClick(add, Qt.MouseButton.LeftButton)
    named(form, "Rol van de aanwezige").setCurrentText("voogd")
    named(form, "Naam of nummer").setText("Nidos 12")
    form.submit()
    assert [(one.role, one.reference) for one in heard[0].attendees] == [(Role.GUARDIAN, "Nidos 12")]


def test_escape_gives_up(form: NewHearingForm, qtbot: QtBot) -> None:
    with qtbot.waitSignal(form.given_up):
        QTest.keyClick(form, Qt.Key.Key_Escape)


def test_a_form_that_is_forgotten_holds_no_words(form: NewHearingForm) -> None:
    for line in form.findChildren(QLineEdit):
        line.setText("KANARIE")
    form.forget()
    assert "KANARIE" not in "".join(line.text() for line in form.findChildren(QLineEdit))


# The room


@pytest.fixture
def room(
    qtbot: QtBot,
    display: Display,
    registry: ActionRegistry,
    bridge: VaultThread,
    desk: FakeDesk,
    settle: Settle,
) -> Iterator[WorklistRoom]:
    made = WorklistRoom(display, registry, bridge, Notebook(), StillClock())
    qtbot.addWidget(made)
    registry.enter(WORKLIST)
    made.show()
    made.open_desk(cast("Any", desk))
    made.enter()
    settle()
    yield made
    made.forget()


def table_of(room: WorklistRoom) -> WorklistTable:
    (table,) = room.findChildren(WorklistTable)
    return table


def notes_of(room: WorklistRoom) -> Notebook:
    return cast("Notebook", room.navigator)


def words_on(room: QWidget) -> str:
    return "\n".join(label.text() for label in room.findChildren(QLabel) if label.isVisible())


def test_enter_goes_on_with_the_chosen_hearing(
    room: WorklistRoom, desk: FakeDesk, settle: Settle, registry: ActionRegistry
) -> None:
    table_of(room).selectRow(1)
    registry.carry_out("continue")
    settle()
    assert desk.conduct.resumed == ["M. R."]
    assert notes_of(room).gone == [(HEARING_ROOM, {"view": "view of M. R."})]


def test_the_list_can_be_searched_and_filtered(room: WorklistRoom, desk: FakeDesk, settle: Settle) -> None:
    room.choose(Filter.CLOSED)
    settle()
    assert table_of(room).model().rowCount() == 1
    named(room, "Zoek een gehoor").setText("niemand")
    room.refresh()
    settle()
    assert desk.worklist.asked[-1] == ("niemand", {HearingState.CLOSED})
    assert "Geen gehoor gevonden" in words_on(room)


def test_typing_searches_by_itself(room: WorklistRoom, desk: FakeDesk, qtbot: QtBot) -> None:
    QTest.keyClicks(named(room, "Zoek een gehoor"), "y. a")
    qtbot.waitUntil(lambda: table_of(room).model().rowCount() == 1)
    assert [search for search, _ in desk.worklist.asked] == ["", "y. a"]


def test_an_empty_worklist_says_what_to_do(room: WorklistRoom, desk: FakeDesk, settle: Settle) -> None:
    desk.worklist.listed.clear()
    room.refresh()
    settle()
    assert "Ctrl+N" in words_on(room)
    assert not table_of(room).isVisible()


def test_an_answer_to_an_older_question_is_left_aside(
    room: WorklistRoom, desk: FakeDesk, settle: Settle
) -> None:
    room.choose(Filter.CLOSED)
    room.choose(Filter.ALL)
    settle()
    assert table_of(room).model().rowCount() == 3


def test_a_new_hearing_begins_from_the_form(
    room: WorklistRoom, desk: FakeDesk, settle: Settle, registry: ActionRegistry
) -> None:
    registry.carry_out("new_hearing")
    named(room, "V-nummer").setText("280.123.4567")
    named(room, "Naam, in Latijns schrift").setText("Y. A.")
    room.findChildren(NewHearingForm)[0].submit()
    settle()
    assert [header.name for header, *_ in desk.conduct.started] == ["Y. A."]
    assert notes_of(room).gone == [(HEARING_ROOM, {"view": "a view"})]


def test_after_forgetting_no_name_is_left(room: WorklistRoom) -> None:
    model = table_of(room).model()
    room.forget()
    assert model.rowCount() == 0
    assert named(room, "Zoek een gehoor").text() == ""
    room.refresh()


def test_a_questionnaire_that_is_refused_is_told(room: WorklistRoom, desk: FakeDesk, settle: Settle) -> None:
    desk.worklist.refused = (says("aanmeldgehoor/1.0.0.yaml, regel 3: schrijf hier true of false."),)
    room.open_desk(cast("Any", desk))
    settle()
    assert cast("Notebook", room.navigator).said == [
        "aanmeldgehoor/1.0.0.yaml, regel 3: schrijf hier true of false."
    ]
