# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chance that follows from a seed: the same seed always gives the same order, here and in other engines.

The generator is the one that OpenRosa names for ``randomize()``: Park and Miller, *Random number generators:
good ones are hard to find*, Communications of the ACM 31 (1988). The shuffle is that of Fisher and Yates,
built from the inside out.
"""

import hashlib
import math
from collections.abc import Callable, Sequence
from typing import TypeVar

from app.questionnaire.expressions.results import as_number, as_text

_MODULUS, _MULTIPLIER = 2**31 - 1, 16_807
_LEAST, _MOST = -(2**63), 2**63 - 1

_Item = TypeVar("_Item")


def seed_of(value: object) -> float:
    """Take a result of any kind as a seed.

    A text that is no number gives the first eight bytes of its SHA-256 digest, as JavaRosa reads them; an
    empty one gives 0.
    """
    number = as_number(value)
    if not math.isnan(number) or not (text := as_text(value)) or text == "NaN":
        return number
    return float(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], signed=True))


def chance(seed: float) -> Callable[[], float]:
    """Give a generator of numbers from 0 up to 1 that begins at a seed; what is no number counts as 0."""
    whole = 0 if math.isnan(seed) else int(min(max(seed, _LEAST), _MOST))
    state = int(math.fmod(whole, _MODULUS))
    if state <= 0:
        state += _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw


def shuffled(items: Sequence[_Item], draw: Callable[[], float]) -> list[_Item]:
    """Put items in an order by chance.

    Args:
        items: they stay as they are.
        draw: gives a number from 0 up to 1 for each item.
    """
    found: list[_Item] = []
    for item in items:
        place = int(draw() * (len(found) + 1))
        if place == len(found):
            found.append(item)
        else:
            found.append(found[place])
            found[place] = item
    return found
