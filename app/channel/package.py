# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""What leaves, and what comes back for it."""

import hashlib
from dataclasses import dataclass
from typing import Protocol

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class Package:
    """One file on its way out.

    Attributes:
        file_name: a plain name, without a folder.
        data: its content.
        key: its idempotency key: the same package keeps the same key, however often it is sent.

    Raises:
        ValueError: if the name is no plain file name, or the key is empty.
    """

    file_name: str
    data: bytes
    key: str

    def __post_init__(self) -> None:
        name = self.file_name
        plain = name and name == name.strip() and not name.startswith(".") and len(name) <= _LONGEST_NAME
        if not plain or any(char in '/\\:*?"<>|' or not char.isprintable() for char in name):
            raise ValueError(f"not a plain file name: {name!r}")
        if not self.key:
            raise ValueError("a package needs a key")

    @property
    def digest(self) -> str:
        """Give the SHA-256 of the content, as 64 hex digits."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Receipt:
    """A way out says that a package is there.

    Attributes:
        key: of the package.
        way: the name of the way out.
        place: where the package is now, for people.
        digest: the SHA-256 of what is there.
        was_there: it had arrived already, by an earlier attempt.
    """

    key: str
    way: str
    place: str
    digest: str
    was_there: bool = False


class WayOut(Protocol):
    """A way by which packages leave."""

    @property
    def name(self) -> str:
        """Give a stable name for records, such as ``drop-folder``."""
        ...

    def deliver(self, package: Package) -> Receipt:
        """Bring a package to the other side; again is the same as once.

        Raises:
            UserError: it is refused, and a person has to look.
            EnvironmentFault: it did not work now; later it may.
        """
        ...
