# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Takes a text in YAML apart for `app.strict_yaml`; it alone loads the library, and only when needed."""

from types import MappingProxyType
from typing import NoReturn

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

from app.errors import Message, says
from app.strict_yaml import NO_LETTER, Fields, Listing, Node, Reading, Scalar


class _RefusedError(Exception):
    """The text goes beyond what is read here; the problem was noted."""


def parsed(text: str, reading: Reading) -> Node | None:
    """Give the root of a document; what is wrong is noted in `reading`, and gives nothing."""
    builder = _Builder(reading)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            builder.take(event)
    except _RefusedError:
        return None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        reading.object(
            line,
            says("dit is geen geldige YAML. Controleer inspringing, aanhalingstekens en dubbele punten."),
        )
        return None
    except (YAMLError, ValueError, OverflowError):
        # ruamel.yaml lets chr() speak for an escape beyond Unicode, in either of the last two ways.
        reading.object(
            1, says("dit bestand bevat tekens die niet in YAML mogen. Sla het op als UTF-8-tekst.")
        )
        return None
    return builder.root


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
                if len(self._open) == self._reading.deepest:
                    self._refuse(line, says("dit is te diep genest. Controleer het inspringen."))
                self._open.append(_Open(line, isinstance(event, MappingStartEvent)))
            case ScalarEvent():
                self._plain(event, line)
                self._put(Scalar(line, self._whole(_text_of(event), line)))
            case MappingEndEvent() | SequenceEndEvent():
                self._put(self._open.pop().close())
            case _:
                pass  # the start and end of the stream say nothing

    def _plain(self, event: NodeEvent, line: int) -> None:
        if event.anchor is not None or getattr(event, "ctag", None) is not None:
            self._refuse(line, says("ankers (&) en typen (!) kunnen hier niet. Verwijder ze."))

    def _whole(self, text: str, line: int) -> str:
        """Join letters that were escaped in two halves, as JSON does; refuse what stands for no letter."""
        if not NO_LETTER.search(text):
            return text
        try:
            whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
        except UnicodeDecodeError:
            whole = text
        if NO_LETTER.search(whole):
            self._refuse(line, says("hier staat een teken dat geen letter is. Verwijder het."))
        return whole

    def _put(self, node: Node) -> None:
        if not self._open:
            self.root = node
            return
        problem = self._open[-1].add(node)
        if problem is not None:
            self._reading.object(node.line, problem)

    def _refuse(self, line: int, message: Message) -> NoReturn:
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
