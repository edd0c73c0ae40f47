# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What depends on what: worked out once, so that an answer touches only what follows from it.

A node is one aspect of one item. Its rank is its place in an order in which everything comes after what it
depends on; evaluation goes by rank and so evaluates nothing twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, auto
from heapq import heapify, heappop, heappush


class Aspect(IntEnum):
    """What can be evaluated about an item."""

    SHOWN = auto()
    """Whether it is relevant."""
    SEEN = auto()
    """The answer that expressions see."""
    REQUIRED = auto()
    PROBLEM = auto()
    """Whether the answer breaks the constraint."""
    WARNING = auto()
    """Whether the answer is one to ask about again."""
    LOOK = auto()
    """Its label or choices; nothing is evaluated, but it looks different."""
    COUNT = auto()
    """How many instances a repeat should have."""
    INSTANCES = auto()
    """Which instances a repeat has."""
    FILLED = auto()
    """The answer that its calculation gives, to a question which people may answer too."""


Key = tuple[str, Aspect]


@dataclass(frozen=True, slots=True)
class Edge:
    """Something to evaluate after a node changed.

    It is the node of that rank, in the cells that share `depth` instances with the changed cell; `exact`
    when that is precisely one. `totals` are the places of the totals there that read the changed one.
    """

    rank: int
    depth: int
    exact: bool
    totals: tuple[int, ...] = ()


class CycleError(ValueError):
    """Things depend on themselves; `path` is the way round, beginning and ending with the same node."""

    def __init__(self, path: tuple[Key, ...]) -> None:
        super().__init__(" → ".join(name for name, _ in path))
        self.path = path


def ranked(needs: Mapping[Key, Iterable[Key]]) -> tuple[Key, ...]:
    """Put nodes in an order in which each comes after what it needs, near the order they were given in.

    Raises:
        CycleError: there is no such order.
    """
    place = {key: at for at, key in enumerate(needs)}
    keys = list(needs)
    waiting = {key: len(set(needed)) for key, needed in needs.items()}
    dependents: dict[Key, list[Key]] = {key: [] for key in needs}
    for key, needed in needs.items():
        for one in set(needed):
            dependents[one].append(key)
    ready = [place[key] for key, count in waiting.items() if not count]
    heapify(ready)
    order: list[Key] = []
    while ready:
        key = keys[heappop(ready)]
        order.append(key)
        for dependent in dependents[key]:
            waiting[dependent] -= 1
            if not waiting[dependent]:
                heappush(ready, place[dependent])
    if len(order) < len(keys):
        raise CycleError(tuple(_way_round(needs, {key for key, count in waiting.items() if count})))
    return tuple(order)


def _way_round(needs: Mapping[Key, Iterable[Key]], stuck: set[Key]) -> Iterator[Key]:
    """Follow needs among what is stuck until something comes back."""
    key = next(iter(key for key in needs if key in stuck))
    trail: dict[Key, int] = {}
    while key not in trail:
        trail[key] = len(trail)
        key = next(needed for needed in needs[key] if needed in stuck)
    yield from list(trail)[trail[key] :]
    yield key
