# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.desktop.bridge import VaultThread
from app.desktop.faults import place_of, sentence
from app.errors import UserError, says

Settle = Callable[[], None]


def test_acts_are_carried_out_in_order_on_one_other_thread(bridge: VaultThread, settle: Settle) -> None:
    order: list[int] = []
    threads: set[int] = set()

    def act(number: int) -> int:
        threads.add(threading.get_ident())
        return number

    for number in range(50):
        bridge.ask(lambda number=number: act(number), order.append)  # type: ignore[misc]  # a default binds it now
    settle()
    assert order == list(range(50))
    assert len(threads) == 1
    assert threads != {threading.get_ident()}


def test_answers_come_on_the_thread_of_the_window(bridge: VaultThread, settle: Settle) -> None:
    where: list[int] = []
    bridge.ask(lambda: None, lambda _: where.append(threading.get_ident()))
    settle()
    assert where == [threading.get_ident()]


def test_a_failure_goes_to_whoever_asked_and_else_to_all(bridge: VaultThread, settle: Settle) -> None:
    mine: list[Exception] = []
    everyones: list[Exception] = []
    bridge.failed.connect(everyones.append)

    def fail() -> None:
        raise UserError(says("Dit kan niet."))

    bridge.ask(fail, failed=mine.append)
    bridge.ask(fail)
    settle()
    assert [str(error) for error in mine] == ["Dit kan niet."]
    assert [str(error) for error in everyones] == ["Dit kan niet."]


def test_after_a_lock_no_answer_arrives_but_a_failure_does(bridge: VaultThread, settle: Settle) -> None:
    carried_out: list[str] = []
    read: list[str] = []
    told: list[Exception] = []
    bridge.failed.connect(told.append)

    def fail() -> None:
        raise UserError(says("De schijf is vol."))

    bridge.ask(lambda: carried_out.append("words"), lambda _: read.append("words"))
    bridge.ask(fail, failed=lambda _: read.append("failure"))
    bridge.drop_answers()
    settle()
    assert carried_out == ["words"]
    assert read == []
    assert [str(error) for error in told] == ["De schijf is vol."]


def test_answers_to_an_owner_that_is_gone_are_left_out(
    qtbot: QtBot, bridge: VaultThread, settle: Settle
) -> None:
    owner = QObject()
    heard: list[str] = []
    gate = threading.Event()
    bridge.ask(gate.wait, lambda _: heard.append("answer"), owner=owner)
    with qtbot.waitSignal(owner.destroyed):
        owner.deleteLater()
    gate.set()
    settle()
    assert heard == []


def test_busy_tells_when_work_begins_and_ends(bridge: VaultThread, settle: Settle) -> None:
    told: list[bool] = []
    bridge.busy.connect(told.append)
    bridge.ask(lambda: None)
    bridge.ask(lambda: None)
    settle()
    assert told == [True, False]


def test_waiting_gives_the_result_after_all_before_it(bridge: VaultThread) -> None:
    done: list[int] = []
    bridge.ask(lambda: done.append(1))
    assert bridge.ask_and_wait(lambda: [*done, 2]) == [1, 2]


def _stumble() -> None:
    raise KeyError("geheime woorden")


def test_a_bug_names_its_place_and_not_its_words(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(KeyError) as caught:
        _stumble()
    told = str(sentence(caught.value))
    assert place_of(caught.value).startswith("KeyError, test_bridge.py:")
    assert "KeyError" in told
    assert "geheime woorden" not in told + caplog.text
