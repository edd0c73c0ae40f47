# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Reads the plain part of YAML that authors of questionnaires and catalogues need, and keeps every line.

Mappings, lists and text: no anchors, no tags, no guessing of types. Whatever is wrong is collected, so that
an author hears of all of it at once.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from types import MappingProxyType

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.errors import Message, UserError, says
from app.i18n import LANGUAGES, Texts

MOST_CHARACTERS = 200_000
"""A file longer than this is refused unread, unless its reader allows more."""

DEEPEST = 24
"""Nesting beyond this is refused; a questionnaire with repeats in repeats needs about fifteen."""


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
                problem=self.message,
            )
        return says("{file}, regel {line}: {problem}", file=self.file, line=self.line, problem=self.message)


class FileRefusedError(UserError):
    """A file is refused; `problems` holds all that is wrong with it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        first, more = problems[0].says(), len(problems) - 1
        super().__init__(says("{first} (En nog {more}.)", first=first, more=more) if more else first)
        self.problems = problems


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

    def __init__(self, file: str, most_characters: int = MOST_CHARACTERS, sheet: str = "") -> None:
        self._file = file
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
    def problems(self) -> tuple[Problem, ...]:
        """What was found wrong so far, in the order of the lines."""
        return tuple(sorted(self._problems, key=lambda problem: problem.line))

    @property
    def remarks(self) -> tuple[Problem, ...]:
        """What was found that is worth saying and no reason to refuse the file, in the order of the lines."""
        return tuple(sorted(self._remarks, key=lambda problem: problem.line))

    def object(self, line: int, message: Message) -> None:
        """Note a problem."""
        self._problems.append(Problem(self._file, line, message, sheet=self._sheet))

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
        try:
            return self._node_of(YAML(typ="safe", pure=True).parse(text))
        except _RefusedError:
            return None
        except MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            self.object(
                line,
                says("dit is geen geldige YAML. Controleer inspringing, aanhalingstekens en dubbele punten."),
            )
        except (YAMLError, ValueError, OverflowError):
            # ruamel.yaml lets chr() speak for an escape beyond Unicode, in either of the last two ways.
            self.object(
                1, says("dit bestand bevat tekens die niet in YAML mogen. Sla het op als UTF-8-tekst.")
            )
        return None

    def _node_of(self, events: Iterator[Event]) -> Node | None:
        builder = _Builder(self)
        for event in events:
            builder.take(event)
        return builder.root

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


class _RefusedError(Exception):
    """The text goes beyond what is read here; the problem was noted."""


class _Builder:
    """Makes nodes of parser events, without recursion, so that depth costs nothing before it is refused."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._open: list[_Open] = []
        self.root: Node | None = None
        self._documents = 0

    def take(self, event: Event) -> None:
        line = event.start_mark.line + 1
        match event:
            case AliasEvent():
                self._refuse(line, says("verwijzingen met * kunnen hier niet. Schrijf de tekst uit."))
            case DocumentStartEvent():
                self._documents += 1
                if self._documents > 1:
                    self._refuse(line, says("een bestand bevat één document. Verwijder wat na --- komt."))
            case MappingStartEvent() | SequenceStartEvent():
                self._plain(event, line)
                if len(self._open) == DEEPEST:
                    self._refuse(line, says("dit is te diep genest. Controleer het inspringen."))
                self._open.append(_Open(line, isinstance(event, MappingStartEvent)))
            case ScalarEvent():
                self._plain(event, line)
                self._put(Scalar(line, _text_of(event)))
            case MappingEndEvent() | SequenceEndEvent():
                self._put(self._open.pop().close())
            case _:
                pass  # the start and end of the stream say nothing

    def _plain(self, event: NodeEvent, line: int) -> None:
        if event.anchor is not None or getattr(event, "ctag", None) is not None:
            self._refuse(line, says("ankers (&) en typen (!) kunnen hier niet. Verwijder ze."))

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        problem = self._open[-1].add(node)
        if problem is not None:
            self._reading.object(node.line, problem)

    def _refuse(self, line: int, message: Message) -> None:
        self._reading.object(line, message)
        raise _RefusedError


class _Open:
    """A mapping or a list of which the end has not been seen."""

    def __init__(self, line: int, mapping: bool) -> None:
        self._line = line
        self._mapping = mapping
        self._items: list[Node] = []
        self._by_key: dict[str, Node] = {}
        self._key: Scalar | None = None

    def add(self, node: Node) -> Message | None:
        if not self._mapping:
            self._items.append(node)
            return None
        if self._key is None:
            self._key = node if isinstance(node, Scalar) else Scalar(node.line, "")
            return None if isinstance(node, Scalar) else says("een naam is tekst, geen lijst.")
        key, self._key = self._key, None
        if key.text in self._by_key:
            return says("„{name}” staat er twee keer. Verwijder er een.", name=key.text)
        self._by_key[key.text] = node
        return None

    def close(self) -> Node:
        if self._mapping:
            return Fields(self._line, MappingProxyType(self._by_key))
        return Listing(self._line, tuple(self._items))


def _text_of(event: ScalarEvent) -> str:
    plain_nothing = event.style is None or event.style == ""
    return "" if plain_nothing and event.value in ("~", "null") else str(event.value)
