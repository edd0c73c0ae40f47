# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Cells of a workbook that hold nothing of the questionnaire, and in which a reference would yet be wrong.

What stands on the row of an ``end_group``, or in a setting that becomes a name, goes nowhere: an author who
wrote ``${name}`` there meant another row. Other programs refuse a reference to nothing wherever it stands.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.errors import says
from app.questionnaire.naming import REFERENCE, names_in, unknown, without_last_saved
from app.strict_yaml import Reading


@dataclass(frozen=True, slots=True)
class Stray:
    """A cell, with where to note what is wrong with it."""

    reading: Reading
    row: int
    text: str


def check_strays(strays: Iterable[Stray], names: Collection[str]) -> None:
    """Object to what looks like a reference and is none, and to a reference to nothing."""
    for stray in strays:
        if "${" in REFERENCE.sub("", without_last_saved(stray.text)):
            message = says("een verwijzing in „{text}” is niet af. Schrijf: ${{naam}}.", text=stray.text[:60])
            stray.reading.object(stray.row, message)
        for name in names_in(stray.text):
            if name not in names:
                stray.reading.object(stray.row, unknown(name, names))
