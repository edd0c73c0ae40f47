# SPDX-FileCopyrightText: Gehoorwijzer contributors
# SPDX-License-Identifier: EUPL-1.2
"""Anchors in the keyring of the system: a second place, which who writes the user's files does not reach.

A keyring may be absent, locked, slow or broken, and may ask the user something of its own. So each question
is put on a thread of its own and waited for a few seconds; what does not answer in time is left alone until
the vault is opened anew. It keeps nobody out of the vault.
"""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from app.errors import EnvironmentFault, IntegrityError, Message, says
from app.vault.anchor import Anchor, anchor_bytes, read_anchor_bytes

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "gehoorwijzer"
"""Under which name entries stand in the keyring; the user of an entry is the vault."""

PATIENCE = 3.0
"""Seconds that an answer is waited for."""

T = TypeVar("T")


def usual_keyring() -> "KeyringBackend | None":
    """Give the keyring of this system; nothing where there is none."""
    import keyring
    from keyring.backends import fail, null

    found = keyring.get_keyring()
    return None if isinstance(found, fail.Keyring | null.Keyring) else found


class KeyringAnchors:
    """Remembers anchors in a keyring, when they are to be safe and not at each act.

    Args:
        find: gives the keyring; may be slow.
        patience: seconds that an answer is waited for.
    """

    def __init__(
        self, find: "Callable[[], KeyringBackend | None]" = usual_keyring, patience: float = PATIENCE
    ) -> None:
        self._find = find
        self._patience = patience
        self._found: _Answer[KeyringBackend | None] | None = None
        self._silent = False

    def prepare(self) -> None:
        """Look for the keyring meanwhile."""
        self._silent = False
        self._found = _Answer(self._find)

    def place(self, vault_id: str) -> Message:  # noqa: ARG002 - one keyring has them all
        """Say in which keyring it is."""
        try:
            keyring = self._keyring()
        except EnvironmentFault as fault:
            return fault.message
        if keyring is None:
            return says("Deze computer heeft geen sleutelbos; daar wordt dus geen anker bewaard.")
        return says("In de sleutelbos van het systeem ({name}).", name=keyring.name)

    def load(self, vault_id: str) -> Anchor | None:
        """Give what is remembered of a vault.

        Raises:
            IntegrityError: what was remembered is damaged.
            EnvironmentFault: the keyring does not answer.
        """
        keyring = self._keyring()
        if keyring is None:
            return None
        kept = self._answer(_Answer(lambda: keyring.get_password(SERVICE, vault_id)))
        if kept is None:
            return None
        found = read_anchor_bytes(kept.encode(errors="replace"))
        if found is None:
            raise IntegrityError(
                says(
                    "Het anker van deze kluis in de sleutelbos is beschadigd. Controleer de kluis met een "
                    "afgedrukt anker, of aanvaard het logboek zoals het is."
                )
            )
        return Anchor(vault_id, found[1])

    def save(self, anchor: Anchor, *, safe: bool) -> bool:
        """Remember an anchor, where it is to be safe.

        Raises:
            EnvironmentFault: the keyring does not answer.
        """
        keyring = self._keyring() if safe else None
        if keyring is not None:
            line = anchor_bytes(0, anchor.heads).decode().strip()
            self._answer(_Answer(lambda: keyring.set_password(SERVICE, anchor.vault_id, line)))
        return keyring is not None

    def close(self) -> None:
        """Let go of the keyring; it is looked for anew when it is needed."""
        found, self._found = self._found, None
        if found is not None:
            found.wait(self._patience)

    def _keyring(self) -> "KeyringBackend | None":
        if self._silent:
            raise _not_answered("")
        if self._found is None:
            self._found = _Answer(self._find)
        return self._answer(self._found)

    def _answer(self, answer: "_Answer[T]") -> T:
        if not answer.wait(self._patience):
            self._silent = True
            raise _not_answered("")
        if answer.error is not None:
            self._silent = True
            raise _not_answered(type(answer.error).__name__) from answer.error
        return answer.given()


class _Answer(Generic[T]):
    """What a question gives, which is put on a thread of its own at once."""

    def __init__(self, ask: Callable[[], T]) -> None:
        self.error: Exception | None = None
        self._given: list[T] = []
        self._thread = threading.Thread(target=self._run, args=(ask,), name="keyring", daemon=True)
        self._thread.start()

    def wait(self, seconds: float) -> bool:
        """Tell whether it is there within this time."""
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def given(self) -> T:
        """Give it, when `wait` said that it is there and there is no `error`."""
        return self._given[0]

    def _run(self, ask: Callable[[], T]) -> None:
        try:
            self._given.append(ask())
        except Exception as error:  # noqa: BLE001 - each keyring has errors of its own, and of its libraries
            self.error = error


def _not_answered(reason: str) -> EnvironmentFault:
    said = says(
        "De sleutelbos van het systeem geeft geen antwoord{reason}: het anker staat nu alleen in het "
        "bestand. Ontgrendel de sleutelbos en open de kluis opnieuw.",
        reason=f" ({reason})" if reason else "",
    )
    return EnvironmentFault(said)
