# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far something is that takes long."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something that takes long is: so much done, of all that is to do, in bytes or pages.

    Attributes:
        compartment: the one at hand, where it goes by compartment and each has its own total.
    """

    done: int
    total: int
    compartment: str = ""


Told = Callable[[Progress], object]
"""Is told how far something is. What it raises stops it, and nothing is left behind."""
