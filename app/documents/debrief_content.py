# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What the talk after a practice is about, in words that are ready to be shown or printed."""

from dataclasses import dataclass
from datetime import datetime

SCHEMA = "gehoorwijzer/practice-debrief/1"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to talk about.

    Attributes:
        title: what it is about; or empty.
        words: the reason, or what is said of it.
        quotes: what the persona said, or what the trainee noted.
        lacking: what a note lacks, in one sentence; or empty.
    """

    title: str = ""
    words: str = ""
    quotes: tuple[str, ...] = ()
    lacking: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence below it or none, and the things below that."""

    heading: str
    intro: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class DebriefContent:
    """All of it.

    Attributes:
        language: of the words, ``nl`` or ``en``.
        title: of the scenario.
        subtitle: who practised and when.
        notice: what must be read first.
        mark: stands on every page and sets it apart from what is real.
        moment: when it was made, aware.
    """

    language: str
    title: str
    subtitle: str
    notice: str
    mark: str
    sections: tuple[Section, ...]
    moment: datetime
