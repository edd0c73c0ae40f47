# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Which way each character runs: the Unicode bidirectional algorithm.

Source: Unicode Standard Annex #9, with the names of its rules (P2, X5a, W7, N0, ...) beside the code.
Mirroring (L4) is left to the shaper, which mirrors what runs from right to left.
"""

import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

MAX_DEPTH = 125
_MAX_OPEN_BRACKETS = 63

_ISOLATE_INITIATORS = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = frozenset({"LRE", "RLE", "LRO", "RLO"})
_REMOVED = _EMBEDDINGS | {"PDF", "BN"}
_RIGHT_TO_LEFT = _REMOVED | _ISOLATE_INITIATORS | {"R", "AL", "AN"}
_NEUTRALS = frozenset({"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"})
_TRAILING = frozenset({"WS", "LRI", "RLI", "FSI", "PDI"})

_LOW_HIGH_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
_CLOSING_OF = dict(zip(_LOW_HIGH_PAIRS[::2], _LOW_HIGH_PAIRS[1::2], strict=True))
_CANONICAL_BRACKET = {"\u2329": "\u3008", "\u232a": "\u3009"}
_CLOSING = frozenset(_CLOSING_OF.values())


class _Status(NamedTuple):
    level: int
    override: str
    isolate: bool


def bidi_class(char: str) -> str:
    """Give a character's bidirectional class; an unassigned one is taken as left to right."""
    return unicodedata.bidirectional(char) or "L"


def runs_to_the_left(text: str) -> bool:
    """Tell whether any of it is read from right to left, so that it is not drawn in the order of typing."""
    return any(bidi_class(char) in {"R", "AL", "AN", "RLE", "RLO", "RLI"} for char in text)


def base_level(text: str) -> int:
    """Find a paragraph's own direction by its first strong character (P2, P3): 0 or 1."""
    return _first_strong([bidi_class(char) for char in text], 0, None)


def resolve(text: str, base: int | None = None) -> list[int]:
    """Give the embedding level of each character of one paragraph; odd levels run right to left.

    Args:
        text: one paragraph, without its line ends.
        base: the paragraph's level, 0 or 1; by its first strong character where none is given.
    """
    classes = [bidi_class(char) for char in text]
    if base is None:
        base = _first_strong(classes, 0, None)
    if base == 0 and _RIGHT_TO_LEFT.isdisjoint(classes):
        return [0] * len(text)
    matches = _isolate_pairs(classes)
    levels, resolved = _explicit(classes, matches, base)
    kept = [index for index, name in enumerate(classes) if name not in _REMOVED]
    for sequence in _isolating_runs(classes, levels, matches, kept):
        start, end = _boundaries(sequence, classes, levels, matches, kept, base)
        level = levels[sequence[0]]
        _weak(sequence, resolved, start)
        _brackets(text, sequence, classes, resolved, level, start)
        _neutral(sequence, resolved, level, start, end)
        _implicit(sequence, resolved, levels, level)
    previous = base
    for index, name in enumerate(classes):
        if name in _REMOVED:
            levels[index] = previous
        previous = levels[index]
    return levels


def line_levels(text: str, levels: Sequence[int], base: int) -> list[int]:
    """Put separators and the white space before them and at a line's end on the paragraph's level (L1)."""
    result = list(levels)
    at_end = True
    for index in range(len(text) - 1, -1, -1):
        name = bidi_class(text[index])
        if name in {"S", "B"}:
            result[index] = base
            at_end = True
        elif name in _TRAILING or name in _REMOVED:
            if at_end:
                result[index] = base
        else:
            at_end = False
    return result


def visual_order(levels: Sequence[int]) -> list[int]:
    """Give the places of a line's parts from left to right, by the level of each part (L2)."""
    order = list(range(len(levels)))
    if not levels:
        return order
    lowest_odd = min((level for level in levels if level % 2), default=max(levels) + 1)
    for level in range(max(levels), lowest_odd - 1, -1):
        start = 0
        while start < len(order):
            if levels[order[start]] < level:
                start += 1
                continue
            end = start
            while end < len(order) and levels[order[end]] >= level:
                end += 1
            order[start:end] = order[start:end][::-1]
            start = end
    return order


def _first_strong(classes: Sequence[str], start: int, end: int | None) -> int:
    depth = 0
    for name in classes[start:end]:
        if name in _ISOLATE_INITIATORS:
            depth += 1
        elif name == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and name in {"L", "R", "AL"}:
            return 0 if name == "L" else 1
    return 0


def _isolate_pairs(classes: Sequence[str]) -> dict[int, int]:
    """Pair isolate initiators with their ends, both ways (BD9)."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, name in enumerate(classes):
        if name in _ISOLATE_INITIATORS:
            opened.append(index)
        elif name == "PDI" and opened:
            start = opened.pop()
            pairs[start] = index
            pairs[index] = start
    return pairs


class _Explicit:
    """Walks the explicit codes (X1 to X8), keeping the stack and its overflows."""

    def __init__(self, classes: Sequence[str], pairs: dict[int, int], base: int) -> None:
        self.classes = classes
        self.pairs = pairs
        self.base = base
        self.stack = [_Status(base, "", isolate=False)]
        self.overflow_isolates = 0
        self.overflow_embeddings = 0
        self.valid_isolates = 0
        self.levels = [base] * len(classes)
        self.resolved = list(classes)

    def run(self) -> None:
        for index, name in enumerate(self.classes):
            if name in _EMBEDDINGS:
                self._embed(index, name)
            elif name in _ISOLATE_INITIATORS:
                self._isolate(index, name)
            elif name == "PDI":
                self._end_isolate(index)
            elif name == "PDF":
                self._end_embedding()
            elif name == "B":
                self.levels[index] = self.base
            elif name != "BN":
                self._take(index)

    def _take(self, index: int) -> None:
        status = self.stack[-1]
        self.levels[index] = status.level
        if status.override:
            self.resolved[index] = status.override

    def _next_level(self, *, right_to_left: bool) -> int:
        level = self.stack[-1].level
        return level + 1 if (level % 2 == 0) == right_to_left else level + 2

    def _embed(self, index: int, name: str) -> None:
        level = self._next_level(right_to_left=name in {"RLE", "RLO"})
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            override = {"RLO": "R", "LRO": "L"}.get(name, "")
            self.stack.append(_Status(level, override, isolate=False))
        elif not self.overflow_isolates:
            self.overflow_embeddings += 1
        self.levels[index] = level

    def _isolate(self, index: int, name: str) -> None:
        self._take(index)
        right_to_left = name == "RLI"
        if name == "FSI":
            right_to_left = _first_strong(self.classes, index + 1, self.pairs.get(index)) == 1
        level = self._next_level(right_to_left=right_to_left)
        if level <= MAX_DEPTH and not self.overflow_isolates and not self.overflow_embeddings:
            self.valid_isolates += 1
            self.stack.append(_Status(level, "", isolate=True))
        else:
            self.overflow_isolates += 1

    def _end_isolate(self, index: int) -> None:
        if self.overflow_isolates:
            self.overflow_isolates -= 1
        elif self.valid_isolates:
            self.overflow_embeddings = 0
            while not self.stack[-1].isolate:
                self.stack.pop()
            self.stack.pop()
            self.valid_isolates -= 1
        self._take(index)

    def _end_embedding(self) -> None:
        if self.overflow_isolates:
            return
        if self.overflow_embeddings:
            self.overflow_embeddings -= 1
        elif not self.stack[-1].isolate and len(self.stack) > 1:
            self.stack.pop()


def _explicit(classes: Sequence[str], pairs: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    walk = _Explicit(classes, pairs, base)
    walk.run()
    return walk.levels, walk.resolved


def _isolating_runs(
    classes: Sequence[str], levels: Sequence[int], pairs: dict[int, int], kept: Sequence[int]
) -> list[list[int]]:
    """Join the level runs on both sides of each isolate (BD13)."""
    runs: list[list[int]] = []
    for index in kept:
        if runs and levels[runs[-1][-1]] == levels[index]:
            runs[-1].append(index)
        else:
            runs.append([index])
    by_start = {run[0]: run for run in runs}
    sequences = []
    for run in runs:
        if classes[run[0]] == "PDI" and run[0] in pairs:
            continue
        sequence = list(run)
        while classes[sequence[-1]] in _ISOLATE_INITIATORS and sequence[-1] in pairs:
            following = by_start.get(pairs[sequence[-1]])
            if following is None:
                break
            sequence += following
        sequences.append(sequence)
    return sequences


def _boundaries(
    sequence: Sequence[int],
    classes: Sequence[str],
    levels: Sequence[int],
    pairs: dict[int, int],
    kept: Sequence[int],
    base: int,
) -> tuple[str, str]:
    """Give the directions at a sequence's start and end (X10)."""
    level = levels[sequence[0]]
    last = sequence[-1]
    before = bisect_left(kept, sequence[0])
    after = bisect_right(kept, last)
    open_ended = classes[last] in _ISOLATE_INITIATORS and last not in pairs
    level_before = levels[kept[before - 1]] if before else base
    level_after = levels[kept[after]] if after < len(kept) and not open_ended else base
    return _direction(max(level, level_before)), _direction(max(level, level_after))


def _direction(level: int) -> str:
    return "R" if level % 2 else "L"


def _weak(sequence: Sequence[int], names: list[str], start: str) -> None:
    """Resolve marks, numbers and what stands around numbers (W1 to W7)."""
    previous = start
    for index in sequence:  # W1
        if names[index] == "NSM":
            names[index] = "ON" if previous in _ISOLATE_INITIATORS or previous == "PDI" else previous
        previous = names[index]
    strong = start
    for index in sequence:  # W2
        if names[index] in {"L", "R", "AL"}:
            strong = names[index]
        elif names[index] == "EN" and strong == "AL":
            names[index] = "AN"
    _between_numbers(sequence, names)
    _around_numbers(sequence, names)
    _latin_numbers(sequence, names, start)


def _latin_numbers(sequence: Sequence[int], names: list[str], start: str) -> None:
    strong = start
    for index in sequence:  # W7
        if names[index] in {"L", "R"}:
            strong = names[index]
        elif names[index] == "EN" and strong == "L":
            names[index] = "L"


def _between_numbers(sequence: Sequence[int], names: list[str]) -> None:
    for index in sequence:  # W3
        if names[index] == "AL":
            names[index] = "R"
    for place in range(1, len(sequence) - 1):  # W4
        before, here, after = (names[sequence[place + step]] for step in (-1, 0, 1))
        if before == after and (
            (here in {"ES", "CS"} and before == "EN") or (here == "CS" and before == "AN")
        ):
            names[sequence[place]] = before


def _around_numbers(sequence: Sequence[int], names: list[str]) -> None:
    place = 0
    while place < len(sequence):  # W5
        end = place
        while end < len(sequence) and names[sequence[end]] == "ET":
            end += 1
        touches = (place > 0 and names[sequence[place - 1]] == "EN") or (
            end < len(sequence) and names[sequence[end]] == "EN"
        )
        if end > place and touches:
            for index in sequence[place:end]:
                names[index] = "EN"
        place = max(end, place + 1)
    for index in sequence:  # W6
        if names[index] in {"ES", "ET", "CS"}:
            names[index] = "ON"


def _bracket_pairs(text: str, sequence: Sequence[int], names: Sequence[str]) -> list[tuple[int, int]]:
    """Find the pairs of brackets as places in the sequence, in the order of their openings (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for place, index in enumerate(sequence):
        char = _CANONICAL_BRACKET.get(text[index], text[index])
        if names[index] != "ON":
            continue
        if char in _CLOSING_OF:
            if len(opened) == _MAX_OPEN_BRACKETS:
                return []
            opened.append((_CLOSING_OF[char], place))
        elif char in _CLOSING:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == char:
                    pairs.append((opened[depth][1], place))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _strong(name: str) -> str:
    return "R" if name in {"R", "EN", "AN"} else "L" if name == "L" else ""


def _brackets(
    text: str, sequence: Sequence[int], classes: Sequence[str], names: list[str], level: int, start: str
) -> None:
    """Give both brackets of a pair the same direction (N0)."""
    embedding = _direction(level)
    for opening, closing in _bracket_pairs(text, sequence, names):
        inside = {_strong(names[sequence[place]]) for place in range(opening + 1, closing)} - {""}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            context = start
            for place in range(opening - 1, -1, -1):
                found = _strong(names[sequence[place]])
                if found:
                    context = found
                    break
            direction = context if context != embedding else embedding
        for bracket in (opening, closing):
            names[sequence[bracket]] = direction
            for index in sequence[bracket + 1 :]:
                if classes[index] != "NSM":
                    break
                names[index] = direction


def _neutral(sequence: Sequence[int], names: list[str], level: int, start: str, end: str) -> None:
    """Give neutrals the direction around them, else the embedding's (N1, N2)."""
    place = 0
    before = start
    while place < len(sequence):
        if names[sequence[place]] not in _NEUTRALS:
            before = _strong(names[sequence[place]])
            place += 1
            continue
        stop = place
        while stop < len(sequence) and names[sequence[stop]] in _NEUTRALS:
            stop += 1
        after = _strong(names[sequence[stop]]) if stop < len(sequence) else end
        for index in sequence[place:stop]:
            names[index] = before if before == after else _direction(level)
        place = stop


def _implicit(sequence: Sequence[int], names: Sequence[str], levels: list[int], level: int) -> None:
    """Raise the level of what runs against it, and of numbers (I1, I2)."""
    for index in sequence:
        if level % 2 == 0:
            levels[index] = level + {"R": 1, "AN": 2, "EN": 2}.get(names[index], 0)
        else:
            levels[index] = level + {"L": 1, "AN": 1, "EN": 1}.get(names[index], 0)
