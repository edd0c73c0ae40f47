# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What a questionnaire fills in by itself: defaults, and calculations that run when another answer changes.

It is done as XForms does it (setvalue): a default once, when its question comes to be; a calculation with a
``trigger`` whenever the answer to that question changes, and without a calculation the answer is taken away.
What is filled in is an answer like any other, which a person may change. Each question is filled in at most
once for an act, so that triggers which go round come to an end.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from heapq import heappop, heappush
from types import MappingProxyType

from app.errors import Message
from app.questionnaire.cell_scope import CellScope
from app.questionnaire.cells import Cell, Cells, Instances
from app.questionnaire.expressions.code import Code
from app.questionnaire.expressions.scope import EvaluationError
from app.questionnaire.model import Question
from app.questionnaire.placing import Placed, shared_depth
from app.questionnaire.typed import answer_of_text
from app.questionnaire.values import Address, Value


@dataclass(frozen=True, slots=True)
class Acts:
    """What is filled in by itself, by the name of its question.

    Attributes:
        defaults: a default: the answer, or what gives it.
        triggered: the questions that are filled in when this one changes.
        calculations: what gives their answer; nothing where it is taken away.
    """

    defaults: Mapping[str, Code | Value] = field(default_factory=lambda: MappingProxyType({}))
    triggered: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    calculations: Mapping[str, Code | None] = field(default_factory=lambda: MappingProxyType({}))


class Acting:
    """The filling in by itself of one evaluation.

    Attributes:
        on: whether anything is filled in; not while a hearing is read back, of which all is on record.
        before: what was there before, of all that was filled in during this act.
    """

    def __init__(
        self,
        acts: Acts,
        placed: Mapping[str, Placed],
        cells: Cells,
        scope: CellScope,
        hinder: Callable[[Cell, Message], None],
    ) -> None:
        self.on = True
        self._hinder = hinder
        self.before: dict[Address, Value] = {}
        self._acts = acts
        self._placed = placed
        self._cells = cells
        self._scope = scope
        self._waiting: list[tuple[bool, int, Instances, str]] = []
        self._done: set[Address] = set()

    def born(self, cell: Cell) -> None:
        """Take note that a question came to be, for its default."""
        if self.on and cell.placed.item.name in self._acts.defaults:
            self._await(cell, worked_out=isinstance(self._acts.defaults[cell.placed.item.name], Code))

    def changed(self, cell: Cell) -> None:
        """Take note that an answer changed, for what it triggers."""
        if not self.on:
            return
        for target in self._acts.triggered.get(cell.placed.item.name, ()):
            shared = shared_depth(cell.placed.repeats, self._placed[target].repeats)
            for one in self._cells.cells(target, cell.instances[:shared]):
                if Address(target, one.instances) not in self._done:
                    self._await(one, triggered=True)

    def calculated(self, cell: Cell, code: Code) -> Value:
        """Give what the calculation of a question gives that people may answer too; else what is there."""
        return self._worked_out(cell, code) or cell.value

    def next(self) -> tuple[Cell, Value] | None:
        """Give what is to be filled in next; nothing at the end.

        What stands as it was written comes before what is worked out; each in the order of the questionnaire.
        """
        while self._waiting:
            _, _, instances, marked = heappop(self._waiting)
            name, triggered = marked[1:], marked[0] == "!"
            cell = self._cells.find(name, instances)
            address = Address(name, instances)
            if cell is None or address in self._done:
                continue
            self._done.add(address)
            found = self._acts.calculations[name] if triggered else self._acts.defaults[name]
            value = self._worked_out(cell, found) if isinstance(found, Code) else found
            if value != cell.value:
                return cell, value
        return None

    def note(self, address: Address, before: Value) -> None:
        """Take note of what was there before something was filled in."""
        self.before.setdefault(address, before)

    def end(self) -> dict[Address, Value]:
        """End the act, and give what was there before, of all that was filled in."""
        before, self.before = self.before, {}
        self._done.clear()
        return before

    def _await(self, cell: Cell, *, triggered: bool = False, worked_out: bool = True) -> None:
        mark = "!" if triggered else "?"
        name = cell.placed.item.name
        heappush(self._waiting, (worked_out, cell.placed.order, cell.instances, mark + name))

    def _worked_out(self, cell: Cell, code: Code) -> Value:
        question = cell.placed.item
        if not isinstance(question, Question):
            raise TypeError(question)
        self._scope.enter(cell)
        try:
            return answer_of_text(question, code.text(self._scope))
        except EvaluationError as error:
            self._hinder(cell, error.message)
            return cell.value
        except ValueError:
            return None
