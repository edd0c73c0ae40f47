# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What could not be worked out as it was written, and why: for people to see, while the hearing goes on.

A formula may look at more than there is time for, or ask for more instances than there is room for. Then the
doubt counts as in `IN_DOUBT`, as with what cannot be told of a partial date.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from app.errors import Message
from app.questionnaire.cells import Cell, Instances
from app.questionnaire.expressions.code import text_code, truth_code
from app.questionnaire.graph import Aspect
from app.questionnaire.programs import Program
from app.questionnaire.values import Address

_NOTHING = Program(text_code(lambda _: ""))
_TRUE = Program(truth_code(lambda _: True))
_FALSE = Program(truth_code(lambda _: False))

IN_DOUBT: Mapping[int, Program] = MappingProxyType(
    {
        Aspect.SHOWN: _TRUE,
        Aspect.SEEN: _NOTHING,
        Aspect.REQUIRED: _FALSE,
        Aspect.PROBLEM: _TRUE,
        Aspect.WARNING: _FALSE,
    }
)
"""What stands for a formula that cannot be worked out.

The question is shown, its calculation is empty, it is not required, nothing is objected to and nothing warned
about. A count, and what was filled in, stay as they are.
"""


class Hindrances:
    """The hindrances of one filling in."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, Instances], dict[int, Message]] = {}

    def __bool__(self) -> bool:
        return bool(self._found)

    def note(self, cell: Cell, aspect: int, why: Message) -> None:
        """Take note that an aspect of a cell could not be worked out."""
        self._found.setdefault((cell.placed.item.name, cell.instances), {})[aspect] = why

    def forget(self, cell: Cell, aspect: int) -> bool:
        """Let go of what was noted of an aspect, and tell whether there was anything."""
        key = (cell.placed.item.name, cell.instances)
        mine = self._found.get(key, {})
        was_there = mine.pop(aspect, None) is not None
        if was_there and not mine:
            del self._found[key]
        return was_there

    def of(self, cell: Cell) -> Message | None:
        """Give why something about a cell could not be worked out; the first thing, if there are more."""
        mine = self._found.get((cell.placed.item.name, cell.instances))
        return mine[min(mine)] if mine else None

    def every(self) -> Iterator[tuple[Address, Message]]:
        """Give all that was noted, by item."""
        for (name, instances), mine in self._found.items():
            yield Address(name, instances), mine[min(mine)]

    def forget_all(self, aspect: int) -> None:
        """Let go of what was noted of an aspect, wherever it was."""
        for key, mine in list(self._found.items()):
            mine.pop(aspect, None)
            if not mine:
                del self._found[key]

    def leave(self, cell: Cell) -> None:
        """Let go of all that was noted of a cell that goes."""
        self._found.pop((cell.placed.item.name, cell.instances), None)

    def clear(self) -> None:
        """Let go of all."""
        self._found.clear()
