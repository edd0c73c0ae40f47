# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What depends on what: worked out once, so that an answer touches only what follows from it.

A node is one aspect of one item. Its rank is its place in an order in which everything comes after what it
depends on; evaluation goes by rank and so evaluates nothing twice.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import IntEnum, auto
from heapq import heapify, heappop, heappush
from typing import NamedTuple


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


class Edge(NamedTuple):
    """Something to evaluate after a node changed.

    It is the node of that rank, in the cells that share `depth` instances with the changed cell; `exact`
    when that is precisely one. `totals` are the places of the totals there that read the changed one.
    """

    rank: int
    depth: int
    exact: bool
    totals: tuple[int, ...] = ()


class Graph:
    """All nodes by rank, and what follows from each: in flat arrays, since there are tens of thousands.

    Attributes:
        items: the place in the questionnaire of the item that a node is about, by rank.
        aspects: which aspect of it, by rank.
        programs: what evaluates a node, by rank: a place in the questionnaire's list; -1 where nothing does.
        firsts: where the edges of a node begin, by rank, with the number of all edges at the end.
        targets: the rank that each edge leads to.
        depths: twice the number of instances that each edge shares, and one more where it is exact.
        totals: the totals that each edge tells, for the few that do, by the place of the edge.
    """

    __slots__ = ("_ranks", "aspects", "depths", "firsts", "items", "programs", "targets", "totals")

    def __init__(
        self,
        items: "array[int]",
        aspects: bytes,
        programs: "array[int]",
        firsts: "array[int]",
        targets: "array[int]",
        depths: bytes,
        totals: Mapping[int, tuple[int, ...]],
    ) -> None:
        self.items = items
        self.aspects = aspects
        self.programs = programs
        self.firsts = firsts
        self.targets = targets
        self.depths = depths
        self.totals = totals
        self._ranks = array("i", [-1]) * ((max(items, default=0) + 1) * _WIDTH)
        for rank, item in enumerate(items):
            self._ranks[item * _WIDTH + aspects[rank]] = rank

    @classmethod
    def of(cls, nodes: Iterable[tuple[int, Aspect, int]], edges: Iterable[Sequence[Edge]]) -> "Graph":
        """Make a graph of its nodes by rank, as their item, aspect and program, and the edges of each."""
        listed = list(nodes)
        firsts, targets, depths = array("i", [0]), array("i"), bytearray()
        totals: dict[int, tuple[int, ...]] = {}
        for from_one in edges:
            for edge in from_one:
                if edge.totals:
                    totals[len(targets)] = edge.totals
                targets.append(edge.rank)
                depths.append(min(edge.depth, _DEEPEST) * 2 + edge.exact)
            firsts.append(len(targets))
        return cls(
            array("i", [item for item, _, _ in listed]),
            bytes(aspect for _, aspect, _ in listed),
            array("i", [program for _, _, program in listed]),
            firsts,
            targets,
            bytes(depths),
            totals,
        )

    def __len__(self) -> int:
        return len(self.items)

    def rank(self, item: int, aspect: Aspect) -> int:
        """Give the rank of an item's node; -1 where it has none."""
        return self._ranks[item * _WIDTH + aspect]

    def ranks(self, item: int) -> Iterator[int]:
        """Give the ranks of an item's nodes, by aspect."""
        for rank in self._ranks[item * _WIDTH : (item + 1) * _WIDTH]:
            if rank >= 0:
                yield rank


_WIDTH = max(Aspect) + 1
_DEEPEST = 127
"""Repeats are never nested as deep as this: files are not read so deep."""


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
