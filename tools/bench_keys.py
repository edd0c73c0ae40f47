# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""How long a key takes that was calibrated on this machine: a time, since it is to be about a second."""

import time

from app.vault.keys import SALT_BYTES, calibrate, derive_key


def told() -> str:
    """Calibrate, derive one key, and say what it took."""
    cost = calibrate()
    started = time.perf_counter()
    derive_key("een wachtzin", bytes(SALT_BYTES), cost)
    took = time.perf_counter() - started
    size = cost.memory_kib // 1024
    return f"a key of {size} MiB and {cost.passes} passes takes {took:.2f} s (meant: 0.7 to 1.5)"
