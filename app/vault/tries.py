# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong tries at a passphrase: each makes the next wait longer, also after a restart, and never for good.

They are counted in a file in the vault's folder, before a passphrase is tried, so that killing the program
saves nobody a wait. Whoever can write the folder can take the file away, and could as well take the folder
along: this slows down somebody at the keyboard. Who holds the files is slowed down by the cost of a key.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.clock import Clock
from app.errors import EnvironmentFault, UserError, says

TRIES = "tries.json"
FREE = 3
"""Tries before anybody has to wait."""

_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(minutes=5)
_MOST_BYTES = 1_000_000
_LAST_DAY = datetime.max.replace(tzinfo=UTC) - timedelta(days=2)
"""No wait after this one, in whatever zone, goes past the end of all time."""


@dataclass(frozen=True, slots=True)
class Tries:
    """Tries that did not open the vault, one after the other; moments in ISO 8601."""

    count: int
    first: str
    last: str


class WrongTries:
    """The wrong tries at one vault.

    Args:
        folder: of the vault.
        clock: tells the time.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._path = folder / TRIES
        self._clock = clock

    def begin(self, name: str) -> None:
        """Count a try; `name` is empty for all who are not there.

        Raises:
            UserError: it is too early; nothing is counted.
            EnvironmentFault: the folder cannot be written.
        """
        now = self._clock.now()
        tries = self._read()
        before = tries.get(name)
        if before is not None:
            wait = _wait(before.count)
            # A clock that was set back makes nobody wait longer than the whole time once more.
            left = min(datetime.fromisoformat(before.last) + wait - now, wait)
            if left > timedelta():
                if datetime.fromisoformat(before.last) > now:
                    self._write(
                        tries | {name: Tries(before.count, _earlier(before.first, now), now.isoformat())}
                    )
                raise UserError(
                    says(
                        "Er is te vaak een verkeerde wachtzin ingevuld. Probeer het over {seconds} seconden "
                        "opnieuw.",
                        seconds=left // timedelta(seconds=1) + 1,
                    )
                )
        count, first = (before.count, _earlier(before.first, now)) if before else (0, now.isoformat())
        self._write(tries | {name: Tries(count + 1, first, now.isoformat())})

    def undo(self, name: str) -> None:
        """Take a try back: the passphrase was right, or the fault was not the user's."""
        tries = self._read()
        counted = tries.pop(name, None)
        if counted is not None and counted.count > 1:
            tries[name] = Tries(counted.count - 1, counted.first, counted.last)
        self._write(tries)

    def take(self, people: Iterable[str]) -> dict[str, Tries]:
        """Give all tries that were counted, and begin anew; they are put on record by who got in.

        Args:
            people: who may be tried; what the file says of others was not written by us.
        """
        tries = self._read()
        if tries:
            self._write({})
        known = {"", *people}
        return {name: one for name, one in tries.items() if name in known}

    def _read(self) -> dict[str, Tries]:
        try:
            if self._path.stat().st_size > _MOST_BYTES:
                return {}
            plain = json.loads(self._path.read_bytes())
            found = {
                str(name): Tries(int(one["count"]), one["first"], one["last"]) for name, one in plain.items()
            }
            if not all(map(_is_possible, found.values())):
                return {}
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise self._fault(error) from error
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
            # Whoever spoils the file could also have taken it away; nobody is locked out for it.
            return {}
        return found

    def _write(self, tries: dict[str, Tries]) -> None:
        temporary = self._path.with_name(f"{TRIES}.new")
        try:
            handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump({name: asdict(one) for name, one in tries.items()}, file)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(self._path)
        except OSError as error:
            raise self._fault(error) from error

    def _fault(self, error: OSError) -> EnvironmentFault:
        return EnvironmentFault(
            says(
                "De kluis in {folder} kan niet worden beschreven: {reason}. Controleer de rechten.",
                folder=str(self._path.parent),
                reason=error.strerror,
            )
        )


def _earlier(first: str, now: datetime) -> str:
    """Give the first of two moments: a clock that was set back makes no try one of before the first."""
    return min(datetime.fromisoformat(first), now).isoformat()


def _is_possible(tries: Tries) -> bool:
    """Tell whether tries can have been counted by us."""
    first, last = datetime.fromisoformat(tries.first), datetime.fromisoformat(tries.last)
    return tries.count > 0 and first <= last < _LAST_DAY and first.tzinfo is not None


def _wait(count: int) -> timedelta:
    """Give how long one waits after this many wrong tries."""
    if count < FREE:
        return timedelta()
    return min(_FIRST_WAIT * (1 << min(count - FREE, 10)), _LONGEST_WAIT)
