# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How a questionnaire stands before anything is answered, so that it is not worked out at every start."""

from collections.abc import Mapping
from dataclasses import dataclass

SHOWN, REQUIRED, PROBLEM, WARNED = 1, 2, 4, 8
"""What is true of an item, as bits."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """How each item outside repeats stands, as far as neither the day nor chance makes a difference.

    Attributes:
        flags: what is true of each item, in the order of the questionnaire.
        texts: what was calculated, by the place of the item; those that are empty are left out.
        rows: the numbers in each long sum that is kept up, by the place of its item and that of the total.
        waiting: the ranks of the nodes that must still be evaluated, in order.
    """

    flags: bytes
    texts: Mapping[int, str]
    rows: Mapping[tuple[int, int], tuple[float, ...]]
    waiting: tuple[int, ...]
