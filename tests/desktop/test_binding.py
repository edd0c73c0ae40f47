# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
import sys

import pytest
from PySide6.QtCore import QObject


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal there (PEP 683)")
def test_the_binding_to_qt_does_not_use_up_none() -> None:
    # PySide6 6.12.0 gives back None without counting it: after some thousands of calls Python ends at once.
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(200):
        thing.setObjectName("thing")
    assert sys.getrefcount(None) > before - 100
