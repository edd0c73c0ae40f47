# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import subprocess
import sys
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from app.desktop import program, theme
from app.desktop.actions import ActionRegistry
from app.desktop.bar import Bar, time_worked
from app.desktop.display import Display
from app.desktop.overlay import Palette
from app.desktop.ports import PaletteEntry
from app.desktop.room import Room
from app.desktop.room_names import (
    HEARING_ROOM,
    LIBRARY,
    MANAGE,
    PEOPLE,
    PRACTICE,
    SIGNAL_DESK,
    UNLOCK,
    WORKLIST,
)
from app.desktop.shell import Window
from app.desktop.widgets.labels import Label
from app.desktop.worklist.room import WorklistRoom
from app.errors import UserError, says
from app.hearing.records import HearingState
from app.i18n import Texts
from app.services.views import BreakView, Header, HearingView
from app.settings import Settings
from tests.desktop.doubles import (
    NOW,
    PASSPHRASE,
    PERSON,
    FakeAccess,
    FakeDesk,
    KeptSettings,
    StandInHearing,
    StandInSignals,
    StillClock,
)


def a_view(**fields: Any) -> HearingView:
    values: dict[str, Any] = {
        "hearing_id": "1",
        "state": HearingState.UNDER_WAY,
        "header": Header(
            "aanmeldgehoor", "280.123.4567", "Yusuf A.", language="ti", interpreter_number="48213"
        ),
        "title": Texts.of({"nl": "Aanmeldgehoor", "en": "Registration interview"}),
        "notice": Texts(),
        "questionnaire_id": "aanmeldgehoor",
        "questionnaire_version": "3.2.0",
        "languages": ("nl",),
        "classification": "STG. CONFIDENTIEEL",
        "session": 1,
        "session_started": NOW - timedelta(minutes=90),
        "session_ended": None,
        "attendees": (),
        "breaks": (),
        "sections": (),
        "current": None,
    }
    return HearingView(**(values | fields))


def stand_ins(window: Window, **_asks: object) -> Iterable[Room]:
    parts = (window.display, window.registry, window.bridge, window)
    yield WorklistRoom(*parts, StillClock())
    yield StandInHearing(*parts)
    yield StandInSignals(*parts)


@pytest.fixture
def kept() -> KeptSettings:
    return KeptSettings()


@pytest.fixture
def window(
    qtbot: QtBot, qapp: QApplication, desk: FakeDesk, kept: KeptSettings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Window]:
    monkeypatch.setattr(program, "make_rooms", stand_ins)
    access = cast("Any", FakeAccess(desk))
    made = program.build_window(qapp, access, kept, StillClock())
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def unlocked(window: Window, qtbot: QtBot) -> Window:
    unlock(window, qtbot)
    return window


def unlock(window: Window, qtbot: QtBot) -> None:
    room = window.room(UNLOCK)
    field = next(one for one in room.findChildren(QLineEdit) if one.accessibleName() == "Wachtzin")
    qtbot.waitUntil(field.isVisible)
    field.setText(PASSPHRASE)
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: front(window) == WORKLIST)
    rows = window.room(WORKLIST)
    assert isinstance(rows, WorklistRoom)
    qtbot.waitUntil(lambda: readable(window).count("280.123.4567") > 0)


def front(window: Window) -> str:
    room = window.front()
    return room.name if room else ""


def readable(window: QWidget) -> str:
    """Give every word in the widget tree, shown or not."""
    found = [label.text() for label in window.findChildren(QLabel)]
    found += [line.text() for line in window.findChildren(QLineEdit)]
    if isinstance(window, Window):
        for model in (table.model() for table in window.findChildren(QWidget) if hasattr(table, "model")):
            found += [
                str(model.index(row, column).data())
                for row in range(model.rowCount())
                for column in range(model.columnCount())
            ]
    return "\n".join(found)


def test_the_window_opens_locked(window: Window) -> None:
    assert front(window) == UNLOCK
    window.registry.carry_out("worklist")
    assert front(window) == UNLOCK


def test_unlocking_leads_to_the_worklist_and_is_remembered(unlocked: Window, kept: KeptSettings) -> None:
    assert PERSON in readable(unlocked)
    assert kept.settings.last_person == PERSON


def test_rooms_are_entered_and_left(unlocked: Window) -> None:
    unlocked.go(HEARING_ROOM)
    unlocked.go(SIGNAL_DESK)
    hearing = cast("StandInHearing", unlocked.room(HEARING_ROOM))
    assert hearing.happened == ["desk", "enter", "leave"]


def test_locking_drops_every_readable_word(unlocked: Window, desk: FakeDesk, qtbot: QtBot) -> None:
    unlocked.go(HEARING_ROOM)
    unlocked.hearing_header(a_view())
    unlocked.say(says("Het gehoor van {name} is hervat.", name="Yusuf A."))
    assert "Yusuf A." in readable(unlocked)
    unlocked.lock()
    assert front(unlocked) == UNLOCK
    left = readable(unlocked)
    for word in ("Yusuf A.", "280.123.4567", "Y. A.", "3.2.0"):
        assert word not in left
    hearing = cast("StandInHearing", unlocked.room(HEARING_ROOM))
    assert hearing.happened == ["desk", "enter", "forget"]
    qtbot.waitUntil(lambda: desk.locked == 1)


def test_words_handed_over_while_locking_are_stored_before_the_vault_locks(
    unlocked: Window, desk: FakeDesk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    hearing = unlocked.room(HEARING_ROOM)
    monkeypatch.setattr(hearing, "forget", lambda: unlocked.bridge.ask(lambda: order.append("draft")))
    monkeypatch.setattr(FakeDesk, "lock", lambda _desk: order.append("locked"))
    unlocked.registry.carry_out("lock")
    qtbot.waitUntil(lambda: len(order) == 2)
    assert order == ["draft", "locked"]


def test_the_vault_opens_again_after_a_lock(unlocked: Window, qtbot: QtBot) -> None:
    for _ in range(3):
        unlocked.lock()
        unlock(unlocked, qtbot)
    assert front(unlocked) == WORKLIST


def test_closing_the_window_locks_the_vault(unlocked: Window, desk: FakeDesk) -> None:
    unlocked.close()
    assert desk.locked == 1


def test_the_bar_shows_the_hearing_and_how_long_it_lasts(unlocked: Window) -> None:
    unlocked.go(HEARING_ROOM)
    unlocked.hearing_header(a_view())
    shown = readable(unlocked)
    for words in (
        "Aanmeldgehoor",
        "V-nummer 280.123.4567",
        "Yusuf A. · Tigrinya · tolk 48213",
        "01:30:00",
        "aanmeldgehoor 3.2.0",
        "STG. CONFIDENTIEEL",
    ):
        assert words in shown
    unlocked.go(WORKLIST)
    assert "Yusuf A." not in readable(unlocked)
    assert program.CLASSIFICATION in readable(unlocked)


def test_breaks_are_not_counted_as_work() -> None:
    breaks = (
        BreakView(NOW - timedelta(minutes=60), NOW - timedelta(minutes=40)),
        BreakView(NOW - timedelta(minutes=10), None),
    )
    assert time_worked(a_view(breaks=breaks), NOW) == timedelta(minutes=60)
    assert time_worked(a_view(breaks=breaks), NOW + timedelta(hours=1)) == timedelta(minutes=60)
    ended = a_view(session_ended=NOW - timedelta(minutes=30))
    assert time_worked(ended, NOW + timedelta(days=1)) == timedelta(minutes=60)


def test_the_status_line_tells_when_words_are_safe(unlocked: Window) -> None:
    unlocked.saving()
    assert "Wordt opgeslagen" in readable(unlocked)
    unlocked.saved(NOW)
    assert "Opgeslagen 13:00:00" in readable(unlocked)


def test_a_failure_is_told_in_a_sentence(unlocked: Window, qtbot: QtBot) -> None:
    def fail() -> None:
        raise UserError(says("De schijf is vol. Maak ruimte en probeer het opnieuw."))

    unlocked.bridge.ask(fail)
    qtbot.waitUntil(lambda: unlocked.banner_sentence().startswith("De schijf is vol"))


def test_the_sentence_follows_the_language_and_can_be_dismissed(unlocked: Window, qtbot: QtBot) -> None:
    unlocked.say(says("Sluit"))
    unlocked.display.set_language("en")
    assert unlocked.banner_sentence() in {"Sluit", "Close", "Dismiss"}
    unlocked.dismiss()
    assert unlocked.banner_sentence() == ""


def test_how_the_program_is_shown_is_remembered(unlocked: Window, kept: KeptSettings) -> None:
    for action in ("theme", "text_larger", "language"):
        unlocked.registry.carry_out(action)
    assert kept.settings == Settings("en", "dark", 110, last_person=PERSON)


def test_damaged_settings_are_told(qtbot: QtBot, qapp: QApplication, desk: FakeDesk) -> None:
    store = KeptSettings(problem=says("De instellingen waren beschadigd."))
    made = program.build_window(qapp, cast("Any", FakeAccess(desk)), store, StillClock())
    qtbot.addWidget(made)
    assert made.banner_sentence() == "De instellingen waren beschadigd."
    made.close()


def palette_of(window: Window) -> Palette:
    (palette,) = window.findChildren(Palette)
    return palette


def test_the_palette_finds_actions_and_places(unlocked: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen: list[str] = []
    hearing = unlocked.room(HEARING_ROOM)
    place = PaletteEntry("3.6 Dagelijks leven", "Nationaliteit", lambda: chosen.append("3.6"))
    monkeypatch.setattr(hearing, "places", lambda text: (place,) if "3.6" in text else ())
    unlocked.go(HEARING_ROOM)
    unlocked.registry.carry_out("palette")
    palette = palette_of(unlocked)
    assert palette.isVisible()
    field = palette.findChildren(QLineEdit)[0]
    QTest.keyClicks(field, "signal")
    assert [entry.title for entry in palette.entries()] == ["Signalen"]
    field.setText("3.6")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert chosen == ["3.6"]
    assert not palette.isVisible()


def test_the_palette_moves_by_keys_and_forgets_when_put_away(unlocked: Window) -> None:
    unlocked.registry.carry_out("palette")
    palette = palette_of(unlocked)
    field, rows = palette.findChildren(QLineEdit)[0], palette.findChildren(QListWidget)[0]
    for key, at in ((Qt.Key.Key_Down, 1), (Qt.Key.Key_Down, 2), (Qt.Key.Key_Up, 1), (Qt.Key.Key_Up, 0)):
        QTest.keyClick(field, key)
        assert rows.currentRow() == at
    QTest.keyClicks(field, "zzz")
    assert palette.entries() == ()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert field.text() == ""


def test_the_palette_does_not_keep_the_vault_open(unlocked: Window) -> None:
    unlocked.registry.carry_out("palette")
    unlocked.registry.carry_out("lock")
    assert front(unlocked) == UNLOCK
    assert unlocked.overlay() is None


def test_the_list_of_keys_has_every_key(window: Window) -> None:
    window.registry.carry_out("help")
    sheet = window.overlay()
    assert sheet is not None
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for action in window.registry:
        assert (window.display.text(action.title) in shown) == bool(action.shortcut)
    window.registry.carry_out("help")
    assert window.overlay() is None


def test_the_program_runs_until_its_window_is_closed(qapp: QApplication, desk: FakeDesk) -> None:
    hook = sys.excepthook
    told: list[str] = []

    def stumble_and_close() -> None:
        for made in qapp.topLevelWidgets():
            if isinstance(made, Window) and made.isVisible():
                sys.excepthook(KeyError, KeyError("KANARIE"), None)
                told.append(made.banner_sentence())
                made.close()

    QTimer.singleShot(0, stumble_and_close)
    access = cast("Any", FakeAccess(desk))
    assert program.run_window(access, KeptSettings(), language="en") == 0
    for made in qapp.topLevelWidgets():
        made.deleteLater()  # one that stays would look at every key of later tests
    assert sys.excepthook is hook
    assert len(told) == 1
    assert "KeyError" in told[0]
    assert "KANARIE" not in told[0]


def test_a_narrow_bar_still_shows_the_whole_hearing(unlocked: Window, qtbot: QtBot) -> None:
    unlocked.display.set_scale(200)
    unlocked.resize(1280, 720)
    unlocked.go(HEARING_ROOM)
    unlocked.hearing_header(a_view())
    labels = unlocked.findChildren(Bar)[0].findChildren(Label)

    def whole() -> bool:
        return all(label.height() >= label.heightForWidth(label.width()) for label in labels)

    qtbot.waitUntil(whole)
    assert all(label.isVisible() for label in labels)
    assert unlocked.width() == 1280


def test_nothing_heavy_is_loaded_before_the_unlock_room_shows() -> None:
    script = """
import sys
from PySide6.QtWidgets import QApplication
from app.clock import SystemClock
from app.desktop.program import build_window
from app.settings import LoadedSettings, Settings

class Store:
    def load(self): return LoadedSettings(Settings())
    def change(self, values): return self.load()

class Nothing:
    def status(self): return None

application = QApplication([])
window = build_window(application, Nothing(), Store(), SystemClock())
window.show()
heavy = {"sqlalchemy", "alembic", "reportlab", "babel", "argon2", "cryptography", "ruamel", "re2", "zxcvbn"}
print(sorted(heavy & {name.partition(".")[0] for name in sys.modules}))
window.close()
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("scale", [100, 150, 200])
def test_the_doors_of_all_rooms_fit_on_a_laptop(
    qtbot: QtBot, registry: ActionRegistry, display: Display, scale: int
) -> None:
    bar = Bar(display, registry, StillClock())
    qtbot.addWidget(bar)
    display.set_scale(scale)
    theme.apply(cast("QApplication", QApplication.instance()), display)
    bar.show_person(PERSON, frozenset({WORKLIST, SIGNAL_DESK, PEOPLE, PRACTICE, LIBRARY, MANAGE}))
    bar.resize(1440, 60)
    bar.show()
    assert bar.minimumSizeHint().width() <= 1440
