# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""The three kinds of trouble that a user may hear of; everything else is a bug.

Every error carries a `Message`: a Dutch sentence with named places, translated when it is shown. It says
what happened, to what, and what to do next.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence for a user, not yet in the user's language.

    Attributes:
        text: the Dutch sentence, with ``{name}`` where a value goes; it is the key of its translation.
        values: what goes into those places. A value may be a `Message` itself.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=lambda: _NOTHING)

    def __str__(self) -> str:
        """Give the Dutch sentence, for logs and tests."""
        return self.text.format(**{name: str(value) for name, value in self.values.items()})

    def filled(self, **values: Any) -> "Message":
        """Give the same sentence with these values in its places."""
        return Message(self.text, MappingProxyType(values))


def says(text: str, /, **values: Any) -> Message:
    """Make a `Message`; the extraction of translatable text looks for calls of this name."""
    return Message(text, MappingProxyType(values))


class GehoorwijzerError(Exception):
    """Trouble with a sentence for the user."""

    def __init__(self, message: Message) -> None:
        super().__init__(str(message))
        self.message = message


class UserError(GehoorwijzerError):
    """What was asked cannot be done as it was asked; the message says what to do instead."""


class EnvironmentFault(GehoorwijzerError):  # noqa: N818 - a fault is no error of ours
    """The machine failed: a full disk, a folder that cannot be written, a missing library."""


class IntegrityError(GehoorwijzerError):
    """Stored data is not what was stored: damaged, forged, or of another vault."""
