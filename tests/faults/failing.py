# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The disk that fails, for whoever runs with it (`failing_disk.c`), and a walk along all its points."""

import ctypes
import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from app.errors import EnvironmentFault

T = TypeVar("T")
POINTS = int(os.environ.get("POINTS", "5"))
ALWAYS = 2**31 - 1
CODES = {"full": errno.ENOSPC, "broken": errno.EIO, "read-only": errno.EROFS}


class Disk:
    """A disk under a folder, which fails when it is asked to."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._below = str(folder).encode()
        self._library = ctypes.CDLL(None)
        self._library.fault_first.restype = ctypes.c_char_p
        self._library.fault_count.restype = ctypes.c_long

    def below(self, name: str) -> "Disk":
        """Give the disk that fails in a folder of this one alone."""
        return Disk(self._folder / name)

    @contextmanager
    def failing(self, code: str, first: int, last: int = ALWAYS) -> Iterator[None]:
        """Let what changes files fail, from the first call to the last, counted from 1."""
        self._library.fault_arm(self._below, ctypes.c_long(first), ctypes.c_long(last), CODES[code])
        try:
            yield
        finally:
            self.heal()

    def heal(self) -> None:
        """Let everything succeed again."""
        self._library.fault_heal()

    @contextmanager
    def at_rest(self) -> Iterator[None]:
        """Let what is done meanwhile succeed, and not count."""
        self._library.fault_pause(1)
        try:
            yield
        finally:
            self._library.fault_pause(0)

    @property
    def count(self) -> int:
        """How often something that changes files was called since the disk was last made to fail."""
        return int(self._library.fault_count())

    @property
    def failed_first(self) -> str:
        """What failed first since the disk was last made to fail; empty where nothing did."""
        told: bytes = self._library.fault_first()
        return told.decode()


def told_and_done_again(disk: Disk, act: Callable[[], T]) -> T:
    """Do as people do who are told of a fault: see to the disk, and do the same once more."""
    try:
        return act()
    except EnvironmentFault as fault:
        if "{" in str(fault):
            raise AssertionError(fault) from fault
        disk.heal()
        return act()


def at_every_point(disk: Disk, code: str, one: Callable[[int], None], *, once: bool = False) -> int:
    """Carry out `one` with the disk failing from its points on, one after the other; give how many there are.

    Args:
        disk: that fails.
        code: how.
        one: is given the number of the point; it ends with everything in order.
        once: whether the disk fails at that point alone.

    So many points are tried as `POINTS` says, spread over all of them; every one where it is 0.
    """
    with disk.failing(code, ALWAYS):
        one(0)
        total = disk.count
    most = POINTS or total
    for point in sorted({1 + number * max(total - 1, 0) // max(most - 1, 1) for number in range(most)}):
        with disk.failing(code, point, point if once else ALWAYS):
            try:
                one(point)
            except BaseException as error:
                error.add_note(f"the disk was {code} from point {point}: {disk.failed_first}")
                raise
    return total
