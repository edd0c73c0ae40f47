# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How far something is that takes long."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """How far something that takes long is: bytes done, of all that are to do."""

    done: int
    total: int


Told = Callable[[Progress], object]
"""Is told how far something is. What it raises stops it, and nothing is left behind."""
