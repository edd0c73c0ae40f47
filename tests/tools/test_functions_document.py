# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The reference of functions says what the code does."""

from app.questionnaire.expressions.functions import FUNCTIONS
from tools.functions_document import FILE, document


def test_the_document_is_as_the_code_prints_it() -> None:
    assert FILE.read_text(encoding="utf-8") == document(), "run make functions"


def test_every_function_says_what_it_gives() -> None:
    assert [name for name, one in FUNCTIONS.items() if not one.about or f"`{name}(" not in document()] == []
