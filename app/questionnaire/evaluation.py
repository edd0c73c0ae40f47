# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""A questionnaire being filled in: answers are given, instances come and go, and every act can be undone."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.questionnaire.cells import Instances
from app.questionnaire.compile import CompiledQuestionnaire
from app.questionnaire.expressions.scope import Outside
from app.questionnaire.graph import Aspect
from app.questionnaire.overview import Overview
from app.questionnaire.shaping import Snapshot, is_remembered
from app.questionnaire.standing import Settled
from app.questionnaire.values import Address, Value

__all__ = ["Evaluation", "Snapshot"]

MOST_UNDONE = 1000
"""So many of the last acts can be undone."""


@dataclass(frozen=True, slots=True)
class _Answer:
    """Undoes an answer."""

    address: Address
    value: Value


@dataclass(frozen=True, slots=True)
class _Instance:
    """Undoes what was done to an instance: puts it at `index`, or takes it out where there is none."""

    repeat: str
    instance_id: str
    parents: Instances
    index: int | None


_Undo = _Answer | _Instance | Snapshot


@dataclass(frozen=True, slots=True)
class _Filled:
    """Undoes an act after which the questionnaire filled in something by itself."""

    act: _Undo
    before: Mapping[Address, Value]
    born: frozenset[tuple[str, Instances]]


class Evaluation(Overview):
    """The state of one filling in. Names that do not exist are bugs and raise `KeyError`."""

    def __init__(
        self,
        compiled: CompiledQuestionnaire,
        today: date,
        outside: Outside | None = None,
        *,
        acting: bool = True,
    ) -> None:
        """Begin a filling in; see `Settling`."""
        super().__init__(compiled, today, outside, acting=acting)
        self._undo: deque[_Undo | _Filled] = deque(maxlen=MOST_UNDONE)

    def set(self, address: Address, value: Value) -> Settled:
        """Give a question its answer; ``None`` takes it back."""
        self._undo.append(_Answer(address, self._cell(address).value))
        self._set(address, value)
        return self._end_act()

    def add_instance(self, repeat: str, instance_id: str, parents: Instances = ()) -> Settled:
        """Add an instance at the end of a repeat.

        Where the repeat itself is not there now, as it stands in an instance that was taken out, the new
        instance waits for it.

        Raises:
            ValueError: the repeat already has it.
        """
        self._add(self._compiled.repeat(repeat), instance_id, parents)
        self._undo.append(_Instance(repeat, instance_id, parents, None))
        return self._end_act()

    def remove_instance(self, repeat: str, instance_id: str, parents: Instances = ()) -> Settled:
        """Take an instance out of a repeat, with everything in it.

        Raises:
            ValueError: the repeat does not have it.
        """
        index = self._order(repeat, parents).index(instance_id)
        self._remove(repeat, instance_id, parents)
        self._undo.append(_Instance(repeat, instance_id, parents, index))
        return self._end_act()

    def move_instance(self, repeat: str, instance_id: str, index: int, parents: Instances = ()) -> Settled:
        """Put an instance elsewhere in its repeat; `index` counts from 0, when it is already out.

        Raises:
            ValueError: the repeat does not have it.
        """
        present = self._order(repeat, parents)
        before = present.index(instance_id)
        self._undo.append(_Instance(repeat, instance_id, parents, before))
        self._move(repeat, instance_id, index, parents)
        return self._end_act()

    def undo(self) -> Settled:
        """Take back the last act that was not taken back; without one, nothing happens.

        Everything is as it was before that act, but for `once()`, which is there to remember.
        """
        acting, self._acting.on = self._acting.on, False
        self._hindrances.forget_all(Aspect.FILLED)
        match self._undo.pop() if self._undo else None:
            case None:
                pass
            case _Filled(act, before, born):
                self._take_back(act)
                settled = self._settle()
                self._born -= born
                for address, value in before.items():
                    self._put_back(address, value)
                self._changed |= settled.changed
                self._reshaped |= settled.sections
            case act:
                self._take_back(act)
        settled = self._settle()
        self._acting.on = acting
        return settled

    def _take_back(self, act: _Undo) -> None:
        match act:
            case _Answer(address, value):
                self._set(address, value)
            case _Instance(repeat, instance_id, parents, None):
                self._remove(repeat, instance_id, parents)
            case _Instance(repeat, instance_id, parents, int(index)):
                if instance_id not in self._order(repeat, parents):
                    self._add(self._compiled.repeat(repeat), instance_id, parents)
                self._move(repeat, instance_id, index, parents)
            case Snapshot():
                self._restore(act)

    def _put_back(self, address: Address, value: Value) -> None:
        """Put back what was there before something was filled in, also where that is not there now."""
        if self.has(address):
            self._set(address, value)
        elif value is None:
            self._kept.pop(address, None)
        else:
            self._kept[address] = value

    def snapshot(self) -> Snapshot:
        """Give everything that was answered."""
        answers = dict(self._kept)
        for cell in self._cells.every():
            if is_remembered(cell):
                answers[Address(cell.placed.item.name, cell.instances)] = cell.value
        kept = {key: tuple(order) for key, order in self._kept_order.items()}
        return Snapshot(answers, kept | self._cells.order())

    def restore(self, snapshot: Snapshot) -> Settled:
        """Come back to a snapshot; everything is evaluated anew."""
        self._undo.append(self.snapshot())
        acting, self._acting.on = self._acting.on, False
        self._restore(snapshot)
        settled = self._settle()
        self._acting.on = acting
        return settled

    def _end_act(self) -> Settled:
        """Settle what a person did, and what the questionnaire fills in after it."""
        settled = self._settled()
        if before := self._acting.end():
            act = self._undo.pop()
            if isinstance(act, _Filled):
                raise AssertionError("an act ends once")
            self._undo.append(_Filled(act, before, frozenset(self._newly_born)))
        self._newly_born.clear()
        return settled
