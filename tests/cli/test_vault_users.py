# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What ``vault status`` and ``vault users`` print."""

import pytest

from app.cli.vault_users import _show
from app.i18n import Translator
from app.services.keep_people import PersonView


def test_a_name_that_nobody_checked_works_on_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    somebody = PersonView("Eva\x1b[2J\n", frozenset({"interviewer"}), waiting=False, label="\x07kamer 2")
    _show(somebody, Translator("nl"))
    assert capsys.readouterr().out == "Eva�[2J� (�kamer 2): interviewer\n"
