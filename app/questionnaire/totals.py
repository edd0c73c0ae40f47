# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Totals that are kept up: an answer in a long sum, or in a repeat, is read again and the others are not.

A total gives to the last bit what reading everything again would give. Whole numbers are added as Python's,
which are exact; where there is another number among them, the numbers that were read before are added anew: a
row from the left, as XPath does, and the answers of a repeat by `exact_sum`, whatever their order.
"""

import math
from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.questionnaire.cells import Cell, Cells, Instances, KeptUp
from app.questionnaire.expressions.code import ToNumber
from app.questionnaire.expressions.conversions import NAN, number_of
from app.questionnaire.expressions.scope import Scope
from app.questionnaire.model import Repeat

LEAST_TERMS = 6
"""A shorter row is as fast to add anew."""

KEPT_UP = frozenset({"sum", "count", "count-non-empty", "min", "max"})
"""The functions over a repeat's answers of which the result is kept up; their order makes no difference."""

_EXACT = 2**53
"""Whole numbers up to here are added exactly as floating point too, in any order."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row such as ``${a} + ${b} - ${c}``.

    Attributes:
        terms: its terms with their signs.
        readers: which terms read an item, by its name.
        texts: the terms as they can be written down, each with the first of the slots of its own totals.
        inside: how many slots those totals have together.
    """

    terms: Sequence[tuple[float, ToNumber]]
    readers: Mapping[str, tuple[int, ...]]
    texts: tuple[tuple[str, int], ...] = ()
    inside: int = 0

    def reads(self, name: str) -> bool:
        """Tell whether it reads the item of this name."""
        return name in self.readers

    def stale(self, name: str, _changed: Instances, _at: Instances) -> tuple[Hashable, ...]:
        """Tell what must be read again when the item of this name has changed."""
        return self.readers.get(name, ())

    def start(self) -> "RowTotal":
        """Begin to keep it up."""
        return RowTotal(self)


@dataclass(frozen=True, slots=True)
class Over:
    """A function over the answers to a question, or the instances of a repeat, below the first instances."""

    function: str
    name: str
    depth: int

    def reads(self, name: str) -> bool:
        """Tell whether it reads the item of this name."""
        return name == self.name

    def stale(self, name: str, changed: Instances, at: Instances) -> tuple[Hashable, ...]:
        """Tell what a total that is kept up `at` some instances must read again when the item has `changed`.

        One formula may read an item both in its own instance and in all of them: it follows from every one of
        those, and the total over its own from none but its own.
        """
        return (changed,) if name == self.name and changed[: self.depth] == at[: self.depth] else ()

    def start(self) -> KeptUp:
        """Begin to keep it up."""
        match self.function:
            case "sum":
                return _Sum(self)
            case "min" | "max":
                return _Extreme(self)
            case _:
                return _Count(self)


Plan = Row | Over


class Slots:
    """The places of the totals that are kept up, as they are given out while formulas are compiled.

    Args:
        plans: what is kept up in each place so far.
        known: where the formula at hand begins, if it was compiled before: it gets the same places again.
    """

    def __init__(self, plans: list[Plan], known: int | None = None) -> None:
        self._plans = plans
        self._known = known

    @property
    def next(self) -> int:
        """The place that is given out next."""
        return len(self._plans) if self._known is None else self._known

    def known_row(self) -> Row | None:
        """Give the row that is planned in the next place already, if there is one."""
        plan = self._plans[self._known] if self._known is not None else None
        return plan if isinstance(plan, Row) else None

    def take(self, plan: Plan, inside: int = 0) -> int:
        """Give the next place to a plan, and those after it to as many `inside` it."""
        slot = self.next
        if self._known is not None:
            self._known += 1 + inside
        else:
            self._plans.append(plan)
        return slot

    def fill(self, slot: int, plan: Plan) -> None:
        """Change the plan in a place."""
        self._plans[slot] = plan


def exact_sum(numbers: Iterable[float]) -> float:
    """Add numbers so that their order makes no difference, rounding once."""
    numbers = list(numbers)
    try:
        return math.fsum(numbers) + 0.0
    except (OverflowError, ValueError):
        return sum(numbers)  # beyond all bounds, or infinities of both signs


class RowTotal:
    """A long sum that is kept up: every term is read again only when what it reads has changed."""

    def __init__(self, row: Row) -> None:
        self._row = row
        self._numbers = [0.0] * len(row.terms)
        self._whole = 0
        self._size = 0
        self._others = 0
        self.stale: set[Hashable] = set(range(len(row.terms)))

    @property
    def numbers(self) -> tuple[float, ...]:
        """Gives the terms as they were last read."""
        return tuple(self._numbers)

    def begin(self, numbers: Sequence[float]) -> None:
        """Take the terms as they were read in another filling in that stood the same."""
        self._numbers = list(numbers)
        self._whole = self._size = self._others = 0
        for number in numbers:
            self._count(number, 1)
        self.stale.clear()

    def number(self, scope: Scope, _: Cells) -> float:
        """Read again what must be, and give the sum."""
        for at in self.stale:
            if isinstance(at, int):
                sign, read = self._row.terms[at]
                number = sign * read(scope)
                self._count(self._numbers[at], -1)
                self._numbers[at] = number
                self._count(number, 1)
        self.stale.clear()
        if not self._others and self._size < _EXACT:
            return float(self._whole)
        total = self._numbers[0]
        for number in self._numbers[1:]:
            total += number
        return total

    def _count(self, number: float, times: int) -> None:
        if number.is_integer():
            self._whole += times * int(number)
            self._size += times * abs(int(number))
        else:
            self._others += times


class _OverTotal:
    """What the functions over a repeat's answers share: which cells are stale."""

    def __init__(self, over: Over) -> None:
        self._over = over
        self._fresh = True
        self.stale: set[Hashable] = set()

    def _read_again(self, scope: Scope, cells: Cells) -> None:
        if self._fresh:
            self._fresh = False
            prefix = scope.instances[: self._over.depth]
            self.stale = {cell.instances for cell in cells.cells(self._over.name, prefix)}
        for key in self.stale:
            # A key of cells, as `Over.stale` gives them.
            cell = cells.find(self._over.name, key) if isinstance(key, tuple) else None
            self._take(key, _texts_of(cell, cells) if cell is not None and cell.shown else ())
        self.stale.clear()

    def _take(self, key: Hashable, texts: Sequence[str]) -> None:
        """Take in what a cell holds now; nothing where it is gone or not relevant."""
        raise NotImplementedError


def _texts_of(cell: Cell, cells: Cells) -> Sequence[str]:
    if isinstance(cell.placed.item, Repeat):
        return cells.of_repeat(cell.placed.item.name, cell.instances)
    return (cell.seen,)


class _Count(_OverTotal):
    def __init__(self, over: Over) -> None:
        super().__init__(over)
        self._counted: dict[Hashable, int] = {}
        self._total = 0

    def number(self, scope: Scope, cells: Cells) -> float:
        self._read_again(scope, cells)
        return float(self._total)

    def _take(self, key: Hashable, texts: Sequence[str]) -> None:
        counted = len(texts) if self._over.function == "count" else sum(map(bool, texts))
        self._total += counted - self._counted.pop(key, 0)
        if counted:
            self._counted[key] = counted


class _Sum(_OverTotal):
    def __init__(self, over: Over) -> None:
        super().__init__(over)
        self._numbers: dict[Hashable, float] = {}
        self._whole = 0
        self._others = 0

    def number(self, scope: Scope, cells: Cells) -> float:
        self._read_again(scope, cells)
        if self._others or abs(self._whole) >= _EXACT:
            return exact_sum(self._numbers.values())
        return float(self._whole)

    def _take(self, key: Hashable, texts: Sequence[str]) -> None:
        if key in self._numbers:
            self._count(self._numbers.pop(key), -1)
        for text in texts:
            if text:
                self._numbers[key] = number_of(text)
                self._count(self._numbers[key], 1)

    def _count(self, number: float, times: int) -> None:
        if number.is_integer():
            self._whole += times * int(number)
        else:
            self._others += times


class _Extreme(_OverTotal):
    """The least or the most; no number where an answer is none, or where there are no answers."""

    def __init__(self, over: Over) -> None:
        super().__init__(over)
        self._numbers: dict[Hashable, float] = {}
        self._in_order: list[float] = []
        self._none = 0

    def number(self, scope: Scope, cells: Cells) -> float:
        self._read_again(scope, cells)
        if self._none or not self._in_order:
            return NAN
        return self._in_order[0 if self._over.function == "min" else -1]

    def _take(self, key: Hashable, texts: Sequence[str]) -> None:
        before = self._numbers.pop(key, None)
        if before is not None:
            if math.isnan(before):
                self._none -= 1
            else:
                del self._in_order[bisect_left(self._in_order, before)]
        for text in texts:
            number = self._numbers[key] = number_of(text)
            if math.isnan(number):
                self._none += 1
            else:
                insort(self._in_order, number)
