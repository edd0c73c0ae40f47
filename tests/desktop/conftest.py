# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Parts of the window for tests: a display, the actions, a vault thread and a desk."""

from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.desktop.action_list import ACTIONS
from app.desktop.actions import ActionRegistry
from app.desktop.bridge import VaultThread
from app.desktop.display import Display
from app.hearing.records import HearingState
from tests.desktop.doubles import FakeDesk, FakeWorklist, summary


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk(
        FakeWorklist(
            [summary("Y. A."), summary("M. R.", HearingState.CLOSED), summary("O. K.", name_in_script="")]
        )
    )


@pytest.fixture
def display(qapp: object) -> Display:
    return Display()


@pytest.fixture
def registry(display: Display) -> ActionRegistry:
    return ActionRegistry(ACTIONS, display)


@pytest.fixture
def bridge(qapp: object) -> Iterator[VaultThread]:
    thread = VaultThread()
    yield thread
    thread.shut_down()


@pytest.fixture
def settle(qtbot: QtBot, bridge: VaultThread) -> Callable[[], None]:
    """Wait until everything asked of the vault thread so far has been answered."""

    def wait() -> None:
        answered: list[bool] = []
        bridge.ask(lambda: True, answered.append)
        qtbot.waitUntil(lambda: bool(answered))

    return wait
