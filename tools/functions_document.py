# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Prints docs/functions.md from the functions of expressions."""

from collections.abc import Iterator
from pathlib import Path

from app.questionnaire.expressions.functions import FAMILIES
from app.questionnaire.expressions.functions.signature import Function

FILE = Path(__file__).parent.parent / "docs" / "functions.md"

_HEAD = """<!--
SPDX-FileCopyrightText: Gehoorwijzer contributors
SPDX-License-Identifier: EUPL-1.2
-->
# Functions

Printed by `make functions` from the code. `?` may be left out, `*` and `+` may stand there more often.
What a hearing knows besides, and how it was chosen where engines differ, stands in
[expressions](expressions.md).
"""


def document() -> str:
    """Give the document."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _HEAD
    for family, functions in FAMILIES.items():
        yield f"## {family}\n"
        yield "| function | gives |"
        yield "|---|---|"
        for name, function in functions.items():
            yield f"| `{name}({_arguments(function)})` | {function.about} |"
        yield ""


def _arguments(function: Function) -> str:
    return ", ".join(function.parameters.split())


if __name__ == "__main__":
    FILE.write_text(document(), encoding="utf-8")
