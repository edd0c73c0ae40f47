# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Chance that follows from a seed, so that the same seed always gives the same order.

The generator is the one that OpenRosa names for ``randomize()``: Park and Miller, *Random number generators:
good ones are hard to find*, Communications of the ACM 31 (1988).
"""

import math
from collections.abc import Callable

_MODULUS, _MULTIPLIER = 2**31 - 1, 16_807


def chance(seed: float) -> Callable[[], float]:
    """Give a generator of numbers from 0 up to 1 that begins at a seed."""
    state = int(seed) % _MODULUS if math.isfinite(seed) else 0
    state = state or _MODULUS - 1

    def draw() -> float:
        nonlocal state
        state = state * _MULTIPLIER % _MODULUS
        return (state - 1) / (_MODULUS - 1)

    return draw
