# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What holds for every test: Qt off screen, no stray warning, nothing left running."""

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import settings

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

settings.register_profile("project", deadline=None)
settings.load_profile("project")

_EXPECTED_FROM_QT = (
    "This plugin does not support",  # the off-screen platform cannot do all that a real one does
)


@pytest.fixture(autouse=True, scope="session")
def nothing_kept_in_the_home_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let the program remember what it remembers outside a vault in a folder of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        patch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.mktemp("config")))
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
        yield


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread behind."""
    before = set(threading.enumerate())
    yield
    left = [one.name for one in threading.enumerate() if one not in before and one.is_alive()]
    assert not left, f"threads left running: {left}"


@pytest.fixture(autouse=True)
def qt_is_silent(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test of the window during which Qt warns; tests without a window do not load Qt for this."""
    if "qapp" not in request.fixturenames and "qtbot" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QMessageLogContext, QtMsgType, qInstallMessageHandler

    told: list[str] = []

    def hear(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtDebugMsg and not text.startswith(_EXPECTED_FROM_QT):
            told.append(text)

    before = qInstallMessageHandler(hear)
    yield
    # Whatever was put away for good goes now: no later test restyles the windows of this one.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qInstallMessageHandler(before)
    assert not told, f"Qt warned: {told}"
