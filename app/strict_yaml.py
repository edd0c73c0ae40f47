# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the plain part of YAML that authors of questionnaires and catalogues need, and keeps every line.

Mappings, lists and text: no anchors, no tags, no guessing of types. Whatever is wrong is collected, so that
an author hears of all of it at once.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import Any

from app.errors import Message, UserError, says
from app.i18n import LANGUAGES, Texts

MOST_CHARACTERS = 200_000
"""A file longer than this is refused unread, unless its reader allows more."""

DEEPEST = 24
"""Nesting beyond this is refused, unless its reader allows more."""

MOST_PROBLEMS = 100
"""Reading stops at so many problems: whoever made them mends these first."""

_LONGEST_SHOWN = 200

NO_LETTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What is no character in XML 1.0, and so in no workbook and no XForm either."""


class Severity(StrEnum):
    """Whether a file is refused for a problem, or only remarked upon."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file; lines count from 1, and in a workbook are the rows of a `sheet`."""

    file: str
    line: int
    message: Message
    severity: Severity = Severity.ERROR
    sheet: str = ""

    def says(self) -> Message:
        """Say where and what in one sentence."""
        place = self._says()
        return says("Let op: {problem}", problem=place) if self.severity is Severity.WARNING else place

    def _says(self) -> Message:
        if self.sheet:
            return says(
                "{file}, blad {sheet}, rij {line}: {problem}",
                file=self.file,
                sheet=self.sheet,
                line=self.line,
                problem=_brief(self.message),
            )
        return says(
            "{file}, regel {line}: {problem}", file=self.file, line=self.line, problem=_brief(self.message)
        )


def _brief(message: Message) -> Message:
    """Give a sentence in which no name or text is longer than anyone reads."""

    def short(value: Any) -> Any:
        if isinstance(value, Message):
            return _brief(value)
        return (
            f"{value[:_LONGEST_SHOWN]}…" if isinstance(value, str) and len(value) > _LONGEST_SHOWN else value
        )

    return message.filled(**{name: short(value) for name, value in message.values.items()})


class FileRefusedError(UserError):
    """A file is refused; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first, more = problems[0].says(), len(problems) - 1
        super().__init__(says("{first} (En nog {more}.)", first=first, more=more) if more else first)
        self.problems = problems


def with_more(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """Give problems by line, and after them that there may be more than these."""
    last = problems[-1]
    more = says(
        "hier stopt de controle, na {most} problemen. Los die eerst op en controleer dan opnieuw.",
        most=len(problems),
    )
    return (
        *sorted(problems, key=lambda problem: problem.line),
        Problem(last.file, last.line, more, sheet=last.sheet),
    )


@dataclass(frozen=True, slots=True)
class Scalar:
    """A piece of text."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    line: int
    items: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """A mapping; each key once."""

    line: int
    by_key: Mapping[str, "Node"]


Node = Scalar | Listing | Fields


class Reading:
    """One reading of one file, or of one sheet of a workbook, with the problems found so far."""

    def __init__(
        self,
        file: str,
        most_characters: int = MOST_CHARACTERS,
        sheet: str = "",
        deepest: int = DEEPEST,
    ) -> None:
        self._file = file
        self.deepest = deepest
        self._most_characters = most_characters
        self._sheet = sheet
        self._problems: list[Problem] = []
        self._remarks: list[Problem] = []

    def of_sheet(self, sheet: str) -> "Reading":
        """Read another sheet of the same workbook; what is found there counts here."""
        other = Reading(self._file, self._most_characters, sheet)
        other._problems, other._remarks = self._problems, self._remarks
        return other

    @property
    def file(self) -> str:
        """What messages call the file."""
        return self._file

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far, in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What was found that is worth saying and no reason to refuse the file, in the order of the lines."""
        return tuple(sorted(self._remarks, key=lambda problem: problem.line))

    def object(self, line: int, message: Message) -> None:
        """Note a problem.

        Raises:
            FileRefusedError: these are enough.
        """
        self._problems.append(Problem(self._file, line, message, sheet=self._sheet))
        if len(self._problems) >= MOST_PROBLEMS:
            raise FileRefusedError(with_more(self._problems))

    def remark(self, line: int, message: Message) -> None:
        """Note what is worth saying and does not stand in the way."""
        self._remarks.append(Problem(self._file, line, message, Severity.WARNING, self._sheet))

    def finish(self) -> None:
        """Refuse the file if anything was wrong.

        Raises:
            FileRefusedError: with all problems, in the order of their lines.
        """
        if self._problems:
            raise FileRefusedError(self.problems)

    def document(self, text: str) -> Fields:
        """Read `text` as one document that is a mapping.

        Raises:
            FileRefusedError: it cannot be read at all.
        """
        root: Node | None = None
        if len(text) > self._most_characters:
            self.object(
                1,
                says(
                    "het bestand is langer dan {most} tekens. Splits het of kort het in.",
                    most=self._most_characters,
                ),
            )
        else:
            root = self._parsed(text)
        if isinstance(root, Fields):
            return root
        if not self._problems:
            self.object(1, says("hier hoort een lijst van namen met hun inhoud te staan."))
        self.finish()
        raise AssertionError("finish() raises when a problem was noted")

    def _parsed(self, text: str) -> Node | None:
        from app.yaml_events import parsed

        return parsed(text, self)

    # What a node should be -----------------------------------------------------------------------------

    def fields(
        self, node: Node | None, required: Collection[str], optional: Collection[str] = ()
    ) -> Fields | None:
        """Take a mapping with these keys, or note what is wrong with it."""
        if node is None:
            return None
        if not isinstance(node, Fields):
            self.object(node.line, says("hier horen velden te staan: {names}.", names=", ".join(required)))
            return None
        known = (*required, *optional)
        for key, value in node.by_key.items():
            if key not in known:
                self._unknown(value.line, key, known)
        for key in required:
            if key not in node.by_key:
                self.object(node.line, says("„{name}” ontbreekt. Voeg het toe.", name=key))
        return node

    def _unknown(self, line: int, key: str, known: Collection[str]) -> None:
        close = get_close_matches(key, known, 1)
        self.object(
            line,
            says("„{name}” is hier onbekend. Bedoelt u „{close}”?", name=key, close=close[0])
            if close
            else says("„{name}” is hier onbekend. Verwijder het.", name=key),
        )

    def listing(self, node: Node | None) -> tuple[Node, ...]:
        """Take a list with at least one item, or note what is wrong."""
        if node is None:
            return ()
        if not isinstance(node, Listing):
            self.object(node.line, says("hier hoort een lijst te staan, elke regel met een streepje."))
            return ()
        if not node.items:
            self.object(node.line, says("deze lijst is leeg. Voeg iets toe."))
        return node.items

    def text(self, node: Node | None) -> str:
        """Take a text that is not empty, or note what is wrong."""
        if node is None:
            return ""
        if not isinstance(node, Scalar):
            self.object(node.line, says("hier hoort tekst te staan."))
            return ""
        if not node.text.strip():
            self.object(node.line, says("hier is de tekst leeg. Vul hem in."))
        return node.text.strip()

    def texts(self, node: Node | None) -> Texts:
        """Take one text in every language of the program, or note which is missing."""
        fields = self.fields(node, LANGUAGES)
        if fields is None:
            return Texts()
        return Texts(
            tuple((code, self.text(fields.by_key[code])) for code in LANGUAGES if code in fields.by_key)
        )
